"""Every message reaches its chat once and in order, whatever happens on the way."""

import asyncio
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.delivery.calls import Call, Place, Shown, answer_press, edit_text, send_document
from bot.delivery.probe import Api
from bot.tryout import Server
from bot.tryout.server import PROBES
from knowledge.clock import FixedClock
from tests.bot.botapi import CITIZEN, GROUP, OFFICIAL, Chat, basic_group, bot_api, newcomer
from tests.bot.delivery.reaching import reaching
from tests.bot.delivery.sending import Noting, Numbered, Post, running, said, text, texts

__all__ = ["bot_api"]

WORDS = ["một", "hai", "ba", "bốn", "năm"]
LOST = ["drop_after", "garbage"]
"""Faults that lose the answer to a call that was carried out."""
FAILED = ["drop_before", "server_error", "bad_gateway", "flood", "unauthorized", "conflict"]
"""Faults that keep a call from being carried out."""


class Dying:
    """Lets the process die when the server has accepted a message, before anybody knows."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self.accepted = asyncio.Event()
        self.healed = False

    async def call(self, call: Call) -> Any:
        """Make a call whose answer never comes."""
        result = await self._api.call(call)
        if not self.healed:
            self.accepted.set()
            await asyncio.Event().wait()
        return result


class Slow:
    """Keeps the answers back until they are let go."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self.accepted = 0
        self.let_go = asyncio.Event()

    async def call(self, call: Call) -> Any:
        """Make a call and wait before its answer."""
        result = await self._api.call(call)
        self.accepted += 1
        await self.let_go.wait()
        return result


def greet(server: Server, *people: int) -> None:
    """Let people write first, as they must."""
    for person in people or (OFFICIAL, CITIZEN):
        Chat(server, person).write("/start")


async def test_messages_of_a_chat_arrive_in_order(
    bot_api: Server, tmp_path: Path, clock: FixedClock
) -> None:
    """Five messages that were committed together arrive one after the other, a second apart."""
    greet(bot_api)
    async with reaching(bot_api) as api:
        noting = Noting(api)
        async with running(noting.post(tmp_path, clock)) as post:
            post.push(*texts(OFFICIAL, WORDS))
            await post.quiet()

    assert WORDS == said(bot_api, OFFICIAL)
    assert [1000.0, 1001.0, 1002.0, 1003.0, 1004.0] == noting.times(OFFICIAL)


@pytest.mark.parametrize("kind", [*LOST, *FAILED])
async def test_a_fault_neither_loses_nor_doubles_a_message(
    bot_api: Server, tmp_path: Path, clock: FixedClock, kind: str
) -> None:
    """Whether the call was carried out or not, the message is there once, and the next after it."""
    greet(bot_api)
    bot_api.tolerated = PROBES
    async with reaching(bot_api) as api, running(Post(api, tmp_path, clock)) as post:
        post.push(text(OFFICIAL, "trước"))
        await post.quiet()
        bot_api.faults.add(kind, "sendMessage")
        post.push(text(OFFICIAL, "biên nhận"), text(OFFICIAL, "sau"))
        await post.quiet()
        found = post.outcome("found")

    assert ["trước", "biên nhận", "sau"] == said(bot_api, OFFICIAL)
    assert (kind in LOST) == bool(found)


async def test_a_lost_message_with_buttons_or_a_file_is_found(
    bot_api: Server, tmp_path: Path, clock: FixedClock
) -> None:
    """Buttons and captions are looked for as they are: nothing arrives twice, nothing changes."""
    greet(bot_api)
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Xem", callback_data="x")]])
    pressable = text(OFFICIAL, "có nút")
    pressable = Call("sendMessage", {**pressable.params, "reply_markup": buttons.to_dict()})
    file = send_document(Place(OFFICIAL), "a.txt", b"noi dung", "<b>tệp</b>", "receipt")
    async with reaching(bot_api) as api, running(Post(api, tmp_path, clock)) as post:
        bot_api.tolerated = PROBES
        for call in (text(OFFICIAL, "đầu"), pressable, file):
            post.push(call)
            await post.quiet()
            bot_api.faults.add("drop_after", "sendMessage")
            bot_api.faults.add("drop_after", "sendDocument")

    assert ["đầu", "có nút", "tệp"] == said(bot_api, OFFICIAL)
    assert not any(event.kind == "edit" for event in bot_api.world.feed.since(0))


