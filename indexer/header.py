"""The header of a document: số hiệu, kind, issuer, place and day, title."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from indexer.dates import find_dates, first_date
from indexer.issuers import ISSUER_STARTS, ISSUERS, KIND_LINES, KINDS, LOCAL, PLACE_WORDS
from indexer.lines import Line
from indexer.marks import clause_mark, is_upper, letter_item_mark, roman_item_mark
from indexer.numbers import find_numbers
from indexer.title import (
    ADDRESSEE,
    BASIS,
    NUMBER_LINE,
    PLACE_DAY,
    RULE,
    is_nation,
    title_line,
    title_of,
)

_HEADER_LINES = 80
"""Lines looked at where the body's beginning is not known."""
_TITLE_LINE = 250
"""Characters; a longer line is running text, whatever number it names."""
_TOP = 15
"""Lines among which "thông tư", in capitals only by its font, is still the kind."""
_PARAGRAPH = 350
"""Characters; a line that long ends the header."""
_STRICT_BASIS = re.compile(r"[-–]?\s*(?:Căn cứ|Theo đề nghị|Xét đề nghị)\b")
"""Unlike "Thực hiện …", which begins the text of many letters."""
_KINDS = "|".join(KIND_LINES)
_NAMES_ITSELF = re.compile(
    rf"(?:{_KINDS.upper()})\b|(?i:(?:{_KINDS})\b(?!.*\.$)|của |liên tịch |số\b)"
)
_OF_ISSUER = re.compile(
    r"\s+của\s+(?:liên tịch|chính phủ|quốc hội|bộ|thủ tướng|chủ tịch|ủy ban|uỷ ban|ubnd|hội đồng"
    r"|tổng|giám đốc|ban|tỉnh ủy|thành ủy)\b",
    re.IGNORECASE,
)
_ROW = re.compile(r"\|\s*(?P<name>[^|]+?)\s*\|\s*(?P<value>[^|]*?)\s*\|")
_LABELLED = re.compile(
    r"(?P<name>Số hiệu|Số ký hiệu|Loại văn bản|Cơ quan ban hành|Ngày ban hành|Ngày (?:có )?hiệu lực"
    r"|Ngày hết hiệu lực|Trích yếu|Tình trạng)\s*:\s*(?P<value>\S.*)"
)
MADE_UP = "khong-so-"
"""What the key of a document without a number begins with."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the top of a document says of it."""

    number: str
    kind: str
    title: str
    issuer: str
    place: str
    issued: date | None
    body_line: int
    """Line number at which the header ends."""
    rows: tuple[tuple[str, str], ...] = ()
    """(name, value) of an editor's table above the document, names in lower case."""


def read_header(text: str, lines: Sequence[Line], body: int | None, source: str) -> Header:
    """Return the header of a document.

    *body* is the line of its first Điều, None when it has none; *source* is the name of its file,
    which keys a document that states no number.
    """
    head = _head(lines) if body is None else lines[:body]
    rows = _rows(head)
    number = _number(head, rows)
    said_kind, kind_line = _kind_line(head)
    kind = _kind(number, said_kind, rows)
    title = title_of(head, kind_line, kind, number, row_value(rows, "trích yếu", "tên văn bản"))
    stated = number or MADE_UP + _digest(source, title or text[:500])
    head_text = "\n".join(line.text for line in head)
    place = PLACE_DAY.search(head_text)
    return Header(
        number=stated,
        kind=kind,
        title=title,
        issuer=_issuer(number, head, rows),
        place=place["place"].strip() if place else "",
        issued=_issued(head, rows),
        body_line=_body_line(head, title_line(head, kind_line)) if body is None else body,
        rows=rows,
    )


def _digest(source: str, title: str) -> str:
    key = f"{PurePath(source).stem}\n{title}"
    return hashlib.sha256(key.encode()).hexdigest()[:8]


