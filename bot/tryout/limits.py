"""Telegram's limits of sending: refused with 429 when they are on, and always a record of times.

Telegram publishes about 30 messages a second for a bot, one a second in a private chat and 20 a
minute in a group (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this),
and lets short bursts pass. What it really allows moves; these are the published numbers with a
little room, so that a bot which keeps to them is never refused for the jitter of a network.
"""

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

SENDS = frozenset({"sendMessage", "sendPhoto", "sendDocument"})
"""Methods that put a new message into a chat."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a bot may send."""

    per_second: float = 30.0
    """Messages a second over all chats."""
    burst: float = 33.0
    """Messages over all chats that may come at once after a pause."""
    private_per_second: float = 1.0
    """Messages a second in one private chat."""
    private_burst: float = 3.0
    """Messages in one private chat that may come at once after a pause."""
    group_per_minute: int = 20
    """Messages in any 60 seconds in one group."""
    slack: float = 0.5
    """Seconds by which a group's minute may fall short."""
    methods: frozenset[str] = SENDS
    """Methods that count."""


@dataclass(slots=True)
class _Bucket:
    """Tokens that come back at a steady rate up to a most."""

    rate: float
    most: float
    tokens: float
    at: float

    def wait(self, now: float) -> float:
        """Return the seconds until a token is there."""
        self.tokens = min(self.most, self.tokens + (now - self.at) * self.rate)
        self.at = now
        return max(0.0, (1 - self.tokens) / self.rate)


@dataclass(slots=True)
class Pace:
    """What was accepted when; with limits, also what must wait."""

    monotonic: Callable[[], float] = time.monotonic
    accepted: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    """Monotonic seconds at which each new message of the bot was accepted, by chat."""
    floods: int = 0
    """Calls that came too soon and were refused."""
    _limits: Limits | None = None
    _all: _Bucket | None = None
    _private: dict[int, _Bucket] = field(default_factory=dict)
    _groups: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    @property
    def limits(self) -> Limits | None:
        """The limits that are kept to, or None."""
        return self._limits

    @limits.setter
    def limits(self, limits: Limits | None) -> None:
        self._limits, self._all = limits, None
        self._private.clear()
        self._groups.clear()

    def wait(self, method: str, chat_id: int, private: bool) -> int:
        """Return the whole seconds after which the call may come again; 0 when it may go on."""
        if self._limits is None or method not in self._limits.methods:
            return 0
        now = self.monotonic()
        wait = max(
            self._bucket_of_all(now).wait(now),
            self._bucket(chat_id, now).wait(now) if private else self._group_wait(chat_id, now),
        )
        self.floods += wait > 0
        return math.ceil(wait)

    def note(self, method: str, chat_id: int, private: bool) -> None:
        """Record that a call was carried out."""
        now = self.monotonic()
        if method in SENDS:
            self.accepted[chat_id].append(now)
        if self._limits is None or method not in self._limits.methods:
            return
        self._bucket_of_all(now).tokens -= 1
        if private:
            self._bucket(chat_id, now).tokens -= 1
        else:
            self._groups[chat_id].append(now)

    def _bucket_of_all(self, now: float) -> _Bucket:
        assert self._limits
        if self._all is None:
            self._all = _Bucket(
                self._limits.per_second, self._limits.burst, self._limits.burst, now
            )
        return self._all

    def _bucket(self, chat_id: int, now: float) -> _Bucket:
        assert self._limits
        rate, most = self._limits.private_per_second, self._limits.private_burst
        return self._private.setdefault(chat_id, _Bucket(rate, most, most, now))

    def _group_wait(self, chat_id: int, now: float) -> float:
        assert self._limits
        times, minute = self._groups[chat_id], 60 - self._limits.slack
        while times and times[0] <= now - minute:
            times.popleft()
        if len(times) < self._limits.group_per_minute:
            return 0.0
        return times[-self._limits.group_per_minute] + minute - now
