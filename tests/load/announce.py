"""An announcement to thousands: how long it takes, and what those who ask feel of it."""

import asyncio
import json
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.delivery.calls import Shown
from bot.delivery.ledger import Ledger
from bot.following.choices import Choice, dump
from bot.following.facts import Fact
from bot.following.parts import Subscriptions
from bot.questions.press import Action, Press
from bot.seal import Seal
from bot.tryout.feed import Event
from bot.tryout.state import Person
from knowledge.clock import SystemClock
from knowledge.library import Library, current_snapshot
from tests.load.crowd import Crowd
from tests.load.measure import course
from tests.load.options import Options
from tests.load.process import LoadError
from tests.load.stage import Stage, staged, watched
from tests.load.steady import measured

FIRST_ID = 3_000_000
"""User id of the first who follows; none of them asks anything."""
_ADMIN = 1003
_KEY = "measured"
_PER_SECOND = 25
"""Messages a second that an announcement is expected to send."""


async def announce(options: Options) -> dict[str, Any]:
    """Measure those who ask before, during and after an announcement, and see it through."""
    async with staged(options) as stage:
        home = stage.bot.home
        crowd = Crowd(stage.server, options.chats, options.seed, stage.keys, options.mix)
        came: Counter[int] = Counter()
        stage.server.world.feed.listeners.append(lambda event: _hear(came, event))
        await asyncio.to_thread(_follow, stage, home, options.announce)
        stage.add_faults()
        without = await measured(stage, crowd, replace(options, patience=60.0))
        shown = await _message(stage)
        started = time.monotonic()
        await asyncio.to_thread(_start, home, shown, options.announce)
        during = max(10.0, options.announce / _PER_SECOND - 5)
        loaded = await measured(stage, crowd, replace(options, seconds=during, patience=60.0))
        async with watched(stage.bot):
            await _over(home, options.patience)
        passed = time.monotonic() - started
        memory = course(stage.bot.samples)
        after = await measured(stage, crowd, replace(options, patience=60.0))
        alone, together, again = (
            result["seconds"]["all"]["p95"] for result in (without, loaded, after)
        )
        return {
            "followers": options.announce,
            "told": len(came),
            "told_twice": sum(count > 1 for count in came.values()),
            "announcement_s": round(passed, 1),
            "p95_without_s": alone,
            "p95_with_s": together,
            "p95_after_s": again,
            "memory_after": memory,
            "without": without,
            "with": loaded,
            "after": after,
        } | stage.findings()


def _hear(came: Counter[int], event: Event) -> None:
    message = event.body.get("message")
    if event.kind == "message" and FIRST_ID <= event.chat_id < FIRST_ID + 1_000_000 and message:
        came[event.chat_id] += 1


def _follow(stage: Stage, home: Path, count: int) -> None:
    """Let so many people follow everything."""
    for number in range(count):
        stage.server.world.add_person(Person(FIRST_ID + number, f"Người {number}"))
        stage.server.world.rooms[FIRST_ID + number].started = True
    seal = Seal.open(home)
    rows = [
        (seal.fingerprint("subscriber", chat), seal.seal(dump(chat, Choice(everything=True))))
        for chat in range(FIRST_ID, FIRST_ID + count)
    ]
    ledger = Ledger.open(home)
    ledger.write(lambda c: c.executemany("INSERT INTO subscribers VALUES (?, ?)", rows))
    ledger.close()


async def _message(stage: Stage) -> Shown:
    """Return a message of the bot's that the announcement can be shown in."""
    before = stage.server.world.feed.last
    stage.server.people.write(_ADMIN, "/trogiup")

    def answers(event: Event) -> bool:
        mine = event.kind == "message" and event.chat_id == _ADMIN
        return mine and bool(event.body["message"]["from"]["id"] == stage.server.world.bot.id)

    event = await stage.server.world.feed.wait_for(answers, before, 30)
    return Shown(_ADMIN, event.body["message"]["message_id"])


def _start(home: Path, shown: Shown, people: int) -> None:
    """Say yes to announcing the first document of the library."""
    library = Library.open(current_snapshot(home))
    document = library.documents()[0]
    library.close()
    data = f"{Press(Action.DOCUMENT).action}|{document.number}"
    fact = Fact(document.number, document.name, document.title, "", (), "", True, (), data[:64])
    ledger = Ledger.open(home)
    announcements = Subscriptions.open(ledger, Seal.open(home), SystemClock()).announcements
    ledger.write(lambda c: announcements.offer(c, _KEY, [fact], people, None))
    ledger.write(lambda c: announcements.start(c, _KEY, shown, "telegram:1003"))
    ledger.close()


async def _over(home: Path, patience: float) -> None:
    """Wait until the announcement has come to its end."""
    ledger = Ledger.open(home)
    try:
        async with asyncio.timeout(patience):
            while ledger.rows("SELECT 1 FROM announcements"):
                await asyncio.sleep(0.5)
    except TimeoutError:
        rows = ledger.rows("SELECT state, queued, lost FROM announcements")
        raise LoadError(f"The announcement does not end: {json.dumps(rows)}.") from None
    finally:
        ledger.close()
