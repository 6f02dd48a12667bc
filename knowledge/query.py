"""From what a person typed to what is looked up: spelling, abbreviations, marks, the day meant."""

from dataclasses import dataclass
from datetime import date

from knowledge.asof import day_in_question
from knowledge.before_effect import day_before_effect
from knowledge.embedding import Embedder
from knowledge.engines import Scores, Terms
from knowledge.resolver import Resolver
from knowledge.vietnamese import Restorer, Segmenter, fold, normalise, plain_syllables

MARKS = "marks.npz"
"""The restorer's file in a snapshot."""
_MUCH = 0.3
"""Share of changed syllables from which restoring was guesswork enough to search folded too."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood."""

    typed: str
    text: str
    """Normalised, abbreviations spelt out, marks restored, the day taken out."""
    day: date
    """The day as of which the answer must hold."""
    terms: Terms
    vector: Scores
    """The question's meaning, ``(d,) float32`` of length 1."""


class QueryReader:
    """Turns typed questions into queries with the tools of one snapshot."""

    def __init__(
        self, restorer: Restorer, segmenter: Segmenter, embedder: Embedder, resolver: Resolver
    ) -> None:
        self._restorer = restorer
        self._segmenter = segmenter
        self._embedder = embedder
        self._resolver = resolver

    def read(self, typed: str, today: date, as_of: date | None = None) -> Query:
        """Return the query for *typed*; *as_of* overrides a day named in it."""
        text = normalise(typed).strip()
        restored = self._restorer.restore(text)
        named = day_before_effect(restored, self._resolver) or day_in_question(restored, today)
        plain = named[1] if named else restored
        day = as_of or (named[0] if named else today)
        (words,) = self._segmenter.words([plain])
        return Query(
            typed=typed,
            text=plain,
            day=day,
            terms=Terms(words, _folded_terms(text, plain)),
            vector=self._embedder.encode_query([plain])[0],
        )


def _folded_terms(typed: str, restored: str) -> list[str]:
    """Return the bare syllables to search besides, when much of the marking was restored."""
    written = set(plain_syllables(typed))
    syllables = plain_syllables(restored)
    changed = [syllable for syllable in syllables if syllable not in written]
    if len(changed) < _MUCH * len(syllables):
        return []
    return [fold(syllable) for syllable in syllables]
