"""The people who follow new documents, one sealed row each, under a keyed hash of the chat.

A copy of ``bot.db`` shows how many there are. Who they are and what they follow needs the service
key. A row opens at its own place only: moved to another it is nobody's.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from bot.delivery.ledger import Ledger
from bot.delivery.work import Work
from bot.following import choices
from bot.following.choices import Choice
from bot.seal import Seal

_PAGE = 500
"""Rows that are opened at once."""


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Somebody who follows new documents."""

    id: bytes
    """A keyed hash of the chat, the same whenever this chat subscribes."""
    chat: int
    choice: Choice


class Subscribers:
    """The rows of ``subscribers``; safe to use from several threads.

    Within the work of an update, what is written becomes durable when that update is done.
    """

    def __init__(self, ledger: Ledger, seal: Seal, work: Work | None = None) -> None:
        self._ledger = ledger
        self._seal = seal
        self._work = work

    def within(self, work: Work) -> "Subscribers":
        """Return the same people, whose changes are part of *work*."""
        return Subscribers(self._ledger, self._seal, work)

    def id_of(self, chat: int) -> bytes:
        """Return the keyed hash under which a chat is found."""
        return self._seal.fingerprint("subscriber", chat)

    def get(self, chat: int) -> Choice:
        """Return what a chat follows; nothing where it does not, or its row cannot be read."""
        own = self.id_of(chat)
        rows = self._ledger.rows("SELECT content FROM subscribers WHERE id = ?", own)
        found = self._opened(own, rows[0][0]) if rows else None
        return found.choice if found else Choice()

    def put(self, chat: int, choice: Choice) -> None:
        """Keep what a chat follows from now on; with an empty *choice* it is forgotten."""
        row = (self.id_of(chat), self._seal.seal(choices.dump(chat, choice)))

        def change(connection: sqlite3.Connection) -> None:
            if choice:
                connection.execute("INSERT OR REPLACE INTO subscribers VALUES (?, ?)", row)
            else:
                self.forget(connection, chat)

        if self._work is None:
            self._ledger.write(change)
        else:
            self._work.change(change)

    def forget(self, connection: sqlite3.Connection, chat: int) -> bool:
        """Erase a chat, and what waits to be announced to it; return whether it was there."""
        waiting = connection.execute(
            "DELETE FROM outbox WHERE lane = ? AND id IN (SELECT call FROM announcing)"
            " RETURNING id",
            (self._seal.fingerprint("lane", f"chat {chat}"),),
        ).fetchall()
        connection.executemany(
            "UPDATE announcements SET queued = queued - 1"
            " WHERE row = (SELECT announcement FROM announcing WHERE call = ?)",
            waiting,
        )
        sql = "DELETE FROM subscribers WHERE id = ?"
        return connection.execute(sql, (self.id_of(chat),)).rowcount == 1

    def count(self) -> int:
        """Return how many there are."""
        return int(self._ledger.rows("SELECT count(*) FROM subscribers")[0][0])

    def all(self) -> Iterator[Subscriber]:
        """Yield everybody; not for the event loop's thread when there are many."""
        after = b""
        while rows := self._ledger.rows(_NEXT, after, _PAGE):
            yield from self._readable(rows)
            after = rows[-1][0]

    def next(
        self, connection: sqlite3.Connection, after: bytes, most: int
    ) -> tuple[Iterator[Subscriber], bytes | None]:
        """Return *most* of those behind *after*, and where to go on; None when that was all."""
        rows = connection.execute(_NEXT, (after, most)).fetchall()
        return self._readable(rows), rows[-1][0] if len(rows) == most else None

    def _readable(self, rows: list[tuple[bytes, bytes]]) -> Iterator[Subscriber]:
        """Yield those of *rows* that open; one sealed with a lost key is nobody's any more."""
        for own, content in rows:
            found = self._opened(own, content)
            if found is not None:
                yield found

    def _opened(self, own: bytes, content: bytes) -> Subscriber | None:
        text = self._seal.unseal(content)
        if text is None:
            return None
        chat, choice = choices.load(text)
        return Subscriber(own, chat, choice) if self.id_of(chat) == own else None


_NEXT = "SELECT id, content FROM subscribers WHERE id > ? ORDER BY id LIMIT ?"
