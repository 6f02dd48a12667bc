"""A disk that is full: what comes waits at Telegram, what was taken in waits, and nothing is lost.

It is made full in two ways: by a limit on the pages of the bot's own file, and truly, by a small
file system filled to the last byte.
"""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest
from telegram import Update

from bot.delivery.calls import Place, send_message
from bot.delivery.health import Health
from bot.delivery.work import Work
from bot.errors import BotError
from bot.tryout import Server
from tests.bot.botapi import OFFICIAL, Chat
from tests.bot.conftest import free_port
from tests.bot.delivery.running import Settings, chat_of, counts, echo, small_bot
from tests.bot.delivery.scenarios import Alive, Run, alive, run, said, scenario, until

__all__ = ["run"]

LONG = "đơn " * 950 + "hết"
"""A text that needs more room than a page has left."""
SIZE = 4 << 20
"""Bytes of the small disk."""
LOSES = "The update is confirmed although the report could not be written; both are gone."


class Disk:
    """Where a bot keeps its memory; full on demand."""

    def __init__(self, folder: Path, *, real: bool) -> None:
        self.folder = folder
        self._real = real
        self._ballast = folder / "ballast"

    def fill(self, bot: Alive | None = None) -> None:
        """Leave no room; where the disk is none of its own, to *bot*."""
        if not self._real:
            assert bot is not None
            bot.pragma("max_page_count = 1")
            return
        with self._ballast.open("wb", buffering=0) as ballast, contextlib.suppress(OSError):
            while True:
                ballast.write(bytes(4096))

    def free(self, bot: Alive | None = None) -> None:
        """Make room again."""
        if bot is not None:
            bot.pragma("max_page_count = 1000000")
        self._ballast.unlink(missing_ok=True)


@pytest.fixture(params=["limit", "real"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    """Return a disk that can be filled; a real one of its own where it may be mounted."""
    if request.param == "limit":
        yield Disk(tmp_path, real=False)
        return
    with small_disk(tmp_path / "disk") as disk:
        yield disk


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    """Mount a disk of its own at *folder* for a while, or skip the test."""
    folder.mkdir()
    if not mounted(folder):
        pytest.skip("Only root on Linux can mount a small disk; the limit on pages is tested.")
    try:
        yield Disk(folder, real=True)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def mounted(folder: Path) -> bool:
    """Return whether a small disk could be mounted at *folder*."""
    if os.geteuid() != 0 or not shutil.which("mount"):
        return False
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@scenario(LOSES)
async def test_what_comes_while_the_disk_is_full_waits_at_telegram(
    bot_api: Server, run: Run, disk: Disk
) -> None:
    """A report that cannot be kept is not confirmed, and is answered once there is room."""
    chat = run.chat()
    async with replace(run, home=disk.folder)() as bot:
        await chat.ask("before")
        await bot_api.world.updates.all_confirmed()
        disk.fill(bot)
        asked = bot_api.calls["getUpdates"]
        chat.write(LONG)
        assert await run.until(lambda: bot_api.calls["getUpdates"] > asked)
        kept_by_telegram = [update.body["text"] for update in bot_api.world.updates.waiting]
        disk.free(bot)

        assert f"echo {LONG}" == (await chat.reply())["text"]
    assert [LONG] == kept_by_telegram
    assert 1 == said(bot_api).count(f"echo {LONG}")


async def test_a_full_disk_is_told_until_there_is_room(bot_api: Server, disk: Disk) -> None:
    """``/ready`` names the disk for as long as nothing can be kept, and no longer."""
    port, chat = free_port(), Chat(bot_api)
    settings = Settings(disk.folder, bot_api.base_url, bot_api.token, health_port=port)
    async with small_bot(settings) as service, aiohttp.ClientSession() as client:

        async def ready() -> tuple[int, bool]:
            async with client.get(f"http://127.0.0.1:{port}/ready") as answer:
                return answer.status, "disk (since" in await answer.text()

        disk.fill(alive(service))
        chat.write(LONG)
        assert await until(lambda: "disk" in parts_in_trouble(service.health), 10)
        assert (503, True) == await ready()
        disk.free(alive(service))
        await chat.reply()
        assert not (await ready())[1]


async def test_a_disk_that_is_full_when_the_effect_is_written_delays_it(
    bot_api: Server, disk: Disk
) -> None:
    """Three long answers that cannot be kept are kept, and sent, when there is room; once."""
    running: list[Alive] = []

    async def fill_up(update: Update, work: Work) -> None:
        disk.fill(running[0])
        await echo(update, work)
        for number in range(2):
            work.call(send_message(Place(chat_of(update)), f"{number} {LONG}"))

    chat = Chat(bot_api)
    async with small_bot(
        Settings(disk.folder, bot_api.base_url, bot_api.token), fill_up
    ) as service:
        running.append(alive(service))
        chat.write("report")
        assert await until(lambda: "disk" in parts_in_trouble(service.health), 10)
        assert [] == said(bot_api)
        disk.free(running[0])
        for answer in ("echo report", f"0 {LONG}", f"1 {LONG}"):
            assert answer == (await chat.reply())["text"]
        assert "disk" not in parts_in_trouble(service.health)

    assert counts(disk.folder) == {f"{OFFICIAL} report": 1}


async def test_a_stop_on_a_full_disk_loses_nothing(bot_api: Server, disk: Disk) -> None:
    """A bot that is stopped while its effects cannot be written has them after the next start."""
    running: list[Alive] = []

    async def fill_up(update: Update, work: Work) -> None:
        disk.fill(running[0])
        await echo(update, work)
        work.call(send_message(Place(chat_of(update)), LONG))

    settings = Settings(disk.folder, bot_api.base_url, bot_api.token, drain_seconds=0)
    chat = Chat(bot_api)
    async with small_bot(settings, fill_up) as service:
        running.append(alive(service))
        chat.write("report")
        assert await until(lambda: "disk" in parts_in_trouble(service.health), 10)
    disk.free()
    async with small_bot(settings):
        assert "echo report" == (await chat.reply())["text"]

    assert counts(disk.folder) == {f"{OFFICIAL} report": 1}


async def test_a_start_on_a_full_disk_says_so_and_loses_nothing(
    bot_api: Server, tmp_path: Path
) -> None:
    """The bot that finds no room for its memory ends with one sentence; what came waits."""
    folder = tmp_path / "disk"
    settings = Settings(folder, bot_api.base_url, bot_api.token)
    chat = Chat(bot_api)
    with small_disk(folder) as disk:
        async with small_bot(settings):
            await chat.ask("before")
        disk.fill()
        chat.write("early")
        with pytest.raises(BotError, match=r"bot\.db cannot be opened .*: make room on its disk"):
            small_bot(settings)
        disk.free()
        async with small_bot(settings):
            assert "echo early" == (await chat.reply())["text"]


def parts_in_trouble(health: Health) -> set[str]:
    """Return the parts of a bot that do not do their work."""
    return {trouble.part for trouble in health.findings}
