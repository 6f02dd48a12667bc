"""From what a person typed to what is looked up: spelling, abbreviations, marks, the day meant."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

from knowledge.asof import day_in_question
from knowledge.before_effect import day_before_effect
from knowledge.embedding import Embedder
from knowledge.engines import Scores, Terms
from knowledge.resolver import Resolver
from knowledge.vietnamese import Restorer, Segmenter, fold, normalise, plain_syllables

_BESIDE = ThreadPoolExecutor(thread_name_prefix="question")
"""Where questions are embedded, beside the thread that asks."""
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
    encoding: Future[Scores]
    """What becomes its vector: it is computed while the question is looked up by its words."""

    @property
    def vector(self) -> Scores:
        """The question's meaning, ``(d,) float32`` of length 1."""
        return self.encoding.result()


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
        encoding = _BESIDE.submit(self._vector, plain)
        (words,) = self._segmenter.words([plain])
        return Query(
            typed=typed,
            text=plain,
            day=day,
            terms=Terms(words, _folded_terms(text, plain)),
            encoding=encoding,
        )

    def _vector(self, text: str) -> Scores:
        vector: Scores = self._embedder.encode_query([text])[0]
        return vector


def _folded_terms(typed: str, restored: str) -> list[str]:
    """Return the bare syllables to search besides, when much of the marking was restored."""
    written = set(plain_syllables(typed))
    syllables = plain_syllables(restored)
    changed = [syllable for syllable in syllables if syllable not in written]
    if len(changed) < _MUCH * len(syllables):
        return []
    return [fold(syllable) for syllable in syllables]
