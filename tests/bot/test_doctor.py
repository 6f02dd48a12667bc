"""The doctor: what it finds on this machine and in a bot that runs."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import ClientSession

from bot.delivery.health import PARTS, Health, HealthServer
from bot.delivery.ledger import Ledger
from bot.delivery.metrics import Metrics
from bot.doctor import Finding, Level, examine, live, machine, network
from bot.doctor.live import MENDS
from bot.settings import Settings, load_settings
from bot.tryout import Server
from tests.bot.conftest import free_port


@pytest.fixture(autouse=True)
def environment(home: Path, bot_api: Server, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Set what leads the doctor to the test's home and server, and nothing else."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CONGVU_{name.upper()}", raising=False)
    monkeypatch.setenv("CONGVU_HOME", str(home))
    monkeypatch.setenv("CONGVU_API_BASE", bot_api.base_url)
    monkeypatch.setenv("CONGVU_BOT_TOKEN", bot_api.token)
    monkeypatch.setenv("CONGVU_HEALTH_PORT", str(free_port()))
    return monkeypatch


@pytest_asyncio.fixture
async def health(environment: pytest.MonkeyPatch) -> AsyncIterator[Health]:
    """Serve the health of a bot that is ready, on the port that is set."""
    health, port = Health(), free_port()
    health.well("start")
    environment.setenv("CONGVU_HEALTH_PORT", str(port))
    server = HealthServer(health, Metrics(), port)
    await server.start()
    yield health
    await server.close()


async def examined() -> list[Finding]:
    """Return the findings about network and bot; the servers go on meanwhile."""
    return await asyncio.to_thread(lambda: list(look(load_settings())))


def look(settings: Settings) -> Iterator[Finding]:
    """Yield what the checks of network and bot find; those of the machine take seconds."""
    yield from (check(settings) for check in network.CHECKS)
    for check in live.CHECKS:
        yield from check(settings)


async def found(word: str) -> Finding:
    """Return the one finding that contains *word*."""
    findings = [finding for finding in await examined() if word in finding.what]
    assert len(findings) == 1, findings
    return findings[0]


async def test_a_bot_in_order_has_no_findings_but_good_ones(health: Health) -> None:
    """Ready, known to Telegram, fetching, nothing waiting: no WARN and no FAIL of these checks."""
    findings = await asyncio.to_thread(lambda: list(examine(live=True)))
    texts = {finding.what for finding in findings if finding.level is Level.OK}
    assert {
        "The bot is ready.",
        "Updates are fetched.",
        "Updates waiting at Telegram: 0.",
        "Queues: none yet.",
        "Proxy: none.",
    } <= texts
    assert not [finding for finding in findings if finding.level is Level.FAIL]


async def test_a_bot_that_does_not_run_is_a_failure_of_the_live_examination_only() -> None:
    """Before the first start the doctor has nothing to complain of; asked for the bot, it has."""
    assert (await found("The bot does not answer")).level is Level.FAIL
    findings = await asyncio.to_thread(lambda: list(examine()))
    assert {finding.what for finding in findings if "Health port" in finding.what} == {
        f"Health port {load_settings().health_port} is free."
    }
    assert not [finding for finding in findings if finding.level is Level.FAIL]


async def test_each_trouble_is_a_failure_with_what_mends_it(health: Health) -> None:
    """What /ready tells comes line by line."""
    health.trouble("disk", "The disk is full.")
    health.trouble("polling", "Telegram refuses the bot token.")
    assert (await found("The disk is full.")).mend == MENDS["disk"]
    finding = await found("refuses the bot token")
    assert (finding.level, finding.mend) == (Level.FAIL, MENDS["polling"])


def test_every_part_has_its_mend() -> None:
    """No part can be in trouble that the doctor has no advice for."""
    assert set(PARTS) == MENDS.keys()


async def test_a_taken_health_port_is_told_apart_from_a_running_bot(
    health: Health, environment: pytest.MonkeyPatch
) -> None:
    """A bot on the port is as it should be; anything else there is in the way."""
    assert (await found("Health port")).level is Level.OK
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        environment.setenv("CONGVU_HEALTH_PORT", str(other.getsockname()[1]))
        finding = await found("Health port")
    assert finding.level is Level.FAIL
    assert "CONGVU_HEALTH_PORT" in finding.mend


async def test_a_proxy_that_nobody_reaches_is_a_failure(environment: pytest.MonkeyPatch) -> None:
    """The proxy itself is tried, Telegram is asked through it, its password is not printed."""
    port = free_port()
    environment.setenv("CONGVU_PROXY", f"http://congvu:SECRET@127.0.0.1:{port}")
    findings = await examined()
    failed = [finding for finding in findings if "Proxy" in finding.what]
    assert [finding.what for finding in failed] == [f"Proxy 127.0.0.1:{port} cannot be reached."]
    assert any("could not be checked" in finding.what for finding in findings)
    assert "SECRET" not in " ".join(map(str, findings))


async def test_the_token_is_tried_and_never_printed(
    bot_api: Server, environment: pytest.MonkeyPatch
) -> None:
    """An accepted token names the bot; a refused one is a failure; neither is repeated."""
    assert f"@{bot_api.world.bot.username}" in (await found("Bot token")).what
    environment.setenv("CONGVU_BOT_TOKEN", "123456:REFUSED")
    findings = await examined()
    assert any(
        finding.level is Level.FAIL and finding.what == "Bot token is refused."
        for finding in findings
    )
    assert "REFUSED" not in " ".join(map(str, findings))


async def test_a_webhook_that_does_not_fit_the_settings_is_a_failure(
    health: Health, bot_api: Server, environment: pytest.MonkeyPatch
) -> None:
    """Set here and not there, or there and not here; the address's path stays unprinted."""
    url = f"http://127.0.0.1:{free_port()}/hidden-path"
    environment.setenv("CONGVU_WEBHOOK_URL", url)
    assert (await found("knows of no webhook")).level is Level.FAIL

    await call(bot_api, "setWebhook", url=url)
    assert (await found("Updates come by webhook.")).level is Level.OK

    environment.delenv("CONGVU_WEBHOOK_URL")
    finding = await found("not as set here")
    assert finding.level is Level.FAIL
    assert "hidden-path" not in str(finding)


