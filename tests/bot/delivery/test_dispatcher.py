"""Updates are handled in order within a chat, side by side between chats, each in its time."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from telegram import Update

from bot.delivery.calls import Place, send_message
from bot.delivery.dispatcher import FATAL
from bot.delivery.service import Service
from bot.delivery.work import Work
from bot.tryout import Server
from tests.bot.botapi import ADMINISTRATOR, CITIZEN, OFFICIAL, Chat
from tests.bot.delivery.running import Handle, Settings, chat_of, counts, echo, small_bot

Running = Callable[..., AbstractAsyncContextManager[Service]]


@pytest.fixture
def running(bot_api: Server, tmp_path: Path) -> Running:
    """Return what runs a small bot with a handler of the test's own."""

    @asynccontextmanager
    async def run(handle: Handle = echo, **told: Any) -> AsyncIterator[Service]:
        settings = replace(Settings(tmp_path, bot_api.base_url, bot_api.token), **told)
        async with small_bot(settings, handle) as service:
            yield service

    return run


def text_of(update: Update) -> str:
    """Return the text of an update's message."""
    message = update.effective_message
    return (message.text if message else None) or ""


async def test_one_chat_is_served_in_order_and_one_at_a_time(
    bot_api: Server, running: Running
) -> None:
    """A later update of a chat begins only after the one before it has ended."""
    seen: list[str] = []

    async def slow_at_first(update: Update, work: Work) -> None:
        seen.append(f"begin {text_of(update)}")
        for _ in range(5 - int(text_of(update))):
            await asyncio.sleep(0)
        seen.append(f"end {text_of(update)}")
        await echo(update, work)

    chat = Chat(bot_api)
    for number in range(3):
        chat.write(str(number))
    async with running(slow_at_first):
        chat.write("3")
        for number in range(4):
            assert (await chat.reply())["text"] == f"echo {number}"

    assert seen == [f"{what} {n}" for n in range(4) for what in ("begin", "end")]


async def test_different_chats_run_side_by_side(bot_api: Server, running: Running) -> None:
    """Two chats whose handlers wait for each other both get done."""
    there = {OFFICIAL: asyncio.Event(), CITIZEN: asyncio.Event()}

    async def meet(update: Update, work: Work) -> None:
        there[chat_of(update)].set()
        await asyncio.gather(*(event.wait() for event in there.values()))
        await echo(update, work)

    async with running(meet):
        first, second = Chat(bot_api, OFFICIAL), Chat(bot_api, CITIZEN)
        first.write("a")
        second.write("b")

        assert [(await first.reply())["text"], (await second.reply())["text"]] == [
            "echo a",
            "echo b",
        ]


async def test_a_burst_of_one_chat_leaves_the_others_their_turn(
    bot_api: Server, running: Running
) -> None:
    """Of fifty messages at once few are handled before another chat has its answer."""
    handled: list[int] = []

    async def note(update: Update, work: Work) -> None:
        handled.append(chat_of(update))
        await echo(update, work)

    noisy, quiet = Chat(bot_api, CITIZEN), Chat(bot_api, OFFICIAL)
    for number in range(50):
        noisy.write(str(number))
    quiet.write("here too")
    async with running(note, drain_seconds=0):
        assert (await quiet.reply())["text"] == "echo here too"

    assert handled.count(CITIZEN) <= 4


async def test_a_handler_that_hangs_is_ended_and_the_chat_goes_on(
    bot_api: Server, running: Running, tmp_path: Path
) -> None:
    """The person is told, nothing of it has an effect, and the next message is answered."""

    async def hang(update: Update, work: Work) -> None:
        await echo(update, work)
        if text_of(update) == "hang":
            await asyncio.Event().wait()

    chat = Chat(bot_api)
    async with running(hang, update_seconds=0.2):
        assert (await chat.ask("hang"))["text"] == "too slow"
        assert (await chat.ask("after"))["text"] == "echo after"

    assert counts(tmp_path) == {f"{OFFICIAL} after": 1}


async def test_what_cannot_be_read_is_set_aside(bot_api: Server, running: Running) -> None:
    """An update that is not what the Bot API promises does not hold up those after it."""
    bot_api.world.updates.add_raw({"message": {"message_id": "seven", "chat": 5}})
    chat = Chat(bot_api)
    chat.write("after")
    async with running() as service:
        assert (await chat.reply())["text"] == "echo after"
        aside = service.ledger.rows("SELECT reason FROM set_aside")
        await bot_api.world.updates.all_confirmed()

    assert aside == [("cannot be read",)]


async def died_over(bot_api: Server, running: Running, deaths: int, *people: int) -> None:
    """Leave a message of each of *people* waiting over which the process died so often."""

    async def endless(update: Update, work: Work) -> None:
        await asyncio.Event().wait()

    for person in people:
        Chat(bot_api, person).write("fatal")
    async with running(endless, drain_seconds=0) as service:
        await bot_api.world.updates.all_confirmed()
        service.ledger.write(lambda c: c.execute("UPDATE updates SET begun = ?", (deaths,)))


