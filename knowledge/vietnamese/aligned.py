"""Folded text that remembers where each of its letters came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

from knowledge.vietnamese.normalise import fold, plain_characters


@dataclass(frozen=True, slots=True)
class AlignedFold:
    """A text without marks, capitals, odd dashes and invisible characters, to match against."""

    source: str
    text: str
    """The folded text."""
    places: Sequence[int]
    """Where in *source* each letter of *text* stands, and at the end its length."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of *source* behind the span of *text*."""
        return self.places[start], self.places[end]

    def original(self, start: int, end: int) -> str:
        """Return what was written where *text* has the span, composed (NFC)."""
        first, last = self.span(start, end)
        return normalize("NFC", plain_characters(self.source[first:last]))


_MOST_KEPT = 4096
"""Letters of which it is kept what they become; Vietnamese has some 180."""


class _Letters(dict[str, str]):
    """What each letter of a text becomes: looked up, because every question is folded thrice."""

    def __missing__(self, letter: str) -> str:
        folded = fold(plain_characters(letter))
        if len(self) < _MOST_KEPT:  # a million are possible, and anybody may type them
            self[letter] = folded
        return folded


_letters = _Letters()


def fold_aligned(text: str) -> AlignedFold:
    """Return *text* folded as by `fold`, with plain dashes, quotes and spaces."""
    letters = list(map(_letters.__getitem__, text))
    folded = "".join(letters)
    if len(folded) == len(text):
        return AlignedFold(text, folded, range(len(text) + 1))
    places = [at for at, letter in enumerate(letters) for _ in letter]
    return AlignedFold(text, folded, [*places, len(text)])
