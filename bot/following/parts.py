"""What the handlers of following and announcing work with."""

from dataclasses import dataclass, replace
from typing import Any

from bot.delivery.ledger import Ledger
from bot.delivery.work import Work
from bot.following.announcements import Announcements
from bot.following.subscribers import Subscribers
from bot.seal import Seal
from bot.services import Context
from knowledge.clock import Clock

_KEY = "subscriptions"


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """Who follows new documents, and what is being told to them."""

    subscribers: Subscribers
    announcements: Announcements

    @classmethod
    def open(cls, ledger: Ledger, seal: Seal, clock: Clock) -> "Subscriptions":
        """Return both, as *ledger* holds them."""
        subscribers = Subscribers(ledger, seal)
        return cls(subscribers, Announcements(ledger, seal, clock, subscribers))

    def within(self, work: Work) -> "Subscriptions":
        """Return the same, whose changes are part of *work*."""
        return replace(self, subscribers=self.subscribers.within(work))

    def install(self, bot_data: dict[Any, Any]) -> None:
        """Make this what an application's handlers work with."""
        bot_data[_KEY] = self


def subscriptions_in(bot_data: dict[Any, Any]) -> Subscriptions:
    """Return what is installed in an application's ``bot_data``."""
    subscriptions: Subscriptions = bot_data[_KEY]
    return subscriptions


def subscriptions_of(context: Context) -> Subscriptions:
    """Return the same, within the work of the update."""
    return subscriptions_in(context.bot_data).within(context.work)