async def test_a_crash_between_sending_and_noting_it_sends_nothing_twice(
    bot_api: Server, tmp_path: Path, clock: FixedClock
) -> None:
    """What was in the air when the process died is looked for at the next start."""
    greeting = Chat(bot_api).write("/start")
    bot_api.tolerated = PROBES
    async with reaching(bot_api) as api:
        dying = Dying(api)
        async with running(Post(dying, tmp_path, clock)) as post:
            post.sender.saw(OFFICIAL, greeting["message_id"])
            post.push(*texts(OFFICIAL, ["biên nhận", "sau"]))
            await dying.accepted.wait()
        greet(bot_api)
        async with running(Post(api, tmp_path, clock)) as post:
            await post.quiet()
            assert 1 == post.outcome("found")

    assert ["biên nhận", "sau"] == said(bot_api, OFFICIAL)


async def test_the_first_message_goes_alone(tmp_path: Path, clock: FixedClock) -> None:
    """Until its id shows where the counter is, no other could be looked for in the right place."""
    slow = Slow(Numbered())
    async with running(Post(slow, tmp_path, clock)) as post:
        post.push(*[text(chat, "x") for chat in range(1, 6)])
        while not slow.accepted:
            await asyncio.sleep(0.001)
        assert 1 == post.sender.in_air
        slow.let_go.set()
        await post.quiet()

    assert 5 == slow.accepted


async def test_a_crash_before_sending_loses_nothing(
    bot_api: Server, tmp_path: Path, clock: FixedClock
) -> None:
    """A message that was marked and never went out goes out at the next start."""
    greeting = Chat(bot_api).write("/start")
    bot_api.tolerated = PROBES
    async with reaching(bot_api) as api:
        dying = Dying(Numbered())
        async with running(Post(dying, tmp_path, clock)) as post:
            post.sender.saw(OFFICIAL, greeting["message_id"])
            post.push(text(OFFICIAL, "biên nhận"))
            await dying.accepted.wait()
        async with running(Post(api, tmp_path, clock)) as post:
            await post.quiet()
            assert 1 == post.outcome("resent")

    assert ["biên nhận"] == said(bot_api, OFFICIAL)


async def test_a_message_that_cannot_be_looked_for_is_sent_again_and_counted(
    bot_api: Server, tmp_path: Path, clock: FixedClock
) -> None:
    """Where no id is known, a lost answer means two messages: the exception has a number."""
    greet(bot_api)
    async with reaching(bot_api) as api, running(Post(api, tmp_path, clock)) as post:
        bot_api.faults.add("drop_after", "sendMessage")
        post.push(text(OFFICIAL, "biên nhận"))
        await post.quiet()
        assert 1 == post.outcome("blind")

    assert ["biên nhận", "biên nhận"] == said(bot_api, OFFICIAL)


async def test_an_older_message_is_never_taken_for_a_lost_one(
    bot_api: Server, tmp_path: Path, clock: FixedClock
) -> None:
    """After a restart a late update does not lead a search to what was sent before."""
    Chat(bot_api).write("/start")
    late = Chat(bot_api).write("câu hỏi")
    bot_api.tolerated = PROBES
    async with reaching(bot_api) as api:
        async with running(Post(api, tmp_path, clock)) as post:
            post.push(text(OFFICIAL, "trả lời một"))
            await post.quiet()
        async with running(Post(api, tmp_path, clock)) as post:
            post.sender.saw(OFFICIAL, late["message_id"])
            bot_api.faults.add("drop_after", "sendMessage")
            post.push(text(OFFICIAL, "trả lời hai"))
            await post.quiet()

    assert ["trả lời một", "trả lời hai"] == said(bot_api, OFFICIAL)


