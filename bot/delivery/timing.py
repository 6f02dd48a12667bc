"""Time and chance as the sender knows them; handed in, so that a test can run an hour at once."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


async def wait_at_most(event: asyncio.Event, seconds: float) -> None:
    """Return when *event* is set, or after *seconds*."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return


@dataclass(frozen=True, slots=True)
class Timing:
    """The clock that never goes back, two ways of waiting on it, and jitter."""

    now: Callable[[], float] = time.monotonic
    """Seconds since some moment."""
    wait: Callable[[asyncio.Event, float], Awaitable[None]] = wait_at_most
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    jitter: Callable[[], float] = random.random
    """A number from 0 to 1, so that what failed together does not come back together."""
