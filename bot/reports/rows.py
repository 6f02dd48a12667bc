"""Cases as ``cases.db`` keeps them: rows into ``Case`` and what one asks a list for."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.reports.model import Case, Deadline, Status

_COLUMNS = "id, number, kind, unit, received, status, closed, answered"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cases are asked for; what is left out does not matter."""

    statuses: tuple[Status, ...] = ()
    kind: str = ""
    unit: str = ""
    """A province takes in its communes."""
    overdue_on: date | None = None
    """Only cases with a deadline that was missed by this day."""
    waiting: bool = False
    """Only cases whose reporter has written since an inspector last did."""

    def where(self) -> tuple[str, list[object]]:
        """Return the condition and its values."""
        parts: list[str] = ["1"]
        values: list[object] = []
        if self.statuses:
            parts.append(f"status IN ({', '.join('?' * len(self.statuses))})")
            values += map(str, self.statuses)
        if self.kind:
            parts.append("kind = ?")
            values.append(self.kind)
        if self.unit:
            parts.append("(unit = ? OR substr(unit, 1, ?) = ?)")
            values += [self.unit, len(self.unit) + 1, f"{self.unit}-"]
        if self.overdue_on:
            parts.append("id IN (SELECT id FROM deadlines WHERE met IS NULL AND day < ?)")
            values.append(self.overdue_on.isoformat())
        if self.waiting:
            parts.append("waiting")
        return " AND ".join(parts), values


def read_case(connection: sqlite3.Connection, where: str, value: object) -> Case | None:
    """Return the one case for which *where* holds."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM cases WHERE {where}", (value,)).fetchall()
    if not rows:
        return None
    query = "SELECT id, name, day, met FROM deadlines WHERE id = ? ORDER BY day, name"
    return _cases(rows, connection.execute(query, (rows[0][0],)))[0]


def read_cases(
    connection: sqlite3.Connection, wanted: Filter, limit: int | None = None, offset: int = 0
) -> list[Case]:
    """Return the cases that *wanted* asks for, the newest first."""
    where, values = wanted.where()
    page = f"FROM cases WHERE {where} ORDER BY number DESC LIMIT ? OFFSET ?"
    values += [-1 if limit is None else limit, offset]
    rows = connection.execute(f"SELECT {_COLUMNS} {page}", values).fetchall()
    deadlines = connection.execute(
        "SELECT id, name, day, met FROM deadlines"
        f" WHERE id IN (SELECT id {page}) ORDER BY day, name",
        values,
    )
    return _cases(rows, deadlines)


def _cases(rows: Iterable[tuple[Any, ...]], deadlines: Iterable[tuple[Any, ...]]) -> list[Case]:
    # The same few days occur over and over: each is read once.
    days: dict[str, date] = {}

    def day_of(text: str) -> date:
        if text not in days:
            days[text] = date.fromisoformat(text)
        return days[text]

    of_case: dict[bytes, list[Deadline]] = {}
    for case_id, name, day, met in deadlines:
        of_case.setdefault(case_id, []).append(Deadline(name, day_of(day), met is not None))
    return [
        Case(
            id=case_id,
            number=number,
            kind=kind,
            unit=unit,
            received=day_of(received),
            status=Status(status),
            deadlines=tuple(of_case.get(case_id, ())),
            closed=day_of(closed) if closed else None,
            answered=day_of(answered) if answered else None,
        )
        for case_id, number, kind, unit, received, status, closed, answered in rows
    ]
