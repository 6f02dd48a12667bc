"""Announcing: the offer after a publish, and what carries it out beside the bot's other work."""

import asyncio
import logging
import secrets
import sqlite3
from base64 import urlsafe_b64encode
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from telegram import InlineKeyboardMarkup

from bot.delivery.calls import Call, Place, edit_text, send_message
from bot.delivery.ledger import Ledger
from bot.delivery.outbox import Item, Outbox
from bot.delivery.sender import Sender
from bot.delivery.timing import Timing
from bot.following.announcement import STOP, Announcement, State
from bot.following.announcements import Announcements
from bot.following.cards import card
from bot.following.facts import Fact, facts_of
from bot.following.parts import Subscriptions
from bot.following.telling import offered, progress
from bot.services import Services
from bot.texts import Html, Texts
from bot.timeleft import TimeLeft
from indexer.audit import AuditLog
from indexer.errors import IndexerError

_log = logging.getLogger(__name__)

PURPOSE = "announcement"
_EVERY, _IDLE = 0.4, 1.0
"""Seconds from one batch to the next, and between two looks whether there is anything to do."""
_AGAIN = 10.0
"""Seconds until what could not be written is tried again."""
_LEAST = 0.1
"""Seconds of rest after a batch, however long it took."""
_BATCH = 10
"""Messages of one batch: 25 a second, which leaves answers a share of Telegram's 30."""
_AHEAD = 60
"""Messages that wait in the outbox at most: what is stopped stops within seconds."""
_ENTRIES = 50
"""Newest entries of the audit log among which an announcement's own would be."""
_CARDS = 100
"""Different cards that are remembered."""
_TELL = 5.0
"""Seconds between two edits of the administrator's message."""


@dataclass(frozen=True, slots=True)
class Offer:
    """The question whether to announce documents."""

    people: int
    """How many would be told."""
    before: date | None
    """The last day on which one of the documents was announced; None for never."""
    html: Html
    keyboard: InlineKeyboardMarkup
    _key: str
    _facts: tuple[Fact, ...]
    _announcements: Announcements

    def keep(self, connection: sqlite3.Connection) -> None:
        """Keep the offer; part of the change that queues the message with its buttons."""
        self._announcements.offer(connection, self._key, self._facts, self.people, self.before)


def offer(subscriptions: Subscriptions, services: Services, numbers: Sequence[str]) -> Offer | None:
    """Return the question whether to announce the documents *numbers*; runs in a thread.

    None where the library holds none of them, or nobody follows any.
    """
    documents = facts_of(services.view(), numbers, services.state)
    people = sum(
        any(one.choice.wants(fact.topics, fact.issuer) for fact in documents)
        for one in subscriptions.subscribers.all()
    )
    if not people:
        return None
    announcements = subscriptions.announcements
    before = announcements.before(fact.number for fact in documents)
    key = urlsafe_b64encode(secrets.token_bytes(6)).decode()
    html, keyboard = offered(services.texts, key, documents, people, before)
    return Offer(people, before, html, keyboard, key, documents, announcements)


