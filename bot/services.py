"""What the handlers work with, made once and handed to each of them."""

import logging
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any

from telegram.ext import CallbackContext, ExtBot

from bot.delivery.health import Health
from bot.delivery.ledger import Ledger
from bot.delivery.metrics import Metrics
from bot.delivery.work import Work
from bot.questions.screen import View
from bot.reports.parts import Reporting
from bot.state import State
from bot.texts import Texts
from knowledge.assistant import Assistant
from knowledge.clock import Clock
from knowledge.errors import LibraryError

_log = logging.getLogger(__name__)

_KEY = "services"
CURRENT_WORK: ContextVar[Work] = ContextVar("work")
"""The work of the update that the running task handles."""


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context of every handler."""

    @property
    def work(self) -> Work:
        """What the update leads to; handlers add to it instead of writing and sending."""
        return CURRENT_WORK.get()


@dataclass(frozen=True, slots=True)
class Services:
    """The library and its assistant, the texts, the clock, the bot's memory and its state."""

    assistant: Assistant
    texts: Texts
    state: State
    clock: Clock
    ledger: Ledger
    health: Health
    metrics: Metrics
    admins: frozenset[int] = frozenset()
    """Telegram ids of the administrators."""
    reporting: Reporting | None = None
    """The vault, the cases and the drafts of anonymous reports."""

    def view(self) -> View:
        """Return what screens are drawn from now; a newly published library is taken up first.

        One that cannot be opened is left alone: answers go on from the one that is open.
        """
        try:
            self.assistant.reload_if_changed()
        except LibraryError as error:
            _log.error("The new library is not taken up: %s", error)
        return View(self.assistant.library, self.texts, self.clock.today())

    def within(self, work: Work) -> "Services":
        """Return the same services, whose changes are part of *work*."""
        return replace(self, state=self.state.within(work))

    def install(self, bot_data: dict[Any, Any]) -> None:
        """Make these the services of an application's handlers."""
        bot_data[_KEY] = self


def services_in(bot_data: dict[Any, Any]) -> Services:
    """Return the services installed in an application's ``bot_data``."""
    services: Services = bot_data[_KEY]
    return services


def services_of(context: Context) -> Services:
    """Return the services of the application that runs the handler, within its work."""
    return services_in(context.bot_data).within(context.work)


def reporting_of(context: Context) -> Reporting:
    """Return what the handlers of reports work with, within the work of the update."""
    reporting = services_in(context.bot_data).reporting
    assert reporting is not None, "the application was built without its reports"
    return reporting.within(context.work)
