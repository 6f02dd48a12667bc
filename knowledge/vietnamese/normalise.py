"""One spelling for searching: composed letters, one tone-mark style, plain dashes and quotes.

Used on both sides of a search, never on stored text that is quoted.
"""

import re
import unicodedata

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
"""Huyền, sắc, ngã, hỏi, nặng as combining marks."""

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_SPACES = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_CHARACTERS = str.maketrans(
    {
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_ZERO_WIDTH),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛′", "'"),
        "Ð": "Đ",  # Icelandic eth, which old fonts put where Vietnamese đ belongs
        "ð": "đ",
        "Ɖ": "Đ",
        "ɖ": "đ",
    }
)

_O = "oòóỏõọ"
_U = "uùúủũụ"
_PLAIN_AFTER_Q = "aăâeêioôơy"
_END = r"(?![\w\u0300-\u036f])"
_LATE = re.compile(
    rf"(?<!q)(?:(o)([àáảãạèéẻẽẹ])|(u)([ỳýỷỹỵ])){_END}",
    re.IGNORECASE,
)
"""A tone on the second vowel of an open oa, oe, uy: the new style; "quý" is not one."""
_EARLY = re.compile(
    rf"(?:([{_O[1:]}])([ae])(?=[cimnpty])|([{_U[1:]}])(y)(?=[nptu])"
    rf"|(?<=q)([{_U[1:]}])([{_PLAIN_AFTER_Q}])(?![\u0300-\u036f]))",
    re.IGNORECASE,
)
"""A tone on the first vowel of a closed syllable or after q ("hòan", "qúy"): a slip."""
_SHORT_I = re.compile(r"(?<!\w)(qu|[klmt])([iìíỉĩị])(?!\w)", re.IGNORECASE)
_Y_SYLLABLES = frozenset(
    ["qui", "quì", "quí", "quỉ", "quĩ", "quị", "kì", "kí", "kỉ", "kĩ", "kị", "lí", "mĩ", "tỉ"]
)
"""Syllables that law text writes with y: "kỉ luật" and "kỷ luật" are one word."""
_BLANKS = re.compile(r"[^\S\n]+")


def normalise(text: str) -> str:
    """Return *text* in the one spelling used for searching.

    Composed letters (NFC), tone marks as in "hòa, thúy, khỏe", y as in "kỷ, lý, quy", every dash
    "-", straight quotes, single plain spaces; line breaks and case stay. Applying it twice
    changes nothing.
    """
    text = unicodedata.normalize("NFC", plain_characters(text))
    text = _LATE.sub(lambda m: _shift_tone(m, back=True), text)
    text = _EARLY.sub(lambda m: _shift_tone(m, back=False), text)
    text = _SHORT_I.sub(_with_y, text)
    return _BLANKS.sub(" ", text)


def plain_characters(text: str) -> str:
    """Return *text* with plain dashes, quotes and spaces, without invisible characters."""
    return text.translate(_CHARACTERS)


def _shift_tone(match: re.Match[str], back: bool) -> str:
    """Move the tone mark of the matched vowel pair one vowel back or on."""
    first, second = (group for group in match.groups() if group)
    if back:
        second, tone = _without_tone(second)
        return unicodedata.normalize("NFC", first + tone) + second
    first, tone = _without_tone(first)
    return first + unicodedata.normalize("NFC", second + tone)


def _without_tone(letter: str) -> tuple[str, str]:
    """Split a letter into the letter without its tone, and the tone as a combining mark."""
    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(c for c in parts if c in _TONES)
    bare = "".join(c for c in parts if c not in _TONES)
    return unicodedata.normalize("NFC", bare), tone


def _with_y(match: re.Match[str]) -> str:
    """Write the i of a syllable that law text spells with y as y, with the same tone and case."""
    if match[0].lower() not in _Y_SYLLABLES:
        return match[0]
    vowel, tone = _without_tone(match[2])
    letter = "Y" if vowel.isupper() else "y"
    return match[1] + unicodedata.normalize("NFC", letter + tone)


def _fold_table() -> dict[int, str | None]:
    """Map every Latin letter with marks to its bare letter, and combining marks to nothing."""
    table: dict[int, str | None] = dict.fromkeys(range(0x0300, 0x0370))
    for code in (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base != chr(code) and base.isascii():
            table[code] = base.lower()
    table.update(dict.fromkeys(map(ord, "đĐðÐ"), "d"))
    return table


_FOLD = _fold_table()


_SYLLABLE = re.compile(r"[^\W_]+")
_LONGEST_KEPT, _MOST_KEPT = 16, 1 << 15
"""Letters of the longest words whose spelling is kept in memory, and how many words."""


def fold(text: str) -> str:
    """Return *text* in lower case without marks, đ as d.

    One character becomes one character wherever letters are composed; loose combining marks go.
    """
    return text.lower().translate(_FOLD)


class _Spellings(dict[str, str]):
    """Syllables normalised once each: a library has a few thousand, in millions of places.

    What people type must not fill the memory with long words, nor with ever new ones.
    """

    def __missing__(self, syllable: str) -> str:
        spelt = normalise(syllable)
        if len(syllable) <= _LONGEST_KEPT and len(self) < _MOST_KEPT:
            self[syllable] = spelt
        return spelt


_spellings = _Spellings()


def plain_syllables(text: str) -> list[str]:
    """Return the lower-case syllables of *text*, in the spelling used for searching."""
    composed = unicodedata.normalize("NFC", text).lower()
    return list(map(_spellings.__getitem__, _SYLLABLE.findall(composed)))
