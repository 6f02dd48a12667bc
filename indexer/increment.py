"""What a small change costs: the passages of the documents that it touches, and no others.

The database of the previous snapshot is copied and changed, and its index is added to. What was
taken out leaves rows behind and what came in stands after all others, so once in a while
everything is laid out anew: see MOST_ADDED. Files that did not change are those of the previous
snapshot (hard links): half a gigabyte less to write for each document.
"""

import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from indexer.amended_scope import Touched
from knowledge import store, wordings
from knowledge.engines.local_writer import rows_of
from knowledge.library import DATABASE, Library

MOST_ADDED = 0.1
"""Share of the library's passages up to which changes are added to the index as it is."""

LEAST = 5_000
"""Passages from which on an index is added to. A smaller one is built whole in seconds, and then
no snapshot shares a file with another."""

_OF_DOCUMENTS = (("provisions", "document"), ("relations", "document"), ("documents", "number"))
_DATED = (
    "SELECT document, position, effective_from, effective_to FROM {}.provisions"
    " WHERE effective_from IS NOT NULL OR effective_to IS NOT NULL"
)
_TOUCHED = (
    "SELECT n.number FROM documents n LEFT JOIN old.documents o ON o.number = n.number"
    " WHERE o.digest IS NOT n.digest OR o.effective_from IS NOT n.effective_from"
    " OR o.effective_to IS NOT n.effective_to",
    "SELECT o.number FROM old.documents o LEFT JOIN documents n ON n.number = o.number"
    " WHERE n.number IS NULL",
    # Few provisions have days of their own: this is one look at each, and no joining of all.
    f"SELECT document FROM ({_DATED.format('main')} EXCEPT {_DATED.format('old')})",
    f"SELECT document FROM ({_DATED.format('old')} EXCEPT {_DATED.format('main')})",
)
"""Documents of which a passage may differ: by its words, its headings, or its days."""


@dataclass(frozen=True, slots=True)
class Increment:
    """How the passages of a new database differ from those of the one before."""

    gone: dict[str, range]
    """The rows of the documents that are not as they were, by number."""
    fresh: tuple[str, ...]
    """Numbers of the documents that are to be cut into passages, by their keys."""
    rows: int
    """Rows of the index before: where the next passage goes."""
    added: int
    """How many of them were added since the index was laid out, or were let go of since."""

    def small(self, passages: int, held: int) -> bool:
        """Say whether the index can take *passages* more, *held* of all being held then."""
        let_go = sum(len(rows) for rows in self.gone.values())
        return self.added + let_go + passages <= MOST_ADDED * held


def can_be_added_to(previous: Library, model_id: str) -> bool:
    """Say whether the snapshot is large enough, and of this version and model."""
    manifest = previous.manifest
    same = manifest.schema_version == store.SCHEMA_VERSION and manifest.model_id == model_id
    return same and manifest.passages >= LEAST


def copy_database(previous: Library, path: Path) -> sqlite3.Connection:
    """Copy the database of *previous* to *path* and open it to be changed."""
    shutil.copyfile(previous.folder / DATABASE, path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    return connection


def drop_documents(db: Database, keys: set[str]) -> None:
    """Take the documents with *keys* out of a copied database; their passages stay for now."""
    for key in keys:
        for row in db.execute("SELECT number FROM documents WHERE key = ?", [key]).fetchall():
            for table, column in _OF_DOCUMENTS:
                db.execute(f"DELETE FROM {table} WHERE {column} = ?", row)


def touched_by(db: Database, previous: Library) -> Touched:
    """Return the documents of which *db*, whose dates are resolved, says other than *previous*."""
    db.conn.commit()
    db.execute("ATTACH ? AS old", [str(previous.folder / DATABASE)])
    try:
        numbers = {number for query in _TOUCHED for (number,) in db.execute(query).fetchall()}
        found = [
            db.execute(f"SELECT title FROM {where}.documents WHERE number = ?", [number]).fetchone()
            for number in numbers
            for where in ("main", "old")
        ]
    finally:
        db.execute("DETACH old")
    return Touched(frozenset(numbers), frozenset(row[0] or "" for row in found if row))


def increment_of(db: Database, previous: Library, touched: Touched) -> Increment:
    """Return what differs for the index, and take the passages that are gone out of *db*."""
    gone = {number: rows for number in touched.numbers if (rows := _rows(db, number))}
    for number, rows in gone.items():
        db.execute("DELETE FROM passages WHERE document = ?", [number])
        wordings.erase(db, rows)
    numbers = db.execute("SELECT number FROM documents ORDER BY key").fetchall()
    fresh = tuple(number for (number,) in numbers if number in touched.numbers)
    return Increment(gone, fresh, *rows_of(previous.folder))


def _rows(db: Database, number: str) -> range | None:
    """Return the rows of a document's passages; they were cut together and stand together."""
    first, last = db.execute(
        "SELECT MIN(row), MAX(row) FROM passages WHERE document = ?", [number]
    ).fetchone()
    return None if first is None else range(first, last + 1)
