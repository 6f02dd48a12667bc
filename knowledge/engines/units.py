"""Which passages make up which unit, and when each is in force: ``units.npz`` of a snapshot.

A passage has a row number, its place among the vectors. Rows of passages that a later snapshot
let go of stay where they are, in no unit, until the index is built anew.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.engines import Rows
from knowledge.model import Passage

ALWAYS, NEVER = 0, 4_000_000
"""Day numbers (proleptic Gregorian ordinals) for "no known start" and "no end"."""
NO_UNIT = -1


def days_of(passage: Passage) -> tuple[int, int]:
    """Return the first day on which *passage* is in force, and the first on which no longer."""
    start, end = passage.effective_from, passage.effective_to
    return (start.toordinal() if start else ALWAYS, end.toordinal() if end else NEVER)


@dataclass(frozen=True, slots=True)
class Units:
    """The units of an index in the order of their passages."""

    firsts: Rows
    """The first row of each unit, ``(units,)``."""
    ends: Rows
    """One past the last row of each."""
    days: NDArray[np.int32]
    """`days_of` each row, ``(rows, 2)``, those without a unit included."""

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the file at *path*; raises OSError, ValueError or KeyError when it is none."""
        with np.load(path) as arrays:
            firsts, days = arrays["firsts"], arrays["days"].astype(np.int32)
            # Snapshots of version 2 have no gaps: where a unit ends, the next begins.
            ends = arrays["ends"] if "ends" in arrays else firsts[1:]
            return cls(firsts[: len(ends)], ends, days)

    def save(self, path: Path) -> None:
        """Write the file."""
        np.savez(path, firsts=self.firsts, ends=self.ends, days=self.days)

    def __len__(self) -> int:
        """Return the number of units."""
        return len(self.firsts)

    def of_rows(self) -> Rows:
        """Return the unit of each row; NO_UNIT for a row that was let go of."""
        units: Rows = np.full(len(self.days), NO_UNIT, np.int64)
        units[self.rows_of(np.arange(len(self)))] = np.repeat(
            np.arange(len(self)), self.ends - self.firsts
        )
        return units

    def rows_of(self, units: Rows) -> Rows:
        """Return the rows of *units*, one unit after the other."""
        lengths = self.ends[units] - self.firsts[units]
        starts = np.cumsum(lengths) - lengths
        rows: Rows = np.arange(lengths.sum()) + np.repeat(self.firsts[units] - starts, lengths)
        return rows

    def without(self, gone: Rows) -> "Units":
        """Return the same rows without the units that *gone* rows belong to."""
        stay = ~np.isin(np.arange(len(self)), self.of_rows()[gone])
        return Units(self.firsts[stay], self.ends[stay], self.days)

    def in_force(self, day: date) -> NDArray[np.bool_]:
        """Return which rows are in force on *day*."""
        ordinal = day.toordinal()
        return (self.days[:, 0] <= ordinal) & (ordinal < self.days[:, 1])
