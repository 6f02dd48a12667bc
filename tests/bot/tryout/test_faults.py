"""Faults on demand look to python-telegram-bot as they do on a bad day at Telegram."""

import asyncio
import time

import pytest
from aiohttp import ClientConnectorError
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.tryout import Server
from bot.tryout.errors import TryoutError
from bot.tryout.server import PROBES
from tests.bot.botapi import CITIZEN, OFFICIAL, Chat
from tests.bot.tryout.calls import call, result


def said(server: Server) -> list[str]:
    """Return what the bot has said to the official."""
    bot_id = server.world.bot.id
    posts = server.world.rooms[OFFICIAL].posts.values()
    return [post.message["text"] for post in posts if post.message["from"]["id"] == bot_id]


@pytest.mark.parametrize(
    ("kind", "error", "delivered"),
    [
        ("flood", RetryAfter, False),
        ("server_error", NetworkError, False),
        ("bad_gateway", NetworkError, False),
        ("unauthorized", InvalidToken, False),
        ("drop_before", NetworkError, False),
        ("drop_after", NetworkError, True),
        ("garbage", TelegramError, True),
    ],
)
async def test_a_fault_hits_one_call(
    bot_api: Server, kind: str, error: type[TelegramError], delivered: bool
) -> None:
    """The call fails as asked, with or without its effect, and the next one works."""
    Chat(bot_api).write("/start")
    bot_api.faults.add(kind, "sendMessage")

    async with Bot(bot_api.token, base_url=bot_api.base_url) as bot:
        with pytest.raises(error):
            await bot.send_message(OFFICIAL, "first")
        await bot.send_message(OFFICIAL, "second")

    assert said(bot_api) == (["first", "second"] if delivered else ["second"])


async def test_a_flood_says_how_long_to_wait(bot_api: Server) -> None:
    """The seconds of a 429 reach the bot."""
    async with Bot(bot_api.token, base_url=bot_api.base_url) as bot:
        bot_api.faults.add("flood", "sendMessage", seconds=7)
        with pytest.raises(RetryAfter) as failure:
            await bot.send_message(OFFICIAL, "x")

    assert "Retry in 7 seconds" in str(failure.value)


async def test_latency_delays_and_does_no_harm(bot_api: Server) -> None:
    """A slow call works in the end."""
    Chat(bot_api).write("/start")
    bot_api.faults.add("latency", "sendMessage", seconds=0.01)

    async with Bot(bot_api.token, base_url=bot_api.base_url) as bot:
        await bot.send_message(OFFICIAL, "slow")

    assert said(bot_api) == ["slow"]


async def test_faults_last_until_cleared_when_asked(bot_api: Server) -> None:
    """A fault with no number of times hits every call until it is cleared."""
    Chat(bot_api).write("/start")
    async with Bot(bot_api.token, base_url=bot_api.base_url) as bot:
        bot_api.faults.add("server_error", times=-1)
        for _ in range(3):
            with pytest.raises(NetworkError):
                await bot.send_message(OFFICIAL, "x")
        bot_api.faults.clear()
        await bot.send_message(OFFICIAL, "well again")

    assert said(bot_api) == ["well again"]


async def test_an_unknown_fault_is_refused(bot_api: Server) -> None:
    """The refusal names the faults there are."""
    with pytest.raises(TryoutError, match="choose one of: flood, server_error"):
        bot_api.faults.add("earthquake")


@pytest.mark.parametrize(
    ("kind", "code", "words"),
    [
        ("not_found", 404, "Not Found"),
        ("unauthorized", 401, "Unauthorized"),
        ("conflict", 409, "Conflict: terminated by other getUpdates request; make sure that only"),
    ],
)
async def test_a_refusal_on_demand_has_telegrams_words(
    bot_api: Server, kind: str, code: int, words: str
) -> None:
    """Refusals that end polling come when they are asked for, and are no violations."""
    bot_api.faults.add(kind, "getUpdates")

    answer = await call(bot_api, "getUpdates")

    assert (answer["error_code"], bot_api.violations) == (code, [])
    assert answer["description"].startswith(words)
    assert (await call(bot_api, "getUpdates"))["ok"]


