"""The vectors of passages in FAISS: searched exactly while they are few, by their clusters after.

One file in a snapshot, memory-mapped, so that what is not looked at takes no memory and the system
may take back what was. Which index it holds depends on how many vectors there are, see `kind_for`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge.engines import Rows, Scores

EXACT_UP_TO = 30_000
"""Vectors that are kept as they come (float32) and all compared: at most 4 ms a question."""
HALVED_UP_TO = 120_000
"""Vectors that are kept as float16 and all compared, 7 ms for 100,000; above, in clusters."""
_CLUSTERS = 1024
_PROBED = 128
"""Clusters looked into: those nearest to the question. Recall is told in docs/search.md."""
_MAPPED = faiss.IO_FLAG_MMAP | faiss.IO_FLAG_MMAP_IFC


def kind_for(count: int) -> str:
    """Return the FAISS factory's name of the index for *count* vectors."""
    if count <= EXACT_UP_TO:
        return "Flat"
    return "SQfp16" if count <= HALVED_UP_TO else f"IVF{_CLUSTERS},SQfp16"


@dataclass(frozen=True, slots=True)
class Among:
    """The rows that a search may find."""

    bits: NDArray[np.uint8]
    """One bit a row, the lowest first."""

    @classmethod
    def of(cls, mask: NDArray[np.bool_]) -> Self:
        """Return the rows where *mask* is true."""
        return cls(np.packbits(mask, bitorder="little"))


class Vectors:
    """An index open for searching; safe to use from several threads."""

    # FAISS tells its types at run time only.
    def __init__(self, index: Any) -> None:
        """Take *index* as `open` reads it."""
        self._index = index
        self._clustered = isinstance(index, faiss.IndexIVF)
        if self._clustered:
            index.make_direct_map()  # from a row to its place, so that it can be looked up
            lists = faiss.downcast_InvertedLists(index.invlists)
            if isinstance(lists, faiss.OnDiskInvertedLists):
                lists.prefetch_nthread = 0  # starting threads takes longer than the search

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the file at *path*; raises RuntimeError or OSError when it is unreadable."""
        return cls(faiss.read_index(str(path), _MAPPED))

    def __len__(self) -> int:
        """Return the number of rows."""
        return int(self._index.ntotal)

    def nearest(self, vector: Scores, count: int, among: Among | None) -> tuple[Rows, Scores]:
        """Return the *count* rows (or fewer) with the highest cosines to *vector*, best first."""
        count = min(count, len(self))
        if not count:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        how = self._how(among)
        cosines, rows = self._index.search(vector[None], count, params=how)
        found = rows[0] >= 0
        return rows[0][found], cosines[0][found]

    def _how(self, among: Among | None) -> Any:
        kinds: Any = faiss
        how: dict[str, Any] = {"sel": kinds.IDSelectorBitmap(among.bits)} if among else {}
        if self._clustered:
            return kinds.SearchParametersIVF(nprobe=min(_PROBED, self._index.nlist), **how)
        return kinds.SearchParameters(**how)

    def cosines(self, vector: Scores, rows: Rows) -> Scores:
        """Return the cosine of each of *rows* with *vector*."""
        if not len(rows):
            return np.empty(0, np.float32)
        result: Scores = self._index.reconstruct_batch(rows) @ vector
        return result
