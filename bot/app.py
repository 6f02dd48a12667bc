"""Builds the bot from its parts and runs it by polling or by webhook."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pydantic import SecretStr
from telegram import LinkPreviewOptions, Update
from telegram.ext import ApplicationBuilder, ContextTypes, Defaults

from bot.admin.parts import Administration, AdminSettings, administration_in
from bot.admin.upkeep import UpkeepSettings, upkeep
from bot.commands import publish_commands
from bot.delivery.assembly import DeliverySettings, Ground, assemble
from bot.delivery.dispatcher import AT_ONCE
from bot.delivery.outbox import Outbox
from bot.delivery.sender import Sender
from bot.delivery.service import Background, BotApplication, Service, run_until_stopped
from bot.delivery.transport import AiohttpRequest
from bot.errors import BotError, report
from bot.following.announcing import Announcer
from bot.following.parts import Subscriptions
from bot.guard import handling, on_error
from bot.library_work import LibraryWork
from bot.logs import log_to, quiet_transport
from bot.reports.follow_parts import Following
from bot.reports.heard import HearingRequest
from bot.reports.notices import Notices
from bot.reports.parts import Reporting, ReportSettings
from bot.reports.retention import purge
from bot.routes import add_handlers
from bot.services import Context, Services
from bot.state import State
from indexer.audit import AuditLog
from knowledge.assistant import Assistant
from knowledge.clock import Clock, SystemClock

ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
)
"""Always passed: without it Telegram keeps what some earlier program set."""


class BotSettings(DeliverySettings, ReportSettings, AdminSettings, UpkeepSettings, Protocol):
    """What running the bot needs to know; see ``bot.settings.Settings``."""

    @property
    def home(self) -> Path:
        """The folder of the library."""

    @property
    def starter(self) -> bool:
        """Whether the library that comes with the program is part of the library."""

    @property
    def model(self) -> str:
        """The embedding model; "" for the one that comes along."""

    @property
    def state(self) -> Path:
        """The folder of the bot's memory, the cases and the keys."""

    @property
    def bot_token(self) -> SecretStr:
        """The token that @BotFather gave."""

    @property
    def api_base(self) -> str:
        """Another Bot API server ("http://127.0.0.1:8081/bot"); "" for Telegram's own."""

    @property
    def proxy(self) -> str:
        """An HTTP proxy on the way to it; "" for none."""

    @property
    def inspectors_chat(self) -> int:
        """The chat in which inspectors are told of news; 0 for none."""

    @property
    def notice_details(self) -> bool:
        """Whether they are told kind and unit too."""

    @property
    def retention_days(self) -> int:
        """Days after closing when a case is erased."""


_SWEEP = 1800.0
"""Seconds between looks for drafts that have expired and sealed files that nobody knows of."""


def token_of(settings: BotSettings) -> str:
    """Return the bot token; raise BotError when there is none."""
    token = settings.bot_token.get_secret_value()
    if not token:
        raise BotError("No bot token: set CONGVU_BOT_TOKEN to the token from @BotFather.")
    return token


def run(settings: BotSettings) -> None:
    """Run the bot until it is told to stop.

    Raises:
        BotError: the token is missing or refused, or a port is taken.
        LibraryError: the library cannot be opened.

    """
    log_to(token_of(settings))
    clock = SystemClock()
    assistant = Assistant.open(settings.home, clock, settings.model)

    async def main() -> None:
        await run_until_stopped(build(settings, assistant, clock))

    asyncio.run(main())


def build(settings: BotSettings, assistant: Assistant, clock: Clock) -> Service:
    """Return the bot with all its parts, ready to be started on *assistant*."""
    quiet_transport()
    ground = Ground.open(settings.state, clock)
    parts = _parts(settings, ground, _services(settings, ground, assistant))
    return assemble(
        settings,
        parts.application,
        ground,
        handling(parts.application, ground.texts),
        lambda: _prepare(
            parts.application, parts.services, parts.following, settings.retention_days
        ),
        ALLOWED_UPDATES,
        parts.beside,
    )


