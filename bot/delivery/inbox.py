"""The queue of updates on disk: sealed when they come, erased when their effect is durable."""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.delivery.ledger import Ledger
from bot.seal import Seal
from knowledge.clock import Clock

Raw = Mapping[str, Any]
"""An update as Telegram sends it."""

_REMEMBERED = 100_000
"""Ids of handled updates that are kept, to know a repeated one; Telegram repeats for a day."""
_FATAL = 10
"""Deaths of the process during one update after which that update is no longer tried."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many updates there are."""

    waiting: int
    set_aside: int


@dataclass(slots=True)
class Waiting:
    """One update that waits."""

    id: int
    lane: bytes
    """Keyed hash of the chat (or person) within which updates keep their order."""
    content: str = ""
    """The update's JSON, or "" when it is to be read from disk."""


class Inbox:
    """Takes updates in and tells *arrived* of those that are new and safe on the disk."""

    def __init__(self, ledger: Ledger, seal: Seal, clock: Clock) -> None:
        self._ledger = ledger
        self._seal = seal
        self._clock = clock
        self.arrived: Callable[[list[Waiting]], None] = lambda updates: None

    async def store(self, updates: Sequence[Raw]) -> None:
        """Keep *updates*; when this returns they survive a power cut, and repeats are dropped.

        Raises:
            sqlite3.OperationalError: the disk is full; nothing of *updates* was kept.

        """
        came = {one.id: one for one in map(self._waiting, updates)}
        rows = [(one.id, one.lane, self._seal.seal(one.content)) for one in came.values()]
        new = await asyncio.wrap_future(self._ledger.submit(lambda c: _insert(c, rows)))
        if new:
            self.arrived([came[number] for number in new])

    def waiting(self) -> list[Waiting]:
        """Return what waited when the process started, oldest first.

        An update that the process has died over again and again is set aside: it may be why.
        """
        self._ledger.write(self._set_aside_fatal)
        rows = self._ledger.rows("SELECT id, lane FROM updates ORDER BY id")
        return [Waiting(number, lane) for number, lane in rows]

    def content(self, waiting: Waiting) -> str | None:
        """Return the JSON of an update, or None if it cannot be unsealed any more."""
        if waiting.content:
            return waiting.content
        rows = self._ledger.rows("SELECT content FROM updates WHERE id = ?", waiting.id)
        return self._seal.unseal(rows[0][0]) if rows else None

    def begin(self, update_id: int) -> None:
        """Note that an update is being handled, should the process die over it."""
        self._ledger.submit(
            lambda c: c.execute("UPDATE updates SET begun = begun + 1 WHERE id = ?", (update_id,))
        )

    def done(self, connection: sqlite3.Connection, update_id: int) -> None:
        """Erase an update within the change that makes its effect durable, and know its id."""
        connection.execute("DELETE FROM updates WHERE id = ?", (update_id,))
        connection.execute("INSERT OR IGNORE INTO handled (id) VALUES (?)", (update_id,))
        seq = connection.execute("SELECT max(seq) FROM handled").fetchone()[0]
        connection.execute("DELETE FROM handled WHERE seq <= ?", (seq - _REMEMBERED,))

    def set_aside(self, connection: sqlite3.Connection, update_id: int, reason: str) -> None:
        """Take an update that cannot be handled out of the queue and keep it, sealed."""
        connection.execute(
            "INSERT OR REPLACE INTO set_aside (id, content, reason, at)"
            " SELECT id, content, ?, ? FROM updates WHERE id = ?",
            (reason, self._clock.now().isoformat(timespec="seconds"), update_id),
        )
        self.done(connection, update_id)

    def counts(self) -> Counts:
        """Return how many updates wait and how many were set aside."""
        waiting = self._ledger.rows("SELECT count(*) FROM updates")[0][0]
        return Counts(waiting, self._ledger.rows("SELECT count(*) FROM set_aside")[0][0])

    def retry(self) -> int:
        """Let all that was set aside wait again, and return how many that are.

        They are handled after the next start; not for the event loop's thread.
        """

        def revive(connection: sqlite3.Connection) -> int:
            rows = connection.execute("SELECT id, content FROM set_aside").fetchall()
            for number, content in rows:
                lane = self._seal.fingerprint("lane", lane_of(self._raw(content, number)))
                connection.execute(
                    "INSERT OR IGNORE INTO updates (id, lane, content) VALUES (?, ?, ?)",
                    (number, lane, content),
                )
            connection.execute("DELETE FROM set_aside")
            return len(rows)

        return self._ledger.write(revive)

    def _raw(self, content: bytes, number: int) -> Raw:
        text = self._seal.unseal(content)
        raw: Raw = json.loads(text) if text else {"update_id": number}
        return raw

    def _set_aside_fatal(self, connection: sqlite3.Connection) -> None:
        rows = connection.execute("SELECT id FROM updates WHERE begun >= ?", (_FATAL,)).fetchall()
        for (update_id,) in rows:
            self.set_aside(connection, update_id, f"the process died over it {_FATAL} times")

    def _waiting(self, update: Raw) -> Waiting:
        lane = self._seal.fingerprint("lane", lane_of(update))
        return Waiting(int(update["update_id"]), lane, json.dumps(update, ensure_ascii=False))


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


def _insert(connection: sqlite3.Connection, rows: Iterable[tuple[int, bytes, bytes]]) -> list[int]:
    """Insert *rows* that were neither handled nor are waiting; return their ids in order."""
    new = []
    for row in rows:
        cursor = connection.execute(
            "INSERT OR IGNORE INTO updates (id, lane, content)"
            " SELECT ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM handled WHERE id = ?)",
            (*row, row[0]),
        )
        if cursor.rowcount:
            new.append(row[0])
    return new
