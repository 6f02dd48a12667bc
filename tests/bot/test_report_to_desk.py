"""One report from the citizen's first word to the office's monthly figures, in Chromium.

Try-out server, bot and desk run here on one folder and by one clock, which the test moves on.
"""

import io
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Browser, Page, async_playwright, expect

from bot.delivery.service import Service
from bot.desk.app import Place
from bot.reports.inspectors import add, folder_of, parse_public
from bot.tryout import Server
from knowledge.clock import VIETNAM
from tests.bot.conftest import free_port
from tests.bot.desk.office import PASSPHRASE, new_keyholder
from tests.bot.reports.filing import MovableClock
from tests.bot.two_pages import Inspection, Phone, desk_at

NUMBER = "2026-00001"
STORY = "Trưa thứ sáu có ba người ở bộ phận một cửa uống bia rồi quay lại làm việc."
QUESTION = "Anh/chị còn nhớ khoảng mấy giờ không?"
REPLY = "Khoảng 13 giờ 30, ở quán đối diện cổng."


@pytest.fixture
def clock() -> MovableClock:
    """Return the clock of the bot, the desk and the chat: noon of 22 November 2026."""
    return MovableClock()


@pytest_asyncio.fixture
async def chromium() -> AsyncIterator[Browser]:
    """Return Debian's Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("There is no Chromium here; install Debian's package chromium.")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest.fixture
def key_file(home: Path, tmp_path: Path) -> Path:
    """Let the office have one inspector; return that inspector's key file."""
    holder = new_keyholder("Trần Thanh Tra")
    add(folder_of(home), parse_public(holder.public))
    path = tmp_path / "khoa.json"
    path.write_bytes(holder.file)
    return path


