"""``bot.db``: one file, one writer, and commits that many changes share.

Every change is a function of the connection. A writer thread takes all changes that wait, gives
each its own savepoint, and commits them together: what a change promises is on the disk when its
future is done, and a hundred changes cost one flush.
"""

import queue
import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database

from bot.delivery.tables import migrations
from bot.errors import BotError
from bot.permissions import make_private

T = TypeVar("T")
Change = Callable[[sqlite3.Connection], T]

_TOGETHER = 256
"""Changes in one commit at most."""
_QUIET = 5.0
"""Seconds without a change after which the write-ahead log is emptied of what was erased."""
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # a commit outlives a power cut
    "secure_delete=ON",
    "trusted_schema=OFF",
    "temp_store=MEMORY",  # pages that are put by for a moment, sealed though they are, too
)


class Ledger:
    """The bot's memory on disk; safe to use from several threads and from the event loop."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._connection = _connect(path)
        migrations.apply(Database(self._connection))
        self._reading = _connect(path)
        self._lock = threading.Lock()
        self._entrance = threading.Lock()
        self._closed = False
        self._waiting: queue.SimpleQueue[tuple[Change[Any], Future[Any]] | None] = (
            queue.SimpleQueue()
        )
        self._writer = threading.Thread(target=self._write_all, name="ledger", daemon=True)
        self._writer.start()

    @classmethod
    def open(cls, state: Path) -> "Ledger":
        """Open the memory in the folder *state*, making what is missing.

        Raises:
            BotError: it cannot be opened, for instance because the disk is full.

        """
        try:
            return cls(state / "bot.db")
        except (OSError, sqlite3.Error) as error:
            raise BotError(
                f"{state / 'bot.db'} cannot be opened ({error}): make room on its disk, see that "
                "this user may write there, or put back a backup of it."
            ) from None

    def submit(self, change: Change[T]) -> "Future[T]":
        """Queue *change*; the future gives its result once it is safe on the disk.

        A future that is cancelled in time takes its change with it.

        The future fails with what *change* raised, which then changed nothing;
        sqlite3.OperationalError always means that the disk is full or cannot be written, and
        sqlite3.ProgrammingError that the ledger was closed before.
        """
        future: Future[T] = Future()
        with self._entrance:
            if self._closed:  # nobody would ever carry it out
                future.set_exception(sqlite3.ProgrammingError("The ledger is closed."))
            else:
                self._waiting.put((change, future))
        return future

    def write(self, change: Change[T]) -> T:
        """Carry out *change* and wait until it is safe; not for the event loop's thread."""
        return self.submit(change).result()

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query; raises sqlite3.ProgrammingError after the close."""
        with self._lock:
            return self._reading.execute(sql, values).fetchall()

    def close(self) -> None:
        """Carry out what was submitted, then close the file; a second time it is closed already.

        Threads that a stop leaves behind may still read and submit: they get an error.
        """
        with self._entrance:
            if not self._closed:
                self._closed = True
                self._waiting.put(None)
        self._writer.join()
        with self._lock:  # closed under a thread that reads, SQLite would end the process
            self._reading.close()
        self._connection.close()

    def _write_all(self) -> None:
        clean = True
        while True:
            try:
                first = self._waiting.get(timeout=None if clean else _QUIET)
            except queue.Empty:
                clean = self._empty_log()
                continue
            taken, ended = self._taken(first)
            self._commit(taken)
            clean = False
            if ended:
                self._empty_log()
                return

    def _taken(
        self, first: tuple[Change[Any], Future[Any]] | None
    ) -> tuple[list[tuple[Change[Any], Future[Any]]], bool]:
        """Return *first* and what else waits, and whether the end was among it."""
        taken: list[tuple[Change[Any], Future[Any]]] = []
        entry = first
        while entry is not None:
            taken.append(entry)
            if len(taken) == _TOGETHER or self._waiting.empty():
                return taken, False
            entry = self._waiting.get()
        return taken, True

    def _commit(self, taken: Sequence[tuple[Change[Any], Future[Any]]]) -> None:
        # A change that nobody waits for any more is left out: its update is handled again.
        taken = [(one, future) for one, future in taken if future.set_running_or_notify_cancel()]
        results: list[tuple[Future[Any], Any, BaseException | None]] = []
        try:
            if taken:
                self._connection.execute("BEGIN IMMEDIATE")
                for change, future in taken:
                    results.append((future, *_attempted(self._connection, change)))
                self._connection.execute("COMMIT")
        except Exception as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            results = [(future, None, error) for _, future in taken]
        for future, result, problem in results:
            if problem is None:
                future.set_result(result)
            else:
                future.set_exception(problem)

    def _empty_log(self) -> bool:
        """Bring the log's pages home and cut it to nothing, so that erased rows are gone there."""
        try:
            busy = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except sqlite3.Error:
            return False
        return not busy


def _attempted(connection: sqlite3.Connection, change: Change[Any]) -> tuple[Any, Exception | None]:
    """Return what *change* gave, or what it raised after it was undone."""
    connection.execute("SAVEPOINT one")
    try:
        result = change(connection)
    except Exception as error:
        if isinstance(error, sqlite3.OperationalError):
            if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                raise  # a full or broken disk concerns the whole commit
            error = sqlite3.ProgrammingError(str(error))
        connection.execute("ROLLBACK TO one")
        connection.execute("RELEASE one")
        return None, error
    connection.execute("RELEASE one")
    return result, None


def _connect(path: Path) -> sqlite3.Connection:
    make_private(path)
    connection = sqlite3.connect(path, timeout=30, check_same_thread=False, isolation_level=None)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection
