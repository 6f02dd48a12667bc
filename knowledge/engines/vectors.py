"""The vectors of passages in FAISS: all compared while they are few, by their clusters after.

The files are memory-mapped, so that what is not looked at takes no memory and the system may take
back what was. Which index they hold depends on how many vectors there are, see `kind_for`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, Self

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge.engines import Rows, Scores

EXACT_UP_TO = 30_000
"""Vectors that are kept as they come (float32) and all compared: at most 4 ms a question."""
HALVED_UP_TO = 120_000
"""Vectors that are kept as float16 and all compared, 7 ms for 100,000; above, as bytes in
clusters: 145 MB for 370,000 instead of 570."""
_CLUSTERS = 1024
_PROBED = 64
"""Clusters looked into: those nearest to the question. Recall is told in docs/search.md."""
_TRAINED_ON = 40
"""Vectors for each cluster that the clusters are found from."""
_BATCH = 16_384
"""Vectors that are in memory at a time while an index is made."""
MAPPED = faiss.IO_FLAG_MMAP_IFC


def kind_for(count: int) -> str:
    """Return the FAISS factory's name of the index for *count* vectors."""
    if count <= EXACT_UP_TO:
        return "Flat"
    return "SQfp16" if count <= HALVED_UP_TO else f"IVF{_CLUSTERS},SQ8"


class Matrix(Protocol):
    """The rows that an index is made of: an array, or what reads a file of them in slices."""

    @property
    def shape(self) -> tuple[int, ...]:
        """The number of rows and that of the floats in each."""
        ...

    def __getitem__(self, rows: slice) -> Scores:
        """Return some *rows*, ``(n, d) float32`` of length 1."""
        ...


def write_index(matrix: Matrix, path: Path) -> None:
    """Write the index of the rows of *matrix* to *path*."""
    kinds: Any = faiss
    count, dimension = matrix.shape
    index: Any = kinds.index_factory(dimension, kind_for(count), faiss.METRIC_INNER_PRODUCT)
    if isinstance(index, faiss.IndexIVF):
        index.by_residual = False
        index.cp.spherical = True
        index.train(_each(max(1, count // (_CLUSTERS * _TRAINED_ON)), matrix))
    elif not index.is_trained:
        index.train(matrix[:_BATCH])
    for at in range(0, count, _BATCH):
        index.add(matrix[at : at + _BATCH])
    kinds.write_index(index, str(path))


def _each(step: int, matrix: Matrix) -> Scores:
    """Return each *step*-th row, as a copy: a view would keep in memory what it looks at."""
    starts = range(0, matrix.shape[0], _BATCH)
    return np.concatenate([matrix[at : at + _BATCH][-at % step :: step].copy() for at in starts])


@dataclass(frozen=True, slots=True)
class Among:
    """The rows that a search may find."""

    mask: NDArray[np.bool_]

    def bits(self, first: int, count: int) -> NDArray[np.uint8]:
        """Return one bit for each of *count* rows from *first* on, the lowest bit first."""
        return np.packbits(self.mask[first : first + count], bitorder="little")


class _Part:
    """One index open for searching."""

    # FAISS tells its types at run time only.
    def __init__(self, index: Any, first: int) -> None:
        self.first = first
        self.count = int(index.ntotal)
        self._index = index
        self._clustered = isinstance(index, faiss.IndexIVF)
        if self._clustered:
            index.make_direct_map()  # from a row to its place, so that it can be looked up
            index.parallel_mode = 1  # one question's clusters on all cores

    def nearest(self, vector: Scores, count: int, among: Among | None) -> tuple[Rows, Scores]:
        bits = among.bits(self.first, self.count) if among else None
        cosines, rows = self._index.search(
            vector[None], min(count, self.count), params=self._how(bits)
        )
        found = rows[0] >= 0
        return rows[0][found] + self.first, cosines[0][found]

    def _how(self, bits: NDArray[np.uint8] | None) -> Any:
        kinds: Any = faiss
        how = {} if bits is None else {"sel": kinds.IDSelectorBitmap(bits)}
        if self._clustered:
            return kinds.SearchParametersIVF(nprobe=min(_PROBED, self._index.nlist), **how)
        return kinds.SearchParameters(**how)

    def rows(self, rows: Rows) -> Scores:
        """Return the vectors of *rows*, which are all of this part."""
        vectors: Scores = self._index.reconstruct_batch(rows - self.first)
        return vectors


class Vectors:
    """One or more files of vectors, one after the other; safe to use from several threads."""

    def __init__(self, indexes: Sequence[Any]) -> None:
        """Take the indexes as `open` reads them."""
        self._parts: list[_Part] = []
        for index in indexes:
            part = _Part(index, len(self))
            if part.count:
                self._parts.append(part)

    @classmethod
    def open(cls, *paths: Path) -> Self:
        """Open the files at *paths*; raises RuntimeError or OSError when one is unreadable."""
        return cls([faiss.read_index(str(path), MAPPED) for path in paths])

    def __len__(self) -> int:
        """Return the number of rows."""
        return self._parts[-1].first + self._parts[-1].count if self._parts else 0

    def nearest(self, vector: Scores, count: int, among: Among | None) -> tuple[Rows, Scores]:
        """Return the *count* rows (or fewer) with the highest cosines to *vector*, best first."""
        found = [part.nearest(vector, count, among) for part in self._parts]
        if len(found) == 1:
            return found[0]
        rows = np.concatenate([np.empty(0, np.int64), *(rows for rows, _ in found)])
        cosines = np.concatenate([np.empty(0, np.float32), *(cosines for _, cosines in found)])
        best = np.argsort(-cosines, kind="stable")[:count]
        return rows[best], cosines[best]

    def cosines(self, vector: Scores, rows: Rows) -> Scores:
        """Return the cosine of each of *rows* with *vector*."""
        cosines = np.empty(len(rows), np.float32)
        for part in self._parts:
            own = (rows >= part.first) & (rows < part.first + part.count)
            if own.any():
                # Not `@`: the threads of a BLAS cost more than so small a product.
                cosines[own] = np.einsum("ij,j->i", part.rows(rows[own]), vector)
        return cosines
