"""What people see on bad days: stock python-telegram-bot lets them down, our delivery does not."""

import asyncio

import pytest

from bot.tryout import Server
from bot.tryout.server import PROBES
from bot.tryout.webhook import Target
from tests.bot.botapi import CITIZEN, OFFICIAL
from tests.bot.conftest import free_port
from tests.bot.delivery.scenarios import Run, run, said, said_to, scenario, until
from tests.bot.delivery.stock import Habits

__all__ = ["run"]

STUBBORN = Habits(stubborn=True)
UNREADABLE = {"message": {"message_id": "seven", "chat": 5}}
"""An update that is not what the Bot API promises."""


@pytest.mark.parametrize("kind", ["unauthorized", "not_found"])
@scenario("One 401 or 404 ends its polling for good, while the process lives on.")
async def test_one_refusal_of_the_token_does_not_end_the_polling(
    bot_api: Server, run: Run, kind: str
) -> None:
    """Telegram errs once about the token; who writes afterwards is answered."""
    chat = run.chat()
    async with run():
        await chat.ask("before")
        bot_api.faults.add(kind, "getUpdates")
        chat.write("meanwhile")
        assert await run.until(lambda: bot_api.faults.happened[kind] == 1)
        chat.write("after")

        await run.until(lambda: "echo after" in said(bot_api))
    assert ["echo before", "echo meanwhile", "echo after"] == said(bot_api)


@scenario("")
async def test_another_program_that_fetches_updates_ends_nothing(bot_api: Server, run: Run) -> None:
    """Told that somebody else fetches updates, the bot asks again and answers."""
    chat = run.chat()
    async with run():
        await chat.ask("before")
        bot_api.faults.add("conflict", "getUpdates")
        chat.write("meanwhile")
        assert await run.until(lambda: bot_api.faults.happened["conflict"] == 1)
        chat.write("after")

        await run.until(lambda: "echo after" in said(bot_api))
    assert ["echo before", "echo meanwhile", "echo after"] == said(bot_api)


@scenario("It gets 409 for as long as a webhook is set, and never takes it away.", patience=3)
async def test_a_webhook_that_somebody_set_is_taken_away_again(bot_api: Server, run: Run) -> None:
    """A forgotten program points the updates elsewhere; people are answered all the same."""
    chat = run.chat()
    async with run():
        await chat.ask("before")
        await bot_api.webhook.set(Target(f"http://127.0.0.1:{free_port()}/nobody"))

        assert "echo after" == (await chat.ask("after"))["text"]


@scenario("It fetches the batch again and again without a pause, and handles nothing of it.")
async def test_an_update_that_cannot_be_read_holds_nobody_up(bot_api: Server, run: Run) -> None:
    """The messages before and after it are answered, and the server is not besieged."""
    first, second = run.chat(OFFICIAL), run.chat(CITIZEN)
    first.write("good")
    bot_api.world.updates.add_raw(UNREADABLE)
    second.write("good too")
    async with run():
        await until(lambda: bot_api.calls["getUpdates"] > 20 or bool(said(bot_api)), 20)
        assert bot_api.calls["getUpdates"] <= 3
        assert "echo good" == (await first.reply())["text"]
        assert "echo good too" == (await second.reply())["text"]
        assert await run.until(lambda: not bot_api.world.updates.waiting)


@scenario("")
async def test_a_garbled_answer_to_the_poll_ends_nothing(bot_api: Server, run: Run) -> None:
    """An answer that is no JSON is asked for again, and its message is answered once."""
    chat = run.chat()
    async with run():
        await chat.ask("before")
        bot_api.faults.add("garbage", "getUpdates")
        chat.write("meanwhile")
        assert await run.until(lambda: bot_api.faults.happened["garbage"] == 1)
        chat.write("after")

        await run.until(lambda: "echo after" in said(bot_api))
    assert ["echo before", "echo meanwhile", "echo after"] == said(bot_api)


@scenario("It asks again at once, hundreds of times a second, for as long as that lasts.")
async def test_answers_without_sense_do_not_make_the_bot_race(bot_api: Server, run: Run) -> None:
    """While the server answers JSON that is no list of updates, the bot asks with pauses."""
    chat = run.chat()
    async with run():
        await chat.ask("before")
        bot_api.faults.add("wrong_result", "getUpdates", times=-1)
        chat.write("after")
        await until(lambda: bot_api.faults.happened["wrong_result"] > 20, 0.7)
        bot_api.faults.clear()

        assert 1 <= bot_api.faults.happened["wrong_result"] <= 3
        assert "echo after" == (await chat.reply())["text"]


@scenario("The refused message is never sent: its handler ends with the error.")
async def test_a_chat_that_must_wait_gets_its_message_later(bot_api: Server, run: Run) -> None:
    """Telegram lets one chat wait a second; its message comes, and another chat's before it."""
    waits, other = run.chat(OFFICIAL), run.chat(CITIZEN)
    async with run():
        await waits.ask("before")
        bot_api.faults.add("flood", "sendMessage", seconds=1, chat_id=OFFICIAL)
        waits.write("late")
        assert await run.until(lambda: bot_api.faults.happened["flood"] == 1)
        await other.ask("at once")
        assert "echo late" not in said(bot_api)

        assert "echo late" == (await waits.reply())["text"]


