"""The table of amendments in library.db: written when a snapshot is built, read by the library."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlite_utils import Database

from knowledge.amendments import Amendment, Change, Held, Span

TABLE = "amendments"

_SCHEMA = """
CREATE TABLE amendments (
    change TEXT, source_key TEXT, source TEXT, source_path TEXT,
    target_key TEXT, target TEXT, target_title TEXT, target_path TEXT, day TEXT,
    said_start INTEGER, said_end INTEGER, new_start INTEGER, new_end INTEGER,
    parts TEXT, held TEXT
);
CREATE INDEX amendments_source ON amendments (source_key);
CREATE INDEX amendments_target ON amendments (target_key);
"""
"""*_key* columns are the number_keys of held documents, "" for others; *parts* is a JSON list of
[path, start, end]."""


def write(db: Database, amendments: Iterable[tuple[Amendment, str, str]]) -> None:
    """Write the table anew; each amendment comes with its source's and its target's key."""
    db.executescript(f"DROP TABLE IF EXISTS {TABLE};{_SCHEMA}")
    db.conn.executemany(
        f"INSERT INTO {TABLE} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_row(amendment, source, target) for amendment, source, target in amendments],
    )


def exists(db: Database) -> bool:
    """Return whether *db* has the table; snapshots made by older versions have none."""
    return TABLE in db.table_names()


def _row(a: Amendment, source_key: str, target_key: str) -> tuple[Any, ...]:
    parts = json.dumps([(path, span.start, span.end) for path, span in a.parts])
    return (
        *(a.change.value, source_key, a.source, a.source_path),
        *(target_key, a.target, a.target_title, a.target_path),
        a.day.isoformat() if a.day else None,
        *(a.said.start, a.said.end, a.wording.start, a.wording.end),
        *(parts, a.held.value),
    )


def amendment_from(row: Mapping[str, Any]) -> Amendment:
    """Return the amendment of a row."""
    return Amendment(
        change=Change(row["change"]),
        source=row["source"],
        source_path=row["source_path"],
        target=row["target"],
        target_path=row["target_path"],
        day=date.fromisoformat(row["day"]) if row["day"] else None,
        said=Span(row["said_start"], row["said_end"]),
        wording=Span(row["new_start"], row["new_end"]),
        parts=tuple((path, Span(start, end)) for path, start, end in json.loads(row["parts"])),
        held=Held(row["held"]),
        target_title=row["target_title"],
    )