def _services(settings: BotSettings, ground: Ground, assistant: Assistant) -> Services:
    """Return what all handlers work with."""
    return Services(
        assistant,
        ground.texts,
        State(ground.ledger, ground.seal, ground.clock),
        ground.clock,
        ground.ledger,
        ground.health,
        ground.metrics,
        settings.admins,
        Reporting.open(settings, ground.ledger, ground.seal, ground.clock),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the handlers of updates work with, each installed in the application."""

    settings: BotSettings
    ground: Ground
    services: Services
    following: Following
    subscriptions: Subscriptions
    application: BotApplication

    def beside(self, outbox: Outbox, sender: Sender) -> dict[str, Background]:
        """Return what goes on beside the handling of updates, by name."""
        settings, services = self.settings, self.services
        library = LibraryWork(settings.home, settings.model, settings.starter)
        administration = self._administration(library, outbox, sender)
        notices = _notices(settings, services, self.following, outbox, sender)
        log = AuditLog(settings.home)
        announcer = Announcer(self.subscriptions, services, outbox, sender, log)
        sender.on_unreachable = _each(notices.unreachable, announcer.unreachable)
        return {
            "jobs": administration.runner,
            "notices": notices,
            "announcer": announcer,
            **upkeep(settings, services, administration.jobs, library, outbox, sender),
        }

    def _administration(
        self, library: LibraryWork, outbox: Outbox, sender: Sender
    ) -> Administration:
        administration = Administration.open(
            self.settings,
            self.services,
            self.subscriptions,
            library,
            self.ground.seal,
            self.application.bot,
            outbox,
            sender,
        )
        administration.install(self.application.bot_data)
        return administration


def _parts(settings: BotSettings, ground: Ground, services: Services) -> _Parts:
    """Return the application with all that its handlers work with."""
    assert services.reporting is not None
    ledger, seal, clock = ground.ledger, ground.seal, ground.clock
    limits, days = services.reporting.limits, settings.retention_days
    following = Following.open(ledger, seal, clock, limits, days)
    subscriptions = Subscriptions.open(ledger, seal, clock)
    application = _application(settings, services, following)
    subscriptions.install(application.bot_data)
    return _Parts(settings, ground, services, following, subscriptions, application)


def _notices(
    settings: BotSettings,
    services: Services,
    following: Following,
    outbox: Outbox,
    sender: Sender,
) -> Notices:
    """Return what tells inspectors and reporters of news."""
    assert services.reporting is not None
    return Notices(
        services.reporting.cases,
        following,
        services.ledger,
        outbox,
        sender,
        services.texts,
        services.clock,
        settings.inspectors_chat,
        details=settings.notice_details,
    )


def _each(*tellers: Callable[[int], None]) -> Callable[[int], None]:
    """Return what tells each of *tellers* of a chat that no longer takes messages."""

    def tell(chat: int) -> None:
        for teller in tellers:
            teller(chat)

    return tell


def _application(settings: BotSettings, services: Services, following: Following) -> BotApplication:
    """Return what chooses the handler of an update; everything around it is ours."""
    request = HearingRequest(pool_size=AT_ONCE, proxy=settings.proxy)
    if services.reporting is not None:
        request.heard = _both(services.reporting.drafts.heard, following.sessions.heard)
    builder = (
        ApplicationBuilder()
        .token(settings.bot_token.get_secret_value())
        .defaults(_defaults())
        .context_types(ContextTypes(context=Context))
        .updater(None)
        .job_queue(None)
        .request(request)
        .get_updates_request(AiohttpRequest(pool_size=1, proxy=settings.proxy))
    )
    if settings.api_base:
        base = settings.api_base.rstrip("/")
        builder = builder.base_url(base)
        builder = builder.base_file_url(f"{base.removesuffix('/bot')}/file/bot")
    application: BotApplication = builder.build()
    request.marked = lambda *told: administration_in(application.bot_data).heard(*told)
    services.install(application.bot_data)
    following.install(application.bot_data)
    add_handlers(application)
    application.add_error_handler(on_error)
    return application


def _both(
    first: Callable[[int, int], object], second: Callable[[int, int], object]
) -> Callable[[int, int], None]:
    """Return what tells *first* and then *second* of a chat and a message."""

    def tell(chat: int, message: int) -> None:
        first(chat, message)
        second(chat, message)

    return tell


def _defaults() -> Defaults:
    # No parse_mode here: it would go along with requests that know none.
    return Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True))


async def _prepare(
    application: BotApplication, services: Services, following: Following, retention_days: int
) -> None:
    """Register the menus, and load what the first question would otherwise wait for."""
    asyncio.get_running_loop().run_in_executor(None, _warm_up, services)
    if services.reporting is not None:
        sweep = _keep_swept(services.reporting, following, retention_days)
        sweeping = asyncio.create_task(sweep, name="sweeping")
        application.bot_data["sweeping"] = sweeping  # the loop itself holds tasks weakly
    await publish_commands(application)


async def _keep_swept(reporting: Reporting, following: Following, retention_days: int) -> None:
    """Erase what has outlived its time, now and every half hour, until the loop ends."""

    def sweep() -> None:
        reporting.sweep(following.files())
        purge(reporting.cases, reporting.files, retention_days)

    while True:
        try:
            await asyncio.to_thread(sweep)
        except Exception as error:
            report(error, None, "sweeping")
        await asyncio.sleep(_SWEEP)


def _warm_up(services: Services) -> None:
    try:
        services.assistant.warm_up()
    except Exception as error:
        report(error, None, "warm-up")
