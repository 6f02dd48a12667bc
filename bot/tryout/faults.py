"""Faults on demand: what a bot meets on a bad day, made to happen when a test asks for it."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from bot.tryout.errors import Refused, TryoutError

WEBHOOK = "webhook"
"""Method name of a fault that hits the delivery of an update to the bot's webhook."""
DOWNLOAD = "download"
"""Method name of a fault that hits the download of a file."""


class FaultKind(StrEnum):
    """What goes wrong."""

    FLOOD = "flood"
    """429 with ``retry_after``; nothing happens in the chat."""
    SERVER_ERROR = "server_error"
    """500; nothing happens in the chat."""
    BAD_GATEWAY = "bad_gateway"
    """502 with a page of HTML instead of JSON, as proxies send."""
    UNAUTHORIZED = "unauthorized"
    """401, as for a token that was taken back."""
    NOT_FOUND = "not_found"
    """404, as for a token that never was."""
    CONFLICT = "conflict"
    """409, as when another instance of the bot fetches updates."""
    DROP_BEFORE = "drop_before"
    """The connection breaks before anything happens."""
    DROP_AFTER = "drop_after"
    """The request is carried out, and the connection breaks before the answer: a lost answer.
    Of a webhook: the bot's answer is lost, and the update is delivered again."""
    GARBAGE = "garbage"
    """The request is carried out, and the answer is 200 with a body that is no JSON."""
    WRONG_RESULT = "wrong_result"
    """The request is carried out, and the answer is JSON with a result of no sense."""
    LATENCY = "latency"
    """Everything works after a pause of ``seconds``."""
    SLOW_ANSWER = "slow_answer"
    """The request is carried out at once, and the answer comes ``seconds`` later."""


@dataclass(slots=True)
class Fault:
    """A fault for the next calls of a method."""

    kind: FaultKind
    method: str = "*"
    """Name of the method, ``DOWNLOAD``, ``WEBHOOK``, or "*" for any (but not the webhook)."""
    times: int = 1
    """How many calls it hits; -1 for all until it is cleared."""
    seconds: float = 1
    """``retry_after`` of a flood (whole seconds), or the pause of latency and slow answers."""
    chat_id: int | None = None
    """The only chat whose calls it hits; None for all."""
    share: float = 1.0
    """Share of the calls that it hits, drawn at random: 0.01 is one in a hundred."""

    def fits(self, method: str, chat_id: int | None) -> bool:
        """Return whether the fault is meant for a call, chance aside."""
        everything = self.method == "*" and method != WEBHOOK
        named = everything or self.method.lower() == method.lower()
        return named and self.chat_id in (None, chat_id)


@dataclass(frozen=True, slots=True)
class Hit:
    """What happens to one call."""

    fault: Fault | None = None
    """What goes wrong, or None; never latency."""
    before: float = 0.0
    """Pause in seconds before the request is carried out."""
    after: float = 0.0
    """Pause in seconds before the answer goes out."""

    @property
    def kind(self) -> FaultKind | None:
        """What goes wrong, or None."""
        return self.fault.kind if self.fault else None


class Faults:
    """The faults that are still to happen, and the pause that every call takes."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._random = Random(0)
        self.latency = 0.0
        """Seconds that every round trip takes, half on the way here and half on the way back."""
        self.happened: Counter[str] = Counter()
        """How often each kind has happened."""

    def add(
        self,
        kind: str,
        method: str = "*",
        times: int = 1,
        seconds: float = 1,
        chat_id: int | None = None,
        share: float = 1.0,
    ) -> None:
        """Let the next *times* calls of *method* go wrong; see ``Fault`` for the rest."""
        known = [name.value for name in FaultKind]
        if kind not in known:
            raise TryoutError(f"Unknown fault {kind!r}; choose one of: {', '.join(known)}.")
        self._faults.append(Fault(FaultKind(kind), method, times, seconds, chat_id, share))

    def seed(self, number: int) -> None:
        """Draw by chance from the start again: the same calls meet the same faults."""
        self._random = Random(number)

    def clear(self) -> None:
        """Let everything work again; the latency of every call stays."""
        self._faults.clear()

    def take(self, method: str, chat_id: int | None = None) -> Hit:
        """Return what happens to this call, and count it: all latency, and at most one fault."""
        before = after = self.latency / 2
        hit: Fault | None = None
        for fault in list(self._faults):
            pause = fault.kind is FaultKind.LATENCY
            if (hit and not pause) or not fault.fits(method, chat_id) or not self._drawn(fault):
                continue
            self._use(fault)
            if pause:
                before += fault.seconds
            else:
                hit = fault
        if hit and hit.kind is FaultKind.SLOW_ANSWER:
            after += hit.seconds
        return Hit(hit, before, after)

    def _drawn(self, fault: Fault) -> bool:
        return fault.share >= 1 or self._random.random() < fault.share

    def _use(self, fault: Fault) -> None:
        self.happened[fault.kind.value] += 1
        fault.times -= 1
        if fault.times == 0:
            self._faults.remove(fault)


def refusal_of(fault: Fault) -> Refused | None:
    """Return the refusal that a fault answers with, or None where it does something else."""
    match fault.kind:
        case FaultKind.FLOOD:
            return flood(int(fault.seconds))
        case FaultKind.SERVER_ERROR:
            return Refused(500, "Internal Server Error")
        case FaultKind.UNAUTHORIZED:
            return Refused(401, "Unauthorized")
        case FaultKind.NOT_FOUND:
            return Refused(404, "Not Found")
        case FaultKind.CONFLICT:
            return Refused(409, TERMINATED_BY_POLL)
    return None


def flood(seconds: int) -> Refused:
    """Return Telegram's refusal of a message that comes too soon."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


TERMINATED_BY_POLL = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
"""What a getUpdates is told that a second one has ended."""
TERMINATED_BY_WEBHOOK = "Conflict: terminated by setWebhook request"
"""What a getUpdates is told that setWebhook has ended."""
