"""Texts and provisions of library.db, read as they are asked for and kept while they are used.

A question looks at the provisions of some ten laws, and a law has hundreds: to read those whole
would take longer than everything else.
"""

import threading
from functools import lru_cache

from sqlite_utils import Database

from knowledge.model import Provision
from knowledge.store import PROVISION_COLUMNS, provision_from

_KEPT_TEXTS = 128
"""Whole texts of documents, and whole trees, that stay in memory."""
_KEPT_PROVISIONS = 16_384
_COLUMNS = ", ".join(PROVISION_COLUMNS)


class Contents:
    """What documents say, by their numbers as stored; safe to use from several threads."""

    def __init__(self, db: Database, lock: threading.RLock) -> None:
        """Read from *db*, which is used by one thread at a time: who holds *lock*."""
        self._db = db
        self._lock = lock
        self.text = lru_cache(maxsize=_KEPT_TEXTS)(self._text)
        self.provisions = lru_cache(maxsize=_KEPT_TEXTS)(self._provisions)
        self.at = lru_cache(maxsize=_KEPT_PROVISIONS)(self._at)
        self.below = lru_cache(maxsize=_KEPT_PROVISIONS)(self._below)

    def _text(self, number: str) -> str:
        """Return the whole text of a document."""
        query = "SELECT text FROM documents WHERE number = ?"
        with self._lock:
            (text,) = self._db.execute(query, [number]).fetchone()
        return str(text)

    def _at(self, number: str, path: str) -> Provision | None:
        """Return the provision at *path*."""
        # Without the hint SQLite goes through all provisions of the document.
        found = self._read(
            "provisions INDEXED BY provisions_path WHERE document = ? AND path = ?", number, path
        )
        return found[0] if found else None

    def _below(self, number: str, path: str) -> tuple[Provision, ...]:
        """Return the provisions directly below *path*, in reading order."""
        return self._read("provisions WHERE document = ? AND parent = ?", number, path)

    def _provisions(self, number: str) -> tuple[Provision, ...]:
        """Return all provisions in reading order."""
        return self._read("provisions WHERE document = ?", number)

    def _read(self, which: str, *values: str) -> tuple[Provision, ...]:
        query = f"SELECT {_COLUMNS} FROM {which} ORDER BY position"
        with self._lock:
            rows = self._db.execute(query, list(values)).fetchall()
        return tuple(provision_from(dict(zip(PROVISION_COLUMNS, row, strict=True))) for row in rows)
