"""What is to be told is told once: to the inspectors by number, to reporters that asked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.reports.cases import Cases
from bot.reports.model import Status
from bot.reports.news import News
from tests.bot.reports.filing import MovableClock, filed, moved


@pytest.fixture
def day() -> MovableClock:
    """Return a clock that can be moved by days."""
    return MovableClock()


@pytest.fixture
def cases(tmp_path: Path, day: MovableClock) -> Iterator[Cases]:
    """Return cases of one's own."""
    cases = Cases.open(tmp_path, day)
    yield cases
    cases.close()


def told(cases: Cases) -> list[str]:
    """Tell all news and return what they were."""
    news = cases.news()
    for one in news:
        cases.told(one)
    return [f"{one.what} {one.case.number[-1]}" for one in news]


def test_inspectors_are_told_of_a_new_case_once(cases: Cases) -> None:
    """A new case is news until it is told, under an id that stays the same."""
    filed(cases)
    filed(cases)
    assert [one.id for one in cases.news()] == [one.id for one in cases.news()]
    assert ["new 1", "new 2"] == told(cases)
    assert [] == told(cases)


def test_a_message_that_comes_while_news_are_told_is_news_again(cases: Cases) -> None:
    """Messages are told together, but none that came after is forgotten."""
    case = filed(cases)
    told(cases)
    cases.add_message(case.id, 1, b"one", by_inspector=False)
    cases.add_message(case.id, 2, b"two", by_inspector=False)
    news = cases.news()
    cases.add_message(case.id, 3, b"three", by_inspector=False)
    assert ["message"] == [one.what for one in news]
    cases.told(news[0])
    again = cases.news()
    assert ["message"] == [one.what for one in again]
    assert again[0].id != news[0].id


def test_a_deadline_is_told_when_it_nears_and_when_it_is_missed(
    cases: Cases, day: MovableClock
) -> None:
    """Two working days before the check is due, and the day after, once each."""
    case = filed(cases)
    told(cases)
    due = case.deadlines[0].day
    seen: list[tuple[int, str]] = []
    while day.today() < due or not seen or seen[-1][1] != "overdue":
        day.move(1)
        news = cases.news()
        seen += [((day.today() - due).days, one.what) for one in news]
        assert all(one.deadline == case.deadlines[0] for one in news)
        told(cases)
    # The check is due on Tuesday: the reminder comes on the Friday before.
    assert [(-4, "near"), (1, "overdue")] == seen
    assert [] == told(cases)


def test_what_is_met_is_not_reminded_of(cases: Cases, day: MovableClock) -> None:
    """A case that has ended is nobody's worry any more."""
    moved(cases, filed(cases), Status.SPAM)
    told(cases)
    day.move(100)
    assert [] == told(cases)


def test_a_reporter_that_asked_is_told_of_each_answer(cases: Cases) -> None:
    """Messages of inspectors and changes of status are told, to the chat that was sealed."""
    case, silent = filed(cases), filed(cases)
    told(cases)
    assert cases.watch(case.id, b"sealed chat")
    assert cases.watched(case.id) and not cases.watched(silent.id)
    assert [] == told(cases)
    for one in (case, silent):
        cases.add_message(one.id, 1, b"blob", by_inspector=True)
    assert [b"sealed chat"] == [one.chat for one in cases.news()]
    assert ["answer 1"] == told(cases)
    moved(cases, case, Status.VERIFYING)
    news = cases.news()[0]
    cases.add_message(case.id, 3, b"blob", by_inspector=True)
    cases.told(news)
    assert ["answer 1"] == told(cases)
    assert [] == told(cases)


def test_whom_to_tell_is_erased_on_request(cases: Cases, tmp_path: Path) -> None:
    """No byte of the sealed chat is left in the files once it was taken back."""
    chat = b"\xf3canary of a sealed chat\xf3"
    case = filed(cases)
    cases.watch(case.id, chat)
    assert on_disk(tmp_path, chat)
    assert cases.unwatch(case.id)
    assert not cases.unwatch(case.id)
    assert not on_disk(tmp_path, chat)


def test_another_chat_takes_the_place_of_the_first(cases: Cases, tmp_path: Path) -> None:
    """Who asks from another chat is told there; nothing of the first is left, and ids differ."""
    first, second = b"\xf3canary of a chat\xf3", b"\xf4another chat\xf4"
    case = filed(cases)
    told(cases)
    ids = []
    for number, chat in enumerate((first, second), 1):
        assert cases.watch(case.id, chat)
        cases.add_message(case.id, number, b"blob", by_inspector=True)
        ids += [(one.id, one.chat) for one in cases.news()]
        told(cases)
    assert [first, second] == [chat for _, chat in ids]
    assert ids[0][0] != ids[1][0]
    assert not on_disk(tmp_path, first) and on_disk(tmp_path, second)


def test_whom_to_tell_is_erased_when_the_end_was_told(cases: Cases, tmp_path: Path) -> None:
    """The end of a case is told once more; then nothing of the chat is left, nor taken in again."""
    chat = b"\xf3canary of a sealed chat\xf3"
    case = filed(cases)
    told(cases)
    cases.watch(case.id, chat)
    case = moved(cases, case, Status.CLOSED)
    assert ["answer 1"] == told(cases)
    assert not cases.watched(case.id)
    assert not on_disk(tmp_path, chat)
    assert not cases.watch(case.id, chat)


def test_news_show_no_more_than_a_case(cases: Cases) -> None:
    """What reaches the bot for the inspectors' chat holds no chat and no content."""
    filed(cases)
    news: News = cases.news()[0]
    assert (news.chat, news.deadline) == (None, None)
    assert news.case == cases.by_number("2026-00001")


def on_disk(home: Path, piece: bytes) -> bool:
    """Return whether any file of *home* holds *piece*."""
    return any(piece in path.read_bytes() for path in home.rglob("*") if path.is_file())
