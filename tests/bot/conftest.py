"""One small library of invented documents, built once, and the real bot on a Bot API server."""

import shutil
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr

from bot.app import build
from bot.delivery.service import Service
from bot.questions.screen import View
from bot.texts import Texts
from bot.tryout import Server
from indexer.refresh import refresh
from knowledge.assistant import Assistant
from knowledge.clock import VIETNAM, FixedClock
from knowledge.embedding import load_embedder
from knowledge.library import Library, current_snapshot
from tests.bot.botapi import bot_api

__all__ = ["bot_api"]

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=VIETNAM)

DOCUMENTS = Path(__file__).parent / "documents"
"""A law, the law it replaced, a digest of a decree on it, and a directive known by name only."""


@dataclass(frozen=True)
class Settings:
    """What the bot is told in tests; see ``bot.app.BotSettings``."""

    home: Path
    api_base: str
    bot_token: SecretStr
    model: str = ""
    starter: bool = False
    webhook_url: str = ""
    webhook_secret: SecretStr = field(default_factory=lambda: SecretStr(""))
    webhook_port: int = 8443
    proxy: str = ""
    admins: frozenset[int] = frozenset()
    health_port: int = 0
    update_seconds: float = 60
    chat_gap: float = 0
    """None: what is tested here is not how long people wait for the next message."""
    drain_seconds: float = 10
    admin_chat: int = 0
    inbox: Path | None = None
    inbox_publish: bool = False
    inspectors_chat: int = 0
    notice_details: bool = False
    retention_days: int = 90
    deadlines: Path | None = None
    reports_per_day: int = 5
    reports_per_hour: int = 60
    evidence_day_mb: int = 400
    code_tries: int = 5
    code_tries_per_hour: int = 120

    @property
    def state(self) -> Path:
        """Everything lies in one folder."""
        return self.home


@pytest.fixture(scope="session")
def built_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home whose library holds the test documents; nobody writes into it."""
    home = tmp_path_factory.mktemp("home")
    report = refresh(
        home, [DOCUMENTS], clock=FixedClock(NOON), embedder=load_embedder(), starter=False
    )
    assert report.problems == ()
    return home


@pytest.fixture(scope="session")
def assistant(built_home: Path) -> Assistant:
    """Return the assistant on the test documents, opened once."""
    return Assistant.open(built_home, FixedClock(NOON))


@pytest.fixture(scope="session")
def library(built_home: Path) -> Iterator[Library]:
    """Return the library of the test documents."""
    library = Library.open(current_snapshot(built_home))
    yield library
    library.close()


@pytest.fixture
def view(library: Library, clock: FixedClock) -> View:
    """Return what screens are drawn from, on 22 November 2026."""
    return View(library, Texts.load(), clock.today())


@pytest.fixture
def home(built_home: Path, tmp_path: Path) -> Path:
    """Return a home of one's own with the same library."""
    shutil.copytree(built_home, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def settings(home: Path, bot_api: Server) -> Settings:
    """Return what leads the bot to the test's own server and home."""
    return Settings(home, bot_api.base_url, SecretStr(bot_api.token))


@pytest_asyncio.fixture
async def bot(
    settings: Settings, assistant: Assistant, clock: FixedClock
) -> AsyncIterator[Service]:
    """Run the bot by polling until the test ends."""
    async with build(settings, assistant, clock) as running:
        yield running


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port
