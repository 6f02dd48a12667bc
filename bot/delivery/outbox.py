"""The calls that are still to be made, kept sealed in ``bot.db`` until each has had its effect.

A row is added by the change that leads to the call, so both happen or neither. Before a message
goes out its row is marked with the message ids known by then; when it has arrived, the row is
erased. A row that is found marked after a crash may have been sent (see ``bot.delivery.probe``).
"""

import json
import sqlite3
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import astuple, dataclass, replace

from bot.delivery.calls import Call
from bot.delivery.ledger import Ledger
from bot.delivery.numbering import Bounds, Numbering
from bot.delivery.queues import lengths_of
from bot.errors import BotError
from bot.seal import Seal
from knowledge.clock import Clock

UNREADABLE = "sealed with another key"
"""Why a row becomes a dead letter whose content nobody can read."""


@dataclass(frozen=True, slots=True)
class Item:
    """A call of the outbox."""

    id: int
    """Grows with age: calls of a lane are made in this order."""
    lane: bytes
    call: Call
    attempt: Bounds | None = None
    """What was known before it was sent the last time; None if it was never sent."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A row of the outbox without its content."""

    id: int
    lane: bytes
    bulk: bool
    tries: int
    attempted: bool
    wait: float
    """Seconds from now before which it is not to be tried."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many calls there are."""

    waiting: int
    attempted: int
    """Of those that wait: how many may have been carried out already."""
    dead: int


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A call that was given up: what an administrator sees of it."""

    id: int
    purpose: str
    method: str
    reason: str
    at: str
    """Moment in ISO 8601."""


class Unreadable(Exception):
    """The content of a row was sealed with another key."""


class Outbox:
    """The rows of ``outbox`` and ``dead_letters``.

    Marks return futures, done when the mark is safe on the disk; they fail with
    sqlite3.OperationalError when the disk is full.
    """

    def __init__(self, ledger: Ledger, seal: Seal, clock: Clock) -> None:
        self._ledger = ledger
        self._seal = seal
        self._clock = clock

    def lane(self, call: Call) -> bytes:
        """Return the keyed hash of what keeps the order of *call*."""
        return self._seal.fingerprint("lane", call.lane)

    def add(self, connection: sqlite3.Connection, calls: Sequence[Call]) -> list[Item]:
        """Add *calls* within somebody's change; push the items to the sender once it is safe."""
        return [self._insert(connection, call) for call in calls]

    def waiting(self) -> list[Ticket]:
        """Return all rows, oldest first, without their contents."""
        now = self._clock.now().timestamp()
        rows = self._ledger.rows(
            "SELECT id, lane, bulk, tries, attempt IS NOT NULL, not_before FROM outbox ORDER BY id"
        )
        return [
            Ticket(number, lane, bool(bulk), tries, bool(attempted), max(0.0, not_before - now))
            for number, lane, bulk, tries, attempted, not_before in rows
        ]

    def ids(self) -> set[int]:
        """Return the ids of all rows."""
        return {number for (number,) in self._ledger.rows("SELECT id FROM outbox")}

    def item(self, number: int) -> Item | None:
        """Return a row with its content, or None if it is gone.

        Raises:
            Unreadable: it was sealed with another key.

        """
        rows = self._ledger.rows("SELECT lane, content, attempt FROM outbox WHERE id = ?", number)
        if not rows:
            return None
        lane, content, attempt = rows[0]
        bounds = Bounds(*json.loads(self._unsealed(attempt))) if attempt is not None else None
        return Item(number, lane, Call.load(self._unsealed(content)), bounds)

    def attempted(self, number: int, bounds: Bounds) -> "Future[bool]":
        """Note that a call is about to be made; the result says whether its row is still there."""
        sealed = self._seal.seal(json.dumps(astuple(bounds)))

        def mark(connection: sqlite3.Connection) -> bool:
            sql = "UPDATE outbox SET attempt = ?, tries = tries + 1 WHERE id = ?"
            return connection.execute(sql, (sealed, number)).rowcount == 1

        return self._ledger.submit(mark)

    def put_off(self, number: int, seconds: float) -> "Future[object]":
        """Note that a call is not to be tried for *seconds*, not even after a restart."""
        until = self._clock.now().timestamp() + seconds
        return self._execute("UPDATE outbox SET not_before = ? WHERE id = ?", until, number)

    def done(self, number: int, own: int = 0) -> "Future[object]":
        """Erase a call that has had its effect, or can have none.

        *own* is the highest message id of the bot's own by now; see ``bot.delivery.numbering``.
        """

        def erase(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM outbox WHERE id = ?", (number,))
            connection.execute("UPDATE numbering SET own = ? WHERE own < ?", (own, own))

        return self._ledger.submit(erase)

    def numbering(self) -> Numbering:
        """Return what is known of message ids from earlier runs.

        That is the highest of the bot's own, noted with ``done``, and the highest of an update.
        """
        own, met = self._ledger.rows("SELECT own, met FROM numbering")[0]
        return Numbering(own, met)

    def dead(self, number: int, call: Call | None, reason: str) -> "Future[bool]":
        """Give a call up: keep it, sealed, among the dead letters, if its row is still there.

        A private call is erased: who was to be told something of a report is not kept.
        """
        if call is not None and call.private:
            sql = "DELETE FROM outbox WHERE id = ?"
            return self._ledger.submit(lambda c: c.execute(sql, (number,)).rowcount == 1)
        purpose, method = (call.purpose, call.method) if call else ("", "")
        at = self._clock.now().isoformat(timespec="seconds")

        def bury(connection: sqlite3.Connection) -> bool:
            connection.execute(
                "INSERT INTO dead_letters (id, content, purpose, method, reason, at)"
                " SELECT id, content, ?, ?, ?, ? FROM outbox WHERE id = ?",
                (purpose, method, reason, at, number),
            )
            sql = "DELETE FROM outbox WHERE id = ?"
            return connection.execute(sql, (number,)).rowcount == 1

        return self._ledger.submit(bury)

    def moved(self, numbers: Sequence[int], chat: int) -> "Future[bytes]":
        """Send calls to *chat* instead, and return the lane that they are in now."""

        def move(connection: sqlite3.Connection) -> bytes:
            target = self._seal.fingerprint("lane", f"chat {chat}")
            for number in numbers:
                sql = "SELECT content FROM outbox WHERE id = ?"
                for (content,) in connection.execute(sql, (number,)).fetchall():
                    call = redirected(Call.load(self._unsealed(content)), chat)
                    connection.execute(
                        "UPDATE outbox SET lane = ?, content = ?, attempt = NULL, not_before = 0"
                        " WHERE id = ?",
                        (target, self._seal.seal(call.dump()), number),
                    )
            return target

        return self._ledger.submit(move)

    def counts(self) -> Counts:
        """Return how many calls wait and how many were given up."""
        found = lengths_of(self._ledger.rows)
        return Counts(found.calls, found.attempted, found.dead)

    def dead_letters(self) -> list[DeadLetter]:
        """Return what was given up, oldest first."""
        rows = self._ledger.rows(
            "SELECT id, purpose, method, reason, at FROM dead_letters ORDER BY id"
        )
        return [DeadLetter(*row) for row in rows]

    def retry(self, number: int) -> Item:
        """Put a dead letter back into the outbox; not for the event loop's thread.

        The sender of another process finds it within a minute.

        Raises:
            BotError: there is no such dead letter, or it was sealed with another key.

        """

        def revive(connection: sqlite3.Connection) -> Item:
            sql = "SELECT content FROM dead_letters WHERE id = ?"
            rows = connection.execute(sql, (number,)).fetchall()
            if not rows:
                raise _no_such(number)
            try:
                call = Call.load(self._unsealed(rows[0][0]))
            except Unreadable:
                raise BotError(f"Dead letter {number} was {UNREADABLE}; drop it.") from None
            connection.execute("DELETE FROM dead_letters WHERE id = ?", (number,))
            return self._insert(connection, call)

        return self._ledger.write(revive)

    def drop(self, number: int) -> None:
        """Erase a dead letter; not for the event loop's thread.

        Raises:
            BotError: there is no such dead letter.

        """

        def erase(connection: sqlite3.Connection) -> None:
            sql = "DELETE FROM dead_letters WHERE id = ?"
            if not connection.execute(sql, (number,)).rowcount:
                raise _no_such(number)

        self._ledger.write(erase)

    def _insert(self, connection: sqlite3.Connection, call: Call) -> Item:
        lane = self.lane(call)
        cursor = connection.execute(
            "INSERT INTO outbox (lane, bulk, content) VALUES (?, ?, ?)",
            (lane, call.bulk, self._seal.seal(call.dump())),
        )
        assert cursor.lastrowid is not None
        return Item(cursor.lastrowid, lane, call)

    def _unsealed(self, sealed: bytes) -> str:
        text = self._seal.unseal(sealed)
        if text is None:
            raise Unreadable
        return text

    def _execute(self, sql: str, *values: object) -> "Future[object]":
        return self._ledger.submit(lambda connection: connection.execute(sql, values).rowcount)


def redirected(call: Call, chat: int) -> Call:
    """Return *call* as it goes to another chat."""
    return replace(call, params={**call.params, "chat_id": chat})


def _no_such(number: int) -> BotError:
    return BotError(f"There is no dead letter {number}; see: congvu outbox.")
