"""What each question is learnt with: the passage that answers it, and passages that resemble it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from indexer.adapting.corpus import Lookalikes, Piece
from indexer.adapting.questions import TrainingQuestion, Twins, understood
from knowledge.embedding.weights import Floats

CANDIDATES, SIBLINGS = 6, 4
"""Passages of other articles that BM25 offers for a question: of any document, of the same."""
_SAME_TEXT = 0.55
"""Share of its pairs of syllables in the answering article from which a passage may answer too."""
_WORD = re.compile(r"\w+")

Encode = Callable[[Sequence[str]], Floats]


@dataclass(frozen=True, slots=True)
class Candidates:
    """One question with passages, as rows of the corpus."""

    question: TrainingQuestion
    own: tuple[int, ...]
    """Of the article that answers."""
    others: tuple[int, ...]
    """Of articles that do not, best first by BM25."""
    siblings: tuple[int, ...]
    """Likewise, all of the answering article's document."""


@dataclass(frozen=True, slots=True)
class Example:
    """One question, ready to be learnt."""

    question: TrainingQuestion
    answer: int
    """Row of the answering article's nearest passage."""
    others: tuple[int, ...]
    """Rows of passages that do not answer, nearest first."""
    siblings: tuple[int, ...]
    """Likewise, all of the answering article's document."""


def candidates(
    questions: Sequence[TrainingQuestion], pieces: Sequence[Piece], twins: Twins
) -> list[Candidates]:
    """Return the questions that have an article and counterexamples among *pieces*."""
    rows: dict[str, list[int]] = {}
    for row, piece in enumerate(pieces):
        rows.setdefault(piece.article, []).append(row)
    lookalikes = Lookalikes(pieces)

    def offered(one: TrainingQuestion, count: int, document: str = "") -> tuple[int, ...]:
        own = rows[one.article]
        hits = lookalikes.find(understood(one.text), count + len(own), document)
        foreign = [row for row in hits if row not in own][:count]
        return tuple(_not_answering(one.article, own, foreign, pieces, twins))

    found = [
        Candidates(
            question=one,
            own=tuple(rows[one.article]),
            others=offered(one, CANDIDATES),
            siblings=offered(one, SIBLINGS, one.document),
        )
        for one in questions
        if one.article in rows
    ]
    return [one for one in found if one.others]


def _not_answering(
    article: str,
    own: Sequence[int],
    rows: Iterable[int],
    pieces: Sequence[Piece],
    twins: Twins,
) -> Iterator[int]:
    """Yield those of *rows* that neither a twin nor their own words make an answer."""
    words = set().union(*(_pairs(pieces[row].text) for row in own))
    for row in rows:
        pairs = _pairs(pieces[row].text)
        same = len(pairs & words) / max(len(pairs), 1) > _SAME_TEXT
        if not same and not twins.match(article, pieces[row].article):
            yield row


def _pairs(text: str) -> set[tuple[str, str]]:
    words = _WORD.findall(text.lower())
    return set(pairwise(words))


def examples(
    found: Sequence[Candidates], pieces: Sequence[Piece], queries: Encode, passages: Encode
) -> list[Example]:
    """Choose with the present model: the nearest passage of the answer, the others by nearness."""
    wanted = sorted({row for one in found for row in (*one.own, *one.others, *one.siblings)})
    place = {row: at for at, row in enumerate(wanted)}
    vectors = passages([pieces[row].text for row in wanted])
    asked = queries([understood(one.question.text) for one in found])

    def nearest(rows: Sequence[int], query: Floats) -> list[int]:
        cosines = vectors[[place[row] for row in rows]] @ query
        return [rows[at] for at in np.argsort(-cosines, kind="stable")]

    return [
        Example(
            question=one.question,
            answer=nearest(one.own, query)[0],
            others=tuple(nearest(one.others, query)),
            siblings=tuple(nearest(one.siblings, query)),
        )
        for one, query in zip(found, asked, strict=True)
    ]