class Announcer:
    """Carries out what was started, batch by batch, and shows the administrator how far it is."""

    def __init__(
        self,
        subscriptions: Subscriptions,
        services: Services,
        outbox: Outbox,
        sender: Sender,
        audit: AuditLog,
        timing: Timing | None = None,
    ) -> None:
        self._audit = audit
        self._announcements = subscriptions.announcements
        self._services = services
        self._ledger: Ledger = services.ledger
        self._texts: Texts = services.texts
        self._outbox = outbox
        self._sender = sender
        self._timing = timing or Timing()
        self._cards: dict[tuple[Fact, ...], Call] = {}
        self._row = 0
        """The announcement whose progress was shown last."""
        self._left = TimeLeft(self._timing.now)
        self._told_at = 0.0
        self._edit = 0
        """The last edit of the administrator's message, by its place in the outbox."""

    async def run(self) -> None:
        """Go on until cancelled."""
        while True:
            began = self._timing.now()
            try:
                pause = _EVERY if await self.look() else _IDLE
            except (sqlite3.OperationalError, IndexerError) as error:
                # A full disk, or an audit log that cannot be written: nothing of the batch was
                # sent, and it is tried again.
                _log.warning("Announcing waits: %s", error)
                pause = _AGAIN
            took = self._timing.now() - began
            await self._timing.sleep(max(_LEAST, pause - took))

    async def look(self) -> bool:
        """Queue the next batch and show how far it is; return whether there was anything to do."""
        if not self._announcements.any_to_tell_of():
            return False
        held = await asyncio.to_thread(self._prepare)
        items = await asyncio.wrap_future(
            self._ledger.submit(lambda connection: self._step(connection, held))
        )
        self._sender.push(items)
        return True

    def unreachable(self, chat: int) -> None:
        """Forget somebody whose chat no longer takes messages; from any thread."""
        # A full disk leaves the row, and the next announcement finds the chat unreachable again.
        self._ledger.submit(lambda connection: self._announcements.lost(connection, chat))

    def _prepare(self) -> frozenset[str]:
        """Log what was decided, then return which documents of announcements are still held."""
        started = self._announcements.started()
        for one in started:
            if one.to_log:
                self._log(one, one.to_log)
        return self._held({fact.number for one in started for fact in one.facts})

    def _held(self, numbers: Collection[str]) -> frozenset[str]:
        library = self._services.view().library
        return frozenset(number for number in numbers if number in library)

    def _log(self, one: Announcement, act: str) -> None:
        """Write an act into the audit log, once: a crash may have come after the writing."""
        newest = self._audit.entries(_ENTRIES, act=act)
        if all(entry.after.get("announcement") != one.id for entry in newest):
            numbers = ", ".join(fact.number for fact in one.facts)
            count = {"told": one.told} if act == STOP else {"people": one.people}
            after = {"announcement": one.id, **count}
            self._audit.record(one.actor, act, numbers, {}, after, self._services.clock)
        self._ledger.write(lambda connection: self._announcements.logged(connection, one, act))

    def _step(self, connection: sqlite3.Connection, held: Collection[str]) -> list[Item]:
        """Do what is due, all or none of it; return what is to be sent."""
        items: list[Item] = []
        waiting = self._announcements.to_tell_of(connection)
        room = min(_BATCH, _AHEAD - sum(one.waiting for one in waiting))
        for one in waiting:
            if one.state is State.SENDING and not one.waiting:
                self._announcements.end(connection, one)
            if one.state in (State.WAITING, State.RUNNING):
                # One that was started a moment ago is neither logged nor looked up yet.
                if room > 0 and not one.to_log:
                    items += self._announcements.advance(
                        connection, one, held, room, self._outbox, self._card
                    )
                break
        for one in self._announcements.to_tell_of(connection):
            # What was stopped a moment ago is not forgotten before it is logged.
            if not (one.over and one.to_log):
                items += self._tell(connection, one)
        return items

    def _card(self, facts: Sequence[Fact]) -> Call:
        """Return the call that tells of *facts*; most people follow what others follow too."""
        known = tuple(facts)
        if known not in self._cards:
            if len(self._cards) >= _CARDS:
                self._cards.clear()
            html, keyboard = card(self._texts, facts)
            made = send_message(Place(0), html, keyboard, purpose=PURPOSE, bulk=True)
            self._cards[known] = made
        return self._cards[known]

    def _tell(self, connection: sqlite3.Connection, one: Announcement) -> list[Item]:
        """Edit the administrator's message if what it says is no longer so."""
        seconds = self._pace(one)
        if one.drawn == one.state and not self._due(connection, one):
            return []
        self._announcements.drawn(connection, one)
        if one.shown is None:
            return []
        html, keyboard = progress(self._texts, one, seconds)
        items = self._outbox.add(connection, [edit_text(one.shown, html, keyboard)])
        if one.row == self._row:
            self._told_at, self._edit = self._timing.now(), items[0].id
        return items

    def _pace(self, one: Announcement) -> float | None:
        """Return how long *one* will still take, in seconds, if it is its turn."""
        if one.state not in (State.RUNNING, State.SENDING):
            return None
        if one.row != self._row:
            self._row, self._left = one.row, TimeLeft(self._timing.now)
            self._told_at, self._edit = self._timing.now(), 0
        self._left.note(PURPOSE, one.told + one.lost, max(one.people, one.queued))
        return self._left.seconds

    def _due(self, connection: sqlite3.Connection, one: Announcement) -> bool:
        """Return whether it is time to show how far *one* is, and the last edit has gone out."""
        if one.row != self._row or self._timing.now() - self._told_at < _TELL:
            return False
        sql = "SELECT 1 FROM outbox WHERE id = ?"
        return connection.execute(sql, (self._edit,)).fetchone() is None


def status_lines(subscriptions: Subscriptions, texts: Texts) -> list[Html]:
    """Return for /trangthai how many people follow, and what is being announced."""
    count = texts.html("announce-status", count=subscriptions.subscribers.count())
    started = subscriptions.announcements.started()
    return [count, *(progress(texts, one, None)[0] for one in started)]
