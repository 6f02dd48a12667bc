"""An announcement reaches everybody who follows, once, and can be watched and stopped."""

import asyncio
import sqlite3

import pytest

from bot.following.announcing import offer, status_lines
from bot.following.choices import Choice
from tests.bot.following.people import ACTOR, ALL, Desk
from tests.bot.reports.filing import MovableClock

LAW, DECREE, DIRECTIVE = "901/2019/QH14", "902/2020/NĐ-CP", "903/CT-TTg"


async def test_everybody_who_follows_is_told_once(desk: Desk) -> None:
    """Whatever of it they follow, it is one message, with what they follow in it."""
    desk.follow([1], ALL)
    desk.follow([2], Choice(topics=("qua-tang",), issuers=("Chính phủ",)))
    desk.follow([3], Choice(issuers=("Quốc hội",)))
    desk.follow([4], Choice(topics=("ky-luat",)))

    desk.start(desk.offered(LAW, DECREE))
    await desk.carry_out()

    assert sorted(desk.told()) == [1, 2, 3]
    cards = desk.cards()
    assert "2 văn bản mới" in cards[1]
    assert "902/2020/NĐ-CP" in cards[2] and "901/2019/QH14" not in cards[2]
    assert "901/2019/QH14" in cards[3] and "902/2020/NĐ-CP" not in cards[3]


async def test_messages_give_way_and_leave_nothing_behind(desk: Desk) -> None:
    """Bulk, so that answers go first; private, so that no dead letter names who follows."""
    desk.follow([1])
    desk.start(desk.offered(LAW))
    await desk.announcer.look()

    [item] = [item for item in desk.pushed if item.call.params["chat_id"] == 1]
    assert item.call.bulk and item.call.private
    assert item.call.purpose == "announcement"


async def test_a_long_list_goes_out_in_small_batches(desk: Desk) -> None:
    """A few wait at a time, whatever the sender does; nobody is missed at the seams."""
    desk.follow(range(1, 138))
    desk.start(desk.offered(LAW))
    for _ in range(20):
        await desk.announcer.look()
    assert desk.outbox.counts().waiting <= 60 + 1
    await desk.carry_out()

    assert sorted(desk.told()) == list(range(1, 138))


async def test_who_follows_something_else_costs_no_time(desk: Desk) -> None:
    """A thousand who follow other topics are passed over in a few looks."""
    desk.follow(range(1, 1001), Choice(topics=("khac",)))
    desk.follow([2000], Choice(topics=("qua-tang",)))
    desk.start(desk.offered(DECREE))
    await desk.carry_out(most=8)

    assert desk.told() == [2000]


async def test_a_restart_goes_on_where_it_was(desk: Desk) -> None:
    """Nothing but the disk knows how far it is."""
    desk.follow(range(1, 40))
    desk.start(desk.offered(LAW))
    while await desk.announcer.look():
        desk.deliver()
        desk.restarted()

    assert sorted(desk.told()) == list(range(1, 40))


