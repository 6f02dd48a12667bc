"""PDF files with a text layer, through viparse: legacy fonts become Unicode, lines are rejoined."""

from pathlib import Path

from indexer.readers.extract import extract
from indexer.readers.files import check_kind, check_size
from indexer.unwrap import unwrap


def read(path: Path) -> str:
    """Return the text of a PDF, paragraphs on one line each, page numbers left out.

    Raises:
        ReadError: when it is damaged, protected, a scan, or holds no text.
    """
    check_size(path)
    check_kind(path, ".pdf")
    return unwrap(extract(path))
