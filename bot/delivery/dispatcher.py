"""Hands waiting updates to the handlers: in order within a chat, side by side between chats.

Chats take turns: one that sends five hundred messages gets one of them handled, then the others
have theirs. A chat whose answers pile up in the outbox, because Telegram takes one a second, is
held back until they have gone, so that its questions do not take the processor from the rest.
"""

import asyncio
import json
import logging
import sqlite3
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from telegram import Bot, Update

from bot.delivery.health import Health
from bot.delivery.inbox import Inbox, Waiting
from bot.delivery.ledger import Ledger
from bot.delivery.metrics import Metrics
from bot.delivery.work import Work
from bot.errors import report

if TYPE_CHECKING:
    from bot.delivery.outbox import Item, Outbox
    from bot.delivery.sender import Sender

_log = logging.getLogger(__name__)

AT_ONCE = 32
"""Updates handled at the same time."""
_BACKLOG = 2
"""Messages waiting for a chat from which on its next update is held back."""
_CONTENTS = 1000
"""Updates waiting beyond which contents stay on disk until they are due."""
_SUSPECT = 3
"""Deaths of the process during one update from which on it is handled alone: each further death
is then its own, and not that of others which were handled beside it."""
FATAL = 20
"""Deaths of the process during one update after which that update is no longer tried."""
_RETRY, _LONGEST_RETRY = 1.0, 10.0
"""Seconds after which a commit that found the disk full is tried again: at first, and at most."""


class FatalUpdateError(Exception):
    """The process has died over an update again and again."""


@dataclass(frozen=True, slots=True)
class Handling:
    """What is done with an update; each adds to the update's work and writes nothing itself."""

    handle: Callable[[Update, Work], Awaitable[None]]
    too_slow: Callable[[Update, Work], None]
    """Called with a fresh work when the time limit has passed."""
    failed: Callable[[Update, Work, BaseException], None]
    """Called with a fresh work when what a handler wanted changed could not be, and when an update
    is given up."""


