"""The whole product as a person meets it: ``congvu try``, a browser, a question, the whole Điều."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.bot.conftest import free_port

PATIENCE = 90_000
"""Milliseconds until the bot has loaded the model and answered its first question."""


@pytest.fixture
def page() -> Iterator[Page]:
    """Return a page of the size of a phone in Debian's Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("There is no Chromium here; install Debian's package chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 390, "height": 844})
        browser.close()


@pytest.fixture
def address(home: Path) -> Iterator[str]:
    """Run ``congvu try`` on the test library and return the address of its page."""
    port = free_port()
    command = [sys.executable, "-m", "bot.cli", "try", "--port", str(port), "--no-browser"]
    own = {"CONGVU_HOME": str(home), "CONGVU_STARTER": "0"}
    program = subprocess.Popen(
        command,
        env=os.environ | own,
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    line = program.stdout.readline()
    assert str(port) in line, "congvu try did not start"
    yield f"http://127.0.0.1:{port}/"
    program.send_signal(signal.SIGINT)
    assert program.wait(timeout=30) == 0


def test_a_question_on_the_page_leads_to_the_whole_article(page: Page, address: str) -> None:
    """A person types a question, reads the quote, presses a button, and reads the Điều."""
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.fill("#input", "công chức có được uống rượu bia giờ nghỉ trưa không")
    page.press("#input", "Enter")
    messages = page.locator("#messages")
    expect(messages).to_contain_text("Khoản 1 Điều 3 Luật 901/2019/QH14", timeout=PATIENCE)
    assert "Ép đồng nghiệp" not in messages.inner_text()

    page.get_by_role("button", name="Toàn văn Điều 3").click()

    expect(messages).to_contain_text("3. Ép đồng nghiệp uống rượu, bia", timeout=PATIENCE)
    assert [] == page.request.get(f"{address}tryout/violations").json()