async def test_many_chats_on_a_bad_day_get_everything_once_and_in_order(
    bot_api: Server, tmp_path: Path, clock: FixedClock
) -> None:
    """A third of all calls fail, half of those after they were carried out; 12 chats, 8 each."""
    chats = list(range(2001, 2013))
    bot_api.tolerated = PROBES
    async with reaching(bot_api) as api, running(Post(api, tmp_path, clock)) as post:
        for chat in chats:
            post.sender.saw(chat, newcomer(bot_api, chat).write("/start")["message_id"])
        for kind in ("drop_after", "garbage", "server_error", "drop_before"):
            bot_api.faults.add(kind, "sendMessage", times=-1, share=0.08)
        words = [str(number) for number in range(8)]
        for chat in chats:
            post.push(*texts(chat, words))
        await post.quiet()
        found = post.outcome("found")

    assert dict.fromkeys(chats, words) == {chat: said(bot_api, chat) for chat in chats}
    assert bot_api.faults.happened["drop_after"] + bot_api.faults.happened["garbage"] == found > 5


async def test_a_flood_holds_up_its_chat_alone(
    bot_api: Server, tmp_path: Path, clock: FixedClock
) -> None:
    """Told to wait half a minute for one chat, the sender waits there, in order, and goes on."""
    greet(bot_api)
    bot_api.faults.add("flood", "sendMessage", seconds=30, chat_id=OFFICIAL)
    async with reaching(bot_api) as api:
        noting = Noting(api)
        async with running(noting.post(tmp_path, clock)) as post:
            post.push(*texts(OFFICIAL, WORDS[:2]), *texts(CITIZEN, WORDS[:3]))
            await post.quiet()
            assert 1 == post.outcome("flood")

    assert [1000.0, 1030.0, 1031.0] == noting.times(OFFICIAL)
    assert [1000.0, 1001.0, 1002.0] == noting.times(CITIZEN)
    assert WORDS[:2] == said(bot_api, OFFICIAL)


async def test_a_blocked_bot_gives_up_and_says_so(
    bot_api: Server, tmp_path: Path, clock: FixedClock
) -> None:
    """The message becomes a dead letter, the chat is reported, and others get theirs."""
    greet(bot_api)
    bot_api.people.block(OFFICIAL)
    async with reaching(bot_api) as api, running(Post(api, tmp_path, clock)) as post:
        post.push(text(OFFICIAL, "thông báo"), text(CITIZEN, "thông báo"))
        await post.quiet()
        (letter,) = post.outbox.dead_letters()
        assert [OFFICIAL] == post.unreachable
        assert 1 == post.outcome("dead")
        assert 0 == post.stored()

    assert ("receipt", "sendMessage") == (letter.purpose, letter.method)
    assert "bot was blocked by the user" == letter.reason
    assert ["thông báo"] == said(bot_api, CITIZEN)


async def test_a_dead_letter_that_is_tried_again_is_sent_by_the_running_bot(
    bot_api: Server, tmp_path: Path, clock: FixedClock
) -> None:
    """What an administrator revives in another process is found and sent."""
    greet(bot_api)
    bot_api.people.block(OFFICIAL)
    async with reaching(bot_api) as api, running(Post(api, tmp_path, clock)) as post:
        post.push(text(OFFICIAL, "thông báo"))
        await post.quiet()
        bot_api.people.unblock(OFFICIAL)
        post.outbox.retry(post.outbox.dead_letters()[0].id)
        bot_api.faults.add("flood", "sendMessage", seconds=120, chat_id=CITIZEN)
        post.push(text(CITIZEN, "hai phút sau"))
        await post.quiet()

    assert ["thông báo"] == said(bot_api, OFFICIAL)


async def test_a_broken_message_holds_nothing_up_and_its_words_stay_sealed(
    bot_api: Server, tmp_path: Path, clock: FixedClock
) -> None:
    """Our own mistake becomes a dead letter whose reason quotes nothing."""
    greet(bot_api)
    async with reaching(bot_api) as api, running(Post(api, tmp_path, clock)) as post:
        with bot_api.refusals_expected():
            post.push(text(OFFICIAL, "<Nguyễn>"), text(OFFICIAL, "sau"))
            await post.quiet()
        assert ["can't parse entities"] == [d.reason for d in post.outbox.dead_letters()]

    assert ["sau"] == said(bot_api, OFFICIAL)


