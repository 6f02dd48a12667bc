"""What the bot keeps between two updates, in ``bot.db``: little, sealed, and not for long.

Nothing here links a person to a question. Button targets and votes name provisions only. The
text of a question is kept sealed under a random id, for the button "other results", for 30 days,
and sealed under a keyed hash of the chat, for follow-ups, for ten minutes.
"""

import base64
import hashlib
import json
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.delivery.ledger import Ledger
from bot.delivery.work import Work
from bot.seal import Seal
from knowledge.clock import Clock

QUESTION_LIFE = timedelta(days=30)
TOPIC_LIFE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question asked before, to be answered again from the start."""

    text: str
    as_of: date


class State:
    """The bot's memory on disk; safe to use from several threads.

    Within the work of an update, what is written becomes durable, and can be read, when that
    update is done; without one, at once.
    """

    def __init__(self, ledger: Ledger, seal: Seal, clock: Clock, work: Work | None = None) -> None:
        self._ledger = ledger
        self._seal = seal
        self._clock = clock
        self._work = work

    def within(self, work: Work) -> "State":
        """Return the same memory, whose changes are part of *work*."""
        return State(self._ledger, self._seal, self._clock, work)

    def save_link(self, target: str) -> str:
        """Keep the target of a button and return its id of 12 characters."""
        digest = hashlib.blake2b(target.encode(), digest_size=9).digest()
        key = base64.urlsafe_b64encode(digest).decode()
        self._write("INSERT OR IGNORE INTO links VALUES (?, ?)", key, target)
        return key

    def link(self, key: str) -> str | None:
        """Return the target kept under *key*."""
        target: str | None = self._one("SELECT target FROM links WHERE id = ?", key)
        return target

    def keep_question(self, text: str, as_of: date) -> str:
        """Keep a question sealed for 30 days and return its random id of 12 characters."""
        key = secrets.token_bytes(9)
        self._put(key, json.dumps([text, as_of.isoformat()]), QUESTION_LIFE)
        return base64.urlsafe_b64encode(key).decode()

    def question(self, key: str) -> KeptQuestion | None:
        """Return the question kept under *key*; None once it has expired."""
        try:
            content = self._get(base64.urlsafe_b64decode(key))
        except ValueError:
            return None
        if content is None:
            return None
        text, as_of = json.loads(content)
        return KeptQuestion(text, date.fromisoformat(as_of))

    def set_topic(self, chat: int, user: int, question: str) -> None:
        """Remember for ten minutes what *user* last asked in *chat*."""
        self._put(self._seal.fingerprint("topic", chat, user), question, TOPIC_LIFE)

    def topic(self, chat: int, user: int) -> str | None:
        """Return what *user* last asked in *chat*, if that is less than ten minutes ago."""
        return self._get(self._seal.fingerprint("topic", chat, user))

    def forget_topic(self, chat: int, user: int) -> bool:
        """Forget what *user* last asked in *chat*; return whether there was anything."""
        known = self.topic(chat, user) is not None
        self._write("DELETE FROM sealed WHERE id = ?", self._seal.fingerprint("topic", chat, user))
        return known

    def vote(self, snapshot: str, document: str, path: str, *, up: bool) -> None:
        """Count one 👍 or 👎 for a provision as it stood in *snapshot*; not whose it is."""
        column = "up" if up else "down"
        self._write(
            f"INSERT INTO votes (snapshot, document, path, {column}) VALUES (?, ?, ?, 1)"
            f" ON CONFLICT DO UPDATE SET {column} = {column} + 1",
            snapshot,
            document,
            path,
        )

    def votes(self, snapshot: str, document: str, path: str) -> tuple[int, int]:
        """Return the counts of 👍 and 👎."""
        rows = self._ledger.rows(
            "SELECT up, down FROM votes WHERE (snapshot, document, path) = (?, ?, ?)",
            snapshot,
            document,
            path,
        )
        return (rows[0][0], rows[0][1]) if rows else (0, 0)

    def _put(self, key: bytes, content: str, life: timedelta) -> None:
        now = self._clock.now()
        self._write("DELETE FROM sealed WHERE expires <= ?", _seconds(now))
        self._write(
            "INSERT OR REPLACE INTO sealed VALUES (?, ?, ?)",
            key,
            self._seal.seal(content),
            _seconds(now + life),
        )

    def _get(self, key: bytes) -> str | None:
        sealed = self._one(
            "SELECT content FROM sealed WHERE id = ? AND expires > ?",
            key,
            _seconds(self._clock.now()),
        )
        return None if sealed is None else self._seal.unseal(sealed)

    def _one(self, sql: str, *values: object) -> Any:
        rows = self._ledger.rows(sql, *values)
        return rows[0][0] if rows else None

    def _write(self, sql: str, *values: object) -> None:
        def change(connection: sqlite3.Connection) -> None:
            connection.execute(sql, values)

        if self._work is None:
            self._ledger.write(change)
        else:
            self._work.change(change)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
