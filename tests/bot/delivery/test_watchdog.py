"""When the watchdog gives a sign of life, and when it must not."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
import pytest_asyncio

from bot.delivery.health import Health
from bot.delivery.metrics import Metrics
from bot.delivery.systemd import Systemd
from bot.delivery.watchdog import Watchdog

PATIENCE = 20.0
"""Seconds that a test waits for what must come."""


class Manager:
    """Hears what systemd would hear; has two seconds of patience."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind("")
        self._socket.setblocking(False)
        name = self._socket.getsockname()[1:].decode()
        self.variables = {"NOTIFY_SOCKET": f"@{name}", "WATCHDOG_USEC": "2000000"}

    async def next(self) -> str:
        """Return the next line."""
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(PATIENCE):
            return (await loop.sock_recv(self._socket, 1000)).decode()

    async def wait_for(self, wanted: str) -> None:
        """Wait for a line that contains *wanted*."""
        while wanted not in await self.next():
            pass

    def heard(self) -> list[str]:
        """Return the lines that came since somebody listened."""
        lines = []
        with contextlib.suppress(BlockingIOError):
            while True:
                lines.append(self._socket.recv(1000).decode())
        return lines

    def close(self) -> None:
        """Stop hearing."""
        self._socket.close()


@pytest.fixture
def manager() -> Iterator[Manager]:
    """Return what stands in for systemd."""
    manager = Manager()
    yield manager
    manager.close()


@dataclass
class Bot:
    """Something to watch: one thread for questions, and a dispatcher that a test stops."""

    executor: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))
    moves: bool = True
    asked: int = 0
    looks: int = 0
    look_fails: bool = False
    health: Health = field(default_factory=Health)
    metrics: Metrics = field(default_factory=Metrics)

    def is_moving(self) -> bool:
        """Count the question and answer it."""
        self.asked += 1
        return self.moves

    async def watched(self, times: int) -> None:
        """Wait until the watchdog has asked *times* more."""
        goal = self.asked + times
        await until(lambda: self.asked >= goal)

    def look(self) -> None:
        """Count the look, from its thread."""
        self.looks += 1
        if self.look_fails:
            raise OSError("gone")


@pytest_asyncio.fixture
async def bot(manager: Manager) -> AsyncIterator[Bot]:
    """Watch a bot that is in order until the test ends."""
    bot = Bot()
    bot.health.well("start")
    watchdog = Watchdog(
        bot.health,
        bot.metrics,
        Systemd(manager.variables),
        moving={"dispatcher": bot.is_moving},
        look=bot.look,
        executor=bot.executor,
        every=0.01,
        look_every=0.01,
    )
    task = asyncio.create_task(watchdog.run())
    yield bot
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    bot.executor.shutdown()


async def until(reached: Callable[[], bool]) -> None:
    """Wait until *reached* says yes."""
    async with asyncio.timeout(PATIENCE):
        while not reached():
            await asyncio.sleep(0)


async def test_a_bot_in_order_gives_signs_of_life(manager: Manager, bot: Bot) -> None:
    """Sign follows sign, and the status says that all is well."""
    assert await manager.next() == "WATCHDOG=1"
    assert await manager.next() == "STATUS=All is well."
    assert await manager.next() == "WATCHDOG=1"
    assert bot.health.ready


async def test_a_dispatcher_that_is_stuck_ends_the_signs(manager: Manager, bot: Bot) -> None:
    """No sign comes while it does not move; they come again when it does."""
    await manager.wait_for("WATCHDOG=1")
    bot.moves = False
    await manager.wait_for("dispatcher")
    assert [trouble.part for trouble in bot.health.findings] == ["watchdog"]
    await bot.watched(3)
    assert manager.heard() == []
    bot.moves = True
    assert await manager.next() == "WATCHDOG=1"
    await until(lambda: bot.health.ready)


async def test_threads_that_take_no_work_end_the_signs(manager: Manager, bot: Bot) -> None:
    """A loop that turns is not enough: with every thread stuck, nobody is answered."""
    await manager.wait_for("WATCHDOG=1")
    release = threading.Event()
    bot.executor.submit(release.wait)
    await manager.wait_for("threads")
    assert not bot.health.ready
    await bot.watched(2)
    assert manager.heard() == []
    release.set()
    assert await manager.next() == "WATCHDOG=1"


async def test_stuck_threads_are_not_piled_with_jobs(manager: Manager, bot: Bot) -> None:
    """However long they are stuck, one job of the watchdog's waits for them."""
    release = threading.Event()
    bot.executor.submit(release.wait)
    await manager.wait_for("threads")
    await bot.watched(2)
    assert bot.executor._work_queue.qsize() == 1
    release.set()


async def test_a_check_that_breaks_counts_as_stuck(manager: Manager) -> None:
    """An error in a check is never taken for life."""

    def broken() -> bool:
        raise ValueError

    health = Health()
    watchdog = Watchdog(
        health,
        Metrics(),
        Systemd(manager.variables),
        moving={"dispatcher": broken},
        look=lambda: None,
        every=0.01,
    )
    task = asyncio.create_task(watchdog.run())
    assert "dispatcher" in await manager.next()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_look_that_fails_is_tried_again(manager: Manager, bot: Bot) -> None:
    """What cannot be looked at, a home that is gone, does not end the watch."""
    bot.look_fails = True
    looks = bot.looks
    await until(lambda: bot.looks >= looks + 3)
    manager.heard()
    assert await manager.next() == "WATCHDOG=1"


async def test_the_event_loops_lag_is_measured(bot: Bot) -> None:
    """How late the loop wakes up is there to be scraped."""
    name = "congvu_loop_lag_seconds_count"
    await until(lambda: (bot.metrics.registry.get_sample_value(name) or 0) >= 1)


async def test_without_systemd_the_heart_beats_too() -> None:
    """The page of the health port needs the same sign of life."""
    now = [0.0]
    health = Health(monotonic=lambda: now[0])
    now[0] = 1000.0
    assert not health.live
    watchdog = Watchdog(health, Metrics(), Systemd({}), moving={}, look=lambda: None)
    task = asyncio.create_task(watchdog.run())
    await until(lambda: health.live)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
