"""The jobs of administrators while the bot runs: opened, changed by events, shown in their chats.

Every change of a job and the message that shows it are one commit, so a restart finds a job as
its chat shows it. What a job does by itself is in ``bot.admin.runner``.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from telegram import InlineKeyboardMarkup

from bot.admin.folder import JobFolder
from bot.admin.job import ENDED, Event, Expired, File, Heard, Job, Outcome, Stage
from bot.admin.machine import advance, outcome
from bot.admin.rows import JobRows
from bot.delivery.calls import Call, Place, Shown, delete_message, edit_text, send_message
from bot.delivery.ledger import Ledger
from bot.delivery.outbox import Item, Outbox
from bot.delivery.sender import Sender
from bot.delivery.timing import wait_at_most
from knowledge.clock import Clock

KEPT = timedelta(days=7)
"""How long a job is remembered after its end."""
WAITS = timedelta(days=30)
"""How long a job waits for somebody to decide."""
PURPOSE = "job"

Drawn = tuple[str, InlineKeyboardMarkup | None]
"""HTML and the buttons under it."""
More = Callable[[sqlite3.Connection], Sequence[Call]]
"""A change of ``bot.db`` that goes along with that of a job, and calls to be made then."""


class Jobs:
    """Changes jobs, one event at a time; from the event loop's thread."""

    def __init__(
        self,
        ledger: Ledger,
        rows: JobRows,
        folder: JobFolder,
        clock: Clock,
        outbox: Outbox,
        sender: Sender,
        draw: Callable[[Job], Drawn],
    ) -> None:
        self.rows = rows
        self.folder = folder
        self.changed: Callable[[Job, Job], None] = lambda before, after: None
        """Called with what a job was and what it is, once that is safe."""
        self._ledger = ledger
        self._clock = clock
        self._outbox = outbox
        self._sender = sender
        self._draw = draw
        self._opening: set[str] = set()
        self._heard: dict[str, asyncio.Event] = {}
        self._told: dict[str, str] = {}
        """What was last told of how far each job is."""

    async def open(
        self,
        files: Sequence[Path],
        chat: int,
        actor: str,
        *,
        at_once: bool = False,
        job: str,
    ) -> str:
        """Begin a job with copies of *files*, whose screens go to *chat*; return its id.

        *job* is the id it gets; one that is known already stays as it is, so the same files may be
        handed over again after a crash. With *at_once* nobody is asked before publishing.

        Raises:
            OSError: there is no room, or a file cannot be read; nothing is left of the job.

        """
        if self.known(job):
            return job
        named = tuple(File(path.name, here=True) for path in files)
        new = Job(job, chat, actor, self.now(), files=named, at_once=at_once)
        new = replace(new, stage=Stage.PREVIEWING)
        self._opening.add(job)
        try:
            await asyncio.to_thread(self.folder.copy, new, files)
            await self.begin(new)
        finally:
            self._opening.discard(job)
        return job

    def outcome(self, job: str) -> Outcome | None:
        """Return what a job came to; None while it goes on.

        A job that nobody knows (any more) counts as cancelled, with the code "unknown".
        """
        found = self.rows.get(job)
        return outcome(found) if found else Outcome(Stage.CANCELLED, code="unknown")

    def known(self, job: str) -> bool:
        """Return whether there is, or lately was, a job of that id."""
        return self.rows.get(job) is not None

    def of_chat(self, chat: int) -> list[Job]:
        """Return the jobs of a chat that are not over, the newest first."""
        jobs = [job for job in self.rows.all() if job.chat == chat and not job.is_over]
        return jobs[::-1]

    def now(self) -> int:
        """Return the moment as jobs keep it: seconds since 1970."""
        return int(self._clock.now().timestamp())

    async def begin(self, job: Job) -> bool:
        """Keep a new job and show it; return False where one of that id is there already."""
        html, keyboard = await asyncio.to_thread(self._draw, job)
        call = send_message(Place(job.chat), html, keyboard, purpose=PURPOSE)

        def change(connection: sqlite3.Connection) -> list[Item] | None:
            if self.rows.within(connection, job.id) is not None:
                return None
            self.rows.put(connection, job)
            return self._outbox.add(connection, [call])

        items = await asyncio.wrap_future(self._ledger.submit(change))
        if items is None:
            return False
        self._sender.push(items)
        self.changed(job, job)
        return True

    async def happen(
        self,
        job: str,
        event: Event,
        *,
        anew: bool = False,
        more: More = lambda connection: (),
    ) -> tuple[Job, Job] | None:
        """Let *event* happen to a job and show what it is then; return what it was and is.

        None where there is no such job. *anew* shows it below what was written meanwhile, and
        takes the message away that showed it before; *more*
        is carried out in the same commit, if anything changed, and gives calls to be made too.
        """
        while True:
            before = self.rows.get(job)
            if before is None:
                return None
            after = advance(before, event, self.now())
            if after == before:
                return before, before
            after, calls = await asyncio.to_thread(self._shown, before, after, anew)
            items = await self._commit(before, after, calls, more)
            if items is not None:
                self._sender.push(items)
                self.changed(before, after)
                return before, after

    def heard(self, chat: int, message: int, job: str) -> None:
        """Learn the id of a job's message, from what Telegram answered when it was sent."""
        found = self.rows.get(job)
        if found is None or found.chat != chat or found.message >= message:
            return

        def change(connection: sqlite3.Connection) -> None:
            now = self.rows.within(connection, job)
            if now is not None:
                self.rows.put(connection, advance(now, Heard(message), self.now()))

        loop, known = asyncio.get_running_loop(), self._hearing(job)
        kept = self._ledger.submit(change)
        kept.add_done_callback(lambda _: loop.call_soon_threadsafe(known.set))

    async def hear(self, job: str, seconds: float = 5.0) -> None:
        """Wait until the id of a job's message is known, but not for ever.

        While it is not, the next screen of the job is a message of its own.
        """
        found = self.rows.get(job)
        if found is not None and not found.message:
            await wait_at_most(self._hearing(job), seconds)

    async def tell(self, job: str, html: str, keyboard: InlineKeyboardMarkup | None) -> None:
        """Show how far a job is, unless other messages of its chat still wait to be sent."""
        found = self.rows.get(job)
        if found is None or not found.message:
            return
        call = edit_text(Shown(found.chat, found.message), html, keyboard)
        if self._told.get(job) == html or self._sender.backlog(self._outbox.lane(call)):
            return
        self._told[job] = html

        def change(connection: sqlite3.Connection) -> list[Item]:
            current = self.rows.within(connection, job)
            alike = current is not None and current.turn == found.turn
            return self._outbox.add(connection, [call] if alike else [])

        self._sender.push(await asyncio.wrap_future(self._ledger.submit(change)))

    async def sweep(self) -> None:
        """End jobs that have waited too long, and forget what ended long ago."""
        oldest = self.now() - WAITS.total_seconds()
        for job in self.rows.all():
            if not job.is_over and job.begun < oldest:
                await self._expire(job)
        await asyncio.to_thread(self._tidy)

    async def _expire(self, job: Job) -> None:
        """End a job, and say so in a message of its own: nobody looks at one of last month."""
        html, _ = await asyncio.to_thread(self._draw, advance(job, Expired(), self.now()))
        told = [send_message(Place(job.chat), html, purpose=PURPOSE)] if job.message else []
        await self.happen(job.id, Expired(), more=lambda connection: told)

    def _tidy(self) -> None:
        """Forget jobs that ended long ago, and erase files that no job needs any more."""
        now, kept = self.now(), set(self._opening)
        for job in self.rows.all():
            if job.is_over and job.ended < now - KEPT.total_seconds():
                self.rows.erase(job.id)
            elif job.stage not in ENDED - {Stage.FAILED}:
                kept.add(job.id)
        for name in self.folder.all() - kept:
            self.folder.erase(name)
        for name in self.rows.strange():
            self.rows.erase(name)

    def _hearing(self, job: str) -> asyncio.Event:
        return self._heard.setdefault(job, asyncio.Event())

    def _shown(self, before: Job, after: Job, anew: bool) -> tuple[Job, list[Call]]:
        """Return the job with where its screen is then, and the calls that show it."""
        if after.turn == before.turn:
            return after, []
        self._told.pop(after.id, None)
        html, keyboard = self._draw(after)
        # Only a button tells the id of a new message, and this one is to be changed once more.
        anew = anew and not (after.stopping and not after.is_over)
        place = Shown(after.chat, after.message)
        left = before.message if before.message != after.message or anew else 0
        calls = [delete_message(before.chat, left)] if left else []
        if after.message and not anew:
            return after, [*calls, edit_text(place, html, keyboard)]
        calls.append(send_message(Place(after.chat), html, keyboard, purpose=PURPOSE))
        self._heard.pop(after.id, None)
        return replace(after, message=0), calls

    async def _commit(
        self,
        before: Job,
        after: Job,
        calls: Sequence[Call],
        more: More,
    ) -> list[Item] | None:
        """Keep *after* in place of *before* and queue *calls*; None if it changed meanwhile."""

        def change(connection: sqlite3.Connection) -> list[Item] | None:
            if self.rows.within(connection, before.id) != before:
                return None
            self.rows.put(connection, after)
            return self._outbox.add(connection, [*calls, *more(connection)])

        return await asyncio.wrap_future(self._ledger.submit(change))
