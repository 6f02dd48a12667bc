"""Updates of one chat keep their order; those of different chats do not wait for each other."""

import asyncio
from datetime import UTC, datetime

from telegram import CallbackQuery, Chat, InlineQuery, Message, Update, User

from bot.serial import PerChatProcessor, chat_key

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def said_in(chat: int, number: int = 0) -> Update:
    """Return an update with a message in *chat*."""
    return Update(number, message=Message(number, NOW, Chat(chat, "private")))


async def test_one_chat_is_served_in_order_and_one_at_a_time() -> None:
    """A later update of a chat begins only after the one before it has ended."""
    processor = PerChatProcessor(32)
    seen: list[str] = []

    async def handle(number: int) -> None:
        seen.append(f"begin {number}")
        for _ in range(5 - number):
            await asyncio.sleep(0)
        seen.append(f"end {number}")

    await asyncio.gather(*(processor.process_update(said_in(7, n), handle(n)) for n in range(4)))

    assert [f"{what} {n}" for n in range(4) for what in ("begin", "end")] == seen


async def test_different_chats_run_side_by_side() -> None:
    """Two chats whose handlers wait for each other both get done."""
    processor = PerChatProcessor(2)
    first, second = asyncio.Event(), asyncio.Event()

    async def handle(mine: asyncio.Event, other: asyncio.Event) -> None:
        mine.set()
        await other.wait()

    async with asyncio.timeout(5):
        await asyncio.gather(
            processor.process_update(said_in(1), handle(first, second)),
            processor.process_update(said_in(2), handle(second, first)),
        )


async def test_one_chat_cannot_take_all_places() -> None:
    """A chat that sends more than there are places still leaves room for another."""
    processor = PerChatProcessor(2)
    other_done = asyncio.Event()

    async def patient() -> None:
        await other_done.wait()

    async def quick() -> None:
        other_done.set()

    async with asyncio.timeout(5):
        await asyncio.gather(
            *(processor.process_update(said_in(1, n), patient()) for n in range(10)),
            processor.process_update(said_in(2), quick()),
        )


async def test_no_more_than_the_limit_run_at_once() -> None:
    """With a limit of three, twenty chats never have four updates in hand."""
    processor = PerChatProcessor(3)
    running, most = 0, 0

    async def handle() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1

    await asyncio.gather(*(processor.process_update(said_in(n), handle()) for n in range(20)))

    assert most == 3


async def test_a_failed_update_gives_its_turn_back() -> None:
    """An error ends one update; the chat's next one is served, and nothing is left behind."""
    processor = PerChatProcessor(1)
    done = []

    async def fail() -> None:
        raise RuntimeError

    async def succeed() -> None:
        done.append(True)

    results = await asyncio.gather(
        processor.process_update(said_in(1), fail()),
        processor.process_update(said_in(1), succeed()),
        return_exceptions=True,
    )

    assert isinstance(results[0], RuntimeError)
    assert done == [True]
    assert processor._turns == {}


def test_updates_belong_to_their_chat_or_else_to_their_sender() -> None:
    """Messages and buttons go by chat, inline queries by person, the rest has no order."""
    person = User(5, "x", is_bot=False)
    pressed = CallbackQuery("1", person, "y", message=Message(1, NOW, Chat(9, "private")))

    assert chat_key(said_in(7)) == ("chat", 7)
    assert chat_key(Update(1, callback_query=pressed)) == ("chat", 9)
    assert chat_key(Update(1, inline_query=InlineQuery("1", person, "q", ""))) == ("user", 5)
    assert chat_key(Update(1)) is None
    assert chat_key("not an update") is None
