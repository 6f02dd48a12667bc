"""Slips of the fingers and of the ear: letters, spaces and tones that are not the ones meant."""

import unicodedata
from collections.abc import Callable
from random import Random

from indexer.adapting.variants.words import change_at, words
from knowledge.vietnamese import fold
from knowledge.vietnamese.syllables import ACUTE, DOT, GRAVE, HOOK, TILDE, split_tone, with_tone

_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHORTEST = 3
"""Letters of the shortest word in which a letter is mistyped."""
_MIXED_UP = {HOOK: TILDE, TILDE: HOOK}
"""Tones that half of the country does not tell apart."""
_NEAR_TONES = {ACUTE: (GRAVE, HOOK), GRAVE: (ACUTE, HOOK), DOT: (HOOK, ACUTE)}
_MANY_WORDS = 8

Slip = Callable[[str, Random], str]


def _near_keys() -> dict[str, str]:
    """Return for each letter those around it on the keyboard."""
    near = {letter: "" for row in _KEYBOARD for letter in row}
    for number, row in enumerate(_KEYBOARD):
        for at, letter in enumerate(row):
            near[letter] += row[max(at - 1, 0) : at] + row[at + 1 : at + 2]
            if number + 1 < len(_KEYBOARD):
                for below in _KEYBOARD[number + 1][max(at - 1, 0) : at + 1]:
                    near[letter] += below
                    near[below] += letter
    return near


_NEAR = _near_keys()


def near_letters(letter: str) -> str:
    """Return the letters whose keys lie beside that of *letter* (without marks, lower case)."""
    return _NEAR.get(letter, "")


def typos(text: str, chance: Random) -> str:
    """Return *text* with one typo, or with two when it is long: letters or spaces."""
    count = chance.choice((1, 2)) if len(words(text)) >= _MANY_WORDS else 1
    for _ in range(count):
        slip = chance.choices((_slip_in_word, _joined, _split, _shifted), (11, 3, 1, 1))[0]
        text = slip(text, chance)
    return text


def _slip_in_word(text: str, chance: Random) -> str:
    long = [at for at, found in enumerate(words(text)) if len(found[0]) >= _SHORTEST]
    slip = chance.choices(_SLIPS, (3, 2, 3, 3))[0]
    place = [chance.choice(long)] if long else []
    return change_at(text, place, lambda word: slip(word, chance))


def _neighbour(word: str, chance: Random) -> str:
    """Strike the key beside the one that was meant."""
    at = chance.randrange(len(word))
    near = near_letters(fold(word[at]))
    return word[:at] + chance.choice(near) + word[at + 1 :] if near else word


def _doubled(word: str, chance: Random) -> str:
    at = chance.randrange(len(word))
    return word[: at + 1] + fold(word[at]) + word[at + 1 :]


def _swapped(word: str, chance: Random) -> str:
    at = chance.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _missing(word: str, chance: Random) -> str:
    at = chance.randrange(len(word))
    return word[:at] + word[at + 1 :]


_SLIPS: tuple[Slip, ...] = (_neighbour, _doubled, _swapped, _missing)


def _space(text: str, chance: Random) -> int:
    """Return where a space between two words stands; -1 without one."""
    pairs = zip(words(text), words(text)[1:], strict=False)
    spaces = [one.end() for one, two in pairs if text[one.end() : two.start()] == " "]
    return chance.choice(spaces) if spaces else -1


def _joined(text: str, chance: Random) -> str:
    at = _space(text, chance)
    return text if at < 0 else text[:at] + text[at + 1 :]


def _shifted(text: str, chance: Random) -> str:
    """Strike the space one letter too late: "cán bộ" -> "cánb ộ"."""
    at = _space(text, chance)
    return text if at < 0 else text[:at] + text[at + 1] + " " + text[at + 2 :]


def _split(text: str, chance: Random) -> str:
    long = [at for at, found in enumerate(words(text)) if len(found[0]) >= _SHORTEST]
    place = [chance.choice(long)] if long else []

    def split(word: str) -> str:
        at = chance.randrange(1, len(word))
        return f"{word[:at]} {word[at:]}"

    return change_at(text, place, split)


def wrong_tone(word: str, chance: Random) -> str:
    """Return *word* with hỏi and ngã mixed up, its tone on another vowel, or another tone."""
    bare, tone = split_tone(word)
    if not tone:
        return word
    vowels = [at for at, letter in enumerate(bare) if fold(letter) in "aeiouy"]
    if tone in _MIXED_UP:
        return _toned(bare, _MIXED_UP[tone])
    if len(vowels) > 1 and chance.random() < 0.5:
        at = chance.choice(vowels) + 1
        return unicodedata.normalize("NFC", bare[:at] + tone + bare[at:])
    return _toned(bare, chance.choice(_NEAR_TONES[tone]))


def _toned(bare: str, tone: str) -> str:
    """Put *tone* on a syllable and keep its capitals."""
    toned = with_tone(bare.lower(), tone)
    pairs = zip(toned, bare, strict=True)
    return "".join(one.upper() if two.isupper() else one for one, two in pairs)
