"""Writes the files that ``knowledge.engines.local`` searches, passage by passage.

What is written stays on the disk, not in memory: a library of 76,000 articles has 400,000
passages, and their vectors alone are 600 MB.
"""

import os
import shutil
import struct
from array import array
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import faiss
import numpy as np
import tantivy

from knowledge.engines import Scores, pairs_of, syllables_of
from knowledge.engines.units import NO_UNIT, Units, days_of
from knowledge.engines.vectors import MAPPED, kind_for, write_index
from knowledge.model import Passage
from knowledge.vietnamese import fold

LEXICAL, VECTORS, UNITS = "lexical", "vectors.faiss", "units.npz"
SINCE = "vectors-since.faiss"
"""Vectors of what came after the other file was written; it is there when there are any."""
_NAMES = (".managed.json", "meta.json")
"""What tantivy rewrites; its other files never change once they are written."""
_WRITER_MEMORY = 600_000_000
"""Bytes tantivy may hold before it writes a segment; it takes what it needs, for 370,000 passages
100 MB more than with a quarter of this. One segment is searched in two thirds of the time of seven.
"""
_COUNT_AT, _SIZE_AT, _HEADER = 8, 37, 45
"""In a FAISS file of flat vectors: where their number and the number of their floats stand (both
int64), and where the floats begin."""


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One passage, ready for the lexical index: segmented words of its three parts."""

    passage: Passage
    context: Sequence[str]
    """The document and the headings around the provision."""
    heading: Sequence[str]
    """The provision's own heading."""
    body: Sequence[str]
    """The passage's text."""


def vector_files(folder: Path) -> list[Path]:
    """Return the files of vectors of the snapshot in *folder*, in the order of their rows."""
    since = folder / SINCE
    return [folder / VECTORS, *([since] if since.exists() else [])]


def rows_of(folder: Path) -> tuple[int, int]:
    """Return how many rows the index in *folder* has, and how many of them weigh on it.

    Those are the ones without a unit, and the ones that came after it was laid out.
    """
    units = Units.load(folder / UNITS)
    since = sum(_count(path) for path in vector_files(folder)[1:])
    return len(units.days), since + int((units.of_rows() == NO_UNIT).sum())


