"""How much of a question a stretch of text speaks of, rare terms counting most."""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.engines import SearchEngine, pairs_of, syllables_of
from knowledge.query import Query
from knowledge.vietnamese import plain_syllables

_PAIR_SHARE = 0.5
"""Weight of a pair of neighbouring syllables beside a single one."""


@dataclass(frozen=True, slots=True)
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

    def found_in(self, text: str) -> frozenset[str]:
        """Return the question's terms that *text* holds."""
        syllables = plain_syllables(text)
        return frozenset(self.weights.keys() & {*syllables, *pairs_of(syllables)})

    def share(self, terms: Iterable[str]) -> float:
        """Return the weight of *terms* as a share of the whole question's, 0 to 1."""
        total = sum(self.weights.values())
        return sum(self.weights[term] for term in terms) / total if total else 0.0
