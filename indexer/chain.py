"""Choosing, among lines that look numbered, the run that is really numbered in sequence."""

from collections.abc import Sequence
from dataclasses import dataclass

Key = tuple[int, int]
"""A label to order by: its number, and its suffix (0 for "5", 1 for "5a", 2 for "5b")."""

_REACH = 400
"""Candidates looked back at; bounds the time on a text that is one long table."""


@dataclass(frozen=True, slots=True)
class Costs:
    """What a run pays for not being 1, 2, 3…; a candidate itself is worth 1."""

    start: float
    """Per number by which the first label is above 1, at most 0.9."""
    gap: float
    """Per number skipped."""
    sequel: float = 0.5
    """Gained where a label follows directly on the one before."""


def step(before: Key, after: Key) -> int:
    """Return how many labels further *after* is: 1 for the next one, 0 or less for none."""
    if after[0] == before[0]:
        return after[1] - before[1]
    return after[0] - before[0]


def best_chain(
    keys: Sequence[Key], costs: Costs, weights: Sequence[float] | None = None
) -> list[int]:
    """Return the indices of the increasing run of *keys* that is worth most.

    *weights* are the worths of the candidates where they are not all 1. Of equal runs the one
    that ends first is taken.
    """
    worth = [1.0] * len(keys) if weights is None else list(weights)
    total: list[float] = []
    previous: list[int] = []
    for at, key in enumerate(keys):
        best, source = -min(0.9, costs.start * max(0, key[0] - 1)), -1
        for before in range(max(0, at - _REACH), at):
            distance = step(keys[before], key)
            if distance <= 0:
                continue
            gain = costs.sequel if distance == 1 else -costs.gap * (distance - 1)
            if total[before] + gain > best:
                best, source = total[before] + gain, before
        total.append(best + worth[at])
        previous.append(source)
    return _trace(total, previous)


def _trace(total: Sequence[float], previous: Sequence[int]) -> list[int]:
    if not total or max(total) <= 0:
        return []
    at = max(range(len(total)), key=total.__getitem__)
    run = []
    while at >= 0:
        run.append(at)
        at = previous[at]
    return run[::-1]
