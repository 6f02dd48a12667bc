"""/dangky and /huydangky in a chat with the running bot, and an announcement from end to end."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest_asyncio

from bot.app import build
from bot.delivery.service import Service
from bot.following.announcing import offer
from bot.following.choices import Choice
from bot.following.parts import Subscriptions, subscriptions_in
from bot.services import services_in
from bot.tryout import Server
from knowledge.assistant import Assistant
from tests.bot.botapi import ADMINISTRATOR, CITIZEN, GROUP, OFFICIAL, Chat, buttons
from tests.bot.conftest import Settings
from tests.bot.reports.filing import MovableClock

LAW = "901/2019/QH14"


@pytest_asyncio.fixture
async def bot(settings: Settings, assistant: Assistant) -> AsyncIterator[Service]:
    """Run the bot with one administrator."""
    told = replace(settings, admins=frozenset({ADMINISTRATOR}))
    async with build(told, assistant, MovableClock()) as running:
        yield running


def kept(bot: Service) -> Subscriptions:
    """Return the running bot's own."""
    return subscriptions_in(bot.application.bot_data)


def labels(message: dict[str, object]) -> list[str]:
    """Return what stands on the buttons of a message."""
    return [button["text"] for button in buttons(message)]


async def test_topics_and_issuers_are_chosen_by_buttons(bot_api: Server, bot: Service) -> None:
    """The screen shows what is followed; a button does and undoes it."""
    chat = Chat(bot_api)
    first = await chat.ask("/dangky")
    assert "chưa theo dõi văn bản nào" in first["text"]
    assert labels(first) == ["Tất cả văn bản", "Theo chủ đề", "Theo cơ quan"]

    chat.press(first, "Theo chủ đề")
    topics = await chat.edited()
    chat.press(topics, "Quà tặng")
    topics = await chat.edited()
    assert "✓ Quà tặng" in labels(topics)
    chat.press(topics, "Quay lại")
    chat.press(await chat.edited(), "Theo cơ quan")
    issuers = await chat.edited()
    assert labels(issuers)[0] == "Quốc hội"
    chat.press(issuers, "Thủ tướng Chính phủ")
    chat.press(await chat.edited(), "Quay lại")
    screen = await chat.edited()

    assert "Đang theo dõi: Quà tặng, Thủ tướng Chính phủ." in screen["text"]
    assert labels(screen)[1:] == ["Theo chủ đề (1)", "Theo cơ quan (1)", "Bỏ hết"]
    expected = Choice(topics=("qua-tang",), issuers=("Thủ tướng Chính phủ",))
    assert kept(bot).subscribers.get(OFFICIAL) == expected
    chat.press(screen, "Theo chủ đề")
    chat.press(await chat.edited(), "✓ Quà tặng")
    assert "✓ Quà tặng" not in labels(await chat.edited())
    assert kept(bot).subscribers.get(OFFICIAL).topics == ()


async def test_everything_can_be_followed_and_ended(bot_api: Server, bot: Service) -> None:
    """By one button each; nothing is left of who ended it."""
    chat = Chat(bot_api)
    chat.press(await chat.ask("/dangky"), "Tất cả văn bản")
    screen = await chat.edited()
    assert "Đang theo dõi: tất cả văn bản mới" in screen["text"]
    assert labels(screen)[0] == "✓ Tất cả văn bản"

    chat.press(screen, "Bỏ hết")
    ended = await chat.edited()

    assert "Đã thôi theo dõi" in ended["text"] and not buttons(ended)
    assert kept(bot).subscribers.count() == 0


async def test_a_command_ends_it_too(bot_api: Server, bot: Service) -> None:
    """And says so to somebody who never began."""
    chat = Chat(bot_api)
    assert "chưa theo dõi" in (await chat.ask("/huydangky"))["text"]
    kept(bot).subscribers.put(OFFICIAL, Choice(everything=True))

    assert "Đã thôi theo dõi" in (await chat.ask("/huydangky"))["text"]
    assert kept(bot).subscribers.count() == 0


async def test_a_group_is_politely_sent_to_a_private_chat(bot_api: Server, bot: Service) -> None:
    """Nobody there can be told without all the others."""
    group, name = Chat(bot_api, OFFICIAL, GROUP), bot_api.world.bot.username

    assert "khung chat riêng" in (await group.ask(f"/dangky@{name}"))["text"]
    assert "khung chat riêng" in (await group.ask(f"/huydangky@{name}"))["text"]
    assert kept(bot).subscribers.count() == 0