async def test_a_commit_that_fails_leaves_no_trace(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a full disk neither the messages nor the cursor are there; later both are."""
    desk.follow(range(1, 30))
    desk.start(desk.offered(LAW))
    await desk.announcer.look()
    add = desk.outbox.add

    def full(connection: sqlite3.Connection, calls: object) -> None:
        add(connection, calls)  # type: ignore[arg-type]
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr(desk.outbox, "add", full)
    with pytest.raises(sqlite3.Error):
        await desk.announcer.look()
    monkeypatch.setattr(desk.outbox, "add", add)
    await desk.carry_out()

    assert sorted(desk.told()) == list(range(1, 30))


async def test_who_unsubscribes_gets_nothing_more(desk: Desk) -> None:
    """Not even what waits in the outbox already."""
    desk.follow(range(1, 31))
    desk.start(desk.offered(LAW))
    await desk.announcer.look()
    waiting = desk.told()
    later = next(chat for chat in range(1, 31) if chat not in waiting)
    desk.follow([waiting[0], later], Choice())
    assert desk.outbox.counts().waiting == len(waiting) - 1 + 1  # and the administrator's edit
    await desk.carry_out()

    assert later not in desk.told()
    assert desk.shown()[-1] == "Đã thông báo Luật 901/2019/QH14 cho 28 người."


async def test_who_cannot_be_reached_is_taken_off_the_list(desk: Desk) -> None:
    """The end says how many; the next offer does not count them."""
    desk.follow(range(1, 21))
    desk.start(desk.offered(LAW))
    await desk.announcer.look()
    gone = desk.told()[:3]
    desk.deliver()
    for chat in gone:
        desk.announcer.unreachable(chat)
    await desk.carry_out()

    assert desk.shown()[-1] == (
        "Đã thông báo Luật 901/2019/QH14 cho 17 người. 3 người không còn nhận tin của trợ lý, "
        "đã bỏ khỏi danh sách."
    )
    assert desk.subscriptions.subscribers.count() == 17


async def test_stopping_stops_at_once(desk: Desk) -> None:
    """What waits in the outbox goes; the message says how many were told."""
    desk.follow(range(1, 101))
    key = desk.offered(LAW)
    desk.start(key)
    for _ in range(4):
        await desk.announcer.look()
    desk.deliver(25)
    desk.stop(key)
    told = len(desk.told())
    await desk.carry_out()

    assert len(desk.told()) == told
    # One of those that arrived was the administrator's message.
    assert desk.shown()[-1] == "Đã dừng thông báo Luật 901/2019/QH14: 24 người đã được báo."
    assert desk.ledger.rows("SELECT count(*) FROM announcements") == [(0,)]


async def test_two_announcements_go_one_after_the_other(desk: Desk) -> None:
    """The second says that it waits; everybody gets both, the first one first."""
    desk.follow(range(1, 36))
    first, second = desk.offered(LAW), desk.offered(DIRECTIVE)
    desk.start(first)
    desk.start(second)
    await desk.announcer.look()
    assert "một thông báo khác đang được gửi" in desk.shown()[-1]
    await desk.carry_out()

    assert sorted(desk.told()[:35]) == sorted(desk.told()[35:]) == list(range(1, 36))
    texts = [item.call.params["text"] for item in desk.pushed if item.call.bulk]
    assert all("901/2019" in text for text in texts[:35])
    assert all("903/CT" in text for text in texts[35:])


async def test_one_that_is_started_in_the_midst_of_a_look_waits_for_the_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not looked up yet is not taken for a document that the library has lost."""
    desk.follow([1])
    first, second = desk.offered(LAW), desk.offered(DIRECTIVE)
    desk.start(first)
    await desk.announcer.look()
    desk.deliver()
    prepare = desk.announcer._prepare

    def late() -> frozenset[str]:
        held = prepare()
        desk.start(second)
        return held

    monkeypatch.setattr(desk.announcer, "_prepare", late)
    await desk.announcer.look()
    monkeypatch.undo()
    await desk.carry_out()

    assert desk.told() == [1, 1]
    assert desk.shown()[-1] == "Đã thông báo Chỉ thị 903/CT-TTg cho 1 người."


async def test_an_announcement_that_waits_can_be_stopped(desk: Desk) -> None:
    """Nobody hears of it."""
    desk.follow(range(1, 36))
    first, second = desk.offered(LAW), desk.offered(DIRECTIVE)
    desk.start(first)
    desk.start(second)
    await desk.announcer.look()
    desk.stop(second)
    await desk.carry_out()

    assert len(desk.told()) == 35
    assert "Đã dừng thông báo Chỉ thị 903/CT-TTg: 0 người đã được báo." in desk.shown()


def test_what_was_announced_is_asked_about_with_its_day(desk: Desk) -> None:
    """The offer says when; nothing of it is asked about another document."""
    desk.follow([1])
    desk.start(desk.offered(LAW, DECREE))

    again = offer(desk.subscriptions, desk.services, [DECREE])
    other = offer(desk.subscriptions, desk.services, [DIRECTIVE])

    assert again is not None and other is not None
    assert "đã thông báo ngày 22/11/2026" in again.html
    assert [b.text for b in again.keyboard.inline_keyboard[0]] == ["Thông báo lại", "Không"]
    assert other.before is None and "đã thông báo" not in other.html


async def test_two_offers_of_one_document_ask_before_the_second_goes_out(desk: Desk) -> None:
    """Saying yes to both tells everybody once; only a second yes, which was warned, tells again."""
    desk.follow([1, 2])
    first, second = desk.offered(LAW), desk.offered(LAW)
    desk.start(first)
    desk.start(second)
    await desk.carry_out()
    assert sorted(desk.told()) == [1, 2]
    assert any("đã thông báo ngày 22/11/2026" in text for text in desk.shown())

    desk.start(second)
    await desk.carry_out()
    assert sorted(desk.told()) == [1, 1, 2, 2]


async def test_saying_yes_twice_tells_once(desk: Desk) -> None:
    """A press that comes again finds it started, or gone."""
    desk.follow([1, 2])
    key = desk.offered(LAW)
    desk.start(key)
    desk.start(key)
    await desk.carry_out()
    desk.start(key)
    await desk.carry_out()

    assert sorted(desk.told()) == [1, 2]


def test_nothing_is_offered_that_nobody_follows(desk: Desk) -> None:
    """Nor what the library does not hold."""
    desk.follow([1], Choice(topics=("qua-tang",)))

    assert offer(desk.subscriptions, desk.services, [LAW]) is None
    assert offer(desk.subscriptions, desk.services, ["1/0000/KHÔNG"]) is None
    found = offer(desk.subscriptions, desk.services, [LAW, DECREE, "1/0000/KHÔNG"])
    assert found is not None and found.people == 1


async def test_what_was_undone_is_not_announced_further(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document that the library no longer holds is left out; without any it ends."""
    desk.follow(range(1, 31))
    desk.start(desk.offered(LAW))
    await desk.announcer.look()
    monkeypatch.setattr(desk.announcer, "_held", lambda numbers: frozenset())
    told = len(desk.told())
    await desk.carry_out()

    assert len(desk.told()) == told
    assert "văn bản không còn trong thư viện" in desk.shown()[-1]


async def test_the_administrator_sees_how_far_it_is(desk: Desk) -> None:
    """Not at each batch but every five seconds, with the time left; /trangthai shows it too."""
    desk.follow(range(1, 201))
    desk.start(desk.offered(LAW))
    for _ in range(16):
        desk.at += 0.5
        await desk.announcer.look()
        desk.deliver()
    count, running = status_lines(desk.subscriptions, desk.services.texts)
    await desk.carry_out()

    assert count == "Người theo dõi văn bản mới: 200"
    assert "160/200 người (80 %)" in running
    said = desk.shown()
    assert said[0] == "Đang thông báo Luật 901/2019/QH14: 0/200 người (0 %)."
    assert said[1].endswith(": 100/200 người (50 %). Còn khoảng 10 giây.")
    assert len(said) <= 5
    assert said[-1] == "Đã thông báo Luật 901/2019/QH14 cho 200 người."


async def test_an_offer_that_nobody_answers_is_forgotten(desk: Desk) -> None:
    """After a month, when the next one is made."""
    assert isinstance(desk.clock, MovableClock)
    desk.follow([1])
    desk.offered(LAW)
    desk.clock.move(days=31)
    desk.offered(LAW)

    assert desk.ledger.rows("SELECT count(*) FROM announcements") == [(1,)]


async def test_each_decision_is_logged_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who, what, how many; a death between the log and the mark repeats nothing."""
    desk.follow(range(1, 51))
    key = desk.offered(LAW, DECREE)
    desk.start(key)
    monkeypatch.setattr(desk.subscriptions.announcements, "logged", lambda *_: None)
    await desk.announcer.look()
    monkeypatch.undo()
    await desk.restarted().look()
    desk.stop(key)
    await desk.carry_out()

    stopped, started = desk.audit.entries()
    assert (started.actor, started.act, started.target) == (ACTOR, "announce", f"{LAW}, {DECREE}")
    assert started.after == {"announcement": key, "people": 50}
    assert (stopped.actor, stopped.act) == (ACTOR, "announce-stop")
    assert started.id == stopped.id - 1


async def test_nothing_goes_out_that_cannot_be_logged(desk: Desk) -> None:
    """With a damaged audit log announcing waits, ten seconds at a time, and then goes on."""
    desk.follow([1])
    desk.start(desk.offered(LAW))
    log = desk.home / "audit.db"
    log.write_bytes(b"damaged" * 1000)
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            log.unlink()
        if len(pauses) == 4:
            raise asyncio.CancelledError

    announcer = desk.restarted(sleep)
    with pytest.raises(asyncio.CancelledError):
        await announcer.run()

    assert pauses[:3] == [10.0, 10.0, 0.4]
    assert desk.told() == [1]