async def test_what_telegram_could_not_deliver_is_told(
    health: Health, bot_api: Server, environment: pytest.MonkeyPatch
) -> None:
    """The count of waiting updates, and the last failure while it is recent."""
    url = f"http://127.0.0.1:{free_port()}/hidden-path"
    environment.setenv("CONGVU_WEBHOOK_URL", url)
    await call(bot_api, "setWebhook", url=url)
    bot_api.people.write(1001, "giờ làm việc")
    async with asyncio.timeout(20):
        while not bot_api.webhook.info().get("last_error_message"):
            await asyncio.sleep(0.01)
    finding = await found("failed to deliver")
    assert finding.level is Level.WARN
    assert (await found("waiting at Telegram")).what == "Updates waiting at Telegram: 1."


async def test_queues_and_dead_letters_are_counted_without_touching_them(
    health: Health, home: Path
) -> None:
    """Lengths, and the reasons of what was given up, read from a database that stays unchanged."""
    fill(
        home,
        "INSERT INTO updates (print, lane, content) VALUES (x'', x'', x'')",
        "INSERT INTO outbox (lane, bulk, content, tries) VALUES (x'', 0, x'', 3)",
        "INSERT INTO outbox (lane, bulk, content) VALUES (x'', 0, x'')",
        *[
            "INSERT INTO dead_letters (content, purpose, method, reason, at) VALUES"
            " (x'', 'answer', 'sendMessage', 'Forbidden: blocked by the user', '2026-11-22')"
        ]
        * 2,
        "INSERT INTO set_aside (row, content, reason, at) VALUES (7, x'', 'unread', '2026-11-22')",
    )
    before = (home / "bot.db").read_bytes()
    queues = await found("Queues")
    assert queues.what == "Queues: 1 updates to handle, 2 calls to make (1 of them tried)."
    assert (await found("Dead letters")).what == (
        "Dead letters: 2 × answer (sendMessage), the last at 2026-11-22: "
        "Forbidden: blocked by the user."
    )
    assert (await found("set aside")).level is Level.WARN
    assert (home / "bot.db").read_bytes() == before


async def test_long_queues_are_a_warning(health: Health, home: Path) -> None:
    """More than a minute's work waits: somebody should look."""
    fill(
        home,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)"
        " INSERT INTO outbox (lane, bulk, content) SELECT x'', 0, x'' FROM n",
    )
    assert (await found("Queues")).level is Level.WARN


async def test_a_database_of_an_older_version_is_a_finding(health: Health, home: Path) -> None:
    """The doctor changes no database; it says who does."""
    (home / "bot.db").write_bytes(b"")
    finding = await found("bot.db cannot be read")
    assert finding.level is Level.FAIL
    assert "after an upgrade" in finding.mend


def fill(home: Path, *statements: str) -> None:
    """Make ``bot.db`` as the bot does and put rows into it."""
    ledger = Ledger.open(home)
    for statement in statements:
        ledger.write(lambda c, sql=statement: c.execute(sql))  # type: ignore[misc]
    ledger.close()


async def call(server: Server, method: str, **parameters: str) -> None:
    """Call a method of the Bot API as another program would."""
    async with (
        ClientSession() as session,
        session.post(f"{server.base_url}{server.token}/{method}", json=parameters) as answer,
    ):
        assert answer.status == 200


def inbox_findings() -> list[Finding]:
    """Return what the doctor says of the watched folder."""
    return list(machine._check_inbox(load_settings()))


def test_without_a_watched_folder_nothing_is_said_of_it() -> None:
    """What is not wanted cannot be wrong."""
    assert [] == inbox_findings()


def test_a_watched_folder_that_can_be_written_is_well(
    tmp_path: Path, environment: pytest.MonkeyPatch
) -> None:
    """Unless nobody can approve what is dropped there."""
    environment.setenv("CONGVU_INBOX", str(tmp_path / "inbox"))
    assert [Level.OK, Level.WARN] == [finding.level for finding in inbox_findings()]

    environment.setenv("CONGVU_INBOX_PUBLISH", "1")
    assert [Level.OK] == [finding.level for finding in inbox_findings()]


def test_a_watched_folder_that_cannot_be_written_is_told(
    tmp_path: Path, environment: pytest.MonkeyPatch
) -> None:
    """The finding names the folder and what to do."""
    (tmp_path / "inbox").write_text("a file")
    environment.setenv("CONGVU_INBOX", str(tmp_path / "inbox"))

    (finding,) = inbox_findings()

    assert Level.FAIL == finding.level
    assert "CONGVU_INBOX" in finding.mend
