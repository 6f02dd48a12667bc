"""The webhook answers 200 for what is safe, and for nothing else."""

import asyncio
import contextlib
import json
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.delivery.api import BotApi
from bot.delivery.health import Health
from bot.delivery.inbox import Inbox
from bot.delivery.ledger import Ledger
from bot.delivery.metrics import Metrics
from bot.delivery.polling import Store
from bot.delivery.webhook import LARGEST, SECRET_HEADER, Address, WebhookServer
from bot.errors import BotError
from bot.seal import Seal
from bot.tryout import Server
from knowledge.clock import FixedClock
from tests.bot.botapi import Chat
from tests.bot.conftest import free_port
from tests.bot.delivery.reaching import api_of, reaching, serving, transport
from tests.bot.delivery.taking_in import ALLOWED, Kept, Pauses, numbers, until
from tests.bot.delivery.test_transport import ok

SECRET = "A-secret_of-tests"
UPDATE = {"update_id": 5, "message": {"text": "private words"}}


@dataclass
class Run:
    """A webhook that runs."""

    server: WebhookServer
    url: str
    health: Health
    metrics: Metrics

    async def post(self, body: object, secret: str | None = SECRET) -> int:
        """Send *body* as Telegram does and return the status of the answer."""
        data = body if isinstance(body, bytes | BytesIO) else json.dumps(body).encode()
        headers = {} if secret is None else {SECRET_HEADER: secret}
        async with (
            ClientSession() as session,
            session.post(self.url, data=data, headers=headers) as answer,
        ):
            return answer.status

    def errors(self, kind: str) -> float:
        """Return how many errors of a kind were counted."""
        name = "congvu_polling_errors_total"
        return self.metrics.registry.get_sample_value(name, {"kind": kind}) or 0

    @property
    def troubles(self) -> dict[str, str]:
        """What the health tells, by part."""
        return {trouble.part: trouble.sentence for trouble in self.health.findings}


@contextlib.asynccontextmanager
async def listening(
    api: BotApi, store: Store, pause: Callable[[float], Any] = asyncio.sleep
) -> AsyncIterator[Run]:
    """Run a webhook server on a port of its own until the block ends."""
    health, metrics, port = Health(), Metrics(), free_port()
    health.well("start")
    url = f"http://127.0.0.1:{port}/hook/path"
    server = WebhookServer(api, store, health, metrics, Address(url, port, SECRET), ALLOWED, pause)
    await server.start()
    try:
        yield Run(server, url, health, metrics)
    finally:
        await server.close()


