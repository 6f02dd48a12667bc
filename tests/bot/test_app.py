"""The application is built as the settings say and refuses to start without what it needs."""

from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr
from telegram import Update

from bot.app import ALLOWED_UPDATES, build, run
from bot.errors import BotError
from knowledge.assistant import Assistant
from knowledge.clock import FixedClock
from tests.bot.conftest import Settings

TOKEN = SecretStr("123456:not-a-real-token")


@pytest.fixture
def told(tmp_path: Path) -> Settings:
    """Return settings that name a Bot API server on this machine."""
    return Settings(tmp_path, "http://127.0.0.1:8081/bot", TOKEN)


async def test_files_are_fetched_from_the_same_server(
    told: Settings, assistant: Assistant, clock: FixedClock
) -> None:
    """An own Bot API server gives methods under /bot and files under /file/bot."""
    bot = build(told, assistant, clock).application.bot

    assert bot.base_url == f"http://127.0.0.1:8081/bot{TOKEN.get_secret_value()}"
    assert bot.base_file_url == f"http://127.0.0.1:8081/file/bot{TOKEN.get_secret_value()}"


async def test_without_a_server_it_is_telegrams_own(
    told: Settings, assistant: Assistant, clock: FixedClock
) -> None:
    """The default of the library stays."""
    bot = build(replace(told, api_base=""), assistant, clock).application.bot

    assert bot.base_url.startswith("https://api.telegram.org/bot")


def test_no_update_is_asked_for_that_nobody_handles() -> None:
    """Messages, edits, buttons and inline queries; nothing about members or reactions."""
    assert set(ALLOWED_UPDATES) == {
        Update.MESSAGE,
        Update.EDITED_MESSAGE,
        Update.CALLBACK_QUERY,
        Update.INLINE_QUERY,
    }


def test_without_a_token_it_says_what_to_set(told: Settings) -> None:
    """The message names the variable."""
    with pytest.raises(BotError, match="CONGVU_BOT_TOKEN"):
        run(replace(told, bot_token=SecretStr("")))
