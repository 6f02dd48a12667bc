"""Numbers for what was measured, each with a 95 % interval."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

DEPTH = 10
"""Hits looked at for hit@10 and MRR@10."""
_SEED = 20210
_RESAMPLES = 2000
_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share between 0 and 1 with its 95 % interval."""

    value: float
    low: float
    high: float
    count: int
    """How many cases it was measured on; with 0 the interval is all there can be."""


def reciprocal_rank(found: Sequence[str], relevant: Collection[str]) -> float:
    """Return 1 over the place of the first relevant id among the first ten; 0 without one."""
    places = (at for at, one in enumerate(found[:DEPTH], start=1) if one in relevant)
    first = next(places, None)
    return 1 / first if first else 0.0


def ranking_metrics(reciprocals: Sequence[float]) -> dict[str, Estimate]:
    """Return P@1, hit@10 and MRR@10 of questions with these reciprocal ranks."""
    values = np.array(reciprocals, np.float64)
    return {
        "P@1": bootstrap((values == 1).astype(np.float64)),
        "hit@10": bootstrap((values > 0).astype(np.float64)),
        "MRR@10": bootstrap(values),
    }


def bootstrap(values: NDArray[np.float64]) -> Estimate:
    """Return the mean of *values* with its percentile bootstrap interval, the same each time."""
    if not len(values):
        return Estimate(0.0, 0.0, 1.0, 0)
    drawn = np.random.default_rng(_SEED).integers(len(values), size=(_RESAMPLES, len(values)))
    low, high = np.percentile(values[drawn].mean(axis=1), (2.5, 97.5))
    return Estimate(float(values.mean()), float(low), float(high), len(values))


def share(hits: int, count: int) -> Estimate:
    """Return *hits* of *count* with Wilson's score interval (JASA 22, 1927, p. 209)."""
    if not count:
        return Estimate(0.0, 0.0, 1.0, 0)
    value, square = hits / count, _Z * _Z
    middle = (value + square / (2 * count)) / (1 + square / count)
    reach = _Z * sqrt(value * (1 - value) / count + square / (4 * count**2)) / (1 + square / count)
    return Estimate(value, max(0.0, middle - reach), min(1.0, middle + reach), count)


@dataclass(frozen=True, slots=True)
class Spread:
    """Times in milliseconds: the middle one, and the one that 95 % stay below."""

    p50: float
    p95: float
    count: int


def spread(milliseconds: Sequence[float]) -> Spread:
    """Return the spread of times."""
    p50, p95 = np.percentile(np.array(milliseconds, np.float64), (50, 95))
    return Spread(round(float(p50), 2), round(float(p95), 2), len(milliseconds))
