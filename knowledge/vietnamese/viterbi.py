"""The likeliest sequence of syllables, by counts of triples, pairs and singles."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.vietnamese.ngrams import Floats, Ints, Ngrams

TRIPLE_TRUST = 8.0
"""Occurrences of a pair at which its triples weigh as much as the shorter context."""
PAIR_TRUST = 30.0
"""The same for a syllable and its pairs."""
SKIP_WEIGHT = 0.05
"""Worth of a pair with one syllable between, as a share of a pair."""
BEAM = 12
"""Histories kept at each syllable."""


@dataclass(frozen=True, slots=True)
class Step:
    """The syllables possible at one place."""

    candidates: Ints
    """(k,) numbers in the vocabulary."""
    prior: Floats
    """(k,) natural logarithm of how likely the writer typed what stands there for each."""


def best_path(model: Ngrams, steps: Sequence[Step], start: int) -> list[int]:
    """Return for each step the index of its candidate on the likeliest path.

    The score of a syllable after two others is interpolated (Dirichlet) from the counts of
    triples, pairs (also with a gap) and singles; *start* is the number of the break before.
    """
    before, last = np.array([start]), np.array([start])
    scores: Floats = np.zeros(1)
    trail: list[tuple[Ints, Ints]] = []
    for step in steps:
        grid = scores[:, None] + _log_chances(model, before, last, step.candidates, start)
        grid += step.prior[None, :]
        origin, choice, scores = _survivors(grid, last)
        trail.append((origin, choice))
        before, last = last[origin], step.candidates[choice]
    return _trace(trail, int(np.argmax(scores)))


def _log_chances(model: Ngrams, before: Ints, last: Ints, next_: Ints, start: int) -> Floats:
    """Return the (histories, candidates) log chances of *next_* after *before*, *last*."""
    size = len(model.vocabulary)
    single = model.chances[next_]
    of_last = model.unigrams[last][:, None] * (1 + SKIP_WEIGHT)
    keys = last[:, None] * size + next_
    followed = model.pairs(keys) + SKIP_WEIGHT * model.skips(keys)
    pair = (followed + PAIR_TRUST * single) / (of_last + PAIR_TRUST)
    key = before * size + last
    of_key = np.where(last == start, 0, model.pairs(key))[:, None]
    tripled = model.triples(key[:, None] * size + next_)
    chance = (tripled + TRIPLE_TRUST * pair) / (of_key + TRIPLE_TRUST)
    return np.asarray(np.log(chance), dtype=np.float64)


def _survivors(grid: Floats, last: Ints) -> tuple[Ints, Ints, Floats]:
    """Keep the best histories: for each (last, candidate) the best, and BEAM of those."""
    flat = np.argsort(grid, axis=None)[::-1]
    origin, choice = np.unravel_index(flat, grid.shape)
    _, first = np.unique(last[origin] * grid.shape[1] + choice, return_index=True)
    kept = np.sort(first)[:BEAM]
    origin, choice = origin[kept], choice[kept]
    return origin, choice, grid[origin, choice]


def _trace(trail: list[tuple[Ints, Ints]], at: int) -> list[int]:
    """Follow the best history back to the first step."""
    path: list[int] = []
    for origin, choice in reversed(trail):
        path.append(int(choice[at]))
        at = int(origin[at])
    return path[::-1]
