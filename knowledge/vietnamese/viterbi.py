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
    """The syllables possible at one place of one reading of the text."""

    candidates: Ints
    """(k,) numbers in the vocabulary."""
    prior: Floats
    """(k,) natural logarithm of how likely the writer typed what stands there for each."""
    after: tuple[int, ...]
    """The steps that may come before, each earlier in the sequence of steps; none at the start."""
    alone: bool = False
    """Whether every reading of the text goes through this step."""


@dataclass(frozen=True, slots=True)
class _Reached:
    """The best histories that end in a step."""

    before: Ints
    last: Ints
    scores: Floats
    steps: Ints
    """Step and choice in it, and place in `_Reached` of that step, that each history came from."""
    places: Ints
    choices: Ints


def best_path(
    model: Ngrams, steps: Sequence[Step], ends: Sequence[int], start: int
) -> list[tuple[int, int]]:
    """Return the likeliest path from the start to one of *ends*: steps, each with its choice.

    The score of a syllable after two others is interpolated (Dirichlet) from the counts of
    triples, pairs (also with a gap) and singles; *start* is the number of the break before.
    """
    none = np.array([-1])
    begin = _Reached(np.array([start]), np.array([start]), np.zeros(1), none, none, none)
    reached: list[_Reached] = []
    for step in steps:
        before = [reached[at] for at in step.after] or [begin]
        reached.append(_advance(model, step, step.after or (-1,), before, start))
    if not ends:
        return []
    end = max(ends, key=lambda at: float(reached[at].scores.max()))
    return _trace(reached, end)


def _advance(
    model: Ngrams, step: Step, origins: Sequence[int], before: Sequence[_Reached], start: int
) -> _Reached:
    """Return the best histories through *step*."""
    if len(before) == 1:
        earlier, last, scores = before[0].before, before[0].last, before[0].scores
        steps, places = np.full(len(last), origins[0]), np.arange(len(last))
    else:
        earlier = np.concatenate([one.before for one in before])
        last = np.concatenate([one.last for one in before])
        scores = np.concatenate([one.scores for one in before])
        steps = np.repeat(np.array(origins), [len(one.last) for one in before])
        places = np.concatenate([np.arange(len(one.last)) for one in before])
    if step.alone and len(last) == len(step.candidates) == 1:
        # All readings have this syllable after the same ones: it tells nothing.
        return _Reached(last, step.candidates, scores, steps, places, np.zeros(1, dtype=np.int64))
    grid = scores[:, None] + _log_chances(model, earlier, last, step.candidates, start)
    grid += step.prior[None, :]
    origin, choice, kept = _survivors(grid, last)
    return _Reached(
        last[origin], step.candidates[choice], kept, steps[origin], places[origin], choice
    )


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


def _trace(reached: Sequence[_Reached], step: int) -> list[tuple[int, int]]:
    """Follow the best history of *step* back to the start."""
    path: list[tuple[int, int]] = []
    at = int(np.argmax(reached[step].scores))
    while step >= 0:
        here = reached[step]
        path.append((step, int(here.choices[at])))
        step, at = int(here.steps[at]), int(here.places[at])
    return path[::-1]
