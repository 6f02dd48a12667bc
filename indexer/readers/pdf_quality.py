"""Whether the text layer of a page can be believed.

A scanner that recognised a Vietnamese page as English, and a font without a table of its
letters, leave text that looks like any other to a program but has no Vietnamese words in it.
"""

import math
import re
from dataclasses import dataclass

from indexer.readers.legacy_syllables import is_abbreviation, is_syllable

_WORD = re.compile(r"[^\W\d_]+")
_STRANGE = re.compile(r"[\ufffd\ue000-\uf8ff]")
_LEAST_WORDS = 20
"""Fewer words say nothing."""
_LEAST_RIGHT = 0.7
_LEAST_MARKED = 0.3
"""Share of words with a letter that ASCII lacks; ordinary text has three quarters."""
_MOST_STRANGE = 0.05
"""Share of letters without a meaning."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How much of a text reads as Vietnamese."""

    words: int
    right: float
    """Share of words that are Vietnamese syllables or abbreviations."""
    marked: float
    """Share of words with a mark or a đ."""
    strange: float
    """Share of characters that no font explains."""

    @property
    def broken(self) -> bool:
        """True where the fonts do not say which letters are shown."""
        return self.strange > _MOST_STRANGE

    @property
    def doubtful(self) -> bool:
        """True where the picture of the page may say more than its text."""
        if self.broken:
            return True
        few = self.words < _LEAST_WORDS
        return not few and (self.right < _LEAST_RIGHT or self.marked < _LEAST_MARKED)

    @property
    def score(self) -> float:
        """A number to compare two texts of one page by."""
        return math.sqrt(self.words) * self.right * (0.2 + self.marked) * (1 - self.strange)


def quality(text: str) -> Quality:
    """Return how much of *text* reads as Vietnamese."""
    words = _WORD.findall(text)
    total = len(words) or 1
    right = sum(is_syllable(word) or is_abbreviation(word) for word in words)
    marked = sum(not word.isascii() for word in words)
    return Quality(
        len(words),
        right / total,
        marked / total,
        len(_STRANGE.findall(text)) / (len(text) or 1),
    )
