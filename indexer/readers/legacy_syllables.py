"""Which words are Vietnamese syllables: how a right reading of old bytes is told from a wrong one.

A syllable is an onset, a rhyme and a tone, and only some 160 rhymes exist. Bytes read in the
wrong encoding give rhymes that do not ("nhµ", "quèc"), so counting syllables needs no word list.
"""

import re
import unicodedata
from functools import lru_cache

_ONSETS = "|b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x"
_RHYMES = {
    "a": "|c|ch|i|m|n|ng|nh|o|p|t|u|y",
    "ă": "c|m|n|ng|p|t",
    "â": "c|m|n|ng|p|t|u|y",
    "e": "|c|m|n|ng|o|p|t",
    "ê": "|c|ch|m|n|ng|nh|p|t|u",
    "i": "|a|ch|m|n|nh|p|t|u",
    "iê": "c|m|n|ng|p|t|u",
    "o": "|a|e|c|i|m|n|ng|p|t",
    "oa": "c|ch|i|m|n|ng|nh|o|p|t|y",
    "oă": "c|m|n|ng|t",
    "oe": "n|o|t",
    "oo": "c|ng",
    "ô": "|c|i|m|n|ng|p|t",
    "ơ": "|i|m|n|p|t",
    "u": "|a|c|i|m|n|ng|p|t|y|ê|ơ|ya",
    "uâ": "n|ng|t|y",
    "uê": "ch|n|nh",
    "uô": "c|i|m|n|ng|t",
    "uy": "ch|n|nh|p|t|u",
    "uyê": "n|t",
    "ư": "|a|c|i|m|n|ng|t|u",
    "ươ": "c|i|m|n|ng|p|t|u",
    "y": "|nh|t",
    "yê": "m|n|ng|t|u",
}
_PLAIN = frozenset(
    onset + nucleus + final
    for onset in _ONSETS.split("|")
    for nucleus, finals in _RHYMES.items()
    for final in finals.split("|")
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE = re.compile(f"[{_TONES}]")
_TONED_CONSONANT = re.compile(f"[^aeiouy\u0302\u0306\u031b][{_TONES}]")
_STOPPED = re.compile(r"(?:c|ch|p|t)$")
_SHARP_OR_HEAVY = ("\u0301", "\u0323")
_ABBREVIATION = re.compile(r"[A-ZĐƯÔƠÂÊĂ]{1,10}")
_CONSONANTS = frozenset("bcdđghklmnpqrstvx")
_LONGEST_CHAIN = 40
"""Letters up to which a word may be syllables written together; no person writes longer ones."""
_LONGEST = 7
"""Letters of the longest syllable, "nghiêng"."""


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Return whether *word* (letters only, any case) can be one Vietnamese syllable."""
    if len(word) > _LONGEST:
        return False
    parts = unicodedata.normalize("NFD", word.lower())
    if _TONED_CONSONANT.search(parts):
        return False
    tones = _TONE.findall(parts)
    plain = unicodedata.normalize("NFC", _TONE.sub("", parts))
    if len(tones) > 1 or plain not in _PLAIN:
        return False
    return not _STOPPED.search(plain) or not tones or tones[0] in _SHARP_OR_HEAVY


@lru_cache(maxsize=65536)
def is_syllables(word: str) -> bool:
    """Return whether *word* is one or more syllables written together ("ViệtNam").

    The second begins with a consonant: vowels in a row are what wrong readings give.
    """
    if is_syllable(word) or len(word) > _LONGEST_CHAIN:
        return is_syllable(word)
    return any(
        word[at].lower() in _CONSONANTS and is_syllable(word[:at]) and is_syllables(word[at:])
        for at in range(min(_LONGEST, len(word) - 1), 0, -1)
    )


def is_abbreviation(word: str) -> bool:
    """Return whether *word* is short and all capitals, as in "QĐ" and "TƯ"."""
    return _ABBREVIATION.fullmatch(word) is not None