async def test_what_kills_the_process_again_and_again_is_given_up(
    bot_api: Server, running: Running, tmp_path: Path
) -> None:
    """Its sender is told that it failed, and the next message is answered."""
    await died_over(bot_api, running, FATAL, OFFICIAL)
    chat = Chat(bot_api)
    chat.write("after")
    async with running() as service:
        assert (await chat.reply())["text"] == "failed: FatalUpdateError"
        assert (await chat.reply())["text"] == "echo after"
        [(reason,)] = service.ledger.rows("SELECT reason FROM set_aside")

    assert reason == f"the process died over it {FATAL} times"
    assert counts(tmp_path) == {f"{OFFICIAL} after": 1}


async def test_what_the_process_has_died_over_is_handled_alone(
    bot_api: Server, running: Running
) -> None:
    """A further death is then its own, and nobody is given up for what another did."""
    people = [OFFICIAL, CITIZEN, ADMINISTRATOR]
    await died_over(bot_api, running, FATAL - 1, *people)
    at_once: list[int] = []
    handled: set[int] = set()

    async def note(update: Update, work: Work) -> None:
        handled.add(chat_of(update))
        at_once.append(len(handled))
        for _ in range(5):
            await asyncio.sleep(0)
        handled.discard(chat_of(update))
        await echo(update, work)

    async with running(note):
        for person in people:
            assert (await Chat(bot_api, person).reply())["text"] == "echo fatal"

    assert [1, 1, 1] == at_once


async def test_changes_that_are_refused_end_in_an_apology(
    bot_api: Server, running: Running, tmp_path: Path
) -> None:
    """When a change fails, no other change and no answer of that update remains."""

    async def broken(update: Update, work: Work) -> None:
        await echo(update, work)
        if text_of(update) == "broken":
            work.change(lambda connection: connection.execute("INSERT INTO nowhere VALUES (1)"))

    chat = Chat(bot_api)
    async with running(broken):
        assert (await chat.ask("broken"))["text"] == "failed: ProgrammingError"
        assert (await chat.ask("whole"))["text"] == "echo whole"

    assert counts(tmp_path) == {f"{OFFICIAL} whole": 1}


async def test_a_stop_finishes_what_has_begun(bot_api: Server, running: Running) -> None:
    """What a handler is at when the bot is told to stop is still answered."""
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def wait(update: Update, work: Work) -> None:
        begun.set()
        await go_on.wait()
        await echo(update, work)

    chat = Chat(bot_api)
    async with running(wait):
        chat.write("last")
        await begun.wait()
        asyncio.get_running_loop().call_soon(go_on.set)

    assert (await chat.reply())["text"] == "echo last"


async def test_what_a_stop_breaks_off_is_done_after_the_next_start(
    bot_api: Server, running: Running, tmp_path: Path
) -> None:
    """A handler that outlasts the limit is ended; its update waits and has its effect once."""
    begun = asyncio.Event()

    async def endless(update: Update, work: Work) -> None:
        await echo(update, work)
        begun.set()
        await asyncio.Event().wait()

    chat = Chat(bot_api, ADMINISTRATOR)
    async with running(endless, drain_seconds=0.1):
        chat.write("unfinished")
        await begun.wait()
    async with running():
        assert (await chat.reply())["text"] == "echo unfinished"

    assert counts(tmp_path) == {f"{ADMINISTRATOR} unfinished": 1}


async def test_a_second_signal_ends_the_waiting(
    bot_api: Server, running: Running, tmp_path: Path
) -> None:
    """Whoever is told to hurry does not wait for the limit, and loses nothing."""
    begun = asyncio.Event()

    async def endless(update: Update, work: Work) -> None:
        await echo(update, work)
        begun.set()
        await asyncio.Event().wait()

    chat = Chat(bot_api)
    async with asyncio.timeout(15):
        async with running(endless, drain_seconds=600) as service:
            chat.write("unfinished")
            await begun.wait()
            service.hurry()
    async with running():
        assert (await chat.reply())["text"] == "echo unfinished"

    assert counts(tmp_path) == {f"{OFFICIAL} unfinished": 1}


async def test_an_update_that_comes_again_changes_nothing_and_is_not_answered_again(
    bot_api: Server, running: Running, tmp_path: Path
) -> None:
    """Telegram repeats what was not confirmed; the bot knows what it has done."""
    chat = Chat(bot_api)
    chat.write("once")
    [update] = bot_api.world.updates.waiting
    async with running() as service:
        assert (await chat.reply())["text"] == "echo once"
        await service.inbox.store([update.as_json()])
        assert (await chat.ask("twice"))["text"] == "echo twice"

    assert counts(tmp_path) == {f"{OFFICIAL} once": 1, f"{OFFICIAL} twice": 1}


async def test_many_updates_wait_without_their_contents_in_memory(
    bot_api: Server, running: Running
) -> None:
    """Of a long queue only the first thousand are held; the rest is read when due."""

    async def quick(update: Update, work: Work) -> None:
        if text_of(update) == "last":
            work.call(send_message(Place(chat_of(update)), "all done"))

    chat = Chat(bot_api)
    for number in range(1500):
        chat.write(str(number))
    chat.write("last")
    async with running(quick) as service:
        assert (await chat.reply())["text"] == "all done"
        assert service.dispatcher.waiting <= 1
