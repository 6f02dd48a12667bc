"""Lines of pages joined to paragraphs, by where they stand and what they say.

A line was broken by the page's width exactly where the next word would not have fitted; where it
would have, the writer ended the paragraph. What begins a numbered provision or a heading is a new
paragraph all the same, and so is what stands further in or further down than lines of a
paragraph do.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from indexer.marks import is_upper
from indexer.readers.pdf_hyphens import joined
from indexer.readers.pdf_lines import Line, Sheet

_LEAST_LINES = 8
"""Fewer lines do not say where the edges of a page's text are."""
_SPACE = 0.35
"""Heights of a line that the space between two words takes at most."""
_INDENT = 0.7
"""Heights of a line from which a line stands further in than another."""
_PAUSE = 1.14
"""By how much the distance between paragraphs exceeds that between lines."""
_PAUSE_SEEN = 1.3
"""The same where places were recognised in a picture."""
_LONG_PAUSE = 1.9
_ENDS = re.compile(r"[.;:!?…]\s*[”\"»)]?\s*$|\./\.?\s*$|[.…_-]{3,}\s*$")
_STARTS = re.compile(
    r"(?:\d{1,3}[a-zđ]?\s*[.)]|[a-zđ]{1,2}\d?\s*\)|[IVXLC]{1,6}\s*[.)]|\d{1,2}\.\d{1,2}\.?)\s"
    r"|[“\"]?(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu mục|TIỂU MỤC)\s+(?:[IVXLC\d]+|[Tt]hứ)\b"
    r"|[“\"]?(?:Điều|ĐIỀU)\s+\d+[a-zđ]?\s*[.:]|(?:Phụ lục|PHỤ LỤC|Mẫu số|MẪU SỐ)\b"
    r"|Nơi nhận|NƠI NHẬN"
    r"|(?:Căn cứ|Theo đề nghị|Xét đề nghị)\b|(?:TM|KT|TL|TUQ)\.|Số\s*:|[-–+•*]\s|\[\d{1,3}\]\s"
    r"|[“\"](?:\d{1,3}[a-zđ]?\.|[a-zđ]{1,2}\d?\))\s"
    r"|(?:PHÓ )?(?:CHỦ TỊCH|THỦ TƯỚNG|BỘ TRƯỞNG|THỨ TRƯỞNG|GIÁM ĐỐC|TRƯỞNG BAN|CHÁNH|TỔNG)\b"
    r"|CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐỘC LẬP\b"
)
_RULE = re.compile(r"[-–—_=*.\s]{3,}")
"""A line drawn with signs."""
_CITES = re.compile(r"(?:khoản|điểm|Điều|số|mục|Mục|Chương|Phần|và|hoặc|tại|của)$")
"""Words after which a number at the beginning of the next line goes on with the sentence."""
_TITLE = re.compile(r"[“\"]?(?:Điều|ĐIỀU)\s+\d|(?:Phần|Chương|Mục|Tiểu mục)\s+[IVXLC\d]", re.I)

_WIDE = 12
"""Heights of a line from which a heading, or a column, is wide enough to have been broken."""


@dataclass(frozen=True, slots=True)
class _Style:
    """How a document sets its paragraphs apart."""

    pause: float
    """Heights of a line from which the distance to the next is that between paragraphs."""
    indented: bool
    """Whether their first line stands further in."""
    spaced: bool
    """Whether they stand further apart than lines."""


def paragraphs(sheets: Sequence[Sheet]) -> list[str]:
    """Return the paragraphs and table rows of pages, one string each."""
    placed = [line for sheet in _with_edges(sheets) for line in sheet]
    breaks = _page_breaks(sheets)
    style = _style(placed, breaks, seen=any(sheet.recognised for sheet in sheets))
    texts: list[str] = []
    first = True
    for index, line in enumerate(placed):
        before = placed[index - 1] if index else None
        overleaf = index in breaks
        if before is not None and _continues(before, line, style, overleaf=overleaf, first=first):
            texts[-1] = joined(texts[-1], line.text)
            first = False
        else:
            texts.append(line.text)
            first = True
    return [text for text in (joined(text, "") for text in texts) if text]


def _page_breaks(sheets: Sequence[Sheet]) -> set[int]:
    breaks, at = set(), 0
    for sheet in sheets:
        breaks.add(at)
        at += len(sheet.lines)
    return breaks


def _with_edges(sheets: Sequence[Sheet]) -> list[list[Line]]:
    """Return the lines by page; lines that stand in no column get the edges of the page's text."""
    own = [_text_edges(sheet.lines) for sheet in sheets]
    known = [edges for edges in own if edges is not None]
    placed = []
    for sheet, edges in zip(sheets, own, strict=True):
        edges = edges or _usual(known, sheet.lines)
        placed.append([_in_edges(line, edges) for line in sheet.lines])
    return placed


