"""Search engines: what finds passages by their words and by their meaning."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Terms:
    """A question as the lexical index looks it up."""

    words: Sequence[str]
    """Segmented words, lower case, syllables joined with "_"."""
    folded: Sequence[str] = ()
    """Syllables without marks, for a question whose marks had to be restored; () for none."""


def syllables_of(words: Iterable[str]) -> list[str]:
    """Return the syllables of segmented *words*."""
    return [syllable for word in words for syllable in word.split("_") if syllable]


def pairs_of(syllables: Sequence[str]) -> list[str]:
    """Return each two neighbouring syllables as one term: words and phrases alike."""
    return [f"{first}_{second}" for first, second in pairwise(syllables)]


@dataclass(frozen=True, slots=True)
class Hits:
    """Units (Điều or items) with scores, best first."""

    units: Rows
    scores: Scores


class HitsByDay(Protocol):
    """What one search found, to be looked at as of several days at the price of one."""

    def on(self, day: date | None) -> Hits:
        """Return the best of what is in force on *day*; None: whenever it was in force."""
        ...


class SearchEngine(Protocol):
    """Finds units by words and by meaning among those in force on a day.

    A unit is a run of consecutive passages of one provision; its number is its place in that
    order. *vector* is that of a question, ``(d,) float32`` of length 1.
    """

    def lexical(self, terms: Terms, top: int) -> HitsByDay:
        """Return the (at most *top*) units with the highest BM25 scores."""
        ...

    def dense(self, vector: Scores, top: int) -> HitsByDay:
        """Return those whose best passage has the highest cosine with *vector*."""
        ...

    def best_of(self, vector: Scores, units: Rows) -> Scores:
        """Return the cosine of the best passage of each of *units* with *vector*."""
        ...

    def all_in_force(self, day: date) -> bool:
        """Say whether every passage is in force on *day*."""
        ...

    def rarity(self, field: str, term: str) -> float:
        """Return the inverse document frequency of *term* in *field*, as BM25 weighs it."""
        ...

    def units_naming(self, pair: str) -> NDArray[np.bool_]:
        """Return which units hold the two neighbouring syllables *pair* ("công_chức"), by unit.

        The headings around a unit and its document's title count too.
        """
        ...
