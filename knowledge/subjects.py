"""Whom a question is about and whom a rule binds: công chức and viên chức have laws of their own.

The two differ by one syllable and their rules resemble each other, so neither words nor meaning
keep them apart: a question about one must not be answered with a rule that names the other only.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.engines import SearchEngine, Terms, pairs_of, syllables_of

_RIVALS = (("công_chức", "viên_chức"), ("viên_chức", "công_chức"))
"""(who is asked about, who is meant otherwise), as pairs of syllables."""


class Subjects:
    """Knows which units of one index name whom."""

    def __init__(self, engine: SearchEngine) -> None:
        self._naming = lru_cache(maxsize=None)(engine.units_naming)

    def elsewhere(self, terms: Terms) -> NDArray[np.bool_] | None:
        """Return which units name only somebody else than the question does, by unit.

        None when the question names neither or both.
        """
        asked = set(pairs_of(syllables_of(terms.words)))
        for subject, other in _RIVALS:
            if subject in asked and other not in asked:
                return self._naming(other) & ~self._naming(subject)
        return None
