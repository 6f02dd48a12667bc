"""How a Vietnamese syllable is built: onset, rime, tone, and where the tone is written.

A closed system: some 150 rimes after some 30 onsets. What does not fit is a foreign word, an
abbreviation, or a slip of the fingers.
"""

import re
import unicodedata
from functools import lru_cache

GRAVE, ACUTE, TILDE, HOOK, DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
"""Huyền, sắc, ngã, hỏi, nặng as combining marks."""
TONES = frozenset((GRAVE, ACUTE, TILDE, HOOK, DOT))

_FRONT = "eêiy"
"""Vowels before which c, g, ng are written k, gh, ngh."""
ONSETS = (
    *("ngh", "ng", "nh", "gh", "gi", "g", "kh", "k", "ch", "c", "th", "tr", "t", "ph", "qu"),
    *("b", "d", "đ", "h", "l", "m", "n", "r", "s", "v", "x", "p", ""),
)
"""Longest first."""
_RIME_TABLE = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu y ych ynh ya yêm yên yêng yêt yêu
    o oc oi om on ong op ot oong ooc oa oac oach oai oam oan oang oanh oao oap oat oay
    oăc oăm oăn oăng oăt oe oen oeo oet ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt uân uâng uât uây uê uêch uênh uơ
    uy uya uych uyn uynh uyp uyt uyu uyên uyêt ư ưc ưi ưm ưng ưt ưu ưa ươc ươi ươm ươn ương
    ươp ươt ươu
"""
RIMES = frozenset(_RIME_TABLE.split())
"""Without tones."""
_VOWELS = "aăâeêioôơuưy"
_RIME = re.compile(rf"(?P<before>[^{_VOWELS}]*)(?P<vowels>[{_VOWELS}]+)(?P<after>.*)", re.DOTALL)
_STOPPED = re.compile(r"(?:[cpt]|ch)$")
"""A rime that ends in a stop has one of two tones."""
_QUALITY = re.compile("[ăâêôơư]")


def split_tone(syllable: str) -> tuple[str, str]:
    """Return *syllable* without its tone, and the tone as a combining mark ("" for none)."""
    parts = unicodedata.normalize("NFD", syllable)
    tone = next((letter for letter in parts if letter in TONES), "")
    bare = "".join(letter for letter in parts if letter not in TONES)
    return unicodedata.normalize("NFC", bare), tone


def with_tone(bare: str, tone: str) -> str:
    """Return *bare*, a lower-case syllable without tone, with *tone* where it is written.

    The style is that of `normalise`: "hòa, thúy, khỏe". A text without a vowel comes back.
    """
    start, vowels, after = _nucleus(bare)
    if not tone or not vowels:
        return bare
    at = start + _tone_place(vowels, after) + 1
    return unicodedata.normalize("NFC", bare[:at] + tone + bare[at:])


def _nucleus(bare: str) -> tuple[int, str, str]:
    """Return where the vowels begin, the vowels that may carry the tone, and what follows."""
    found = _RIME.fullmatch(bare)
    if found is None:
        return 0, "", ""
    start, vowels = found.start("vowels"), found["vowels"]
    glide = (found["before"], vowels[0]) in (("q", "u"), ("g", "i"))
    if glide and len(vowels) > 1:
        start, vowels = start + 1, vowels[1:]
    return start, vowels, found["after"]


def _tone_place(vowels: str, after: str) -> int:
    """Return which of the vowels of a rime carries the tone."""
    qualities = [found.start() for found in _QUALITY.finditer(vowels)]
    if qualities:
        return qualities[-1]
    if after or len(vowels) > 2:
        return min(len(vowels) - 1, 1)
    return 0


@lru_cache(maxsize=1 << 15)
def is_syllable(text: str) -> bool:
    """Tell whether *text*, in lower case, can be a Vietnamese syllable.

    It needs its marks: "luât" and "dươc" are none, because a rime that ends in a stop has a tone.
    """
    bare, tone = split_tone(text)
    if with_tone(bare, tone) != text:
        return False
    return any(
        bare.startswith(onset) and _fits(onset, bare[len(onset) :], tone) for onset in ONSETS
    )


def _fits(onset: str, rime: str, tone: str) -> bool:
    if rime not in RIMES:
        return False
    if _STOPPED.search(rime) and tone not in (ACUTE, DOT):
        return False
    front = rime[0] in _FRONT
    match onset:
        case "c" | "ng":
            return not front
        case "k" | "gh" | "ngh":
            return front
        case "g":
            return rime[0] not in "eêy"
        case "qu":
            return rime[0] not in "ou"
        case "":
            return not rime.startswith("iê")
        case _:
            return True
