"""How much of a question a stretch of text speaks of, rare terms counting most."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import fsum

from knowledge.engines import SearchEngine, pairs_of, syllables_of
from knowledge.query import Query
from knowledge.vietnamese import plain_syllables

_PAIR_SHARE = 0.5
"""Weight of a pair of neighbouring syllables beside a single one."""


@dataclass(frozen=True)
class QuestionTerms:
    """The question's syllables, and the pairs of them inside its words, each with its weight."""

    weights: dict[str, float]

    @classmethod
    def of(cls, query: Query, engine: SearchEngine) -> "QuestionTerms":
        """Weigh the terms of *query* by their rarity in the library."""
        words = query.terms.words
        weights = {s: engine.rarity("syllables", s) for s in syllables_of(words)}
        # Pairs inside words only: two words that happen to be neighbours mean nothing.
        pairs = (pair for word in words for pair in pairs_of(syllables_of([word])))
        weights.update((pair, _PAIR_SHARE * engine.rarity("pairs", pair)) for pair in pairs)
        return cls(weights)

    @cached_property
    def _single(self) -> frozenset[str]:
        return frozenset(term for term in self.weights if "_" not in term)

    @cached_property
    def _beside(self) -> dict[tuple[str, ...], str]:
        """The pairs, by their two syllables."""
        return {tuple(term.split("_")): term for term in self.weights if "_" in term}

    @cached_property
    def _total(self) -> float:
        return fsum(self.weights.values())

    def found_in(self, text: str) -> frozenset[str]:
        """Return the question's terms that *text* holds."""
        syllables = plain_syllables(text)
        single = self._single.intersection(syllables)
        beside = self._beside.keys() & set(pairwise(syllables)) if len(single) > 1 else ()
        return single.union(self._beside[pair] for pair in beside)

    def share(self, terms: Iterable[str]) -> float:
        """Return the weight of *terms* as a share of the whole question's, 0 to 1."""
        # Exact: the order of a set differs from process to process, and must decide no tie.
        found = fsum(self.weights[term] for term in terms)
        return found / self._total if self._total else 0.0
