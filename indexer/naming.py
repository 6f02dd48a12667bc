"""Names provisions by their paths alone: "dieu8.khoan2" is "khoản 2 Điều 8".

For what is amended in documents that the library may not hold; where it holds them,
``knowledge.naming`` knows their labels as printed.
"""

import re
from collections.abc import Collection

from knowledge.model import Level

_WORDS = {
    Level.APPENDIX: "Phụ lục",
    Level.PART: "Phần",
    Level.CHAPTER: "Chương",
    Level.SECTION: "Mục",
    Level.SUBSECTION: "Tiểu mục",
    Level.ARTICLE: "Điều",
    Level.ITEM: "mục",
    Level.CLAUSE: "khoản",
    Level.POINT: "điểm",
}
_SEGMENT = re.compile(rf"({'|'.join(sorted(_WORDS, key=len, reverse=True))})([^~]*)")
_ROMAN = {100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}
_IN_ROMAN = (Level.APPENDIX, Level.PART, Level.CHAPTER)


def cited(path: str) -> str:
    """Return a path as a citation, innermost first: "điểm a khoản 2 Điều 8"; "" for none."""
    return " ".join(_word(segment) for segment in reversed(path.split("."))) if path else ""


def innermost(paths: Collection[str]) -> set[str]:
    """Return those of *paths* that hold no other of them; "" holds all."""
    inner = [f"{path}." for path in paths if path]
    leads = {path: f"{path}." if path else "" for path in paths}
    return {
        path
        for path, lead in leads.items()
        if not any(other.startswith(lead) and other != lead for other in inner)
    }


def named(kind: str, number: str, path: str = "") -> str:
    """Return a document, or a provision of it, as people cite it."""
    return " ".join(part for part in (cited(path), kind, number) if part)


def _word(segment: str) -> str:
    found = _SEGMENT.fullmatch(segment.partition("~")[0])
    if found is None:
        return segment
    level, label = Level(found[1]), found[2]
    if level in _IN_ROMAN and label.isdigit():
        label = _roman(int(label))
    return f"{_WORDS[level]} {label}"


def _roman(value: int) -> str:
    text = ""
    for worth, letters in _ROMAN.items():
        text += letters * (value // worth)
        value %= worth
    return text
