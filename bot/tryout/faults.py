"""Faults on demand: what a bot meets on a bad day, made to happen when a test asks for it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.tryout.errors import Refused, TryoutError


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
    DROP_BEFORE = "drop_before"
    """The connection breaks before anything happens."""
    DROP_AFTER = "drop_after"
    """The request is carried out, and the connection breaks before the answer: a lost answer."""
    GARBAGE = "garbage"
    """The request is carried out, and the answer is 200 with a body that is no JSON."""
    LATENCY = "latency"
    """Everything works after a pause of ``seconds``."""


@dataclass(slots=True)
class Fault:
    """A fault for the next calls of a method."""

    kind: FaultKind
    method: str = "*"
    """Name of the method, "download" for files, "*" for any."""
    times: int = 1
    """How many calls it hits; -1 for all until it is cleared."""
    seconds: float = 1
    """``retry_after`` of a flood (whole seconds), or the pause of latency."""


class Faults:
    """The faults that are still to happen."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, kind: str, method: str = "*", times: int = 1, seconds: float = 1) -> None:
        """Let the next *times* calls of *method* go wrong."""
        known = [name.value for name in FaultKind]
        if kind not in known:
            raise TryoutError(f"Unknown fault {kind!r}; choose one of: {', '.join(known)}.")
        self._faults.append(Fault(FaultKind(kind), method, times, seconds))

    def clear(self) -> None:
        """Let everything work again."""
        self._faults.clear()

    def take(self, method: str) -> Fault | None:
        """Return the fault that hits this call, and count it."""
        for fault in self._faults:
            if fault.method.lower() in ("*", method.lower()):
                fault.times -= 1
                if fault.times == 0:
                    self._faults.remove(fault)
                return fault
        return None


def refusal_of(fault: Fault) -> Refused | None:
    """Return the refusal that a fault answers with, or None where it does something else."""
    match fault.kind:
        case FaultKind.FLOOD:
            wait = int(fault.seconds)
            return Refused(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        case FaultKind.SERVER_ERROR:
            return Refused(500, "Internal Server Error")
        case FaultKind.UNAUTHORIZED:
            return Refused(401, "Unauthorized")
    return None