def _text_edges(lines: Sequence[Line]) -> tuple[float, float] | None:
    """Return where the text of a page begins and ends; None where it has too few lines to tell."""
    free = [line for line in lines if not (line.table or line.column)]
    if len(free) < _LEAST_LINES:
        free = [line for line in lines if not line.table]
    if len(free) < _LEAST_LINES:
        return None
    lefts, rights = sorted(line.x0 for line in free), sorted(line.x1 for line in free)
    return lefts[len(lefts) // 10], rights[-1 - len(rights) // 20]


def _usual(
    known: Sequence[tuple[float, float]], lines: Sequence[Line]
) -> tuple[float, float] | None:
    """Return the edges of the other pages' text, or those of the few lines there are."""
    if known:
        return median(left for left, _ in known), median(right for _, right in known)
    if not lines:
        return None
    return min(line.x0 for line in lines), max(line.x1 for line in lines)


def _in_edges(line: Line, edges: tuple[float, float] | None) -> Line:
    if edges is None or line.table or line.column:
        return line
    return replace(line, left=min(edges[0], line.x0), right=max(edges[1], line.x1))


def _style(lines: Sequence[Line], breaks: set[int], *, seen: bool) -> _Style:
    """Return the style of a document; *seen* says that it was recognised in pictures."""
    pairs = [
        (a, b)
        for index, (a, b) in enumerate(pairwise(lines), 1)
        if index not in breaks and a.y < b.y and not (a.table or b.table)
    ]
    within = [_step(a, b) for a, b in pairs if _runs_on(a, b)]
    steps = within or sorted(_step(a, b) for a, b in pairs)[: len(pairs) // 4 + 1] or [1.2]
    pause = median(steps) * (_PAUSE_SEEN if seen else _PAUSE)
    starts = [line for line in lines if _STARTS.match(line.text) and not line.table]
    inner = sum(line.x0 - line.left > _INDENT * line.size for line in starts)
    apart = [_step(a, b) > pause for a, b in pairs if _STARTS.match(b.text)]
    return _Style(pause, inner > len(starts) / 2, sum(apart) > len(apart) / 2)


def _step(before: Line, line: Line) -> float:
    return (line.y - before.y) / line.size


def _runs_on(before: Line, line: Line) -> bool:
    """Return whether a sentence certainly goes on from one line to the next."""
    lower = line.text[:1].islower() and _STARTS.match(line.text) is None
    return lower and not _ENDS.search(before.text) and _full(before, line)


def _continues(before: Line, line: Line, style: _Style, *, overleaf: bool, first: bool) -> bool:
    """Return whether *line* goes on with the paragraph whose last line is *before*.

    *first* says that *before* is the paragraph's first line.
    """
    if before.table or line.table or not _full(before, line):
        return False
    if _RULE.fullmatch(before.text) or _RULE.fullmatch(line.text):
        return False
    if line.y < before.y and before.x1 - before.x0 < _WIDE * before.size:
        return False  # the next column does not go on with a few words
    if is_upper(before.text) or is_upper(line.text):
        return _heading_goes_on(before, line)
    if _STARTS.match(line.text) and not _CITES.search(before.text):
        return False
    ended = _ENDS.search(before.text) is not None
    lower = line.text[:1].islower()
    step = 0.0 if overleaf else _step(before, line)
    if step > style.pause and (ended or not lower or step > _LONG_PAUSE * style.pause):
        return False
    further = line.x0 - before.x0 > _INDENT * line.size
    hanging = first and _STARTS.match(before.text) is not None
    if further and not hanging and not lower:
        return False
    if lower:
        return True
    if not ended:
        return not (first and _TITLE.match(before.text)) or _outdented(before, line)
    if line.x0 - line.left > _INDENT * line.size and not hanging:
        return False
    return style.indented or (style.spaced and step > 0)


def _outdented(before: Line, line: Line) -> bool:
    """Return whether the line before stands further in, as the first of a paragraph does."""
    return before.x0 - line.x0 > _INDENT * line.size


def _full(before: Line, line: Line) -> bool:
    """Return whether the first word of *line* would not have fitted behind *before*."""
    room = before.right - before.x1
    return room < line.first + _SPACE * before.size


def _heading_goes_on(before: Line, line: Line) -> bool:
    """Return whether a heading in capitals goes on: it stands in the middle of a full line."""
    both = is_upper(before.text) and is_upper(line.text)
    wide = before.x1 - before.x0 > _WIDE * before.size
    room = (before.right - before.x1) + (before.x0 - before.left)
    full = room < line.first + _SPACE * before.size
    apart = line.y - before.y > 2 * line.size
    return both and wide and full and not apart and not _STARTS.match(line.text)
