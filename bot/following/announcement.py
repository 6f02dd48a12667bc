"""An announcement as its row stands: how far it is, and how many have been told."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.delivery.calls import Shown
from bot.following.facts import Fact

ANNOUNCE, STOP = "announce", "announce-stop"
"""Acts of administrators, in the words of the audit log."""


class State(StrEnum):
    """How far an announcement is."""

    OFFERED = "offered"
    WAITING = "waiting"
    """Started, behind another one."""
    RUNNING = "running"
    SENDING = "sending"
    """All its messages are in the outbox, or have left it."""
    ENDED = "ended"
    STOPPED = "stopped"
    """By an administrator."""
    VOID = "void"
    """The library no longer holds what was to be announced."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """One announcement."""

    row: int
    id: str
    """What its buttons name it by."""
    state: State
    facts: tuple[Fact, ...]
    people: int
    """How many followed one of the documents when it was offered."""
    before: date | None
    """When one of the documents was announced before, as the offer says."""
    queued: int
    """Messages put into the outbox so far."""
    waiting: int
    """Of those, how many are still there."""
    lost: int
    """Of those, how many went to people who no longer take messages."""
    drawn: str
    """The state that the administrator was shown last; "" for none."""
    logged: str
    """The act that the audit log knows of: "", ANNOUNCE or STOP."""
    shown: Shown | None
    """The administrator's message; None while there is none."""
    actor: str
    """Who started or stopped it, as the audit log names people; "" for nobody yet."""

    @property
    def told(self) -> int:
        """How many people have the message."""
        return max(0, self.queued - self.waiting - self.lost)

    @property
    def to_log(self) -> str:
        """The act that is still to be written into the audit log; "" for none."""
        if self.state is State.OFFERED:
            return ""
        if not self.logged:
            return ANNOUNCE
        return STOP if self.state is State.STOPPED and self.logged != STOP else ""

    @property
    def under_way(self) -> bool:
        """Whether it was started and is not over."""
        return self.state in (State.WAITING, State.RUNNING, State.SENDING)

    @property
    def over(self) -> bool:
        """Whether nothing more is to be sent."""
        return self.state in (State.ENDED, State.STOPPED, State.VOID)
