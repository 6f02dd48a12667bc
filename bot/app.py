"""Builds the Telegram application from its parts and runs it by polling or by webhook."""

import asyncio
import secrets
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from pydantic import SecretStr
from telegram import LinkPreviewOptions, Update
from telegram.error import InvalidToken, NetworkError
from telegram.ext import Application, ApplicationBuilder, Defaults

from bot.commands import publish_commands
from bot.errors import BotError, report
from bot.guard import on_error
from bot.logs import log_to, quiet_transport
from bot.routes import add_handlers
from bot.serial import PerChatProcessor
from bot.services import Services, services_in
from bot.state import State
from bot.texts import Texts
from knowledge.assistant import Assistant
from knowledge.clock import Clock, SystemClock

AT_ONCE = 32
"""Updates handled at the same time, and connections to the Bot API kept for them."""
ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
)
"""Always passed: without it Telegram keeps what some earlier program set."""

_TIMEOUT = 20.0
"""Seconds for one request to the Bot API, waiting for a free connection included."""

_START_RETRIES = 5
"""Attempts to reach the Bot API at the start; later on, polling never gives up."""

BotApplication = Application[Any, Any, Any, Any, Any, Any]


class BotSettings(Protocol):
    """What running the bot needs to know."""

    @property
    def home(self) -> Path:
        """The folder of the library and of the bot's memory."""

    @property
    def model(self) -> str:
        """The embedding model; "" for the one that comes along."""

    @property
    def bot_token(self) -> SecretStr:
        """The token that @BotFather gave."""

    @property
    def api_base(self) -> str:
        """Another Bot API server ("http://127.0.0.1:8081/bot"); "" for Telegram's own."""

    @property
    def webhook_url(self) -> str:
        """The public address of the webhook; "" for polling."""

    @property
    def webhook_secret(self) -> SecretStr:
        """What Telegram must send along; "" for a new one at each start."""

    @property
    def webhook_port(self) -> int:
        """The local port behind the public address."""


def token_of(settings: BotSettings) -> str:
    """Return the bot token; raise BotError when there is none."""
    token = settings.bot_token.get_secret_value()
    if not token:
        raise BotError("No bot token: set CONGVU_BOT_TOKEN to the token from @BotFather.")
    return token


def run(settings: BotSettings) -> None:
    """Run the bot until it is told to stop.

    Raises:
        BotError: the token is missing or refused, or the Bot API cannot be reached.
        LibraryError: the library cannot be opened.

    """
    log_to(token_of(settings))
    clock = SystemClock()
    assistant = Assistant.open(settings.home, clock, settings.model)
    application = build(settings, assistant, clock)
    try:
        if settings.webhook_url:
            application.run_webhook(**webhook_options(settings))
        else:
            application.run_polling(
                allowed_updates=ALLOWED_UPDATES, bootstrap_retries=_START_RETRIES
            )
    except InvalidToken:
        # Its own message holds the token.
        raise BotError("Telegram refuses the bot token; check CONGVU_BOT_TOKEN.") from None
    except NetworkError as error:
        raise BotError(
            f"The Bot API cannot be reached ({type(error).__name__}); check the network and "
            "CONGVU_API_BASE."
        ) from None


def build(settings: BotSettings, assistant: Assistant, clock: Clock) -> BotApplication:
    """Return the application with all its handlers, ready to be run on *assistant*."""
    quiet_transport()
    services = Services(assistant, Texts.load(), State.open(settings.home, clock), clock)
    builder = (
        ApplicationBuilder()
        .token(settings.bot_token.get_secret_value())
        .defaults(_defaults())
        .concurrent_updates(PerChatProcessor(AT_ONCE))
        .connection_pool_size(AT_ONCE)
        .pool_timeout(_TIMEOUT)
        .connect_timeout(_TIMEOUT)
        .read_timeout(_TIMEOUT)
        .post_init(_start)
        .post_shutdown(_close)
    )
    if settings.api_base:
        base = settings.api_base.rstrip("/")
        builder = builder.base_url(base)
        builder = builder.base_file_url(f"{base.removesuffix('/bot')}/file/bot")
    application: BotApplication = builder.build()
    services.install(application.bot_data)
    add_handlers(application)
    application.add_error_handler(on_error)
    return application


def webhook_options(settings: BotSettings) -> dict[str, Any]:
    """Return how to listen for Telegram: on loopback, behind the public address's own server."""
    return {
        "listen": "127.0.0.1",
        "port": settings.webhook_port,
        "url_path": urlsplit(settings.webhook_url).path.lstrip("/"),
        "webhook_url": settings.webhook_url,
        "secret_token": settings.webhook_secret.get_secret_value() or secrets.token_urlsafe(32),
        "allowed_updates": ALLOWED_UPDATES,
        "bootstrap_retries": _START_RETRIES,
    }


def _defaults() -> Defaults:
    # No parse_mode here: it would go along with requests that know none.
    return Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True))


async def _start(application: BotApplication) -> None:
    """Register the menus, and load what the first question would otherwise wait for."""
    services = services_in(application.bot_data)
    asyncio.get_running_loop().run_in_executor(None, _warm_up, services)
    await publish_commands(application)


def _warm_up(services: Services) -> None:
    try:
        services.assistant.warm_up()
    except Exception as error:
        report(error, None, "warm-up")


async def _close(application: BotApplication) -> None:
    services_in(application.bot_data).state.close()
