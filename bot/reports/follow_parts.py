"""What the handlers of following up work with besides the vault and the cases."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bot.delivery.ledger import Ledger
from bot.delivery.work import Work
from bot.reports.followup import Session
from bot.reports.kept import Kept
from bot.reports.limits import Limits
from bot.seal import Seal
from bot.services import Context
from knowledge.clock import Clock

_KEY = "following"
_VERSION = "1"
"""Of the shape of a session."""
LIFE = timedelta(minutes=15)
"""How long a session lives after its last use."""


@dataclass(frozen=True, slots=True)
class Following:
    """The sessions, the limits of guessing, and the seal of chats that want to be told."""

    sessions: Kept[Session]
    limits: Limits
    seal: Seal
    retention_days: int
    """Days after closing when a case is erased."""

    @classmethod
    def open(
        cls, ledger: Ledger, seal: Seal, clock: Clock, limits: Limits, retention_days: int
    ) -> "Following":
        """Return all of it, with the sessions that *ledger* holds."""
        sessions = Kept(Session, "follow", _VERSION, LIFE, ledger, seal, clock)
        return cls(sessions, limits, seal, retention_days)

    def within(self, work: Work) -> "Following":
        """Return the same, whose changes are part of *work*."""
        return replace(self, sessions=self.sessions.within(work), limits=self.limits.within(work))

    def files(self) -> set[str]:
        """Return the names of sealed files that wait to be sent, in all chats."""
        return {name for session in self.sessions.all() for name in session.file_names}

    def install(self, bot_data: dict[Any, Any]) -> None:
        """Make this what an application's handlers follow up with."""
        bot_data[_KEY] = self


def following_of(context: Context) -> Following:
    """Return what the handlers follow up with, within the work of the update."""
    following: Following = context.bot_data[_KEY]
    return following.within(context.work)
