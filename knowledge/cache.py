"""A content-addressed cache on disk: what was computed once for a text is not computed again."""

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlite_utils import Database

_CHUNK = 500
"""Keys per SELECT, below SQLite's limit on bound parameters."""


def content_key(text: str) -> str:
    """Return the SHA-256 of *text* in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


class Cache:
    """Bytes by (namespace, key) in one SQLite file.

    The namespace carries the tool and its version ("segment/underthesea-9.5.0"), so a new
    version of a tool never meets the results of an old one. Losing the file costs time, not data.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=30, check_same_thread=False)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        self._db = Database(connection)
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS entries"
            " (namespace TEXT, key TEXT, value BLOB, PRIMARY KEY (namespace, key)) WITHOUT ROWID"
        )

    def get_many(self, namespace: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the entries of *namespace* that exist among *keys*."""
        wanted = list(dict.fromkeys(keys))
        found: dict[str, bytes] = {}
        for at in range(0, len(wanted), _CHUNK):
            chunk = wanted[at : at + _CHUNK]
            marks = ",".join("?" * len(chunk))
            rows = self._db.execute(
                f"SELECT key, value FROM entries WHERE namespace = ? AND key IN ({marks})",
                [namespace, *chunk],
            )
            found.update(rows.fetchall())
        return found

    def put_many(self, namespace: str, entries: Mapping[str, bytes]) -> None:
        """Store *entries*, replacing what was there."""
        with self._db.conn:
            self._db.conn.executemany(
                "INSERT OR REPLACE INTO entries VALUES (?, ?, ?)",
                [(namespace, key, value) for key, value in entries.items()],
            )

    def close(self) -> None:
        """Close the file."""
        self._db.conn.close()