@contextlib.asynccontextmanager
async def alone(store: Store) -> AsyncIterator[Run]:
    """Run a webhook server whose Bot API agrees with everything."""
    async with (
        serving(ok) as api,
        transport() as request,
        listening(api_of(request, f"{api.base}/bot"), store) as run,
    ):
        yield run


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return a ledger of its own."""
    ledger = Ledger.open(tmp_path)
    yield ledger
    ledger.close()


@pytest.fixture
def inbox(ledger: Ledger, tmp_path: Path, clock: FixedClock) -> Inbox:
    """Return an inbox on the disk."""
    return Inbox(ledger, Seal.open(tmp_path), clock)


async def test_updates_come_through_the_webhook(bot_api: Server, inbox: Inbox) -> None:
    """The webhook is set with its secret and kinds, and what people write is stored."""
    chat = Chat(bot_api)
    async with reaching(bot_api) as api, listening(api, inbox.store) as run:
        await until(lambda: bot_api.webhook.target)
        for text in ("one", "two"):
            chat.write(text)
        await bot_api.world.updates.all_confirmed()

    assert 2 == len(inbox.waiting())
    assert bot_api.webhook.target is not None
    assert (run.url, SECRET, 32) == (
        bot_api.webhook.target.url,
        bot_api.webhook.target.secret,
        bot_api.webhook.target.max_connections,
    )
    assert ALLOWED == bot_api.world.updates.allowed
    assert ({}, "") == (run.troubles, bot_api.webhook.last_error)


async def test_nothing_is_confirmed_before_it_is_stored() -> None:
    """The answer comes only after the disk has the update."""
    storing, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(updates: Sequence[dict[str, Any]]) -> None:
        storing.set()
        await go_on.wait()

    async with alone(slowly) as run:
        answer = asyncio.create_task(run.post(UPDATE))
        await asyncio.wait_for(storing.wait(), 20)
        assert not answer.done()
        go_on.set()
        assert 200 == await answer


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "sécret", "\xff"])
async def test_who_does_not_know_the_secret_is_refused(secret: str | None) -> None:
    """Nothing is stored for a stranger, however the header looks, and it is counted."""
    kept = Kept()
    async with alone(kept.store) as run:
        assert 403 == await run.post(UPDATE, secret)

    assert ([], 1) == (kept.texts, run.errors("secret"))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b"[" * 100_000,
        [],
        "x",
        None,
        {},
        {"update_id": "5"},
        {"update_id": True},
    ],
)
async def test_what_is_no_update_is_refused(body: object) -> None:
    """It is not stored, is counted, and breaks nothing."""
    kept = Kept()
    async with alone(kept.store) as run:
        assert 400 == await run.post(body)
        assert 200 == await run.post(UPDATE)

    assert (1, 1) == (len(kept.texts), run.errors("garbage"))


async def test_a_flood_of_bytes_is_refused() -> None:
    """A body beyond the limit is not read to its end."""
    kept = Kept()
    async with alone(kept.store) as run:
        assert 413 == await run.post(BytesIO(b" " * (LARGEST + 1)))

    assert ([], 1) == (kept.texts, run.errors("too_large"))


async def test_nothing_else_is_served() -> None:
    """Other paths and methods are unknown, with the right secret too."""
    async with alone(Kept().store) as run, ClientSession(headers={SECRET_HEADER: SECRET}) as web:
        other = await web.post(run.url + "/more", json=UPDATE)
        read = await web.get(run.url)

    assert (404, 405) == (other.status, read.status)


async def test_a_full_disk_loses_nothing(bot_api: Server, inbox: Inbox, ledger: Ledger) -> None:
    """Telegram is told to come again, the health says why, and then all is stored."""
    limit = "PRAGMA max_page_count = "
    chat = Chat(bot_api)
    async with reaching(bot_api) as api, listening(api, inbox.store) as run:
        await until(lambda: bot_api.webhook.target)
        ledger.write(lambda c: c.execute(limit + "1").fetchone())
        chat.write("x" * 4000)
        await until(lambda: "503" in bot_api.webhook.last_error)
        assert "free space" in run.troubles["disk"]
        ledger.write(lambda c: c.execute(limit + "1000000").fetchone())
        await bot_api.world.updates.all_confirmed()
        await until(lambda: not run.troubles)

    assert 1 == len(inbox.waiting())
    assert run.errors("disk") >= 1


async def test_errors_of_the_store_are_logged_once_and_without_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Telegram comes back often; the log says once that it cannot be served."""

    async def fail(updates: Sequence[dict[str, Any]]) -> None:
        raise sqlite3.DatabaseError("private words")

    async with alone(fail) as run:
        assert [503] * 3 == [await run.post(UPDATE) for _ in range(3)]

    assert 1 == caplog.text.count("Updates cannot be stored (DatabaseError)")
    assert "private" not in caplog.text


async def test_many_updates_at_once_are_stored_together(inbox: Inbox) -> None:
    """Telegram sends several at a time; each has its own answer."""
    async with alone(inbox.store) as run:
        bodies = [{"update_id": number, "message": {}} for number in range(40)]
        assert [200] * 40 == await asyncio.gather(*map(run.post, bodies))
        assert [200] * 40 == await asyncio.gather(*map(run.post, bodies))

    assert list(range(40)) == sorted(numbers(inbox))


