"""Redaction as an inspector meets it in Chromium: marking words, drawing boxes, or typing both."""

import io
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.desk.app import Place, build
from bot.desk.redaction import BLOCK
from bot.reports.model import Case
from tests.bot.conftest import free_port
from tests.bot.desk.office import PASSPHRASE, Keyholder, Office
from tests.bot.desk.visiting import receive_with_files

_WHAT = "Chị Trần Thị Canari đòi tiền.\nChị Canari còn to tiếng."


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


@pytest.fixture
def served(tmp_path: Path, inspector: Keyholder) -> Iterator[Office]:
    """Serve an office's desk until the test ends."""
    place = Place(port=free_port())
    office = Office(tmp_path / "home", inspector, place=place)
    (tmp_path / "khoa.json").write_bytes(inspector.file)
    config = uvicorn.Config(
        build(office.desk, place), host=place.host, port=place.port, log_level="warning"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield office
    server.should_exit = True
    thread.join(timeout=30)
    office.desk.cases.close()


def _at_redaction(page: Page, office: Office) -> Case:
    """Unlock the desk and open the redaction of a new case."""
    case = receive_with_files(office, _WHAT)
    address = office.place.address
    page.goto(address)
    page.get_by_label("Tệp khóa").set_input_files(office.home.parent / "khoa.json")
    page.get_by_label("Câu mật khẩu").fill(PASSPHRASE)
    page.get_by_role("button", name="Mở khóa").click()
    expect(page.get_by_role("heading", name="Hồ sơ phản ánh")).to_be_visible()
    page.goto(f"{address}case/{case.number}/redact")
    return case


def _document(page: Page) -> list[str]:
    """Take the Word file and return its lines."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải tệp Word").click()
    content = Path(download.value.path()).read_bytes()
    return [line.text for line in docx.Document(io.BytesIO(content)).paragraphs]


def test_marked_words_and_drawn_boxes_are_hidden(chromium: Browser, served: Office) -> None:
    """A press hides the marked word as a whole, a stroke draws a box, the preview shows both."""
    page = chromium.new_page(viewport={"width": 1024, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    _at_redaction(page, served)
    words = page.locator("[data-redact-text]", has_text="đòi tiền")
    words.evaluate(
        """element => {
            const text = element.firstChild, at = text.data.indexOf("Canari");
            getSelection().setBaseAndExtent(text, at + 1, text, at + 4);
        }"""
    )
    page.get_by_role("button", name="Che chữ đã chọn").click()
    expect(page.get_by_role("textbox", name="Từ, cụm từ cần che")).to_have_value("Canari\n")
    expect(words.locator("mark")).to_have_count(2)

    drawing = page.locator(".drawing")
    drawing.scroll_into_view_if_needed()
    frame = drawing.bounding_box()
    assert frame is not None
    page.mouse.move(frame["x"] + 1, frame["y"] + 1)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2)
    page.mouse.up()
    expect(page.get_by_label("Đưa ảnh này")).to_be_checked()
    page.get_by_role("button", name="Xem trước").click()

    expect(page.get_by_text("Đã che 2 chỗ.")).to_be_visible()
    expect(page.locator(".preview img")).to_be_visible()
    lines = _document(page)
    assert f"Chị Trần Thị {BLOCK} đòi tiền." in lines
    assert "Canari" not in "".join(lines)
    assert [] == said  # no policy broken, nothing missing


def test_typed_phrases_are_hidden_without_javascript(chromium: Browser, served: Office) -> None:
    """Typing and ticking suggestions do the same where scripts are switched off."""
    page = chromium.new_context(java_script_enabled=False).new_page()
    case = _at_redaction(page, served)
    expect(page.get_by_role("button", name="Che chữ đã chọn")).to_have_count(0)
    page.get_by_role("textbox", name="Từ, cụm từ cần che").fill("to tiếng")
    page.get_by_label("Trần Thị Canari", exact=False).first.check()
    page.get_by_role("button", name="Xem trước").click()
    lines = _document(page)

    assert {f"Chị {BLOCK} đòi tiền.", f"Chị Canari còn {BLOCK}."} <= set(lines)
    assert 1 == len(served.desk.cases.events(case.id))


@pytest.mark.parametrize("width", [768, 1280])
def test_nothing_is_wider_than_the_screen(chromium: Browser, served: Office, width: int) -> None:
    """No page of figures, reports, exports and redaction must be moved sideways."""
    page = chromium.new_page(viewport={"width": width, "height": 900})
    case = _at_redaction(page, served)

    for path in ("figures", "figures/monthly", f"case/{case.number}/export", None):
        if path:
            page.goto(served.place.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
