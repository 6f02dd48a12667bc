"""A message whose answer was lost is looked for where it can be, and only there."""

from typing import Any

import pytest
from telegram.error import BadRequest, Forbidden, TimedOut

from bot.delivery.calls import Call
from bot.delivery.numbering import Bounds, Numbering
from bot.delivery.probe import edit_of, find
from tests.bot.delivery.sending import text

CHAT, OTHER, GROUP = 1001, 1002, -1000000001001
NOT_FOUND = BadRequest("Bad Request: message to edit not found")
NOT_OURS = BadRequest("Bad Request: message can't be edited")
UNCHANGED = BadRequest("Bad Request: message is not modified: specified new message content")


class Answers:
    """Answers edits by message id; a real server stands in ``test_sender``."""

    def __init__(self, answers: dict[int, Exception | None]) -> None:
        self._answers = answers
        self.tried: list[int] = []

    async def call(self, call: Call) -> Any:
        """Raise or return what is laid down for the message."""
        self.tried.append(call.params["message_id"])
        error = self._answers.get(call.params["message_id"], NOT_FOUND)
        if error is not None:
            raise error
        return {"message_id": call.params["message_id"]}


@pytest.mark.parametrize("answer", [UNCHANGED, None])
async def test_an_edit_that_is_taken_shows_that_it_arrived(answer: Exception | None) -> None:
    """Other people's messages and gaps are passed over; what takes the edit is the message."""
    api = Answers({11: NOT_OURS, 13: answer})

    assert 13 == await find(api, text(CHAT, "x"), range(11, 20), set())
    assert [11, 12, 13] == api.tried


async def test_what_is_nowhere_has_not_arrived() -> None:
    """All candidates are tried before a message is sent again."""
    assert await find(Answers({}), text(CHAT, "x"), range(5), set()) is None


@pytest.mark.parametrize("error", [TimedOut(), Forbidden("Forbidden: bot was blocked")])
async def test_a_server_that_cannot_be_asked_settles_nothing(error: Exception) -> None:
    """The error goes up: the message is neither taken as arrived nor sent again."""
    with pytest.raises(type(error)):
        await find(Answers({1: error}), text(CHAT, "x"), range(5), set())


async def test_a_search_that_broke_off_goes_on_where_it_was() -> None:
    """Ids under which it is not are not asked for again: a search ends even where calls fail."""
    ruled_out: set[int] = set()
    with pytest.raises(TimedOut):
        await find(Answers({3: TimedOut()}), text(CHAT, "x"), range(6), ruled_out)
    api = Answers({5: UNCHANGED})

    assert 5 == await find(api, text(CHAT, "x"), range(6), ruled_out)
    assert [3, 4, 5] == api.tried


def test_the_edit_says_exactly_what_the_message_says() -> None:
    """Only what makes up the content goes along, and none of what places it."""
    keyboard = {"inline_keyboard": [[{"text": "Xem", "callback_data": "x"}]]}
    place = {"chat_id": CHAT, "reply_parameters": {"message_id": 5}, "message_thread_id": 7}
    content = {"text": "<b>x</b>", "parse_mode": "HTML", "reply_markup": keyboard}

    edit = edit_of(Call("sendMessage", {**place, **content}))

    assert Call("editMessageText", {"chat_id": CHAT, **content}) == edit


def test_a_caption_is_looked_for_as_a_caption() -> None:
    """A file is known by what stands under it."""
    edit = edit_of(Call("sendDocument", {"chat_id": CHAT, "document": "f", "caption": "x"}))

    assert Call("editMessageCaption", {"chat_id": CHAT, "caption": "x"}) == edit


@pytest.mark.parametrize(
    "call",
    [
        Call("sendDocument", {"chat_id": CHAT, "document": "f"}),
        Call("copyMessage", {"chat_id": CHAT, "from_chat_id": 1, "message_id": 2}),
        Call("sendMessage", {"chat_id": CHAT, "text": "x", "reply_markup": {"keyboard": [["a"]]}}),
    ],
)
async def test_some_messages_cannot_be_looked_for(call: Call) -> None:
    """No edit can repeat them, so nothing is asked."""
    api = Answers({})

    assert edit_of(call) is None
    assert await find(api, call, range(5), set()) is None
    assert [] == api.tried


def candidates(numbering: Numbering, chat: int, bounds: Bounds, margin: int = 8) -> list[int]:
    """Return the ids that would be tried."""
    return list(numbering.candidates(chat, bounds, margin))


def shown_common(own: int = 0) -> Numbering:
    """Return a numbering that has seen the counter to be common, at id 100."""
    numbering = Numbering(own)
    numbering.saw(CHAT, 50)
    numbering.saw(OTHER, 99)
    numbering.sent(CHAT, 100, numbering.bounds(CHAT))
    return numbering