@pytest.fixture
def desk_address(home: Path, clock: MovableClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve the desk of an office that shows even single cases in its figures."""
    monkeypatch.setenv("CONGVU_SMALLEST_GROUP", "1")
    monkeypatch.setenv("CONGVU_OFFICE", "Thanh tra thành phố")
    with desk_at(Place(port=free_port()), home, clock) as address:
        yield address


@dataclass
class Ends:
    """Both ends of the report."""

    phone: Phone
    desk: Inspection
    said: list[str]
    """What either page's console said: policies broken, files missing, errors."""


@pytest_asyncio.fixture
async def ends(
    chromium: Browser,
    bot_api: Server,
    clock: MovableClock,
    key_file: Path,
    bot: Service,
    desk_address: str,
) -> Ends:
    """Return a phone with the chat open, and a tablet at the desk."""
    bot_api.world.clock = clock
    said: list[str] = []
    phone = Phone(await _page(chromium, 390, 844, said))
    await phone.open(bot_api.page_url)
    tablet = await _page(chromium, 768, 1024, said)
    return Ends(phone, Inspection(tablet, desk_address, key_file, PASSPHRASE), said)


async def _page(chromium: Browser, width: int, height: int, said: list[str]) -> Page:
    """Return a page with its own cookies, whose complaints go to *said*."""
    context = await chromium.new_context(viewport={"width": width, "height": height})
    page = await context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return page


def photograph() -> bytes:
    """Return a picture whose properties name its author."""
    image, exif = Image.new("RGB", (320, 240), "teal"), Image.Exif()
    exif[0x013B] = "Trần CANARY"
    file = io.BytesIO()
    image.save(file, "JPEG", exif=exif)
    return file.getvalue()


async def hand_in(phone: Phone) -> str:
    """Let the citizen write a report with a photograph and hand it in; return the code."""
    await phone.say("/phananh", then="Trước khi viết")
    await phone.tap("bắt đầu viết", then="1/7")
    await phone.tap("Rượu, bia", then="2/7")
    await phone.say("hoan kiem", then="Anh/chị chọn nơi đúng")
    await phone.tap("Phường Hoàn Kiếm", then="3/7")
    await phone.tap("Hôm qua", then="4/7")
    await phone.say(STORY, then=f"{len(STORY)}/4000")
    await phone.tap("Xong", then="5/7")
    await phone.tap("Bỏ qua", then="6/7")
    await phone.send_photo(photograph(), then="1/10")
    await phone.tap("Xong", then="7/7")
    await phone.shows(STORY)
    await phone.tap("Gửi phản ánh", then="Gửi phản ánh này?")
    await phone.tap("Gửi ngay", then="nhập lại 16 chữ số")
    code = await phone.receipt()
    await expect(phone.page.get_by_text(code, exact=True)).to_be_in_viewport(ratio=1)
    await expect(phone.page.get_by_role("button", name="Chép mã")).to_be_in_viewport(ratio=1)
    await phone.say(code, then="Xóa tin nhắn của phản ánh khỏi khung chat này?")
    await phone.tap("Xóa tin nhắn", then="Đã xóa tin nhắn của phản ánh")
    await expect(phone.page.locator("#messages")).not_to_contain_text(code)
    return code


async def read_and_answer(desk: Inspection) -> None:
    """Let the inspector find the new case, read it, look at the photograph, ask and decide."""
    await desk.unlock()
    row = desk.page.get_by_role("row").filter(has_text=NUMBER)
    await expect(row).to_contain_text("Rượu, bia, thuốc lá")
    await expect(row).to_contain_text("Tiếp nhận")
    await desk.open(NUMBER)
    await expect(desk.page.get_by_text(STORY)).to_be_visible()
    await expect(desk.page.get_by_text("Hôm qua (21/11/2026)")).to_be_visible()
    picture = desk.page.locator(".attachments img")
    await picture.scroll_into_view_if_needed()
    await expect(picture).to_have_js_property("naturalWidth", 320)
    shown = await desk.page.request.get(desk.address + str(await picture.get_attribute("src"))[1:])
    assert b"CANARY" in photograph()
    assert b"CANARY" not in await shown.body()
    await desk.answer(QUESTION)
    await desk.decide("Đang xác minh", reason="Có nơi, có ngày, có ảnh.")


async def follow_up(phone: Phone, code: str) -> None:
    """Let the citizen read question and status, and write back."""
    await phone.say("/theodoi", then="Gửi mã biên nhận")
    await phone.say(code, then=f"Phản ánh {NUMBER}, nhận ngày 22/11/2026")
    await phone.shows("Đang xác minh.")
    await phone.shows(QUESTION)
    await expect(phone.screen).not_to_contain_text("Có nơi, có ngày")
    await phone.tap("Nhắn tin", then="Nhắn cho người xử lý")
    await phone.say(REPLY, then=f"{len(REPLY)}/4000")
    await phone.tap("Gửi", then="Đã gửi tin nhắn cho người xử lý")


async def conclude(desk: Inspection) -> None:
    """Let the inspector read what came back, conclude and close."""
    await desk.page.goto(desk.address)
    row = desk.page.get_by_role("row").filter(has_text=NUMBER)
    await expect(row.locator(".mark.new")).to_be_visible()
    await desk.open(NUMBER)
    await expect(desk.story).to_contain_text(REPLY)
    await desk.decide("Đã kết luận", reason="Đúng như phản ánh.")
    await desk.decide("Đã kết thúc", reason="Cắt thi đua.", result="Đã nhắc nhở")
    await expect(desk.page.get_by_label("Chuyển sang")).to_have_count(0)


def tables_of(document: Path) -> list[list[list[str]]]:
    """Return the tables of a Word document: rows of texts."""
    tables = docx.Document(str(document)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


def check_document(path: Path) -> None:
    """One case of its kind, unit, month, status and days to the answer; three pictures."""
    document, tables = docx.Document(str(path)), tables_of(path)
    lines = [line.text for line in document.paragraphs]

    assert any("Trong tháng 11/2026, cơ quan tiếp nhận 1 phản ánh" in line for line in lines)
    assert any("lần trả lời đầu tiên là 2" in line for line in lines)
    for label in (
        "Rượu, bia, thuốc lá",
        "Phường Hoàn Kiếm, Thành phố Hà Nội",
        "11/2026",
        "Đã kết thúc",
        "Trong 2 ngày",
        "Đúng hạn hoặc còn hạn",
    ):
        rows = [row for table in tables for row in table if label in row]
        assert [label, "1"] in [row[1:3] for row in rows], label
    assert 3 == len(document.inline_shapes)
    assert STORY not in "\n".join(lines)


def check_workbook(path: Path) -> None:
    """The same figures as numbers, a chart on each sheet that has a table."""
    book = openpyxl.load_workbook(path)
    summary = dict(book["Tổng hợp"].iter_rows(min_row=5, max_row=7, max_col=2, values_only=True))

    assert summary == {
        "Phản ánh tiếp nhận trong tháng": 1,
        "Phản ánh tiếp nhận tháng trước": "dưới 1",
        "Trung vị số ngày đến lần trả lời đầu tiên": 2,
    }
    for sheet, label in (
        ("Loại hành vi", "Rượu, bia, thuốc lá"),
        ("Đơn vị", "Phường Hoàn Kiếm, Thành phố Hà Nội"),
        ("Tình trạng", "Đã kết thúc"),
        ("Thời gian trả lời", "Trong 2 ngày"),
        ("Thời hạn", "Đúng hạn hoặc còn hạn"),
    ):
        assert (1, label, 1, 1) == tuple(cell.value for cell in book[sheet][5][:4])
        assert 1 == len(book[sheet]._charts)
    year = [row[1:3] for row in book["Từ đầu năm"].iter_rows(min_row=5, values_only=True)]
    assert ("11/2026", 1) in year


async def test_a_report_goes_from_the_chat_to_the_monthly_figures_and_back(
    ends: Ends, clock: MovableClock, tmp_path: Path
) -> None:
    """Handed in, read, answered, followed up, concluded; counted in the report of its month."""
    phone, desk = ends.phone, ends.desk
    code = await hand_in(phone)

    clock.moment = datetime(2026, 11, 24, 9, 0, tzinfo=VIETNAM)
    await read_and_answer(desk)
    await follow_up(phone, code)
    await conclude(desk)
    await phone.say("/theodoi", then="Gửi mã biên nhận")
    await phone.say(code, then="Đã kết thúc.")
    await expect(phone.screen).to_contain_text("Kết quả: Đã nhắc nhở.")
    await expect(phone.screen).to_contain_text("Không nhận thêm tin nhắn")

    clock.moment = datetime(2026, 12, 1, 9, 0, tzinfo=VIETNAM)
    await desk.page.goto(desk.address)
    await expect(desk.page.get_by_text("Trang đã khóa.")).to_be_visible()
    await desk.unlock()
    check_document(await desk.report_of_month("2026-11", "Tải tệp Word (.docx)", tmp_path))
    check_workbook(await desk.report_of_month("2026-11", "Tải tệp Excel (.xlsx)", tmp_path))
    assert [] == ends.said  # no policy broken, nothing missing, no error
