"""The ways in which people type a question, made from one that is typed in full.

Each way is a pure function of the text and a key (the question's id): the same in every run.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random

from indexer.adapting.variants.keystrokes import (
    TELEX,
    TELEX_WITH_NUMBERS,
    VNI,
    VNI_WITH_SIGNS,
    Habit,
    Scheme,
    keys,
)
from indexer.adapting.variants.shorthand import abbreviated, shortened
from indexer.adapting.variants.slips import typos, wrong_tone
from indexer.adapting.variants.words import change_chosen, change_each
from indexer.adapting.variants.writing import half_marked, strip_marks
from knowledge.vietnamese import fold

_SEED = 1112
_HABITS = tuple(Habit)
_HABIT_WEIGHTS = (4, 2, 3, 2, 1)
_RARE_SCHEME = 0.1
"""Share of texts in which marks and tones are of different methods."""
_SHARE = 0.25
"""Of the marked syllables that are keystrokes, where only some are."""
_WRONG = 0.12
"""Of the marked syllables that have a wrong tone."""
_PUNCTUATION = re.compile(r"[.,](?!\S)|[?!;:\"“”()…]")


@dataclass(frozen=True, slots=True)
class Variant:
    """A way of typing."""

    name: str
    typed: Callable[[str, str], str]
    """Takes the text in full and a key; returns what is typed."""


def _chance(name: str, key: str) -> Random:
    return Random(f"{_SEED}/{name}/{key}")


def stripped(text: str, key: str) -> str:
    """Return *text* without marks."""
    return strip_marks(text)


def third_dropped(text: str, key: str) -> str:
    """Return *text* in which a third of the marked syllables lost their marks."""
    chance = _chance("third dropped", key)
    return change_chosen(text, chance, 1 / 3, _is_marked, strip_marks)


def wrong_tones(text: str, key: str) -> str:
    """Return *text* with tones mixed up or misplaced in some of its syllables."""
    chance = _chance("wrong tones", key)
    return change_chosen(text, chance, _WRONG, _is_marked, lambda word: wrong_tone(word, chance))


def mistyped(text: str, key: str) -> str:
    """Return *text* with one or two typos."""
    return typos(text, _chance("typos", key))


def telex(text: str, key: str) -> str:
    """Return *text* as it stands there when Telex is typed with the input method off."""
    return change_each(text, _keystrokes("telex", key, TELEX, TELEX_WITH_NUMBERS))


def telex_in_places(text: str, key: str) -> str:
    """Return *text* with some syllables in Telex keystrokes."""
    change = _keystrokes("telex in places", key, TELEX, TELEX)
    return change_chosen(text, _chance("telex places", key), _SHARE, _is_marked, change)


def telex_and_stripped(text: str, key: str) -> str:
    """Return *text* without marks, every other syllable in Telex keystrokes: "cong chuwcs"."""
    chance = _chance("telex and stripped", key)
    change = _keystrokes("telex and stripped", key, TELEX, TELEX)
    return change_each(text, lambda word: (change if chance.random() < 0.5 else strip_marks)(word))


def vni(text: str, key: str) -> str:
    """Return *text* as it stands there when VNI is typed with the input method off."""
    return change_each(text, _keystrokes("vni", key, VNI, VNI_WITH_SIGNS))


def vni_in_places(text: str, key: str) -> str:
    """Return *text* with some syllables in VNI keystrokes."""
    change = _keystrokes("vni in places", key, VNI, VNI_WITH_SIGNS)
    return change_chosen(text, _chance("vni places", key), _SHARE, _is_marked, change)


def in_short(text: str, key: str) -> str:
    """Return *text* with the abbreviations of offices."""
    return abbreviated(text, _chance("abbreviated", key))


def teencode(text: str, key: str) -> str:
    """Return *text* as in a chat between friends: small letters, "ko", "đc", "ntn"."""
    return unpunctuated(shortened(text.lower(), _chance("teencode", key)), key)


def unpunctuated(text: str, key: str) -> str:
    """Return *text* in small letters without punctuation; numbers keep theirs."""
    return " ".join(_PUNCTUATION.sub(" ", text.lower()).split())


def _after(*ways: Callable[[str, str], str]) -> Callable[[str, str], str]:
    """Return all of *ways*, one after the other, as one."""

    def typed(text: str, key: str) -> str:
        for way in ways:
            text = way(text, key)
        return text

    return typed


def _is_marked(word: str) -> bool:
    return fold(word) != word.lower()


def _keystrokes(name: str, key: str, usual: Scheme, rare: Scheme) -> Callable[[str], str]:
    """Return what turns a word into keystrokes, with one scheme and habit for the whole text."""
    chance = _chance(f"{name} habit", key)
    scheme = rare if chance.random() < _RARE_SCHEME else usual
    habit = chance.choices(_HABITS, _HABIT_WEIGHTS)[0]
    return partial(keys, scheme=scheme, habit=habit)


VARIANTS = (
    Variant("stripped", stripped),
    Variant("half marked", half_marked),
    Variant("third dropped", third_dropped),
    Variant("wrong tones", wrong_tones),
    Variant("typos", mistyped),
    Variant("telex", telex),
    Variant("telex in places", telex_in_places),
    Variant("telex and stripped", telex_and_stripped),
    Variant("vni", vni),
    Variant("vni in places", vni_in_places),
    Variant("abbreviated", in_short),
    Variant("teencode", teencode),
    Variant("unpunctuated", unpunctuated),
    Variant("stripped, abbreviated", _after(in_short, stripped)),
    Variant("stripped, typos", _after(mistyped, stripped)),
    Variant("stripped, teencode", _after(teencode, stripped)),
)
