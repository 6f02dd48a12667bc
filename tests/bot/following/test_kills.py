"""kill -9 at any moment of an announcement: nobody is forgotten, nobody is told twice."""

import asyncio
import random
import signal
import sys
from pathlib import Path

from telegram import Bot

from bot.delivery.calls import Shown
from bot.delivery.ledger import Ledger
from bot.following.parts import Subscriptions
from bot.seal import Seal
from bot.tryout import Server
from bot.tryout.server import PROBES
from bot.tryout.state import Person
from knowledge.clock import SystemClock
from tests.bot.botapi import ADMINISTRATOR
from tests.bot.delivery.sending import said
from tests.bot.following.people import ALL, DOCUMENT

REPOSITORY = Path(__file__).parents[3]
PEOPLE = [700_000 + number for number in range(100)]
KILLS, LONGEST = 5, 0.25
"""Ends of the process, and the seconds that it lives at most after it has told somebody."""
PATIENCE = 60.0


async def test_kills_during_an_announcement_repeat_and_forget_nobody(
    bot_api: Server, tmp_path: Path
) -> None:
    """A hundred people each have one card; the administrator reads that all were told."""
    await prepare(bot_api, tmp_path)
    bot_api.tolerated = PROBES
    bot_api.faults.add("latency", times=-1, seconds=0.05, share=1.0)
    chance = random.Random("announcement")

    for _ in range(KILLS):
        before = cards(bot_api)
        process = await life(bot_api, tmp_path)
        async with asyncio.timeout(PATIENCE):
            while cards(bot_api) == before:
                await asyncio.sleep(0.01)
        await asyncio.sleep(chance.uniform(0, LONGEST))
        process.kill()
        await process.wait()
    under_way = cards(bot_api)
    process = await life(bot_api, tmp_path)
    async with asyncio.timeout(PATIENCE):
        while "cho 100 người" not in said(bot_api, ADMINISTRATOR)[-1]:
            await asyncio.sleep(0.1)
    process.send_signal(signal.SIGTERM)

    assert await process.wait() == 0
    assert 0 < under_way < len(PEOPLE), "the kills met no announcement that was under way"
    assert {person: len(said(bot_api, person)) for person in PEOPLE} == dict.fromkeys(PEOPLE, 1)


def cards(server: Server) -> int:
    """Return how many cards have arrived."""
    return sum(len(said(server, person)) for person in PEOPLE)


async def prepare(server: Server, home: Path) -> None:
    """Let a hundred people follow, and an administrator say yes."""
    for person in (*PEOPLE, ADMINISTRATOR):
        if person not in server.world.people:
            server.world.add_person(Person(person, f"Người {person}"))
        server.world.rooms[person].started = True
    async with Bot(server.token, base_url=server.base_url) as bot:
        message = await bot.send_message(ADMINISTRATOR, "Thông báo?")
    ledger, clock = Ledger.open(home), SystemClock()
    subscriptions = Subscriptions.open(ledger, Seal.open(home), clock)
    for person in PEOPLE:
        subscriptions.subscribers.put(person, ALL)
    announcements, shown = subscriptions.announcements, Shown(ADMINISTRATOR, message.message_id)
    ledger.write(lambda c: announcements.offer(c, "offer", [DOCUMENT], len(PEOPLE), None))
    ledger.write(lambda c: announcements.start(c, "offer", shown, "telegram:1003"))
    ledger.close()


async def life(server: Server, home: Path) -> asyncio.subprocess.Process:
    """Start the bot."""
    command = (sys.executable, "-m", "tests.bot.following.killable", str(home))
    return await asyncio.create_subprocess_exec(
        *command, server.base_url, server.token, cwd=REPOSITORY
    )
