"""Conversations that go on for a while, sealed in ``bot.db`` under a keyed hash of the chat.

Beside each stand the ids of the bot's messages that belong to it, sealed too, so that they can be
taken out of the chat with the person's own.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.delivery.ledger import Ledger
from bot.delivery.work import Work
from bot.reports.coding import dump, load
from bot.reports.errors import VaultError
from bot.reports.events import Sent
from bot.seal import Seal
from knowledge.clock import Clock

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A conversation of another version, or sealed with another key."""


class Kept(Generic[T]):
    """The conversations of one family on disk; safe to use from several threads.

    Each lives for *life* after its last change. Within the work of an update, what is written
    becomes durable when that update is done. *version* is that of the shape and meaning of *cls*.
    """

    def __init__(
        self,
        cls: type[T],
        family: str,
        version: str,
        life: timedelta,
        ledger: Ledger,
        seal: Seal,
        clock: Clock,
        work: Work | None = None,
    ) -> None:
        self._cls = cls
        self._family = family
        self._mark = f"{family}{version} "
        self._life = life
        self._ledger = ledger
        self._seal = seal
        self._clock = clock
        self._work = work

    def within(self, work: Work) -> "Kept[T]":
        """Return the same conversations, whose changes are part of *work*."""
        own = copy(self)
        own._work = work
        return own

    def get(self, chat: int) -> T | None:
        """Return what goes on in a private chat; None where it has ended or cannot be read."""
        found = self.look(chat)
        return None if isinstance(found, Unreadable) else found

    def look(self, chat: int) -> T | Unreadable | None:
        """Return what goes on in a private chat; None where it has ended."""
        rows = self._ledger.rows(
            "SELECT content FROM drafts WHERE id = ? AND expires > ?", self._id(chat), self._now()
        )
        return self._opened(rows[0][0]) if rows else None

    def put(self, chat: int, value: T) -> None:
        """Keep *value* from now on."""
        sealed = self._seal.seal(self._mark + dump(value).decode())
        row = (self._id(chat), sealed, _seconds(self._clock.now() + self._life))

        def change(connection: sqlite3.Connection) -> None:
            connection.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)", row)

        self._write(change)

    def erase(self, chat: int) -> None:
        """Forget what went on in a chat, and the ids of its messages."""
        row = self._id(chat)

        def change(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM drafts WHERE id = ?", (row,))
            connection.execute("DELETE FROM draft_messages WHERE draft = ?", (row,))

        self._write(change)

    def heard(self, chat: int, message: int) -> None:
        """Note a message of the bot's in a chat, if something goes on there."""
        row, now = self._id(chat), self._now()
        if not self._ledger.rows("SELECT 1 FROM drafts WHERE id = ?", row):
            return  # no commit for nothing
        sealed = self._seal.seal(json.dumps([message, now]))

        def change(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT INTO draft_messages SELECT id, ? FROM drafts WHERE id = ? AND expires > ?",
                (sealed, row, now),
            )

        self._ledger.submit(change)

    def messages(self, chat: int) -> tuple[Sent, ...]:
        """Return the bot's messages that belong to what goes on in a chat."""
        rows = self._ledger.rows(
            "SELECT content FROM draft_messages WHERE draft = ?", self._id(chat)
        )
        texts = (self._seal.unseal(content) for (content,) in rows)
        return tuple(Sent(*json.loads(text)) for text in texts if text is not None)

    def all(self) -> Iterator[T]:
        """Yield all that goes on in any chat."""
        rows = self._ledger.rows("SELECT content FROM drafts WHERE expires > ?", self._now())
        for (content,) in rows:
            found = self._opened(content)
            if not isinstance(found, Unreadable):
                yield found

    def erase_expired(self) -> None:
        """Erase what has outlived its time; not for the event loop's thread."""
        now = self._now()
        if not self._ledger.rows("SELECT 1 FROM drafts WHERE expires <= ? LIMIT 1", now):
            return  # no commit for nothing

        def change(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM drafts WHERE expires <= ?", (now,))
            connection.execute(
                "DELETE FROM draft_messages WHERE draft NOT IN (SELECT id FROM drafts)"
            )

        self._ledger.write(change)

    def _opened(self, sealed: bytes) -> T | Unreadable:
        text = self._seal.unseal(sealed)
        if text is None or not text.startswith(self._mark):
            return Unreadable()
        try:
            return load(self._cls, text.removeprefix(self._mark).encode())
        except VaultError:
            return Unreadable()

    def _id(self, chat: int) -> bytes:
        return self._seal.fingerprint(self._family, chat)

    def _now(self) -> int:
        return _seconds(self._clock.now())

    def _write(self, change: Callable[[sqlite3.Connection], object]) -> None:
        if self._work is None:
            self._ledger.write(change)
        else:
            self._work.change(change)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
