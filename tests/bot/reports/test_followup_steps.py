"""Following up as a pure function: what holds after any sequence of events."""

import random
from dataclasses import replace
from datetime import date

import pytest

from bot.reports.deadlines import Rules
from bot.reports.events import Edited, Erase, Filed, GivenUp, Sent, Show, Typed
from bot.reports.follow_case import Seen
from bot.reports.follow_screens import View, pressed, screen_of
from bot.reports.followup import (
    Event,
    Open,
    Pressed,
    Send,
    Session,
    Step,
    Verb,
    advance,
    begun,
    emptied,
    opened,
)
from bot.reports.model import Attachment, Author, Case, Deadline, Message, Status
from bot.texts import Texts

SENT = Sent(7, 0)
CASE = Case(bytes(16), "2026-00001", "khac", "", date(2026, 11, 20), Status.RECEIVED)
VIEW = View(Texts.load(), date(2026, 11, 22), Rules.load(), 90)


def events(chance: random.Random, session: Session) -> Event:
    """Return something that can happen, mostly on the newest screen."""
    number = chance.randrange(10_000)
    turn = session.turn - (chance.random() < 0.1)
    possible: list[Event] = [
        Pressed(chance.choice(list(Verb)), chance.choice(["", "0", "3"]), turn),
        Pressed(chance.choice(list(Verb)), "", turn),
        Typed(chance.choice(["a", "x" * 3900, "1234 5678 9012 3456"]), Sent(number, 0)),
        Edited("sửa", chance.choice([*(one.message for one in session.parts), 1])),
        Filed(Attachment(f"{number:032x}", "", "image/png", 1), Sent(number, 0), "kèm"),
        *([GivenUp()] if chance.random() < 0.2 else []),
    ]
    return chance.choice(possible)


@pytest.mark.parametrize("seed", range(200))
def test_whatever_happens_nothing_is_lost_and_nothing_leaks(seed: int) -> None:
    """Unsent files are erased or kept; a closed session has no key; bounds hold; every screen
    that is asked for can be drawn and every button on it means something."""
    chance, files = random.Random(seed), set[str]()
    session: Session | None = begun("s", 1, SENT)
    for _ in range(60):
        if session is None:
            break
        case = chance.choice([CASE] * 9 + [replace(CASE, status=Status.CLOSED)])
        event = events(chance, session)
        if isinstance(event, Filed):
            files.add(event.file.file)
        session, effects = advance(session, event, case if session.case else None)
        for effect in effects:
            if isinstance(effect, Erase):
                files -= set(effect.files)
            if isinstance(effect, Open) and session:
                session = opened(session, CASE.id, bytes(32))
            if isinstance(effect, Send) and session:
                assert session.text or session.files
                assert case.status.is_open
                files -= set(session.file_names)
                session = emptied(session)
            if isinstance(effect, Show) and session:
                drawn(session)
        if session:
            assert len(session.text) <= 4000 and len(session.files) <= 10
            assert bool(session.key) == (session.step not in (Step.CODE, Step.TIDYING))
        if session and session.case:
            assert files == set(session.file_names)


def drawn(session: Session) -> None:
    """Draw the screen of a session and read its buttons back."""
    screen = screen_of(session, Seen(CASE, (), watched=False), VIEW)
    for row in screen.keyboard(VIEW.texts, session.turn).inline_keyboard:
        for button in row:
            assert isinstance(button.callback_data, str)
            found = pressed(button.callback_data)
            assert found is not None and found.turn == session.turn


def test_a_code_typed_over_a_case_opens_another_and_is_not_sent() -> None:
    """Whoever types a code twice does not hand it to the inspectors."""
    session = opened(begun("s", 1, SENT), CASE.id, bytes(32))

    after, effects = advance(session, Typed("1234-5678-9012-3456", SENT), CASE)

    assert effects == (Open("1234-5678-9012-3456"),)
    assert after is not None and after.parts == ()


def test_a_question_is_left_to_the_assistant_while_the_code_is_asked_for() -> None:
    """Only what looks like a code is taken as one."""
    session = begun("s", 1, SENT)

    assert advance(session, Typed("Giờ làm việc là mấy giờ?", SENT), None) == (session, ())


def test_data_of_other_buttons_means_nothing() -> None:
    """Nor does data that somebody made up."""
    assert [pressed(data) for data in ("", "@", "@1", "@1?", "a1", "@x" + "1" * 99)] == [None] * 6
    assert pressed("@12g3") == Pressed(Verb.PAGE, "3", 12)


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_its_sentence(status: Status) -> None:
    """So has every kind of deadline: ahead, today and missed."""
    days = (date(2026, 11, 21), date(2026, 11, 22), date(2026, 12, 1))
    deadlines = tuple(Deadline("check", day) for day in days)
    case = replace(CASE, status=status, deadlines=(*deadlines, Deadline("own", days[0])))
    html = screen_of(opened(begun("s", 1, SENT), CASE.id, b"k"), Seen(case, (), False), VIEW).html

    assert VIEW.texts.plain(f"follow-status-{status}") in html
    assert "đã quá 1 ngày" in html and "là hôm nay" in html and "còn 9 ngày" in html
    assert "Hạn own:" in html


def test_a_closed_case_promises_no_result() -> None:
    """The sentence that the office sends need not hold one."""
    case = replace(CASE, status=Status.CLOSED, closed=date(2026, 11, 22))
    html = screen_of(opened(begun("s", 1, SENT), CASE.id, b"k"), Seen(case, (), False), VIEW).html

    assert "Nếu cơ quan báo kết quả" in html


def test_a_message_that_does_not_open_is_told_apart() -> None:
    """The others stay readable."""
    message = Message(Author.INSPECTOR, "Đọc được.", date(2026, 11, 22))
    session = opened(begun("s", 1, SENT), CASE.id, b"k")

    html = screen_of(session, Seen(CASE, (None, message), watched=True), VIEW).html

    assert "không mở được" in html and "Đọc được." in html
