"""Both ends of a report in Chromium: a citizen's chat page, an inspector's desk."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from playwright.async_api import FilePayload, Locator, Page, expect

from bot.desk.app import Place, build, open_desk
from knowledge.clock import Clock

GAP = "(ghi kết quả xử lý)"
"""Where the sentence on closing has room for the result."""
PATIENCE = 30_000
"""Milliseconds that a page may take to show what must appear."""


@dataclass(frozen=True)
class Phone:
    """The chat page of the try-out, as the citizen has it."""

    page: Page

    async def open(self, address: str) -> None:
        """Open the chat of the citizen with the bot."""
        await self.page.goto(f"{address}#citizen")
        await expect(self.page.locator("#status")).to_contain_text("sẵn sàng", timeout=PATIENCE)

    @property
    def screen(self) -> Locator:
        """The newest message of the bot."""
        return self.page.locator("#messages > li.bot").last

    async def shows(self, text: str) -> None:
        """Wait until the newest message of the bot says *text*."""
        await expect(self.screen).to_contain_text(text, timeout=PATIENCE)

    async def say(self, text: str, then: str) -> None:
        """Type *text*, send it, and wait until the bot's newest message says *then*."""
        await self.page.fill("#input", text)
        await self.page.press("#input", "Enter")
        await self.shows(then)

    async def tap(self, label: str, then: str) -> None:
        """Press a button of the newest message and wait until that one says *then*."""
        await self.screen.get_by_role("button", name=label).click()
        await self.shows(then)

    async def send_photo(self, photo: bytes, then: str) -> None:
        """Send a picture and wait until the bot's newest message says *then*."""
        file = FilePayload(name="quan-bia.jpg", mimeType="image/jpeg", buffer=photo)
        await self.page.set_input_files("#file", file)
        await self.shows(then)

    async def receipt(self) -> str:
        """Return the code that stands in the chat."""
        found = re.search(r"\d{4} \d{4} \d{4} \d{4}", await self.page.inner_text("#messages"))
        assert found is not None, "no receipt in the chat"
        return found[0]


@dataclass(frozen=True)
class Inspection:
    """The desk, as an inspector has it."""

    page: Page
    address: str
    key_file: Path
    passphrase: str

    async def unlock(self) -> None:
        """Give the key file and its passphrase; the inbox opens."""
        await self.page.goto(self.address)
        await self.page.get_by_label("Tệp khóa").set_input_files(self.key_file)
        await self.page.get_by_label("Câu mật khẩu").fill(self.passphrase)
        await self.page.get_by_role("button", name="Mở khóa").click()
        await expect(self.page.get_by_role("heading", name="Hồ sơ phản ánh")).to_be_visible()

    async def open(self, number: str) -> None:
        """Go from the inbox to a case."""
        await self.page.goto(self.address)
        await self.page.get_by_role("link", name=number).click()
        await expect(self.page.get_by_role("heading", name=f"Hồ sơ {number}")).to_be_visible()

    @property
    def story(self) -> Locator:
        """What happened to the open case."""
        return self.page.locator(".timeline")

    async def answer(self, text: str) -> None:
        """Write to the reporter."""
        await self.page.get_by_label("Nội dung", exact=True).fill(text)
        await self.page.get_by_role("button", name="Gửi", exact=True).click()
        await expect(self.story).to_contain_text(text)

    async def decide(self, status: str, reason: str, result: str = "") -> None:
        """Change the status of the open case; the usual sentence tells, with *result* in it."""
        await self.page.get_by_label("Chuyển sang").select_option(label=status)
        sentence = self.page.get_by_label("Câu báo cho người phản ánh")
        if result:
            await expect(sentence).to_have_value(re.compile(re.escape(GAP)))
            await sentence.fill((await sentence.input_value()).replace(GAP, result))
        await self.page.get_by_label("Lý do (nội bộ)").fill(reason)
        await self.page.get_by_role("button", name="Thay đổi").click()
        await expect(self.story).to_contain_text(reason)
        await expect(self.page.locator(".case-head .mark").first).to_have_text(status)

    async def report_of_month(self, month: str, button: str, to: Path) -> Path:
        """Save the report of *month* through the browser and return where it lies."""
        await self.page.goto(f"{self.address}figures")
        await self.page.get_by_role("link", name="Xuất báo cáo tháng").click()
        await expect(self.page.get_by_label("Tháng báo cáo")).to_have_value(month)
        async with self.page.expect_download() as coming:
            await self.page.get_by_role("button", name=button).click()
        download = await coming.value
        path = to / download.suggested_filename
        await download.save_as(path)
        return path


@contextmanager
def desk_at(place: Place, home: Path, clock: Clock) -> Iterator[str]:
    """Serve the desk of *home* from a thread; yields its address."""
    desk = open_desk(home, place, clock)
    config = uvicorn.Config(build(desk, place), log_level="warning", timeout_graceful_shutdown=3)
    server = uvicorn.Server(config)
    with socket.create_server((place.host, place.port)) as listener:  # waits for its thread
        serving = threading.Thread(target=server.run, args=([listener],))
        serving.start()
        try:
            yield place.address
        finally:
            server.should_exit = True
            serving.join()
            desk.cases.close()
