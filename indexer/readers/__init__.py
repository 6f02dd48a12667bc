"""Files in, document trees out: one module per kind of file.

Nothing in a file can do more than fail: it is read in a process of its own, within bounds, and
what is wrong with it is said in one sentence.
"""

from pathlib import Path

from indexer.readers.kinds import ARTICLES, SUFFIXES, suffix_of
from indexer.readers.reading import Reading
from knowledge.model import DocumentTree

__all__ = [
    "ARTICLES",
    "READER_VERSION",
    "SUFFIXES",
    "read",
    "read_file",
    "read_text",
    "read_trusted",
    "suffix_of",
]

READER_VERSION = "5"
"""Raised when the same bytes would give another tree, so that refreshes read files again."""

# The functions import at their call: the process in which a file is taken apart has no use for
# the parser, and would load it once per file.


def read(path: Path) -> Reading:
    """Return everything that one file holds, an archive's members that cannot be read included.

    Raises:
        ReadError: one sentence that names the file and says what to do.
    """
    from indexer.readers import documents

    return documents.read(path)


def read_file(path: Path) -> list[DocumentTree]:
    """Return the documents of one file, be it read in a process of its own.

    Raises:
        ReadError: one sentence that names the file, or the first member that cannot be read.
    """
    reading = read(path)
    if reading.problems:
        raise reading.problems[0]
    return [document.tree for document in reading.documents]


def read_trusted(path: Path) -> list[DocumentTree]:
    """Return the document of a Markdown file that came with the program, read right here.

    Raises:
        ReadError: when it is not text, or its front matter is wrong.
    """
    from indexer.readers import markdown

    return [markdown.read(path)]


def read_text(path: Path) -> str:
    """Return the text of one file as understood, without parsing it; an archive's one by one.

    Raises:
        ReadError: one sentence that names the file, or the first member that cannot be read.
    """
    from indexer.readers import documents

    return documents.read_text(path)