def _rows(head: Sequence[Line]) -> tuple[tuple[str, str], ...]:
    found = (_ROW.match(line.text) or _LABELLED.match(line.text) for line in head)
    return tuple((row["name"].lower(), row["value"]) for row in found if row)


def row_value(rows: Sequence[tuple[str, str]], *names: str) -> str:
    """Return the value of the first row whose name begins with one of *names*; "" if none."""
    return next((value for name, value in rows if name.startswith(names)), "")


def _cells(head: Sequence[Line]) -> list[str]:
    """Return the lines of the header, those of a table cut into their cells.

    Office files set the issuer beside the country's name, and the number beside the day.
    """
    cells: list[str] = []
    for line in head:
        parts = line.text.strip("|").split("|") if line.text.startswith("|") else [line.text]
        cells += [part.strip(" *-_") for part in parts]
    return cells


def _number(head: Sequence[Line], rows: Sequence[tuple[str, str]]) -> str:
    """Return the document's own số hiệu: the line "Số: …", a table's row, or the title's "số …"."""
    stated = row_value(rows, "số ký hiệu", "số hiệu", "số, ký hiệu")
    for text in [cell for cell in _cells(head) if NUMBER_LINE.match(cell)] + [stated]:
        found = find_numbers(text)
        if found:
            return found[0][0]
    for line in head:
        if BASIS.match(line.text) or len(line.text) > _TITLE_LINE:
            break
        found = find_numbers(line.text) if _NAMES_ITSELF.match(line.text) else []
        if found:
            return found[0][0]
    return ""


def _kind_line(head: Sequence[Line]) -> tuple[str, int]:
    """Return (kind, line number) of the line that is nothing but "NGHỊ ĐỊNH"; ("", -1) if none.

    "Quyết định của Bộ trưởng Bộ Tài chính" will do where no such line stands.
    """
    best = ("", -1)
    for index, line in enumerate(head):
        text = line.text.rstrip(" :")
        for kind in KIND_LINES:
            if text.upper() == kind.upper() and (text[:1].isupper() or index < _TOP):
                return best if best[1] >= 0 else (kind, index)
        if best[1] < 0 and len(text) < _TITLE_LINE / 2 and not find_numbers(text):
            best = next(((kind, index) for kind in KIND_LINES if _of_issuer(text, kind)), best)
    return best


def _of_issuer(text: str, kind: str) -> bool:
    same = text.lower().startswith(kind.lower())
    return same and _OF_ISSUER.match(text[len(kind) :]) is not None


def _kind(number: str, said: str, rows: Sequence[tuple[str, str]]) -> str:
    if said == "Thông tư" and "TTLT" in number:
        return KINDS["TTLT"]
    if said:
        return said
    stated = row_value(rows, "loại văn bản")
    if stated:
        return stated
    if re.search(r"/QH\d", number):
        return "Luật"
    for part in re.split(r"[/\-]", number):
        if part in KINDS:
            return KINDS[part]
    return "Công văn" if re.search(r"/UBND-|/[A-ZĐ]+-VX", number) else ""


def _issuer(number: str, head: Sequence[Line], rows: Sequence[tuple[str, str]]) -> str:
    """Return who issued it, from the number's letters, else from the table or the first lines."""
    if re.search(r"/QH\d", number):
        return "Quốc hội"
    if "UBTVQH" in number:
        return ISSUERS["UBTVQH"]
    parts = re.split(r"[/\-]", number)
    if not any(part in LOCAL for part in parts):
        for part in reversed(parts):
            if part in ISSUERS:
                return ISSUERS[part]
    return row_value(rows, "cơ quan ban hành") or _issuer_line(head)