class LocalWriter:
    """The index of a snapshot while it is written; passages of one provision stand together."""

    def __init__(self, folder: Path, dimension: int, previous: Path | None = None) -> None:
        """Begin in *folder*, for vectors of *dimension* floats.

        With *previous*, another snapshot's folder, its index is taken over and added to: files
        that never change are shared with it where the disk allows.
        """
        lexical = folder / LEXICAL
        lexical.mkdir()
        self._folder = folder
        self._units = Units(*_NO_UNITS)
        self._vectors = _VectorFile(folder / (SINCE if previous else VECTORS), dimension)
        if previous is None:
            index = tantivy.Index(_schema(), str(lexical))
        else:
            self._units = Units.load(previous / UNITS)
            _share(previous / VECTORS, folder / VECTORS)
            if (previous / SINCE).exists():
                self._vectors.add(_flat(previous / SINCE))
            _take_over(previous / LEXICAL, lexical)
            index = tantivy.Index.open(str(lexical))
        self._writer = index.writer(_WRITER_MEMORY, 1)
        self._firsts, self._days = array("q"), array("i")
        self._unit: tuple[str, str] | None = None
        self._finished = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Stop writing: what was not finished by now can be deleted."""
        self._vectors.close()
        if not self._finished:
            with suppress(ValueError, RuntimeError):  # the disk is full, say: there is no more
                self._writer.rollback()
            with suppress(ValueError, RuntimeError):
                self._writer.wait_merging_threads()

    @property
    def rows(self) -> int:
        """The number of rows so far, and so the row of the passage that is added next."""
        return len(self._units.days) + len(self._days) // 2

    def remove(self, number: str, rows: range) -> None:
        """Let go of the document with that number, whose passages stand in *rows*."""
        self._writer.delete_documents_by_term("document", number)
        self._units = self._units.without(np.arange(rows.start, rows.stop))

    def add_rows(self, rows: Sequence[IndexRow]) -> None:
        """Add the next passages to the lexical index."""
        for row in rows:
            number, passage = self.rows, row.passage
            unit = (passage.document, passage.path)
            if unit != self._unit:
                self._firsts.append(number)
                self._unit = unit
            self._days.extend(days_of(passage))
            self._writer.add_document(_document(number, row))

    def add_vectors(self, vectors: Scores) -> None:
        """Add the vectors of the next passages, ``(n, dimension) float32``."""
        self._vectors.add(vectors)

    def finish(self) -> None:
        """Bring everything to its final form.

        Raises:
            ValueError: there are not as many vectors as passages, or they cannot be read again.
            RuntimeError, OSError: it cannot be written.

        """
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._finished = True
        self._vectors.finish()
        held = sum(map(_count, vector_files(self._folder)))
        if held != self.rows:
            raise ValueError(f"{held} vectors were written for {self.rows} passages")
        firsts = np.array(self._firsts, np.int64)
        Units(
            np.concatenate([self._units.firsts, firsts]),
            np.concatenate([self._units.ends, np.append(firsts, self.rows)[1:]]),
            np.concatenate([self._units.days, np.array(self._days, np.int32).reshape(-1, 2)]),
        ).save(self._folder / UNITS)


_NO_UNITS = (np.empty(0, np.int64), np.empty(0, np.int64), np.empty((0, 2), np.int32))


def _take_over(old: Path, new: Path) -> None:
    """Share the files of a lexical index that never change, and copy those that do."""
    for path in old.iterdir():
        if path.name in _NAMES:
            shutil.copyfile(path, new / path.name)
        elif path.suffix != ".lock":
            _share(path, new / path.name)


def _share(old: Path, new: Path) -> None:
    """Give the file *old* the name *new* too, or copy it where a file can have one name only."""
    try:
        os.link(old, new)
    except OSError:  # FAT, some network drives, another device: more to write, nothing else
        shutil.copyfile(old, new)


def _count(path: Path) -> int:
    return int(faiss.read_index(str(path), MAPPED).ntotal)


def _flat(path: Path) -> Scores:
    """Return the vectors of a file that `_VectorFile` wrote and nobody made smaller."""
    index: Any = faiss.read_index(str(path), MAPPED)
    vectors: Scores = index.reconstruct_n(0, index.ntotal)
    return vectors


class _VectorFile:
    """A file of FAISS's flat vectors that grows; FAISS itself would hold all of them first."""

    def __init__(self, path: Path, dimension: int) -> None:
        self._path = path
        self._dimension = dimension
        self._count = 0
        faiss.write_index(faiss.IndexFlatIP(dimension), str(path))
        self._file = path.open("r+b")
        if self._file.seek(0, 2) != _HEADER:
            raise ValueError("this version of FAISS writes vectors in another form")

    def add(self, vectors: Scores) -> None:
        self._count += len(vectors)
        self._file.write(np.ascontiguousarray(vectors, np.float32).data)

    def finish(self) -> None:
        """Complete the file: made smaller where there are many, and gone where there are none."""
        for place, number in (
            (_COUNT_AT, self._count),
            (_SIZE_AT, self._count * self._dimension),
        ):
            self._file.seek(place)
            self._file.write(struct.pack("<q", number))
        self.close()
        if not self._count and self._path.name == SINCE:
            self._path.unlink()
        elif kind_for(self._count) != "Flat":
            smaller = self._path.with_suffix(".smaller")
            write_index(_Written(self._path, (self._count, self._dimension)), smaller)
            smaller.replace(self._path)

    def close(self) -> None:
        self._file.close()


@dataclass(frozen=True, slots=True)
class _Written:
    """The rows of a finished `_VectorFile`; in memory are only those that are asked for."""

    path: Path
    shape: tuple[int, int]

    def __getitem__(self, rows: slice) -> Scores:
        start, stop, _ = rows.indices(self.shape[0])
        width = self.shape[1]
        at = _HEADER + start * width * np.dtype(np.float32).itemsize
        found = np.fromfile(self.path, np.float32, (stop - start) * width, offset=at)
        return found.reshape(-1, width)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("heading", "context", "body", "syllables", "pairs", "folded"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    for name in ("row", "start", "end"):
        builder.add_integer_field(name, fast=True)
    return builder.build()


def _document(number: int, row: IndexRow) -> tantivy.Document:
    syllables = syllables_of([*row.heading, *row.body])
    texts = {
        "heading": row.heading,
        "context": row.context,
        "body": row.body,
        "syllables": syllables,
        "pairs": pairs_of(syllables),
    }
    document = tantivy.Document()
    for name, terms in texts.items():
        document.add_text(name, " ".join(terms))
    document.add_text("folded", fold(" ".join(syllables)))
    document.add_text("document", row.passage.document)
    start, end = days_of(row.passage)
    for name, value in (("row", number), ("start", start), ("end", end)):
        document.add_integer(name, value)
    return document
