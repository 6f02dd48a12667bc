"""The jobs in ``bot.db``: one sealed row each, changed by one writer."""

import sqlite3
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.admin.job import VERSION, Job
from bot.delivery.ledger import Ledger
from bot.seal import Seal

_JOB: TypeAdapter[Job] = TypeAdapter(Job)
_MARK = f"{VERSION}:"


class JobRows:
    """Reads jobs, and gives what writes them within a change of ``bot.db``."""

    def __init__(self, ledger: Ledger, seal: Seal) -> None:
        self._ledger = ledger
        self._seal = seal

    def get(self, job: str) -> Job | None:
        """Return a job; None where there is none, or one of another version."""
        return self._one(self._ledger.rows("SELECT content FROM jobs WHERE id = ?", job))

    def all(self) -> list[Job]:
        """Return all jobs that can be read, oldest first."""
        rows = self._ledger.rows("SELECT content FROM jobs")
        jobs = (self._opened(content) for (content,) in rows)
        return sorted((job for job in jobs if job is not None), key=lambda job: job.begun)

    def strange(self) -> list[str]:
        """Return the ids of jobs that cannot be read: of another version, or another key."""
        rows = self._ledger.rows("SELECT id, content FROM jobs")
        return [job for job, content in rows if self._opened(content) is None]

    def within(self, connection: sqlite3.Connection, job: str) -> Job | None:
        """Return a job as it is within somebody's change."""
        sql = "SELECT content FROM jobs WHERE id = ?"
        return self._one(connection.execute(sql, (job,)).fetchall())

    def put(self, connection: sqlite3.Connection, job: Job) -> None:
        """Keep a job."""
        sealed = self._seal.seal(_MARK + _JOB.dump_json(job).decode())
        connection.execute("INSERT OR REPLACE INTO jobs VALUES (?, ?)", (job.id, sealed))

    def erase(self, job: str) -> None:
        """Forget a job; not for the event loop's thread."""
        self._ledger.write(lambda connection: connection.execute(_ERASE, (job,)).rowcount)

    def _one(self, rows: list[tuple[Any, ...]]) -> Job | None:
        return self._opened(rows[0][0]) if rows else None

    def _opened(self, sealed: bytes) -> Job | None:
        text = self._seal.unseal(sealed)
        if text is None or not text.startswith(_MARK):
            return None
        try:
            return _JOB.validate_json(text.removeprefix(_MARK))
        except ValidationError:
            return None


_ERASE = "DELETE FROM jobs WHERE id = ?"
