"""Reads keystrokes that an input method should have turned into letters: "chuwcs" -> "chức".

Telex, VNI, and VIQR's tones, in every order in which an input method takes them: marks after
their letter or at the end of the syllable, "dd" apart, one "w" for "ươ".
"""

import re
import unicodedata
from functools import lru_cache

from knowledge.vietnamese.normalise import fold
from knowledge.vietnamese.syllables import (
    ACUTE,
    DOT,
    GRAVE,
    HOOK,
    TILDE,
    is_syllable,
    split_tone,
    with_tone,
)

_LETTER_TONES = {"s": ACUTE, "f": GRAVE, "r": HOOK, "x": TILDE, "j": DOT}
_TONES = {
    **{"1": ACUTE, "2": GRAVE, "3": HOOK, "4": TILDE, "5": DOT},
    **{"'": ACUTE, "`": GRAVE, "?": HOOK, "~": TILDE, ".": DOT, "´": ACUTE},
}
_ROUND = {"a": "â", "e": "ê", "o": "ô"}
_BARE = {"â": "a", "ê": "e", "ô": "o"}
_HORNED = {"u": "ư", "o": "ơ"}
_VOWELS = "aăâeêioôơuưy"
_LONGEST = 12
"""Keys of the longest syllable: "nghieengsj"."""
_SHAPE = re.compile(r"[^\W\d_][\w'`?~.´]+")


@lru_cache(maxsize=1 << 14)
def decode(typed: str) -> str | None:
    """Return the syllable that the keys *typed* (lower case) stand for, or None for none.

    Letters that have their marks already are taken as they are: "đuowjc" is "được".
    """
    if len(typed) > _LONGEST or not _SHAPE.fullmatch(typed):
        return None
    for apart in (False, True):
        found = _Keys(apart).read(typed)
        if found is not None and fold(found) != fold(typed) and is_syllable(found):
            return found
    return None


class _Keys:
    """What an input method has made of the keys so far."""

    def __init__(self, apart: bool) -> None:
        self._apart = apart
        """Whether a vowel typed again after another vowel is a mark: "dauas" for "dấu"."""
        self._letters: list[str] = []
        self._tone = ""

    def read(self, typed: str) -> str | None:
        """Return the syllable, well formed or not; None where a key has nothing to act on."""
        bare, self._tone = split_tone(typed)
        for key in bare:
            if not self._take(key):
                return None
        return with_tone(_with_horns("".join(self._letters)), self._tone)

    def _take(self, key: str) -> bool:
        """Take one key; return whether it can stand here."""
        vowels = self._vowels()
        if key in _TONES or (vowels and key in _LETTER_TONES):
            self._tone = _TONES[key] if key in _TONES else _LETTER_TONES[key]
            return bool(vowels)
        if key in "dđ9" and self._letters[:1] in (["d"], ["đ"]):
            self._letters[0] = "đ"
            return True
        match key:
            case "w":
                return self._horn(vowels, "auo") or self._add_u_horn()
            case "7" | "8":
                return self._horn(vowels, "uo" if key == "7" else "a")
            case "6":
                return any(self._round(vowels, vowel) for vowel in "aeo")
            case "a" | "e" | "o" if self._again(vowels, key):
                return True
        self._letters.append(key)
        return key.isalpha()

    def _vowels(self) -> list[int]:
        """Return where the vowels of the rime stand: not the u of "qu"."""
        letters = self._letters
        start = 2 if letters[:2] == ["q", "u"] else 0
        return [at for at in range(start, len(letters)) if letters[at] in _VOWELS]

    def _again(self, vowels: list[int], key: str) -> bool:
        """Take a vowel typed again as its mark, or a third time as a double letter."""
        same = [at for at in vowels if _BARE.get(self._letters[at], self._letters[at]) == key]
        if not same:
            return False
        at = same[-1]
        adjacent = at == len(self._letters) - 1
        if self._letters[at] in _BARE:
            if adjacent:
                self._letters[at : at + 1] = [key, key]
            return adjacent
        if adjacent or self._apart or self._letters[-1] not in _VOWELS:
            return self._round(vowels, key)
        return False

    def _round(self, vowels: list[int], vowel: str) -> bool:
        """Put a circumflex on the last *vowel*."""
        for at in reversed(vowels):
            if self._letters[at] == vowel:
                self._letters[at] = _ROUND[vowel]
                return True
        return False

    def _horn(self, vowels: list[int], on: str) -> bool:
        """Put horn or breve on what *on* allows: both of "uo", the u of "ua", the last one."""
        open_ = [at for at in vowels if self._letters[at] in on]
        if not open_:
            return False
        shape = "".join(self._letters[at] for at in open_)
        if shape[:2] == "uo":
            self._letters[open_[1]] = "ơ"
        if shape[:2] in ("uo", "ua", "uu"):
            self._letters[open_[0]] = "ư"
        else:
            last = self._letters[open_[-1]]
            self._letters[open_[-1]] = _HORNED.get(last, "ă")
        return True

    def _add_u_horn(self) -> bool:
        """Take a lone "w" as "ư": "nhwng"."""
        if self._vowels():
            return self._letters[self._vowels()[-1]] in "ăơư"
        self._letters.append("ư")
        return True


def _with_horns(bare: str) -> str:
    """Write "ươ" before the end of a syllable and "uơ" at it, whichever was keyed."""
    bare = unicodedata.normalize("NFC", bare)
    if bare.endswith("ươ"):
        return bare[:-2] + "uơ"
    return re.sub(r"(?<!q)uơ(?=.)", "ươ", bare)
