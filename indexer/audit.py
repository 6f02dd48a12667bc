"""The log of every act on the library: who, when, what, to what, before and after.

``audit.db`` in the home only ever grows: triggers refuse to change or delete a row. An act on the
published snapshot is written down before it is done, and its outcome afterwards; when the process
dies in between, which snapshot is live tells whether it was done, and the next act settles it.
"""

import csv
import io
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from indexer.errors import IndexerError
from knowledge.clock import Clock, SystemClock
from knowledge.errors import LibraryError
from knowledge.library import current_snapshot

NAME = "audit.db"
_WAIT = 30
"""Seconds to wait for another process that writes."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, actor TEXT NOT NULL, act TEXT NOT NULL,
    target TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
    part_of INTEGER REFERENCES entries, process INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS outcomes (
    entry INTEGER PRIMARY KEY REFERENCES entries, at TEXT NOT NULL, outcome TEXT NOT NULL
);
CREATE TRIGGER IF NOT EXISTS entries_stay BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
CREATE TRIGGER IF NOT EXISTS entries_remain BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
CREATE TRIGGER IF NOT EXISTS outcomes_stay BEFORE UPDATE ON outcomes
BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
CREATE TRIGGER IF NOT EXISTS outcomes_remain BEFORE DELETE ON outcomes
BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
"""
"""*part_of* is the act that an entry belongs to and shares its outcome with; *process* wrote it."""
_SELECT = (
    "SELECT e.id, e.at, e.actor, e.act, e.target, e.before, e.after, o.outcome,"
    " whole.target AS snapshot, e.process FROM entries e"
    " JOIN entries whole ON whole.id = COALESCE(e.part_of, e.id)"
    " LEFT JOIN outcomes o ON o.entry = whole.id"
)
_COLUMNS = ("id", "at", "actor", "act", "target", "before", "after", "outcome")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes a cell for a formula by."""

Values = Mapping[str, Any]
"""What JSON can hold."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that is being done."""

    actor: str
    act: str
    """"publish", "rollback", "correct", "end", "remove", "restore"; the bot has more."""
    target: str
    """A snapshot, or the number of a document."""
    before: Values = field(default_factory=dict)
    after: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act as the log shows it."""

    id: int
    at: str
    """ISO 8601 with the time zone."""
    actor: str
    act: str
    target: str
    before: Values
    after: Values
    outcome: str
    """"done", "failed" (nothing was changed), "begun" (it is being done), or "died": the process
    that was at it is gone, and nothing was changed."""


class AuditLog:
    """The log of one home; what reads it makes no file."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._path = home / NAME

    def record(
        self,
        actor: str,
        act: str,
        target: str,
        before: Values | None = None,
        after: Values | None = None,
        clock: Clock | None = None,
    ) -> int:
        """Write down an act that is done; return its number. It is on disk afterwards."""
        now = _now(clock or SystemClock())
        with self._writing() as connection:
            entry = _insert(connection, now, Act(actor, act, target, before or {}, after or {}))
            _conclude(connection, entry, now, "done")
        return entry

    @contextmanager
    def acting(self, acts: Sequence[Act], clock: Clock) -> Iterator[None]:
        """Write down what is about to be done, and how it went.

        The first of *acts* makes its target the live snapshot, the others are parts of it. The
        caller holds the builder's lock.
        """
        with self._writing() as connection:
            whole = _insert(connection, _now(clock), acts[0])
            for act in acts[1:]:
                _insert(connection, _now(clock), act, whole)
        try:
            yield
        finally:
            # The deed counts, not how its doing ended: an interruption may come after it. Where
            # nothing can be written (a full disk), the next act settles this one.
            with suppress(sqlite3.Error, IndexerError):
                self.settle(clock)

    def settle(self, clock: Clock | None = None) -> None:
        """Conclude acts whose process died, by what is live; the caller holds the builder's lock.

        Every act settles those before it, so what is live still shows what became of them.
        """
        if not self._begun():
            return
        now = _now(clock or SystemClock())
        with self._writing() as connection:
            for entry, target in connection.execute(
                "SELECT id, target FROM entries WHERE part_of IS NULL"
                " AND id NOT IN (SELECT entry FROM outcomes)"
            ).fetchall():
                _conclude(connection, entry, now, "done" if target == self._live() else "failed")

    def entries(
        self, limit: int = 50, before: int | None = None, act: str = ""
    ) -> list[AuditEntry]:
        """Return the newest entries first; *before* is the id from which to go on."""
        where = " WHERE (? IS NULL OR e.id < ?) AND (? = '' OR e.act = ?)"
        order = " ORDER BY e.id DESC LIMIT ?"
        return list(self._read(_SELECT + where + order, (before, before, act, act, limit)))

    def made_live(self) -> tuple[str, frozenset[str]]:
        """Return since when (ISO 8601) this log is kept, "" for never, and what was live since."""
        if not self._begun():
            return "", frozenset()
        with self._open() as connection:
            (since,) = connection.execute("SELECT MIN(at) FROM entries").fetchone()
            targets = connection.execute(
                "SELECT e.target FROM entries e JOIN outcomes o ON o.entry = e.id"
                " WHERE o.outcome = 'done' AND e.act IN ('publish', 'rollback')"
            )
            return since or "", frozenset(target for (target,) in targets)

    def write_csv(self, stream: BinaryIO) -> None:
        """Write all entries, oldest first, as a table that spreadsheets open as it is meant.

        UTF-8 with a mark of its order; a cell that begins like a formula is led by an apostrophe.
        """
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        writer = csv.writer(text)
        writer.writerow(_COLUMNS)
        for entry in self._read(_SELECT + " ORDER BY e.id", ()):
            cells = (_cell(getattr(entry, column)) for column in _COLUMNS)
            writer.writerow(cells)
        text.flush()
        text.detach()

    def _read(self, query: str, values: Sequence[Any]) -> Iterable[AuditEntry]:
        if not self._begun():
            return []
        with self._open() as connection:
            rows = connection.execute(query, values).fetchall()
        live = self._live()
        return [_entry(row, live) for row in rows]

    def _begun(self) -> bool:
        """Say whether there is a log; a process that died making it leaves an empty file."""
        if not self._path.exists():
            return False
        with self._open() as connection:
            tables = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'outcomes'")
            return tables.fetchone() is not None

    def _live(self) -> str:
        try:
            return current_snapshot(self._home).name
        except LibraryError:
            return ""

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self._home.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):  # SQLite gives its journal the file's permissions
            os.close(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with self._open() as connection:
            connection.execute("PRAGMA synchronous=EXTRA")
            connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} COMMIT;")
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.commit()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=_WAIT)) as connection:
                yield connection
        except sqlite3.OperationalError:
            raise  # locked, full, not allowed: the caller's sentence says so
        except sqlite3.DatabaseError as error:
            raise IndexerError(
                f"The audit log {self._path} is damaged ({error}): keep it under another name "
                "and try again; a new one is begun."
            ) from error


def _insert(connection: sqlite3.Connection, now: str, act: Act, whole: int | None = None) -> int:
    cursor = connection.execute(
        "INSERT INTO entries (at, actor, act, target, before, after, part_of, process)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            now,
            act.actor or "program",
            act.act,
            act.target,
            _json(act.before),
            _json(act.after),
            whole,
            os.getpid(),
        ),
    )
    return cursor.lastrowid or 0


def _conclude(connection: sqlite3.Connection, entry: int, now: str, outcome: str) -> None:
    connection.execute("INSERT INTO outcomes VALUES (?, ?, ?)", (entry, now, outcome))


def _entry(row: Sequence[Any], live: str) -> AuditEntry:
    number, at, actor, act, target, before, after, outcome, snapshot, process = row
    if outcome is None:
        outcome = "done" if snapshot == live else "begun" if _lives(process) else "died"
    return AuditEntry(
        number, at, actor, act, target, json.loads(before), json.loads(after), outcome
    )


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _cell(value: object) -> str:
    """Return a value as a cell: mappings as JSON, nothing that a spreadsheet would compute."""
    text = value if isinstance(value, str) else _json(value) if value != {} else ""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _now(clock: Clock) -> str:
    return clock.now().isoformat(timespec="seconds")
