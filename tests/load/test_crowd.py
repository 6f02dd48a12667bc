"""The crowd keeps its rate, waits for its answers, and counts what goes wrong."""

import time

from bot.tryout import Server
from bot.tryout.feed import Event
from tests.bot.botapi import bot_api
from tests.load.crowd import FIRST_ID, Crowd, questions
from tests.load.deeds import Kind
from tests.load.options import parse
from tests.load.order import Key

__all__ = ["bot_api"]

KEYS: list[Key] = [("1", "1/2020/NĐ-CP"), ("2", "1/2020/NĐ-CP")]


def reply(server: Server, chat_id: int, text: str) -> None:
    """Let the bot say something, without a bot."""
    server.world.post(server.world.rooms[chat_id], server.world.bot, text=text)


def answer_at_once(server: Server) -> None:
    """Let every message of a person be answered at once, a citation with its own words."""

    def hear(event: Event) -> None:
        message = event.body.get("message", {"from": {"is_bot": True}})
        if not message["from"]["is_bot"]:
            reply(server, event.chat_id, message.get("text", "x").removeprefix("/xem "))

    server.world.feed.listeners.append(hear)


async def test_what_is_answered_frees_its_chat(bot_api: Server) -> None:
    """A chat does nothing while it waits; who finds no one free is told so."""
    crowd = Crowd(bot_api, 1, 1, KEYS, "questions")

    assert crowd.act(time.monotonic())
    assert not crowd.act(time.monotonic())
    reply(bot_api, FIRST_ID, "Trả lời")
    assert (crowd.waiting, [deed.kind for deed in crowd.take()[0]]) == (0, [Kind.ASK])
    assert crowd.act(time.monotonic())


async def test_a_second_answer_is_a_repeat(bot_api: Server) -> None:
    """What comes when nothing is asked was sent twice."""
    crowd = Crowd(bot_api, 1, 1, KEYS, "questions")
    crowd.act(time.monotonic())
    reply(bot_api, FIRST_ID, "Trả lời")
    reply(bot_api, FIRST_ID, "Trả lời")

    assert crowd.mishaps["duplicated"] == crowd.mishaps.total() == 1


async def test_what_is_not_answered_is_lost(bot_api: Server) -> None:
    """When the patience is over, what waits is lost; an answer after that is late, no repeat."""
    crowd = Crowd(bot_api, 1, 1, KEYS, "questions")
    crowd.act(time.monotonic())

    assert await crowd.settle(patience=0.0) == 1
    reply(bot_api, FIRST_ID, "Trả lời")
    done, mishaps = crowd.take()
    assert (done, mishaps["late"], mishaps["duplicated"]) == ([], 1, 0)


async def test_the_rate_is_offered_whatever_is_answered(bot_api: Server) -> None:
    """Three hundred a second for a tenth of a second are about thirty, answered or not."""
    crowd = Crowd(bot_api, 10, 3, KEYS)
    shed = await crowd.offer(rate=300, seconds=0.1)

    assert crowd.waiting == 10
    assert 8 <= shed <= 40


async def test_answers_in_their_turn_are_well(bot_api: Server) -> None:
    """Whatever people say is answered, each kind is done, and nothing is counted as wrong."""
    crowd = Crowd(bot_api, 60, 3, KEYS)
    answer_at_once(bot_api)
    for _ in range(400):
        crowd.act(time.monotonic())

    done, mishaps = crowd.take()
    assert {Kind.ASK, Kind.SHOW, Kind.BROWSE, Kind.PHOTO, Kind.EDIT} == {deed.kind for deed in done}
    assert all(0 <= deed.answered - deed.due < 1 for deed in done)
    assert (crowd.waiting + len(done), mishaps.total()) == (400, 0)


def test_questions_are_many_and_short() -> None:
    """About sixty, each different, none longer than the bot reads."""
    asked = questions()

    assert len(asked) == len(set(asked)) >= 60
    assert all(0 < len(question) <= 200 for question in asked)


def test_each_scenario_has_its_own_usual_options() -> None:
    """A burst is measured at a low rate, kills hit fifty chats, and what is told wins."""
    assert (parse([]).rate, parse([]).chats) == (25.0, 2000)
    assert parse(["--burst", "500"]).rate == 5.0
    assert parse(["--kills", "30"]).chats == 50
    assert parse(["--kills", "30", "--chats", "7"]).chats == 7
