"""One chat sends hundreds of messages at once: what do the others feel of it?"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.tryout import Server
from bot.tryout.feed import Event
from bot.tryout.state import Person
from tests.load.crowd import Crowd
from tests.load.options import Options
from tests.load.order import Key, judge, key_of, question
from tests.load.process import LoadError
from tests.load.stage import Stage, staged, watched
from tests.load.steady import measured

BURSTER = 4_000_000
"""User id of the one who sends everything at once."""


class Asker:
    """One person whose questions are told apart by what their answers say."""

    def __init__(self, server: Server, user_id: int) -> None:
        self._server = server
        self._user_id = user_id
        self.asked: list[Key] = []
        self.came: list[Key | None] = []
        self.last = 0.0
        """Monotonic seconds of the newest answer."""
        server.world.add_person(Person(user_id, f"Người {user_id}"))
        server.world.feed.listeners.append(self._hear)

    @property
    def left(self) -> int:
        """How many questions have no answer yet."""
        return len(set(self.asked) - set(self.came))

    def ask(self, key: Key) -> None:
        """Ask for a provision; each may be asked for once."""
        self.asked.append(key)
        self._server.people.write(self._user_id, question(key))

    def _hear(self, event: Event) -> None:
        if event.kind != "message" or event.chat_id != self._user_id:
            return
        message = event.body["message"]
        if message["from"]["id"] == self._server.world.bot.id:
            self.came.append(key_of(message.get("text", "")))
            self.last = time.monotonic()


async def patient(left: Callable[[], int], seconds: float) -> None:
    """Wait until nothing is left, or until nothing has changed for so many *seconds*."""
    before, since = left(), time.monotonic()
    while before and time.monotonic() - since < seconds:
        await asyncio.sleep(0.1)
        if (now := left()) != before:
            before, since = now, time.monotonic()


async def burst(options: Options) -> dict[str, Any]:
    """Measure the others without the burst and with it, and see the burst through."""
    async with staged(options) as stage:
        if options.burst > len(stage.keys):
            raise LoadError(f"The library has {len(stage.keys)} provisions; --burst takes fewer.")
        crowd = Crowd(stage.server, options.chats, options.seed, stage.keys, options.mix)
        stage.add_faults()
        return await _compared(stage, crowd) | stage.findings()


async def _compared(stage: Stage, crowd: Crowd) -> dict[str, Any]:
    short = replace(stage.options, patience=60.0)
    without = await measured(stage, crowd, short)
    burster = Asker(stage.server, BURSTER)
    started = time.monotonic()
    for key in stage.keys[: stage.options.burst]:
        burster.ask(key)
    loaded = await measured(stage, crowd, short)
    answered = len(burster.came)
    print(f"{answered} of the burst are answered; waiting for the rest …", flush=True)
    async with watched(stage.bot):
        await patient(lambda: burster.left, stage.options.patience)
    alone, together = (result["seconds"]["all"]["p95"] for result in (without, loaded))
    verdict = judge(burster.asked, burster.came)
    return {
        "p95_without_s": alone,
        "p95_with_s": together,
        "ratio": round(together / alone, 3) if alone else 0.0,
        "burst": verdict.as_json() | {"seconds": round(burster.last - started, 1)},
        "without": without,
        "with": loaded,
    }
