"""Messages, edits, files, commands and chats behave as at Telegram."""

import json
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, FormData
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, ReplyParameters
from telegram.error import BadRequest

from bot.tryout import Server, schema
from bot.tryout.compact import compact
from bot.tryout.files import Upload
from bot.tryout.methods.profile import commands_for
from tests.bot.botapi import ADMINISTRATOR, GROUP, OFFICIAL, Chat
from tests.bot.tryout.calls import post_form, refusal, result


async def say(server: Server, text: str, **parameters: Any) -> dict[str, Any]:
    """Let the bot send a text to the official."""
    message: dict[str, Any] = await result(
        server, "sendMessage", chat_id=OFFICIAL, text=text, **parameters
    )
    return message


def png(width: int, height: int) -> bytes:
    """Return a grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


async def test_an_edit_must_change_something(bot_api: Server) -> None:
    """The same text and keyboard again is refused; a new keyboard alone is a change."""
    chat = Chat(bot_api)
    chat.write("/start")
    message = await say(bot_api, "text")
    place = {"chat_id": OFFICIAL, "message_id": message["message_id"]}
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}

    same = await refusal(bot_api, "editMessageText", **place, text="text")
    edited = await result(bot_api, "editMessageText", **place, text="text", reply_markup=markup)
    again = await refusal(bot_api, "editMessageReplyMarkup", **place, reply_markup=markup)
    bare = await result(bot_api, "editMessageReplyMarkup", **place)

    assert same.startswith("Bad Request: message is not modified")
    assert edited["reply_markup"] == markup
    assert again == same
    assert "reply_markup" not in bare


async def test_an_edited_caption_must_change_something(bot_api: Server) -> None:
    """The same caption again is refused in the same words as the same text."""
    Chat(bot_api).write("/start")
    stored = bot_api.world.files.add(Upload("a.png", png(1, 1)), "photos")
    photo = {"photo": stored.file_id, "caption": "c"}
    message = await result(bot_api, "sendPhoto", chat_id=OFFICIAL, **photo)
    place = {"chat_id": OFFICIAL, "message_id": message["message_id"]}

    same = await refusal(bot_api, "editMessageCaption", **place, caption="c")
    edited = await result(bot_api, "editMessageCaption", **place, caption="d")

    assert same == (
        "Bad Request: message is not modified: specified new message content and reply markup are "
        "exactly the same as a current content and reply markup of the message"
    )
    assert edited["caption"] == "d"


async def test_only_what_is_there_and_the_bots_own_is_edited(bot_api: Server) -> None:
    """People's messages and messages that are gone cannot be edited."""
    theirs = Chat(bot_api).write("/start")
    gone = await say(bot_api, "x")
    await result(bot_api, "deleteMessage", chat_id=OFFICIAL, message_id=gone["message_id"])

    async def edit(message: dict[str, Any]) -> str:
        place = {"chat_id": OFFICIAL, "message_id": message["message_id"]}
        return await refusal(bot_api, "editMessageText", **place, text="y")

    assert await edit(theirs) == "Bad Request: message can't be edited"
    assert await edit(gone) == "Bad Request: message to edit not found"


async def test_messages_are_deleted(bot_api: Server) -> None:
    """One message must be there to be deleted; of several, those that are there go."""
    theirs = Chat(bot_api).write("/start")
    own = await say(bot_api, "x")
    ids = [theirs["message_id"], own["message_id"], 99]

    assert await result(bot_api, "deleteMessages", chat_id=OFFICIAL, message_ids=ids)
    assert bot_api.world.rooms[OFFICIAL].posts == {}
    words = await refusal(bot_api, "deleteMessage", chat_id=OFFICIAL, message_id=99)
    assert words == "Bad Request: message to delete not found"


async def test_in_a_group_the_bot_may_not_delete_others_messages(bot_api: Server) -> None:
    """Without rights of an administrator, the bot deletes only what it sent itself."""
    theirs = Chat(bot_api, OFFICIAL, GROUP).write("hello")
    place = {"chat_id": GROUP, "message_id": theirs["message_id"]}

    assert await refusal(bot_api, "deleteMessage", **place) == (
        "Bad Request: message can't be deleted"
    )


