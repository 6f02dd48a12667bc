"""Word documents (.docx), through viparse: legacy fonts become Unicode."""

from pathlib import Path

from indexer.readers.extract import extract
from indexer.readers.files import check_kind, check_size


def read(path: Path) -> str:
    """Return the text of a .docx file, one paragraph per line.

    Raises:
        ReadError: when it is damaged, protected, too large unpacked, or holds no text.
    """
    check_size(path)
    check_kind(path, ".docx")
    return extract(path)
