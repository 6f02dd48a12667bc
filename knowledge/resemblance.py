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
from knowledge.wordings import Wording, numbers_of, which_have, wording_of

_KEPT_WORDINGS = 4096
"""Units whose wording stays in memory, some 1 KB each."""


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
        self._wording = lru_cache(maxsize=_KEPT_WORDINGS)(self._read)

    def compare(self, terms: Terms, units: Rows) -> Resemblance:
        """Return how *units* resemble the question with *terms*."""
        syllables = syllables_of(terms.words)
        # Each pair counts once, however often it is asked.
        pairs = list(dict.fromkeys(pairs_of(syllables)))
        weights = np.array([self._engine.rarity("pairs", pair) for pair in pairs], np.float32)
        phrases, at = numbers_of(pairs), units.tolist()
        wordings = [self._wording(unit) for unit in at]
        scopes = [self._wording(self._first[self._units[unit][0]]) for unit in at]
        found = which_have(wordings, phrases) | which_have(scopes, phrases)
        asked = frozenset(syllables)
        return Resemblance(
            found @ weights / max(weights.sum(), 1e-9),
            np.array([self._heading(asked, one.heading) for one in wordings], np.float32),
            np.log(np.array([max(one.length, 1) for one in wordings], np.float32)),
        )

    def _heading(self, asked: frozenset[str], heading: Sequence[str]) -> float:
        """Return the share of the *heading* that was *asked* for."""
        weights = {syllable: self._engine.rarity("syllables", syllable) for syllable in heading}
        total = sum(weights.values())
        return sum(weights[one] for one in weights if one in asked) / total if total else 0.0

    def _read(self, unit: int) -> Wording:
        held = self._library.wording(unit)
        if held is not None:
            return held
        document, path, _ = self._units[unit]
        provision = self._library.provision(document, path)
        title = self._library.document(document).title
        return wording_of(title, provision.heading, self._library.provision_text(provision))
