"""How nearly a provision's wording is the question's: phrases, heading, length.

Words and meaning find what speaks of the same things; which of several such provisions is meant
is told by the phrases that it repeats. A Điều seldom repeats what its whole document is about,
and a question does: so the document's title and its first Điều (scope) count as its wording too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from knowledge.engines import Rows, Scores, SearchEngine, Terms, pairs_of, syllables_of
from knowledge.library import Library
from knowledge.query import plain_syllables

_KEPT = 4096
"""Units whose wording is kept in memory, some 2 KB each."""


def _phrase(pair: str) -> str:
    """Return the term *pair* as it stands in a text of syllables."""
    return f" {pair.replace('_', ' ')} "


@dataclass(frozen=True, slots=True)
class _Wording:
    """A unit as questions are compared with it."""

    text: str
    """Its syllables with a blank around each."""
    heading: tuple[str, ...]
    """Syllables of its heading, each once."""
    length: int
    """Syllables."""


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Of some units with one question, by unit: ``(n,) float32`` each."""

    phrases: Scores
    """Share of the question's pairs of neighbouring syllables that the unit has, by rarity."""
    headings: Scores
    """Share of the heading's syllables that the question has, by rarity."""
    lengths: Scores
    """Natural logarithm of the unit's syllables."""


class Comparer:
    """Compares questions with the units of one open library; safe to use from several threads."""

    def __init__(
        self, library: Library, engine: SearchEngine, units: Sequence[tuple[str, str, str]]
    ) -> None:
        """Take *units* as (document number, path, id), each document's one after the other."""
        self._library = library
        self._engine = engine
        self._units = units
        self._first: dict[str, int] = {}
        for at, (number, _, _) in enumerate(units):
            self._first.setdefault(number, at)
        self._wording = lru_cache(maxsize=_KEPT)(self._read)
        self._rarity = lru_cache(maxsize=_KEPT)(engine.rarity)

    def compare(self, terms: Terms, units: Rows) -> Resemblance:
        """Return how *units* resemble the question with *terms*."""
        syllables = syllables_of(terms.words)
        pairs = {pair: self._rarity("pairs", pair) for pair in pairs_of(syllables)}
        asked = frozenset(syllables)
        wordings = [self._wording(int(unit)) for unit in units]
        return Resemblance(
            np.array([self._phrases(pairs, int(unit)) for unit in units], np.float32),
            np.array([self._heading(asked, one.heading) for one in wordings], np.float32),
            np.log(np.array([max(one.length, 1) for one in wordings], np.float32)),
        )

    def _phrases(self, pairs: dict[str, float], unit: int) -> float:
        """Return the share of *pairs* in the unit, its document's title or its first unit."""
        scope = self._wording(self._first[self._units[unit][0]])
        text = self._wording(unit).text + scope.text
        found = sum(weight for pair, weight in pairs.items() if _phrase(pair) in text)
        total = sum(pairs.values())
        return found / total if total else 0.0

    def _heading(self, asked: frozenset[str], heading: Sequence[str]) -> float:
        weights = {syllable: self._rarity("syllables", syllable) for syllable in heading}
        total = sum(weights.values())
        return sum(weights[one] for one in weights if one in asked) / total if total else 0.0

    def _read(self, unit: int) -> _Wording:
        document, path, _ = self._units[unit]
        provision = self._library.provision(document, path)
        title = self._library.document(document).title
        syllables = plain_syllables(self._library.provision_text(provision))
        return _Wording(
            text=f" {' '.join((*plain_syllables(title), *syllables))} ",
            heading=tuple(dict.fromkeys(plain_syllables(provision.heading))),
            length=len(syllables),
        )
