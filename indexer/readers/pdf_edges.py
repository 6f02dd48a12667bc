"""Takes what belongs to the page and not to the text off its edges: running heads, page numbers.

A line is a running head or foot only when it stands at the edge and comes back on other pages, a
page number only when it counts with the pages.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median

from indexer.readers.pdf_lines import Line, Sheet

_EDGE = 0.14
"""Part of the page's height that its upper and its lower edge take."""
_ROWS = 3
"""Rows of lines that a running head has at most."""
_SHARE = 0.3
"""Share of the pages on which a running head comes back, with _LEAST as the least."""
_LEAST = 3
_SAME_HEIGHT = 4.0
"""Points by which the places of a running head differ from page to page at most."""
_NEARLY_ALL = 0.8
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"[-–—\s.|]*(\d{1,4})[-–—\s.|]*")
_TITLED = re.compile(r"(?:Trang|TRANG|Page|Tr\.)\s*(\d{1,4})(?:\s*(?:/|trên|of)\s*\d{1,4})?|"
                     r"(\d{1,4})\s*/\s*\d{1,4}")  # fmt: skip
_NEVER = re.compile(
    r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập|(?:Điều|Chương|Mục|Phần|ĐIỀU|CHƯƠNG|MỤC|PHẦN)\s+[\dIVX]|"
    r"\d{1,3}\.\s|[a-zđ]\)\s|Nơi nhận|Căn cứ\b"
)
"""Lines that begin text, however often they come back."""
_ONCE = re.compile(r"(?:Phụ lục|PHỤ LỤC|Mẫu|MẪU|Biểu|BIỂU)\b")
"""Titles that some writers repeat on every page; the first one stays."""


def without_edges(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the pages without running heads, running feet and page numbers."""
    numbers = _page_numbers(sheets)
    repeated = _repeated(sheets)
    kept, seen = [], set[str]()
    for index, sheet in enumerate(sheets):
        lines = []
        for at, line in enumerate(sheet.lines):
            key = _key(line, sheet)
            if (index, at) in numbers or (key in repeated and at in _outer(sheet)):
                if not _ONCE.match(line.text) or line.text in seen:
                    continue
                seen.add(line.text)
            lines.append(line)
        kept.append(Sheet(tuple(lines), sheet.height, sheet.recognised))
    return kept


def _page_numbers(sheets: Sequence[Sheet]) -> set[tuple[int, int]]:
    """Return (page, line) of the lines that count the pages."""
    candidates: list[tuple[int, int, int, bool]] = []
    for index, sheet in enumerate(sheets):
        for at in _outer(sheet, rows=1, edge=1.0):
            found = _NUMBER.fullmatch(sheet.lines[at].text)
            titled = _TITLED.fullmatch(sheet.lines[at].text)
            if found or titled:
                value = int(found[1]) if found else int((titled[1] or titled[2]) if titled else 0)
                candidates.append((index, at, value - index, titled is not None))
    offsets = Counter(offset for _, _, offset, _ in candidates)
    return {
        (index, at)
        for index, at, offset, titled in candidates
        if offsets[offset] > 1 or offset == 1 or titled
    }


def _repeated(sheets: Sequence[Sheet]) -> set[str]:
    """Return the keys of lines that come back in the same place at the edge of pages.

    A sentence may come back at the edge by chance; a running head stands apart from the text,
    in a size of its own, or on nearly all pages.
    """
    found: dict[str, list[tuple[Sheet, int]]] = {}
    for sheet in sheets:
        for at in _outer(sheet):
            found.setdefault(_key(sheet.lines[at], sheet), []).append((sheet, at))
    found.pop("", None)
    least = max(_LEAST, _SHARE * len(sheets)) if len(sheets) > _LEAST else 2
    return {key for key, places in found.items() if _is_head(places, least, len(sheets))}


def _is_head(places: Sequence[tuple[Sheet, int]], least: float, pages: int) -> bool:
    usual = median(sheet.lines[at].y for sheet, at in places)
    there = [(sheet, at) for sheet, at in places if abs(sheet.lines[at].y - usual) < _SAME_HEIGHT]
    if len(there) < least:
        return False
    apart = sum(_stands_apart(sheet, at) for sheet, at in there)
    return 2 * apart > len(there) or len(there) > _NEARLY_ALL * pages


def _stands_apart(sheet: Sheet, at: int) -> bool:
    """Return whether a line differs in size from the next one inwards, or keeps its distance."""
    line = sheet.lines[at]
    inwards = 1 if line.y < sheet.height / 2 else -1
    others = [other for other in sheet.lines if (other.y - line.y) * inwards > _SAME_HEIGHT]
    if not others:
        return True
    nearest = min(others, key=lambda other: abs(other.y - line.y))
    far = abs(nearest.y - line.y) > 1.7 * line.size
    return far or (not sheet.recognised and abs(nearest.size - line.size) > 0.07 * line.size)


def _outer(sheet: Sheet, rows: int = _ROWS, edge: float = _EDGE) -> set[int]:
    """Return the indices of the lines in the outermost rows at the page's two edges."""
    flat = [(line.y, at) for at, line in enumerate(sheet.lines) if not line.table]
    top = [(y, at) for y, at in flat if y < edge * sheet.height]
    bottom = [(-y, at) for y, at in flat if y > (1 - edge) * sheet.height]
    return {at for side in (top, bottom) for at in _first_rows(sorted(side), rows)}


def _first_rows(places: Iterable[tuple[float, int]], rows: int) -> list[int]:
    taken: list[int] = []
    last: float | None = None
    for y, at in places:
        if last is None or abs(y - last) > 3.0:
            rows -= 1
            last = y
        if rows < 0:
            break
        taken.append(at)
    return taken


def _key(line: Line, sheet: Sheet) -> str:
    """Return what makes two lines the same running head; "" for one that never is."""
    in_sentence = line.text[:1].islower() or line.text.endswith((",", ";"))
    if in_sentence or _NEVER.match(line.text) or len(line.text) < 2:
        return ""
    side = "top" if line.y < sheet.height / 2 else "bottom"
    return f"{side} {_DIGITS.sub('#', line.text)}"
