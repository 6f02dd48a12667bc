"""kill -9 at any moment: nothing is lost, nothing happens twice, nobody's order changes."""

import asyncio
import random
import signal
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from bot.tryout import Server
from bot.tryout.server import PROBES
from bot.tryout.state import Person
from tests.bot.conftest import free_port
from tests.bot.delivery.running import counts

CHATS, UPDATES, KILLS = 50, 1000, 30
LIFE = (0.7, 1.7)
"""Seconds that the process lives; the first 0.6 or so go into its start."""
PATIENCE = 120.0
REPOSITORY = Path(__file__).parents[3]


class Victim:
    """The bot's process, started again whenever it was killed."""

    def __init__(self, server: Server, home: Path, *more: str) -> None:
        self._command = (
            *(sys.executable, "-m", "tests.bot.delivery.killable"),
            *(str(home), server.base_url, server.token, *more),
        )
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Begin a life."""
        self._process = await asyncio.create_subprocess_exec(*self._command, cwd=REPOSITORY)

    async def end(self, number: signal.Signals) -> int:
        """Send a signal, wait for the end and return its status."""
        assert self._process is not None
        self._process.send_signal(number)
        return await self._process.wait()


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_thirty_kills_lose_and_repeat_nothing(
    way: str, bot_api: Server, tmp_path: Path
) -> None:
    """A thousand updates of fifty chats each have one effect and one answer, in order."""
    chance = random.Random(f"kills by {way}")
    people = [700_000 + number for number in range(CHATS)]
    for person in people:
        bot_api.world.add_person(Person(person, f"Người {person}"))
    said: dict[int, list[str]] = defaultdict(list)

    async def talk() -> None:
        for number in range(UPDATES):
            person = chance.choice(people)
            said[person].append(str(number))
            bot_api.people.write(person, str(number))
            await asyncio.sleep(chance.expovariate(UPDATES / (KILLS * sum(LIFE) / 2)))

    victim = Victim(bot_api, tmp_path, *([str(free_port())] if way == "webhook" else []))
    bot_api.tolerated = PROBES
    talking = asyncio.create_task(talk())
    for _ in range(KILLS):
        await victim.start()
        await asyncio.sleep(chance.uniform(*LIFE))
        assert await victim.end(signal.SIGKILL) == -signal.SIGKILL
    await talking
    await victim.start()
    await until_answered(bot_api, said)
    status = await victim.end(signal.SIGTERM)

    assert status == 0
    assert counts(tmp_path) == {f"{who} {text}": 1 for who in said for text in said[who]}
    assert answers(bot_api, said) == {
        who: [f"echo {text}" for text in texts] for who, texts in said.items()
    }


def answers(server: Server, people: dict[int, list[str]]) -> dict[int, list[str]]:
    """Return what the bot has said to each of *people*, in order."""
    bot = server.world.bot.id
    return {
        who: [
            post.message["text"]
            for post in server.world.rooms[who].posts.values()
            if post.message["from"]["id"] == bot
        ]
        for who in people
    }


async def until_answered(server: Server, said: dict[int, list[str]]) -> None:
    """Wait until each message has an answer."""
    async with asyncio.timeout(PATIENCE):
        while any(
            len(set(given)) < len(said[person]) for person, given in answers(server, said).items()
        ):
            await asyncio.sleep(0.2)
