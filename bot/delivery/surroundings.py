"""Looks now and then at what the bot stands on: the disk, the machine's clock, the library."""

import logging
import shutil
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.delivery.health import Health
from bot.delivery.metrics import Metrics
from knowledge import manifest
from knowledge.clock import Clock
from knowledge.errors import LibraryError
from knowledge.library import current_snapshot

_log = logging.getLogger(__name__)

LEAST_FREE = 100 << 20
"""Bytes free under the home below which the bot calls for help, while it can still write."""
_ROOM_AGAIN = LEAST_FREE * 5 // 4
"""Bytes free from which all is well again; more than the limit, so that nothing flutters."""
_JUMP = 60.0
"""Seconds by which the clock may move against the time that passed between two looks."""


class Surroundings:
    """What was seen at the last look; ``look`` is quick but reads the disk: not for the loop.

    A clock that jumps is told of, no more. It jumps when somebody sets it, and when the machine
    wakes from sleep.
    """

    def __init__(
        self,
        home: Path,
        health: Health,
        metrics: Metrics,
        clock: Clock,
        monotonic: Callable[[], float] = time.monotonic,
        free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free,
    ) -> None:
        self._home = home
        self._health = health
        self._metrics = metrics
        self._clock = clock
        self._monotonic = monotonic
        self._free = free
        self._offset: float | None = None
        self._told: set[str] = set()

    def look(self) -> None:
        """Look at all of it once and tell ``Health`` and ``Metrics``."""
        self._look_at_the_disk()
        self._look_at_the_clock()
        self._look_at_the_library()

    def _look_at_the_disk(self) -> None:
        # "space", not "disk": that one is told, and taken back, by who failed to write.
        free = self._free(self._home)
        self._metrics.disk_free_bytes.set(free)
        if free < LEAST_FREE:
            sentence = f"Only {free >> 20} MB are free under {self._home}: make room."
            self._trouble("space", sentence, free=free >> 20)
        elif free >= _ROOM_AGAIN:
            self._well("space")

    def _look_at_the_clock(self) -> None:
        offset = self._clock.now().timestamp() - self._monotonic()
        before, self._offset = self._offset, offset
        if before is not None and abs(offset - before) > _JUMP:
            self._metrics.clock_jumps.inc()
            _log.warning("The machine's clock moved by %+.0f s; check its time.", offset - before)

    def _look_at_the_library(self) -> None:
        try:
            made = manifest.load(current_snapshot(self._home)).created
        except LibraryError as error:
            self._trouble("library", str(error))
            return
        self._well("library")
        age = self._clock.now() - datetime.fromisoformat(made)
        self._metrics.library_age_seconds.set(max(0.0, age.total_seconds()))

    def _trouble(self, part: str, sentence: str, **values: str | int) -> None:
        self._told.add(part)
        self._health.trouble(part, sentence, part, **values)

    def _well(self, part: str) -> None:
        """Take back what was told from here, and nothing that others told."""
        if part in self._told:
            self._told.discard(part)
            self._health.well(part)
