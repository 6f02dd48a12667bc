"""A Word file's body as paragraphs and tables, in the order in which they are read.

Changes that were tracked are accepted: what was inserted is kept, what was deleted is gone, what
was moved stands once, and a paragraph whose mark was deleted goes on in the next. Where what was
deleted is asked for, all of that stays, as the page shows it struck out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from indexer.readers.docx_numbering import Lists
from indexer.readers.docx_package import Element, Package, W
from indexer.readers.docx_runs import Runs, Shown, is_placeholder
from indexer.readers.docx_styles import Styles, switch
from indexer.readers.legacy import Run

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HOLDERS = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)
_MOVED = f"{W}moveFrom"
_DELETED = frozenset((f"{W}del", _MOVED))
_INSERTIONS = tuple(f"{W}{name}" for name in ("ins", "moveTo", "cellIns"))
_DELETIONS = tuple(f"{W}{name}" for name in ("del", "cellDel"))
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")
_DEEPEST = 40
"""Tables and boxes inside one another; deeper ones are made to break programs."""

Paragraph = list[Run]


@dataclass(slots=True)
class Table:
    """Rows of cells, each a list of what stands in it."""

    rows: list[list[list["Block"]]] = field(default_factory=list)


Block = Paragraph | Table


class Body:
    """Reads one document; with *deleted*, what tracked changes deleted in it too."""

    def __init__(self, package: Package, *, deleted: bool = False) -> None:
        self._root = package.document()
        self._styles = Styles(package.part("styles"))
        self._lists = Lists(package.part("numbering"), self._styles)
        self._runs = Runs(self._styles, deleted=deleted)
        self._deleted = deleted
        self._holders = _HOLDERS | _DELETED if deleted else _HOLDERS
        self._apart = {part: package.part(part) for part in ("footnotes", "endnotes")}
        self._notes: list[tuple[str, str]] = []
        self._waiting: Paragraph = []
        """Runs of paragraphs that go on in the next one."""
        self._depth = 0

    def blocks(self) -> list[Block]:
        """Return the body's blocks, and after them the notes, each with its number."""
        body = self._root.find(f"{W}body")
        blocks = list(self._walk(body)) if body is not None else []
        return [*blocks, *self._noted()]

    def insertions(self) -> int:
        """Return how many tracked insertions there are."""
        return self._count(_INSERTIONS)

    def deletions(self) -> int:
        """Return how many tracked deletions there are; what was moved, once it stands twice."""
        return self._count((*_DELETIONS, _MOVED) if self._deleted else _DELETIONS)

    def _count(self, names: tuple[str, ...]) -> int:
        roots = (self._root, *self._apart.values())
        return sum(1 for root in roots if root is not None for _ in root.iter(*names))

    def _walk(self, parent: Element) -> Iterator[Block]:
        self._depth += 1
        if self._depth <= _DEEPEST:
            for child in parent:
                yield from self._block(child)
        self._depth -= 1
        if self._waiting and not self._depth:
            yield self._waiting
            self._waiting = []

    def _block(self, child: Element) -> Iterator[Block]:
        if child.tag == f"{W}p":
            yield from self._paragraph(child)
        elif child.tag == f"{W}tbl":
            yield Table(list(self._rows(child)))
        elif child.tag == f"{_MC}AlternateContent":
            first = next((list(self._walk(form)) for form in child), [])
            yield from first
        elif child.tag in self._holders and not is_placeholder(child):
            yield from self._walk(child)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        properties = element.find(f"{W}pPr")
        style = self._styles.paragraph_style(properties)
        shown = self._runs.of(element, style)
        self._notes += shown.notes
        mark = properties.find(f"{W}rPr") if properties is not None else None
        if _goes_on(mark, self._deleted):
            self._waiting += shown.runs
        else:
            yield self._labelled(shown, properties, style, mark)
        for box in shown.boxes:
            yield from self._walk(box)

    def _labelled(
        self, shown: Shown, properties: Element | None, style: str, mark: Element | None
    ) -> Paragraph:
        """Return a whole paragraph: its number, what waited for it, its own runs."""
        runs = [*self._waiting, *shown.runs]
        self._waiting = []
        label = self._lists.label(properties, style)
        if label is None or not label.text:
            return runs
        look = label.look.over(self._styles.look(mark, style))
        return [Run(label.text, look.font or "", bool(look.capitals)), *runs]

    def _rows(self, table: Element) -> Iterator[list[list[Block]]]:
        for row in _members(table, "tr"):
            if not self._is_gone(row, "trPr", "del"):
                cells = _members(row, "tc")
                kept = (cell for cell in cells if not self._is_gone(cell, "tcPr", "cellDel"))
                yield [list(self._walk(cell)) for cell in kept]

    def _is_gone(self, part: Element, properties: str, mark: str) -> bool:
        """Return whether a row or a cell was deleted, and is not to be read."""
        return not self._deleted and part.find(f"{W}{properties}/{W}{mark}") is not None

    def _noted(self) -> Iterator[Block]:
        """Return the paragraphs of the notes, in the order of their references."""
        notes = {
            (part, note.get(f"{W}id", "")): note
            for part, root in self._apart.items()
            for note in (root if root is not None else ())
            if note.get(f"{W}type") not in _SEPARATORS
        }
        for number, key in enumerate(dict.fromkeys(self._notes), 1):
            if key in notes:
                first, *more = list(self._walk(notes[key])) or [[]]
                lead = [Run(f"[{number}] ")]
                yield [*lead, *first] if isinstance(first, list) else lead
                yield from more if isinstance(first, list) else (first, *more)


def _goes_on(mark: Element | None, deleted: bool) -> bool:
    """Return whether the end of a paragraph is hidden, or was deleted, to join it to the next.

    With *deleted*, what was deleted counts as being there.
    """
    if mark is None:
        return False
    gone = not deleted and any(mark.find(name) is not None for name in _DELETED)
    return gone or bool(switch(mark, "specVanish"))


def _members(parent: Element, name: str) -> Iterator[Element]:
    """Return the rows of a table or the cells of a row, those in content controls too."""
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _HOLDERS:
            yield from _members(child, name)


def paragraphs_of(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Return all paragraphs of *blocks*, those in tables too, in their order."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from paragraphs_of(cell)
        else:
            yield block
