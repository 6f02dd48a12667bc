"""Polling loses nothing, never ends, and hammers nobody."""

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.delivery.api import BotApi
from bot.delivery.health import Health
from bot.delivery.inbox import Inbox
from bot.delivery.ledger import Ledger
from bot.delivery.metrics import Metrics
from bot.delivery.polling import Poller, Store, has_id
from bot.delivery.troubles import LONGEST_PAUSE
from bot.seal import Seal
from bot.tryout import Server
from knowledge.clock import FixedClock
from tests.bot.botapi import Chat
from tests.bot.conftest import free_port
from tests.bot.delivery.reaching import TOKEN, api_of, reaching, serving, transport
from tests.bot.delivery.taking_in import ALLOWED, Kept, Pauses, numbers, until


@dataclass
class Run:
    """A poller that runs."""

    pauses: Pauses
    health: Health
    metrics: Metrics
    task: asyncio.Task[None]

    def errors(self, kind: str) -> float:
        """Return how many errors of a kind were counted."""
        name = "congvu_polling_errors_total"
        return self.metrics.registry.get_sample_value(name, {"kind": kind}) or 0

    @property
    def troubles(self) -> dict[str, str]:
        """What the health tells, by part."""
        return {trouble.part: trouble.sentence for trouble in self.health.findings}


@contextlib.asynccontextmanager
async def polling(
    api: BotApi, store: Store, then: Callable[[int], object] | None = None
) -> AsyncIterator[Run]:
    """Run a poller until the block ends; *then* is called at each pause with their number."""
    pauses = Pauses()
    if then:
        pauses.then = then
    health, metrics = Health(), Metrics()
    health.well("start")
    poller = Poller(api, store, health, metrics, ALLOWED, pauses)
    task = asyncio.create_task(poller.run())
    try:
        yield Run(pauses, health, metrics, task)
    finally:
        assert not task.done(), "polling ended by itself"
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


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


@contextlib.asynccontextmanager
async def scripted(*answers: Any) -> AsyncIterator[tuple[BotApi, list[int]]]:
    """Yield an API whose getUpdates gives *answers* one after the other, and the offsets it gets.

    After the last one nothing new comes.
    """
    left = list(answers)
    offsets: list[int] = []

    async def answer(request: web.BaseRequest) -> web.Response:
        given = await request.json()
        if not request.raw_path.endswith("/getUpdates"):
            return web.json_response({"ok": True, "result": {"url": ""}})
        offsets.append(given["offset"])
        if not left:
            await asyncio.sleep(given["timeout"])
            return web.json_response({"ok": True, "result": []})
        return web.json_response({"ok": True, "result": left.pop(0)})

    async with serving(answer) as server, transport() as request:
        yield api_of(request, f"{server.base}/bot"), offsets


def message(number: object, text: str = "x") -> dict[str, Any]:
    """Return an update."""
    return {"update_id": number, "message": {"text": text}}


async def test_updates_are_stored_and_confirmed(bot_api: Server, inbox: Inbox) -> None:
    """What people write is on the disk, and Telegram forgets it after that."""
    chat = Chat(bot_api)
    for text in ("one", "two", "three"):
        chat.write(text)
    async with reaching(bot_api) as api, polling(api, inbox.store) as run:
        await bot_api.world.updates.all_confirmed()

    contents = [inbox.content(waiting) or "" for waiting in inbox.waiting()]
    assert ["one" in contents[0], "two" in contents[1], "three" in contents[2]] == [True] * 3
    assert ([], {}) == (run.pauses.seconds, run.troubles)


async def test_nothing_is_confirmed_before_it_is_stored(bot_api: Server) -> None:
    """While the disk is still writing, Telegram keeps all of it."""
    storing, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(updates: Sequence[dict[str, Any]]) -> None:
        storing.set()
        await go_on.wait()

    Chat(bot_api).write("one")
    async with reaching(bot_api) as api, polling(api, slowly):
        await asyncio.wait_for(storing.wait(), 20)
        assert 1 == len(bot_api.world.updates.waiting)
        go_on.set()
        await bot_api.world.updates.all_confirmed()


async def test_what_was_being_stored_when_it_stopped_comes_again(bot_api: Server) -> None:
    """The next run fetches what the last one had not finished storing."""
    storing = asyncio.Event()

    async def never(updates: Sequence[dict[str, Any]]) -> None:
        storing.set()
        await asyncio.Event().wait()

    Chat(bot_api).write("one")
    async with reaching(bot_api) as api:
        async with polling(api, never):
            await asyncio.wait_for(storing.wait(), 20)
        kept = Kept()
        async with polling(api, kept.store):
            assert ["one"] == await kept.has(1)


