"""Files in, document trees out: one module per kind of file.

Nothing in a file can do more than fail: it is read within bounds, and what is wrong with it is
said in one sentence.
"""

from collections.abc import Callable
from pathlib import Path

from indexer.errors import ReadError
from indexer.notes import without_notes
from indexer.readers import articles, html, markdown, office, pdf, text
from indexer.readers.files import check_size
from indexer.structure import parse_document
from indexer.unofficial import marked_if_unofficial
from knowledge.model import DocumentTree

READER_VERSION = "2"
"""Raised when the same bytes would give another tree, so that refreshes read files again."""

_TO_TEXT: dict[str, Callable[[Path], str]] = {
    ".txt": text.read,
    ".htm": html.read,
    ".html": html.read,
    ".docx": office.read,
    ".pdf": pdf.read,
    ".md": markdown.read_text,
    ".markdown": markdown.read_text,
}
_MARKDOWN = (".md", ".markdown")
_ARTICLES = (".jsonl", ".jsonl.gz")
SUFFIXES = (*_TO_TEXT, *_ARTICLES)
"""Endings of the files that can be read."""


def suffix_of(path: Path) -> str:
    """Return the ending in lower case; ".jsonl.gz" counts as one."""
    name = path.name.lower()
    return ".jsonl.gz" if name.endswith(".jsonl.gz") else path.suffix.lower()


def read_file(path: Path) -> list[DocumentTree]:
    """Return the documents of one file.

    Raises:
        ReadError: one sentence that names the file and says what to do.
    """
    suffix = suffix_of(path)
    if suffix in _ARTICLES:
        return articles.read(path)
    if suffix in _MARKDOWN:
        return [markdown.read(path)]
    tree = parse_document(_reader(path)(path), path.name)
    if not tree.provisions:
        raise ReadError("no-provisions", path.name)
    return [marked_if_unofficial(without_notes(tree))]


def read_text(path: Path) -> str:
    """Return the text of one file as understood, without parsing it.

    Raises:
        ReadError: one sentence that names the file and says what to do.
    """
    check_size(path)
    if suffix_of(path) in _ARTICLES:
        return "\n".join(tree.text for tree in articles.read(path))
    return _reader(path)(path)


def _reader(path: Path) -> Callable[[Path], str]:
    try:
        return _TO_TEXT[suffix_of(path)]
    except KeyError:
        raise ReadError("unknown-kind", path.name, kinds=", ".join(SUFFIXES)) from None
