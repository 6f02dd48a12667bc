"""A Word file's body as paragraphs and tables, in the order in which they are read.

Changes that were tracked are accepted: what was inserted is kept, what was deleted is gone, what
was moved stands once, and a paragraph whose mark was deleted goes on in the next.
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
_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del", "moveTo", "cellIns", "cellDel"))
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
    """Reads one document."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._root = package.document()
        self._styles = Styles(package.part("styles"))
        self._lists = Lists(package.part("numbering"), self._styles)
        self._runs = Runs(self._styles)
        self._notes: list[tuple[str, str]] = []
        self._waiting: Paragraph = []
        """Runs of paragraphs that go on in the next one."""
        self._depth = 0

    def blocks(self) -> list[Block]:
        """Return the body's blocks, and after them the notes, each with its number."""
        body = self._root.find(f"{W}body")
        blocks = list(self._walk(body)) if body is not None else []
        return [*blocks, *self._noted()]

    def changes(self) -> int:
        """Return how many tracked changes were accepted."""
        return sum(1 for _ in self._root.iter(*_CHANGES))

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
        elif child.tag in _HOLDERS and not is_placeholder(child):
            yield from self._walk(child)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        properties = element.find(f"{W}pPr")
        style = self._styles.paragraph_style(properties)
        shown = self._runs.of(element, style)
        self._notes += shown.notes
        mark = properties.find(f"{W}rPr") if properties is not None else None
        if _goes_on(mark):
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
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            yield [list(self._walk(cell)) for cell in _members(row, "tc") if not _is_gone(cell)]

    def _noted(self) -> Iterator[Block]:
        """Return the paragraphs of the notes, in the order of their references."""
        parts = {part: self._package.part(part) for part in ("footnotes", "endnotes")}
        notes = {
            (part, note.get(f"{W}id", "")): note
            for part, root in parts.items()
            for note in (root if root is not None else ())
            if note.get(f"{W}type") not in _SEPARATORS
        }
        for number, key in enumerate(dict.fromkeys(self._notes), 1):
            if key in notes:
                first, *more = list(self._walk(notes[key])) or [[]]
                lead = [Run(f"[{number}] ")]
                yield [*lead, *first] if isinstance(first, list) else lead
                yield from more if isinstance(first, list) else (first, *more)


def _goes_on(mark: Element | None) -> bool:
    """Return whether the end of a paragraph was deleted, or hidden to join it to the next."""
    if mark is None:
        return False
    gone = any(mark.find(f"{W}{name}") is not None for name in ("del", "moveFrom"))
    return gone or bool(switch(mark, "specVanish"))


def _members(parent: Element, name: str) -> Iterator[Element]:
    """Return the rows of a table or the cells of a row, those in content controls too."""
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _HOLDERS:
            yield from _members(child, name)


def _is_gone(cell: Element) -> bool:
    properties = cell.find(f"{W}tcPr")
    return properties is not None and properties.find(f"{W}cellDel") is not None


def paragraphs_of(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Return all paragraphs of *blocks*, those in tables too, in their order."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from paragraphs_of(cell)
        else:
            yield block