async def test_a_full_disk_loses_nothing(bot_api: Server, inbox: Inbox, ledger: Ledger) -> None:
    """SQLite's own limit on pages stands for the disk; once there is room, all is stored."""
    limit = "PRAGMA max_page_count = "
    ledger.write(lambda c: c.execute(limit + "1").fetchone())
    told: list[dict[str, str]] = []

    def make_room(count: int) -> None:
        told.append(run.troubles)
        if count == 3:
            ledger.write(lambda c: c.execute(limit + "1000000").fetchone())

    chat = Chat(bot_api)
    chat.write("x" * 4000)
    chat.write("y" * 4000)
    async with reaching(bot_api) as api, polling(api, inbox.store, make_room) as run:
        await bot_api.world.updates.all_confirmed()
        await until(lambda: not run.troubles)

    assert 2 == len(inbox.waiting())
    assert (3, 3) == (len(run.pauses.seconds), run.errors("disk"))
    assert all("free space" in troubles["disk"] for troubles in told)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("unauthorized", "token"),
        ("flood", "flood"),
        ("server_error", "network"),
        ("bad_gateway", "network"),
        ("drop_before", "network"),
        ("drop_after", "network"),
        ("garbage", "garbage"),
    ],
)
async def test_polling_goes_on_after_each_fault(bot_api: Server, fault: str, kind: str) -> None:
    """Three times in a row, it pauses, counts, tells the health, and then takes in all there is."""
    told: list[dict[str, str]] = []
    bot_api.faults.add(fault, "getUpdates", times=3)
    Chat(bot_api).write("still here")
    kept = Kept()
    async with (
        reaching(bot_api) as api,
        polling(api, kept.store, lambda count: told.append(run.troubles)) as run,
    ):
        assert ["still here"] == await kept.has(1)
        await bot_api.world.updates.all_confirmed()

    assert (3, 3) == (len(run.pauses.seconds), run.errors(kind))
    assert "polling" in told[-1]
    assert {} == run.troubles


async def test_a_taken_back_token_is_tried_for_ever(
    bot_api: Server, caplog: pytest.LogCaptureFixture
) -> None:
    """Pauses grow to a minute and no further, the log grows quiet, and a new day finds it well."""
    bot_api.faults.add("unauthorized", "getUpdates", times=-1)
    kept = Kept()
    Chat(bot_api).write("after a night")

    def end(count: int) -> None:
        if count == 200:
            bot_api.faults.clear()

    async with reaching(bot_api) as api, polling(api, kept.store, end) as run:
        assert ["after a night"] == await kept.has(1)

    seconds = run.pauses.seconds
    assert 200 == len(seconds)
    assert seconds[0] <= 1 and max(seconds) <= LONGEST_PAUSE
    assert min(seconds[10:]) >= LONGEST_PAUSE * 0.7
    assert len(set(seconds[10:])) > 100, "pauses without chance come in step"
    lines = [line for line in caplog.records if line.levelno >= logging.WARNING]
    assert len(lines) <= 9
    assert bot_api.token not in caplog.text


