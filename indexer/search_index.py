"""Makes the searchable half of a snapshot: lexical index, vectors, and the restorer of marks.

Passages come by in batches, so the memory that a build takes does not grow with the library.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Protocol

from indexer.adapting.questions import read_questions, understood
from indexer.errors import IndexerError
from indexer.segmenting import segmenting
from indexer.stored import StoredPassages
from knowledge.embedding import Embedder
from knowledge.engines.local_writer import IndexRow, LocalWriter
from knowledge.library import Library
from knowledge.model import Passage
from knowledge.query import MARKS
from knowledge.vietnamese import Restorer, Segmenter, everyday_phrases

Progress = Callable[[str, int, int, str], None]
"""Called with (stage, done, total, document number)."""

_BATCH = 512
"""Passages that are in memory at a time."""


class Passages(Protocol):
    """All passages of a library in the order of their row numbers, as often as wanted."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Passage]: ...


class SearchIndexer:
    """Segments, embeds and indexes passages; what the caches know costs almost nothing."""

    def __init__(
        self, embedder: Embedder, segmenter: Segmenter, segments: Path | None = None
    ) -> None:
        """Take what embeds, what segments, and the file in which that keeps its results."""
        self._embedder = embedder
        self._segmenter = segmenter
        self._segments = segments

    @property
    def model_id(self) -> str:
        """Return the id of the embedding model."""
        return self._embedder.model_id

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""
        return self._embedder.dimension

    def build(self, folder: Path, passages: Passages, progress: Progress) -> None:
        """Write the index of *passages*, whose row numbers are their places, into *folder*."""
        with LocalWriter(folder, self.dimension) as writer:
            self._segment(writer, passages, progress)
            self._embed(writer, passages, progress)
            progress("index", 0, 1, "")
            with _writing():
                writer.finish()
        _learn(passages, folder)
        progress("index", 1, 1, "")

    def extend(
        self,
        folder: Path,
        previous: Library,
        gone: Mapping[str, range],
        passages: StoredPassages,
        progress: Progress,
    ) -> None:
        """Write into *folder* the index of *previous* less the documents *gone*, plus *passages*.

        Of each document that is gone the rows are told.
        """
        with LocalWriter(folder, self.dimension, previous.folder) as writer:
            for number, rows in gone.items():
                writer.remove(number, rows)
            self._segment(writer, passages, progress)
            self._embed(writer, passages, progress)
            progress("index", 0, 1, "")
            with _writing():
                writer.finish()
        _learn_changes(folder, previous, gone, passages)
        progress("index", 1, 1, "")

    def prepare(self, passages: Passages, progress: Progress) -> None:
        """Compute what building an index of *passages* will ask for, and keep it in the caches."""
        with segmenting(self._segmenter, self._segments, len(passages)) as words_of:
            for batch, done in _batches(passages):
                words_of(_parts(batch))
                progress("segment", done, len(passages), batch[-1].document)
        for batch, done in _batches(passages):
            self._embedder.encode_document(list(map(embedded_text, batch)))
            progress("embed", done, len(passages), batch[-1].document)

    def _segment(self, writer: LocalWriter, passages: Passages, progress: Progress) -> None:
        """Write the words of each passage's surroundings, heading and text."""
        with segmenting(self._segmenter, self._segments, len(passages)) as words_of:
            for batch, done in _batches(passages):
                words = iter(words_of(_parts(batch)))
                parts = zip(batch, words, words, words, strict=True)
                with _writing():
                    writer.add_rows([IndexRow(*part) for part in parts])
                progress("segment", done, len(passages), batch[-1].document)

    def _embed(self, writer: LocalWriter, passages: Passages, progress: Progress) -> None:
        """Write the vector of each passage."""
        total = len(passages)
        for batch, done in _batches(passages):
            number = batch[-1].document
            heard = partial(_embedded, progress, done - len(batch), total, number)
            vectors = self._embedder.encode_document(list(map(embedded_text, batch)), heard)
            with _writing():
                writer.add_vectors(vectors)
            progress("embed", done, total, number)


def embedded_text(passage: Passage) -> str:
    """Return what the embedding model reads of *passage*: its headings, then its text."""
    parts = (*passage.context.split("\n"), passage.text)
    return ". ".join(part for part in parts if part)


def _parts(batch: Sequence[Passage]) -> list[str]:
    """Return the surroundings, heading and text of each passage, one after the other."""
    return [text for p in batch for text in (*p.context.split("\n", 1), p.text)]


def _embedded(progress: Progress, before: int, total: int, number: str, count: int) -> None:
    progress("embed", before + count, total, number)


@contextmanager
def _writing() -> Iterator[None]:
    """Turn what the two engines say when a disk is full into one sentence."""
    try:
        yield
    except (ValueError, RuntimeError) as error:
        raise IndexerError(
            f"The index cannot be written: {error}; see that the disk has room and try again."
        ) from error


def _batches(passages: Passages) -> Iterator[tuple[list[Passage], int]]:
    """Yield the passages in batches, each with how many there were up to its end."""
    rest, done = iter(passages), 0
    while batch := list(islice(rest, _BATCH)):
        done += len(batch)
        yield batch, done


def _learn(passages: Passages, folder: Path) -> None:
    """Teach the restorer of marks the words of the library, and keep it in *folder*."""
    # Law asks no questions: how people put theirs is learnt from those of the encoder, too.
    asked = (understood(question.text) for question in read_questions())
    texts = chain(_texts(passages), everyday_phrases(), asked)
    Restorer().learn(texts).save(folder / MARKS)


def _learn_changes(
    folder: Path, previous: Library, gone: Iterable[str], passages: StoredPassages
) -> None:
    """Keep in *folder* the restorer of *previous* as what came and went changes it."""
    try:
        restorer = Restorer.load(previous.folder / MARKS)
    except ValueError:  # another version of the program wrote it
        _learn(passages.all(), folder)
        return
    gained = Counter(_texts(passages))
    lost = Counter(_texts(chain.from_iterable(map(previous.passages_of, gone))))
    # A document that changed has most of its words still.
    changed = restorer.changed((gained - lost).elements(), (lost - gained).elements())
    changed.save(folder / MARKS)


def _texts(passages: Iterable[Passage]) -> Iterator[str]:
    """Yield the text of each passage, and each context of a document once."""
    document, seen = "", set[str]()
    for passage in passages:
        if passage.document != document:
            document, seen = passage.document, set()
        if passage.context not in seen:
            seen.add(passage.context)
            yield passage.context
        yield passage.text
