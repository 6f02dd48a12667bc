"""What is in trouble, since when, and the loopback page that tells it."""

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
import pytest_asyncio
from aiohttp import ClientSession

from bot.delivery.health import HEARTBEAT, PARTS, Health, HealthServer
from bot.delivery.metrics import Metrics
from bot.errors import BotError
from knowledge.clock import VIETNAM
from tests.bot.conftest import free_port

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=VIETNAM)


@dataclass
class Time:
    """A clock of both kinds that a test moves."""

    passed: float = 0.0

    def now(self) -> datetime:
        """Return noon and what passed since."""
        return NOON + timedelta(seconds=self.passed)

    def today(self) -> object:
        """Return the day."""
        return self.now().date()


@pytest.fixture
def time() -> Time:
    """Return the time, which stands still until moved."""
    return Time()


@pytest.fixture
def health(time: Time) -> Health:
    """Return the health of a bot whose start is over."""
    health = Health(time, lambda: time.passed)  # type: ignore[arg-type]
    health.well("start")
    return health


def test_a_bot_that_starts_is_not_ready() -> None:
    """Nobody has to remember to say so; being ready is what must be said."""
    health = Health()
    assert not health.ready
    assert [trouble.part for trouble in health.findings] == ["start"]
    health.well("start")
    assert health.ready


def test_trouble_is_told_with_its_beginning(health: Health, time: Time) -> None:
    """A part that stays in trouble keeps the moment it began, whatever the newest sentence is."""
    health.trouble("polling", "Telegram refuses the token.")
    time.passed += 90
    health.trouble("polling", "Telegram is away.")
    (found,) = health.findings
    assert str(found) == "polling (since 2026-11-22 12:00:00+0700): Telegram is away."


def test_each_part_mends_by_itself(health: Health) -> None:
    """One part that is well again does not hide another that is not."""
    health.trouble("disk", "The disk is full.")
    health.trouble("polling", "Telegram is away.")
    health.well("disk")
    assert [trouble.part for trouble in health.findings] == ["polling"]
    health.well("polling")
    assert health.ready


def test_the_log_says_once_what_is_said_again_and_again(
    health: Health, caplog: pytest.LogCaptureFixture
) -> None:
    """A poll that fails every second fills no log: one line when it begins, one when it ends."""
    with caplog.at_level(logging.INFO):
        for _ in range(100):
            health.trouble("polling", "Telegram is away.")
        for _ in range(100):
            health.well("polling")
    assert [record.levelname for record in caplog.records] == ["ERROR", "INFO"]


def test_life_is_a_recent_heartbeat(health: Health, time: Time) -> None:
    """A bot without a heartbeat for longer than the limit counts as hanging, until the next."""
    time.passed += HEARTBEAT
    assert health.live
    time.passed += 1
    assert not health.live
    health.beat()
    assert health.live


@dataclass(frozen=True)
class Page:
    """The page of a bot, asked as a monitor asks it."""

    session: ClientSession
    port: int

    async def get(self, path: str, host: str = "127.0.0.1") -> tuple[int, str]:
        """Return status and text of *path*, asked for under the name *host*."""
        address = f"http://127.0.0.1:{self.port}{path}"
        async with self.session.get(address, headers={"Host": f"{host}:{self.port}"}) as answer:
            return answer.status, await answer.text()


@pytest_asyncio.fixture
async def page(health: Health) -> AsyncIterator[Page]:
    """Serve the page of *health* until the test ends."""
    server = HealthServer(health, Metrics(), port := free_port())
    await server.start()
    async with ClientSession() as session:
        yield Page(session, port)
    await server.close()


async def test_the_page_tells_readiness(page: Page, health: Health) -> None:
    """200 while all is well, 503 with one line for each trouble."""
    assert await page.get("/ready") == (200, "ready\n")
    health.trouble("disk", "The disk is full.")
    health.trouble("polling", "Telegram is away.")
    status, text = await page.get("/ready")
    assert status == 503
    assert [line.split()[0] for line in text.splitlines()] == ["disk", "polling"]


async def test_the_page_tells_life(page: Page, time: Time, health: Health) -> None:
    """Trouble does not end life: only what restarting mends does."""
    health.trouble("polling", "Telegram is away.")
    assert (await page.get("/live"))[0] == 200
    time.passed += HEARTBEAT + 1
    assert (await page.get("/live"))[0] == 503


async def test_the_page_shows_metrics_with_every_part(page: Page, health: Health) -> None:
    """What can be in trouble is there as 0 before, so that an alarm can be set on it."""
    health.trouble("disk", "The disk is full.")
    _, text = await page.get("/metrics")
    shown = {line for line in text.splitlines() if line.startswith("congvu_trouble{")}
    assert shown == {f'congvu_trouble{{part="{part}"}} {float(part == "disk")}' for part in PARTS}
    health.well("disk")
    _, text = await page.get("/metrics")
    assert 'congvu_trouble{part="disk"} 0.0' in text


async def test_a_page_of_the_web_cannot_read_it(page: Page) -> None:
    """A name that somebody made point at 127.0.0.1 is refused."""
    assert (await page.get("/ready", host="rebound.example"))[0] == 403
    assert (await page.get("/metrics", host="rebound.example"))[0] == 403
    assert (await page.get("/ready", host="localhost"))[0] == 200


async def test_a_taken_port_is_one_sentence(page: Page, health: Health) -> None:
    """A second bot on the same machine learns which setting to change."""
    second = HealthServer(health, Metrics(), page.port)
    with pytest.raises(BotError, match="is taken") as caught:
        await second.start()
    assert "CONGVU_HEALTH_PORT" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert (await page.get("/live"))[0] == 200


async def test_port_zero_serves_nothing(health: Health) -> None:
    """Whoever wants no page has none, and nothing to close either."""
    server = HealthServer(health, Metrics(), 0)
    await server.start()
    await server.close()
