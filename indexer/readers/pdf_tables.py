"""Ruled tables of a page: a grid of lines becomes rows, the cells of a row parted by tabs.

A frame around text is no table, and neither is a line under it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indexer.readers.pdf_lines import Line, lines_of, words_text
from indexer.readers.pdf_page import Box, Page, Word
from indexer.readers.pdf_rows import rows_of

_MAX_RULES = 2_000
"""A page with more is a drawing."""
_TOUCH = 3.0
"""Points by which lines may miss each other and still meet."""
_LEAST = 5.0
"""Points; a shorter line bounds no cell."""


@dataclass(frozen=True, slots=True)
class _Grid:
    level: tuple[Box, ...]
    upright: tuple[Box, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]

    def holds(self, word: Word) -> bool:
        """Return whether a word stands inside."""
        x, y = (word.x0 + word.x1) / 2, word.y - 0.3 * word.size
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]


def page_lines(page: Page) -> list[Line]:
    """Return the lines of a page from top to bottom, its tables among them."""
    lines: list[Line] = []
    rest = list(page.words)
    for grid in sorted(_grids(page.rules), key=lambda grid: grid.ys[0]):
        inside = [word for word in rest if grid.holds(word)]
        if not inside:
            continue
        above = [word for word in rest if word.y < grid.ys[0]]
        lines += lines_of(above)
        lines += _table(grid, inside)
        gone = {id(word) for word in (*above, *inside)}
        rest = [word for word in rest if id(word) not in gone]
    return lines + lines_of(rest)


def _grids(rules: Sequence[Box]) -> list[_Grid]:
    """Return the tables that ruled lines make."""
    if len(rules) > _MAX_RULES:
        return []
    kept = [rule for rule in rules if max(_width(rule), _height(rule)) > _LEAST]
    grids = []
    for group in _connected(kept):
        level = tuple(rule for rule in group if _width(rule) >= _height(rule))
        upright = tuple(rule for rule in group if _width(rule) < _height(rule))
        ys = _places((rule.top + rule.bottom) / 2 for rule in level)
        xs = _places((rule.x0 + rule.x1) / 2 for rule in upright)
        if len(xs) > 2 and len(ys) > 1:
            grids.append(_Grid(level, upright, xs, ys))
    return grids


def _width(rule: Box) -> float:
    return rule.x1 - rule.x0


def _height(rule: Box) -> float:
    return rule.bottom - rule.top


def _connected(rules: Sequence[Box]) -> list[list[Box]]:
    """Return groups of lines that meet."""
    ordered = sorted(rules, key=lambda rule: rule.top)
    parent = list(range(len(ordered)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for first, rule in enumerate(ordered):
        for second in range(first + 1, len(ordered)):
            other = ordered[second]
            if other.top > rule.bottom + _TOUCH:
                break
            if other.x0 <= rule.x1 + _TOUCH and other.x1 >= rule.x0 - _TOUCH:
                parent[root(second)] = root(first)
    groups: dict[int, list[Box]] = {}
    for index, rule in enumerate(ordered):
        groups.setdefault(root(index), []).append(rule)
    return list(groups.values())


def _places(values: Iterable[float]) -> tuple[float, ...]:
    """Return values in order, those that nearly agree once."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _TOUCH:
            places.append(value)
    return tuple(places)


def _table(grid: _Grid, words: Sequence[Word]) -> list[Line]:
    """Return one line per row; what stands in a merged cell goes to its first row and column."""
    anchors = _anchors(grid)
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        row = _place(grid.ys, word.y - 0.3 * word.size)
        column = _place(grid.xs, (word.x0 + word.x1) / 2)
        cells.setdefault(anchors[row, column], []).append(word)
    lines = []
    for row in range(len(grid.ys) - 1):
        columns = [column for column in range(len(grid.xs) - 1) if (row, column) in cells]
        if not columns:
            continue
        own = [
            column for column in range(len(grid.xs) - 1) if anchors[row, column] == (row, column)
        ]
        text = "\t".join(_cell_text(cells.get((row, column), ())) for column in own)
        left, right = grid.xs[0], grid.xs[-1]
        size = max(word.size for column in columns for word in cells[row, column])
        lines.append(Line(text.strip(), left, right, grid.ys[row], size, left, right, table=True))
    return lines


def _anchors(grid: _Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for each place of the grid the upper left place of the cell it belongs to."""
    anchors: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(grid.ys) - 1):
        for column in range(len(grid.xs) - 1):
            x = (grid.xs[column] + grid.xs[column + 1]) / 2
            y = (grid.ys[row] + grid.ys[row + 1]) / 2
            if column and not _crossed(grid.upright, grid.xs[column], y, level=False):
                anchors[row, column] = anchors[row, column - 1]
            elif row and not _crossed(grid.level, x, grid.ys[row], level=True):
                anchors[row, column] = anchors[row - 1, column]
            else:
                anchors[row, column] = row, column
    return anchors


def _crossed(rules: Sequence[Box], x: float, y: float, *, level: bool) -> bool:
    """Return whether a line runs through a point; *level* says which way it runs."""
    across, along = (0.0, _TOUCH) if level else (_TOUCH, 0.0)
    return any(
        rule.x0 - across <= x <= rule.x1 + across and rule.top - along <= y <= rule.bottom + along
        for rule in rules
    )


def _place(bounds: Sequence[float], value: float) -> int:
    return min(max(sum(bound <= value for bound in bounds) - 1, 0), len(bounds) - 2)


def _cell_text(words: Sequence[Word]) -> str:
    return " ".join(words_text(row.words) for row in rows_of(words))