async def test_an_error_that_lasts_is_logged_as_it_grows(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The log names the type of the error, never the address, which holds the token."""
    async with transport() as request:
        api = api_of(request, f"http://127.0.0.1:{free_port()}/bot")
        async with polling(api, Kept().store) as run:
            await until(lambda: len(run.pauses.seconds) >= 30)

    lines = [line.message for line in caplog.records if "Taking updates in failed" in line.message]
    assert 7 == len(lines)
    assert all("(network, NotSent)" in line for line in lines)
    assert TOKEN not in caplog.text


async def test_one_failure_is_no_trouble_yet(bot_api: Server) -> None:
    """A connection that breaks once happens every day; twice in a row is told."""
    told: list[dict[str, str]] = []
    bot_api.faults.add("drop_before", "getUpdates", times=2)
    kept = Kept()
    Chat(bot_api).write("x")
    async with (
        reaching(bot_api) as api,
        polling(api, kept.store, lambda count: told.append(run.troubles)) as run,
    ):
        await kept.has(1)

    assert [set(), {"polling"}] == [set(troubles) for troubles in told]


async def test_telegrams_wait_is_kept(bot_api: Server) -> None:
    """What a 429 asks for is waited, even beyond the longest pause."""
    bot_api.faults.add("flood", "getUpdates", seconds=90)
    kept = Kept()
    Chat(bot_api).write("x")
    async with reaching(bot_api) as api, polling(api, kept.store) as run:
        await kept.has(1)

    assert [90] == run.pauses.seconds


async def test_a_webhook_in_the_way_is_deleted(bot_api: Server) -> None:
    """A webhook that somebody left set is taken away, and what waits is fetched."""
    kept = Kept()
    async with reaching(bot_api) as api:
        await api.set_webhook(f"http://127.0.0.1:{free_port()}/hook", "s", ALLOWED)
        Chat(bot_api).write("in spite of it")
        async with polling(api, kept.store) as run:
            assert ["in spite of it"] == await kept.has(1)

    assert bot_api.webhook.target is None
    assert 1 == run.errors("conflict") == len(run.pauses.seconds)


async def test_another_instance_is_named_and_waited_for(bot_api: Server) -> None:
    """While another program polls, the health says so; when it has gone, all is well."""
    kept = Kept()
    told: list[dict[str, str]] = []
    async with (
        reaching(bot_api) as api,
        reaching(bot_api) as other,
        polling(api, kept.store, lambda count: told.append(run.troubles)) as run,
    ):
        await until(lambda: bot_api.world.updates._poll and bot_api.calls["getUpdates"] >= 2)
        await other.updates(0, 0, ALLOWED)
        Chat(bot_api).write("afterwards")
        assert ["afterwards"] == await kept.has(1)
        await bot_api.world.updates.all_confirmed()

    assert ["Another program takes this bot's updates: end that one, or this one."] == [
        troubles["polling"] for troubles in told
    ]
    assert {} == run.troubles


async def test_the_wanted_kinds_are_always_said(bot_api: Server) -> None:
    """What an earlier program wanted does not count."""
    bot_api.world.updates.allowed = ("poll",)
    async with reaching(bot_api) as api, polling(api, Kept().store):
        await until(lambda: bot_api.world.updates.allowed == ALLOWED)


async def test_an_update_without_an_id_is_left_out() -> None:
    """The rest of its batch is stored and confirmed, and it with them."""
    odd = [{"message": {}}, message(True), message("7"), message(None), message(2**63), 5, None]
    kept = Kept()
    async with (
        scripted([message(7, "a"), *odd, message(8, "b")]) as (api, offsets),
        polling(api, kept.store) as run,
    ):
        await until(lambda: len(offsets) >= 2)

    assert ["a", "b"] == kept.texts
    assert [0, 9] == offsets[:2]
    assert (7, []) == (run.errors("no_id"), run.pauses.seconds)


async def test_only_updates_without_an_id_make_no_tight_loop() -> None:
    """They come again and again, with growing pauses, until one comes that confirms them."""
    lasting = [[{"message": {}}]] * 6
    kept = Kept()
    async with (
        scripted(*lasting, [*lasting[0], message(3, "at last")]) as (api, offsets),
        polling(api, kept.store) as run,
    ):
        assert ["at last"] == await kept.has(1)
        await until(lambda: len(offsets) >= 8)

    assert [0] * 7 + [4] == offsets[:8]
    assert sorted(run.pauses.seconds) == run.pauses.seconds
    assert 6 == len(run.pauses.seconds)


async def test_ids_that_begin_anew_are_followed() -> None:
    """After a quiet week Telegram numbers updates from anywhere, lower ids included."""
    kept = Kept()
    async with scripted([message(900)], [message(17)]) as (api, offsets), polling(api, kept.store):
        await until(lambda: len(offsets) >= 3)

    assert [0, 901, 18] == offsets[:3]


async def test_an_update_that_the_library_cannot_parse_is_stored(inbox: Inbox) -> None:
    """Polling does not look into it, so it cannot hold up those behind it."""
    odd = {"update_id": 5, "message": {"chat": "no chat", "date": []}}
    async with scripted([odd, message(6)]) as (api, offsets), polling(api, inbox.store):
        await until(lambda: len(offsets) >= 2)

    assert [5, 6] == numbers(inbox)


async def test_an_unforeseen_error_of_the_store_ends_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It is tried again with pauses, and what the error says stays out of the log."""
    kept = Kept()
    failures = [RuntimeError("private words"), sqlite3.DatabaseError("private words")]

    async def store(updates: Sequence[dict[str, Any]]) -> None:
        if failures:
            raise failures.pop()
        await kept.store(updates)

    async with scripted(*[[message(1, "a")]] * 3) as (api, _), polling(api, store) as run:
        assert ["a"] == await kept.has(1)

    assert (2, 1, 1) == (len(run.pauses.seconds), run.errors("other"), run.errors("disk"))
    assert "private" not in caplog.text


async def test_a_pause_can_be_ended(bot_api: Server) -> None:
    """The bot stops at once, also when it waits for a minute."""
    begun = asyncio.Event()

    async def for_ever(seconds: float) -> None:
        begun.set()
        await asyncio.sleep(3600)

    bot_api.faults.add("server_error", "getUpdates", times=-1)
    async with reaching(bot_api) as api:
        poller = Poller(api, Kept().store, Health(), Metrics(), ALLOWED, for_ever)
        task = asyncio.create_task(poller.run())
        await asyncio.wait_for(begun.wait(), 20)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(task, 5)


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ({"update_id": 0}, True),
        ({"update_id": 2**63 - 1}, True),
        ({"update_id": 2**63}, False),
        ({"update_id": -1}, False),
        ({"update_id": 1.0}, False),
        ({"update_id": False}, False),
        ({}, False),
        ([], False),
    ],
)
def test_an_id_is_a_whole_number_that_fits(update: object, expected: bool) -> None:
    """What SQLite cannot hold, or Telegram would never send, is none."""
    assert expected == has_id(update)