async def test_forms_carry_what_json_carries(bot_api: Server) -> None:
    """An urlencoded form with numbers and objects as text is understood."""
    Chat(bot_api).write("/start")
    form = FormData(
        {
            "chat_id": str(OFFICIAL),
            "text": "x",
            "protect_content": "true",
            "reply_markup": '{"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}',
        }
    )

    message = (await post_form(bot_api, "sendmessage", form))["result"]

    assert message["has_protected_content"] is True
    assert message["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "a"


async def test_files_are_uploaded_and_downloaded(bot_api: Server) -> None:
    """A document and a photo go up as multipart and come down byte for byte."""
    Chat(bot_api).write("/start")
    picture = png(3, 2)

    async with Bot(
        bot_api.token, base_url=bot_api.base_url, base_file_url=bot_api.base_file_url
    ) as bot:
        sent = await bot.send_document(OFFICIAL, b"words", filename="báo cáo.txt", caption="c")
        photo = await bot.send_photo(OFFICIAL, picture)
        again = await bot.send_document(OFFICIAL, sent.document.file_id)
        down = await (await bot.get_file(sent.document.file_id)).download_as_bytearray()
        image = await (await bot.get_file(photo.photo[-1].file_id)).download_as_bytearray()

    assert (sent.document.file_name, sent.caption) == ("báo cáo.txt", "c")
    assert (photo.photo[-1].width, photo.photo[-1].height) == (3, 2)
    assert again.document.file_id == sent.document.file_id
    assert (bytes(down), bytes(image)) == (b"words", picture)


async def test_what_is_no_picture_is_no_photo(bot_api: Server) -> None:
    """A photo must be a picture, a caption is at most 1024 characters, a file is not empty."""
    Chat(bot_api).write("/start")

    async with Bot(bot_api.token, base_url=bot_api.base_url) as bot:
        with bot_api.refusals_expected():
            with pytest.raises(BadRequest, match="Image_process_failed"):
                await bot.send_photo(OFFICIAL, b"words")
            with pytest.raises(BadRequest, match="Message caption is too long"):
                await bot.send_photo(OFFICIAL, png(1, 1), caption="a" * 1025)
            with pytest.raises(BadRequest, match="File must be non-empty"):
                await bot.send_document(OFFICIAL, b"")


async def test_a_missing_file_is_not_found(bot_api: Server) -> None:
    """A path that no file has is answered with 404."""
    url = f"{bot_api.base_file_url}{bot_api.token}/documents/file_9.txt"

    async with ClientSession() as session, session.get(url) as answer:
        assert answer.status == 404


async def test_replies_carry_what_they_answer(bot_api: Server) -> None:
    """A reply holds the message it answers; without that message it may go out plain."""
    theirs = Chat(bot_api).write("/start")

    async with Bot(bot_api.token, base_url=bot_api.base_url) as bot:
        reply = await bot.send_message(
            OFFICIAL, "x", reply_parameters=ReplyParameters(theirs["message_id"])
        )
        plain = await bot.send_message(
            OFFICIAL, "x", reply_parameters=ReplyParameters(99, allow_sending_without_reply=True)
        )

    assert reply.reply_to_message.text == "/start"
    assert plain.reply_to_message is None


async def test_each_person_sees_the_commands_of_the_narrowest_scope(bot_api: Server) -> None:
    """Commands of a chat hide those of all groups, which hide the default ones."""
    async with Bot(bot_api.token, base_url=bot_api.base_url) as bot:
        await bot.set_my_commands([BotCommand("hoi", "Hỏi")])
        await bot.set_my_commands([BotCommand("xem", "Xem")], BotCommandScopeAllGroupChats())
        await bot.set_my_commands(
            [BotCommand("capnhat", "Cập nhật")],
            {"type": "chat", "chat_id": ADMINISTRATOR},
        )
        default = await bot.get_my_commands()

    def seen(chat_id: int, user_id: int) -> list[str]:
        return [command["command"] for command in commands_for(bot_api.world, chat_id, user_id)]

    assert [command.command for command in default] == ["hoi"]
    assert seen(OFFICIAL, OFFICIAL) == ["hoi"]
    assert seen(GROUP, OFFICIAL) == ["xem"]
    assert seen(ADMINISTRATOR, ADMINISTRATOR) == ["capnhat"]


async def test_the_bot_tells_of_itself(bot_api: Server) -> None:
    """Descriptions and the menu button are kept and told again."""
    async with Bot(bot_api.token, base_url=bot_api.base_url) as bot:
        await bot.set_my_description("Tra cứu quy định")
        await bot.set_my_short_description("Tra cứu")
        await bot.set_chat_menu_button()
        described = await bot.get_my_description()
        me = await bot.get_me()

    assert described.description == "Tra cứu quy định"
    assert (me.username, me.can_read_all_group_messages) == ("tro_ly_cong_vu_bot", False)


async def test_chats_and_members_are_told(bot_api: Server) -> None:
    """The bot sees who is in a group, until it leaves."""
    async with Bot(bot_api.token, base_url=bot_api.base_url) as bot:
        chat = await bot.get_chat(GROUP)
        creator = await bot.get_chat_member(GROUP, OFFICIAL)
        heads = await bot.get_chat_administrators(GROUP)
        count = await bot.get_chat_member_count(GROUP)
        await bot.leave_chat(GROUP)
        refused = await refusal(bot_api, "sendMessage", chat_id=GROUP, text="x")

    assert chat.type == "supergroup"
    assert creator.status == "creator"
    assert [head.user.id for head in heads] == [OFFICIAL]
    assert count == 4
    assert refused == "Forbidden: bot was kicked from the supergroup chat"


async def test_actions_drafts_and_reactions_are_seen(bot_api: Server) -> None:
    """What is shown for a moment reaches the chat, and wrong ones are refused."""
    chat = Chat(bot_api)
    message = chat.write("/start")
    place = {"chat_id": OFFICIAL, "message_id": message["message_id"]}
    thumb = [{"type": "emoji", "emoji": "👍"}]

    await result(bot_api, "sendChatAction", chat_id=OFFICIAL, action="typing")
    await result(bot_api, "sendMessageDraft", chat_id=OFFICIAL, draft_id=1, text="")
    await result(bot_api, "setMessageReaction", **place, reaction=thumb)

    assert (await chat.wait("action"))["action"] == "typing"
    assert (await chat.wait("draft"))["text"] == ""
    assert (await chat.wait("reaction"))["reaction"] == thumb
    wrong = await refusal(bot_api, "sendChatAction", chat_id=OFFICIAL, action="thinking")
    assert wrong == "Bad Request: wrong parameter action in request"
    zero = await refusal(bot_api, "sendMessageDraft", chat_id=OFFICIAL, draft_id=0)
    assert zero == "Bad Request: draft_id must be non-zero"
    house = [{"type": "emoji", "emoji": "🏠"}]
    words = await refusal(bot_api, "setMessageReaction", **place, reaction=house)
    assert words == "Bad Request: REACTION_INVALID"


async def test_an_old_callback_query_cannot_be_answered(bot_api: Server) -> None:
    """A query that Telegram forgot is refused."""
    chat = Chat(bot_api)
    chat.write("/start")
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}
    query = chat.press(await say(bot_api, "x", reply_markup=markup), "a")
    assert await result(bot_api, "answerCallbackQuery", callback_query_id=query)

    bot_api.people.forget_queries()

    words = await refusal(bot_api, "answerCallbackQuery", callback_query_id=query)
    assert words.startswith("Bad Request: query is too old")


def test_the_table_agrees_with_its_source(shared_data: Path) -> None:
    """The table that comes with the server is what the full description makes."""
    source = shared_data.parent / "botapi" / "bot-api-10.3.json"
    if not source.exists():
        pytest.skip("The full description of the Bot API is not on this machine.")
    table = Path(schema.__file__).with_name("schema.json")

    made = compact(json.loads(source.read_text(encoding="utf-8")))

    assert json.loads(table.read_text(encoding="utf-8")) == made


def test_the_table_holds_every_method_that_the_server_models() -> None:
    """Each modelled method is in the table, and no method is in both lists."""
    table = schema.load()

    assert {"sendMessage", "getUpdates", "answerInlineQuery"} <= table.methods.keys()
    assert table.methods.keys() & table.other_methods == set()
