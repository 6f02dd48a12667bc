"""How long what goes on will still take: from its own speed of late, told coarsely.

Speeds change from stage to stage and within one, so only the last half minute counts, and what is
told is rounded up: a job that ends a little early disappoints nobody.
"""

import math
import time
from collections import deque
from collections.abc import Callable
from typing import Literal

from bot.texts import Texts

_WINDOW = 30.0
"""Seconds whose speed counts."""
_SOONEST = 3.0
"""Seconds that a stage must have run before anything is said."""
_BETWEEN = 0.25
"""Seconds between two points that are remembered; reports in between only count as the newest."""

Unit = Literal["seconds", "minutes", "hours"]


class TimeLeft:
    """Watches one job, stage by stage."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._stage: str | None = None
        self._points: deque[tuple[float, int]] = deque()
        self._newest = (0.0, 0)
        self._total = 0

    def note(self, stage: str, done: int, total: int) -> None:
        """Note how much of a stage is done; cheap enough to be called for each single thing."""
        now = self._now()
        if stage != self._stage or done < self._newest[1]:
            self._stage = stage
            self._points.clear()
        self._newest, self._total = (now, done), total
        if not self._points or now - self._points[-1][0] >= _BETWEEN:
            self._points.append(self._newest)
        while len(self._points) > 2 and self._points[1][0] <= now - _WINDOW:
            self._points.popleft()

    @property
    def seconds(self) -> float | None:
        """How long the present stage will still take; None until that can be said."""
        if not self._points:
            return None
        (began, first), (at, done) = self._points[0], self._newest
        if at - began < _SOONEST or done <= first:
            return None
        # What has passed since the last report counts too: a job that stands still takes longer.
        speed = (done - first) / (self._now() - began)
        return max(0.0, (self._total - done) / speed)


def rounded(seconds: float) -> tuple[Unit, int]:
    """Return *seconds* as a person is told: rounded up to 10 seconds, minutes, or hours."""
    if seconds <= 50:
        return "seconds", max(10, 10 * math.ceil(seconds / 10))
    minutes = math.ceil(seconds / 60)
    if minutes <= 90:
        return "minutes", minutes if minutes <= 10 else 5 * math.ceil(minutes / 5)
    return "hours", math.ceil(minutes / 60)


def left_text(texts: Texts, seconds: float | None) -> str:
    """Return the sentence that tells how long it will still take; "" where nobody knows."""
    if seconds is None:
        return ""
    unit, count = rounded(seconds)
    return texts.plain(f"left-{unit}", count=count)
