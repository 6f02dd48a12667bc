"""The labels of provisions: Roman and spelled-out numbers, the Vietnamese alphabet, paths."""

import re
import unicodedata

from indexer.chain import Key

ALPHABET = "abcdđeghiklmnopqrstuvxy"
"""Order of điểm; Vietnamese has no f, j, w, z."""

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ORDINALS = {
    "nhất": 1,
    "một": 1,
    "hai": 2,
    "nhì": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}
_LABEL = re.compile(r"(\d+)\s*(bis|[a-zđ]{0,2})", re.IGNORECASE)


def roman(text: str) -> int:
    """Return the value of a Roman number such as "XIV"; 0 when it is none."""
    values = [_ROMAN.get(letter, 0) for letter in text.upper()]
    if not values or 0 in values:
        return 0
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))


def ordinal(text: str) -> int:
    """Return the value of "thứ nhất", "một", "Hai"; 0 when it is none."""
    return _ORDINALS.get(text.lower().removeprefix("thứ").strip(), 0)


def number_key(label: str) -> Key:
    """Return the key of a label such as "5", "5a", "35 bis", "IV", "thứ nhất"; (0, 0) if none."""
    found = _LABEL.fullmatch(label.strip())
    if found is None:
        return (roman(label) or ordinal(label), 0)
    suffix = found.group(2).lower()
    return (int(found.group(1)), 1 if suffix == "bis" else sum(map(_letter, suffix)))


def _letter(letter: str) -> int:
    return ALPHABET.find(letter) + 1


def point_key(label: str) -> Key:
    """Return the key of a điểm's label: "a" is (1, 0), "a1" (1, 1), "aa" comes after "y"."""
    first = _letter(label[0])
    rest = label[1:]
    if rest.isdigit():
        return (first, int(rest))
    return (first + len(ALPHABET), 0) if rest else (first, 0)


def slug(label: str) -> str:
    """Return *label* for a path: "IV" is "4", "thứ hai" is "2", "5a" stays, "đ" stays."""
    plain = unicodedata.normalize("NFC", label).strip().lower()
    if re.match(r"\d", plain):
        return re.sub(r"\s+", "", plain)
    value = ordinal(plain) or (roman(label.strip()) if label.strip().isupper() else 0)
    return str(value) if value else re.sub(r"\s+", "", plain)
