"""Mends what recognition gets wrong, where only one reading makes sense."""

import re
from collections.abc import Sequence

from indexer.readers.legacy_syllables import is_syllable
from indexer.readers.pdf_letters import clean

_LABELS = frozenset({"Điều", "ĐIỀU", "Chương", "CHƯƠNG", "Mục", "MỤC", "Khoản", "khoản"})
_NUMBER = re.compile(r"[\dIloO|]{1,4}[.,:;]?")
_DIGITS = str.maketrans({"I": "1", "l": "1", "|": "1", "O": "0", "o": "0"})
_DIEU = re.compile(r"(?:Đi[êềểễếệeéèẻẽẹ]u|D[iíì][êềểễếệ]u|Đ[iíì]ều)")
_POINT = re.compile(r"([a-zđ])[j}\]]")
_AT_SIGN = re.compile(r"[@®][)]")
_QUOTES = str.maketrans({"„": "“", "‟": "”"})
_INNER_DIGIT = re.compile(r"[^\W\d_]+[01][^\W\d_]*|[01][^\W\d_]{2,}")


def mended(words: Sequence[str]) -> list[str]:
    """Return the words of one line with the mistakes mended that cannot be anything else."""
    said = [_letters(clean(word).translate(_QUOTES)) for word in words]
    if not said:
        return said
    if _DIEU.fullmatch(said[0]) and len(said) > 1 and _NUMBER.fullmatch(said[1]):
        said[0] = "Điều"
    if said[0] in _LABELS and len(said) > 1 and _NUMBER.fullmatch(said[1]):
        said[1] = _number(said[1], heading=said[0] in ("Điều", "ĐIỀU") and len(said) > 2)
    said[0] = _AT_SIGN.sub("đ)", _POINT.sub(r"\1)", said[0], count=1), count=1)
    return said


def _number(word: str, *, heading: bool) -> str:
    """Return a label's number; behind it a heading has a stop, not a comma."""
    if word.startswith(("I", "l")) and not any(character.isdigit() for character in word):
        return word
    word = word.translate(_DIGITS)
    return word[:-1] + "." if heading and word[-1] in ",:;" else word


def _letters(word: str) -> str:
    """Return a word with the digits that stand for letters in it, if that makes a syllable."""
    if not _INNER_DIGIT.fullmatch(word):
        return word
    for letters in (("1", "l"), ("1", "i"), ("0", "o")):
        changed = word.replace(*letters)
        if changed.isalpha() and is_syllable(changed):
            return changed
    return word
