"""Messages go out as fast as Telegram takes them, and each chat waits for itself alone."""

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.pace import Pace

CHAT, OTHER, GROUP = 1001, 1002, -1000000001001


def test_a_chat_gets_a_message_a_second() -> None:
    """The second message to a chat waits for a second; another chat does not."""
    pace = Pace()
    pace.went(CHAT, 50.0)

    assert 51.0 == pace.there(CHAT, is_message=True)
    assert 0.0 == pace.there(OTHER, is_message=True)


def test_edits_are_not_paced() -> None:
    """What puts no new message into a chat goes at once."""
    pace = Pace()
    pace.went(CHAT, 50.0)

    assert 0.0 == pace.there(CHAT, is_message=False)


def test_calls_that_name_no_chat_are_not_paced() -> None:
    """Answers to presses and inline queries go at once."""
    assert 0.0 == Pace().there(None, is_message=False)


def test_a_block_holds_up_everything_in_one_chat() -> None:
    """Told to wait, even an edit waits; a later and shorter block does not cut the wait."""
    pace = Pace()
    pace.block(CHAT, 80.0)
    pace.block(CHAT, 60.0)

    assert 80.0 == pace.there(CHAT, is_message=False)
    assert 80.0 == pace.there(CHAT, is_message=True)
    assert 0.0 == pace.there(OTHER, is_message=True)


def test_a_group_gets_twenty_messages_a_minute() -> None:
    """The twenty-first waits until the first is a minute old; a private chat knows no such rule."""
    pace = Pace()
    for second in range(20):
        pace.went(GROUP, float(second))
        pace.went(CHAT, float(second))

    assert 60.0 == pace.there(GROUP, is_message=True)
    assert 20.0 == pace.there(CHAT, is_message=True)


def test_the_rate_can_be_set() -> None:
    """A server of one's own may take more, or less."""
    pace = Pace(per_second=2)
    pace.went(1, 10.0)
    assert 0.0 == pace.anywhere()
    pace.went(2, 10.5)

    assert 11.0 == pace.anywhere()


@given(st.lists(st.floats(0, 0.2), min_size=40, max_size=200))
def test_no_span_of_a_second_holds_too_many(gaps: list[float]) -> None:
    """However messages come, those that wait as told are at most thirty in any second."""
    pace, now, times = Pace(), 100.0, []
    for chat, gap in enumerate(gaps):
        now = max(now + gap, pace.anywhere())
        pace.went(chat, now)
        times.append(now)

    assert all(
        later - earlier >= 1 - 1e-9 for earlier, later in zip(times, times[30:], strict=False)
    )


def test_chats_that_are_idle_are_forgotten() -> None:
    """A hundred thousand chats in a day leave no trace of those that wait for nothing."""
    pace = Pace()
    for number in range(100_000):
        pace.went(number, number / 30)

    assert pace.known() < 2_000


def test_what_still_makes_a_chat_wait_is_not_forgotten() -> None:
    """Blocks and full groups outlive the forgetting."""
    pace = Pace()
    pace.block(CHAT, 10_000.0)
    for _ in range(20):
        pace.went(GROUP, 1000.0)
    for number in range(3000, 5000):
        pace.went(number, 1001.0)

    assert 10_000.0 == pace.there(CHAT, is_message=True)
    assert 1060.0 == pace.there(GROUP, is_message=True)
