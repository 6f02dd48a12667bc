"""An asker keeps what was asked and what came, and is waited for while something still comes."""

import time

from bot.tryout import Server
from tests.bot.botapi import OFFICIAL, bot_api
from tests.load.asker import Asker, patient
from tests.load.order import Key, Verdict, judge

__all__ = ["bot_api"]

ONE: Key = ("1", "1/2020/NĐ-CP")
TWO: Key = ("2", "1/2020/NĐ-CP")


def reply(server: Server, chat_id: int, text: str) -> None:
    """Let the bot say something, without a bot."""
    server.world.post(server.world.rooms[chat_id], server.world.bot, text=text)


async def test_answers_are_kept_in_the_order_of_coming(bot_api: Server) -> None:
    """Own questions and other chats are not among the answers; strange ones are."""
    asker = Asker(bot_api, 42)
    for key in (ONE, TWO):
        asker.ask(key)
    for text in ("Điều 2 Nghị định 1/2020/NĐ-CP\n…", "Xin lỗi", "Điều 1 Nghị định 1/2020/NĐ-CP"):
        reply(bot_api, 42, text)
    reply(bot_api, OFFICIAL, "Điều 1 Nghị định 1/2020/NĐ-CP")

    assert (asker.asked, asker.came) == ([ONE, TWO], [TWO, None, ONE])
    assert judge(asker.asked, asker.came) == Verdict(asked=2, out_of_order=1, strange=1)
    assert (asker.left, 0 < asker.last <= time.monotonic()) == (0, True)


async def test_repeats_are_told_with_their_times(bot_api: Server) -> None:
    """Each repeat is told once, with the time of the first answer and its own."""
    asker = Asker(bot_api, 42)
    for text in (
        "Điều 1 Luật 1/2020/NĐ-CP",
        "Điều 2 Luật 1/2020/NĐ-CP",
        "Điều 1 Luật 1/2020/NĐ-CP",
    ):
        reply(bot_api, 42, text)

    assert asker.repeats() == [(asker.times[0], asker.times[2])]


async def test_patience_ends_with_the_last_answer(bot_api: Server) -> None:
    """Nobody is waited for who has all answers; without news the waiting ends too."""
    asker = Asker(bot_api, 42)
    await patient(lambda: asker.left, seconds=60)
    asker.ask(ONE)

    await patient(lambda: asker.left, seconds=0)

    assert asker.left == 1
