"""From what a person typed to what is looked up: spelling, abbreviations, marks, the day meant."""

from dataclasses import dataclass
from datetime import date

from knowledge.asof import day_in_question
from knowledge.embedding import Embedder, Floats
from knowledge.engines import Terms
from knowledge.vietnamese import Restorer, Segmenter, expand_abbreviations, fold, normalise

MARKS = "marks.npz"
"""The restorer's file in a snapshot."""
_MARKED_ENOUGH = 0.3
"""Share of changed syllables from which restoring was guesswork enough to search folded too."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood."""

    typed: str
    text: str
    """Normalised, abbreviations spelt out, marks restored, the day taken out."""
    day: date
    """The day as of which the answer must hold."""
    day_named: bool
    """True when the question itself named the day."""
    terms: Terms
    vector: Floats
    """``(d,) float32``."""


class QueryReader:
    """Turns typed questions into queries with the tools of one snapshot."""

    def __init__(self, restorer: Restorer, segmenter: Segmenter, embedder: Embedder) -> None:
        self._restorer = restorer
        self._segmenter = segmenter
        self._embedder = embedder

    def read(self, typed: str, today: date, as_of: date | None = None) -> Query:
        """Return the query for *typed*; *as_of* overrides a day named in it."""
        text = expand_abbreviations(normalise(typed).strip())
        restored = self._restorer.restore(text)
        named = day_in_question(restored, today)
        plain = named[1] if named else restored
        day = as_of or (named[0] if named else today)
        (words,) = self._segmenter.words([plain])
        return Query(
            typed=typed,
            text=plain,
            day=day,
            day_named=named is not None,
            terms=Terms(words, _folded_terms(text, restored)),
            vector=self._embedder.encode_query([plain])[0],
        )


def _folded_terms(text: str, restored: str) -> list[str]:
    """Return the bare syllables to search besides, when much of the marking was restored."""
    before, after = text.split(), restored.split()
    changed = sum(one != other for one, other in zip(before, after, strict=False))
    if not after or changed / len(after) < _MARKED_ENOUGH:
        return []
    return [syllable for syllable in fold(restored).split() if syllable.isalnum()]
