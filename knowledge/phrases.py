"""How much of a question's wording a text repeats: pairs of neighbouring syllables.

Words and meaning find what speaks of the same things; which of two such provisions is meant is
told by the phrases that it has in common with the question.
"""

from dataclasses import dataclass

from knowledge.engines import SearchEngine, Terms, pairs_of, syllables_of
from knowledge.query import plain_syllables


@dataclass(frozen=True, slots=True)
class Phrases:
    """The question's pairs of neighbouring syllables, each with its weight."""

    weights: dict[str, float]

    @classmethod
    def of(cls, terms: Terms, engine: SearchEngine) -> "Phrases":
        """Weigh the pairs of a question by their rarity in the library."""
        pairs = pairs_of(syllables_of(terms.words))
        return cls({pair: engine.rarity("pairs", pair) for pair in pairs})

    def share_in(self, text: str) -> float:
        """Return the weight of the pairs that *text* has, as a share of all, 0 to 1."""
        held = self.weights.keys() & set(pairs_of(plain_syllables(text)))
        total = sum(self.weights.values())
        return sum(self.weights[pair] for pair in held) / total if total else 0.0