class Dispatcher:
    """Runs the handlers on what the inbox holds and commits what they lead to."""

    def __init__(
        self,
        bot: Bot,
        ledger: Ledger,
        inbox: Inbox,
        outbox: "Outbox",
        sender: "Sender",
        handling: Handling,
        metrics: Metrics,
        health: Health,
        seconds: float = 60,
        at_once: int = AT_ONCE,
    ) -> None:
        self._bot = bot
        self._ledger = ledger
        self._inbox = inbox
        self._outbox = outbox
        self._sender = sender
        self._handling = handling
        self._metrics = metrics
        self._health = health
        self._seconds = seconds
        self._at_once = at_once
        self._lanes: dict[bytes, deque[tuple[Waiting, float]]] = {}
        """What waits, with when it came; the lanes that are being handled have an entry too."""
        self._ready: deque[bytes] = deque()
        self._held: set[bytes] = set()
        self._running: set[asyncio.Task[None]] = set()
        self._alone = False
        """Whether what is being handled is to have no company."""
        self._count = 0
        self._ended_at = time.monotonic()
        self._full = 0
        """Updates whose effect waits for room on the disk."""
        self._wake = asyncio.Event()
        inbox.arrived = self.take
        inbox.met = sender.saw
        sender.on_drained = self.release

    @property
    def waiting(self) -> int:
        """How many updates wait, those being handled included."""
        return self._count

    @property
    def moves(self) -> bool:
        """Whether the updates being handled come to an end in the time that they are given.

        Waiting for room on a full disk counts as moving: a new start would not make any.
        """
        idle = time.monotonic() - self._ended_at
        return not self._running or self._full > 0 or idle < 2 * self._seconds

    def take(self, arrived: Iterable[Waiting]) -> None:
        """Queue updates that are safe on the disk."""
        now = time.monotonic()
        for one in arrived:
            self._count += 1
            if self._count > _CONTENTS:
                one.content = ""
            lane = self._lanes.get(one.lane)
            if lane is None:
                self._lanes[one.lane] = deque([(one, now)])
                self._ready.append(one.lane)
            else:
                lane.append((one, now))
            self._metrics.updates_received.inc()
        self._metrics.inbox_waiting.set(self._count)
        self._wake.set()

    def release(self, lane: bytes) -> None:
        """Go on with a chat that was held back; its answers have gone out."""
        if lane in self._held:
            self._held.discard(lane)
            self._ready.append(lane)
            self._wake.set()

    async def run(self) -> None:
        """Handle what comes until cancelled; what is being handled then goes on (see drain)."""
        while True:
            while self._ready and self._has_room:
                if not self._running:
                    self._ended_at = time.monotonic()
                self._alone = self._is_suspect(self._ready[0])
                task = asyncio.create_task(self._turn(self._ready.popleft()))
                self._running.add(task)
                task.add_done_callback(self._ended)
            self._wake.clear()
            await self._wake.wait()

    async def drain(self, seconds: float) -> None:
        """Wait at most *seconds* for what is being handled; what does not end is done again."""
        if self._running:
            _, left = await asyncio.wait(self._running, timeout=seconds)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)

    @property
    def _has_room(self) -> bool:
        """Whether the update whose turn it is can be handled beside those that are."""
        if not self._running:
            return True
        suspect = self._alone or self._is_suspect(self._ready[0])
        return not suspect and len(self._running) < self._at_once

    def _is_suspect(self, lane: bytes) -> bool:
        return self._lanes[lane][0][0].deaths >= _SUSPECT

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._ended_at = time.monotonic()
        self._wake.set()

    async def _turn(self, lane: bytes) -> None:
        """Handle the oldest update of *lane*, then let it queue behind the other lanes."""
        waiting, came = self._lanes[lane][0]
        try:
            await self._one(waiting, came)
        except Exception as error:
            # The row stays and is tried again at the next start; the chat goes on.
            report(error, None, f"dispatcher, row {waiting.row}")
            self._metrics.updates_handled.labels(outcome="failed").inc()
        queue = self._lanes[lane]
        queue.popleft()
        self._count -= 1
        self._metrics.inbox_waiting.set(self._count)
        if not queue:
            del self._lanes[lane]
        elif self._sender.backlog(lane) >= _BACKLOG:
            self._held.add(lane)
        else:
            self._ready.append(lane)

    async def _one(self, waiting: Waiting, came: float) -> None:
        self._inbox.begin(waiting.row)
        update = self._parsed(waiting)
        if update is None or waiting.deaths >= FATAL:
            await self._set_aside(waiting, update)
            return
        work, outcome = Work(), "done"
        try:
            async with asyncio.timeout(self._seconds):
                await self._handling.handle(update, work)
        except TimeoutError:
            # A thread may still run and add to the old work; nobody looks at that any more.
            work, outcome = Work(), "timeout"
            self._handling.too_slow(update, work)
        if not await self._conclude(waiting, update, work):
            outcome = "failed"
        self._metrics.updates_handled.labels(outcome=outcome).inc()
        self._metrics.update_seconds.labels(kind=_kind(update)).observe(time.monotonic() - came)

    async def _set_aside(self, waiting: Waiting, update: Update | None) -> None:
        """Give an update up; who sent one that can be read is told that it failed."""
        work, reason = Work(), "cannot be read"
        if update is not None:
            reason = f"the process died over it {waiting.deaths} times"
            self._handling.failed(update, work, FatalUpdateError(reason))

        def change(connection: sqlite3.Connection) -> "list[Item]":
            self._inbox.set_aside(connection, waiting.row, reason)
            return self._outbox.add(connection, work.calls)

        self._sender.push(await self._commit(change))
        self._metrics.updates_handled.labels(outcome="set_aside").inc()
        self._metrics.set_aside.inc()

    async def _conclude(self, waiting: Waiting, update: Update, work: Work) -> bool:
        """Commit *work*; where its changes are refused, an apology takes the place of all of it."""

        def change(connection: sqlite3.Connection) -> object:
            self._inbox.done(connection, waiting.row)
            for one in work.changes:
                one(connection)
            return self._outbox.add(connection, work.calls)

        try:
            items = await self._commit(change)
        except Exception as error:
            work.clear()
            self._handling.failed(update, work, error)
            self._sender.push(await self._commit(change))
            return False
        self._sender.push(items)
        return True

    async def _commit(self, change: Callable[[sqlite3.Connection], Any]) -> Any:
        """Carry out *change* durably; while the disk is full, wait and try again."""
        try:
            return await asyncio.wrap_future(self._ledger.submit(change))
        except sqlite3.OperationalError as error:
            self._trouble(error)
        self._full += 1
        try:
            return await self._when_there_is_room(change)
        finally:
            self._full -= 1

    async def _when_there_is_room(self, change: Callable[[sqlite3.Connection], Any]) -> Any:
        pause = _RETRY
        while True:
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_RETRY)
            try:
                result = await asyncio.wrap_future(self._ledger.submit(change))
            except sqlite3.OperationalError as error:
                self._trouble(error)
            else:
                self._health.well("disk")
                return result

    def _trouble(self, error: sqlite3.OperationalError) -> None:
        self._metrics.ledger_errors.inc()
        self._health.trouble("disk", f"bot.db cannot be written: {error}.")

    def _parsed(self, waiting: Waiting) -> Update | None:
        """Return the update, or None when it is not what the Bot API promises."""
        content = self._inbox.content(waiting)
        try:
            update = Update.de_json(json.loads(content or ""), self._bot)
        except Exception as error:
            # What it says may hold a person's words.
            _log.warning("The update in row %s is set aside: %s", waiting.row, type(error).__name__)
            return None
        return update


def _kind(update: Update) -> str:
    kinds = ("message", "edited_message", "callback_query", "inline_query")
    return next((kind for kind in kinds if getattr(update, kind)), "other")
