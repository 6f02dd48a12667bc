"""Cuts a question into words, numbers, breaks, abbreviations, and what is none of these."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from knowledge.vietnamese.abbreviations import Abbreviation, abbreviations_in
from knowledge.vietnamese.keystrokes import decode
from knowledge.vietnamese.normalise import fold

_OTHERS = (
    r"(?P<whole>(?<!\S)\S*(?:@|://|www\.)\S*"
    r"|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|info)\b\S*)"
    r"|(?P<number>\d[^\s,;:?!()\"]*)",
    r"|(?P<word>[^\W\d_]+)|(?P<stop>[.;:?!\n])",
)
_INSIDE = r"[^\W\d_](?:[^\W_]|['`?~.](?=[^\W_])){0,13}"
"""No longer than keystrokes of a syllable can be, so that no text takes long."""
_KEYS = rf"|(?P<keys>{_INSIDE}[\d`~](?:[^\W_]|['?.](?=[^\W_])){{0,13}})"
"""A word with VNI's numbers or VIQR's signs in it."""
_KEYS_AMONG_KEYS = (
    rf"|(?P<keys>{_INSIDE}(?:[\d'`~]|[?.](?=\s+[^\W\d_A-ZĐ]))(?:[^\W_]|['?.](?=[^\W_])){{0,13}})"
)
"""A sign may stand at the end too, where it cannot end a sentence: "cua? toi"."""
_TOKEN = re.compile(_KEYS.join(_OTHERS))
_TOKEN_AMONG_KEYS = re.compile(_KEYS_AMONG_KEYS.join(_OTHERS))
_WORD = re.compile(r"[^\W\d_]+")
_LABEL = re.compile(
    r"(?:khoan|dieu|diem|muc|chuong|phan|nhom|hang|loai|bang|lop|quy|so|cap|bac|phu luc)\d+$"
)
"""What is counted, typed without a space before its number: "khoan2"."""
_LABELLED = re.compile(r"\b(?:điểm|diem|nhóm|nhom|loại|loai|hạng|hang|mẫu|mau)\s*$", re.IGNORECASE)
"""Words after which a single letter is a label: "điểm b"."""
_NEAR = 20
"""Characters before a letter in which such a word is looked for."""
_HYPHENS = ("/", "-", "&")
_JOINTS = ("-", "'")
_WORD_BEFORE = re.compile(r"(?<![^\W_])([^\W\d_])[^\W_]* $")
LONGEST = 14
"""Letters of the longest words that are looked at: two syllables with the space lost."""


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    FIXED = auto()
    """Stays as it is: an address, a label, what is too long for a word."""
    CAPITALS = auto()
    """A word in capitals among small letters: marks may be missing, but it is no slip."""
    NUMBER = auto()
    BREAK = auto()
    SHORT = auto()
    """An abbreviation that the tables know."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text."""

    text: str
    start: int
    end: int
    kind: Kind
    phrases: tuple[str, ...] = ()
    """What an abbreviation may stand for."""
    keys: str | None = None
    """The syllable that it is as keystrokes, if it is one."""
    steady: bool = False
    """Whether what looks like a slip is none: in a name ("Đắk Lắk") or a compound ("part-time")."""


def tokens(text: str, *, keyed: bool = False) -> list[Token]:
    """Return the tokens of *text*, which is in the one spelling of `normalise`, in order.

    *keyed* says that keystrokes are in it beyond doubt; then "khoan3" is "khoản" and no number.
    """
    shouted = text.isupper()
    found: list[Token] = []
    at = 0
    for short in (*abbreviations_in(text), None):
        end = len(text) if short is None else short.start
        found += _plain_tokens(text, at, end, shouted, keyed)
        if short is not None:
            found.append(_short(text, short))
            at = short.end
    return found


def _short(text: str, short: Abbreviation) -> Token:
    typed = text[short.start : short.end]
    return Token(typed, short.start, short.end, Kind.SHORT, short.phrases)


def _plain_tokens(text: str, start: int, end: int, shouted: bool, keyed: bool) -> list[Token]:
    pattern = _TOKEN_AMONG_KEYS if keyed else _TOKEN
    found: list[Token] = []
    at = start
    while (match := pattern.search(text, at, end)) is not None:
        token = _token(text, match, shouted, keyed)
        found.append(token)
        at = token.end
    return found


def _token(text: str, match: re.Match[str], shouted: bool, keyed: bool) -> Token:
    start, end, typed = match.start(), match.end(), match[0]
    match match.lastgroup:
        case "whole":
            return Token(typed, start, end, Kind.FIXED)
        case "number":
            return Token(typed, start, end, Kind.NUMBER)
        case "stop":
            return Token(typed, start, end, Kind.BREAK)
        case "keys":
            keys = decode(typed.lower()) if keyed else _sure_keys(typed)
            if keys is not None:
                return Token(typed, start, end, Kind.WORD, keys=keys)
            word = _WORD.match(text, start)
            assert word is not None  # every group of keys begins with a letter
            end, typed = word.end(), word[0]
    return _word(text, typed, start, end, shouted)


def _sure_keys(typed: str) -> str | None:
    """Return the syllable that VNI's keys *typed* spell; None for "B2", "CO2", "khoan2"."""
    if typed[1:] != typed[1:].lower() or _LABEL.match(fold(typed)):
        return None
    if sum(letter.isalpha() for letter in typed) < 2 and len(typed) < 3:
        return None
    return decode(typed.lower())


def _word(text: str, typed: str, start: int, end: int, shouted: bool) -> Token:
    label = len(typed) == 1 and _LABELLED.search(text[max(start - _NEAR, 0) : start])
    if len(typed) > LONGEST or label or _beside_letter(text, start, end):
        return Token(typed, start, end, Kind.FIXED)
    if len(typed) > 1 and typed.isupper() and not shouted:
        return Token(typed, start, end, Kind.CAPITALS)
    keys = decode(typed.lower())
    return Token(typed, start, end, Kind.WORD, keys=keys, steady=_is_steady(text, start, end))


def _is_steady(text: str, start: int, end: int) -> bool:
    """Tell whether the word has a capital beside another one, or hangs on another word."""
    if start and text[start - 1] in _JOINTS:
        return True
    if not text[start].isupper():
        return False
    before = _WORD_BEFORE.search(text[max(start - LONGEST, 0) : start])
    if before is not None and before[1].isupper():
        return True
    return text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


def _beside_letter(text: str, start: int, end: int) -> bool:
    """Tell whether the word is a letter that hangs on another, or hangs on one: "C/O"."""
    if text[end : end + 1] in _HYPHENS:
        return end - start == 1
    if text[start - 1 : start] not in _HYPHENS or start == 0:
        return False
    return end - start == 1 or not text[max(start - 3, 0) : start - 2].strip(" ")


def words(found: Sequence[Token]) -> list[Token]:
    """Return those of the tokens that are words."""
    return [token for token in found if token.kind in (Kind.WORD, Kind.CAPITALS)]