async def test_the_webhook_is_set_once_the_server_is_up(
    bot_api: Server, caplog: pytest.LogCaptureFixture
) -> None:
    """It is tried with growing pauses, told by the health, and what came meanwhile is sent."""
    caplog.set_level(logging.INFO)
    told: list[dict[str, str]] = []
    bot_api.faults.add("drop_before", "setWebhook", times=4)
    Chat(bot_api).write("meanwhile")
    kept, pauses = Kept(), Pauses(then=lambda count: told.append(run.troubles))
    async with reaching(bot_api) as api, listening(api, kept.store, pauses) as run:
        assert ["meanwhile"] == await kept.has(1)
        await until(lambda: not run.troubles)

    assert sorted(pauses.seconds[:4]) == pauses.seconds[:4]
    assert "cannot be reached" in told[3]["polling"]
    assert (4, 1) == (run.errors("network"), caplog.text.count("The webhook is set"))
    assert bot_api.token not in caplog.text
    assert SECRET not in caplog.text


async def test_a_webhook_that_was_taken_away_is_set_again(bot_api: Server) -> None:
    """Another program that polled for a moment does not leave the bot deaf."""
    check = asyncio.Event()
    kept = Kept()

    async def pause(seconds: float) -> None:
        await check.wait()
        check.clear()

    async with reaching(bot_api) as api, listening(api, kept.store, pause) as run:
        await until(lambda: bot_api.webhook.target)
        await api.delete_webhook()
        Chat(bot_api).write("deaf?")
        check.set()
        assert ["deaf?"] == await kept.has(1)
        calls = bot_api.calls["setWebhook"]
        check.set()
        await until(lambda: bot_api.calls["getWebhookInfo"] == 2)

    assert 2 == calls == bot_api.calls["setWebhook"]
    assert {} == run.troubles


async def test_the_webhook_stays_set_when_the_bot_stops(bot_api: Server) -> None:
    """Telegram keeps what comes while the bot is down, and the next run gets it."""
    kept = Kept()
    async with reaching(bot_api) as api:
        async with listening(api, kept.store):
            await until(lambda: bot_api.webhook.target)
        Chat(bot_api).write("while it was down")
        await until(lambda: bot_api.webhook.last_error)
        assert [] == kept.texts
        async with listening(api, kept.store):
            assert ["while it was down"] == await kept.has(1)


async def test_closing_lets_what_is_being_stored_finish() -> None:
    """A request that has begun gets its answer; a new one meets a closed door."""
    storing, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(updates: Sequence[dict[str, Any]]) -> None:
        storing.set()
        await go_on.wait()

    async with alone(slowly) as run:
        answer = asyncio.create_task(run.post(UPDATE))
        await asyncio.wait_for(storing.wait(), 20)
        closing = asyncio.create_task(run.server.close())
        await until(lambda: run.server.port == 0)
        go_on.set()
        assert 200 == await answer
        await closing
        with pytest.raises(OSError, match="Cannot connect"):
            await run.post(UPDATE)


async def test_it_runs_until_cancelled(bot_api: Server) -> None:
    """``run`` listens, and stops listening when it is ended; it can be run again."""
    port = free_port()
    address = Address(f"http://127.0.0.1:{port}/", port, SECRET)
    async with reaching(bot_api) as api:
        server = WebhookServer(api, Kept().store, Health(), Metrics(), address, ALLOWED)
        for _ in range(2):
            task = asyncio.create_task(server.run())
            await until(lambda: server.port == port)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert 0 == server.port


async def test_a_taken_port_is_said() -> None:
    """The error names the setting, and nothing stays open."""
    async with serving(ok) as taken, transport() as request:
        port = int(taken.base.rpartition(":")[2])
        address = Address("https://example.invalid/hook", port, SECRET)
        api = api_of(request, f"{taken.base}/bot")
        server = WebhookServer(api, Kept().store, Health(), Metrics(), address, ALLOWED)
        with pytest.raises(BotError, match=f"{port} cannot be used .*CONGVU_WEBHOOK_PORT"):
            await server.start()

    assert (0, []) == (server.port, taken.paths)


def test_the_secret_does_not_show() -> None:
    """An address that is printed says nothing secret."""
    assert SECRET not in repr(Address("https://example.invalid", 1, SECRET))
