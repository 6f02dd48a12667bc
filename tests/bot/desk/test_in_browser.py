"""The desk as an inspector meets it: Chromium, a key file, a case, an answer, a new status."""

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.reports.model import Status
from tests.bot.conftest import free_port
from tests.bot.desk.office import PASSPHRASE, Office, report


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Return Debian's Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("There is no Chromium here; install Debian's package chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Served:
    """The desk of an office, served by `congvu desk`."""

    office: Office
    address: str
    key_file: Path

    def unlock(self, page: Page) -> None:
        """Unlock the desk as a person does."""
        page.goto(self.address)
        page.get_by_label("Tệp khóa").set_input_files(self.key_file)
        page.get_by_label("Câu mật khẩu").fill(PASSPHRASE)
        page.get_by_role("button", name="Mở khóa").click()
        expect(page.get_by_role("heading", name="Hồ sơ phản ánh")).to_be_visible()
        page.wait_for_load_state()  # the script runs before this


@pytest.fixture
def served(office: Office, tmp_path: Path) -> Iterator[Served]:
    """Run `congvu desk` on the office's home until the test ends."""
    port = free_port()
    office.receive(report("Chiều thứ sáu quầy số 3 không có ai."))
    key_file = tmp_path / "khoa.json"
    key_file.write_bytes(office.inspector.file)
    program = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "desk", "--port", str(port), "--no-browser"],
        env=os.environ | {"CONGVU_HOME": str(office.home)},
        cwd=Path(__file__).parents[3],
        stdout=subprocess.PIPE,
        text=True,
    )
    address = f"http://127.0.0.1:{port}/"
    assert program.stdout is not None
    assert address in program.stdout.readline()
    wait_for(address)
    yield Served(office, address, key_file)
    program.terminate()
    program.wait(timeout=30)


def wait_for(address: str) -> None:
    """Return when somebody answers at *address*."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            continue
        return
    raise AssertionError("congvu desk did not start")


def test_open_read_answer_and_change_the_status(chromium: Browser, served: Served) -> None:
    """An inspector opens a case, reads it, answers, refers it, and locks the desk."""
    page = chromium.new_page(viewport={"width": 768, "height": 1024})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    served.unlock(page)

    page.get_by_role("link", name="2026-00001").click()
    expect(page.get_by_text("Chiều thứ sáu quầy số 3 không có ai.")).to_be_visible()
    page.get_by_label("Nội dung", exact=True).fill("Xin cho biết quầy ở tầng nào?")
    page.get_by_role("button", name="Gửi").click()
    story = page.locator(".timeline")
    expect(story).to_contain_text("Xin cho biết quầy ở tầng nào?")

    expect(page.get_by_label("Cơ quan tiếp nhận")).to_be_hidden()
    page.get_by_label("Chuyển sang").select_option(label="Đã chuyển cơ quan có thẩm quyền")
    expect(page.get_by_label("Câu báo cho người phản ánh")).to_have_value(
        "Phản ánh của anh/chị đã được chuyển đến (tên cơ quan tiếp nhận) là nơi có thẩm quyền"
        " giải quyết."
    )
    page.get_by_label("Lý do (nội bộ)").fill("Thuộc thẩm quyền của tỉnh.")
    page.get_by_label("Cơ quan tiếp nhận").fill("Thanh tra tỉnh")
    page.get_by_role("button", name="Thay đổi").click()
    expect(story).to_contain_text("đã được chuyển đến Thanh tra tỉnh là nơi")

    page.get_by_role("button", name="Khóa ngay").click()
    expect(page.get_by_text("Đã khóa.")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Chiều thứ sáu")).to_have_count(0)
    assert [] == said  # no policy broken, nothing missing
    case = served.office.desk.cases.by_number("2026-00001")
    assert case is not None
    assert Status.REFERRED is case.status


def test_without_javascript(chromium: Browser, served: Served) -> None:
    """Reading and every form work with scripts switched off."""
    page = chromium.new_context(java_script_enabled=False).new_page()
    served.unlock(page)
    page.get_by_label("Tìm trong nội dung").fill("quay so 3")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name="2026-00001").click()

    page.get_by_label("Chỉ thanh tra viên đọc được").fill("Đã gọi văn phòng.")
    page.get_by_role("button", name="Ghi", exact=True).click()
    page.get_by_label("Chuyển sang").select_option("referred")
    page.get_by_label("Lý do (nội bộ)").fill("Chuyển.")
    page.get_by_label("Cơ quan tiếp nhận").fill("Công an xã")
    page.get_by_role("button", name="Thay đổi").click()

    story = page.locator(".timeline")
    expect(story).to_contain_text("Đã gọi văn phòng.")
    expect(story).to_contain_text("đã được chuyển đến Công an xã là nơi")
    expect(page.get_by_text("Đã thay đổi tình trạng và báo người phản ánh.")).to_be_in_viewport()


def test_by_keyboard_alone(chromium: Browser, served: Served) -> None:
    """The Tab key reaches the first case, Enter opens it, and the focus is always on something."""
    page = chromium.new_page()
    served.unlock(page)
    page.goto(served.address)
    page.keyboard.press("Tab")
    assert "Đến nội dung chính" == page.evaluate("document.activeElement.textContent")

    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "2026-00001":
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    page.keyboard.press("Enter")

    assert "solid" == outline
    expect(page.get_by_role("heading", name="Hồ sơ 2026-00001")).to_be_visible()


def test_nothing_is_wider_than_a_tablet(chromium: Browser, served: Served) -> None:
    """At 768 pixels neither inbox nor case must be moved sideways."""
    page = chromium.new_page(viewport={"width": 768, "height": 1024})
    served.unlock(page)

    for path in ("", "case/2026-00001"):
        page.goto(served.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 768
        assert page.evaluate(
            "[...document.querySelectorAll('.listing')].every(e => e.scrollWidth <= e.clientWidth)"
        )


def test_the_header_keeps_its_lines_off_its_edges(chromium: Browser, served: Served) -> None:
    """On a tablet the header has two lines; neither touches the edge above or below."""
    page = chromium.new_page(viewport={"width": 768, "height": 1024})
    served.unlock(page)

    gaps = page.evaluate(
        """() => {
            const edge = document.querySelector(".top").getBoundingClientRect();
            const parts = [...document.querySelectorAll(".top nav a, .top .lock button")];
            const boxes = parts.map((one) => one.getBoundingClientRect());
            return [
                Math.min(...boxes.map((one) => one.top)) - edge.top,
                edge.bottom - Math.max(...boxes.map((one) => one.bottom)),
            ];
        }"""
    )

    assert min(gaps) >= 6


def test_a_page_left_open_goes_to_the_unlock_page(chromium: Browser, served: Served) -> None:
    """After ten minutes the page itself asks, hears that the desk is locked, and leaves."""
    page = chromium.new_page()
    page.clock.install()
    served.unlock(page)
    page.context.clear_cookies()  # to the desk this browser is now a stranger, as when locked

    page.clock.fast_forward("10:05")

    expect(page.get_by_text("Trang đã tự khóa sau 10 phút không dùng.")).to_be_visible()
