"""A disk without room while a report is sealed: said politely, nothing half stored, then it works.

The disk is a small one of its own. How much room is left decides where it shows: a file does not
fit, the case does not fit, or not even the press can be kept, which then waits at Telegram.
"""

import asyncio
import contextlib
import os
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import SecretStr

from bot.app import build
from bot.reports.events import Verb
from bot.tryout import Server
from knowledge.clock import SystemClock
from tests.bot.botapi import bot_api
from tests.bot.conftest import Settings
from tests.bot.delivery.test_faults_disk import Disk, small_disk
from tests.bot.reports.forensics.citizens import Evidence, crowd
from tests.bot.reports.forensics.office import Office, new_office
from tests.bot.reports.forensics.writing import Screen, Writer, screen_in

__all__ = ["bot_api"]

_SIZE = 24 << 20
_HELD_UP = 2.0
"""Seconds that the disk stays full where the bot can say nothing."""
LARGE = Evidence("dài.ogg", b"OggS" + bytes(range(256)) * 24_000)
"""Six megabytes."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """Return a small disk of its own."""
    with small_disk(tmp_path / "disk") as disk:
        # The log of bot.db alone grows to 4 MB before its pages are brought home.
        remount = ["mount", "-o", f"remount,size={_SIZE}", str(disk.folder)]
        subprocess.run(remount, check=True)
        yield disk


@asynccontextmanager
async def running(server: Server, home: Path) -> AsyncIterator[None]:
    """Run the bot's handlers on *home*, without the library."""
    nobody: Any = SimpleNamespace(warm_up=lambda: None, reload_if_changed=lambda: None)
    settings = Settings(home, server.base_url, SecretStr(server.token))
    async with build(settings, nobody, SystemClock()):
        yield


def leave(disk: Disk, room: int) -> None:
    """Fill *disk* up to *room* bytes."""
    disk.fill()
    ballast = disk.folder / "ballast"
    os.truncate(ballast, max(0, ballast.stat().st_size - room))


@dataclass
class Squeezed(Writer):
    """One who presses the last button while there is little room, and again when told to."""

    disk: Disk | None = None
    room: int = 0
    refused: bool = False

    async def _submit(self, screen: Screen) -> None:
        assert self.disk is not None
        leave(self.disk, self.room)
        start = self.server.world.feed.last
        self.press(screen, Verb.SUBMIT)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_HELD_UP):
                while not self.words(start):
                    await asyncio.sleep(0.02)
        self.disk.free()
        # A refusal that itself found no room is said now.
        while not (self.told_off(start) or self.has_code()):
            await asyncio.sleep(0.05)
        if self.told_off(start):
            self.refused = True
            self.press(screen, Verb.SUBMIT)
        await self.handed_in()

    def told_off(self, start: int) -> bool:
        """Return whether there was no room, as the bot says."""
        return any("hết chỗ" in words for words in self.words(start))

    def has_code(self) -> bool:
        """Return whether the report is handed in."""
        found = screen_in(self.posts)
        return found is not None and found.step == "receipt"

    def words(self, start: int) -> list[str]:
        """Return what the bot has said or answered since event *start*, pages included."""
        return [
            event.body.get("text") or event.body.get("message", {}).get("text", "")
            for event in self.server.world.feed.since(start)
            if event.kind in ("callback_answer", "message")
        ]


async def test_a_report_that_finds_no_room_is_handed_in_once_there_is(
    bot_api: Server, disk: Disk
) -> None:
    """Whatever room is left: one code, one case, the same words; and refusals say why."""
    office = Office(disk.folder, new_office(disk.folder))
    plans = [replace(one, gives_up_at="", evidence=()) for one in crowd(8, "full").plans]
    rooms = [4096 * pages for pages in (0, 2, 4, 8, 12, 16, 24, 40)]
    people = [
        Squeezed(bot_api, plan, disk=disk, room=room)
        for plan, room in zip(plans, rooms, strict=True)
    ]
    async with running(bot_api, disk.folder):
        for one in people:
            await one.write()

    opened = {one.case.id: one.report for one in office.opened()}
    assert len(people) == len(opened)
    for one in people:
        case = office.by_code(one.code)
        assert case is not None
        assert "\n".join(one.plan.story) == opened[case.id].what
    assert any(one.refused for one in people), "no room was little enough to be refused"


async def test_a_file_that_finds_no_room_leaves_nothing_and_is_refused(
    bot_api: Server, disk: Disk
) -> None:
    """The person is told, no part of the file stays, and a smaller one is taken."""
    office = Office(disk.folder, new_office(disk.folder))
    [plan] = crowd(1, "large").plans
    small = Evidence("ngắn.ogg", b"OggS" + bytes(20_000))
    writer = Large(bot_api, replace(plan, gives_up_at="", evidence=(small,)), disk=disk)
    async with running(bot_api, disk.folder):
        await writer.write()

    [opened] = office.opened()
    [kept] = opened.report.attachments
    assert small.content == office.files().read(opened.keys.report_key, opened.case.id, kept.file)
    assert [kept.file] == [one.name for one in (disk.folder / "cases").iterdir()]


@dataclass
class Large(Writer):
    """One who first sends a file that does not fit."""

    disk: Disk | None = None

    async def _evidence(self, screen: Screen) -> None:
        assert self.disk is not None
        leave(self.disk, len(LARGE.content) // 2)
        self.send(LARGE)
        await self.said("hết chỗ")
        self.disk.free()
        await super()._evidence(screen)
