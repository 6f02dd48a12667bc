"""From what a file's process says to documents: texts parsed, archives opened member by member."""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import ReadError
from indexer.notes import without_notes
from indexer.readers import articles, markdown, sandbox
from indexer.readers.files import check_size
from indexer.readers.kinds import ARTICLES, suffix_of
from indexer.readers.reading import Extracted, ReadDocument, Reading
from indexer.readers.sandbox_answer import Member, member_name
from indexer.structure import parse_document
from indexer.unofficial import marked_if_unofficial
from knowledge.model import DocumentTree

_LOG = logging.getLogger(__name__)
SECONDS_OF_ARCHIVE = 3600
"""Time after which no further member of an archive is begun: 200 hanging ones would take a day."""
_MARKDOWN = (".md", ".markdown")


@dataclass(frozen=True, slots=True)
class _Part:
    """A file, or one of an archive, with its words or the documents that it lists."""

    name: str
    """As people know it, the archive included."""
    source: str
    """Its own name."""
    kind: str
    extracted: Extracted
    trees: tuple[DocumentTree, ...] = ()


def read(path: Path) -> Reading:
    """Return the documents of a file, and what could not be read where it is an archive.

    Raises:
        ReadError: when the file cannot be read.
    """
    documents: list[ReadDocument] = []
    problems: list[ReadError] = []
    for part in _parts(path):
        try:
            if isinstance(part, ReadError):
                raise part
            documents += [ReadDocument(tree, part.extracted.remarks) for tree in _trees(part)]
        except ReadError as error:
            if error.name == path.name:
                raise
            problems.append(error)
    return Reading(tuple(documents), tuple(problems))


def read_text(path: Path) -> str:
    """Return the words of a file, those of an archive's members one after the other.

    Raises:
        ReadError: when it, or the first member that fails, cannot be read.
    """
    texts = []
    for part in _parts(path):
        if isinstance(part, ReadError):
            raise part
        if part.kind in _MARKDOWN:
            texts.append(markdown.words_of(part.extracted.text, part.name))
        else:
            texts += [part.extracted.text, *(tree.text for tree in part.trees)]
    return "\n".join(filter(None, texts))


def _parts(path: Path) -> Iterator[_Part | ReadError]:
    """Yield the file, or each file of an archive, read in a process of its own."""
    check_size(path)
    if suffix_of(path) in ARTICLES:
        yield _listed(path, path.name, path.name)
        return
    with sandbox.opened(path.resolve(), path.name) as answer:
        if not answer.members:
            yield _Part(path.name, path.name, answer.kind, answer.extracted)
        end = time.monotonic() + SECONDS_OF_ARCHIVE
        for member in answer.members:
            if isinstance(member, ReadError):
                yield member
            else:
                yield _member(member, path.name, end)


def _member(member: Member, archive: str, end: float) -> _Part | ReadError:
    name = member_name(archive, member.name)
    if time.monotonic() > end:
        return ReadError("slow", name, seconds=SECONDS_OF_ARCHIVE)
    try:
        if suffix_of(member.path) in ARTICLES:
            return _listed(member.path, name, member.name)
        with sandbox.opened(member.path, name) as answer:
            if answer.members:
                return ReadError("archive-nested", name)
            return _Part(name, member.name, answer.kind, answer.extracted)
    except ReadError as error:
        return error


def _listed(path: Path, name: str, source: str) -> _Part:
    """Return a list of articles; it is JSON, line by line, which Python itself reads safely."""
    return _Part(name, source, suffix_of(path), Extracted(""), tuple(articles.read(path, name)))


def _trees(part: _Part) -> tuple[DocumentTree, ...]:
    """Return the documents of a part.

    Raises:
        ReadError: when nothing in it can be cited, or nobody foresaw what it says.
    """
    if part.trees:
        return part.trees
    try:
        tree = _tree(part)
    except (ValueError, ArithmeticError, LookupError, RecursionError) as error:
        _LOG.exception("a file of kind %s could not be understood", part.kind)
        raise ReadError("not-understood", part.name, reason=type(error).__name__) from error
    return (tree,)


def _tree(part: _Part) -> DocumentTree:
    if part.kind in _MARKDOWN:
        return markdown.document_of(part.extracted.text, part.name, part.source)
    tree = parse_document(part.extracted.text, part.source)
    if not tree.provisions:
        raise ReadError("no-provisions", part.name)
    return marked_if_unofficial(without_notes(tree))
