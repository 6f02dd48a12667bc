"""What is being announced, in ``bot.db``: each step is one commit, so a crash repeats nothing.

An announcement is offered, started by an administrator, carried out in batches, and gone when its
end was told. A batch puts its messages into the outbox in the same commit that moves the cursor
behind the people they go to: nobody is passed over and nobody comes twice. Its messages are
private: one that cannot be delivered leaves nothing beside a chat.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.delivery.calls import Call, Shown
from bot.delivery.ledger import Ledger
from bot.delivery.outbox import Item, Outbox
from bot.following import facts
from bot.following.announcement import Announcement, State
from bot.following.facts import Fact
from bot.following.subscribers import Subscribers
from bot.seal import Seal
from knowledge.clock import Clock

_OFFERED = timedelta(days=30)
"""How long an offer that nobody answers is kept."""
_LOOKED_AT = 500
"""People of whom one batch sees at most whether they follow what is announced."""

_SELECT = """SELECT row, id, state, documents, people, before, queued,
    (SELECT count(*) FROM announcing JOIN outbox ON outbox.id = announcing.call
        WHERE announcing.announcement = announcements.row),
    lost, drawn, logged, place FROM announcements"""
_STARTED = "state <> 'offered'"
_TOLD = f"place IS NOT NULL AND ({_STARTED} OR drawn = '')"
"""Those of which an administrator is to be told: started, or to be asked about again."""
_BEFORE = "SELECT max(day) FROM announced WHERE number IN (SELECT value FROM json_each(?))"


class Announcements:
    """The rows of ``announcements``, ``announcing`` and ``announced``.

    What takes a connection is part of the caller's change of ``bot.db``.
    """

    def __init__(self, ledger: Ledger, seal: Seal, clock: Clock, subscribers: Subscribers) -> None:
        self._ledger = ledger
        self._seal = seal
        self._clock = clock
        self._subscribers = subscribers

    def before(self, numbers: Iterable[str]) -> date | None:
        """Return the last day on which one of *numbers* was announced."""
        day = self._ledger.rows(_BEFORE, json.dumps(list(numbers)))[0][0]
        return date.fromisoformat(day) if day else None

    def get(self, key: str) -> Announcement | None:
        """Return the announcement under *key*, unless it is gone."""
        return next(iter(self._all(self._ledger.rows, "id = ?", key)), None)

    def started(self) -> list[Announcement]:
        """Return those that were started, in their order."""
        return self._all(self._ledger.rows, _STARTED)

    def any_to_tell_of(self) -> bool:
        """Return whether ``to_tell_of`` would return any."""
        return bool(self._ledger.rows(f"SELECT 1 FROM announcements WHERE {_TOLD} LIMIT 1"))

    def to_tell_of(self, connection: sqlite3.Connection) -> list[Announcement]:
        """Return those of which an administrator is to be told, in order, as they are now."""
        connection.execute("DELETE FROM announcing WHERE call NOT IN (SELECT id FROM outbox)")
        return self._all(_within(connection), _TOLD)

    def offer(
        self,
        connection: sqlite3.Connection,
        key: str,
        documents: Sequence[Fact],
        people: int,
        before: date | None,
    ) -> None:
        """Keep an offer under *key*, and forget those that nobody answered for a month."""
        today = self._clock.today()
        connection.execute(
            "DELETE FROM announcements WHERE state = 'offered' AND day < ?",
            ((today - _OFFERED).isoformat(),),
        )
        connection.execute(
            "INSERT INTO announcements (id, state, documents, people, day, before)"
            " VALUES (?, 'offered', ?, ?, ?, ?)",
            (key, facts.dump(documents), people, today.isoformat(), _iso(before)),
        )

    def start(self, connection: sqlite3.Connection, key: str, shown: Shown, actor: str) -> None:
        """Start what was offered; *shown* is the message that tells of it from now on.

        Where a document was announced since it was offered nothing is started, and the
        administrator is asked again.
        """
        for one in self._all(_within(connection), "id = ? AND state = 'offered'", key):
            numbers = [fact.number for fact in one.facts]
            found = connection.execute(_BEFORE, (json.dumps(numbers),)).fetchone()
            day = found[0] or ""
            fresh = day == _iso(one.before)
            state = State.WAITING if fresh else State.OFFERED
            connection.execute(
                "UPDATE announcements SET state = ?, before = ?, place = ?, drawn = ''"
                " WHERE row = ?",
                (state, day, self._place(shown, actor), one.row),
            )
            if fresh:
                today = self._clock.today().isoformat()
                rows = [(number, today) for number in numbers]
                connection.executemany("INSERT OR REPLACE INTO announced VALUES (?, ?)", rows)

    def decline(self, connection: sqlite3.Connection, key: str) -> None:
        """Forget what was offered."""
        sql = "DELETE FROM announcements WHERE id = ? AND state = 'offered'"
        connection.execute(sql, (key,))

    def stop(self, connection: sqlite3.Connection, key: str, actor: str) -> None:
        """Send nothing more; what is in the outbox goes too, but for what is in the air."""
        for one in self._all(_within(connection), "id = ?", key):
            if one.under_way and one.shown is not None:
                sql = "UPDATE announcements SET place = ? WHERE row = ?"
                connection.execute(sql, (self._place(one.shown, actor), one.row))
            if one.under_way:
                self._close(connection, one, State.STOPPED)

    def lost(self, connection: sqlite3.Connection, chat: int) -> None:
        """Forget somebody who no longer takes messages."""
        if self._subscribers.forget(connection, chat):
            connection.execute(
                "UPDATE announcements SET lost = lost + 1 WHERE state IN ('running', 'sending')"
                " AND (cursor IS NULL OR cursor >= ?)",
                (self._subscribers.id_of(chat),),
            )

    def advance(
        self,
        connection: sqlite3.Connection,
        one: Announcement,
        held: Collection[str],
        most: int,
        outbox: Outbox,
        card: Callable[[Sequence[Fact]], Call],
    ) -> list[Item]:
        """Queue the message for the next *most* people; return what was queued.

        *held* are the numbers of the documents that the library holds; *card* makes the call
        that tells of some of them, without its chat.
        """
        documents = [fact for fact in one.facts if fact.number in held]
        if not documents:
            self._close(connection, one, State.VOID)
            return []
        sql = "SELECT cursor FROM announcements WHERE row = ?"
        cursor: bytes = connection.execute(sql, (one.row,)).fetchone()[0]
        calls, after = self._batch(connection, cursor, most, documents, card)
        items = outbox.add(connection, calls)
        rows = [(item.id, one.row) for item in items]
        connection.executemany("INSERT INTO announcing VALUES (?, ?)", rows)
        connection.execute(
            "UPDATE announcements SET state = ?, cursor = ?, queued = queued + ? WHERE row = ?",
            (State.SENDING if after is None else State.RUNNING, after, len(items), one.row),
        )
        return items

    def end(self, connection: sqlite3.Connection, one: Announcement) -> None:
        """Note that the last message of *one* has left the outbox."""
        self._set(connection, one, State.ENDED)

    def logged(self, connection: sqlite3.Connection, one: Announcement, act: str) -> None:
        """Note that the audit log knows of an act."""
        sql = "UPDATE announcements SET logged = ? WHERE row = ?"
        connection.execute(sql, (act, one.row))

    def drawn(self, connection: sqlite3.Connection, one: Announcement) -> None:
        """Note that the administrator is shown how *one* stands; what is over is forgotten."""
        if one.over:
            connection.execute("DELETE FROM announcements WHERE row = ?", (one.row,))
        else:
            sql = "UPDATE announcements SET drawn = ? WHERE row = ?"
            connection.execute(sql, (one.state, one.row))

    def _batch(
        self,
        connection: sqlite3.Connection,
        cursor: bytes,
        most: int,
        documents: Sequence[Fact],
        card: Callable[[Sequence[Fact]], Call],
    ) -> tuple[list[Call], bytes | None]:
        """Return the calls for the next people, and the cursor behind them; None at the end."""
        people, after = self._subscribers.next(connection, cursor, _LOOKED_AT)
        calls: list[Call] = []
        for person in people:
            wanted = [one for one in documents if person.choice.wants(one.topics, one.issuer)]
            if wanted and len(calls) == most:
                return calls, cursor
            if wanted:
                call = card(wanted)
                params = {**call.params, "chat_id": person.chat}
                calls.append(replace(call, params=params, bulk=True, private=True))
            cursor = person.id
        return calls, after

    def _close(self, connection: sqlite3.Connection, one: Announcement, state: State) -> None:
        """End an announcement before its time: take its messages out of the outbox."""
        taken = connection.execute(
            "DELETE FROM outbox WHERE id IN (SELECT call FROM announcing WHERE announcement = ?)",
            (one.row,),
        ).rowcount
        sql = "UPDATE announcements SET queued = queued - ? WHERE row = ?"
        connection.execute(sql, (taken, one.row))
        self._set(connection, one, state)

    def _set(self, connection: sqlite3.Connection, one: Announcement, state: State) -> None:
        sql = "UPDATE announcements SET state = ? WHERE row = ?"
        connection.execute(sql, (state, one.row))

    def _place(self, shown: Shown, actor: str) -> bytes:
        return self._seal.seal(json.dumps([shown.chat, shown.message, actor]))

    def _all(
        self, rows: Callable[..., list[tuple[Any, ...]]], where: str, *values: object
    ) -> list[Announcement]:
        return [self._read(*row) for row in rows(f"{_SELECT} WHERE {where} ORDER BY row", *values)]

    def _read(self, *row: Any) -> Announcement:
        number, key, state, documents, people, before, *rest, place = row
        queued, waiting, lost, drawn, logged = rest
        text = self._seal.unseal(place) if place is not None else None
        chat, message, actor = json.loads(text) if text else (0, 0, "")
        return Announcement(
            number,
            key,
            State(state),
            facts.load(documents),
            people,
            date.fromisoformat(before) if before else None,
            queued,
            waiting,
            lost,
            drawn,
            logged,
            Shown(chat, message) if text else None,
            actor,
        )


def _within(connection: sqlite3.Connection) -> Callable[..., list[tuple[Any, ...]]]:
    """Return what reads rows within a change, as ``Ledger.rows`` does outside of one."""
    return lambda sql, *values: connection.execute(sql, values).fetchall()


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
