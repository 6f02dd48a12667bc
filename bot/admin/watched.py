"""Files that are dropped into a folder become jobs, without anybody sending them to the bot.

What was done with a file is told by where it ends: see ``bot.admin.watched_folder``.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from bot.admin.folder import safe_name
from bot.admin.job import EXPIRED, MOST_FILES, File, Outcome, Refused, Stage
from bot.admin.watched_folder import DONE, FAILED, End, Look, WatchedFolder
from bot.delivery.health import Health
from bot.texts import Texts

_log = logging.getLogger(__name__)

ACTOR = "inbox"
_PART = "inbox"
_EVERY = 5.0
"""Seconds between two looks; a file that did not change in between is complete."""
_PATIENCE = 12
"""Looks for which complete files wait for others that are still being written, to go with them."""
_ARCHIVE = ".zip"


class Desk(Protocol):
    """Where files become jobs; see ``bot.admin.jobs``."""

    async def open(
        self, files: Sequence[Path], chat: int, actor: str, *, at_once: bool = False, job: str
    ) -> str:
        """Begin the job with that id, unless it is known; raises OSError without room for it."""
        ...

    def outcome(self, job: str) -> Outcome | None:
        """Return what a job came to; None while it goes on."""
        ...

    def known(self, job: str) -> bool:
        """Say whether there is a job of that id."""
        ...


class Watched:
    """Watches a folder; jobs go to *chat*, and with *at_once* wait for nobody."""

    def __init__(
        self,
        folder: WatchedFolder,
        desk: Desk,
        texts: Texts,
        health: Health,
        chat: int,
        *,
        at_once: bool = False,
        every: float = _EVERY,
    ) -> None:
        self.every = every
        """Seconds between two looks."""
        self._folder = folder
        self._desk = desk
        self._texts = texts
        self._health = health
        self._chat = chat
        self._at_once = at_once
        self._before: Mapping[str, Look] = {}
        self._waited = 0

    async def run(self) -> None:
        """Look again and again until cancelled."""
        try:
            while True:
                await self.look()
                await asyncio.sleep(self.every)
        finally:
            self._folder.release()

    async def look(self) -> None:
        """Put away what has ended, go on with what was taken, and take what is complete."""
        if not (self._chat or self._at_once):
            self._health.trouble(
                _PART,
                "Nobody can be asked about the files in CONGVU_INBOX: set CONGVU_ADMINS, or "
                "CONGVU_INBOX_PUBLISH=1 to publish them without asking.",
                "inbox-nobody",
            )
            return
        try:
            await asyncio.to_thread(self._folder.prepare)
            for job in await asyncio.to_thread(self._folder.jobs):
                await self._go_on(job)
            await self._take()
        except BlockingIOError:
            sentence = "Another congvu watches the folder CONGVU_INBOX: end one."
            self._health.trouble(_PART, sentence, "inbox-another")
        except OSError as error:
            self._health.trouble(
                _PART,
                f"The folder CONGVU_INBOX cannot be used ({error.strerror}): see that it is there, "
                "that this user may write into it, and that its disk has room.",
            )
        except sqlite3.OperationalError as error:
            # A full disk, which the watchdog tells of; the files wait where they are.
            _log.warning("The watched folder waits: %s.", error)
        else:
            self._health.well(_PART)

    async def _go_on(self, job: str) -> None:
        """Bring one job that was taken a step further, wherever a crash left it."""
        if not await asyncio.to_thread(self._folder.planned, job):
            files = await asyncio.to_thread(self._folder.files, job)
            if not files:
                await asyncio.to_thread(self._folder.forget, job)
                return
            if not self._desk.known(job):
                await self._open(job, files)
                return
            outcome = self._desk.outcome(job)
            if outcome is None:
                return
            ends = _ends([file.name for file in files], outcome, self._texts)
            await asyncio.to_thread(self._folder.plan, job, ends)
        await asyncio.to_thread(self._folder.put_away, job)

    async def _take(self) -> None:
        """Take the files that look as they did at the last look."""
        looks = await asyncio.to_thread(self._folder.looks)
        before, self._before = self._before, looks
        complete = {name: look for name, look in looks.items() if before.get(name) == look}
        self._waited = self._waited + 1 if complete else 0
        if not complete or (len(complete) < len(looks) and self._waited < _PATIENCE):
            return
        self._waited = 0
        names = sorted(complete)
        for at in range(0, len(names), MOST_FILES):
            group = {name: complete[name] for name in names[at : at + MOST_FILES]}
            job = await asyncio.to_thread(self._folder.take, group)
            if job:
                await self._open(job, await asyncio.to_thread(self._folder.files, job))

    async def _open(self, job: str, files: Sequence[Path]) -> None:
        await self._desk.open(files, self._chat, ACTOR, at_once=self._at_once, job=job)


def _ends(names: Sequence[str], outcome: Outcome, texts: Texts) -> dict[str, End]:
    """Return what becomes of each file of a job that came to *outcome*."""
    if outcome.stage is not Stage.DONE:
        expired = outcome.code == EXPIRED
        details = outcome.message or ("" if expired else outcome.code)
        key = "inbox-expired" if expired else f"inbox-{outcome.stage}"
        reason = _reason(texts, key, details)
        return dict.fromkeys(names, End(FAILED, reason))
    whole: dict[str, list[Refused]] = {}
    members: list[Refused] = []
    for refused in outcome.refused:
        file = next((name for name in names if _same(name, refused.file)), None)
        if file is None:
            members.append(refused)
        else:
            whole.setdefault(file, []).append(refused)
    return {name: _end(name, whole.get(name, []), members, texts) for name in names}


def _end(name: str, whole: Sequence[Refused], members: Sequence[Refused], texts: Texts) -> End:
    """Return the end of one file of a job that was done; *members* are those of archives."""
    if whole:
        return End(FAILED, _reason(texts, "inbox-failed", *(one.message for one in whole)))
    if members and name.lower().endswith(_ARCHIVE):
        return End(DONE, _reason(texts, "inbox-members", *(one.message for one in members)))
    return End(DONE)


def _reason(texts: Texts, key: str, *details: str) -> str:
    """Return a sentence in Vietnamese, and below it the details in English."""
    return "\n".join([texts.plain(key), *filter(None, details)]) + "\n"


def _same(name: str, other: str) -> bool:
    """Say whether two names are of the same file, which a job keeps under a safe one."""
    return safe_name(File(name)) == safe_name(File(other))
