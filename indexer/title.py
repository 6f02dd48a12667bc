"""The title of a document, and the lines of a header that are no title."""

import re
from collections.abc import Sequence

from indexer.issuers import (
    ISSUER_ABOVE_BASIS,
    ISSUER_STARTS,
    ISSUERS,
    KINDS,
    PLACE_WORDS,
    PROPER_NAMES,
)
from indexer.lines import Line
from indexer.marks import (
    article_mark,
    clause_mark,
    heading_mark,
    is_upper,
    roman_item_mark,
    spoken_item_mark,
)
from indexer.numbers import find_numbers

NUMBER_LINE = re.compile(
    r"(?:Luật\s+|Bộ luật\s+|Nghị quyết\s+|Pháp lệnh\s+)?s[ốôó]\s*(?:hiệu)?\s*:", re.IGNORECASE
)
PLACE_DAY = re.compile(r"(?P<place>[A-ZĐÀ-Ỹ][\w\s.-]{1,40}?)\s*,\s*ngày\s+\d{1,2}\s*tháng", re.M)
BASIS = re.compile(
    r"[-–]?\s*(?:Căn cứ(?! pháp l)|CĂN CỨ(?! PHÁP L)|Theo đề nghị|Xét đề nghị|Thực hiện|Để )\b"
)
RULE = re.compile(r"[\W_]*$")
ADDRESSEE = re.compile(r"(?:Kính gửi|[\w\s]{0,40}\bđiện)\s*:", re.IGNORECASE)

_NATION = re.compile(r"CỘNG H[OÒ]?[AÀ] ?XÃ HỘI|ĐỘC LẬP\s*[-–]\s*TỰ DO|ĐẢNG CỘNG SẢN VIỆT NAM")
_FURNITURE = ("TRÍCH YẾU", "THÔNG TIN VĂN BẢN", "VĂN BẢN", "NỘI DUNG", "CĂN CỨ PHÁP LUẬT")
_LIMIT = 600
_BY_WHOM = re.compile(
    r"\s*của\s+(?:Chính phủ|Quốc hội|Thủ tướng Chính phủ|Chủ tịch [\w ]{3,40}?"
    r"|Bộ trưởng [\w ]{3,40}?|(?:Liên tịch )?Bộ [\w ]{3,40}?|Ủy ban [\w ]{3,60}?)"
    r"(?=\s+(?:ngày|về|quy|hướng|ban|v/v)\b|\s*$)",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\s*ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}\s*", re.IGNORECASE)
_NAMED_KIND = re.compile(
    r"(?:(?<=\bcủa )|(?<=\bvà )|(?<=\bthi hành ))"
    r"(?:bộ luật|luật(?! sư\b)|pháp lệnh|nghị định|thông tư)\b"
    r"|\b(?:bộ luật|luật|pháp lệnh|nghị quyết|nghị định|thông tư|quyết định|chỉ thị|kết luận)"
    r"(?=(?: liên tịch)? số \d)"
)
"""A kind that stands for one document: "của nghị định", "nghị quyết số 5"."""
_NAME_OF_LAW = re.compile(r"\b(?:Bộ luật|Luật|Pháp lệnh) (?!sửa đổi\b|số\b|về\b)\w")
_SMALL = {name.lower(): name for name in (*PROPER_NAMES, *ISSUERS.values())}
_PROPER = re.compile(rf"\b(?:{'|'.join(sorted(_SMALL, key=len, reverse=True))})\b")
_SPELT = {part.upper(): part for part in (*ISSUERS, *KINDS)}
"""Letters of numbers, from how capitals show them: "TTG" -> "TTg"."""
_MOSTLY = 0.8
"""Share of capitals from which a title counts as printed in capitals in spite of slips."""


def is_nation(text: str) -> bool:
    """Return whether a line is the country's or the party's name and motto."""
    return _NATION.search(text.upper()) is not None


def title_of(head: Sequence[Line], kind_line: int, kind: str, number: str, stated: str) -> str:
    """Return the title: the lines under the kind, what a table states, or the first line.

    *kind_line* is the line "NGHỊ ĐỊNH" (-1 for none), *stated* the "Trích yếu" of a table.
    """
    below = _title_lines(head, kind_line)
    text = " ".join(head[index].text for index in below)[:_LIMIT]
    choices = (text, stated, _first_title(head))
    title = next((clean for choice in choices if (clean := clean_title(choice, kind, number))), "")
    return _in_lower_case(title, head) if _in_capitals(title) else title


