"""Question to ranked provisions: meaning, words and phrases, among what binds on the day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from knowledge.engines import Hits, HitsByDay, Rows, Scores, SearchEngine
from knowledge.library import Library
from knowledge.query import Query
from knowledge.resemblance import Comparer
from knowledge.resolver import NO_MENTIONS, Mentions
from knowledge.subjects import Subjects

CANDIDATES = 100
"""Units each engine offers to the fusion."""
_ELSEWHERE_LOSS = 0.3
"""What a unit that binds others than the question is about loses of its fused score."""
MEANING, WORDS, PHRASES, HEADING, LENGTH = 0.36, 0.09, 0.46, 0.09, -0.02
"""Shares of a unit's score: cosine, BM25, and what `knowledge.resemblance` finds; fitted on the
development half of eval/zalo (docs/search.md)."""
_COMPARED = 30
"""Units whose wording is looked at: the best by meaning and words."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One unit (a Điều or item) with its scores."""

    document: str
    path: str
    id: str
    score: float
    """Fused, between 0 and 1 within one question."""
    lexical: float
    """BM25 of its best passage; 0 when the words did not find it."""
    cosine: float
    """Of its best passage."""
    elsewhere: bool = False
    """True when it binds others than the question is about (see knowledge/subjects.py)."""


class Searcher:
    """Ranks the units of one open library."""

    def __init__(self, library: Library, engine: SearchEngine) -> None:
        self.engine = engine
        self.units = library.units()
        """(document number, path, id) by unit."""
        self.comparer = Comparer(library, engine, self.units)
        self.authority = np.array([_authority(number) for number, _, _ in self.units], np.float32)
        """What a unit's kind of document adds to its score, by unit."""
        self._subjects = Subjects(engine)

    def search(self, query: Query, top: int, mentions: Mentions = NO_MENTIONS) -> "Search":
        """Look for the best *top* units.

        What the question cites by number (*mentions*) comes before what merely resembles it.
        """
        offered = max(top, CANDIDATES)
        return Search(
            self,
            query,
            top,
            mentions,
            # Words first: the vector is still being computed.
            lexical=self.engine.lexical(query.terms, offered),
            dense=self.engine.dense(query.vector, offered),
            elsewhere=self._subjects.elsewhere(query.terms),
        )


@dataclass(frozen=True)
class Search:
    """One question's search, which can be looked at as of several days at the price of one."""

    searcher: Searcher
    query: Query
    top: int
    mentions: Mentions
    lexical: HitsByDay
    dense: HitsByDay
    elsewhere: NDArray[np.bool_] | None
    """Units that bind others than the question is about, by unit; None for none."""
    _cosines: dict[int, float] = field(default_factory=dict)
    """Of units that the dense engine did not offer."""
    _wording: dict[int, float] = field(default_factory=dict)
    """What the wording of a unit adds to its score."""
    _ranked: dict[bytes, list[Ranked]] = field(default_factory=dict)
    """Rankings by what the engines found: on most days it is the same."""

    def on(self, day: date | None) -> list[Ranked]:
        """Return the best units in force on *day* (None: whenever), best first."""
        lexical, dense = self.lexical.on(day), self.dense.on(day)
        parts = (lexical.units, lexical.scores, dense.units, dense.scores)
        found = b"".join(part.tobytes() for part in parts)
        if found not in self._ranked:
            self._ranked[found] = self._best(lexical, dense)
        return self._ranked[found]

    def _best(self, lexical: Hits, dense: Hits) -> list[Ranked]:
        units, words, cosines = self._candidates(lexical, dense)
        if not len(units):
            return []
        fused = fuse(lexical.scores, words, dense.scores, cosines) + self.searcher.authority[units]
        named = [self.mentions.gain(*self.searcher.units[unit][:2]) for unit in units]
        cited = np.array(named, np.float32)
        # Who names a rule wants that rule, whomever it binds.
        elsewhere = np.zeros(len(units), np.bool_)
        if self.elsewhere is not None:
            elsewhere = self.elsewhere[units] & (cited == 0)
        fused += cited - _ELSEWHERE_LOSS * elsewhere
        near = np.argsort(-fused, kind="stable")[:_COMPARED]
        fused[near] += self._resemblance(units[near])
        best = np.argsort(-fused, kind="stable")[: self.top]
        return [
            Ranked(
                *self.searcher.units[int(units[at])],
                score=float(fused[at]),
                lexical=float(words[at]),
                cosine=float(cosines[at]),
                elsewhere=bool(elsewhere[at]),
            )
            for at in best
        ]

    def _candidates(self, lexical: Hits, dense: Hits) -> tuple[Rows, Scores, Scores]:
        """Return the units either engine found, with both scores of each."""
        units = np.union1d(lexical.units, dense.units)
        words = np.zeros(len(units), np.float32)
        words[np.searchsorted(units, lexical.units)] = lexical.scores
        cosines = np.full(len(units), np.nan, np.float32)
        cosines[np.searchsorted(units, dense.units)] = dense.scores
        missing = np.isnan(cosines)
        cosines[missing] = _each(units[missing], self._cosines, self._best_of)
        return units, words, cosines

    def _best_of(self, units: Rows) -> Scores:
        return self.searcher.engine.best_of(self.query.vector, units)

    def _resemblance(self, units: Rows) -> Scores:
        """Return what the wording of each of *units* adds to its score."""
        return _each(units, self._wording, self._compared)

    def _compared(self, units: Rows) -> Scores:
        like = self.searcher.comparer.compare(self.query.terms, units)
        added: Scores = PHRASES * like.phrases + HEADING * like.headings + LENGTH * like.lengths
        return added


def _each(units: Rows, known: dict[int, float], find: Callable[[Rows], Scores]) -> Scores:
    """Return what is *known* of each of *units*, after having found it for those it is not of."""
    new = np.array([unit for unit in units.tolist() if unit not in known], np.int64)
    known.update(zip(new.tolist(), find(new).tolist(), strict=True))
    return np.array([known[unit] for unit in units.tolist()], np.float32)


def fuse(lexical: Scores, words: Scores, dense: Scores, cosines: Scores) -> Scores:
    """Return the weighted sum of *words* and *cosines*, each scaled by its engine's own range.

    The range is that of the engine's candidates (*lexical*, *dense*): its worst candidate, and
    whatever it did not offer, counts 0, its best 1.
    """
    return WORDS * _scaled(words, lexical) + MEANING * _scaled(cosines, dense)


def _scaled(values: Scores, offered: Scores) -> Scores:
    low, high = (float(offered.min()), float(offered.max())) if len(offered) else (0.0, 0.0)
    if high <= low:
        return (values >= high).astype(np.float32) if len(offered) else np.zeros_like(values)
    scaled: Scores = np.clip((values - low) / (high - low), 0, 1)
    return scaled


_AUTHORITY: Sequence[tuple[str, float]] = (("/QH", 0.04), ("/PL-UBTVQH", 0.04), ("/NĐ-CP", 0.02))
"""What a law or a decree, which bind everyone, gains over what is below them; chosen on the
development half of eval/zalo, where it neither costs nor wins."""


def _authority(number: str) -> float:
    return next((gain for mark, gain in _AUTHORITY if mark in number), 0.0)
