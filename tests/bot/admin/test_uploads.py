"""Files that are sent to the bot: whose they are, which belong together, what is too large."""

import io
import zipfile
from pathlib import Path

import pytest

from bot.admin.folder import safe_name
from bot.admin.job import File, Stage
from bot.delivery.service import Service
from bot.reports.vault import InspectorKey
from bot.tryout import Server
from bot.tryout.files import DOWNLOAD_LIMIT, Upload
from tests.bot.admin.office import Administrator, directive, incoming, parts
from tests.bot.botapi import ADMINISTRATOR, CITIZEN, Chat
from tests.bot.reports.talking import Reporter
from tests.bot.reports.talking import inspector as inspector
from tests.indexer.readers.scans import needs_tesseract, page, scanned


async def test_everybody_else_is_told_that_files_are_not_theirs(
    bot_api: Server, service: Service, home: Path
) -> None:
    """A citizen's file is answered politely, and nothing of it is kept."""
    citizen = Chat(bot_api, CITIZEN)
    citizen.send_file("nghi-dinh.txt", directive())

    assert "là việc của quản trị viên" in (await citizen.reply())["text"]
    assert set() == incoming(home)


async def test_a_file_in_a_report_stays_evidence(
    administrator: Administrator, inspector: InspectorKey, home: Path
) -> None:
    """An administrator who reports something sends no document into the library."""
    reporter = Reporter(administrator.server)
    reporter.chat = Chat(administrator.server, administrator.chat.user_id)
    await reporter.begin()
    for label in ("bắt đầu", "Rượu, bia"):
        await reporter.tap(label)
    await reporter.type("hoan kiem")
    for label in ("Phường Hoàn Kiếm", "Hôm nay"):
        await reporter.tap(label)
    await reporter.type("Trưa nay anh ta uống bia.")
    for label in ("Xong", "Bỏ qua"):
        await reporter.tap(label)
    administrator.send("bang-chung.txt", directive())

    await administrator.sees("Đã nhận 1/10")
    assert set() == incoming(home)


async def test_what_comes_together_is_one_job_with_one_message(
    administrator: Administrator, bot_api: Server
) -> None:
    """It stands below the last file; questions are answered meanwhile."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a.txt", directive("21/2026/QĐ-UBND"))
        packed.writestr("b.txt", directive("22/2026/QĐ-UBND"))
    administrator.send("bo.zip", archive.getvalue())
    administrator.server.people.send_file(
        ADMINISTRATOR, Upload("c.txt", directive("23/2026/QĐ-UBND"))
    )
    administrator.server.people.send_file(ADMINISTRATOR, Upload("hong.pdf", b"%PDF-1.4 nothing"))
    official = Chat(bot_api)
    answer = await official.ask("công chức có được uống rượu bia giờ nghỉ trưa không")
    assert "Điều 3" in answer["text"]

    summary = await administrator.sees("3 văn bản")
    for words in ("21/2026/QĐ-UBND", "22/2026/QĐ-UBND", "23/2026/QĐ-UBND", "hong.pdf: "):
        assert words in summary
    assert ["Xem từng bản", "Đăng 3 bản", "Bỏ hết"] == administrator.labels
    await administrator.tap("Xem từng bản", then="Tệp: ")
    await administrator.tap("›", then="22/2026/QĐ-UBND")
    await administrator.tap("Để lại", then="Để lại, không đăng")
    await administrator.tap("Tất cả", then="2 văn bản sẽ đăng")
    posts = bot_api.world.rooms[ADMINISTRATOR].posts
    own = [at for at, one in posts.items() if one.message["from"]["id"] == bot_api.world.bot.id]
    assert [administrator.screen["message_id"]] == own == [max(posts)]


async def test_photographs_are_pages_until_they_are_taken_apart(
    administrator: Administrator, service: Service
) -> None:
    """Two photographs are read as one document, in their order, or each alone if one says so."""
    needs_tesseract()
    lines = directive().decode().splitlines()
    administrator.send("1.jpg", _photographed(lines[:8]))
    further = Upload("2.jpg", _photographed(lines[8:]))
    administrator.server.people.send_file(ADMINISTRATOR, further)
    card = await administrator.sees("Chữ nhận dạng từ ảnh, 2 trang")
    for words in ("Quyết định 12/2026/QĐ-UBND", "Số điều, mục: 3", "Tệp: anh-chup.pdf"):
        assert words in card
    await administrator.tap("Tách từng ảnh", then="Ảnh ")
    [job] = parts(service).jobs.rows.all()

    assert 2 == len(parts(service).jobs.folder.paths(job))


def _photographed(lines: list[str]) -> bytes:
    """Return lines of text as a telephone sends them."""
    file = io.BytesIO()
    scanned(page(lines), 200).save(file, "JPEG", quality=90)
    return file.getvalue()


async def test_what_telegram_does_not_give_is_said_at_once(
    administrator: Administrator, home: Path
) -> None:
    """More than 20 MB: the sentence names the file and what to do."""
    administrator.send("lon.pdf", b"%PDF" + b"0" * DOWNLOAD_LIMIT)

    assert "lon.pdf lớn hơn 20 MB" in await administrator.sees("20 MB")
    assert set() == incoming(home)


async def test_a_job_is_stopped_with_a_word(
    administrator: Administrator, service: Service, home: Path
) -> None:
    """/huy while files still come: nothing is read, nothing is left."""
    parts(service).runner.quiet = 60
    administrator.send("qd.txt", directive())
    await administrator.sees("Đang nhận")
    await administrator.type("/huy", then="Đã hủy")
    [job] = parts(service).jobs.rows.all()

    assert Stage.CANCELLED is job.stage
    await parts(service).jobs.sweep()
    assert set() == incoming(home)
    assert "không có" in (await administrator.chat.ask("/huy"))["text"].lower()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Nghị định 1.docx", "Nghị định 1.docx"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a/b\\c:d.pdf", "a_b_c_d.pdf"),
        ("..", "tep"),
        ("x" * 300 + ".docx", "x" * 115 + ".docx"),
    ],
)
def test_no_name_leads_out_of_its_folder(name: str, safe: str) -> None:
    """Names come from strangers' programs."""
    assert safe == safe_name(File(name))
