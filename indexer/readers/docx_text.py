"""The text of a Word file (.docx): what a reader of the printed page sees, line by line."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from indexer.errors import ReadError
from indexer.readers.docx_body import Block, Body, Table, paragraphs_of
from indexer.readers.docx_package import Package
from indexer.readers.legacy import converted_runs
from indexer.readers.reading import Extracted, Remarks
from indexer.readers.text import clean

_BLANKS = re.compile(r"[^\S\t\n]+")
_TABS = re.compile(r" *\t[\t ]*")
_ROW_NUMBER = re.compile(r"(?:\d{1,4}|[IVXLC]{1,6}|[a-zđ])[.)]?|(?:S?TT|Số TT)\.?|", re.IGNORECASE)


def read(path: Path, name: str = "") -> Extracted:
    """Return the text of a .docx file, one paragraph per line, a table's row per line.

    Errors call it *name*, its own name unless given.

    Raises:
        ReadError: when it is damaged, protected, too large unpacked, or holds no text.
    """
    package = Package(path, name)
    try:
        body = Body(package)
        blocks = body.blocks()
        changes = body.changes()
    finally:
        package.close()
    texts, legacy = converted_runs(list(paragraphs_of(blocks)))
    lines = _lines(blocks, map(_tidy, texts))
    text = "\n".join(line for line in lines if line)
    if not text.strip():
        raise ReadError("no-text", name or path.name)
    return Extracted(text + "\n", Remarks(legacy=legacy, tracked_changes=changes))


def _tidy(text: str) -> str:
    """Return a paragraph's text without soft hyphens and with single blanks."""
    text = _BLANKS.sub(" ", clean(text.replace("\xad", "")))
    lines = (_TABS.sub("\t", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _lines(blocks: Iterable[Block], texts: Iterator[str]) -> Iterator[str]:
    """Return the lines of *blocks*, whose paragraphs read as the next of *texts*."""
    for block in blocks:
        if isinstance(block, Table):
            rows = [[list(_lines(cell, texts)) for cell in row] for row in block.rows]
            for row in rows:
                yield from _row(["\n".join(filter(None, cell)) for cell in row])
        else:
            yield next(texts)


def _row(cells: list[str]) -> Iterator[str]:
    """Return a table's row: one line, or the cells one after the other where it is layout.

    Cells of several lines are the two columns at the head and the foot of a document; a row
    that begins with its number, or has many cells, is one of a list.
    """
    listed = len(cells) > 2 and _ROW_NUMBER.fullmatch(cells[0]) is not None
    if any("\n" in cell for cell in cells) and not listed:
        yield from (line for cell in cells for line in cell.split("\n"))
    else:
        yield "\t".join(cell.replace("\n", " ") for cell in cells).strip()
