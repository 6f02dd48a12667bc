"""The text of a Word file (.docx): what a reader of the printed page sees, line by line."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from indexer.errors import ReadError
from indexer.readers.docx_body import Block, Body, Table, paragraphs_of
from indexer.readers.docx_package import Package
from indexer.readers.docx_runs import NOTE_CLOSES, NOTE_OPENS
from indexer.readers.legacy import converted_runs
from indexer.readers.lookalikes import mended
from indexer.readers.reading import Extracted, Remarks
from indexer.readers.text import clean

_BLANKS = re.compile(r"[^\S\t\n]+")
_TABS = re.compile(r" *\t[\t ]*")
_CALL = re.compile(f"{NOTE_OPENS}\\d+{NOTE_CLOSES}")
_LABEL = re.compile(
    r"(?:(?:điều|chương|mục|phần|phụ lục)\s+)?\w{1,5}\s*[.):]?"
    rf"\s*(?:{_CALL.pattern})+[.):]?\s*(?=\S)",
    re.IGNORECASE,
)
"""A provision's label in which a note is called."""
_ROW_NUMBER = re.compile(r"(?:\d{1,4}|[IVXLC]{1,6}|[a-zđ])[.)]?|(?:S?TT|Số TT)\.?|", re.IGNORECASE)


def read(path: Path, name: str = "", *, deleted: bool = False) -> Extracted:
    """Return the text of a .docx file, one paragraph per line, a table's row per line.

    Errors call it *name*, its own name unless given. With *deleted*, what tracked changes have
    deleted is part of the text, and told as such; otherwise they are accepted.

    Raises:
        ReadError: when it is damaged, protected, too large unpacked, or holds no text.
    """
    package = Package(path, name)
    try:
        body = Body(package, deleted=deleted)
        blocks = body.blocks()
        insertions, deletions = body.insertions(), body.deletions()
    finally:
        package.close()
    texts, legacy = converted_runs(list(paragraphs_of(blocks)))
    lines = _lines(blocks, map(_tidy, texts))
    text = "\n".join(line for line in lines if line)
    if not text.strip():
        raise ReadError("no-text", name or path.name)
    accepted, kept = (insertions, deletions) if deleted else (insertions + deletions, 0)
    remarks = Remarks(legacy=legacy, tracked_changes=accepted, tracked_deletions=kept)
    return Extracted(text + "\n", remarks)


def _tidy(text: str) -> str:
    """Return a paragraph's text without soft hyphens and with single blanks."""
    text = _BLANKS.sub(" ", mended(clean(text.replace("\xad", ""))))
    lines = (_TABS.sub("\t", line).strip() for line in text.split("\n"))
    return "\n".join(_with_notes(line) for line in lines if line)


def _with_notes(line: str) -> str:
    """Return a line with the notes it calls as "[1]".

    A note to the whole provision is called inside its label ("Điều 5.¹ Phạm vi"): that moves to
    the line's end, so that label and heading are what they are.
    """
    label = _LABEL.match(line)
    if label is not None:
        opening, calls = _CALL.sub("", label[0]), _CALL.findall(label[0])
        line = opening + line[label.end() :].rstrip() + "".join(calls)
    return line.replace(NOTE_OPENS, "[").replace(NOTE_CLOSES, "]")


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
