"""A sender on a real outbox, with a clock that runs as fast as the test."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.delivery.calls import Call, Place, send_message
from bot.delivery.ledger import Ledger
from bot.delivery.metrics import Metrics
from bot.delivery.outbox import Item, Outbox
from bot.delivery.pace import Pace
from bot.delivery.probe import Api
from bot.delivery.sender import Sender
from bot.delivery.timing import Timing
from bot.seal import Seal
from bot.tryout import Server
from knowledge.clock import Clock

_LONGEST = 15.0
"""Seconds that a sender waits at most; a longer wait is one for its end."""


class FastTime:
    """A clock that leaps to the moment for which a sender waits, once nothing is in the air."""

    def __init__(self) -> None:
        self.at = 1000.0
        self.sender: Sender | None = None
        self.slept = asyncio.Event()
        """Set when something has slept, as one does before a full disk."""

    def timing(self) -> Timing:
        """Return the clock as a sender takes it, without jitter."""
        return Timing(lambda: self.at, self.wait, self.sleep, lambda: 0.0)

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        """Wait for what is under way, or leap."""
        assert self.sender is not None
        if self.sender.in_air or not self.sender.waiting or seconds > _LONGEST:
            await event.wait()
        elif not event.is_set():
            self.at += seconds
        await asyncio.sleep(0)

    async def sleep(self, seconds: float) -> None:
        """Leap, but let others have their turn."""
        self.at += seconds
        self.slept.set()
        await asyncio.sleep(0.001)


@dataclass
class Post:
    """A sender with all that it needs, in one home folder."""

    api: Api
    home: Path
    clock: Clock
    pace: Pace = field(default_factory=Pace)
    time: FastTime = field(default_factory=FastTime)
    metrics: Metrics = field(default_factory=Metrics)
    unreachable: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ledger = Ledger.open(self.home)
        self.outbox = Outbox(self.ledger, Seal.open(self.home), self.clock)
        self.sender = Sender(self.api, self.outbox, self.pace, self.metrics, self.time.timing())
        self.time.sender = self.sender
        self._short = asyncio.Event()
        self.sender.on_drained = lambda lane: self._short.set()
        self.sender.on_unreachable = self.unreachable.append

    def store(self, *calls: Call) -> list[Item]:
        """Put calls into the outbox, as the change of a handled update does."""
        return self.ledger.write(lambda connection: self.outbox.add(connection, calls))

    def push(self, *calls: Call) -> list[Item]:
        """Put calls into the outbox and have them sent."""
        items = self.store(*calls)
        self.sender.push(items)
        return items

    def stored(self) -> int:
        """Return how many calls wait on disk, once all marks so far are there."""
        self.ledger.write(lambda connection: None)
        return self.outbox.counts().waiting

    async def quiet(self) -> None:
        """Wait until nothing waits any more."""
        async with asyncio.timeout(20):
            while self.sender.waiting:
                self._short.clear()
                await self._short.wait()

    def outcome(self, name: str, method: str = "sendMessage") -> float:
        """Return how often calls of a method had this outcome."""
        labels = {"method": method, "outcome": name}
        return self.metrics.registry.get_sample_value("congvu_calls_total", labels) or 0.0


@contextlib.asynccontextmanager
async def running(post: Post) -> AsyncIterator[Post]:
    """Let the sender run; afterwards it ends as in a crash, without draining."""
    task = asyncio.create_task(post.sender.run())
    await asyncio.sleep(0)  # what waits on disk is loaded by now
    try:
        yield post
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        post.ledger.close()


@dataclass
class Noting:
    """Passes calls on and notes when, and what, by the clock of the test."""

    api: Api
    time: FastTime = field(default_factory=FastTime)
    made: list[tuple[float, Call]] = field(default_factory=list)

    def post(self, home: Path, clock: Clock) -> Post:
        """Return a sender whose calls are noted."""
        return Post(self, home, clock, time=self.time)

    async def call(self, call: Call) -> Any:
        """Note and make a call."""
        self.made.append((self.time.at, call))
        return await self.api.call(call)

    def times(self, chat: int) -> list[float]:
        """Return when messages went to a chat."""
        return [at for at, call in self.made if call.chat == chat and call.is_message]


class Numbered:
    """Takes every call at once and gives each message the next number: a server of no interest."""

    def __init__(self) -> None:
        self.last = 0

    async def call(self, call: Call) -> Any:
        """Return a message, or True."""
        self.last += 1
        return {"message_id": self.last} if call.is_message else True


def text(chat: int, words: str, *, bulk: bool = False) -> Call:
    """Return the call that says *words* in a chat."""
    return send_message(Place(chat), words, purpose="receipt", bulk=bulk)


def texts(chat: int, words: Sequence[str]) -> list[Call]:
    """Return one call for each of *words*."""
    return [text(chat, one) for one in words]


def said(server: Server, chat: int) -> list[str]:
    """Return what the bot has said in a chat, oldest first."""
    posts = server.world.rooms[chat].posts.values()
    ours = [p.message for p in posts if p.message["from"]["id"] == server.world.bot.id]
    return [message.get("text") or message.get("caption", "") for message in ours]