async def test_an_announcement_from_end_to_end(bot_api: Server, bot: Service) -> None:
    """Offered, started, told, opened; told again only after a warning."""
    official = Chat(bot_api)
    official.press(await official.ask("/dangky"), "Tất cả văn bản")
    await official.edited()
    kept(bot).subscribers.put(CITIZEN, Choice(topics=("qua-tang",)))
    admin = Chat(bot_api, ADMINISTRATOR)
    asked = await admin.ask(f"/thongbao {LAW}")
    assert "Có 1 người theo dõi Luật 901/2019/QH14" in asked["text"]
    admin.press(asked, "Thông báo")

    card = await official.reply()
    assert card["text"].startswith("Văn bản mới")
    official.press(card, "Xem văn bản")
    assert "Mục lục" in (await official.reply())["text"]
    await admin.wait("edit", lambda e: "Đã thông báo" in e.body["message"]["text"])
    again = await admin.ask(f"/thongbao {LAW}")
    assert "đã thông báo ngày 22/11/2026" in again["text"]
    admin.press(again, "Không")
    assert "Không thông báo" in (await admin.edited())["text"]
    assert len(bot_api.world.rooms[CITIZEN].posts) == 0


async def test_who_blocks_the_bot_is_forgotten_without_a_trace(
    bot_api: Server, bot: Service
) -> None:
    """No dead letter, no row; the administrator is told how many."""
    kept(bot).subscribers.put(OFFICIAL, Choice(everything=True))
    bot_api.people.block(OFFICIAL)
    admin = Chat(bot_api, ADMINISTRATOR)
    with bot_api.refusals_expected():
        admin.press(await admin.ask(f"/thongbao {LAW}"), "Thông báo")
        end = await admin.wait("edit", lambda e: "Đã thông báo" in e.body["message"]["text"])

    assert "cho 0 người. 1 người không còn nhận tin" in end["message"]["text"]
    assert kept(bot).subscribers.count() == 0
    assert bot.ledger.rows("SELECT count(*) FROM dead_letters") == [(0,)]


async def test_only_administrators_announce(bot_api: Server, bot: Service) -> None:
    """Neither by the command nor by a button that was shown to one."""
    kept(bot).subscribers.put(OFFICIAL, Choice(everything=True))
    official = Chat(bot_api)
    assert "dành cho quản trị viên" in (await official.ask(f"/thongbao {LAW}"))["text"]
    services = services_in(bot.application.bot_data)
    found = await asyncio.to_thread(offer, kept(bot), services, [LAW])
    assert found is not None
    bot.ledger.write(found.keep)
    await bot.application.bot.send_message(OFFICIAL, found.html, reply_markup=found.keyboard)
    official.press(await official.reply(), "Thông báo")

    assert "dành cho quản trị viên" in (await official.notice())["text"]
    assert bot.ledger.rows("SELECT state FROM announcements") == [("offered",)]


async def test_an_administrator_stops_it_with_huy(bot_api: Server, bot: Service) -> None:
    """Where nothing else is open that /huy would end."""
    for number in range(300):
        kept(bot).subscribers.put(70_000 + number, Choice(everything=True))
    admin = Chat(bot_api, ADMINISTRATOR)
    with bot_api.refusals_expected():
        admin.press(await admin.ask(f"/thongbao {LAW}"), "Thông báo")
        await admin.wait("edit", lambda e: "Đang thông báo" in e.body["message"]["text"])
        assert "Đang dừng việc thông báo" in (await admin.ask("/huy"))["text"]
        await admin.wait("edit", lambda e: "Đã dừng thông báo" in e.body["message"]["text"])

    assert kept(bot).subscribers.count() > 200


async def test_the_number_behind_the_command_is_checked(bot_api: Server, bot: Service) -> None:
    """Missing, unknown, followed by nobody: one sentence each."""
    admin = Chat(bot_api, ADMINISTRATOR)

    assert "Ghi số hiệu" in (await admin.ask("/thongbao"))["text"]
    assert "Thư viện không có" in (await admin.ask("/thongbao 1/1999/QH1"))["text"]
    assert "Chưa ai theo dõi" in (await admin.ask(f"/thongbao {LAW}"))["text"]
