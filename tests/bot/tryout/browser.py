"""Debian's Chromium on the chat page; tests skip with a sentence where there is none.

The page allows no code but its own, so tests wait with locators, not with JavaScript strings.
"""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from bot.tryout import Server

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
OpenPage = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture
async def browser() -> AsyncIterator[Browser]:
    """Start Chromium without a window."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None or not Path(found).exists():
        pytest.skip("No Chromium is installed; on Debian: apt-get install chromium.")
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield started
        await started.close()


@pytest_asyncio.fixture
async def open_page(browser: Browser, bot_api: Server) -> AsyncIterator[OpenPage]:
    """Return a function that opens the page as a person; an error on the page fails the test."""
    errors: list[str] = []

    async def opened(persona: str = "official", size: dict[str, int] = DESKTOP) -> Page:
        context = await browser.new_context(viewport=size)
        page = await context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        await page.goto(f"{bot_api.page_url}#{persona}")
        await page.locator(f"#persona-{persona}[aria-current]").wait_for()
        return page

    yield opened
    assert errors == [], "the page reported errors"
