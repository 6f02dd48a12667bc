"""How units are worded, as questions are compared with them: read from library.db.

It is worked out when a snapshot is built. To read and cut the text of sixty Điều for each
question takes longer than everything else that is done for it.
"""

import threading
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from knowledge.engines import pairs_of
from knowledge.model import DocumentTree, Passage
from knowledge.vietnamese import plain_syllables

TABLE = "wordings"
SCHEMA = f"""
CREATE TABLE {TABLE} (row INTEGER PRIMARY KEY, phrases BLOB, heading TEXT, length INTEGER);
"""
"""*row* is that of the unit's first passage; the others are the fields of `Wording`."""

Phrases = NDArray[np.uint32]
"""Numbers of pairs of neighbouring syllables: CRC-32 of how they are written. That a pair is taken
for one of the 250 of a unit that lacks it happens once in seventeen million times."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A unit as questions are compared with it."""

    phrases: Phrases
    """Pairs of its syllables and of its document's title, each once, ascending."""
    heading: tuple[str, ...]
    """Syllables of its heading, each once."""
    length: int
    """Syllables."""


def which_have(wordings: Sequence[Wording], phrases: Phrases) -> NDArray[np.bool_]:
    """Return which of *phrases* each of *wordings* has, ``(wordings, phrases) bool``."""
    asked, places = np.unique(phrases, return_inverse=True)
    found = np.zeros((len(wordings), len(asked)), np.bool_)
    if found.size:
        held = np.concatenate([one.phrases for one in wordings])
        owners = np.repeat(np.arange(len(wordings)), [len(one.phrases) for one in wordings])
        at = np.searchsorted(asked, held)
        at[at == len(asked)] = 0
        same = asked[at] == held
        found[owners[same], at[same]] = True
    return found[:, places]


def numbers_of(pairs: Sequence[str]) -> Phrases:
    """Return the number of each of *pairs*, as `knowledge.engines.pairs_of` writes them."""
    return np.array([crc32(pair.encode()) for pair in pairs], np.uint32)


def wording_of(title: str, heading: str, text: str) -> Wording:
    """Return the wording of a unit with *heading* and *text*, of a document called *title*."""
    syllables = plain_syllables(text)
    return Wording(
        phrases=np.unique(numbers_of(pairs_of([*plain_syllables(title), *syllables]))),
        heading=tuple(dict.fromkeys(plain_syllables(heading))),
        length=len(syllables),
    )


class Wordings:
    """The wordings of the units of one open snapshot, by unit; read when they are asked for."""

    def __init__(self, db: Database, lock: threading.RLock) -> None:
        """Read from *db*, which is used by one thread at a time: who holds *lock*."""
        self._db = db
        self._lock = lock
        with lock:
            rows = db.execute(f"SELECT row FROM {TABLE} ORDER BY row")
            self._rows = array("q", (row for (row,) in rows))

    def __getitem__(self, unit: int) -> Wording:
        query = f"SELECT phrases, heading, length FROM {TABLE} WHERE row = ?"
        with self._lock:
            found = self._db.execute(query, [self._rows[unit]]).fetchone()
        phrases, heading, length = found
        return Wording(np.frombuffer(phrases, np.uint32), tuple(heading.split()), length)


def exists(db: Database) -> bool:
    """Return whether *db* has the table; snapshots of versions before 4 have none."""
    return TABLE in db.table_names()


def write(db: Database, first: int, tree: DocumentTree, passages: Sequence[Passage]) -> None:
    """Store the wordings of the units of *tree*, whose *passages* stand from row *first* on."""
    db.conn.executemany(
        f"INSERT INTO {TABLE} VALUES (?, ?, ?, ?)",
        [
            (row, one.phrases.tobytes(), " ".join(one.heading), one.length)
            for row, one in _wordings(first, tree, passages)
        ],
    )


def erase(db: Database, rows: range) -> None:
    """Take out the wordings of the units in *rows*."""
    db.execute(f"DELETE FROM {TABLE} WHERE row >= ? AND row < ?", [rows.start, rows.stop])


def _wordings(
    first: int, tree: DocumentTree, passages: Sequence[Passage]
) -> Iterator[tuple[int, Wording]]:
    """Yield the wording of each unit, with the row of its first passage."""
    provisions = {one.path: one for one in tree.provisions}
    paths = ["", *(passage.path for passage in passages)]
    for row, (before, path) in enumerate(pairwise(paths), first):
        if path != before:
            unit = provisions[path]
            text = tree.text[unit.start : unit.end]
            yield row, wording_of(tree.document.title, unit.heading, text)
