"""The real bot with one administrator, on a home whose library the tests may change."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from bot.app import build
from bot.delivery.service import Service
from bot.tryout import Server
from knowledge.assistant import Assistant
from knowledge.clock import FixedClock
from knowledge.embedding import Embedder, load_embedder
from tests.bot.admin.office import Administrator, hasten
from tests.bot.botapi import ADMINISTRATOR
from tests.bot.conftest import Settings


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """Return the model that questions are embedded with, loaded once."""
    return load_embedder()


@pytest.fixture
def office(settings: Settings) -> Settings:
    """Return the settings of a bot with one administrator."""
    return replace(settings, admins=frozenset({ADMINISTRATOR}))


@pytest_asyncio.fixture
async def service(
    office: Settings, clock: FixedClock, embedder: Embedder
) -> AsyncIterator[Service]:
    """Run that bot until the test ends."""
    async with build(office, Assistant(office.home, clock, embedder), clock) as running:
        hasten(running)
        yield running


@pytest.fixture
def administrator(bot_api: Server, service: Service) -> Administrator:
    """Return the administrator, who talks with the running bot."""
    return Administrator(bot_api)
