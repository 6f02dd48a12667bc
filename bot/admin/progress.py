"""Shows how far a job is: the newest of many reports, and not more often than a chat can bear."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.errors import report
from bot.timeleft import TimeLeft

EVERY = 3.0
"""Seconds between two edits of a job's message."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a job is."""

    stage: str
    """As ``indexer.orders.Stage.name``, or "receive"."""
    done: int
    total: int
    name: str
    """The file or document at hand."""
    seconds: float | None
    """How long this stage is likely to take yet; None while that cannot be said."""

    @property
    def percent(self) -> int:
        """How much of the stage is done."""
        return min(100, 100 * self.done // self.total) if self.total else 0


Tell = Callable[[str, int, int, str], None]


@asynccontextmanager
async def shown(show: Callable[[Step], Awaitable[None]], every: float) -> AsyncIterator[Tell]:
    """Hand out what hears of progress; *show* gets the newest, once in *every* seconds at most."""
    left, news = TimeLeft(), asyncio.Event()
    newest: list[Step] = []

    def tell(stage: str, done: int, total: int, name: str) -> None:
        left.note(stage, done, total)
        newest[:] = [Step(stage, done, total, name, left.seconds)]
        news.set()

    async def go_on() -> None:
        while True:
            await news.wait()
            news.clear()
            await show(newest[0])
            await asyncio.sleep(every)

    showing = asyncio.create_task(go_on())
    try:
        yield tell
    finally:
        showing.cancel()
        for problem in await asyncio.gather(showing, return_exceptions=True):
            if isinstance(problem, Exception):  # the job goes on without being watched
                report(problem, None, "progress")
