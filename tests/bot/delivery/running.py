"""A small bot on the real delivery, to see what delivery does whatever the handlers are."""

import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr
from telegram import Update
from telegram.ext import ApplicationBuilder

from bot.delivery.assembly import Ground, assemble
from bot.delivery.calls import Place, send_message
from bot.delivery.dispatcher import AT_ONCE, Handling
from bot.delivery.service import Service
from bot.delivery.transport import AiohttpRequest
from bot.delivery.work import Work
from knowledge.clock import SystemClock

ALLOWED = ("message", "callback_query")

Handle = Callable[[Update, Work], Awaitable[None]]


@dataclass(frozen=True)
class Settings:
    """What the small bot is told; see ``bot.delivery.assembly.DeliverySettings``."""

    home: Path
    base_url: str
    token: str
    webhook_url: str = ""
    webhook_secret: SecretStr = field(default_factory=lambda: SecretStr("s3cret"))
    webhook_port: int = 0
    health_port: int = 0
    admins: frozenset[int] = frozenset()
    update_seconds: float = 60
    chat_gap: float = 1
    drain_seconds: float = 10


async def echo(update: Update, work: Work) -> None:
    """Say a text again and count that it was said, once for each time it has an effect."""
    message = update.effective_message
    assert message is not None
    text = message.text or ""
    work.change(lambda connection: count(connection, f"{message.chat.id} {text}"))
    work.call(send_message(Place(message.chat.id), f"echo {text}"))


def count(connection: sqlite3.Connection, name: str) -> None:
    """Add one to what is counted under *name*."""
    connection.execute(
        "INSERT INTO votes (snapshot, document, path, up) VALUES ('', '', ?, 1)"
        " ON CONFLICT DO UPDATE SET up = up + 1",
        (name,),
    )


def counts(home: Path) -> dict[str, int]:
    """Return what was counted in the home of a bot, which may be running."""
    with sqlite3.connect(home / "bot.db", timeout=30) as connection:
        found = dict(connection.execute("SELECT path, up FROM votes").fetchall())
    connection.close()
    return found


def small_bot(settings: Settings, handle: Handle = echo) -> Service:
    """Return a service that answers with *handle*."""
    application = (
        ApplicationBuilder()
        .token(settings.token)
        .base_url(settings.base_url)
        .updater(None)
        .job_queue(None)
        .request(AiohttpRequest(pool_size=AT_ONCE))
        .get_updates_request(AiohttpRequest(pool_size=1))
        .build()
    )

    def too_slow(update: Update, work: Work) -> None:
        work.call(send_message(Place(chat_of(update)), "too slow"))

    def failed(update: Update, work: Work, error: BaseException) -> None:
        work.call(send_message(Place(chat_of(update)), f"failed: {type(error).__name__}"))

    async def prepare() -> None:
        """Nothing is needed before the first update."""

    return assemble(
        settings,
        application,
        Ground.open(settings.home, SystemClock()),
        Handling(handle, too_slow, failed),
        prepare,
        ALLOWED,
    )


def chat_of(update: Update) -> int:
    """Return the id of the chat of an update."""
    assert update.effective_chat is not None
    return update.effective_chat.id
