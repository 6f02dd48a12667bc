"""Mends what recognition gets wrong, where only one reading makes sense."""

import re
from collections.abc import Sequence

from indexer.readers.legacy_syllables import is_syllable
from indexer.readers.pdf_letters import clean

_LABELS = frozenset({"Điều", "ĐIỀU", "Chương", "CHƯƠNG", "Mục", "MỤC", "Khoản", "khoản"})
_NUMBER = re.compile(r"[\dIloO|]{1,4}[.,:;]?")
_DIGITS = str.maketrans({"I": "1", "l": "1", "|": "1", "O": "0", "o": "0"})
_DIEU = re.compile(r"[ĐD][iíìÍÌ][êềểễếệeéèẻẽẹ]u")
_POINT = re.compile(r"([a-zđ])[j}\]]")
_LABEL = re.compile(r"([a-zđ@®øj1])\)")
_SURE_POINTS = {"ø": "g", "j": "i"}
_GLUED = re.compile(r"(\d{1,3}\.|[a-zđ]\))([A-ZÀ-ỸĐ]\w*)")
_COMMA = re.compile(r"(\d{1,3})[,:;]")
_ONE = re.compile(r"[IlLíÍìÌiJ1|!]?[.,:;ÊEêe]?\.?")
_CORE = re.compile(r"\w(?:.*\w)?")
_QUOTES = str.maketrans({"„": "“", "‟": "”"})
_DIGIT_INSIDE = re.compile(r"[^\W\d_]+[01][^\W\d_]*|[01](?=.*[à-ỹ])[^\W\d_]+")
_KIN = {letter: kin.replace(letter, "") for kin in (
    *("aăâ", "áắấ", "àằầ", "ảẳẩ", "ãẵẫ", "ạặậ", "eê", "éế", "èề", "ẻể", "ẽễ", "ẹệ", "dđ"),
    *("oôơ", "óốớ", "òồờ", "ỏổở", "õỗỡ", "ọộợ", "uư", "úứ", "ùừ", "ủử", "ũữ", "ụự"),
) for letter in kin}  # fmt: skip
"""By letter, those that differ from it by a hat, a hook or a bar only."""


def mended(words: Sequence[str], *, unsure: bool = False) -> list[str]:
    """Return the words of one line with the mistakes mended that cannot be anything else.

    *unsure* says that the first one is narrow and was hardly recognised: a "1." most often. The
    first two may become one, with a space in it.
    """
    said = [_CORE.sub(_letters, clean(word).translate(_QUOTES)) for word in words]
    if not said:
        return said
    following = said[1] if len(said) > 1 else ""
    if _DIEU.fullmatch(said[0]) and _NUMBER.fullmatch(following):
        said[0] = "Điều"
    if said[0] in _LABELS and _NUMBER.fullmatch(following):
        said[1] = _number(following, heading=said[0] in ("Điều", "ĐIỀU") and len(said) > 2)
    elif following[:1].isupper() and following not in _LABELS:
        if unsure and _ONE.fullmatch(said[0]):
            said[0] = "1."
        said[0] = _COMMA.sub(r"\1.", said[0]) if _COMMA.fullmatch(said[0]) else said[0]
    said[0] = _POINT.sub(r"\1)", said[0], count=1)
    return _parted(said)


def points(firsts: Sequence[str]) -> list[str]:
    """Return the words that begin the lines of a page, with the labels of điểm as they count.

    "@)" comes between "d)" and "e)" or before "b)"; "1)" and "l)" behind "h)" are "i)".
    """
    said, last = [], ""
    for word in firsts:
        label = _LABEL.fullmatch(word)
        if label is not None:
            letter = _SURE_POINTS.get(label[1], label[1])
            if letter in "@®":
                letter = "đ" if last == "d" else "a"
            if letter in "1l" and last == "h":
                letter = "i"
            last, word = letter, f"{letter})"
        said.append(word)
    return said


def _parted(said: list[str]) -> list[str]:
    """Return the words with a space behind a label that stuck to the first letter ("2.N gười")."""
    glued = _GLUED.fullmatch(said[0])
    if glued is None:
        return said
    label, rest = glued.groups()
    if len(said) > 1 and is_syllable(rest + said[1]) and not is_syllable(rest):
        return [f"{label} {rest}{said[1]}", *said[2:]]
    return [f"{label} {rest}", *said[1:]]


def _number(word: str, *, heading: bool) -> str:
    """Return a label's number; behind it a heading has a stop, not a comma."""
    if word.startswith(("I", "l")) and not any(character.isdigit() for character in word):
        return word
    word = word.translate(_DIGITS)
    return word[:-1] + "." if heading and word[-1] in ",:;" else word


def _letters(found: re.Match[str]) -> str:
    """Return a word as the one syllable that it can be, where it is none."""
    word = found[0]
    if _DIGIT_INSIDE.fullmatch(word):
        changed = (word.replace(*pair) for pair in (("1", "l"), ("1", "i"), ("0", "o")))
        return next((said for said in changed if said.isalpha() and is_syllable(said)), word)
    if len(word) > 2 and word.isalpha() and word[-2].islower() and not word[-1].isascii():
        word = word[:-1] + word[-1].lower()
    if word.islower() and word.isalpha() and not word.isascii() and not is_syllable(word):
        return _only_syllable(word)
    return word


def _only_syllable(word: str) -> str:
    """Return the one syllable that differs from *word* in the mark of one letter, or *word*."""
    found = {
        word[:at] + other + word[at + 1 :]
        for at, letter in enumerate(word)
        for other in _KIN.get(letter, "")
        if is_syllable(word[:at] + other + word[at + 1 :])
    }
    return found.pop() if len(found) == 1 else word
