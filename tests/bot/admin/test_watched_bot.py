"""Files dropped into the folder of the real bot: shown, approved, published, put away."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.admin.watched import Watched
from bot.app import build
from bot.delivery.service import Service
from bot.tryout import Server
from indexer.audit import AuditLog
from indexer.publish import history
from knowledge.assistant import Assistant
from knowledge.clock import FixedClock
from knowledge.embedding import Embedder
from knowledge.library import Library, current_snapshot
from tests.bot.admin.office import Administrator, directive, settled
from tests.bot.conftest import Settings
from tests.indexer.readers.converting import struck

NUMBER = "12/2026/QĐ-UBND"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Return the folder, with a decision in it."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "qd-kho.txt").write_bytes(directive())
    return folder


@asynccontextmanager
async def running(
    settings: Settings, clock: FixedClock, embedder: Embedder
) -> AsyncIterator[Service]:
    """Run the bot, which looks at the folder often."""
    service = build(settings, Assistant(settings.home, clock, embedder), clock)
    watched = service.background["inbox"]
    assert isinstance(watched, Watched)
    watched.every = 0.1
    async with service:
        yield service


def greeted(server: Server) -> Administrator:
    """Return the administrator, who has written to the bot: it may not begin a conversation."""
    administrator = Administrator(server)
    administrator.chat.write("/start")
    return administrator


async def put_away(folder: Path, wanted: set[str]) -> set[str]:
    """Return the files that are left once they are as *wanted*, or after a minute."""
    return await settled(lambda: files(folder), wanted, 60)


def files(folder: Path) -> set[str]:
    """Return the visible files under *folder*."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {str(path) for path in found if not str(path).startswith(".lock")}


def numbers(home: Path) -> set[str]:
    """Return the numbers of the documents in the live library."""
    library = Library.open(current_snapshot(home))
    found = {document.number for document in library.documents()}
    library.close()
    return found


async def test_a_file_waits_for_approval_over_a_restart_and_is_published_once(
    office: Settings, inbox: Path, bot_api: Server, clock: FixedClock, embedder: Embedder
) -> None:
    """Its card comes to the administrator's chat; when it is published, it lies in done/."""
    settings = replace(office, inbox=inbox)
    administrator = greeted(bot_api)
    async with running(settings, clock, embedder):
        card = await administrator.sees("Văn bản mới")
    assert f"Quyết định {NUMBER}" in card
    assert not (inbox / "qd-kho.txt").exists()

    async with running(settings, clock, embedder):
        await administrator.tap("Đăng", then="Đã đăng 1 văn bản")
        done = await put_away(inbox, {"done/qd-kho.txt"})

    assert {"done/qd-kho.txt"} == done
    assert NUMBER in numbers(office.home)
    assert 2 == len(history(office.home))


async def test_files_are_published_at_once_where_that_is_wanted(
    office: Settings, inbox: Path, bot_api: Server, clock: FixedClock, embedder: Embedder
) -> None:
    """The administrator is told afterwards; a file that cannot be read fails, and says why."""
    (inbox / "hong.docx").write_bytes(b"PK\x03\x04 no archive")
    settings = replace(office, inbox=inbox, inbox_publish=True)
    administrator = greeted(bot_api)
    wanted = {"done/qd-kho.txt", "failed/hong.docx", "failed/hong.docx.ly-do.txt"}

    async with running(settings, clock, embedder):
        await administrator.sees("Đã đăng 1 văn bản")
        found = await put_away(inbox, wanted)

    assert wanted == found
    assert NUMBER in numbers(office.home)
    first, second = (inbox / "failed" / "hong.docx.ly-do.txt").read_text("utf-8").splitlines()
    assert "Chưa đưa được tệp này vào thư viện" in first
    assert "hong.docx" in second


async def test_a_bot_without_administrators_publishes_by_itself(
    settings: Settings, inbox: Path, clock: FixedClock, embedder: Embedder
) -> None:
    """There is nobody to ask or to tell; the log says that the folder brought it."""
    alone = replace(settings, inbox=inbox, inbox_publish=True)
    async with running(alone, clock, embedder):
        found = await put_away(inbox, {"done/qd-kho.txt"})

    assert {"done/qd-kho.txt"} == found
    assert NUMBER in numbers(settings.home)
    assert "inbox" in {entry.actor for entry in AuditLog(settings.home).entries()}


async def test_struck_out_words_wait_for_a_person_even_where_files_are_published_at_once(
    office: Settings, inbox: Path, bot_api: Server, clock: FixedClock, embedder: Embedder
) -> None:
    """The card comes with its warning, and what is tapped is published."""
    (inbox / "qd-kho.txt").unlink()
    doc = struck(inbox.parent / "doc", directive().decode(), "2. Thủ kho")
    doc.rename(inbox / "qd-kho.doc")
    administrator = greeted(bot_api)
    async with running(replace(office, inbox=inbox, inbox_publish=True), clock, embedder):
        card = await administrator.sees("còn 1 chỗ xóa theo dõi chưa được chấp nhận")
        waiting = numbers(office.home)
        await administrator.tap("Đăng", then="Đã đăng 1 văn bản")
        found = await put_away(inbox, {"done/qd-kho.doc"})

    assert f"Quyết định {NUMBER}" in card
    assert NUMBER not in waiting
    assert {"done/qd-kho.doc"} == found


async def test_struck_out_words_fail_where_there_is_nobody_to_look(
    settings: Settings, inbox: Path, clock: FixedClock, embedder: Embedder
) -> None:
    """The reason beside the file says what to do; the other file is published."""
    doc = struck(inbox.parent / "doc", directive("13/2026/QĐ-UBND").decode(), "2. Thủ kho")
    doc.rename(inbox / "qd-khac.doc")
    wanted = {"done/qd-kho.txt", "failed/qd-khac.doc", "failed/qd-khac.doc.ly-do.txt"}
    async with running(replace(settings, inbox=inbox, inbox_publish=True), clock, embedder):
        found = await put_away(inbox, wanted)

    assert wanted == found
    assert "13/2026/QĐ-UBND" not in numbers(settings.home)
    reason = (inbox / "failed" / "qd-khac.doc.ly-do.txt").read_text("utf-8")
    assert "accept all changes" in reason


async def test_a_discarded_file_is_put_away_as_failed(
    office: Settings, inbox: Path, bot_api: Server, clock: FixedClock, embedder: Embedder
) -> None:
    """What an administrator did not want lies beside the reason, and not in the library."""
    administrator = greeted(bot_api)
    wanted = {"failed/qd-kho.txt", "failed/qd-kho.txt.ly-do.txt"}
    async with running(replace(office, inbox=inbox), clock, embedder):
        await administrator.sees("Văn bản mới")
        await administrator.tap("Bỏ", then="Đã bỏ")
        found = await put_away(inbox, wanted)

    assert wanted == found
    assert NUMBER not in numbers(office.home)
