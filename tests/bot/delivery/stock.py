"""Stock python-telegram-bot as its users run it: what delivery has to be better than.

The handler is written the way the library's own examples are. The process of this module, to be
killed, takes HOME BASE_URL TOKEN [WEBHOOK_PORT].
"""

import asyncio
import contextlib
import sqlite3
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.error import NetworkError
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.tryout import Server

_TRIES = 3
"""How often a stubborn bot sends a message before it gives up."""
_STOP_SECONDS = 0.5
"""How long a stop waits for handlers; one that hangs would hold it up for ever."""

Pragma = Callable[[str], object]
"""Sets a pragma of the connection on which a bot writes its memory."""


@dataclass(frozen=True)
class Habits:
    """What users add to the plain library."""

    stubborn: bool = False
    """Whether a message that met a network error is sent again."""
    limiter: bool = False
    """Whether the library's rate limiter sends again after 429, many updates being in hand."""


class Handlers:
    """Notes each text as a report on the disk, then answers."""

    def __init__(self, home: Path, habits: Habits) -> None:
        self._habits = habits
        self.memory = sqlite3.connect(home / "reports.db", isolation_level=None)
        self.memory.execute("CREATE TABLE IF NOT EXISTS reports (text TEXT)")

    async def answer(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Do what ``scenarios.answer`` does."""
        message = update.effective_message
        assert message is not None and message.text is not None
        text, shown = message.text, message.reply_to_message
        if text == "hang":
            await asyncio.Event().wait()
        self.memory.execute("INSERT INTO reports VALUES (?)", (text,))
        if shown is not None:
            await self._made(lambda: shown.edit_text(f"now {text}"))
            await self._made(lambda: message.reply_text("changed"))
        elif text == "both":
            await self._made(lambda: message.reply_text("one"))
            await self._made(lambda: message.reply_text("two"))
        else:
            await self._made(lambda: message.reply_text(f"echo {text}"))

    async def _made(self, call: Callable[[], Awaitable[object]]) -> None:
        """Make a call, as often as the bot's habits say."""
        for tries_left in reversed(range(_TRIES if self._habits.stubborn else 1)):
            try:
                await call()
                return
            except NetworkError:
                if not tries_left:
                    raise


def application_of(
    token: str, base_url: str, home: Path, habits: Habits | None = None
) -> tuple[Application[Any, Any, Any, Any, Any, Any], Handlers]:
    """Return a bot whose handlers keep their reports in *home*."""
    habits = habits or Habits()
    builder: Any = ApplicationBuilder().token(token).base_url(base_url)
    if habits.limiter:
        builder = builder.rate_limiter(AIORateLimiter(max_retries=5)).concurrent_updates(True)
    application = builder.build()
    handlers = Handlers(home, habits)
    application.add_handler(MessageHandler(filters.TEXT, handlers.answer))
    return application, handlers


@contextlib.asynccontextmanager
async def stock_bot(server: Server, home: Path, habits: Habits) -> AsyncIterator[Pragma]:
    """Run the bot by polling, by the steps that ``Application.run_polling`` takes."""
    application, handlers = application_of(server.token, server.base_url, home, habits)
    updater = application.updater
    assert updater is not None
    async with application:
        await updater.start_polling()
        await application.start()
        try:
            yield lambda pragma: handlers.memory.execute(f"PRAGMA {pragma}")
        finally:
            with contextlib.suppress(Exception):  # what ended the polling is told again here
                await updater.stop()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(application.stop(), _STOP_SECONDS)
            handlers.memory.close()


def main(home: str, base_url: str, token: str, port: str = "") -> None:
    """Run as a process until a signal comes."""
    application, _ = application_of(token, base_url, Path(home))
    if port:
        application.run_webhook(
            port=int(port),
            url_path="hook",
            webhook_url=f"http://127.0.0.1:{port}/hook",
            secret_token="s3cret",
        )
    else:
        application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
