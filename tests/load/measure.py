"""Pure arithmetic of the load tool: percentiles of times, and the course of memory."""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Spread:
    """How long things took, in seconds."""

    count: int
    p50: float
    p95: float
    p99: float
    most: float

    def as_json(self) -> dict[str, Any]:
        """Return the numbers rounded to milliseconds."""
        return {name: round(value, 3) for name, value in asdict(self).items()}


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least *share* of the values do not exceed; 0 of none."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1]


def spread(seconds: Sequence[float]) -> Spread:
    """Return the spread of times."""
    cuts = [percentile(seconds, share) for share in (0.5, 0.95, 0.99, 1.0)]
    return Spread(len(seconds), *cuts)


@dataclass(frozen=True, slots=True)
class Usage:
    """What the bot's process used, at one moment."""

    at: float
    """Monotonic seconds."""
    cpu: float
    """Seconds of processor time since it started."""
    memory: float
    """Resident memory in MiB."""


def course(samples: Sequence[Usage]) -> dict[str, float]:
    """Return processor share and memory from the first sample to the last.

    ``growth`` is the slope of a straight line through the second half of the memory samples, in
    MiB a minute: what a start-up takes is over by then, what leaks goes on.
    """
    if not samples:
        return {}
    first, last = samples[0], samples[-1]
    passed = (last.at - first.at) or 1.0
    return {
        "cpu_share": round((last.cpu - first.cpu) / passed, 3),
        "memory_start_mb": round(first.memory, 1),
        "memory_end_mb": round(last.memory, 1),
        "memory_peak_mb": round(max(sample.memory for sample in samples), 1),
        "memory_growth_mb_per_min": round(_slope(samples[len(samples) // 2 :]) * 60, 2),
    }


def _slope(samples: Sequence[Usage]) -> float:
    """Return the least-squares slope of memory over time, in MiB a second."""
    if len(samples) < 2:
        return 0.0
    middle = sum(sample.at for sample in samples) / len(samples)
    height = sum(sample.memory for sample in samples) / len(samples)
    across = sum((sample.at - middle) ** 2 for sample in samples)
    along = sum((sample.at - middle) * (sample.memory - height) for sample in samples)
    return along / across if across else 0.0
