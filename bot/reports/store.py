"""One SQLite file that two processes write: short transactions, and nothing erased left behind."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database, Migrations

from bot.errors import BotError
from bot.permissions import make_private

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # a commit outlives a power cut
    "secure_delete=ON",
    "trusted_schema=OFF",
    "temp_store=MEMORY",
)
_PATIENCE = 30
"""Seconds that a transaction waits for the other process's to end."""


class Store:
    """A database with one connection to write and one to read; safe to use from threads."""

    def __init__(self, path: Path, migrations: Migrations) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._writing = _connect(path)
        self._reading = _connect(path)
        self._write_lock = threading.Lock()
        self._read_lock = threading.Lock()
        # Within one transaction: the bot and the desk may start at the same moment.
        with self.transaction() as connection:
            migrations.apply(Database(connection))

    @classmethod
    def open(cls, path: Path, migrations: Migrations) -> "Store":
        """Open the database at *path*, making what is missing.

        Raises:
            BotError: it cannot be opened, for instance because the disk is full.

        """
        try:
            return cls(path, migrations)
        except (OSError, sqlite3.Error) as error:
            raise BotError(
                f"{path} cannot be opened ({error}): make room on its disk, see that this user "
                "may write there, or put back a backup of it."
            ) from None

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write all or nothing; what was written is on the disk when the block has ended.

        Raises:
            sqlite3.OperationalError: the disk is full or cannot be written; nothing was changed.

        """
        with self._write_lock:
            self._writing.execute("BEGIN IMMEDIATE")
            try:
                yield self._writing
                self._writing.execute("COMMIT")
            except BaseException:
                if self._writing.in_transaction:
                    self._writing.execute("ROLLBACK")
                raise

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with self._read_lock:
            return self._reading.execute(sql, values).fetchall()

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Read several times from one state, whatever is written meanwhile."""
        with self._read_lock:
            self._reading.execute("BEGIN")
            try:
                yield self._reading
            finally:
                self._reading.execute("ROLLBACK")

    def empty_log(self) -> bool:
        """Bring the log's pages home and cut it to nothing, so that erased rows are gone there.

        Return False when the other process reads or writes just then: try again later.
        """
        with self._write_lock, self._read_lock:
            try:
                busy = self._writing.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            except sqlite3.Error:
                return False
            return not busy

    def close(self) -> None:
        """Close the file; the last to do so takes its log away.

        Threads that a stop leaves behind get an error: closed under them, SQLite would end the
        process.
        """
        with self._write_lock, self._read_lock:
            self._reading.close()
            self._writing.close()


def _connect(path: Path) -> sqlite3.Connection:
    make_private(path)
    connection = sqlite3.connect(
        path, timeout=_PATIENCE, check_same_thread=False, isolation_level=None
    )
    until = time.monotonic() + _PATIENCE
    for pragma in _PRAGMAS:
        _set(connection, pragma, until)
    return connection


def _set(connection: sqlite3.Connection, pragma: str, until: float) -> None:
    """Set *pragma*; SQLite itself does not wait for others that turn to the log just then."""
    while True:
        try:
            connection.execute(f"PRAGMA {pragma}")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(0.01)
