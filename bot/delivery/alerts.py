"""Tells administrators in their chats of what was given up, set aside, or is in trouble.

What was told is marked in the same commit that puts the message into the outbox, so nothing is
told twice and nothing is forgotten over a restart. An alert that cannot be delivered is no cause
for another one.
"""

import asyncio
import sqlite3
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.delivery.calls import Call, Place, send_message
from bot.delivery.health import Health, Trouble
from bot.delivery.ledger import Ledger
from bot.delivery.outbox import Item, Outbox
from bot.delivery.sender import Sender
from bot.texts import Html, Texts
from knowledge.clock import Clock

PURPOSE = "alert"
_EVERY = 30.0
"""Seconds between two looks."""
_LASTING = timedelta(minutes=2)
"""How long a trouble lasts before it is told: most pass by themselves."""
_LINES = 10
"""Of so many matters one message tells; the command /trangthai shows all."""
_KEPT = timedelta(days=30)
"""How long dead letters and what was set aside are kept."""

_Matter = tuple[str, str, datetime]
"""What makes a trouble another one: part, code, and since when, not the figures it is told with."""


class Alerts:
    """Writes to the private chats of *admins*, who must have greeted the bot before."""

    def __init__(
        self,
        ledger: Ledger,
        outbox: Outbox,
        sender: Sender,
        health: Health,
        texts: Texts,
        clock: Clock,
        admins: Collection[int],
    ) -> None:
        self._ledger = ledger
        self._outbox = outbox
        self._sender = sender
        self._health = health
        self._texts = texts
        self._clock = clock
        self._admins = sorted(admins)
        self._told: set[_Matter] = set()

    async def run(self) -> None:
        """Look again and again until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(_EVERY)

    async def look(self) -> None:
        """Tell what is new since the last look, and erase what is too old to be of use."""
        troubles = self._lasting()
        calls = self._calls(self._trouble_lines(troubles))
        items = await asyncio.wrap_future(
            self._ledger.submit(lambda connection: self._collect(connection, calls))
        )
        self._told &= {_matter(one) for one in self._health.findings}
        self._told |= {_matter(one) for one in troubles}
        self._sender.push(items)

    def _lasting(self) -> list[Trouble]:
        now = self._clock.now()
        return [
            trouble
            for trouble in self._health.findings
            if _matter(trouble) not in self._told and now - trouble.since >= _LASTING
        ]

    def _trouble_lines(self, troubles: Sequence[Trouble]) -> list[Html]:
        return [trouble_html(one, self._texts) for one in troubles]

    def _collect(self, connection: sqlite3.Connection, calls: list[Call]) -> list[Item]:
        """Mark what is told now, erase what is old, and queue the messages."""
        lines = [
            self._texts.html(f"alert-{table}", count=count, reason=reason)
            for table, own in (("dead-letters", PURPOSE), ("set-aside", ""))
            for reason, count in _news(connection, table.replace("-", "_"), own)
        ]
        oldest = (self._clock.now() - _KEPT).isoformat(timespec="seconds")
        for table in ("dead_letters", "set_aside"):
            connection.execute(f"UPDATE {table} SET told = 1 WHERE told = 0")
            connection.execute(f"DELETE FROM {table} WHERE at < ?", (oldest,))
        return self._outbox.add(connection, calls + self._calls(lines))

    def _calls(self, lines: Sequence[Html]) -> list[Call]:
        if not lines:
            return []
        html = "\n\n".join(lines[:_LINES])
        return [send_message(Place(admin), html, purpose=PURPOSE) for admin in self._admins]


def _matter(trouble: Trouble) -> _Matter:
    return trouble.part, trouble.code, trouble.since


def trouble_html(trouble: Trouble, texts: Texts) -> Html:
    """Return what is wrong since when, as an administrator reads it."""
    key = f"trouble-{trouble.code}"
    values = {"part": trouble.part, **dict(trouble.values)}
    sentence = texts.html(key if key in texts.ids else "trouble-other", **values)
    return texts.html("alert-trouble", since=f"{trouble.since:%H:%M %d/%m}", sentence=sentence)


def _news(connection: sqlite3.Connection, table: str, own: str) -> list[tuple[str, int]]:
    """Return the reasons of what nobody was told of yet, and how often each came."""
    sql = f"SELECT reason, count(*) FROM {table} WHERE told = 0"
    if own:
        sql += f" AND purpose <> '{own}'"
    return connection.execute(f"{sql} GROUP BY reason ORDER BY reason").fetchall()
