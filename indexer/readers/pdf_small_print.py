"""Takes the small print out of the run of the text: footnotes, and stamps of digital signatures.

Footnotes would break sentences that go on overleaf; they are given at the text's end.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from indexer.readers.pdf_lines import Line, Sheet

_SIGNED = re.compile(
    r"(?:Ký bởi|Người ký|Ký số bởi|Thời gian ký|Ngày ký|Giờ ký|Digitally signed by|"
    r"Signature Not Verified|Signature Valid)\b\s*:?.*",
    re.IGNORECASE,
)
_SIGNER = re.compile(
    r"(?:Email|Cơ quan|Tổ chức|Chức vụ|Lý do|Vị trí|Date|Reason|Location|DN)\s*:.*"
)
"""What stands in a digital signature's stamp, the second kind only below the first."""
_SMALL = 0.93
"""Part of the text's height below which a line may be a footnote's."""
_SIGNATURE = 0.8
"""The same for a digital signature's."""
_NOTE = re.compile(r"\[\d{1,3}\]|\d{1,3}\s|\(?\*{1,3}\)?\s?")
_OWN_NUMBER = re.compile(r"^\[?(\d{1,3})\]?[.)]?\s+")
_CALL = re.compile(r"\[\d{1,3}\]")
_LABEL = re.compile(
    r"(?:(?:điều|chương|mục|phần|phụ lục)\s+)?\w{1,5}\s*[.):]?"
    rf"\s*(?:{_CALL.pattern})+[.):]?\s*(?=\S)",
    re.IGNORECASE,
)
"""A provision's label in which a note is called."""
_NO_NOTE = re.compile(r"Nơi nhận|[-–+]\s")


def without_signatures(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the pages without the small print of digital signatures."""
    limit = _SIGNATURE * _usual_size(sheets)
    kept = []
    for sheet in sheets:
        lines = list[Line]()
        signed = False
        for line in sheet.lines:
            small = line.size < limit and not line.table
            if small and (_SIGNED.match(line.text) or (signed and _SIGNER.match(line.text))):
                signed = True
                continue
            lines.append(line)
        kept.append(Sheet(tuple(lines), sheet.height, sheet.recognised))
    return kept


def without_footnotes(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[Line]]:
    """Return the pages without their footnotes, and the lines of the footnotes."""
    limit = _SMALL * _usual_size(sheets)
    kept, notes, last = [], list[Line](), 0
    for sheet in sheets:
        start = len(sheet.lines) if sheet.recognised else _notes_start(sheet, limit, bool(notes))
        kept.append(Sheet(sheet.lines[:start], sheet.height, sheet.recognised))
        for line in sheet.lines[start:]:
            line, last = _numbered(line, last)
            notes.append(line)
    return kept, notes


def calls_at_the_end(text: str) -> str:
    """Return a paragraph whose label calls a note ("Điều 5.[1] Phạm vi") calling it at its end.

    Label and heading are then what they are.
    """
    label = _LABEL.match(text)
    if label is None:
        return text
    opening = _CALL.sub("", label[0])
    return opening + text[label.end() :].rstrip() + "".join(_CALL.findall(label[0]))


def _numbered(line: Line, last: int) -> tuple[Line, int]:
    """Return a note's first line with its number in brackets, as it is called in the text.

    *last* is the number of the note before; a number that does not count on is part of a note.
    """
    found = _OWN_NUMBER.match(line.text)
    if found is None or int(found[1]) not in (1, last + 1):
        return line, last
    text = f"[{found[1]}] {line.text[found.end() :]}"
    return replace(line, text=text), int(found[1])


def _usual_size(sheets: Sequence[Sheet]) -> float:
    heights = [line.size for sheet in sheets for line in sheet.lines if len(line.text) > 30]
    return median(heights) if heights else 0.0


def _notes_start(sheet: Sheet, limit: float, going_on: bool) -> int:
    """Return the index of the first line of a page's footnotes; the count of lines for none."""
    lines = sheet.lines
    start = len(lines)
    while start and lines[start - 1].size < limit and not lines[start - 1].table:
        start -= 1
    if start == 0 or any(_NO_NOTE.match(line.text) for line in lines[start:]):
        return len(lines)
    while start < len(lines) and not _NOTE.match(lines[start].text) and not going_on:
        start += 1
    return start
