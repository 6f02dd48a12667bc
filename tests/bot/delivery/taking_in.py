"""What stands around polling and webhook in tests: pauses without waiting, a store in memory."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.delivery.inbox import Inbox

ALLOWED = ("message", "callback_query")


@dataclass
class Pauses:
    """Takes the place of waiting: notes how long it would last, and does what a test wants then."""

    seconds: list[float] = field(default_factory=list)
    then: Callable[[int], object] = lambda count: None
    """Called with the number of pauses so far."""

    async def __call__(self, seconds: float) -> None:
        """Wait no time at all, but let everybody else run."""
        self.seconds.append(seconds)
        self.then(len(self.seconds))
        await asyncio.sleep(0)


@dataclass
class Kept:
    """A place to store updates, in memory."""

    texts: list[str] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def store(self, updates: Sequence[dict[str, Any]]) -> None:
        """Keep the texts of *updates*."""
        self.texts += [update.get("message", {}).get("text", "") for update in updates]
        self.news.set()

    async def has(self, count: int) -> list[str]:
        """Wait until *count* texts are kept and return all of them."""
        while len(self.texts) < count:
            self.news.clear()
            await asyncio.wait_for(self.news.wait(), 20)
        return self.texts


def numbers(inbox: Inbox) -> list[int]:
    """Return the ids of the updates that wait on the disk, in their order."""
    return [json.loads(inbox.content(one) or "")["update_id"] for one in inbox.waiting()]


async def until(condition: Callable[[], object], seconds: float = 20) -> None:
    """Let everybody else run until *condition* holds."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.001)
