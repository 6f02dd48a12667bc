"""Tells systemd and ``/live`` that the bot is alive, as long as it truly is.

Truly means: the event loop turns, the threads that answer questions take work, and what was handed
in (the dispatcher) says that it moves. A bot that only looks alive is not fed, and systemd starts
it anew; nothing is lost by that, because what waits is on the disk.
"""

import asyncio
import logging
import math
from collections.abc import Callable, Mapping
from concurrent.futures import Executor

from bot.delivery.health import Health
from bot.delivery.metrics import Metrics
from bot.delivery.systemd import Systemd

_log = logging.getLogger(__name__)

_OFTEN = 10.0
"""Seconds between two signs of life at most; less where systemd's limit is below twice that."""
_PATIENCE = 5.0
"""Seconds within which a thread must take a trivial job; a quarter of systemd's limit at most."""
_LAG_EVERY = 0.5
"""Seconds between two measurements of the event loop's lag."""
_LOOK_EVERY = 15.0
"""Seconds between two looks at the surroundings."""


class Watchdog:
    """Runs beside the bot, from before its start is over until after its drain."""

    def __init__(
        self,
        health: Health,
        metrics: Metrics,
        systemd: Systemd,
        *,
        moving: Mapping[str, Callable[[], bool]],
        look: Callable[[], None],
        executor: Executor | None = None,
        every: float = _OFTEN,
        look_every: float = _LOOK_EVERY,
    ) -> None:
        """Watch the parts in *moving*, each of which says whether it moves.

        *look* is called in a thread every *look_every* seconds. *executor* is where questions are
        answered, None for the event loop's own.
        """
        self._health = health
        self._metrics = metrics
        self._systemd = systemd
        self._moving = moving
        self._look = look
        self._executor = executor
        limit = systemd.watchdog_seconds or math.inf
        self._every = min(every, limit / 2)
        self._patience = min(_PATIENCE, limit / 4)
        self._look_every = look_every
        self._job: asyncio.Future[None] | None = None

    async def run(self) -> None:
        """Watch until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._feed())
            group.create_task(self._keep_looking())
            group.create_task(self._measure_lag())

    async def _feed(self) -> None:
        while True:
            stuck = await self._stuck()
            if stuck:
                self._health.trouble("watchdog", f"What should move does not: {', '.join(stuck)}.")
            else:
                self._health.well("watchdog")
                self._health.beat()
                self._systemd.alive()
            self._systemd.status(self._status())
            await asyncio.sleep(self._every)

    async def _stuck(self) -> list[str]:
        """Return what does not move; a check that breaks counts as such."""
        stuck = [name for name, moves in self._moving.items() if not _answer(name, moves)]
        return stuck if await self._threads_work() else [*stuck, "threads"]

    async def _threads_work(self) -> bool:
        """Return whether a thread takes a job in time; an old one must end before a new one."""
        if self._job is None:
            loop = asyncio.get_running_loop()
            try:
                self._job = loop.run_in_executor(self._executor, _do_nothing)
            except RuntimeError:  # shut down
                return False
        done, _ = await asyncio.wait({self._job}, timeout=self._patience)
        if done:
            self._job = None
        return bool(done)

    def _status(self) -> str:
        troubles = self._health.findings
        return "; ".join(map(str, troubles)) if troubles else "All is well."

    async def _keep_looking(self) -> None:
        while True:
            try:
                await asyncio.to_thread(self._look)
            except Exception as error:
                _log.error("The surroundings cannot be looked at: %s", type(error).__name__)
            await asyncio.sleep(self._look_every)

    async def _measure_lag(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + _LAG_EVERY
            await asyncio.sleep(_LAG_EVERY)
            self._metrics.loop_lag_seconds.observe(max(0.0, loop.time() - due))


def _answer(name: str, moves: Callable[[], bool]) -> bool:
    try:
        return moves()
    except Exception as error:
        _log.error("The watchdog cannot ask %s: %s", name, type(error).__name__)
        return False


def _do_nothing() -> None:
    """A job for a thread that only shows that threads take jobs."""
