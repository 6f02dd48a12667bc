"""``cases.db``: the cases, sealed; written by the bot and by the desk at the same time.

Whoever only has this file learns what ``model.Case`` shows and nothing else. What is written is
on the disk when the call returns, whole or not at all. A full disk raises
``sqlite3.OperationalError`` and changes nothing.
"""

import sqlite3
from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from bot.reports import changes
from bot.reports import news as telling
from bot.reports.changes import StatusError
from bot.reports.deadlines import ANSWER, Rules
from bot.reports.model import FOLLOWING, Case, Deadline, Status
from bot.reports.news import News
from bot.reports.rows import Filter, read_case, read_cases
from bot.reports.store import Store
from bot.reports.tables import migrations
from bot.reports.vault import SealedReport
from knowledge.clock import Clock


class Cases:
    """The cases of one installation; safe to use from threads and from two processes."""

    def __init__(self, store: Store, clock: Clock, rules: Rules) -> None:
        self._store = store
        self._clock = clock
        self.rules = rules

    @classmethod
    def open(cls, home: Path, clock: Clock, rules: Rules | None = None) -> "Cases":
        """Open the cases in the folder *home*, making what is missing.

        Raises:
            BotError: they cannot be opened, for instance because the disk is full.

        """
        return cls(Store.open(home / "cases.db", migrations), clock, rules or Rules.load())

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def add(
        self,
        sealed: SealedReport,
        kind: str,
        unit: str,
        received: date,
        deadlines: Iterable[Deadline] | None = None,
        files: Iterable[str] = (),
    ) -> Case:
        """Keep a report and return its case; what was kept of the same report gives way.

        That happens where it was kept and could not be acknowledged, and was changed then: who is
        shown the receipt counts on the words that were sent last.

        *files* are the names in ``cases/`` of its attachments, originals and cleaned copies;
        *deadlines* are those of the rules if left out.
        """
        due = self.rules.received(received) if deadlines is None else tuple(deadlines)
        with self._store.transaction() as connection:
            known = read_case(connection, "id = ?", sealed.id)
            if known:
                changes.renew(connection, sealed, kind, unit)
                changes.add_files(connection, sealed.id, files)
                return changes.case_of(connection, sealed.id)
            number = changes.new_number(connection, received.year)
            connection.execute(
                "INSERT INTO cases (id, number, kind, unit, received, status)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (sealed.id, number, kind, unit, received.isoformat(), str(Status.RECEIVED)),
            )
            changes.insert_report(connection, sealed)
            changes.add_deadlines(connection, sealed.id, due)
            changes.add_files(connection, sealed.id, files)
            telling.signal(connection, sealed.id, "new")
            return changes.case_of(connection, sealed.id)

    def get(self, case_id: bytes) -> Case | None:
        """Return the case with this report id."""
        return self._one("id = ?", case_id)

    def by_number(self, number: str) -> Case | None:
        """Return the case "2026-00017"."""
        return self._one("number = ?", number)

    def by_lookup(self, lookup: bytes) -> Case | None:
        """Return the case that a receipt leads to."""
        return self._one("id = (SELECT id FROM reports WHERE lookup = ?)", lookup)

    def by_digest(self, digest: bytes) -> Case | None:
        """Return the case that a proof speaks of."""
        return self._one("id = (SELECT id FROM reports WHERE digest = ?)", digest)

    def listed(
        self,
        *,
        statuses: Collection[Status] = (),
        kind: str = "",
        unit: str = "",
        overdue: bool = False,
        waiting: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Case]:
        """Return the cases that are asked for, the newest first.

        A province's code takes in its communes; *overdue* are cases with a missed deadline,
        *waiting* those whose reporter has written since an inspector last did.
        """
        wanted = self._filter(statuses, kind, unit, overdue, waiting)
        with self._store.snapshot() as connection:
            return read_cases(connection, wanted, limit, offset)

    def count(
        self,
        *,
        statuses: Collection[Status] = (),
        kind: str = "",
        unit: str = "",
        overdue: bool = False,
        waiting: bool = False,
    ) -> int:
        """Return how many cases ``listed`` would give."""
        where, values = self._filter(statuses, kind, unit, overdue, waiting).where()
        count: int = self._store.rows(f"SELECT count(*) FROM cases WHERE {where}", *values)[0][0]
        return count

    def waiting(self) -> frozenset[bytes]:
        """Return the ids of the cases whose reporter has written since an inspector last did."""
        return frozenset(row[0] for row in self._store.rows("SELECT id FROM cases WHERE waiting"))

    def content(self, case_id: bytes) -> bytes:
        """Return the sealed report.

        Raises:
            NoCaseError: there is none.

        """
        return self._report(case_id, "content")

    def reporter_envelope(self, case_id: bytes) -> bytes:
        """Return the report key, wrapped for the reporter; raises NoCaseError."""
        return self._report(case_id, "reporter")

    def digest(self, case_id: bytes) -> bytes:
        """Return what the reporter's proof speaks of; raises NoCaseError."""
        return self._report(case_id, "digest")

    def envelope(self, case_id: bytes, fingerprint: str) -> bytes | None:
        """Return the keys of a case, sealed to one inspector; None if not sealed to this one."""
        rows = self._store.rows(
            "SELECT envelope FROM envelopes WHERE (id, fingerprint) = (?, ?)", case_id, fingerprint
        )
        return rows[0][0] if rows else None

    def messages(self, case_id: bytes) -> list[tuple[int, bytes]]:
        """Return the sealed messages with their numbers, in order."""
        return self._numbered("messages", case_id)

    def events(self, case_id: bytes) -> list[tuple[int, bytes]]:
        """Return the sealed events with their numbers, in order."""
        return self._numbered("events", case_id)

    def next_message(self, case_id: bytes) -> int:
        """Return the number that the next message must be sealed with; the first is 1."""
        return self._next("messages", case_id)

    def next_event(self, case_id: bytes) -> int:
        """Return the number that the next event must be sealed with; the first is 1."""
        return self._next("events", case_id)

    def files(self, case_id: bytes) -> list[str]:
        """Return the names in ``cases/`` of all attachments of a case."""
        query = "SELECT name FROM files WHERE id = ? ORDER BY name"
        return [row[0] for row in self._store.rows(query, case_id)]

    def known_files(self) -> set[str]:
        """Return the names in ``cases/`` that belong to a case; drafts have others."""
        return {row[0] for row in self._store.rows("SELECT name FROM files")}

    def add_message(
        self,
        case_id: bytes,
        number: int,
        blob: bytes,
        *,
        by_inspector: bool,
        files: Iterable[str] = (),
        once: bytes | None = None,
        event: tuple[int, bytes] | None = None,
    ) -> bool:
        """Keep a sealed message; return False when one with the same *once* is kept already.

        *event* is its entry of the timeline, number and blob: both are kept, or neither.

        *once* makes an update that is handled again harmless. It must tell nothing of the update:
        a hash keyed with the report key, say.

        Raises:
            NumberTakenError: seal again with ``next_message``.
            NoCaseError: there is no such case.

        """
        with self._store.transaction() as connection:
            changes.case_of(connection, case_id)
            if once and changes.has(connection, "messages", case_id, once):
                return False
            changes.insert(connection, "messages", case_id, number, blob, once)
            changes.add_files(connection, case_id, files)
            if event is not None:
                changes.insert(connection, "events", case_id, *event)
            if by_inspector:
                self._answered(connection, case_id)
            else:
                connection.execute("UPDATE cases SET waiting = 1 WHERE id = ?", (case_id,))
                telling.signal(connection, case_id, "message")
            return True

    def add_event(self, case_id: bytes, number: int, blob: bytes) -> None:
        """Keep a sealed event; raises NumberTakenError and NoCaseError as ``add_message`` does."""
        with self._store.transaction() as connection:
            changes.case_of(connection, case_id)
            changes.insert(connection, "events", case_id, number, blob)

    def set_status(
        self,
        case_id: bytes,
        status: Status,
        event_number: int,
        event_blob: bytes,
        message_number: int = 0,
        message_blob: bytes | None = None,
    ) -> Case:
        """Change the status, with its event and its message to the reporter, all or none.

        Deadlines that the change meets are met, those that it begins begin. Return the case.

        Raises:
            StatusError: the status does not follow on the present one; somebody was quicker.
            NumberTakenError: seal event and message again with the next numbers.
            NoCaseError: there is no such case.

        """
        today = self._clock.today()
        with self._store.transaction() as connection:
            case = changes.case_of(connection, case_id)
            if status not in FOLLOWING[case.status]:
                raise StatusError(
                    f"Case {case.number} is {case.status} and cannot become {status}: look at it "
                    "again, somebody may have changed it meanwhile."
                )
            changes.insert(connection, "events", case_id, event_number, event_blob)
            if message_blob is not None:
                changes.insert(connection, "messages", case_id, message_number, message_blob)
            changes.set_status(connection, case_id, status, today)
            self._answered(connection, case_id)
            names = {one.name for one in case.deadlines}
            met = self.rules.met_by(status) if status.is_open else names
            changes.meet(connection, case_id, met, today)
            begun = self.rules.counted_from(status, today)
            new = (one for one in begun if one.name not in names)
            changes.add_deadlines(connection, case_id, new)
            return changes.case_of(connection, case_id)

    def watch(self, case_id: bytes, sealed_chat: bytes) -> bool:
        """Tell the chat of answers to come; return False when the case has ended or is gone."""
        with self._store.transaction() as connection:
            case = read_case(connection, "id = ?", case_id)
            if case is None or not case.status.is_open:
                return False
            replaced = connection.execute("DELETE FROM notices WHERE id = ?", (case_id,)).rowcount
            connection.execute(
                "INSERT INTO notices (id, chat) VALUES (?, ?)", (case_id, sealed_chat)
            )
        if replaced:
            self._store.empty_log()
        return True

    def watched(self, case_id: bytes) -> bool:
        """Return whether somebody is told of answers."""
        return bool(self._store.rows("SELECT 1 FROM notices WHERE id = ?", case_id))

    def unwatch(self, case_id: bytes) -> bool:
        """Erase whom to tell of answers; return whether there was anybody."""
        with self._store.transaction() as connection:
            gone = connection.execute("DELETE FROM notices WHERE id = ?", (case_id,)).rowcount > 0
        self._store.empty_log()
        return gone

    def news(self) -> list[News]:
        """Return what the bot has to tell now, the inspectors' first."""
        with self._store.snapshot() as connection:
            return telling.read_news(connection, self.rules, self._clock.today())

    def told(self, news: News) -> None:
        """Mark *news* as told; of a case that has ended, whom to tell is erased with it."""
        with self._store.transaction() as connection:
            erased = telling.mark_told(connection, news)
        if erased:
            self._store.empty_log()

    def transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        """Write all or nothing: for retention."""
        return self._store.transaction()

    def snapshot(self) -> AbstractContextManager[sqlite3.Connection]:
        """Read several times from one state: for statistics and retention."""
        return self._store.snapshot()

    def empty_log(self) -> bool:
        """Cut the write-ahead log to nothing; False when the other process was busy."""
        return self._store.empty_log()

    def today(self) -> date:
        """Return the day by the clock of the cases."""
        return self._clock.today()

    def _filter(
        self, statuses: Collection[Status], kind: str, unit: str, overdue: bool, waiting: bool
    ) -> Filter:
        day = self._clock.today() if overdue else None
        return Filter(tuple(statuses), kind, unit, day, waiting)

    def _one(self, where: str, value: object) -> Case | None:
        with self._store.snapshot() as connection:
            return read_case(connection, where, value)

    def _report(self, case_id: bytes, column: str) -> bytes:
        rows = self._store.rows(f"SELECT {column} FROM reports WHERE id = ?", case_id)
        if not rows:
            raise changes.gone()
        blob: bytes = rows[0][0]
        return blob

    def _numbered(self, table: str, case_id: bytes) -> list[tuple[int, bytes]]:
        query = f"SELECT number, content FROM {table} WHERE id = ? ORDER BY number"
        return [(number, content) for number, content in self._store.rows(query, case_id)]

    def _next(self, table: str, case_id: bytes) -> int:
        with self._store.snapshot() as connection:
            return changes.next_number(connection, table, case_id)

    def _answered(self, connection: sqlite3.Connection, case_id: bytes) -> None:
        """Note that an inspector has answered: on the case, and for the reporter to be told."""
        today = self._clock.today()
        connection.execute(
            "UPDATE cases SET answered = coalesce(answered, ?), waiting = 0 WHERE id = ?",
            (today.isoformat(), case_id),
        )
        connection.execute("UPDATE notices SET said = said + 1 WHERE id = ?", (case_id,))
        changes.meet(connection, case_id, self.rules.met_by(ANSWER), today)
