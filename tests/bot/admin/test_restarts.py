"""Jobs go on after the bot was stopped or killed at any point: nothing is lost or done twice."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.admin.job import Job, Named, Outcome, Stage
from bot.app import build
from bot.delivery.service import Service
from bot.library_work import LibraryWork
from bot.tryout import Server
from indexer.proposal import Order
from indexer.publish import history
from knowledge.assistant import Assistant
from knowledge.clock import FixedClock
from knowledge.embedding import Embedder
from tests.bot.admin.office import Administrator, directive, hasten, incoming, parts, settled
from tests.bot.conftest import Settings

Start = Callable[[], Service]


@pytest.fixture
def start(office: Settings, clock: FixedClock, embedder: Embedder) -> Start:
    """Return what builds the bot anew, as a start of the program does."""

    def started() -> Service:
        service = build(office, Assistant(office.home, clock, embedder), clock)
        hasten(service)
        return service

    return started


@pytest.fixture
def person(bot_api: Server) -> Administrator:
    """Return the administrator of bots that come and go."""
    return Administrator(bot_api)


def only(service: Service) -> Job:
    """Return the one job there is."""
    [job] = parts(service).jobs.rows.all()
    return job


async def test_what_was_being_received_or_read_is_done_again(
    start: Start, person: Administrator
) -> None:
    """Two stops, and the card comes; its buttons work although they were drawn before a third."""
    async with start() as service:
        parts(service).runner.quiet = 60
        person.send("qd.txt", directive())
        await person.sees("Đang nhận")
    async with start() as service:
        await person.sees("Đang đọc")
        assert Stage.PREVIEWING is only(service).stage
    async with start() as service:
        await person.sees("Văn bản mới")
        assert Stage.WAITING is only(service).stage
    async with start():
        await person.tap("Bỏ", then="Đã bỏ")


async def test_a_job_that_nobody_decides_about_is_given_up_after_a_month_and_said_to_be(
    office: Settings, clock: FixedClock, embedder: Embedder, start: Start, person: Administrator
) -> None:
    """One sentence in a message of its own names it; its files are gone, and it says so once."""
    async with start():
        person.send("qd.txt", directive())
        await person.sees("Văn bản mới")
    shown = person.screen["message_id"]
    later = FixedClock(clock.now() + timedelta(days=31))
    for _ in range(2):
        async with build(office, Assistant(office.home, later, embedder), later):
            await settled(lambda: len(told(person)), 2)
            assert set() == await settled(lambda: incoming(office.home), set[str]())

    old, new = told(person)
    assert "Việc chờ quá 30 ngày chưa ai quyết định" in new["text"]
    assert "1 tệp (qd.txt)" in new["text"]
    assert (shown, new["text"]) == (old["message_id"], old["text"])


def told(person: Administrator) -> list[dict[str, Any]]:
    """Return the messages that say that a job was given up."""
    posts = person.server.world.rooms[person.chat_id].posts.values()
    return [one.message for one in posts if "chờ quá" in one.message.get("text", "")]


async def test_an_update_that_is_handled_again_brings_no_second_file(
    start: Start, person: Administrator
) -> None:
    """The message that brought a file is known, whatever has become of its job."""
    async with start() as service:
        person.send("qd.txt", directive())
        await person.sees("Văn bản mới")
        jobs, job = parts(service).jobs, only(service)
        assert (job, job) == await jobs.happen(job.id, Named(job.files[0]))
        assert not await jobs.begin(job)


async def test_a_publication_that_had_happened_is_not_done_again(
    start: Start, person: Administrator, home: Path
) -> None:
    """The snapshot that brought the documents is the job's own, as the library shows it."""
    async with start() as service:
        person.send("qd.txt", directive())
        await person.sees("Văn bản mới")
        job = only(service)
        await person.tap("Đăng", then="Đang đăng")
    file = parts(service).jobs.folder.paths(job)
    work = LibraryWork(home, starter=False)
    published = await work.publish(Order(file))
    async with start() as service:
        await person.sees("Đã đăng 1 văn bản")
        outcome = parts(service).jobs.outcome(job.id)

    assert Outcome(Stage.DONE, published.snapshot, ("12/2026/QĐ-UBND",)) == outcome
    assert 2 == len(history(home))


async def test_a_publication_is_stopped_on_demand(
    start: Start, person: Administrator, home: Path
) -> None:
    """/huy ends the process that works on the library; the library is as it was."""
    async with start() as service:
        person.send("qd.txt", directive())
        await person.sees("Văn bản mới")
        await person.tap("Đăng", then="Đang đăng")
        await person.type("/huy", then="Đã hủy")
        posts = person.server.world.rooms[person.chat_id].posts.values()
        assert not [one for one in posts if "Đang dừng" in one.message.get("text", "")]
        assert not parts(service).library.busy
        assert [] == await settled(lambda: sorted(incoming(home)), list[str]())
    assert 1 == len(history(home))


@asynccontextmanager
async def process(settings: Settings) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the bot as a process of its own, and kill it at the end."""
    own = {
        "CONGVU_HOME": str(settings.home),
        "CONGVU_STARTER": "0",
        "CONGVU_API_BASE": settings.api_base,
        "CONGVU_BOT_TOKEN": settings.bot_token.get_secret_value(),
        "CONGVU_ADMINS": "1003",
        "CONGVU_HEALTH_PORT": "0",
        "CONGVU_CHAT_GAP": "0",
    }
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", "run"),
        env=os.environ | own,
        cwd=Path(__file__).parents[3],
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield running
    finally:
        if running.returncode is None:
            running.send_signal(signal.SIGKILL)
        await running.wait()


async def test_kills_lose_no_job_and_publish_nothing_twice(
    office: Settings, person: Administrator, home: Path
) -> None:
    """kill -9 while a file is received or read, and while its text is published."""
    with person.server.refusals_expected():  # an edit is made again when its answer was lost
        async with process(office):
            person.send("qd.txt", directive())
            await person.sees("Đang nhận")
        async with process(office):
            await person.sees("Văn bản mới")
            await person.tap("Đăng", then="Đang đăng")
        async with process(office):
            await person.sees("Đã đăng 1 văn bản")
            answer = await person.chat.ask("kho lưu trữ mở cửa mấy giờ")
            assert "bảy giờ ba mươi" in answer["text"]
    assert 2 == len(history(home))
