"""What later documents did to single provisions: the table of amendments in library.db.

The amending document is quoted, never applied: an amendment keeps where its sentence and its new
wording stand in the amending document's own text.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

TABLE = "amendments"

SCHEMA = """
CREATE TABLE amendments (
    change TEXT, source_key TEXT, source TEXT, source_path TEXT,
    target_key TEXT, target TEXT, target_title TEXT, target_path TEXT, day TEXT,
    said_start INTEGER, said_end INTEGER, new_start INTEGER, new_end INTEGER,
    parts TEXT, held TEXT
);
CREATE INDEX amendments_source ON amendments (source_key);
CREATE INDEX amendments_target ON amendments (target_key);
"""
"""*_key* columns are number_keys of held documents, "" otherwise."""


class Change(StrEnum):
    """What happens to a provision."""

    REPLACED = "sua_doi"
    """It reads anew as a whole."""
    INSERTED = "bo_sung"
    REPEALED = "bai_bo"
    PARTLY = "mot_phan"
    """Less than the whole: a phrase, a heading, some matter in it."""


class Held(StrEnum):
    """Which wording the library's text of the amended provision is, as found by comparing."""

    BEFORE = "truoc"
    AFTER = "sau"
    UNKNOWN = "chua_ro"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's text."""

    start: int
    end: int

    def __bool__(self) -> bool:
        return self.end > self.start


@dataclass(frozen=True, slots=True)
class Amendment:
    """One provision changed by another document, from a day on."""

    change: Change
    source: str
    """Number of the document that amends; the library may not hold it."""
    source_path: str
    """The provision that says so; "" where only the document is known."""
    target: str
    target_path: str
    day: date | None
    """First day of the new law; None where it is not known."""
    said: Span = Span(0, 0)
    """The sentence that amends, in the source's text; empty where the source is not held."""
    wording: Span = Span(0, 0)
    """The new wording in the source's text, without its quotation marks; or empty."""
    parts: tuple[tuple[str, Span], ...] = ()
    """(path, span) of each khoản and điểm inside the new wording."""
    held: Held = Held.UNKNOWN
    target_title: str = ""

    def wording_of(self, path: str) -> Span:
        """Return the new wording of *path*, the amended provision or one inside it; or empty."""
        if path == self.target_path:
            return self.wording
        return dict(self.parts).get(path, Span(0, 0))


def in_force_first(amendment: Amendment) -> tuple[date, int]:
    """Return the key that sorts amendments by day; those without a day come last."""
    return (amendment.day or date.max, amendment.said.start)


def write(db: Database, amendments: Iterable[tuple[Amendment, str, str]]) -> None:
    """Write the table anew; each amendment comes with its source's and its target's key."""
    db.executescript(f"DROP TABLE IF EXISTS {TABLE};{SCHEMA}")
    db.conn.executemany(
        f"INSERT INTO {TABLE} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_row(amendment, source, target) for amendment, source, target in amendments],
    )


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
