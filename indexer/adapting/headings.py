"""Headings of Điều as questions: formal questions repeat them, and must go on finding them."""

from collections import Counter
from collections.abc import Iterable
from random import Random

from indexer.adapting.corpus import Piece
from indexer.adapting.questions import TrainingQuestion

_WAYS = (
    "{} được quy định như thế nào?",
    "Quy định về {}",
    "{} theo quy định của pháp luật",
    "{}",
    "Pháp luật quy định thế nào về {}?",
)
_SHORTEST = 4
"""Syllables of a heading that says enough to be asked."""


def questions_from_headings(
    pieces: Iterable[Piece], count: int, chance: Random
) -> list[TrainingQuestion]:
    """Return *count* questions (or fewer) of headings that stand over one article only."""
    headings = {piece.article: piece.heading for piece in pieces}
    times = Counter(headings.values())
    telling = [
        (article, heading)
        for article, heading in headings.items()
        if times[heading] == 1 and len(heading.split()) >= _SHORTEST
    ]
    chosen = chance.sample(telling, min(count, len(telling)))
    return [TrainingQuestion(article, _asked(heading, chance)) for article, heading in chosen]


def _asked(heading: str, chance: Random) -> str:
    way = chance.choice(_WAYS)
    return way.format(heading if way.startswith("{") else heading[:1].lower() + heading[1:])
