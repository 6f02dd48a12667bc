"""The lines of a page in the order in which people read them: words, then rows, then columns.

A page of print is cut where it is empty: rows of words that leave the same strip free are columns
and are read one after the other (the two halves of a document's head, its Nơi nhận and
signature, a page set in two columns); rows that leave two strips or more free, without running
text between them, are a table and are read row by row.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.readers.pdf_page import Word
from indexer.readers.pdf_rows import Row, rows_of

_GAP = 1.0
"""Heights of a line between two words from which the space may be that between columns."""
_LONE_GAP = 2.0
"""The same where only one row shows it."""
_GUTTER = 0.55
"""Heights of a line that must stay free between two columns on all their rows."""
_APART = 3.2
"""Heights of a line between two rows from which a new part of the page begins."""
_RIVER = 4
"""Rows of justified text that may leave the same place free by chance, and one more."""
_LABEL = re.compile(
    r"\(?(?:\d{1,3}[a-zđ]?|[a-zđ]{1,2}\d?|[IVXLC]{1,6}|[A-ZĐ])[.)/:]+|\d{1,2}(?:\.\d{1,2}){1,3}\.?"
    r"|[-–+*•·▪]|(?:Điều|ĐIỀU|Chương|CHƯƠNG|Mục|MỤC)\s+\w+\s*[.:]?|\[\d{1,3}\]|[oþ]"
)
"""What stands before a tab at the beginning of a paragraph; it is no column."""
_LEADERS = re.compile(r"[.…_]{4,}|\.(?:\s*\.){3,}")
_LENGTH = re.compile(r"(?:^|[\s\d/])[kcdm]?m$")
_POWERS = str.maketrans("23", "²³")
_FLOWING = 0.6
"""Share of a column's lines that reach its edge, from which they are running text."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a column, or one row of a table."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    left: float
    right: float
    """Edges of the column it stands in."""
    first: float = 0.0
    """Width of its first word."""
    table: bool = False
    column: bool = False
    """True where the edges are those of a column narrower than the page's text."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of one page, and how large it is."""

    lines: tuple[Line, ...]
    height: float
    recognised: bool = False
    """True where the lines were recognised in a picture: their heights are no measure."""


def lines_of(words: Sequence[Word]) -> list[Line]:
    """Return the lines of *words*, which lie on one page outside of ruled tables."""
    rows = rows_of(words)
    lines: list[Line] = []
    frame = _edges(rows)
    at = 0
    while at < len(rows):
        end, gutter = _region(rows, at, frame)
        if gutter is None:
            lines.append(_line(rows[at]))
            at += 1
            continue
        lines += _columns(rows[at:end], gutter)
        at = end
    return lines


def words_text(words: Sequence[Word]) -> str:
    """Return words of one line as text; a footnote's raised number stands in brackets."""
    text = ""
    for index, word in enumerate(words):
        said = _raised(text, word.text) if word.raised else word.text
        text += said if word.glued or not index else f" {said}"
    return text


def _raised(before: str, number: str) -> str:
    """Return a raised number: a power behind a unit of length, a footnote's anywhere else."""
    if _LENGTH.search(before) and number in ("2", "3"):
        return number.translate(_POWERS)
    return f"[{number}]"


def _edges(places: Sequence[Row] | Sequence[Line]) -> tuple[float, float]:
    """Return where rows or lines begin and end together."""
    left = min((place.x0 for place in places), default=0.0)
    right = max((place.x1 for place in places), default=0.0)
    return left, right


def _line(row: Row) -> Line:
    words = row.words
    left, right = row.x0, row.x1
    first = words[0].x1 - words[0].x0
    return Line(words_text(words), left, right, row.y, row.size, left, right, first)


def _region(
    rows: Sequence[Row], at: int, frame: tuple[float, float]
) -> tuple[int, tuple[float, float] | None]:
    """Return where the columns that begin at row *at* end, and the strip between them.

    *frame* is where the text around them begins and ends.
    """
    for gap in _gaps(rows[at]):
        last, gutter = _reach(rows, at, gap, frame)
        if gutter is not None:
            return last, gutter
    return at + 1, None


def _reach(
    rows: Sequence[Row], at: int, gap: tuple[float, float], frame: tuple[float, float]
) -> tuple[int, tuple[float, float] | None]:
    """Return how far down *gap* parts columns, and how much of it; None where it is chance."""
    size, gutter, sides = rows[at].size, gap, ["both"]
    for index in range(at + 1, len(rows)):
        row = rows[index]
        free = _free(row, gutter)
        if free is None or row.y - rows[index - 1].y > _APART * max(size, row.size):
            break
        side = _side(row, free)
        if side != "both" and abs(row.x0 + row.x1 - sum(frame)) < size:
            break  # a heading in the middle of the page
        gutter = free
        sides.append(side)
    last = _trimmed(rows, at, at + len(sides), gutter)
    both = [row for row, side in zip(rows[at:last], sides, strict=False) if side == "both"]
    width = gap[1] - gap[0]
    proven = len(both) > 1 or len(set(sides)) > 2 or width > _LONE_GAP * size
    river = len(both) < _RIVER and width < 4 * size and all(_is_flush(row, frame) for row in both)
    wide = gutter[1] - gutter[0] > _GUTTER * size
    return last, gutter if proven and wide and not river else None