def title_line(head: Sequence[Line], kind_line: int) -> int:
    """Return the last line of the title; -1 where none is found."""
    below = _title_lines(head, kind_line)
    if below:
        return below[-1]
    first = _first_title(head)
    return next((i for i, line in enumerate(head) if first and line.text.startswith(first)), -1)


def _in_capitals(title: str) -> bool:
    letters = [letter for letter in title if letter.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) > _MOSTLY * len(letters)


def _in_lower_case(title: str, head: Sequence[Line]) -> str:
    """Return a title printed in capitals as the document writes it elsewhere, else by rule."""
    low = title.lower()
    for line in head:
        at = line.text.lower().find(low)
        if at >= 0 and not is_upper(line.text[at : at + len(low)]):
            written = line.text[at : at + len(low)]
            return written[:1].upper() + written[1:]
    low = _PROPER.sub(lambda found: _SMALL[found.group()], low)
    low = _NAMED_KIND.sub(_first_capital, low)
    low = _NAME_OF_LAW.sub(lambda found: found.group()[:-1] + found.group()[-1].upper(), low)
    for number, start, end in reversed(find_numbers(title)):
        low = low[:start] + _spelt(number) + low[end:]
    return low[:1].upper() + low[1:]


def _spelt(number: str) -> str:
    """Return a number printed in capitals as numbers are written: "26/CT-TTg"."""
    return re.sub(r"[^\W\d_]+", lambda found: _SPELT.get(found.group(), found.group()), number)


def _title_lines(head: Sequence[Line], kind_line: int) -> list[int]:
    """Return the line numbers of the title that stands under the kind."""
    found: list[int] = []
    for index in range(kind_line + 1, len(head) if kind_line >= 0 else 0):
        line = head[index]
        if line.blank and not found:
            continue
        if line.blank or _ends_title(line.text) or heading_mark(head, index):
            break
        if article_mark(head, index) or (found and _runs_on(head, index)):
            break
        found.append(index)
    return found


def _runs_on(head: Sequence[Line], index: int) -> bool:
    """Return whether the text begins at line *index*, under a title without a blank line."""
    text = head[index].text
    marks = (clause_mark, roman_item_mark, spoken_item_mark)
    numbered = any(mark(head, index) is not None for mark in marks)
    return numbered or len(text) > _LIMIT // 2 or text.endswith((".", ":", ";"))


def _ends_title(text: str) -> bool:
    return bool(
        BASIS.match(text)
        or RULE.match(text)
        or ADDRESSEE.search(text[:40])
        or (is_upper(text) and text.startswith(ISSUER_ABOVE_BASIS))
        or text.startswith(("|", "("))
    )


def _first_title(head: Sequence[Line]) -> str:
    """Return the line "V/v …" of an official letter, else the first that is no furniture."""
    about = next((line.text for line in head if line.text.lower().startswith("v/v")), "")
    if about:
        return about[:_LIMIT]
    for line in head:
        text = line.text
        if line.blank or NUMBER_LINE.match(text) or RULE.match(text) or text.startswith("|"):
            continue
        if is_nation(text) or text in _FURNITURE or BASIS.match(text):
            continue
        above = text.upper().startswith(ISSUER_STARTS) or text.lower().startswith(PLACE_WORDS)
        if above and len(text) < 80:
            continue
        if PLACE_DAY.match(text):
            continue
        return text[:_LIMIT]
    return ""


def _first_capital(match: re.Match[str]) -> str:
    return match.group()[:1].upper() + match.group()[1:]


def clean_title(text: str, kind: str, number: str) -> str:
    """Return a title without kind, number and issuer: "Phòng, chống tác hại của rượu, bia"."""
    title = re.sub(r"\s+", " ", text).strip(" .;:*")
    if number:
        found = next((item for item in find_numbers(title) if item[0] == number), None)
        if found is not None:
            before, after = title[: found[1]], title[found[2] :]
            before = re.sub(r"\bsố\s*:?\s*$", "", before, flags=re.IGNORECASE)
            title = f"{before.rstrip()} {after.strip()}".strip()
    if kind and title.lower().startswith(kind.lower() + " "):
        title = title[len(kind) :]
    for pattern in (_BY_WHOM, _WHEN):
        begins = pattern.match(title)
        title = title[begins.end() :] if begins else title
    title = re.sub(r"^\s*v/v\s*:?\s*", "", title, flags=re.IGNORECASE)
    title = re.sub(r"\s-\s(?:CHỈ LÀ|Chỉ là)\b.*$", "", title).strip(" .;:,–-")
    if title.lower() in (kind.lower(), "ngày"):
        return ""
    return title[:1].upper() + title[1:]