def test_the_next_ids_of_the_chat_come_first() -> None:
    """Until it is known whether the counter is common, both ways of numbering are tried."""
    numbering = Numbering()
    numbering.saw(CHAT, 10)
    numbering.saw(OTHER, 20)
    bounds = numbering.bounds(CHAT)

    assert Bounds(10, 20) == bounds
    assert [11, 12, 13, 21, 22] == candidates(numbering, CHAT, bounds, margin=2)


def test_ids_of_other_chats_are_left_out_before_the_counter_is_known() -> None:
    """After a restart nothing has shown the counter yet; the next ids of the chat are tried too."""
    numbering = Numbering(own=100)
    for message in (101, 103, 104):
        numbering.saw(OTHER, message)

    assert [91, 92, 93, 102, 105] == candidates(numbering, CHAT, Bounds(90, 100), margin=1)


def test_one_id_in_two_chats_shows_that_each_counts_for_itself() -> None:
    """Then only the next ids of the chat itself are tried."""
    numbering = Numbering()
    numbering.saw(CHAT, 10)
    numbering.saw(OTHER, 10)

    assert [11, 12, 13] == candidates(numbering, CHAT, Bounds(10, 10))


def test_a_bound_from_before_a_restart_is_nobodys_message() -> None:
    """It may be the id of a message in another chat, and shows nothing about the counter."""
    numbering = Numbering(own=100)
    numbering.raise_floor(CHAT, 100)
    numbering.saw(OTHER, 100)

    assert 101 in candidates(numbering, CHAT, Bounds(100, 100))
    assert 104 in candidates(numbering, CHAT, Bounds(100, 100), margin=4)


def test_ids_known_of_other_chats_are_left_out() -> None:
    """Under a common counter only the gaps are tried, and a few ids beyond."""
    numbering = shown_common()
    bounds = numbering.bounds(CHAT)
    for message in (101, 102, 104):
        numbering.saw(OTHER, message)

    assert [103, 105, 106] == candidates(numbering, CHAT, bounds, margin=2)


def test_an_id_that_came_up_in_the_chat_itself_is_tried() -> None:
    """Somebody may have pressed a button of the lost message before it was looked for."""
    numbering = shown_common()
    bounds = numbering.bounds(CHAT)
    numbering.saw(CHAT, 101)

    assert 101 in candidates(numbering, CHAT, bounds)


def test_a_server_that_numbers_each_chat_by_itself_is_known_by_its_numbers() -> None:
    """A message with a number below the common bound shows it; only the chat's own count then."""
    numbering = Numbering()
    numbering.saw(CHAT, 10)
    numbering.saw(OTHER, 500)
    numbering.sent(CHAT, 11, numbering.bounds(CHAT))

    assert Bounds(11, None) == numbering.bounds(CHAT)
    assert [12, 13, 14] == candidates(numbering, CHAT, numbering.bounds(CHAT))


def test_after_a_restart_nothing_is_tried_that_was_sent_before() -> None:
    """An update that comes late names an id below answers that are out already."""
    numbering = Numbering(own=30)
    numbering.saw(CHAT, 12)

    assert Bounds(30, 30) == numbering.bounds(CHAT)


def test_a_supergroup_has_no_bound_until_the_bot_has_written_there() -> None:
    """Its counter is its own, and what was sent before a restart is not known."""
    numbering = Numbering(own=30)
    numbering.saw(GROUP, 7)
    before = numbering.bounds(GROUP)
    numbering.sent(GROUP, 8, before)
    numbering.saw(GROUP, 9)

    assert Bounds() == before
    assert Bounds(9) == numbering.bounds(GROUP)
    assert list(range(10, 20)) == candidates(numbering, GROUP, Bounds(9))


def test_a_message_of_unknown_id_makes_its_chat_blind_until_the_next() -> None:
    """What may be that message must not be taken for a later one."""
    numbering = shown_common()
    numbering.lost(CHAT)
    blind = numbering.bounds(CHAT)
    numbering.sent(CHAT, 140, blind)

    assert Bounds() == blind
    assert [] == candidates(numbering, CHAT, blind)
    assert Bounds(140, 140) == numbering.bounds(CHAT)


def test_no_search_is_long() -> None:
    """A hundred ids under the common counter are the most, whatever came in meanwhile."""
    numbering = shown_common()
    bounds = numbering.bounds(CHAT)
    numbering.saw(OTHER, 10_000)

    assert 100 == len(candidates(numbering, CHAT, bounds))


def test_memory_is_bounded() -> None:
    """Of a hundred thousand chats the last ones are kept."""
    numbering = Numbering()
    for number in range(1, 100_001):
        numbering.sent(number, number, numbering.bounds(number))

    assert Bounds(100_000, 100_000) == numbering.bounds(100_000)
    assert Bounds(None, 100_000) == numbering.bounds(1)
