"""Faults on demand look to python-telegram-bot as they do on a bad day at Telegram."""

import pytest
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.tryout import Server
from bot.tryout.errors import TryoutError
from tests.bot.botapi import OFFICIAL, Chat


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
