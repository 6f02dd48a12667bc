"""What jobs do by themselves: fetch, preview, publish; and how they go on after a restart.

An interrupted fetch or preview is done again. An interrupted publication is settled by the
library: a snapshot that brought what the job was to bring was published by it; where there is
none, it is published now, which changes nothing that is there already.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol

from bot.admin.fetching import LostError, TooLargeError
from bot.admin.job import (
    WORKING,
    Event,
    Failed,
    Fetched,
    Job,
    Kind,
    Previewed,
    Received,
    Refused,
    Stage,
    Stopped,
)
from bot.admin.job import Published as Reached
from bot.admin.jobs import Drawn, Jobs, More
from bot.admin.orders import (
    brought,
    brought_by,
    changes_something,
    needs_a_person,
    order_of,
    refused_of,
)
from bot.admin.progress import EVERY, Step, Tell, shown
from bot.delivery.calls import Call
from bot.delivery.timing import wait_at_most
from bot.errors import report
from bot.library_work import DoneBeforeCancelled, LibraryWork, WorkError
from indexer.orders import Published
from indexer.publish import history
from knowledge.errors import LibraryError
from knowledge.library import current_snapshot

_QUIET = 1.5
"""Seconds without a further file after which a job has all of its files."""
_PAUSE = 10.0
"""Seconds before a job goes on after an error that could not even be kept."""
_SWEEP = 3600.0
"""Seconds between looks for jobs that are to be forgotten."""


class Files(Protocol):
    """Where files come from; see ``bot.admin.fetching.Fetcher``."""

    async def fetch(self, file_id: str, target: Path) -> None:
        """Write a file to *target*."""


class Runner:
    """Carries the jobs on, each by itself; the library takes one piece of work at a time.

    A job has all its files when none has come for *quiet* seconds; its message is edited at most
    once in *every* seconds while it goes on.
    """

    def __init__(
        self,
        jobs: Jobs,
        home: Path,
        library: LibraryWork,
        files: Files,
        draw_step: Callable[[Job, Step], Drawn],
        published: Callable[[Job, Reached], Awaitable[More]],
        quiet: float = _QUIET,
        every: float = EVERY,
    ) -> None:
        self._jobs = jobs
        self._home = home
        self._library = library
        self._files = files
        self._draw_step = draw_step
        self._published = published
        self.quiet = quiet
        self.every = every
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._publishing: dict[str, asyncio.Task[Published]] = {}
        self._more: dict[str, asyncio.Event] = {}
        self._resumed: set[str] = set()
        """Jobs whose publication was under way when the bot ended."""
        self._closed = True
        jobs.changed = self._changed

    async def run(self) -> None:
        """Go on with the jobs that were under way, and with new ones, until cancelled."""
        self._closed = False
        try:
            await self._jobs.sweep()
            for job in self._jobs.rows.all():
                if job.stage is Stage.PUBLISHING and job.id not in self._tasks:
                    self._resumed.add(job.id)
                self._carry_on(job)
            while True:
                await asyncio.sleep(_SWEEP)
                await self._jobs.sweep()
        finally:
            self._closed = True
            tasks = list(self._tasks.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _changed(self, before: Job, after: Job) -> None:
        """Act on what a person, or the job itself, has changed."""
        if after.is_over:
            self._end(after)
            return
        if after.stopping and after.id in self._publishing:
            self._publishing[after.id].cancel()
        self._more.setdefault(after.id, asyncio.Event()).set()
        self._carry_on(after)

    def _end(self, job: Job) -> None:
        task = self._tasks.get(job.id)
        if task is not None and task is not asyncio.current_task():
            task.cancel()
        self._more.pop(job.id, None)
        if job.stage is not Stage.FAILED:
            loop = asyncio.get_running_loop()
            loop.run_in_executor(None, self._jobs.folder.erase, job.id)

    def _carry_on(self, job: Job) -> None:
        if self._closed or job.stage not in WORKING or job.id in self._tasks:
            return
        task = asyncio.create_task(self._go(job.id), name=f"job {job.id}")
        self._tasks[job.id] = task
        task.add_done_callback(lambda _: self._ended(job.id))

    def _ended(self, job: str) -> None:
        """Go on where the job was given something to do while its task came to its end."""
        del self._tasks[job]
        found = None if self._closed else self._jobs.rows.get(job)
        if found is not None:
            self._carry_on(found)

    async def _go(self, name: str) -> None:
        """Do what the stage of a job asks for, until that is nothing."""
        steps = {
            Stage.RECEIVING: self._receive,
            Stage.PREVIEWING: self._preview,
            Stage.PUBLISHING: self._publish,
        }
        while (job := self._jobs.rows.get(name)) is not None and job.stage in steps:
            try:
                event = await steps[job.stage](job)
            except WorkError as error:
                event = Failed(error.code, error.values, str(error))
            except OSError as error:
                words = f"The disk cannot be written ({error.strerror}): make room."
                event = Failed("disk-full", {}, words)
            except Exception as error:
                number = report(error, None, "job")
                event = Failed("unexpected", {"number": number}, f"It failed: see error {number}.")
            await self._happen(job, event)

    async def _happen(self, job: Job, event: Event) -> None:
        """Keep and show what came of a step; what cannot be shown has failed."""
        try:
            await self._jobs.hear(job.id)
            more = await self._published(job, event) if isinstance(event, Reached) else _none
            # Below the last of its files, not between them.
            anew = isinstance(event, Received) and len(job.files) > 1
            await self._jobs.happen(job.id, event, anew=anew, more=more)
        except Exception as error:
            number = report(error, None, "job")
            words = f"It cannot be shown: see error {number}."
            try:
                await self._jobs.happen(job.id, Failed("unexpected", {"number": number}, words))
            except Exception as again:
                report(again, None, "job")
                await asyncio.sleep(_PAUSE)

    async def _receive(self, job: Job) -> Event:
        """Fetch the next file; when all are here, wait whether more come."""
        more = self._more.setdefault(job.id, asyncio.Event())
        for index, file in enumerate(job.files):
            if not file.here and not file.problem:
                await self._jobs.tell(job.id, *self._draw_step(job, _receiving(job, index)))
                return await self._fetched(job, index)
        more.clear()
        if self._jobs.rows.get(job.id) == job:
            await wait_at_most(more, self.quiet)
            if not more.is_set():
                return Received(len(job.files))
        return Received(-1)

    async def _fetched(self, job: Job, index: int) -> Fetched:
        place = await asyncio.to_thread(self._jobs.folder.place, job, index)
        try:
            await self._files.fetch(job.files[index].file_id, place)
        except TooLargeError:
            return Fetched(index, "large")
        except LostError:
            return Fetched(index, "lost")
        await asyncio.to_thread(self._jobs.folder.settle, job, index)
        return Fetched(index)

    async def _preview(self, job: Job) -> Event:
        lost = tuple(
            Refused(file.name, _LOST[file.problem], file.problem)
            for file in job.files
            if file.problem
        )
        paths = await asyncio.to_thread(self._jobs.folder.paths, job)
        if job.kind is Kind.FILES and not paths:
            return Failed("nothing", {}, "None of the files could be read.", lost)
        texts = await asyncio.to_thread(self._jobs.folder.texts, job.id)
        await self._queue(job)
        async with self._progress(job) as tell:
            preview = await self._library.preview(order_of(job, paths), texts, tell)
        refused = lost + refused_of(preview)
        if job.kind is Kind.FILES and not preview.cards:
            words = " ".join(one.message for one in refused) or "The files hold no document."
            await asyncio.to_thread(self._jobs.folder.keep_preview, job.id, preview)
            return Failed("nothing", {}, words, refused)
        await asyncio.to_thread(self._jobs.folder.keep_preview, job.id, preview)
        live = live_snapshot(self._home)
        changes, cards = changes_something(job, preview), len(preview.cards)
        return Previewed(changes, cards, live, refused, needs_a_person(preview))

    async def _publish(self, job: Job) -> Event:
        return await self._settled(job) or await self._done(job)

    async def _settled(self, job: Job) -> Reached | None:
        """Return what an interrupted publication came to; None where it is to be done."""
        if job.id not in self._resumed:
            return None
        self._resumed.discard(job.id)
        return await asyncio.to_thread(self._found, job)

    def _found(self, job: Job) -> Reached | None:
        """Look for the snapshot that an interrupted publication has made."""
        if job.kind is Kind.UNDO:
            return Reached(job.target) if live_snapshot(self._home) == job.target else None
        preview = self._jobs.folder.preview(job.id)
        for entry in history(self._home):
            if entry.id == job.live:
                return None
            numbers = brought_by(job, preview, entry.changes)
            if numbers:
                return Reached(entry.id, numbers)
        return None

    async def _done(self, job: Job) -> Event:
        """Publish; /huy stops it, unless it comes too late."""
        now = self._jobs.rows.get(job.id)
        if now is None or now.stopping:
            return Stopped()
        work = self._publishing[job.id] = asyncio.create_task(self._order(job))
        try:
            await asyncio.wait({work})
        except asyncio.CancelledError:
            # The bot ends; what came of it is seen at the next start.
            work.cancel()
            await asyncio.wait({work})
            raise
        finally:
            del self._publishing[job.id]
        try:
            published = work.result()
        except DoneBeforeCancelled as done:
            published = done.published
        except asyncio.CancelledError:
            return Stopped()
        return Reached(published.snapshot if published.published else "", brought(published))

    async def _order(self, job: Job) -> Published:
        if job.kind is Kind.UNDO:
            return await self._library.undo(job.target, job.approved)
        paths = await asyncio.to_thread(self._jobs.folder.paths, job)
        await self._queue(job)
        async with self._progress(job) as tell:
            return await self._library.publish(order_of(job, paths), tell)

    async def _queue(self, job: Job) -> None:
        """Say that the library is busy with something else first."""
        if self._library.busy:
            before = self._library.waiting + 1
            await self._jobs.tell(job.id, *self._draw_step(job, Step("wait", 0, before, "", None)))

    def _progress(self, job: Job) -> AbstractAsyncContextManager[Tell]:
        async def show(step: Step) -> None:
            await self._jobs.tell(job.id, *self._draw_step(job, step))

        return shown(show, self.every)


def live_snapshot(home: Path) -> str:
    """Return the id of the live snapshot of *home*; "" where there is none."""
    try:
        return current_snapshot(home).name
    except LibraryError:
        return ""


def _receiving(job: Job, index: int) -> Step:
    return Step("receive", index, len(job.files), job.files[index].name, None)


def _none(connection: sqlite3.Connection) -> tuple[Call, ...]:
    return ()


_LOST = {
    "large": "The file has more than the 20 MB that Telegram gives to bots: split it.",
    "lost": "Telegram did not give the file: send it again.",
}