@scenario("One chat's 429 makes its rate limiter hold back all.", stock=Habits(limiter=True))
async def test_a_chat_that_must_wait_does_not_hold_up_another(bot_api: Server, run: Run) -> None:
    """While Telegram lets one chat wait three seconds, another one is answered."""
    waits, other = run.chat(OFFICIAL), run.chat(CITIZEN)
    bot_api.faults.add("flood", "sendMessage", seconds=3, chat_id=OFFICIAL)
    async with run():
        waits.write("late")
        assert await run.until(lambda: bot_api.faults.happened["flood"] == 1)
        assert "echo at once" == (await other.ask("at once"))["text"]
        assert "echo late" not in said(bot_api)


@pytest.mark.parametrize("kind", ["drop_before", "server_error", "bad_gateway"])
@scenario("The message is never sent: its handler ends with the error.")
async def test_a_send_that_failed_is_made_good(bot_api: Server, run: Run, kind: str) -> None:
    """A message that met a passing failure arrives, once, and what was to follow it after it."""
    bot_api.tolerated = PROBES
    bot_api.faults.add(kind, "sendMessage")
    chat = run.chat()
    async with run():
        chat.write("both")

        assert "one" == (await chat.reply())["text"]
        assert "two" == (await chat.reply())["text"]
    assert ["one", "two"] == said(bot_api)


@scenario("A retry sends the message a second time.", stock=STUBBORN)
async def test_a_send_whose_answer_was_lost_is_not_repeated(bot_api: Server, run: Run) -> None:
    """The message arrived and only the bot does not know: it is there once, the next after it."""
    await lose_the_answer(bot_api, run, "drop_after")


@scenario("The rest of the handler, and so the second message, is lost.", stock=STUBBORN)
async def test_a_send_whose_answer_was_garbled_is_not_repeated(bot_api: Server, run: Run) -> None:
    """The same with an answer that came and cannot be read."""
    await lose_the_answer(bot_api, run, "garbage")


async def lose_the_answer(server: Server, run: Run, kind: str) -> None:
    """Lose the answer to the first of two messages; both must be there once, in order."""
    server.tolerated = PROBES
    server.faults.add(kind, "sendMessage")
    async with run():
        run.chat().write("both")
        await run.until(lambda: "two" in said(server))

    assert ["one", "two"] == said(server)


@pytest.mark.parametrize("kind", ["drop_after", "garbage"])
@scenario(
    "A retry is told that nothing was modified, and the rest of the handler is lost.",
    stock=STUBBORN,
)
async def test_an_edit_whose_answer_was_lost_holds_up_nothing(
    bot_api: Server, run: Run, kind: str
) -> None:
    """The message says the new words, and the message that was to follow the edit comes."""
    bot_api.tolerated = PROBES
    chat = run.chat()
    async with run():
        shown = await chat.ask("before")
        bot_api.faults.add(kind, "editMessageText")
        chat.write("better", reply_to=shown["message_id"])

        assert "changed" == (await chat.reply())["text"]
    assert ["now better", "changed"] == said(bot_api)


@scenario("It gives up at the first attempt to reach the server, and ends.")
async def test_a_server_that_is_down_at_the_start_is_waited_for(bot_api: Server, run: Run) -> None:
    """The bot starts before the network does; when that is there, people are answered."""
    asked, over = asyncio.Event(), asyncio.Event()
    chat = run.chat()
    chat.write("early")

    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()
        asked.set()

    async def live() -> None:
        async with run():
            await over.wait()

    await bot_api.interrupt()
    closed = await asyncio.start_server(hang_up, bot_api.host, bot_api.port)
    living = asyncio.create_task(live())
    await asked.wait()
    closed.close()
    await bot_api.resume()
    try:
        assert "echo early" == (await chat.reply())["text"]
    finally:
        over.set()
        await asyncio.gather(living, return_exceptions=True)


@scenario("What it had fetched it can no longer answer, and does not try again.")
async def test_a_server_that_goes_away_in_the_middle_is_waited_for(
    bot_api: Server, run: Run
) -> None:
    """Six people have written, one is answered, the network goes and comes: all have answers."""
    bot_api.tolerated = PROBES
    chats = run.chats(6)
    for chat in chats:
        chat.write("hello")
    async with run():
        await chats[0].reply()
        await bot_api.interrupt()
        await asyncio.sleep(0.2)  # the bot meets closed doors
        await bot_api.resume()
        await run.until(lambda: all(said_to(bot_api, chats).values()))

    assert {chat.chat_id: ["echo hello"] for chat in chats} == said_to(bot_api, chats)


@scenario("One handler that hangs stalls every chat for good.", update_seconds=0.3)
async def test_a_handler_that_hangs_stalls_nobody(bot_api: Server, run: Run) -> None:
    """Another chat is answered at once, and the chat itself is told and goes on."""
    unlucky, other = run.chat(OFFICIAL), run.chat(CITIZEN)
    async with run():
        unlucky.write("hang")
        assert "echo hello" == (await other.ask("hello"))["text"]

        assert "too slow" == (await unlucky.reply())["text"]
        assert "echo again" == (await unlucky.ask("again"))["text"]
