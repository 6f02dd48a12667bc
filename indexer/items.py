"""Documents without Điều (chỉ thị, công điện, kế hoạch): their numbered items."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from indexer.chain import Costs, Key
from indexer.labels import number_key, point_key
from indexer.lines import Line
from indexer.marks import (
    Mark,
    clause_mark,
    heading_mark,
    letter_item_mark,
    point_mark,
    roman_item_mark,
    spoken_item_mark,
    subclause_mark,
)
from indexer.outline import Finder, find_run, heading_below
from indexer.segments import Segment, closing_line
from knowledge.model import Level

_ITEMS = Costs(start=0.3, gap=0.3)
_PROSE = 2
"""So many times longer than its items must be what precedes them for the items not to count."""
_TITLE_LENGTH = 150
"""Characters; a longer item is text, not a title."""


def item_outline(segment: Segment, body_line: int) -> tuple[list[Mark], int]:
    """Return the marks of a body without Điều, in reading order, and its closing line.

    *body_line* is the first line under the document's header. A body in which nothing is
    numbered, or little of it, is one item, "1".
    """
    lines, first = segment.lines, min(body_line, segment.last)
    blocks = _blocks(lines, first, segment.last)
    marks: list[Mark] = []
    for part, start, stop in blocks:
        inside = _items(lines, start, stop)
        if inside or part is None:
            marks += [*([part] if part else []), *inside]
    numbered = bool(marks)
    after = marks[-1].line if numbered else first
    end = closing_line(segment, after)
    marks = [mark for mark in marks if mark.line < end]
    if not numbered or _mostly_prose(lines, first, marks[0].start, end):
        marks = []
    if not marks and first < end:
        begin = next((i for i in range(first, end) if not lines[i].blank), None)
        if begin is not None:
            marks = [Mark(Level.ITEM, "1", lines[begin].start, begin)]
    return marks, end


def _mostly_prose(lines: Sequence[Line], first: int, items: int, end: int) -> bool:
    """Return whether far more of the body stands before its first item than from there on."""
    begin = next((line.start for line in lines[first:end] if not line.blank), items)
    stop = lines[end].start if end < len(lines) else lines[-1].end
    return items - begin > _PROSE * (stop - items)


def _blocks(lines: Sequence[Line], first: int, last: int) -> list[tuple[Mark | None, int, int]]:
    """Return the stretches under each Phần ("Phần thứ nhất", or "A." where that is used)."""
    parts = [
        replace(mark, heading=mark.rest or heading_below(lines, i, last))
        for i in range(first, last)
        if not lines[i].quoted and (mark := heading_mark(lines, i)) is not None
    ]
    if not parts:
        letters = find_run(lines, first, last, letter_item_mark, point_of_capital, _ITEMS)
        parts = [replace(mark, heading=mark.rest) for mark in letters if len(letters) > 1]
    if not parts:
        return [(None, first, last)]
    bounds = [*(mark.line for mark in parts), last]
    blocks: list[tuple[Mark | None, int, int]] = [(None, first, bounds[0])]
    blocks += [(part, part.line + 1, stop) for part, stop in zip(parts, bounds[1:], strict=True)]
    return [block for block in blocks if block[1] < block[2] or block[0] is not None]


def point_of_capital(label: str) -> Key:
    """Return the key of a part's letter: "A" is (1, 0)."""
    return point_key(label.lower())


def _items(lines: Sequence[Line], first: int, stop: int) -> list[Mark]:
    romans = _long_run(lines, first, stop, roman_item_mark)
    if romans:
        return _nested(lines, stop, romans, clause_mark)
    numbers = _long_run(lines, first, stop, clause_mark)
    spoken = _long_run(lines, first, stop, spoken_item_mark)
    if numbers and len(numbers) >= len(spoken):
        items = [replace(mark, level=Level.ITEM) for mark in numbers]
        return _nested(lines, stop, items, subclause_mark)
    return _nested(lines, stop, spoken, clause_mark) if spoken else []


def _long_run(lines: Sequence[Line], first: int, stop: int, finder: Finder) -> list[Mark]:
    run = find_run(lines, first, stop, finder, number_key, _ITEMS)
    return run if len(run) > 1 and number_key(run[0].label) == (1, 0) else []


def _nested(lines: Sequence[Line], stop: int, items: Sequence[Mark], clauses: Finder) -> list[Mark]:
    """Return *items* with the khoản and điểm inside each."""
    marks: list[Mark] = []
    bounds = [*(mark.line for mark in items[1:]), stop]
    for item, end in zip(items, bounds, strict=True):
        start = item.line + 1
        inside = find_run(lines, start, end, clauses, _dotted_key, _ITEMS)
        marks.append(replace(item, heading=_title(item.rest)))
        marks += inside
        cuts = [start, *(mark.line + 1 for mark in inside), end + 1]
        for low, high in pairwise(cuts):
            marks += find_run(lines, low, min(high - 1, end), point_mark, point_key, _ITEMS)
    return sorted(marks, key=lambda mark: mark.start)


def _dotted_key(label: str) -> Key:
    return number_key(label.rsplit(".", 1)[-1])


def _title(rest: str) -> str:
    return "" if len(rest) > _TITLE_LENGTH or rest.endswith((".", ";", ":", ",")) else rest
