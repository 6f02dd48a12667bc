"""Question to ranked provisions: meaning, words and phrases, among what binds on the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from knowledge.engines import Hits, Rows, Scores, SearchEngine
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
        self._engine = engine
        self._subjects = Subjects(engine)
        self._units = library.units()
        self._comparer = Comparer(library, engine, self._units)
        self._authority = np.array([_authority(number) for number, _, _ in self._units], np.float32)

    def rank(
        self, query: Query, top: int, day: date | None, mentions: Mentions = NO_MENTIONS
    ) -> list[Ranked]:
        """Return the best *top* units in force on *day* (None: whenever), best first.

        What the question cites by number (*mentions*) comes before what merely resembles it.
        """
        lexical = self._engine.lexical(query.terms, max(top, CANDIDATES), day)
        dense = self._engine.dense(query.vector, max(top, CANDIDATES), day)
        units, words, cosines = self._candidates(query.vector, lexical, dense)
        if not len(units):
            return []
        fused = fuse(lexical.scores, words, dense.scores, cosines) + self._authority[units]
        cited = np.array([mentions.gain(*self._units[unit][:2]) for unit in units], np.float32)
        fused += cited
        # Who names a rule wants that rule, whomever it binds.
        elsewhere = self._elsewhere(query, units) & (cited == 0)
        fused -= _ELSEWHERE_LOSS * elsewhere
        best = np.argsort(-fused, kind="stable")
        near = best[:_COMPARED]
        fused[near] += self._resemblance(query, units[near])
        best = np.argsort(-fused, kind="stable")[:top]
        return [
            self._ranked(
                int(units[at]),
                score=float(fused[at]),
                lexical=float(words[at]),
                cosine=float(cosines[at]),
                elsewhere=bool(elsewhere[at]),
            )
            for at in best
        ]

    def _ranked(
        self, unit: int, score: float, lexical: float, cosine: float, elsewhere: bool
    ) -> Ranked:
        document, path, name = self._units[unit]
        return Ranked(document, path, name, score, lexical, cosine, elsewhere)

    def _resemblance(self, query: Query, units: Rows) -> Scores:
        """Return what the wording of each of *units* adds to its score."""
        like = self._comparer.compare(query.terms, units)
        added: Scores = PHRASES * like.phrases + HEADING * like.headings + LENGTH * like.lengths
        return added

    def _elsewhere(self, query: Query, units: Rows) -> NDArray[np.bool_]:
        """Return which of *units* bind others than the question is about."""
        found = self._subjects.elsewhere(query.terms)
        return np.zeros(len(units), np.bool_) if found is None else found[units]

    def _candidates(
        self, vector: Scores, lexical: Hits, dense: Hits
    ) -> tuple[Rows, Scores, Scores]:
        """Return the units either engine found, with both scores of each."""
        units = np.union1d(lexical.units, dense.units)
        words = np.zeros(len(units), np.float32)
        words[np.searchsorted(units, lexical.units)] = lexical.scores
        cosines = np.full(len(units), np.nan, np.float32)
        cosines[np.searchsorted(units, dense.units)] = dense.scores
        missing = np.isnan(cosines)
        cosines[missing] = self._engine.best_of(vector, units[missing])
        return units, words, cosines


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
