"""Bad days that two bots live through: stock python-telegram-bot, then one on our delivery.

A test marked with ``scenario`` says what people must see and runs against both. Where the stock
bot fails, the mark says how: so every such test is known to be able to fail.
"""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from telegram import Update

from bot.delivery.calls import Place, Shown, edit_text, send_message
from bot.delivery.service import Service
from bot.delivery.work import Work
from bot.tryout import Server
from bot.tryout.errors import TryoutError
from tests.bot.botapi import OFFICIAL, PATIENCE, Chat, newcomer
from tests.bot.delivery.running import Settings, echo, small_bot
from tests.bot.delivery.stock import Habits, Pragma, stock_bot


@dataclass(frozen=True)
class Alive:
    """A bot that runs."""

    pragma: Pragma


Bot = Callable[[Server, Path], AbstractAsyncContextManager[Alive]]


@dataclass(frozen=True)
class Contender:
    """A bot that a scenario runs against."""

    bot: Bot
    seconds: float
    """How long people wait for it before they take a message for lost."""


@dataclass(frozen=True)
class Run:
    """Runs the contender of a test; ``async with run()``."""

    contender: Contender
    server: Server
    home: Path

    def __call__(self) -> AbstractAsyncContextManager[Alive]:
        """Return the bot, which runs within ``async with``."""
        return self.contender.bot(self.server, self.home)

    def chat(self, person: int = OFFICIAL) -> Chat:
        """Return the private chat of *person*, who may be new."""
        chat = Chat if person in self.server.world.people else newcomer
        return replace(chat(self.server, person), seconds=self.contender.seconds)

    def chats(self, count: int) -> list[Chat]:
        """Return the chats of so many new people."""
        return [self.chat(800_000 + number) for number in range(count)]

    async def until(self, condition: Callable[[], bool]) -> bool:
        """Return whether *condition* has come true while people wait."""
        return await until(condition, self.contender.seconds)


def scenario(
    stock_does: str, *, stock: Habits | None = None, patience: float = 1.5, **told: Any
) -> pytest.MarkDecorator:
    """Run a test against a stock bot with these habits, then against ours with these settings.

    *stock_does* is one sentence on how the stock bot fails, which is seen after *patience*
    seconds at most; "" where it does not fail.
    """
    habits = stock or Habits()
    contenders = [
        pytest.param(
            Contender(
                lambda server, home: _stock(server, home, habits),
                patience if stock_does else PATIENCE,
            ),
            id="stock",
            marks=fails(stock_does) if stock_does else (),
        ),
        pytest.param(
            Contender(lambda server, home: _ours(server, home, told), PATIENCE), id="ours"
        ),
    ]
    return pytest.mark.parametrize("run", contenders, indirect=True)


def fails(stock_does: str) -> pytest.MarkDecorator:
    """Mark a test that a stock bot must fail by what people see, not by breaking down itself."""
    raises = (AssertionError, TryoutError)
    return pytest.mark.xfail(strict=True, raises=raises, reason=stock_does)


@pytest.fixture
def run(request: pytest.FixtureRequest, bot_api: Server, tmp_path: Path) -> Run:
    """Return what runs the bot that the scenario is for, with a home of its own."""
    return Run(request.param, bot_api, tmp_path)


async def answer(update: Update, work: Work) -> None:
    """Hang, change the message that is answered, say two things, or echo: as the text says."""
    message = update.effective_message
    assert message is not None
    place, shown = Place(message.chat.id), message.reply_to_message
    if message.text == "hang":
        await asyncio.Event().wait()
    if shown is not None:
        work.call(edit_text(Shown(message.chat.id, shown.message_id), f"now {message.text}"))
        work.call(send_message(place, "changed"))
    elif message.text == "both":
        work.call(send_message(place, "one"))
        work.call(send_message(place, "two"))
    else:
        await echo(update, work)


def alive(service: Service) -> Alive:
    """Return one of our bots, which runs."""

    def set_pragma(pragma: str) -> None:
        try:
            service.ledger.write(lambda connection: connection.execute(f"PRAGMA {pragma}"))
        except sqlite3.OperationalError:
            # It shared its commit with a change that found the disk full.
            set_pragma(pragma)

    return Alive(set_pragma)


def said(server: Server, chat: int = OFFICIAL) -> list[str]:
    """Return what the bot's messages in a chat say now, oldest first."""
    posts = server.world.rooms[chat].posts.values()
    ours = (post.message for post in posts if post.message["from"]["id"] == server.world.bot.id)
    return [message["text"] for message in ours]


def said_to(server: Server, chats: Sequence[Chat]) -> dict[int, list[str]]:
    """Return what the bot has said to each of *chats*."""
    return {chat.chat_id: said(server, chat.chat_id) for chat in chats}


async def until(condition: Callable[[], bool], seconds: float) -> bool:
    """Return whether *condition* has come true within so many seconds."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while not condition():
                await asyncio.sleep(0.01)
    return condition()


@asynccontextmanager
async def _stock(server: Server, home: Path, habits: Habits) -> AsyncIterator[Alive]:
    async with stock_bot(server, home, habits) as pragma:
        yield Alive(pragma)


@asynccontextmanager
async def _ours(server: Server, home: Path, told: dict[str, Any]) -> AsyncIterator[Alive]:
    settings = replace(Settings(home, server.base_url, server.token, drain_seconds=0), **told)
    async with small_bot(settings, answer) as service:
        yield alive(service)
