"""/trangthai shows administrators how the service is, and nobody else."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest_asyncio
from telegram import BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot.app import build
from bot.delivery.service import Service
from bot.tryout import Server
from knowledge.assistant import Assistant
from knowledge.clock import FixedClock
from tests.bot.botapi import ADMINISTRATOR, CITIZEN, GROUP, Chat
from tests.bot.conftest import Settings


@pytest_asyncio.fixture
async def administered(
    settings: Settings, bot_api: Server, assistant: Assistant, clock: FixedClock
) -> AsyncIterator[Service]:
    """Run a bot with one administrator, who has written to it before."""
    bot_api.people.write(ADMINISTRATOR, "/start")
    told = replace(settings, admins=frozenset({ADMINISTRATOR}))
    async with build(told, assistant, clock) as running:
        yield running


async def test_an_administrator_sees_queues_and_troubles(
    bot_api: Server, administered: Service
) -> None:
    """Lengths, what was given up with its reason, what is wrong since when, and the library."""
    chat = Chat(bot_api, ADMINISTRATOR)
    await chat.reply()
    assert "quản trị viên" in (await chat.reply())["text"]
    calm = await chat.ask("/trangthai")
    administered.ledger.write(
        lambda connection: connection.execute(
            "INSERT INTO dead_letters (content, purpose, method, reason, at)"
            " VALUES (x'', 'receipt', 'sendMessage', 'Forbidden: user is deactivated', '2026')"
        )
    )
    administered.health.trouble("space", "Little room is left.", free=97)
    troubled = await chat.ask("/trangthai")

    assert "Chờ xử lý: 0 yêu cầu. Chờ gửi: 0 tin." in calm["text"]
    assert "Mọi bộ phận hoạt động bình thường." in calm["text"]
    assert "Thư viện: 4 văn bản" in calm["text"]
    assert "Cập nhật lần cuối: 12:00 22/11/2026." in calm["text"]
    assert "Không có việc nào đang chạy." in calm["text"]
    assert re.search(r"Đĩa còn trống: \d+,\d GB", calm["text"])
    assert "Không gửi được 1 tin: Forbidden: user is deactivated" in troubled["text"]
    assert "Đĩa của máy chủ chỉ còn trống 97 MB." in troubled["text"]
    assert "Little room is left." not in troubled["text"]
    assert "bình thường" not in troubled["text"]


async def test_everybody_else_is_told_politely(bot_api: Server, administered: Service) -> None:
    """Neither a citizen nor an administrator before others gets to see it."""
    citizen = await Chat(bot_api, CITIZEN).ask("/trangthai")
    name = administered.application.bot.username
    group = await Chat(bot_api, ADMINISTRATOR, GROUP).ask(f"/trangthai@{name}")

    for answer in (citizen, group):
        assert answer["text"].startswith("Lệnh này dành cho quản trị viên")


async def test_only_the_menu_of_administrators_shows_it(
    bot_api: Server, administered: Service
) -> None:
    """Their private chat has a menu of its own."""
    bot = administered.application.bot
    own = await bot.get_my_commands(BotCommandScopeChat(ADMINISTRATOR))
    others = await bot.get_my_commands(BotCommandScopeAllPrivateChats())

    assert "trangthai" in [command.command for command in own]
    assert "trangthai" not in [command.command for command in others]