async def test_edits_that_come_too_late_are_dropped(
    bot_api: Server, tmp_path: Path, clock: FixedClock
) -> None:
    """A message that was deleted, or shows the text already, and an old press need no letter."""
    greet(bot_api)
    async with reaching(bot_api) as api, running(Post(api, tmp_path, clock)) as post:
        post.push(text(OFFICIAL, "chữ"))
        await post.quiet()
        shown = Shown(OFFICIAL, max(bot_api.world.rooms[OFFICIAL].posts))
        with bot_api.refusals_expected():
            post.push(edit_text(shown, "chữ"), edit_text(Shown(OFFICIAL, 999), "chữ"))
            post.push(answer_press("1"))
            await post.quiet()
        assert [] == post.outbox.dead_letters()
        assert 0 == post.stored()


async def test_an_answer_to_a_press_is_not_tried_for_ever(
    bot_api: Server, tmp_path: Path, clock: FixedClock
) -> None:
    """Nobody looks at a button for a minute; the answer is dropped after half of one."""
    bot_api.faults.add("server_error", "answerCallbackQuery", times=-1)
    async with reaching(bot_api) as api, running(Post(api, tmp_path, clock)) as post:
        post.push(answer_press("1"))
        await post.quiet()
        assert 1010 < post.time.at <= 1030
        assert 0 == post.stored()


async def test_a_group_that_became_a_supergroup_gets_what_waited(
    bot_api: Server, tmp_path: Path, clock: FixedClock
) -> None:
    """All that waits for the old group goes to the new one, in order."""
    group = basic_group(bot_api)
    new = bot_api.people.migrate(group.chat_id)
    async with reaching(bot_api) as api, running(Post(api, tmp_path, clock)) as post:
        with bot_api.refusals_expected():
            post.push(*texts(group.chat_id, WORDS[:3]))
            await post.quiet()
        assert [] == post.outbox.dead_letters()
        assert 0 == post.stored()

    assert WORDS[:3] == said(bot_api, new)
    assert [] == said(bot_api, group.chat_id)


async def test_no_second_holds_more_than_thirty_messages(tmp_path: Path, clock: FixedClock) -> None:
    """Two hundred chats are served as fast as Telegram allows, and no faster."""
    noting = Noting(Numbered())
    async with running(noting.post(tmp_path, clock)) as post:
        post.push(*[text(3000 + number, "tin") for number in range(200)])
        await post.quiet()
    times = [at for at, _ in noting.made]

    assert 200 == len(times)
    assert all(later - earlier >= 1 for earlier, later in zip(times, times[30:], strict=False))
    assert times[-1] - times[0] < 7


async def test_a_group_gets_twenty_messages_a_minute(tmp_path: Path, clock: FixedClock) -> None:
    """The twenty-first message waits until a minute after the first."""
    noting = Noting(Numbered())
    async with running(noting.post(tmp_path, clock)) as post:
        post.push(*texts(GROUP, [str(number) for number in range(22)]))
        await post.quiet()
    times = noting.times(GROUP)

    assert [1019.0, 1060.0, 1061.0] == times[19:]


async def test_announcements_give_way_but_are_not_forgotten(
    tmp_path: Path, clock: FixedClock
) -> None:
    """Sixty answers overtake three hundred announcements, of which every eighth place is one."""
    noting = Noting(Numbered())
    async with running(noting.post(tmp_path, clock)) as post:
        post.push(*[text(4000 + number, "thông báo", bulk=True) for number in range(300)])
        post.push(*[text(5000 + number, "trả lời") for number in range(60)])
        await post.quiet()
    bulk = [call.bulk for _, call in noting.made]
    last_answer = max(place for place, is_bulk in enumerate(bulk) if not is_bulk)

    assert 360 == len(bulk)
    assert 60 + 7 <= last_answer < 60 + 12