async def test_a_fault_may_hit_one_chat_alone(bot_api: Server) -> None:
    """A flood of one chat leaves the others alone, answers to its buttons included."""
    for person in (OFFICIAL, CITIZEN):
        Chat(bot_api, person).write("/start")
    bot_api.faults.add("flood", times=-1, seconds=9, chat_id=OFFICIAL)

    codes = [
        (await call(bot_api, "sendMessage", chat_id=chat, text="x")).get("error_code")
        for chat in (OFFICIAL, CITIZEN, OFFICIAL)
    ]

    assert codes == [429, None, 429]
    assert said(bot_api) == []
    assert bot_api.faults.happened["flood"] == 2


async def test_a_fault_may_hit_a_share_of_the_calls(bot_api: Server) -> None:
    """By chance about a third of the calls go wrong, and the same ones with the same seed."""

    def drawn() -> list[bool]:
        bot_api.faults.seed(7)
        return [bot_api.faults.take("getMe").fault is not None for _ in range(300)]

    bot_api.faults.add("server_error", times=-1, share=1 / 3)

    first, second = drawn(), drawn()

    assert first == second
    assert 70 < sum(first) < 130


async def test_latency_goes_with_other_faults(bot_api: Server) -> None:
    """A standing pause does not use up or hide what else is to happen."""
    bot_api.latency = 0.02
    bot_api.faults.add("latency", times=-1, seconds=0.01)
    bot_api.faults.add("server_error")

    hit = bot_api.faults.take("getMe")

    assert (hit.kind, hit.before, hit.after) == ("server_error", 0.02, 0.01)
    assert bot_api.faults.take("getMe").kind is None


async def test_every_call_takes_the_latency(bot_api: Server) -> None:
    """A round trip takes as long as was set."""
    bot_api.latency = 0.05
    started = time.monotonic()

    await call(bot_api, "getMe")

    assert time.monotonic() - started >= 0.05


async def test_a_slow_answer_comes_after_the_deed(bot_api: Server) -> None:
    """A client that gives up waiting has sent its message all the same."""
    Chat(bot_api).write("/start")
    bot_api.faults.add("slow_answer", "sendMessage", seconds=30)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.5):
            await call(bot_api, "sendMessage", chat_id=OFFICIAL, text="there")

    assert said(bot_api) == ["there"]


async def test_a_result_may_be_of_no_sense(bot_api: Server) -> None:
    """The answer is JSON and says that all is well, but it holds no updates."""
    bot_api.faults.add("wrong_result", "getUpdates")

    assert await result(bot_api, "getUpdates") == "no sense"


async def test_the_server_may_be_down_for_a_while(bot_api: Server) -> None:
    """Connections are refused until it is up again, and nothing is forgotten."""
    Chat(bot_api).write("waiting")
    await bot_api.interrupt()
    with pytest.raises(ClientConnectorError):
        await call(bot_api, "getUpdates")

    await bot_api.resume()

    assert len(await result(bot_api, "getUpdates")) == 1


async def test_probes_are_violations_unless_they_are_tolerated(bot_api: Server) -> None:
    """A bot that asks by editing whether a message arrived may be refused without blame."""
    Chat(bot_api).write("/start")
    await call(bot_api, "editMessageText", chat_id=OFFICIAL, message_id=9, text="x")
    blamed = len(bot_api.violations)
    bot_api.violations.clear()

    bot_api.tolerated = PROBES
    await call(bot_api, "editMessageText", chat_id=OFFICIAL, message_id=9, text="x")

    assert (blamed, bot_api.violations) == (1, [])


async def test_a_bot_that_dies_in_the_midst_of_a_call_is_no_trouble(
    bot_api: Server, caplog: pytest.LogCaptureFixture
) -> None:
    """Half a request is no request: nothing happens, nothing is logged, the next call works."""
    Chat(bot_api).write("/start")
    head = f"POST /bot{bot_api.token}/sendMessage HTTP/1.1\r\nHost: 127.0.0.1:{bot_api.port}\r\n"
    kind = "Content-Type: application/json\r\nContent-Length: 999\r\n\r\n"
    _, writer = await asyncio.open_connection("127.0.0.1", bot_api.port)
    writer.write((head + kind + '{"chat_id": 1001, "text": "ha').encode())
    await writer.drain()
    await call(bot_api, "getMe")
    writer.transport.abort()
    await call(bot_api, "getMe")

    assert (said(bot_api), caplog.records) == ([], [])
