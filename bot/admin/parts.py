"""What the handlers of administrators work with, made once."""

import asyncio
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from telegram import Bot

from bot.admin.fetching import Fetcher
from bot.admin.folder import JobFolder
from bot.admin.job import Job, Kind, Published
from bot.admin.jobs import Jobs, More
from bot.admin.look import Look
from bot.admin.presses import job_of
from bot.admin.rows import JobRows
from bot.admin.runner import Runner
from bot.admin.screens import Screens
from bot.delivery.calls import Call, Place, send_message
from bot.delivery.outbox import Outbox
from bot.delivery.sender import Sender
from bot.following.announcing import offer
from bot.following.parts import Subscriptions
from bot.library_work import LibraryWork
from bot.seal import Seal
from bot.services import Context, Services

_KEY = "administration"


class AdminSettings(Protocol):
    """What administration needs to know; see ``bot.settings.Settings``."""

    @property
    def home(self) -> Path:
        """The folder of the library."""

    @property
    def state(self) -> Path:
        """The folder of the bot's memory."""

    @property
    def proxy(self) -> str:
        """An HTTP proxy on the way to Telegram's files; "" for none."""


@dataclass(frozen=True, slots=True)
class Administration:
    """The jobs, what carries them on, and what their screens are drawn from."""

    jobs: Jobs
    runner: Runner
    look: Look
    library: LibraryWork

    @classmethod
    def open(
        cls,
        settings: AdminSettings,
        services: Services,
        subscriptions: Subscriptions,
        library: LibraryWork,
        seal: Seal,
        bot: Bot,
        outbox: Outbox,
        sender: Sender,
    ) -> "Administration":
        """Return all of it, with the jobs that ``bot.db`` holds."""
        folder = JobFolder(settings.state / "incoming")
        look = Look(services.texts, settings.home, folder, services.state, services.view)
        screens = Screens(look)
        rows = JobRows(services.ledger, seal)
        jobs = Jobs(services.ledger, rows, folder, services.clock, outbox, sender, screens.draw)

        async def published(job: Job, event: Published) -> More:
            return await asyncio.to_thread(_after, job, event, services, subscriptions)

        files = Fetcher(bot, settings.proxy)
        runner = Runner(jobs, settings.home, library, files, screens.step, published)
        return cls(jobs, runner, look, library)

    def heard(self, chat: int, message: int, data: str) -> None:
        """Learn the id of a message that was sent with a button that carries *data*."""
        job = job_of(data, self.look.links)
        if job:
            self.jobs.heard(chat, message, job)

    def install(self, bot_data: dict[Any, Any]) -> None:
        """Make this what an application's handlers work with."""
        bot_data[_KEY] = self


def administration_in(bot_data: dict[Any, Any]) -> Administration:
    """Return what is installed in an application's ``bot_data``."""
    administration: Administration = bot_data[_KEY]
    return administration


def administration_of(context: Context) -> Administration:
    """Return what the handlers work with."""
    return administration_in(context.bot_data)


def _after(job: Job, event: Published, services: Services, subscriptions: Subscriptions) -> More:
    """Take up what was published, and ask whether to tell those who follow it."""
    services.view()
    numbers = event.numbers if job.kind is Kind.FILES and event.snapshot else ()
    found = offer(subscriptions, services, numbers) if numbers else None

    def more(connection: sqlite3.Connection) -> Sequence[Call]:
        if found is None:
            return ()
        found.keep(connection)
        return (send_message(Place(job.chat), found.html, found.keyboard),)

    return more
