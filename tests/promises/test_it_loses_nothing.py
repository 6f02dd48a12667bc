"""Promise: it loses nothing and stalls for nobody, whatever is killed when."""

import asyncio
import os
import random
import shutil
import signal
import sys
from pathlib import Path

import pytest

from bot.tryout import Server
from bot.tryout.server import PROBES
from bot.tryout.state import Person
from tests.bot.botapi import bot_api
from tests.bot.conftest import free_port

__all__ = ["bot_api"]

COMMANDS = ("/xem Điều 1 802/2021/TT-BKT", "/xem Điều 2 802/2021/TT-BKT", "/huy", "/trogiup")
"""What people send; each is answered with a message that is known by its beginning."""
BEGINNINGS = ("Điều 1", "Điều 2", "Không có câu hỏi nào", "Cách dùng")
PEOPLE = range(800_001, 800_009)
MESSAGES, KILLS = 60, 3
LIFE = (2.0, 6.0)
"""Seconds that the program lives; the first two or three go into its start."""
PATIENCE = 120.0


async def started(server: Server, home: Path, port: int) -> asyncio.subprocess.Process:
    """Start the real program on *server*, by webhook when there is a port."""
    kept = {name: v for name, v in os.environ.items() if not name.startswith("CONGVU_")}
    told = {
        "CONGVU_HOME": str(home),
        "CONGVU_BOT_TOKEN": server.token,
        "CONGVU_API_BASE": server.base_url,
        "CONGVU_HEALTH_PORT": "0",
    }
    if port:
        told["CONGVU_WEBHOOK_URL"] = f"http://127.0.0.1:{port}/hook"
        told["CONGVU_WEBHOOK_PORT"] = str(port)
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", "run"), env=kept | told, cwd=Path(__file__).parents[2]
    )


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_every_message_is_answered_once_and_in_order(
    way: str, bot_api: Server, answering_home: Path, tmp_path: Path
) -> None:
    """People write while the program is killed again and again; nobody notices but by waiting."""
    chance = random.Random(f"promise by {way}")
    home = tmp_path / "home"
    shutil.copytree(answering_home, home)
    bot_api.tolerated = PROBES
    for person in PEOPLE:
        bot_api.world.add_person(Person(person, f"Người {person}"))
    expected: dict[int, list[str]] = {person: [] for person in PEOPLE}

    async def talk() -> None:
        for _ in range(MESSAGES):
            person, number = chance.choice(PEOPLE), chance.randrange(len(COMMANDS))
            expected[person].append(BEGINNINGS[number])
            bot_api.people.write(person, COMMANDS[number])
            await asyncio.sleep(chance.expovariate(MESSAGES / (KILLS * sum(LIFE) / 2)))

    port = free_port() if way == "webhook" else 0
    talking = asyncio.create_task(talk())
    for _ in range(KILLS):
        victim = await started(bot_api, home, port)
        await asyncio.sleep(chance.uniform(*LIFE))
        victim.send_signal(signal.SIGKILL)
        assert await victim.wait() == -signal.SIGKILL
    await talking
    last = await started(bot_api, home, port)
    async with asyncio.timeout(PATIENCE):
        while sum(len(answers(bot_api, person)) for person in PEOPLE) < MESSAGES:
            await asyncio.sleep(0.2)
    last.send_signal(signal.SIGTERM)

    assert await last.wait() == 0
    for person, beginnings in expected.items():
        said = answers(bot_api, person)
        assert [text[: len(b)] for text, b in zip(said, beginnings, strict=True)] == beginnings


def answers(server: Server, person: int) -> list[str]:
    """Return what the bot has said to *person*, in order."""
    posts = [post.message for post in server.world.rooms[person].posts.values()]
    return [post["text"] for post in posts if post["from"]["id"] == server.world.bot.id]
