"""A real python-telegram-bot application talks with people through the try-out server."""

from telegram.ext import Application

from bot.tryout import Server
from tests.bot.botapi import CITIZEN, GROUP, OFFICIAL, Chat


async def test_a_text_is_answered(bot_api: Server, echo: Application) -> None:
    """A person's text reaches the bot by long polling, and the answer comes back."""
    message = await Chat(bot_api).ask("xin chào")

    assert message["text"] == "echo: xin chào"
    assert echo.bot.id == message["from"]["id"]


async def test_html_arrives_as_text_and_entities(bot_api: Server, echo: Application) -> None:
    """Markup is parsed: the message holds plain text and where it is bold."""
    message = await Chat(bot_api).ask("/start")

    assert message["text"] == "Hello you"
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 5}]


async def test_a_button_edits_its_message(bot_api: Server, echo: Application) -> None:
    """Pressing a button reaches the bot, which answers it and edits the message in place."""
    chat = Chat(bot_api)
    message = await chat.ask("/start")

    chat.press(message, "Press")

    assert (await chat.notice())["text"] == "Done"
    edited = await chat.edited()
    assert (message["message_id"], "data: pressed") == (edited["message_id"], edited["text"])
    assert "reply_markup" not in edited


async def test_a_document_is_downloaded(bot_api: Server, echo: Application) -> None:
    """A file that a person sends is fetched by its file_id, whole."""
    chat = Chat(bot_api)

    chat.send_file("report.txt", b"x" * 1234)

    assert (await chat.reply())["text"] == "1234 bytes"


async def test_inline_results_are_inserted(bot_api: Server, echo: Application) -> None:
    """Inline mode: results are offered, one is inserted, and the bot hears which."""
    chat = Chat(bot_api)
    await chat.ask("hi")

    [result] = await chat.search("rượu bia")
    message = chat.choose(result)

    assert message["text"] == "rượu bia"
    assert message["from"]["id"] == OFFICIAL
    assert (await chat.reply())["text"] == "chosen: one"


async def test_a_button_under_an_inline_message_edits_it(
    bot_api: Server, echo: Application
) -> None:
    """A message sent through inline mode is edited by its inline id."""
    chat = Chat(bot_api)
    await chat.ask("hi")
    [result] = await chat.search("x")
    message = chat.choose(result)

    chat.press(message, "Press")

    assert (await chat.edited())["text"] == "data: pressed"


async def test_in_a_group_the_bot_hears_only_what_is_meant_for_it(
    bot_api: Server, echo: Application
) -> None:
    """Privacy mode: small talk does not reach the bot; a mention, a command and a reply do."""
    chat = Chat(bot_api, CITIZEN, GROUP)
    chat.write("small talk")
    chat.write("/start@another_bot")
    mentioned = await chat.ask(f"hello @{echo.bot.username}")
    greeted = await chat.ask("/start")
    chat.write("and this?", reply_to=greeted["message_id"])
    replied = await chat.reply()

    assert f"echo: hello @{echo.bot.username}" == mentioned["text"]
    assert greeted["text"] == "Hello you"
    assert replied["text"] == "echo: and this?"


async def test_people_have_their_own_chats(bot_api: Server, echo: Application) -> None:
    """What one person writes is answered to that person only."""
    official, citizen = Chat(bot_api, OFFICIAL), Chat(bot_api, CITIZEN)

    message = await citizen.ask("secret")

    assert message["chat"]["id"] == CITIZEN
    assert bot_api.world.rooms[official.chat_id].posts == {}
