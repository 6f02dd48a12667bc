"""Answers are told apart by what they say; losses, repeats and overtaking are counted."""

from hypothesis import given
from hypothesis import strategies as st

from tests.load.order import Key, Verdict, judge, key_of, question

ONE, TWO, THREE = (("1", "1/2020/NĐ-CP"), ("2", "1/2020/NĐ-CP"), ("1", "7/2019/QH14"))
ASKED = [ONE, TWO, THREE]


def test_an_answer_names_its_provision_first() -> None:
    """The first line holds label and number; other texts name nothing."""
    assert key_of("Điều 1 Nghị định 1/2020/NĐ-CP\nĐiều 2. Phạm vi") == ONE
    assert key_of("Trợ lý chỉ đọc được chữ.") is None
    assert key_of("Điều này") is None
    assert question(ONE) == "/xem Điều 1 1/2020/NĐ-CP"


def test_answers_in_order_are_well() -> None:
    """Each question answered once, in its turn: nothing is wrong."""
    assert judge(ASKED, ASKED) == Verdict(asked=3)


def test_what_never_comes_is_lost() -> None:
    """An answer that is missing does not make the next one overtake."""
    assert judge(ASKED, [ONE, THREE]) == Verdict(asked=3, lost=1)


def test_what_comes_again_is_a_repeat_and_no_overtaking() -> None:
    """Only the first answer to a question counts for the order."""
    assert judge(ASKED, [ONE, TWO, ONE, THREE, THREE]) == Verdict(asked=3, duplicated=2)


def test_what_comes_after_a_later_one_is_out_of_order() -> None:
    """Each answer that was overtaken is counted."""
    assert judge(ASKED, [THREE, ONE, TWO]) == Verdict(asked=3, out_of_order=2)
    assert judge(ASKED, [TWO, ONE, THREE]) == Verdict(asked=3, out_of_order=1)


def test_what_answers_nothing_is_strange() -> None:
    """Messages about nothing asked, or about nothing at all, are counted."""
    assert judge([ONE], [None, ONE, TWO]) == Verdict(asked=1, strange=2)


@given(st.lists(st.sampled_from([*ASKED, None])))
def test_every_message_is_counted_once(came: list[Key | None]) -> None:
    """First answers, repeats and strange messages are all there is."""
    verdict = judge(ASKED, came)

    first = verdict.asked - verdict.lost
    assert first + verdict.duplicated + verdict.strange == len(came)
    assert 0 <= verdict.out_of_order <= max(first - 1, 0)


def test_verdicts_of_chats_add_up() -> None:
    """The sum of two verdicts counts both."""
    assert Verdict(2, lost=1) + Verdict(3, strange=1) == Verdict(5, lost=1, strange=1)