def _is_flush(row: Row, frame: tuple[float, float]) -> bool:
    """Return whether a row reaches both edges of the text, as justified lines do."""
    return row.x0 - frame[0] < 3 * row.size and frame[1] - row.x1 < 0.2 * row.size


def _gaps(row: Row) -> list[tuple[float, float]]:
    """Return the wide empty places of a row, the widest first."""
    gaps = []
    reach = row.x0
    for index, word in enumerate(row.words):
        if word.x0 - reach > _GAP * row.size and not _labels(row.words[:index]):
            gaps.append((reach, word.x0))
        reach = max(reach, word.x1)
    return sorted(gaps, key=lambda gap: gap[0] - gap[1])


def _labels(words: Sequence[Word]) -> bool:
    text = words_text(words)
    return _LABEL.fullmatch(text) is not None or _LEADERS.search(text) is not None


def _free(row: Row, gutter: tuple[float, float]) -> tuple[float, float] | None:
    """Return the part of *gutter* that *row* leaves free; None where it runs across."""
    start, end = gutter
    best: tuple[float, float] | None = None
    reach = float("-inf")
    for x0, x1 in [*((word.x0, word.x1) for word in row.words), (float("inf"), float("inf"))]:
        low, high = max(start, reach), min(end, x0)
        if high - low > _GUTTER * row.size and (best is None or high - low > best[1] - best[0]):
            best = (low, high)
        reach = max(reach, x1)
    return best


def _side(row: Row, gutter: tuple[float, float]) -> str:
    if row.x1 <= gutter[0] + 0.1:
        return "left"
    return "right" if row.x0 >= gutter[1] - 0.1 else "both"


def _trimmed(rows: Sequence[Row], at: int, last: int, gutter: tuple[float, float]) -> int:
    """Return where the columns end once lines that follow them on the left are left out.

    A line on the left belongs to the column while the lines above it there stand as close, and
    something on the right is still to come or it goes on without a pause.
    """
    seen = max(i for i in range(at, last) if i == at or _side(rows[i], gutter) != "left")
    for index in range(seen + 1, last):
        pause = rows[index].y - rows[index - 1].y
        if pause > 1.6 * rows[index].size or _begins_text(rows[index]):
            return index
    return last


def _begins_text(row: Row) -> bool:
    text = words_text(row.words)
    return re.match(r"(?:Điều|ĐIỀU|Chương|CHƯƠNG|Căn cứ|Phần|PHẦN|Mục|MỤC)\s", text) is not None


def _columns(rows: Sequence[Row], gutter: tuple[float, float]) -> list[Line]:
    """Return the lines of rows that leave *gutter* free: column by column, or as a table."""
    middle = (gutter[0] + gutter[1]) / 2
    halves = [
        [word for row in rows for word in row.words if (word.x0 < middle) is left]
        for left in (True, False)
    ]
    columns = [column for half in halves for column in _split(half)]
    if len(columns) > 2 and not any(_flows(column) for column in columns):
        return _table(rows, columns)
    return [line for half in halves for line in _in_column(lines_of(half))]


def _split(words: Sequence[Word]) -> list[list[Word]]:
    """Return the columns in which *words* stand on all their rows."""
    rows = rows_of(words)
    if not rows:
        return []
    if len(rows) > 1:
        widest = max(range(len(rows)), key=lambda index: len(_gaps(rows[index])))
        for gap in _gaps(rows[widest]):
            strip: tuple[float, float] | None = gap
            for row in rows:
                strip = _free(row, strip) if strip else None
            if strip is not None:
                middle = (strip[0] + strip[1]) / 2
                left = [word for word in words if word.x0 < middle]
                right = [word for word in words if word.x0 >= middle]
                return [*_split(left), *_split(right)]
    return [list(words)]


def _flows(words: Sequence[Word]) -> bool:
    """Return whether a column holds running text: most of its lines reach its edge."""
    rows = rows_of(words)
    right = max(row.x1 for row in rows)
    full = sum(right - row.x1 < 2.5 * row.size for row in rows)
    wide = right - min(row.x0 for row in rows) > 12 * rows[0].size
    return wide and len(rows) > 3 and full >= _FLOWING * len(rows)


def _table(rows: Sequence[Row], columns: Sequence[Sequence[Word]]) -> list[Line]:
    """Return one line per row of a table without rules; a cell may go on in the next row."""
    starts = [min(word.x0 for word in column) for column in columns]
    left, right = _edges(rows)
    lines: list[list[list[Word]]] = []
    places: list[Row] = []
    for row in rows:
        cells: list[list[Word]] = [[] for _ in columns]
        for word in row.words:
            place = sum(word.x0 >= start - 0.1 for start in starts) - 1
            cells[max(place, 0)].append(word)
        if lines and not cells[0] and row.y - places[-1].y < 1.6 * row.size:
            lines[-1] = [[*a, *b] for a, b in zip(lines[-1], cells, strict=True)]
        else:
            lines.append(cells)
            places.append(row)
    return [
        Line("\t".join(words_text(cell) for cell in cells).strip(), left, right, row.y, row.size,
             left, right, table=True)
        for cells, row in zip(lines, places, strict=True)
    ]  # fmt: skip


def _in_column(lines: Sequence[Line]) -> list[Line]:
    """Return *lines* with the edges of the column they stand in together."""
    left, right = _edges(lines)
    return [
        line if line.column else replace(line, left=left, right=right, column=True)
        for line in lines
    ]
