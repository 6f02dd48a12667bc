"""The changes of ``cases.db`` that several transactions are made of, and why one is refused."""

import sqlite3
from collections.abc import Collection, Iterable
from datetime import date

from bot.reports.model import Case, Deadline, Status
from bot.reports.rows import read_case
from bot.reports.vault import SealedReport
from knowledge.errors import CongvuError


class CaseError(CongvuError):
    """A case cannot be read or changed as asked."""


class NoCaseError(CaseError):
    """There is no such case, or it has been erased."""


class NumberTakenError(CaseError):
    """Another message or event has that number by now: ask for the next one and seal again."""


class StatusError(CaseError):
    """The status of the case cannot change into that one (any more)."""


def case_of(connection: sqlite3.Connection, case_id: bytes) -> Case:
    """Return the case; raises NoCaseError."""
    case = read_case(connection, "id = ?", case_id)
    if case is None:
        raise gone()
    return case


def gone() -> NoCaseError:
    """Return the error that says so of a case."""
    return NoCaseError("There is no such case; it may have been erased after its time.")


def new_number(connection: sqlite3.Connection, year: int) -> str:
    """Return the next case number of *year*; it is used up when the transaction is committed."""
    last = connection.execute(
        "INSERT INTO numbers VALUES (?, 1)"
        " ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last",
        (year,),
    ).fetchone()[0]
    return f"{year}-{last:05}"


def insert_report(connection: sqlite3.Connection, sealed: SealedReport) -> None:
    """Keep what is sealed of a report."""
    connection.execute(
        "INSERT INTO reports VALUES (?, ?, ?, ?, ?)",
        (sealed.id, sealed.lookup, sealed.content, sealed.reporter_envelope, sealed.digest),
    )
    envelopes = [(sealed.id, fingerprint, one) for fingerprint, one in sealed.envelopes]
    connection.executemany("INSERT INTO envelopes VALUES (?, ?, ?)", envelopes)


def set_status(connection: sqlite3.Connection, case_id: bytes, status: Status, day: date) -> None:
    """Change the status; one that ends the case closes it on *day*."""
    connection.execute(
        "UPDATE cases SET status = ?, closed = ? WHERE id = ?",
        (str(status), None if status.is_open else day.isoformat(), case_id),
    )


def next_number(connection: sqlite3.Connection, table: str, case_id: bytes) -> int:
    """Return the first free number of a case in *table*: "messages" or "events"."""
    query = f"SELECT coalesce(max(number), 0) + 1 FROM {table} WHERE id = ?"
    number: int = connection.execute(query, (case_id,)).fetchone()[0]
    return number


def has(connection: sqlite3.Connection, table: str, case_id: bytes, once: bytes) -> bool:
    """Return whether an entry with this *once* is kept."""
    query = f"SELECT 1 FROM {table} WHERE (id, once) = (?, ?)"
    return connection.execute(query, (case_id, once)).fetchone() is not None


def insert(
    connection: sqlite3.Connection,
    table: str,
    case_id: bytes,
    number: int,
    blob: bytes,
    once: bytes | None = None,
) -> None:
    """Keep an entry; raises NumberTakenError."""
    free = next_number(connection, table, case_id)
    if number != free:
        raise NumberTakenError(f"Number {number} of {table} is not free: seal again as {free}.")
    connection.execute(f"INSERT INTO {table} VALUES (?, ?, ?, ?)", (case_id, number, blob, once))


def renew(connection: sqlite3.Connection, sealed: SealedReport, kind: str, unit: str) -> None:
    """Let *sealed* take the place of what was kept under the same keys, where it differs."""
    changed = connection.execute(
        "UPDATE reports SET content = ?, digest = ? WHERE id = ? AND digest <> ?",
        (sealed.content, sealed.digest, sealed.id, sealed.digest),
    )
    if changed.rowcount:
        values = (kind, unit, sealed.id)
        connection.execute("UPDATE cases SET kind = ?, unit = ? WHERE id = ?", values)


def add_files(connection: sqlite3.Connection, case_id: bytes, files: Iterable[str]) -> None:
    """Note which files belong to a case: these are what is erased with it."""
    connection.executemany(
        "INSERT OR IGNORE INTO files VALUES (?, ?)", [(name, case_id) for name in files if name]
    )


def add_deadlines(
    connection: sqlite3.Connection, case_id: bytes, deadlines: Iterable[Deadline]
) -> None:
    """Give a case deadlines that it does not have yet."""
    connection.executemany(
        "INSERT INTO deadlines (id, name, day) VALUES (?, ?, ?)",
        [(case_id, one.name, one.day.isoformat()) for one in deadlines],
    )


def meet(connection: sqlite3.Connection, case_id: bytes, names: Collection[str], day: date) -> None:
    """Note that the deadlines called *names* were met on *day*, where they are open."""
    connection.executemany(
        "UPDATE deadlines SET met = ? WHERE (id, name) = (?, ?) AND met IS NULL",
        [(day.isoformat(), case_id, name) for name in names],
    )
