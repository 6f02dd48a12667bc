"""Each night: is the library still what was published, and which documents end?

What was told is marked in the commit that queues the message, so nothing is told twice and nothing
is forgotten over a restart. A night that the machine slept through is made up for when it wakes.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from bot.delivery.calls import Call, Place, send_message
from bot.delivery.health import Health
from bot.delivery.ledger import Ledger
from bot.delivery.outbox import Item, Outbox
from bot.delivery.sender import Sender
from bot.library_work import WorkError
from bot.questions.pieces import day_text, name_of
from bot.questions.screen import View
from bot.questions.split import shorten
from bot.texts import Html
from knowledge.clock import Clock

_log = logging.getLogger(__name__)

PURPOSE = "nightly"
_HOUR = 3
"""Of the day in Vietnam, from which on the check is due."""
_EVERY = 60.0
"""Seconds between two looks at the clock."""
_AGAIN = timedelta(hours=1)
"""After a check that could not be made."""
AHEAD = timedelta(days=30)
"""How long before its end a document is told of."""
_LINES = 10
"""Documents that a card names of each kind."""
_TITLE = 70
"""Characters of a title."""

_CHECKED, _ENDED = "checked", "ended"
"""Names of what is kept: the day of the last check, and the day up to which ends were told."""


class Verifying(Protocol):
    """What proves the live snapshot; see ``bot.library_work``."""

    async def verify(self) -> tuple[str, ...]:
        """Return sentences on what is damaged; raises WorkError."""
        ...


@dataclass(frozen=True, slots=True)
class Ending:
    """A document that has ended or will end."""

    number: str
    name: str
    title: str
    day: date
    """First day out of force."""
    by: str
    """What replaces it, as printed; "" for nothing known."""


@dataclass(frozen=True, slots=True)
class News:
    """What a check has to tell."""

    passed: tuple[Ending, ...]
    soon: tuple[Ending, ...]


class Nightly:
    """Checks once a day and tells *chats*; damage is a trouble, which administrators hear of."""

    def __init__(
        self,
        work: Verifying,
        view: Callable[[], View],
        ledger: Ledger,
        outbox: Outbox,
        sender: Sender,
        health: Health,
        clock: Clock,
        chats: Sequence[int],
    ) -> None:
        self._work = work
        self._view = view
        self._ledger = ledger
        self._outbox = outbox
        self._sender = sender
        self._health = health
        self._clock = clock
        self._chats = chats
        self._not_before: datetime | None = None
        self._damaged = ""
        """Id of the snapshot that was found damaged."""

    async def run(self) -> None:
        """Look at the clock again and again until cancelled."""
        while True:
            try:
                await self.look()
            except sqlite3.OperationalError as error:
                # A full disk, which the watchdog tells of; the check is made again.
                _log.warning("The nightly check waits: %s.", error)
            await asyncio.sleep(_EVERY)

    async def look(self) -> None:
        """Check, if it is time to."""
        if not await asyncio.to_thread(self._is_due):
            return
        try:
            damage = await self._work.verify()
        except WorkError as error:
            self._not_before = self._clock.now() + _AGAIN
            self._health.trouble("nightly", f"The library could not be checked: {error}")
            return
        self._not_before = None
        self._health.well("nightly")
        self._tell_of(damage)
        calls: list[Call] = []
        news = None if damage else await asyncio.to_thread(self._news)
        if news is not None and (news.passed or news.soon):
            calls = self._calls(self._card(news))
        items = await asyncio.wrap_future(
            self._ledger.submit(lambda connection: self._mark(connection, news, calls))
        )
        self._sender.push(items)

    def _is_due(self) -> bool:
        now = self._clock.now()
        if self._not_before is not None and now < self._not_before:
            return False
        if self._damaged and self._view().library.folder.name != self._damaged:
            return True  # somebody published another one: is all well again?
        checked = self._kept(_CHECKED)
        if checked is None:  # the very first start has just proved the library, by opening it
            self._ledger.write(lambda connection: self._mark(connection, None, ()))
            return False
        return now.hour >= _HOUR and checked < now.date()

    def _tell_of(self, damage: Sequence[str]) -> None:
        if damage:
            self._damaged = self._view().library.folder.name
            self._health.trouble("snapshot", damage[0])
        else:
            self._damaged = ""
            self._health.well("snapshot")

    def _news(self) -> News:
        """Return what ended since the last check, and what will end and was not told of."""
        today = self._clock.today()
        since = self._kept(_ENDED) or today - timedelta(days=1)
        told = {tuple(row) for row in self._ledger.rows("SELECT number, day FROM told_endings")}
        ends = _endings(self._view(), today)
        return News(
            tuple(one for one in ends if since < one.day <= today),
            tuple(
                one
                for one in ends
                if today < one.day <= today + AHEAD and (one.number, f"{one.day}") not in told
            ),
        )

    def _kept(self, name: str) -> date | None:
        rows = self._ledger.rows("SELECT day FROM nightly WHERE name = ?", name)
        return date.fromisoformat(rows[0][0]) if rows else None

    def _mark(
        self, connection: sqlite3.Connection, news: News | None, calls: Sequence[Call]
    ) -> list[Item]:
        """Note that the check was made and what it told, and queue the messages."""
        today = self._clock.today().isoformat()
        names = [_CHECKED] if news is None else [_CHECKED, _ENDED]
        connection.executemany(
            "INSERT OR REPLACE INTO nightly (name, day) VALUES (?, ?)",
            [(name, today) for name in names],
        )
        connection.executemany(
            "INSERT OR IGNORE INTO told_endings (number, day) VALUES (?, ?)",
            [(one.number, one.day.isoformat()) for one in (news.soon if news else ())],
        )
        connection.execute("DELETE FROM told_endings WHERE day < ?", (today,))
        return self._outbox.add(connection, calls)

    def _card(self, news: News) -> Html:
        texts = self._view().texts
        blocks = [texts.html("nightly-title")]
        for key, endings in (("nightly-passed", news.passed), ("nightly-soon", news.soon)):
            if endings:
                lines = [texts.html(key), *map(self._line, endings[:_LINES])]
                if len(endings) > _LINES:
                    lines.append(texts.html("nightly-more", count=len(endings) - _LINES))
                blocks.append(Html("\n".join(lines)))
        return Html("\n\n".join(blocks))

    def _line(self, one: Ending) -> Html:
        texts, day = self._view().texts, day_text(one.day)
        title = shorten(one.title, _TITLE)
        if one.by:
            return texts.html("nightly-replaced", name=one.name, title=title, day=day, by=one.by)
        return texts.html("nightly-line", name=one.name, title=title, day=day)

    def _calls(self, html: Html) -> list[Call]:
        """Return the messages: without a sound, for it is night."""
        calls = [send_message(Place(chat), html, purpose=PURPOSE) for chat in self._chats]
        return [replace(c, params={**c.params, "disable_notification": True}) for c in calls]


def _endings(view: View, today: date) -> list[Ending]:
    """Return the documents whose end is known, those that end first coming first."""
    found = []
    for document in view.library.documents():
        validity = view.library.validity(document, today)
        if validity.effective_to is not None:
            by = ", ".join(name_of(view, number) for number in validity.replaced_by)
            found.append(
                Ending(document.number, document.name, document.title, validity.effective_to, by)
            )
    return sorted(found, key=lambda one: (one.day, one.number))
