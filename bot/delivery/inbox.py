"""The queue of updates on disk: sealed when they come, erased when their effect is durable."""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.delivery.ledger import Ledger
from bot.delivery.numbering import is_counted_together
from bot.delivery.queues import lengths_of
from bot.seal import Seal
from knowledge.clock import Clock

Raw = Mapping[str, Any]
"""An update as Telegram sends it."""

_REMEMBERED = 100_000
"""Handled updates that are known by their prints, to know a repeated one; Telegram repeats for a
day. Not by their ids: those begin anew with another bot, and after a week without updates."""
_MET = 1000
"""Updates found waiting at the start of which it is told which messages they hold."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many updates there are."""

    waiting: int
    set_aside: int


@dataclass(slots=True)
class Waiting:
    """One update that waits."""

    row: int
    """Its place in the queue, which is its order."""
    lane: bytes
    """Keyed hash of the chat (or person) within which updates keep their order."""
    content: str = ""
    """The update's JSON, or "" when it is to be read from disk."""
    deaths: int = 0
    """How often the process has ended while this update, perhaps among others, was handled."""


@dataclass(frozen=True, slots=True)
class _Came:
    """One update as it came, with what is stored of it."""

    print: bytes
    lane: bytes
    content: str


class Inbox:
    """Takes updates in and tells *arrived* of those that are new and safe on the disk."""

    def __init__(self, ledger: Ledger, seal: Seal, clock: Clock) -> None:
        self._ledger = ledger
        self._seal = seal
        self._clock = clock
        self.arrived: Callable[[list[Waiting]], None] = lambda updates: None
        self.met: Callable[[int, int], None] = lambda chat, message: None
        """Told which messages there are: chat and message id."""

    async def store(self, updates: Sequence[Raw]) -> None:
        """Keep *updates*; when this returns they survive a power cut, and repeats are dropped.

        Raises:
            sqlite3.OperationalError: the disk is full; nothing of *updates* was kept.

        """
        came = list({one.print: one for one in map(self._came, updates)}.values())
        sealed = [self._seal.seal(one.content) for one in came]
        met = max(
            (number for chat, number in _messages(updates) if is_counted_together(chat)), default=0
        )

        def keep(connection: sqlite3.Connection) -> list[int]:
            connection.execute("UPDATE numbering SET met = ? WHERE met < ?", (met, met))
            return _insert(connection, came, sealed)

        rows = await asyncio.wrap_future(self._ledger.submit(keep))
        new = [
            Waiting(row, one.lane, one.content) for row, one in zip(rows, came, strict=True) if row
        ]
        for chat, number in _messages(updates):
            self.met(chat, number)
        if new:
            self.arrived(new)

    def waiting(self) -> list[Waiting]:
        """Return what waited when the process started, oldest first."""
        rows = self._ledger.rows("SELECT row, lane, begun FROM updates ORDER BY row")
        waiting = [Waiting(row, lane, deaths=begun) for row, lane, begun in rows]
        contents = (self.content(one) for one in waiting[-_MET:])
        for chat, number in _messages(json.loads(content) for content in contents if content):
            self.met(chat, number)
        return waiting

    def content(self, waiting: Waiting) -> str | None:
        """Return the JSON of an update, or None if it cannot be unsealed any more."""
        if waiting.content:
            return waiting.content
        rows = self._ledger.rows("SELECT content FROM updates WHERE row = ?", waiting.row)
        return self._seal.unseal(rows[0][0]) if rows else None

    def begin(self, row: int) -> None:
        """Note that an update is being handled, should the process die over it."""
        self._ledger.submit(
            lambda c: c.execute("UPDATE updates SET begun = begun + 1 WHERE row = ?", (row,))
        )

    def done(self, connection: sqlite3.Connection, row: int) -> None:
        """Erase an update within the change that makes its effect durable, and know its print."""
        connection.execute(
            "INSERT OR IGNORE INTO handled (print) SELECT print FROM updates WHERE row = ?", (row,)
        )
        connection.execute("DELETE FROM updates WHERE row = ?", (row,))
        newest = connection.execute("SELECT max(row) FROM handled").fetchone()[0]
        connection.execute("DELETE FROM handled WHERE row <= ?", (newest - _REMEMBERED,))

    def set_aside(self, connection: sqlite3.Connection, row: int, reason: str) -> None:
        """Take an update that cannot be handled out of the queue and keep it, sealed."""
        connection.execute(
            "INSERT OR REPLACE INTO set_aside (row, content, reason, at)"
            " SELECT row, content, ?, ? FROM updates WHERE row = ?",
            (reason, self._clock.now().isoformat(timespec="seconds"), row),
        )
        self.done(connection, row)

    def counts(self) -> Counts:
        """Return how many updates wait and how many were set aside."""
        found = lengths_of(self._ledger.rows)
        return Counts(found.updates, found.set_aside)

    def retry(self) -> int:
        """Let all that was set aside wait again, and return how many that are.

        They are handled after the next start; not for the event loop's thread.
        """

        def revive(connection: sqlite3.Connection) -> int:
            rows = connection.execute("SELECT content FROM set_aside ORDER BY row").fetchall()
            texts = [text for (content,) in rows if (text := self._seal.unseal(content))]
            for text in texts:
                one = self._came(json.loads(text))
                connection.execute("DELETE FROM handled WHERE print = ?", (one.print,))
                _insert(connection, [one], [self._seal.seal(text)])
            connection.execute("DELETE FROM set_aside")
            return len(texts)

        return self._ledger.write(revive)

    def _came(self, update: Raw) -> _Came:
        # Keys are sorted, so that a repetition has the same print whoever has written it out;
        # ASCII, because half a surrogate pair can be written in JSON but not in UTF-8.
        content = json.dumps(update, sort_keys=True)
        lane = self._seal.fingerprint("lane", lane_of(update))
        return _Came(self._seal.fingerprint("update", content), lane, content)


def lane_of(update: Raw) -> str:
    """Return within what *update* keeps its order: its chat, else its sender, else itself."""
    bodies = [body for body in update.values() if isinstance(body, dict)]
    for body in bodies:
        for holder in (body, body.get("message")):
            chat = holder.get("chat") if isinstance(holder, dict) else None
            if isinstance(chat, dict) and "id" in chat:
                return f"chat {chat['id']}"
        sender = body.get("from") or body.get("user")
        if isinstance(sender, dict) and "id" in sender:
            return f"user {sender['id']}"
    return f"update {update['update_id']}"


def _messages(updates: Iterable[Raw]) -> Iterator[tuple[int, int]]:
    """Yield chat and message id of each message that *updates* tell of."""
    for update in updates:
        for body in update.values():
            message = body.get("message", body) if isinstance(body, dict) else None
            chat = message.get("chat") if isinstance(message, dict) else None
            if isinstance(chat, dict) and isinstance(message, dict):
                here, number = chat.get("id"), message.get("message_id")
                if isinstance(here, int) and isinstance(number, int):
                    yield here, number


def _insert(
    connection: sqlite3.Connection, came: Sequence[_Came], sealed: Sequence[bytes]
) -> list[int]:
    """Insert what was neither handled nor is waiting; return its rows, 0 for a repetition."""
    rows = []
    for one, content in zip(came, sealed, strict=True):
        cursor = connection.execute(
            "INSERT OR IGNORE INTO updates (print, lane, content)"
            " SELECT ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM handled WHERE print = ?)",
            (one.print, one.lane, content, one.print),
        )
        rows.append(cursor.lastrowid or 0 if cursor.rowcount else 0)
    return rows
