"""The header of a document: số hiệu, kind, issuer, place and day, title."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from indexer.dates import find_dates, first_date
from indexer.issuers import (
    ISSUER_ABOVE_BASIS,
    ISSUER_STARTS,
    ISSUERS,
    KIND_LINES,
    KINDS,
    LOCAL,
    PLACE_WORDS,
    PROPER_NAMES,
)
from indexer.lines import Line
from indexer.marks import heading_mark, is_upper
from indexer.numbers import find_numbers

_HEADER_LINES = 80
"""Lines looked at where the body's beginning is not known."""
_NUMBER_LINE = re.compile(
    r"(?:Luật\s+|Bộ luật\s+|Nghị quyết\s+|Pháp lệnh\s+)?s[ốôó]\s*(?:hiệu)?\s*:", re.I
)
_ROW = re.compile(r"\|\s*(?P<name>[^|]+?)\s*\|\s*(?P<value>[^|]*?)\s*\|")
_LABELLED = re.compile(
    r"(?P<name>Số hiệu|Số ký hiệu|Loại văn bản|Cơ quan ban hành|Ngày ban hành|Ngày (?:có )?hiệu lực"
    r"|Ngày hết hiệu lực|Trích yếu|Tình trạng)\s*:\s*(?P<value>\S.*)"
)
_PLACE_DAY = re.compile(
    r"(?P<place>[A-ZĐÀ-Ỹ][\w\s.-]{1,40}?)\s*,\s*ngày\s+\d{1,2}\s*tháng", re.MULTILINE
)
_BASIS = re.compile(
    r"[-–]?\s*(?:Căn cứ(?! pháp l)|CĂN CỨ(?! PHÁP L)|Theo đề nghị|Xét đề nghị|Thực hiện|Để )\b"
)
_RULE = re.compile(r"[\W_]*$")
_ADDRESSEE = re.compile(r"(?:Kính gửi|điện)\s*:", re.IGNORECASE)
_TITLE_LIMIT = 600
_FURNITURE = ("TRÍCH YẾU", "THÔNG TIN VĂN BẢN", "VĂN BẢN", "NỘI DUNG", "CĂN CỨ PHÁP LUẬT")
_NATION = re.compile(r"CỘNG H[OÒ]?[AÀ] ?XÃ HỘI|ĐỘC LẬP\s*[-–]\s*TỰ DO|ĐẢNG CỘNG SẢN VIỆT NAM")
_UNKNOWN = "khong-so-"


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
    last = min(len(lines), _HEADER_LINES) if body is None else body
    head = lines[:last]
    rows = _rows(head)
    number = _number(head, rows, source)
    said_kind, kind_line = _kind_line(head)
    kind = _kind(number, said_kind, rows)
    title = _title(head, kind_line, kind, number, rows)
    stated = number or _UNKNOWN + _digest(source, title or text[:500])
    head_text = "\n".join(line.text for line in head)
    place = _PLACE_DAY.search(head_text)
    return Header(
        number=stated,
        kind=kind,
        title=title,
        issuer=_issuer(number, head, rows),
        place=place["place"].strip() if place else "",
        issued=_issued(head, rows),
        body_line=_body_line(lines, head, kind_line) if body is None else body,
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


def _number(head: Sequence[Line], rows: Sequence[tuple[str, str]], source: str) -> str:
    """Return the document's own số hiệu: the line "Số: …", a table's row, or the title's "số …"."""
    stated = row_value(rows, "số ký hiệu", "số hiệu", "số, ký hiệu")
    for text in [line.text for line in head if _NUMBER_LINE.match(line.text)] + [stated]:
        found = find_numbers(text)
        if found:
            return found[0][0]
    for line in head:
        if _BASIS.match(line.text):
            break
        found = find_numbers(line.text)
        if found:
            return found[0][0]
    return ""


def _kind_line(head: Sequence[Line]) -> tuple[str, int]:
    """Return (kind, line number) of the line that is nothing but "NGHỊ ĐỊNH"; ("", -1) if none."""
    best = ("", -1)
    for index, line in enumerate(head):
        text = line.text.rstrip(" :")
        for kind in KIND_LINES:
            if text.upper() == kind.upper() and (is_upper(text) or text == kind):
                return (kind, index)
        if best[1] < 0 and is_upper(text):
            for kind in KIND_LINES:
                if text.startswith((kind.upper() + " CỦA ", kind.upper() + " VỀ ")):
                    best = (kind, index)
                    break
    return best


def _kind(number: str, said: str, rows: Sequence[tuple[str, str]]) -> str:
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


def _title(
    head: Sequence[Line],
    kind_line: int,
    kind: str,
    number: str,
    rows: Sequence[tuple[str, str]],
) -> str:
    """Return the title: the lines under the kind, a table's "Trích yếu", or the first line."""
    text = _title_below(head, kind_line) if kind_line >= 0 else ""
    stated = row_value(rows, "trích yếu", "tên văn bản")
    choices = (text, stated, _first_title(head))
    title = next((clean for choice in choices if (clean := clean_title(choice, kind, number))), "")
    return _in_lower_case(title, head) if is_upper(title) else title


def _in_lower_case(title: str, head: Sequence[Line]) -> str:
    """Return a title printed in capitals as the document writes it elsewhere, else by rule."""
    low = title.lower()
    for line in head:
        at = line.text.lower().find(low)
        if at >= 0 and not is_upper(line.text[at : at + len(low)]):
            written = line.text[at : at + len(low)]
            return written[:1].upper() + written[1:]
    for name in PROPER_NAMES:
        low = re.sub(rf"\b{name.lower()}\b", name, low)
    low = re.sub(r"(?<=\bcủa )(?:bộ )?luật\b", _first_capital, low)
    low = re.sub(r"(?<=\bvà )(?:bộ )?luật\b", _first_capital, low)
    return low[:1].upper() + low[1:]


def _title_below(head: Sequence[Line], kind_line: int) -> str:
    parts: list[str] = []
    for line in head[kind_line + 1 :]:
        if line.blank and not parts:
            continue
        if line.blank or _ends_title(line.text):
            break
        parts.append(line.text)
    return " ".join(parts)[:_TITLE_LIMIT]


def _ends_title(text: str) -> bool:
    return bool(
        _BASIS.match(text)
        or _RULE.match(text)
        or _ADDRESSEE.search(text[:40])
        or (is_upper(text) and text.startswith(ISSUER_ABOVE_BASIS))
        or text.startswith("|")
    )


def _first_title(head: Sequence[Line]) -> str:
    for line in head:
        text = line.text
        if line.blank or _NUMBER_LINE.match(text) or _RULE.match(text) or text.startswith("|"):
            continue
        if _NATION.search(text.upper()) or text in _FURNITURE or _BASIS.match(text):
            continue
        if is_upper(text) and text.startswith(ISSUER_STARTS) and len(text) < 80:
            continue
        if _PLACE_DAY.match(text):
            continue
        return text[:_TITLE_LIMIT]
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
    title = re.sub(r"^\s*(?:của\s+(?:Chính phủ|Quốc hội|Thủ tướng Chính phủ))\s*", "", title)
    title = re.sub(r"\s-\s(?:CHỈ LÀ|Chỉ là)\b.*$", "", title).strip(" .;:,–-")
    if title.lower() in (kind.lower(), "ngày"):
        return ""
    return title[:1].upper() + title[1:]


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
    for line in head:
        text = re.split(r"\s{3,}|\t|CỘNG H|Số\s*:", line.text)[0].strip()
        if text and is_upper(text) and text.startswith(ISSUER_STARTS):
            return _issuer_case(text)
    return ""


def _issuer_case(text: str) -> str:
    """Return "ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH" as "Ủy ban nhân dân tỉnh Quảng Ninh"."""
    low = text.lower()
    for word in PLACE_WORDS:
        at = low.find(f" {word} ")
        if at >= 0:
            name = low[at + len(word) + 2 :].title()
            low = f"{low[: at + len(word) + 2]}{name}"
            break
    if low.startswith(("tỉnh ủy ", "thành ủy ", "huyện ủy ", "quận ủy ")):
        words = low.split(" ")
        low = " ".join([*words[:2], *(word.title() for word in words[2:])])
    if low.startswith(("ubnd", "hđnd")):
        low = low[:4].upper() + low[4:]
    return low[:1].upper() + low[1:]


def _issued(head: Sequence[Line], rows: Sequence[tuple[str, str]]) -> date | None:
    """Return the day of issue: "Hà Nội, ngày …", "Ngày 11/03/2021, …", or a table's row."""
    for line in head:
        if _BASIS.match(line.text):
            break
        if line.text.startswith("|") or _LABELLED.match(line.text):
            continue
        place = _PLACE_DAY.search(line.text)
        if place is not None:
            day = first_date(line.text[place.start() :])
            if day is not None:
                return day
        if re.match(r"ngày\s+\d", line.text, re.IGNORECASE):
            day = first_date(line.text)
            if day is not None:
                return day
    stated = first_date(row_value(rows, "ngày ban hành"))
    return stated or _day_with_number(head)


def _day_with_number(head: Sequence[Line]) -> date | None:
    """Return the day that follows the number on one line ("số 94/1998/NĐ-CP ngày…")."""
    for line in head:
        if _BASIS.match(line.text):
            return None
        numbers = find_numbers(line.text)
        if numbers:
            after = line.text[numbers[0][2] :]
            return next((day for day, start, _ in find_dates(after) if start < 3), None)
    return None


def _body_line(lines: Sequence[Line], head: Sequence[Line], kind_line: int) -> int:
    """Return the first line under the title, căn cứ and addressees of a document without Điều."""
    last = kind_line
    seen_title = kind_line < 0
    for index, line in enumerate(head):
        text = line.text
        if heading_mark(lines, index):
            break
        known = (
            _BASIS.match(text)
            or _NUMBER_LINE.match(text)
            or _ADDRESSEE.search(text[:40])
            or _PLACE_DAY.match(text)
            or _NATION.search(text.upper())
            or text.startswith("|")
        )
        if not line.blank and known:
            last = max(last, index)
        elif index > kind_line and not line.blank and not seen_title:
            seen_title, last = True, max(last, index)
    return last + 1
