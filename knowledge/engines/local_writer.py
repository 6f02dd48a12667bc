"""Writes the files that ``knowledge.engines.local`` searches, passage by passage.

What is written stays on the disk, not in memory: a library of 76,000 articles has 400,000
passages, and their vectors alone are 600 MB.
"""

import struct
from array import array
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import faiss
import numpy as np
import tantivy

from knowledge.engines import Scores, pairs_of, syllables_of
from knowledge.model import Passage
from knowledge.vietnamese import fold

LEXICAL, VECTORS, UNITS = "lexical", "vectors.faiss", "units.npz"
ALWAYS, NEVER = 0, 4_000_000
"""Day numbers (proleptic Gregorian ordinals) for "no known start" and "no end"."""
_WRITER_MEMORY = 60_000_000
"""Bytes tantivy may hold before it writes a segment."""
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


class LocalWriter:
    """The index of a snapshot while it is written; passages of one provision stand together."""

    def __init__(self, folder: Path, dimension: int) -> None:
        """Begin in the empty *folder*, for vectors of *dimension* floats."""
        lexical = folder / LEXICAL
        lexical.mkdir()
        self._folder = folder
        self._writer = tantivy.Index(_schema(), str(lexical)).writer(_WRITER_MEMORY, 1)
        self._vectors = _VectorFile(folder / VECTORS, dimension)
        self._firsts = array("q")
        self._days = array("q")
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

    def add_rows(self, rows: Sequence[IndexRow]) -> None:
        """Add the next passages to the lexical index."""
        for row in rows:
            number, passage = len(self._days) // 2, row.passage
            unit = (passage.document, passage.path)
            if unit != self._unit:
                self._firsts.append(number)
                self._unit = unit
            self._days.extend(_days(passage))
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
        count = len(self._days) // 2
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._finished = True
        self._vectors.finish(count)
        np.savez(
            self._folder / UNITS,
            firsts=np.array([*self._firsts, count], np.int64),
            days=np.array(self._days, np.int64).reshape(-1, 2),
        )


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

    def finish(self, count: int) -> None:
        for place, number in (
            (_COUNT_AT, self._count),
            (_SIZE_AT, self._count * self._dimension),
        ):
            self._file.seek(place)
            self._file.write(struct.pack("<q", number))
        self.close()
        index = faiss.read_index(str(self._path), faiss.IO_FLAG_MMAP_IFC)
        if not count == self._count == index.ntotal or index.d != self._dimension:
            raise ValueError(f"{self._count} vectors were written for {count} passages")

    def close(self) -> None:
        self._file.close()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("heading", "context", "body", "syllables", "pairs", "folded"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
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
    start, end = _days(row.passage)
    for name, value in (("row", number), ("start", start), ("end", end)):
        document.add_integer(name, value)
    return document


def _days(passage: Passage) -> tuple[int, int]:
    start, end = passage.effective_from, passage.effective_to
    return (start.toordinal() if start else ALWAYS, end.toordinal() if end else NEVER)
