"""People can do what Telegram lets them do, and the feed tells of all that happens."""

import asyncio

import pytest

from bot.tryout import Server
from bot.tryout.errors import TryoutError
from bot.tryout.feed import Feed
from tests.bot.botapi import CITIZEN, GROUP, OFFICIAL, Chat
from tests.bot.tryout.calls import result
from tests.bot.tryout.test_methods import png


async def test_a_button_that_is_not_there_cannot_be_pressed(bot_api: Server) -> None:
    """Only data of a button that the message has is sent; a message that is gone has none."""
    message = Chat(bot_api).write("/start")

    with pytest.raises(TryoutError, match="has no button with the data 'x'"):
        bot_api.people.press(OFFICIAL, message["message_id"], "x")
    with pytest.raises(TryoutError, match="no message 99"):
        bot_api.people.press(OFFICIAL, 99, "x")


@pytest.mark.parametrize("text", ["", "  ", "a" * 4097, "\ud800"])
async def test_what_telegram_would_not_send_is_not_sent(bot_api: Server, text: str) -> None:
    """A text is 1 to 4096 characters of Unicode."""
    with pytest.raises(TryoutError, match="1 to 4096 characters"):
        Chat(bot_api).write(text)


async def test_people_write_where_they_belong(bot_api: Server) -> None:
    """Nobody writes into another person's chat, and no one edits another's text."""
    message = Chat(bot_api, OFFICIAL, GROUP).write("mine")

    with pytest.raises(TryoutError, match="is not in the chat"):
        bot_api.people.write(CITIZEN, "x", OFFICIAL)
    with pytest.raises(TryoutError, match="Only one's own texts"):
        bot_api.people.edit(CITIZEN, message["message_id"], "yours", GROUP)


async def test_a_result_that_was_not_offered_cannot_be_chosen(bot_api: Server) -> None:
    """Choosing needs an answered inline query that offers the result."""
    query = bot_api.people.search(OFFICIAL, "x")

    with pytest.raises(TryoutError, match="was not offered 'one'"):
        bot_api.people.choose(query, "one")


async def test_a_picture_is_sent_as_a_photo(bot_api: Server) -> None:
    """The bot gets a photo for a picture and a document for any other file."""
    chat = Chat(bot_api)
    chat.send_file("a.png", png(4, 3), caption="c")
    chat.send_file("a.pdf", b"%PDF")

    photo, document = await result(bot_api, "getUpdates")

    assert photo["message"]["photo"][0]["width"] == 4
    assert photo["message"]["caption"] == "c"
    assert document["message"]["document"]["mime_type"] == "application/pdf"


async def test_a_listener_gets_the_past_and_what_comes() -> None:
    """Whoever follows the feed from a number misses nothing and gets nothing twice."""
    feed = Feed()
    feed.add("one")
    feed.add("two")
    events = feed.follow(1)

    past = await anext(events)
    coming = asyncio.create_task(anext(events))
    feed.add("three")

    assert (past.kind, (await coming).kind) == ("two", "three")


async def test_waiting_in_vain_says_what_came_instead() -> None:
    """The error of a wait that ran out names the events that did come."""
    feed = Feed()
    feed.add("message")

    with pytest.raises(TryoutError, match="in vain; what came: message"):
        await feed.wait_for(lambda event: event.kind == "edit", seconds=0.01)


async def test_a_feed_may_be_kept_short() -> None:
    """Only the newest events stay; numbers go on, and listeners hear everything."""
    feed = Feed()
    heard: list[str] = []
    feed.listeners.append(lambda event: heard.append(event.kind))
    feed.keep = 2
    for kind in "abcd":
        feed.add(kind)

    assert (feed.last, heard) == (4, ["a", "b", "c", "d"])
    assert [(event.number, event.kind) for event in feed.since(0)] == [(3, "c"), (4, "d")]
    assert [event.kind for event in feed.since(3)] == ["d"]
    assert feed.since(4) == []


async def test_rooms_may_be_kept_short(bot_api: Server) -> None:
    """Only the newest messages of a room and the newest queries stay."""
    bot_api.world.keep = bot_api.world.keep_queries = 2
    chat = Chat(bot_api)
    for number in range(5):
        chat.write(str(number))
        bot_api.people.search(OFFICIAL, str(number))

    posts = bot_api.world.rooms[OFFICIAL].posts.values()

    assert [post.message["text"] for post in posts] == ["3", "4"]
    assert [query.text for query in bot_api.world.inline_queries.values()] == ["3", "4"]
