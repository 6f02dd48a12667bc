"""The lines that a reader of a web page sees, and the elements they stand in."""

import re
from dataclasses import dataclass

from lxml import etree

_NEVER = re.compile("script|style|head|noscript|template|svg|iframe|object|button|select|textarea")
_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|br|caption|center|dd|div|dl|dt|fieldset|figcaption|"
    "figure|footer|form|h1|h2|h3|h4|h5|h6|header|hr|html|legend|li|main|nav|ol|option|p|pre|"
    "section|table|tbody|tfoot|thead|tr|ul"
)
_CELLS = frozenset({"td", "th"})
_BLANKS = re.compile(r"[^\S\n\t]+")
_EDGES = re.compile(" ?\t ?")
_SPACE = re.compile(r"[ \t\r\n\f]+")

Element = etree._Element


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page."""

    text: str
    element: Element
    """In which its first word stands."""
    linked: bool
    """Whether all its words lead elsewhere."""


@dataclass(slots=True)
class _Piece:
    text: str
    element: Element
    linked: bool


def lines_of(root: Element) -> list[Line]:
    """Return what *root* shows, line by line: one per block, and one per row of a table.

    The cells of a row are parted by tabs, or stand one after the other where one of them holds
    several lines: that is layout, as the two columns at the head of a document are.
    """
    walk = _Walk()
    events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in events:
        if not isinstance(element.tag, str):
            walk.say(element.tail, element.getparent())
        elif event == "end":
            walk.close(element, tail=element is not root)
        elif _NEVER.fullmatch(element.tag):
            events.skip_subtree()
        else:
            walk.open(element)
    return walk.lines()


def is_link(element: Element) -> bool:
    """Say whether an element leads elsewhere."""
    return element.tag == "a" and bool(element.get("href"))


class _Walk:
    """Collects the words of a page in their order."""

    def __init__(self) -> None:
        self._pieces: list[_Piece] = []
        self._rows: list[list[int]] = []
        """For each row that is open, from the outermost: where in the pieces its cells begin."""
        self._links = 0
        self._kept_breaks = 0

    def open(self, element: Element) -> None:
        """Begin an element and say its first words."""
        tag = str(element.tag)
        self._links += is_link(element)
        self._kept_breaks += tag == "pre"
        if tag in _CELLS and self._rows:
            self._rows[-1].append(len(self._pieces))
        elif _BLOCKS.fullmatch(tag):
            self._break(element)
        if tag == "tr":
            self._rows.append([])
        self.say(element.text, element)

    def close(self, element: Element, tail: bool) -> None:
        """End an element and say the words behind it."""
        tag = str(element.tag)
        if not _NEVER.fullmatch(tag):
            self._links -= is_link(element)
            self._kept_breaks -= tag == "pre"
            if tag == "tr":
                self._join(self._rows.pop(), element)
            if _BLOCKS.fullmatch(tag) and tag != "br":
                self._break(element)
        if tail:
            self.say(element.tail, element.getparent())

    def say(self, words: str | None, element: Element | None) -> None:
        """Add words; line breaks of the source are only blanks."""
        if words and element is not None:
            text = words if self._kept_breaks else _SPACE.sub(" ", words)
            self._pieces.append(_Piece(text, element, self._links > 0))

    def lines(self) -> list[Line]:
        """Return the lines, without those that show nothing."""
        return _lines(self._pieces)

    def _break(self, element: Element) -> None:
        self._pieces.append(_Piece("\n", element, False))

    def _join(self, starts: list[int], row: Element) -> None:
        """Put the cells of a row into one line, if each of them has only one."""
        ends = [*starts[1:], len(self._pieces)]
        cells = [self._pieces[start:end] for start, end in zip(starts, ends, strict=True)]
        if not cells:
            return
        joined = all(len(_lines(cell)) <= 1 for cell in cells)
        del self._pieces[starts[0] :]
        for at, cell in enumerate(cells):
            if at:
                self._pieces.append(_Piece("\t" if joined else "\n", row, False))
            for piece in cell:
                text = piece.text.replace("\n", " ") if joined else piece.text
                self._pieces.append(_Piece(text, piece.element, piece.linked))


def _lines(pieces: list[_Piece]) -> list[Line]:
    found: list[Line] = []
    line: list[_Piece] = []
    for piece in pieces:
        first, *rest = piece.text.split("\n")
        line.append(_Piece(first, piece.element, piece.linked))
        for text in rest:
            found += _line(line)
            line = [_Piece(text, piece.element, piece.linked)]
    return found + _line(line)


def _line(pieces: list[_Piece]) -> list[Line]:
    text = "".join(piece.text for piece in pieces)
    text = _EDGES.sub("\t", _BLANKS.sub(" ", text)).strip()
    words = [piece for piece in pieces if piece.text.strip()]
    if not words:
        return []
    return [Line(text, words[0].element, all(piece.linked for piece in words))]
