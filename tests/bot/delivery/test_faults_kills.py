"""What a bot had fetched when it was killed: a stock one forgets it, ours does it after all.

Twelve people have written. The server carries out what the bot sends, and its answers are slow, so
that the end comes over all that is in hand. Afterwards each of them must have one answer.
"""

import asyncio
import contextlib
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.tryout import Server
from bot.tryout.server import PROBES
from tests.bot.botapi import PATIENCE, Chat, newcomer
from tests.bot.conftest import free_port
from tests.bot.delivery.scenarios import fails, said_to, until

REPOSITORY = Path(__file__).parents[3]
PEOPLE = 12
SLOW = 1.5
"""Seconds that the server takes for its answers to sendMessage."""
FORGETS = "An update is confirmed once it is in a queue in memory, and a kill takes the queue away."
ANSWERS_EARLY = "It answers 200 once an update is in a queue in memory, and a kill takes that away."
DISCARDS = "A second SIGTERM ends the handling of what is queued, and all of that is confirmed."


class Life:
    """A process of a bot, started again after each end."""

    def __init__(self, server: Server, home: Path, module: str, port: str) -> None:
        self.server = server
        self.seconds = 1.5 if module == "stock" else PATIENCE
        """How long people wait for answers after the restart."""
        self._command = [
            *(sys.executable, "-m", f"tests.bot.delivery.{module}", str(home)),
            *(server.base_url, server.token, *([port] if port else [])),
        ]
        self._process: asyncio.subprocess.Process | None = None

    async def begin(self) -> None:
        """Start the process."""
        null = asyncio.subprocess.DEVNULL
        self._process = await asyncio.create_subprocess_exec(
            *self._command, cwd=REPOSITORY, stderr=null
        )

    def signal(self, number: signal.Signals) -> None:
        """Send a signal."""
        assert self._process is not None
        self._process.send_signal(number)

    async def over(self) -> None:
        """Wait for the process to end; it is killed if it does not."""
        assert self._process is not None
        try:
            await asyncio.wait_for(self._process.wait(), PATIENCE)
        finally:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()


def lives(stock_does: str, way: str) -> list[object]:
    """Return the two bots as parameters, fetching updates in one way."""
    return [
        pytest.param(("stock", way), id=f"stock-{way}", marks=fails(stock_does)),
        pytest.param(("killable", way), id=f"ours-{way}"),
    ]


@pytest.fixture
def life(request: pytest.FixtureRequest, bot_api: Server, tmp_path: Path) -> Life:
    """Return the bot's process, not begun yet."""
    module, way = request.param
    return Life(bot_api, tmp_path, module, str(free_port()) if way == "webhook" else "")


@pytest.mark.parametrize(
    "life", [*lives(FORGETS, "polling"), *lives(ANSWERS_EARLY, "webhook")], indirect=True
)
async def test_a_kill_loses_nothing_that_was_fetched(life: Life) -> None:
    """kill -9 as soon as Telegram has been told that the updates have arrived."""
    chats = write_all(life.server)
    async with in_hand(life):
        life.signal(signal.SIGKILL)
        await life.over()

    await see_one_answer_each(life, chats)


@pytest.mark.parametrize("life", lives(DISCARDS, "polling"), indirect=True)
async def test_a_second_sigterm_loses_nothing(life: Life) -> None:
    """Whoever stops the bot has no patience; it ends at once and goes on after the next start."""
    chats = write_all(life.server)
    async with in_hand(life):
        life.signal(signal.SIGTERM)
        await asyncio.sleep(0.2)  # two signals at once would be taken for one
        life.signal(signal.SIGTERM)
        await life.over()

    await see_one_answer_each(life, chats)


def write_all(server: Server) -> list[Chat]:
    """Let everybody write before the bot is there."""
    server.tolerated = PROBES
    chats = [newcomer(server, 900_000 + number) for number in range(PEOPLE)]
    for chat in chats:
        chat.write("report")
    return chats


@contextlib.asynccontextmanager
async def in_hand(life: Life) -> AsyncIterator[None]:
    """Begin a life, and go on once all updates are confirmed and a first answer went out."""
    server = life.server
    server.faults.add("slow_answer", "sendMessage", times=-1, seconds=SLOW)
    await life.begin()
    assert await until(lambda: not server.world.updates.waiting and bool(server.accepted), PATIENCE)
    yield
    server.faults.clear()


async def see_one_answer_each(life: Life, chats: list[Chat]) -> None:
    """Begin the next life; once it answers a new message, nobody is to wait for long."""
    await life.begin()
    try:
        late = newcomer(life.server, 999_999)
        await late.ask("are you there")
        await until(lambda: all(said_to(life.server, chats).values()), life.seconds)
    finally:
        life.signal(signal.SIGKILL)
        await life.over()
    assert {chat.chat_id: ["echo report"] for chat in chats} == said_to(life.server, chats)