def _issuer_line(head: Sequence[Line]) -> str:
    """Return the issuer that the top lines name: the last of them, under what it belongs to."""
    found = ""
    for cell in _cells(head):
        text = re.split(r"\s{3,}|\t|CỘNG H|Số\s*:", cell)[0].strip(" -_")
        if not text:
            continue
        if found and text.lower().startswith(PLACE_WORDS) and is_upper(text):
            return _issuer_case(f"{found} {text}")
        if is_upper(text) and text.startswith(ISSUER_STARTS):
            found = text
        elif found:
            break
    return _issuer_case(found)


def _issuer_case(text: str) -> str:
    """Return "ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH" as "Ủy ban nhân dân tỉnh Quảng Ninh"."""
    low = text.lower()
    known = next((name for name in ISSUERS.values() if name.lower() == low), "")
    if known:
        return known
    for word in PLACE_WORDS:
        at = low.find(f" {word} ")
        if at >= 0:
            name = low[at + len(word) + 2 :].title()
            low = f"{low[: at + len(word) + 2]}{name}"
            break
    first, _, rest = low.partition(" ")
    if first in ("sở", "bộ", "ban"):
        low = f"{first} {rest[:1].upper()}{rest[1:]}"
    if low.startswith(("tỉnh ủy ", "thành ủy ", "huyện ủy ", "quận ủy ")):
        words = low.split(" ")
        low = " ".join([*words[:2], *(word.title() for word in words[2:])])
    if low.startswith(("ubnd", "hđnd")):
        low = low[:4].upper() + low[4:]
    return low[:1].upper() + low[1:]


def _issued(head: Sequence[Line], rows: Sequence[tuple[str, str]]) -> date | None:
    """Return the day of issue: "Hà Nội, ngày …", "Ngày 11/03/2021, …", or a table's row."""
    for line in head:
        if BASIS.match(line.text):
            break
        if _LABELLED.match(line.text):
            continue
        place = PLACE_DAY.search(line.text)
        begin = place.start() if place else None
        if begin is None and re.match(r"ngày\s+\d", line.text, re.IGNORECASE):
            begin = 0
        day = None if begin is None else first_date(line.text[begin:])
        if day is not None:
            return day
    stated = first_date(row_value(rows, "ngày ban hành"))
    return stated or _day_with_number(head)


def _day_with_number(head: Sequence[Line]) -> date | None:
    """Return the day that follows the number on one line ("số 94/1998/NĐ-CP ngày…")."""
    for line in head:
        if BASIS.match(line.text):
            return None
        numbers = find_numbers(line.text)
        if numbers:
            after = line.text[numbers[0][2] :]
            return next((day for day, start, _ in find_dates(after) if start < 3), None)
    return None


def _head(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines that may be the header of a document whose body has no Điều."""
    for index, line in enumerate(lines[:_HEADER_LINES]):
        if len(line.text) > _PARAGRAPH and not BASIS.match(line.text):
            return lines[: index + 1]
    return lines[:_HEADER_LINES]


def _body_line(head: Sequence[Line], title_end: int) -> int:
    """Return the first line under the title, căn cứ and addressees of a document without Điều."""
    last, addressed = -1, False
    for index, line in enumerate(head):
        if line.blank:
            continue
        addressee = ADDRESSEE.match(line.text) is not None
        addressed = addressee or (addressed and line.text.startswith("- "))
        # A numbered line is no title, even where it is the first line there is.
        below = index > title_end or clause_mark(head, index) is not None
        if below and not addressed and not _of_header(head, index):
            break
        last = index
    return last + 1


def _of_header(head: Sequence[Line], index: int) -> bool:
    """Return whether a line belongs to the header by its form: căn cứ, number, day, names."""
    text = head[index].text
    numbered = roman_item_mark(head, index) or letter_item_mark(head, index)
    return bool(
        _STRICT_BASIS.match(text)
        or NUMBER_LINE.match(text)
        or PLACE_DAY.match(text)
        or RULE.match(text)
        or is_nation(text)
        or text.startswith("|")
        or text.lower().startswith("v/v")
        or (is_upper(text) and len(text) < _TITLE_LINE / 2 and not numbered)
    )
