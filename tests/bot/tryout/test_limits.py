"""Telegram's limits of sending: who comes too soon is told how long to wait, and times are kept."""

from bot.tryout import Server
from bot.tryout.limits import Limits, Pace
from tests.bot.botapi import CITIZEN, GROUP, OFFICIAL, Chat
from tests.bot.tryout.calls import call, result


class Seconds:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def limited(limits: Limits) -> tuple[Pace, Seconds]:
    """Return a pace with limits, and its clock."""
    clock = Seconds()
    pace = Pace(clock)
    pace.limits = limits
    return pace, clock


def send(pace: Pace, chat_id: int) -> int:
    """Send a message if that is allowed; return the seconds to wait otherwise."""
    private = chat_id > 0
    wait = pace.wait("sendMessage", chat_id, private)
    if not wait:
        pace.note("sendMessage", chat_id, private)
    return wait


def test_a_private_chat_takes_a_short_burst_then_one_a_second() -> None:
    """After the burst the next message must wait until its second is over."""
    pace, clock = limited(Limits(private_burst=3))

    assert [send(pace, 1) for _ in range(4)] == [0, 0, 0, 1]
    assert send(pace, 2) == 0
    clock.now += 1
    assert [send(pace, 1) for _ in range(2)] == [0, 1]
    assert pace.floods == 2


def test_a_group_takes_twenty_in_a_minute() -> None:
    """The twenty-first waits until the first is a minute old."""
    pace, clock = limited(Limits(slack=0))

    assert [send(pace, -1) for _ in range(20)] == [0] * 20
    clock.now += 18
    assert send(pace, -1) == 42
    clock.now += 42
    assert send(pace, -1) == 0


def test_all_chats_together_take_thirty_a_second() -> None:
    """A message of one more chat must wait when the others have used the second up."""
    pace, clock = limited(Limits(per_second=30, burst=30))

    assert [send(pace, chat) for chat in range(1, 32)] == [0] * 30 + [1]
    clock.now += 0.5
    assert [send(pace, chat) for chat in range(31, 47)] == [0] * 15 + [1]


async def test_the_server_floods_only_when_asked(bot_api: Server) -> None:
    """Without limits everything passes; with them a 429 says how long, and is no violation."""
    Chat(bot_api).write("/start")
    for number in range(5):
        await result(bot_api, "sendMessage", chat_id=OFFICIAL, text=str(number))

    bot_api.limits = Limits(private_burst=1)
    await result(bot_api, "sendMessage", chat_id=OFFICIAL, text="x")
    answer = await call(bot_api, "sendMessage", chat_id=str(OFFICIAL), text="y")

    assert answer["error_code"] == 429
    assert answer["description"] == "Too Many Requests: retry after 1"
    assert answer["parameters"] == {"retry_after": 1}
    assert bot_api.pace.floods == 1


async def test_times_are_recorded_by_chat(bot_api: Server) -> None:
    """Every accepted message has its time; what was refused and what is no message has none."""
    for person in (OFFICIAL, CITIZEN):
        Chat(bot_api, person).write("/start")
    await result(bot_api, "sendMessage", chat_id=OFFICIAL, text="one")
    await result(bot_api, "sendMessage", chat_id=GROUP, text="two")
    await result(bot_api, "sendMessage", chat_id=OFFICIAL, text="three")
    await result(bot_api, "sendChatAction", chat_id=CITIZEN, action="typing")
    with bot_api.refusals_expected():
        await call(bot_api, "sendMessage", chat_id=CITIZEN, text="")

    assert {chat: len(times) for chat, times in bot_api.accepted.items()} == {OFFICIAL: 2, GROUP: 1}
    first, second = bot_api.accepted[OFFICIAL]
    assert first < second
