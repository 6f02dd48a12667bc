"""Limits against floods and guessing, kept in memory only.

A sender is a print under a key that is made anew each day and at each start, and never written:
so nothing on the disk tells who has reported, and yesterday's prints cannot be made again by
anybody. The price is that counts begin anew with a restart, which no sender can bring about.

A flood delays itself: whoever has done nothing today is let through where the limit of all
together already holds up those who have, up to ``_SPARE`` times that limit.
"""

import hashlib
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from sqlite3 import Connection
from typing import Literal

from bot.delivery.work import Work
from knowledge.clock import Clock

_HOUR = 3600.0
_SPARE = 4
"""How many times the limit of all together is kept for those who come for the first time today."""
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on somebody has to wait."""

    reports_per_day: int = 5
    """Reports of one sender."""
    reports_per_hour: int = 60
    """Reports of all together."""
    files: int = 10
    """Attachments of one report."""
    file_bytes: int = 20 * _MEGABYTE
    """Of one attachment; what Telegram lets a bot fetch."""
    evidence_bytes_per_day: int = 400 * _MEGABYTE
    """Of all attachments of one sender, those of reports that were given up as well."""
    code_tries: int = 5
    """Wrong codes of one chat in ``code_seconds``; from the second on it waits longer each time."""
    code_seconds: float = 900.0
    code_tries_per_hour: int = 120
    """Wrong codes of all together."""


Reason = Literal["", "day", "hour", "files", "size", "tries"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether something may be done now, or else why not and for how long."""

    reason: Reason = ""
    """For "files" and "size" waiting is no use."""
    wait: timedelta = timedelta()

    def __bool__(self) -> bool:
        return not self.reason


@dataclass(slots=True)
class _Sender:
    """What one sender has done today."""

    reports: int = 0
    evidence: int = 0
    """Bytes."""
    wrong: deque[float] = field(default_factory=deque)
    """Moments of wrong codes that still count."""
    locks: int = 0
    """How often the tries were used up."""
    until: float = 0.0
    """Moment before which no code is taken."""


@dataclass(slots=True)
class _Memory:
    """What is shared by all ``Limits`` of one bot."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    day: date | None = None
    key: bytes = field(default=b"", repr=False)
    senders: dict[bytes, _Sender] = field(default_factory=dict, repr=False)
    reports: deque[float] = field(default_factory=deque)
    """Moments of the last hour's reports, of all together."""
    wrong: deque[float] = field(default_factory=deque)
    """Moments of the last hour's wrong codes."""


class Limits:
    """Asks before something is done and counts it when it was; safe to use from threads."""

    def __init__(
        self,
        clock: Clock,
        thresholds: Thresholds | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._thresholds = thresholds or Thresholds()
        self._monotonic = monotonic
        self._memory = _Memory()
        self._work: Work | None = None

    def within(self, work: Work) -> "Limits":
        """Return the same limits, which count what *work* does when it is committed."""
        limits = Limits(self._clock, self._thresholds, self._monotonic)
        limits._memory = self._memory
        limits._work = work
        return limits

    def report(self, sender: int) -> Verdict:
        """Return whether *sender* may begin, or hand in, another report."""
        with self._memory.lock:
            found, now = self._sender(sender), self._monotonic()
            if found.reports >= self._thresholds.reports_per_day:
                return Verdict("day", self._rest_of_day())
            most = self._thresholds.reports_per_hour * (1 if found.reports else _SPARE)
            return _within_hour(self._memory.reports, most, now, "hour")

    def count_report(self, sender: int) -> None:
        """Count a report that was handed in."""

        def count() -> None:
            self._sender(sender).reports += 1
            self._memory.reports.append(self._monotonic())

        self._count(count)

    def evidence(self, sender: int, size: int, files: int) -> Verdict:
        """Return whether *sender* may add a file of *size* bytes to a report that has *files*."""
        if files >= self._thresholds.files:
            return Verdict("files")
        if size > self._thresholds.file_bytes:
            return Verdict("size")
        with self._memory.lock:
            if self._sender(sender).evidence + size > self._thresholds.evidence_bytes_per_day:
                return Verdict("day", self._rest_of_day())
        return Verdict()

    def count_evidence(self, sender: int, size: int) -> None:
        """Count a file of *size* bytes that was taken in."""

        def count() -> None:
            self._sender(sender).evidence += size

        self._count(count)

    def code(self, chat: int) -> Verdict:
        """Return whether a receipt's code from *chat* may be looked up."""
        with self._memory.lock:
            found, now = self._sender(chat), self._monotonic()
            if now < found.until:
                return Verdict("tries", timedelta(seconds=found.until - now))
            most = self._thresholds.code_tries_per_hour * (1 if found.wrong else _SPARE)
            return _within_hour(self._memory.wrong, most, now, "tries")

    def count_code(self, chat: int, *, found: bool) -> None:
        """Count a code that was looked up; one that was right makes up for the wrong ones."""

        def count() -> None:
            sender, now = self._sender(chat), self._monotonic()
            if found:
                sender.wrong.clear()
                return
            self._memory.wrong.append(now)
            self._delay(sender, now)

        self._count(count)

    def _delay(self, sender: _Sender, now: float) -> None:
        """Count a wrong code: the second waits 5 s, then twice as long; the last a window."""
        window = self._thresholds.code_seconds
        _drop_before(sender.wrong, now - window)
        sender.wrong.append(now)
        if len(sender.wrong) >= self._thresholds.code_tries:
            sender.until = now + window * 2**sender.locks
            sender.locks = min(sender.locks + 1, 10)
            sender.wrong.clear()
            sender.wrong.append(now)
        elif len(sender.wrong) > 1:
            sender.until = now + 5.0 * 2 ** (len(sender.wrong) - 2)

    def _count(self, count: Callable[[], None]) -> None:
        def change(_: Connection | None = None) -> None:
            with self._memory.lock:
                count()

        if self._work is None:
            change()
        else:
            self._work.change(change)

    def _sender(self, sender: int) -> _Sender:
        memory, today = self._memory, self._clock.today()
        if memory.day != today:
            memory.day, memory.key = today, secrets.token_bytes(32)
            memory.senders.clear()
        digest = hashlib.blake2b(str(sender).encode(), key=memory.key, digest_size=16).digest()
        return memory.senders.setdefault(digest, _Sender())

    def _rest_of_day(self) -> timedelta:
        now = self._clock.now()
        midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), now.tzinfo)
        return midnight - now


def _within_hour(moments: deque[float], most: int, now: float, reason: Reason) -> Verdict:
    """Return whether fewer than *most* of *moments* lie within the last hour."""
    _drop_before(moments, now - _HOUR)
    if len(moments) < most:
        return Verdict()
    return Verdict(reason, timedelta(seconds=moments[-most] + _HOUR - now))


def _drop_before(moments: deque[float], moment: float) -> None:
    while moments and moments[0] <= moment:
        moments.popleft()
