"""From the words of pages to the text of a file: lines, edges, footnotes, paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.errors import ReadError
from indexer.readers.ocr import Recognised
from indexer.readers.pdf_edges import without_edges
from indexer.readers.pdf_lines import Sheet
from indexer.readers.pdf_page import Page
from indexer.readers.pdf_paragraphs import paragraphs
from indexer.readers.pdf_small_print import (
    calls_at_the_end,
    without_footnotes,
    without_signatures,
)
from indexer.readers.pdf_tables import page_lines
from indexer.readers.reading import Extracted, Remarks


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as it is to be read."""

    page: Page
    recognised: Recognised | None = None
    """How its words were recognised; None for those of a text layer."""


def extracted(pages: Sequence[Seen], name: str, legacy: tuple[str, ...] = ()) -> Extracted:
    """Return the text of pages, and what had to be done to get at it.

    Raises:
        ReadError: when there is no word on any of them; *name* is the file's.
    """
    pictures = [seen.recognised for seen in pages if seen.recognised is not None]
    sheets = without_signatures([_sheet(seen) for seen in pages])
    sheets, notes = without_footnotes(without_edges(sheets))
    body = (calls_at_the_end(paragraph) for paragraph in paragraphs(sheets))
    text = "\n".join([*body, *paragraphs([Sheet(tuple(notes), 1.0)])])
    if not any(character.isalnum() for character in text):
        raise ReadError("only-pictures" if pictures else "no-text", name)
    letters = sum(picture.letters for picture in pictures)
    sure = sum(picture.confidence * picture.letters for picture in pictures)
    remarks = Remarks(
        legacy=legacy,
        confidence=sure / letters if letters else None,
        pages_recognised=sum(picture.letters > 0 for picture in pictures),
    )
    return Extracted(text + "\n", remarks)


def _sheet(seen: Seen) -> Sheet:
    lines = tuple(page_lines(seen.page))
    return Sheet(lines, seen.page.height, recognised=seen.recognised is not None)
