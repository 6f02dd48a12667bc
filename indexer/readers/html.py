"""Web pages: what a reader sees, block by block; scripts, styles and menus left out."""

import re
from html.parser import HTMLParser
from pathlib import Path

from indexer.errors import ReadError
from indexer.readers.reading import Extracted, Remarks
from indexer.readers.text import Decoded, clean, decode

_HIDDEN = re.compile("script|style|head|nav|noscript|template|svg|iframe|button")
_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|br|center|dd|div|dl|dt|figure|footer|h1|h2|h3|"
    "h4|h5|h6|header|hr|li|main|ol|p|pre|section|table|tbody|tfoot|thead|tr|ul"
)
_CELLS = frozenset({"td", "th"})
_VOID = re.compile("br|hr|img|input|link|meta|area|base|col|embed|source|track|wbr")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_BLANKS = re.compile(r"[^\S\n\t]+")


class _Page(HTMLParser):
    """Collects the visible text with a line break at every block's edge."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden: list[str] = []
        self._cell = 0
        """Where in the pieces the latest table cell begins."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note that a block, a cell or a hidden part begins."""
        if tag == "body":
            self._hidden.clear()
        elif _HIDDEN.fullmatch(tag) or (self._hidden and not _VOID.fullmatch(tag)):
            self._hidden.append(tag)
        elif tag in _CELLS:
            self._begin_cell()
        elif _BLOCKS.fullmatch(tag):
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Note that a block or a hidden part ends."""
        if tag in self._hidden:
            while self._hidden.pop() != tag:
                pass
        elif _BLOCKS.fullmatch(tag) and not self._hidden:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep visible words; line breaks of the source are only blanks."""
        if not self._hidden:
            self.pieces.append(data.replace("\n", " ").replace("\r", " "))

    def _begin_cell(self) -> None:
        """Part a cell from the one before: by a tab, or a line where cells hold several lines.

        Cells of several lines are layout: the two columns at the head of a document.
        """
        before = "".join(self.pieces[self._cell :])
        if before.strip():
            first_of_row = before.endswith("\n")
            self.pieces.append("\n" if first_of_row or "\n" in before.strip() else "\t")
        self._cell = len(self.pieces)


def read(path: Path) -> Extracted:
    """Return the visible text of a web page, one block per line.

    Raises:
        ReadError: when it is no web page or shows no text.
    """
    found = _decode(path.read_bytes(), path.name)
    page = _Page()
    page.feed(found.text)
    page.close()
    lines = (_BLANKS.sub(" ", line).strip() for line in clean("".join(page.pieces)).split("\n"))
    text = "\n".join(line for line in lines if line)
    if not text:
        raise ReadError("no-text", path.name)
    return Extracted(text + "\n", Remarks(legacy=found.legacy))


def _decode(data: bytes, name: str) -> Decoded:
    """Return the page's characters, in the encoding it names when that is right."""
    if named := _CHARSET.search(data[:4096]):
        try:
            return Decoded(data.decode(named.group(1).decode("ascii")))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data, name)