async def test_a_long_queue_is_left_on_disk(tmp_path: Path, clock: FixedClock) -> None:
    """Of two thousand announcements of 10 kB hardly anything is in memory."""
    post = Post(Numbered(), tmp_path, clock)
    tracemalloc.start()
    for number in range(2):
        items = post.store(*[text(number, "x" * 10_000, bulk=True) for _ in range(1000)])
        post.sender.push(items)
        del items
    assert 2000 == post.stored()  # and the ledger has let go of what it wrote
    held_after_push, _ = tracemalloc.get_traced_memory()
    async with running(post):
        assert 2000 == post.sender.waiting
        held_after_start, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    assert held_after_push < 4_000_000
    assert held_after_start < 4_000_000


async def test_a_sender_that_broke_off_can_be_run_again(
    bot_api: Server, tmp_path: Path, clock: FixedClock
) -> None:
    """What was in the air is looked for and what waited is sent, from what the disk says."""
    greeting = Chat(bot_api).write("/start")
    bot_api.tolerated = PROBES
    async with reaching(bot_api) as api:
        dying = Dying(api)
        post = Post(dying, tmp_path, clock)
        post.sender.saw(OFFICIAL, greeting["message_id"])
        task = asyncio.create_task(post.sender.run())
        await asyncio.sleep(0)
        post.push(*texts(OFFICIAL, WORDS[:3]))
        await dying.accepted.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        dying.healed = True
        async with running(post):
            await post.quiet()

    assert WORDS[:3] == said(bot_api, OFFICIAL)


async def test_nothing_goes_out_unmarked_while_the_disk_is_full(
    tmp_path: Path, clock: FixedClock
) -> None:
    """A message waits until its mark can be written, and is sent then."""
    noting = Noting(Numbered())
    async with running(noting.post(tmp_path, clock)) as post:
        filled = text(OFFICIAL, "x" * (3950 - len(text(OFFICIAL, "").dump())))
        items = post.store(filled)  # its page has no room left for the mark
        post.ledger.write(lambda c: c.execute("PRAGMA max_page_count = 1").fetchall())
        post.sender.push(items)
        async with asyncio.timeout(20):
            await post.time.slept.wait()
        assert [] == noting.made
        post.ledger.write(lambda c: c.execute("PRAGMA max_page_count = 100000").fetchall())
        await post.quiet()

    assert 1 == len(noting.made)


async def test_draining_ends_when_all_but_announcements_is_out(
    tmp_path: Path, clock: FixedClock
) -> None:
    """A stop waits for answers; announcements wait on disk for the next start."""
    noting = Noting(Numbered())
    async with running(noting.post(tmp_path, clock)) as post:
        post.push(*[text(4000 + number, "thông báo", bulk=True) for number in range(300)])
        post.push(*[text(5000 + number, "trả lời") for number in range(90)])
        await post.sender.drain(60)
        answers = [call for _, call in noting.made if not call.bulk]
        assert 90 == len(answers)
        assert 390 - len(noting.made) == post.stored()


async def test_draining_does_not_wait_for_what_cannot_go_in_time(
    bot_api: Server, tmp_path: Path, clock: FixedClock
) -> None:
    """A chat that Telegram holds up for an hour does not hold up a stop."""
    greet(bot_api)
    bot_api.faults.add("flood", "sendMessage", seconds=3600)
    async with reaching(bot_api) as api, running(Post(api, tmp_path, clock)) as post:
        post.push(text(OFFICIAL, "sau"))
        await post.sender.drain(60)
        assert 1 == post.stored()
        assert [] == said(bot_api, OFFICIAL)


async def test_a_lane_says_when_it_has_become_short(tmp_path: Path, clock: FixedClock) -> None:
    """Who feeds a chat learns how much waits there, and when it is ready for more."""
    async with running(Post(Numbered(), tmp_path, clock)) as post:
        lengths: list[int] = []
        post.sender.on_drained = lambda lane: lengths.append(post.sender.backlog(lane))
        items = post.push(*texts(OFFICIAL, WORDS))
        assert 5 == post.sender.backlog(items[0].lane)
        await post.sender.drain(60)

    assert [1, 0] == lengths
