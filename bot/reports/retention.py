"""Erases cases some time after they were closed; what stays is a row of figures, and a count.

Files go first, then the rows: a run that is interrupted finds the case again and goes on.
"""

import os
import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta

from bot.reports.cases import Cases
from bot.reports.files import SealedFiles
from bot.reports.statistics import COLUMNS, FIGURES_OF_CASES

_TABLES = (
    *("reports", "envelopes", "messages", "events", "files", "deadlines", "signals", "notices"),
    "cases",
)


@dataclass(frozen=True, slots=True)
class Purged:
    """What one run has erased."""

    cases: int
    messages: int
    """Messages and events."""
    files: int
    log_emptied: bool
    """False when the other process kept the log busy: erased rows may be in it until next time."""


@dataclass(frozen=True, slots=True)
class MonthOfPurges:
    """What was erased in one month, of cases that ended in one way."""

    month: str
    status: str
    cases: int
    messages: int
    files: int


@dataclass(frozen=True, slots=True)
class PurgeReport:
    """What a year's runs have erased."""

    year: int
    months: tuple[MonthOfPurges, ...]
    waiting: int
    """Cases that have ended and are not erased yet."""

    @property
    def cases(self) -> int:
        """How many cases were erased in the year."""
        return sum(month.cases for month in self.months)


def purge(cases: Cases, files: SealedFiles, days: int) -> Purged:
    """Erase the cases that were closed *days* days ago or earlier.

    Raises:
        sqlite3.OperationalError: the disk cannot be written; run it again.
        OSError: a file cannot be erased; its case stays until it can.

    """
    due = (cases.today() - timedelta(days=days)).isoformat()
    with cases.snapshot() as connection:
        query = "SELECT id, status FROM cases WHERE closed <= ? ORDER BY closed"
        ended = connection.execute(query, (due,)).fetchall()
    messages = erased = 0
    for case_id, status in ended:
        names = cases.files(case_id)
        for name in names:
            files.erase(name)
        with cases.transaction() as connection:
            messages += _erase(connection, case_id, status, len(names), cases.today())
        erased += len(names)
    return Purged(len(ended), messages, erased, cases.empty_log())


def purge_report(cases: Cases, year: int) -> PurgeReport:
    """Return what was erased in *year*."""
    with cases.snapshot() as connection:
        rows = connection.execute(
            "SELECT substr(day, 1, 7), status, sum(cases), sum(messages), sum(files) FROM purges"
            " WHERE day LIKE ? GROUP BY 1, 2 ORDER BY 1, 2",
            (f"{year}-%",),
        ).fetchall()
        query = "SELECT count(*) FROM cases WHERE closed IS NOT NULL"
        waiting: int = connection.execute(query).fetchone()[0]
    return PurgeReport(year, tuple(MonthOfPurges(*row) for row in rows), waiting)


def _erase(
    connection: sqlite3.Connection, case_id: bytes, status: str, files: int, today: date
) -> int:
    """Erase the rows of a case, leave its figures, and return how many messages there were."""
    # A random id, and no order: nothing leads from the figures back to when or what it was.
    connection.execute(
        f"INSERT INTO figures SELECT ?, {COLUMNS} FROM ({FIGURES_OF_CASES}) WHERE id = ?",
        (os.urandom(16), today.isoformat(), case_id),
    )
    messages = 0
    for table in _TABLES:
        count = connection.execute(f"DELETE FROM {table} WHERE id = ?", (case_id,)).rowcount
        messages += count if table in ("messages", "events") else 0
    connection.execute(
        "INSERT INTO purges VALUES (?, ?, 1, ?, ?) ON CONFLICT DO UPDATE SET"
        " cases = cases + 1, messages = messages + excluded.messages,"
        " files = files + excluded.files",
        (today.isoformat(), status, messages, files),
    )
    return messages
