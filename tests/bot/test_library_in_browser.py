"""A new administrator keeps the library current on the chat page, in Chromium.

A .doc in TCVN3 fonts is sent, its date corrected, published, asked about, taken back, asked again.
"""

import shutil
import subprocess
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from bot.app import build
from bot.delivery.service import Service
from bot.tryout import Server
from indexer.readers import libreoffice
from indexer.readers.legacy_tables import TCVN3
from knowledge.assistant import Assistant
from knowledge.clock import FixedClock
from tests.bot.admin.office import DIRECTIVE
from tests.bot.botapi import ADMINISTRATOR
from tests.bot.conftest import Settings
from tests.bot.tryout.browser import FLAGS, PHONE
from tests.indexer.readers.old_letters import rtf, surfaced

PATIENCE = 90_000
"""Milliseconds that a page may take to show what must appear."""
QUESTION = "kho lưu trữ mở cửa lúc mấy giờ?"
RULE = "bảy giờ ba mươi phút"


@pytest_asyncio.fixture
async def service(settings: Settings, bot_api: Server, clock: FixedClock) -> AsyncIterator[Service]:
    """Run a bot with one administrator, on a library of its own."""
    bot_api.world.clock = clock
    told = replace(settings, admins=frozenset({ADMINISTRATOR}))
    async with build(told, Assistant.open(settings.home, clock), clock) as running:
        yield running


@pytest_asyncio.fixture
async def chromium() -> AsyncIterator[Browser]:
    """Return Debian's Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("There is no Chromium here; install Debian's package chromium.")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
def old_document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a decision in the format and the fonts of 2003, as LibreOffice writes it."""
    program = libreoffice.program()
    if not program:
        pytest.skip("LibreOffice is not on this machine.")
    folder = tmp_path_factory.mktemp("old")
    text = DIRECTIVE.format(number="12/2026/QĐ-UBND", day="3", month="2", year="2026")
    (folder / "quyet-dinh-kho.rtf").write_bytes(rtf([_typed(line) for line in text.splitlines()]))
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "doc", "--outdir", str(folder), str(folder / "quyet-dinh-kho.rtf")]
    for _ in range(2):  # a first start may want a second one
        subprocess.run(command, capture_output=True, check=False, timeout=120)
        if (folder / "quyet-dinh-kho.doc").is_file():
            break
    return folder / "quyet-dinh-kho.doc"


def _typed(line: str) -> tuple[str, str]:
    """Return a line as it was typed then: capitals are small letters in a font of capitals."""
    if line.isupper():
        return surfaced(line.lower(), TCVN3), ".VnTimeH"
    return surfaced(line, TCVN3), ".VnTime"


@dataclass
class Desk:
    """The chat page of the administrator, on a phone."""

    page: Page

    def said(self, text: str) -> Locator:
        """Return the newest message of the bot that says *text*."""
        return self.page.locator("#messages > li.bot").filter(has_text=text).last

    async def shows(self, text: str) -> Locator:
        """Wait until a message of the bot says *text*, and return it."""
        message = self.said(text)
        await expect(message).to_be_visible(timeout=PATIENCE)
        return message

    async def say(self, text: str, then: str) -> Locator:
        """Type *text*, send it, and wait until the bot says *then*."""
        await self.page.fill("#input", text)
        await self.page.press("#input", "Enter")
        return await self.shows(then)

    async def tap(self, message: Locator, label: str, then: str) -> Locator:
        """Press a button of *message* and wait until the bot says *then*."""
        await message.get_by_role("button", name=label).click()
        return await self.shows(then)


async def work(desk: Desk, document: Path) -> None:
    """Bring *document* in, correct it, publish it, ask, take it back, ask again."""
    await desk.say("/start", then="Anh/chị là quản trị viên")
    await desk.page.set_input_files("#file", document)
    card = await desk.shows("Văn bản mới")
    for words in (
        "Quyết định 12/2026/QĐ-UBND",
        "Ban hành Quy định về giữ gìn vệ sinh nhà kho",
        "Phông chữ cũ (TCVN3) đã đổi sang Unicode",
        "Ban hành: 03/02/2026",
    ):
        await expect(card).to_contain_text(words)
    fields = await desk.tap(card, "Sửa", then="Chọn mục cần sửa")
    await desk.tap(fields, "Ngày ban hành", then="Đang ghi: 03/02/2026")
    card = await desk.say("5/2/2026", then="Ban hành: 05/02/2026")
    await desk.tap(card, "Đăng", then="Đã đăng 1 văn bản")
    await desk.say(QUESTION, then=RULE)
    undo = await desk.tap(desk.said("Đã đăng 1 văn bản"), "Hoàn tác", then="Sẽ rút lại")
    await desk.tap(undo, "Trở về", then="Đã trở về bản thư viện")
    await desk.say(QUESTION, then="Thư viện chưa có quy định trả lời câu hỏi này")


async def test_a_new_administrator_brings_an_old_file_and_takes_it_back(
    chromium: Browser, bot_api: Server, service: Service, old_document: Path
) -> None:
    """All of it with what the chat itself shows; the page complains of nothing."""
    context = await chromium.new_context(viewport={"width": PHONE["width"], "height": 844})
    page, said = await context.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    await page.goto(f"{bot_api.page_url}#administrator")
    await expect(page.locator("#status")).to_contain_text("sẵn sàng", timeout=PATIENCE)
    await work(Desk(page), old_document)

    assert [] == said
