"""The lines that may begin a provision, told by their form alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.lines import Line
from knowledge.model import Level


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the text where a provision begins."""

    level: Level
    label: str
    start: int
    """Offset in the text."""
    line: int
    """Index of the line it is on."""
    rest: str = ""
    """What stands on the line after the label."""
    heading: str = ""


_NUMBER = r"(?P<label>[IVXLC]+|\d{1,3}[a-zđ]?|(?:thứ|Thứ|THỨ)\s+\w+)"
_HEADINGS = (
    (Level.PART, re.compile(rf"(?:PHẦN|Phần)\s+{_NUMBER}\s*(?P<stop>[.:–—-]?)\s*(?P<rest>.*)$")),
    (
        Level.CHAPTER,
        re.compile(rf"(?:CHƯƠNG|Chương)\s+{_NUMBER}\s*(?P<stop>[.:–—-]?)\s*(?P<rest>.*)$"),
    ),
    (
        Level.SUBSECTION,
        re.compile(rf"(?:TIỂU MỤC|Tiểu mục)\s+{_NUMBER}\s*(?P<stop>[.:–—-]?)\s*(?P<rest>.*)$"),
    ),
    (Level.SECTION, re.compile(rf"(?:MỤC|Mục)\s+{_NUMBER}\s*(?P<stop>[.:–—-]?)\s*(?P<rest>.*)$")),
)
_ARTICLE = re.compile(
    r"(?:Điều|ĐIỀU)\s*(?P<label>\d{1,4}(?:[a-zđ]{1,2}|\s+bis)?)\s*(?:[.:–—-]+|(?=\()|$)\s*(?P<rest>.*)$"
)
_CLAUSE = re.compile(
    r"(?:Khoản\s+)?(?P<label>\d{1,3}[a-zđ]?)\s*(?:\.(?!\d)|\)|/(?!\d)|:(?!\d)|[-–](?=\s+[A-ZĐÀ-Ỹ]))\s*(?P<rest>\S.*)$"
)
_POINT = re.compile(
    r"(?P<label>[a-zđ](?:[a-zđ]|\d{1,2})?)\s*(?:\)|\.(?=\s)|/(?=\s))\s*(?P<rest>\S.*)$"
)
_SUBCLAUSE = re.compile(r"(?P<label>\d{1,2}\.\d{1,2})\.?\s+(?P<rest>\S.*)$")
_ROMAN_ITEM = re.compile(r"(?P<label>[IVX]{1,6})\s*[.)/:–—-]\s*(?P<rest>\S.*)$")
_LETTER_ITEM = re.compile(r"(?P<label>[A-HĐ])\s*[./–—-]\s+(?P<rest>\S.*)$")
_SPOKEN_ITEM = re.compile(
    r"(?P<label>Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười)\s+là\s*[,:]?\s*(?P<rest>\S.*)$"
)
_FILE_NAME = (".doc", ".docx", ".xls", ".xlsx", ".pdf", ".rtf", ".zip")
"""A downloaded text lists its attachments in between ("1a. So yeu ly lich.doc")."""
_BLANKS = re.compile(r"\.{4,}|…{2,}|_{4,}")


def is_upper(text: str) -> bool:
    """Return whether *text* has letters and all of them are capitals."""
    return text.upper() == text and any(letter.isalpha() for letter in text)


def heading_mark(lines: Sequence[Line], index: int) -> Mark | None:
    """Return the Phần, Chương, Mục or Tiểu mục that begins at line *index*, if one does.

    "Mục 2 Chương này quy định…" is running text: what follows the number must be set off by a
    stop, be in capitals, or be absent.
    """
    line = lines[index]
    for level, pattern in _HEADINGS:
        found = pattern.match(line.text)
        if found is None:
            continue
        rest = found["rest"]
        if rest and not found["stop"] and not is_upper(rest):
            return None
        return Mark(level, found["label"], line.start, index, rest)
    return None


def article_mark(lines: Sequence[Line], index: int, *, forms: bool = False) -> Mark | None:
    """Return the Điều that begins at line *index*, if one does.

    A Điều of dots to be filled in belongs to a form and counts only where *forms* says so.
    """
    line = lines[index]
    found = _ARTICLE.match(line.text)
    if found is None or (_BLANKS.match(found["rest"]) and not forms):
        return None
    return Mark(Level.ARTICLE, found["label"], line.start, index, found["rest"])


def _mark(pattern: re.Pattern[str], level: Level, lines: Sequence[Line], index: int) -> Mark | None:
    line = lines[index]
    found = None if line.quoted else pattern.match(line.text)
    if found is None or line.text.lower().endswith(_FILE_NAME):
        return None
    return Mark(level, found["label"], line.start, index, found["rest"])


def clause_mark(lines: Sequence[Line], index: int) -> Mark | None:
    """Return the khoản "1.", "1)", "2a." that may begin at line *index*."""
    return _mark(_CLAUSE, Level.CLAUSE, lines, index)


def subclause_mark(lines: Sequence[Line], index: int) -> Mark | None:
    """Return the "1.1." that may begin at line *index*."""
    return _mark(_SUBCLAUSE, Level.CLAUSE, lines, index)


def point_mark(lines: Sequence[Line], index: int) -> Mark | None:
    """Return the điểm "a)", "đ)", "a1)" that may begin at line *index*."""
    return _mark(_POINT, Level.POINT, lines, index)


def roman_item_mark(lines: Sequence[Line], index: int) -> Mark | None:
    """Return the item "I." that may begin at line *index*."""
    return _mark(_ROMAN_ITEM, Level.ITEM, lines, index)


def letter_item_mark(lines: Sequence[Line], index: int) -> Mark | None:
    """Return the part "A." that may begin at line *index*."""
    return _mark(_LETTER_ITEM, Level.PART, lines, index)


def spoken_item_mark(lines: Sequence[Line], index: int) -> Mark | None:
    """Return the item "Một là:" that may begin at line *index*."""
    return _mark(_SPOKEN_ITEM, Level.ITEM, lines, index)
