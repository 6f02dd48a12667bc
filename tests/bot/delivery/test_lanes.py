"""Lanes take turns; within one, calls keep their order."""

from bot.delivery.calls import Call, answer_press
from bot.delivery.lanes import Lanes, Waiting
from tests.bot.delivery.sending import text

ONE, TWO = b"one", b"two"


def waiting(number: int, call: Call | None = None, *, bulk: bool = False) -> Waiting:
    """Return a call that waits; without a call, its content is on disk."""
    return Waiting(number, bulk, call)


def picked(lanes: Lanes, *, messages: bool = True, bulk: bool = True) -> list[int]:
    """Return the calls in the order in which they are picked, each finished before the next."""
    order = []
    while (lane := lanes.pick(0.0, messages=messages, bulk=bulk)) is not None:
        order.append(lane.calls[0].id)
        lanes.finish(lane)
    return order


def test_lanes_take_turns() -> None:
    """A lane with three calls does not keep the others waiting."""
    lanes = Lanes()
    for number in (1, 2, 3):
        lanes.add(ONE, waiting(number))
    lanes.add(TWO, waiting(4))

    assert [1, 4, 2, 3] == picked(lanes)


def test_a_lane_has_one_call_in_the_air() -> None:
    """Until its first call is finished, a lane is not picked again."""
    lanes = Lanes()
    lanes.add(ONE, waiting(1))
    lanes.add(ONE, waiting(2))
    lane = lanes.pick(0.0, messages=True, bulk=True)

    assert lane is not None
    assert lanes.pick(0.0, messages=True, bulk=True) is None
    assert 2 == lanes.length(ONE)


def test_a_lane_that_is_held_comes_back_in_time() -> None:
    """It is not picked before its moment, and then it is."""
    lanes = Lanes()
    lanes.add(ONE, waiting(1), due=50.0)

    assert lanes.pick(49.9, messages=True, bulk=True) is None
    assert 50.0 == lanes.next_due()
    assert lanes.pick(50.0, messages=True, bulk=True) is not None


def test_free_calls_go_while_messages_must_wait() -> None:
    """Telegram's limit on messages holds up no answer to a press; nor do answers hold it up."""
    lanes = Lanes()
    for number in range(4):
        lanes.add(b"query %d" % number, waiting(number, answer_press(str(number))))
    lanes.add(ONE, waiting(10, text(1, "x")))

    assert lanes.pick(0.0, messages=True, bulk=True) is not None
    assert 10 in picked(lanes)[:2]
    lanes.add(ONE, waiting(11, text(1, "x")))
    assert [] == picked(lanes, messages=False)


def test_bulk_messages_have_every_eighth_place() -> None:
    """They give way, but never wholly; when bulk may not go, none does."""
    lanes = Lanes()
    for number in range(16):
        lanes.add(b"chat %d" % number, waiting(number))
    for number in (100, 101, 102):
        lanes.add(b"chat %d" % number, waiting(number, bulk=True))
    order = picked(lanes)

    assert [7, 15] == [order.index(100), order.index(101)]
    lanes.add(ONE, waiting(103, bulk=True))
    assert [] == picked(lanes, bulk=False)
    assert lanes.queues(bulk=True) and not lanes.queues(bulk=False)


def test_an_answer_goes_before_a_bulk_message_of_its_chat() -> None:
    """Whoever asks while an announcement waits is not answered after it; answers keep order."""
    lanes = Lanes()
    lanes.add(TWO, waiting(1, bulk=True))
    lanes.add(ONE, waiting(2, bulk=True))
    for number in (3, 4):
        lanes.add(ONE, waiting(number))

    assert [3, 4] == picked(lanes, bulk=False)
    assert [1, 2] == picked(lanes)


def test_an_answer_does_not_overtake_a_bulk_message_in_the_air() -> None:
    """What has begun ends first."""
    lanes = Lanes()
    lanes.add(ONE, waiting(1, bulk=True))
    in_air = lanes.pick(0.0, messages=True, bulk=True)
    lanes.add(ONE, waiting(2, bulk=True))
    lanes.add(ONE, waiting(3))
    assert in_air is not None
    lanes.finish(in_air)

    assert [3, 2] == picked(lanes)


def test_a_lane_that_moves_joins_by_age() -> None:
    """What was older goes first, but after what the other lane has in the air."""
    lanes = Lanes()
    for number in (2, 5):
        lanes.add(TWO, waiting(number))
    in_air = lanes.pick(0.0, messages=True, bulk=True)
    for number in (1, 3, 6):
        lanes.add(ONE, waiting(number))
    moving = lanes.pick(0.0, messages=True, bulk=True)
    assert in_air is not None and moving is not None
    lanes.move(moving, TWO)
    lanes.finish(in_air)

    assert [1, 3, 5, 6] == picked(lanes)
    assert 0 == lanes.length(ONE) == lanes.length(TWO)
