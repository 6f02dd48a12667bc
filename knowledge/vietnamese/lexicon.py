"""The syllables that a library knows, by their number and by how they look without marks."""

import re
import unicodedata
from collections import defaultdict
from functools import cache
from importlib.resources import files

from knowledge.vietnamese.ngrams import Ngrams
from knowledge.vietnamese.normalise import fold
from knowledge.vietnamese.syllables import is_syllable

SPECIAL = ("<break>", "<number>", "<unknown>")
BREAK, NUMBER, UNKNOWN = range(3)
_SEEN = 3
"""Occurrences from which what is no Vietnamese syllable counts as a word, not as a slip."""
_RARE_RIME = re.compile("oo(?:ng|c)$")
"""As in "xoong"; more often it is the "ông" of one who types Telex."""


class Lexicon:
    """The vocabulary of an `Ngrams`."""

    def __init__(self, model: Ngrams) -> None:
        self.words = model.vocabulary
        self.ids = {syllable: at for at, syllable in enumerate(model.vocabulary)}
        self._counts = model.unigrams
        self.alike: defaultdict[str, list[int]] = defaultdict(list)
        for at, syllable in enumerate(model.vocabulary[len(SPECIAL) :], len(SPECIAL)):
            self.alike[fold(syllable)].append(at)

    def number(self, typed: str) -> int:
        """Return the number of *typed* (lower case), `UNKNOWN` where the library never has it."""
        return self.ids.get(typed, UNKNOWN)

    def seen(self, typed: str) -> bool:
        """Tell whether the library has *typed* as a word, or it is a usual foreign one."""
        number = self.number(typed)
        if number == UNKNOWN or typed in foreign_words():
            return typed in foreign_words()
        return is_syllable(typed) or bool(self._counts[number] >= _SEEN)

    def is_spelt(self, typed: str) -> bool:
        """Tell whether *typed* is a syllable, or becomes one that is seen by adding marks."""
        syllable = is_syllable(typed) and not _RARE_RIME.search(typed)
        return syllable or self.seen_or_fits(typed)

    def seen_or_fits(self, typed: str) -> bool:
        """Tell whether *typed* is seen in the library, perhaps with further marks."""
        return self.seen(typed) or any(
            self.seen(self.words[number]) for number in self.fitting(typed)
        )

    def fitting(self, typed: str) -> list[int]:
        """Return the syllables that *typed* becomes by adding marks; itself if it is known."""
        bare = fold(typed)
        alike = self.alike.get(bare, [])
        if typed == bare:
            return alike
        return [number for number in alike if _adds_marks(typed, self.words[number])]


def _adds_marks(typed: str, syllable: str) -> bool:
    """Tell whether *syllable* keeps every mark of *typed*, letter by letter."""
    return len(typed) == len(syllable) and all(
        set(marks(a)) <= set(marks(b)) for a, b in zip(typed, syllable, strict=True)
    )


def marks(text: str) -> list[str]:
    """Return the marks of *text*, "đ" for a stroke."""
    parts = unicodedata.normalize("NFD", text)
    return [part for part in parts if part == "đ" or unicodedata.combining(part)]


@cache
def foreign_words() -> frozenset[str]:
    """Return usual foreign words, which are no slips of Vietnamese ones: "taxi", "visa"."""
    path = files("knowledge.vietnamese").joinpath("foreign.txt")
    return frozenset(path.read_text(encoding="utf-8").split())
