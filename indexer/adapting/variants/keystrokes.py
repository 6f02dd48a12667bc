"""The keys of marked syllables, as they stand there when the input method is off."""

import unicodedata
from dataclasses import dataclass
from enum import Enum

from knowledge.vietnamese.syllables import ACUTE, DOT, GRAVE, HOOK, TILDE, split_tone

_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"


class Habit(Enum):
    """Where the fingers put the keys of the marks."""

    AFTER_LETTERS = "dduwowngf"
    """Each mark after its letter, the tone last."""
    AFTER_VOWELS = "dduwowfng"
    """The tone right after the vowels."""
    ONE_HORN = "dduowngf"
    """One key for both letters of "ươ"."""
    AT_THE_END = "dduongwf"
    """The marks of vowels after the syllable."""
    ALL_AT_THE_END = "duongdwf"
    """The stroke of đ too."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """The keys of an input method."""

    tones: dict[str, str]
    stroke: str
    horn: str
    breve: str
    circumflex: str
    """Empty where the letter itself is typed again."""


_NUMBERED = {ACUTE: "1", GRAVE: "2", HOOK: "3", TILDE: "4", DOT: "5"}
_LETTERS = {ACUTE: "s", GRAVE: "f", HOOK: "r", TILDE: "x", DOT: "j"}
_VIQR = {ACUTE: "'", GRAVE: "`", HOOK: "?", TILDE: "~", DOT: "."}
TELEX = Scheme(_LETTERS, "d", "w", "w", "")
VNI = Scheme(_NUMBERED, "9", "7", "8", "6")
TELEX_WITH_NUMBERS = Scheme(_NUMBERED, "d", "w", "w", "")
"""Marks as in Telex, tones as in VNI: "dduowng2"."""
VNI_WITH_SIGNS = Scheme(_VIQR, "9", "7", "8", "6")
"""Marks as in VNI, tones as in VIQR: "d9o6`ng"."""


def keys(syllable: str, scheme: Scheme, habit: Habit) -> str:
    """Return what stands there when *syllable* is typed without an input method.

    Capitals of letters stay, the keys of marks are small; without marks nothing changes.
    """
    bare, tone = split_tone(syllable)
    if bare == unicodedata.normalize("NFC", syllable) and bare.isascii():
        return syllable
    written: list[str] = []
    late: list[str] = []
    nucleus_end = 0
    for at, letter in enumerate(bare):
        base, key = _key(letter, scheme, double=bare[at - 1 : at + 1].lower() == "oo")
        if habit is Habit.ONE_HORN and bare[at : at + 2].lower() == "ươ":
            key = ""
        if letter != base and _is_late(base, habit):
            late += [] if key in late or not key else [key]
            key = ""
        written.append(base + key)
        if _is_vowel(bare, at):
            nucleus_end = len(written)
    tone_key = scheme.tones.get(tone, "")
    if habit is Habit.AFTER_VOWELS or tone_key in "'?.~`":
        written.insert(nucleus_end, tone_key)
        tone_key = ""
    return "".join([*written, *late, tone_key])


def _key(letter: str, scheme: Scheme, double: bool) -> tuple[str, str]:
    """Return a letter's base and the key of its mark, "" for none."""
    if letter in "đĐ":
        return ("d" if letter == "đ" else "D"), scheme.stroke
    decomposed = unicodedata.normalize("NFD", letter)
    base, marks = decomposed[0], decomposed[1:]
    if not marks:
        # "oo" is typed with three keys where the second would make it "ô".
        return base, base.lower() if double and not scheme.circumflex else ""
    keys_ = {_CIRCUMFLEX: scheme.circumflex or base.lower(), _BREVE: scheme.breve}
    return base, keys_.get(marks[0], scheme.horn)


def _is_late(base: str, habit: Habit) -> bool:
    """Tell whether the mark on *base* is typed at the end of the syllable."""
    if habit is Habit.ALL_AT_THE_END:
        return True
    return habit is Habit.AT_THE_END and base.lower() != "d"


def _is_vowel(bare: str, at: int) -> bool:
    return unicodedata.normalize("NFD", bare[at])[0].lower() in "aeiouy"
