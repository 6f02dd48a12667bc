"""Each rule of the Bot API that a request can break is refused in Telegram's words."""

from typing import Any

import pytest
from aiohttp import ClientSession

from bot.tryout import Server
from tests.bot.botapi import OFFICIAL, Chat
from tests.bot.tryout.calls import call, refusal, result


def inline(**button: Any) -> dict[str, Any]:
    """Return an inline keyboard of one button."""
    return {"inline_keyboard": [[{"text": "label", **button}]]}


TEXTS = [
    ({"text": ""}, "message text is empty"),
    ({"text": " \n "}, "message text is empty"),
    ({"text": "a" * 4097}, "message is too long"),
    ({"text": "😀" * 2049}, "message is too long"),
    ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
    ({"text": "x", "parse_mode": "XML"}, "unsupported parse_mode"),
    ({"text": 5}, 'Field "text" must be of type String'),
    ({"txt": "x"}, 'unknown parameter "txt" of sendMessage'),
    ({}, "message text is empty"),
    ({"text": "x", "protect_content": "maybe"}, 'Field "protect_content" must be of type Boolean'),
    ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    (
        {"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
        "ENTITY_BOUNDS_INVALID",
    ),
]


@pytest.mark.parametrize(("parameters", "words"), TEXTS)
async def test_a_bad_text_is_refused(
    bot_api: Server, parameters: dict[str, Any], words: str
) -> None:
    """A message that Telegram would not send is refused, and it does not appear."""
    Chat(bot_api).write("/start")

    said = await refusal(bot_api, "sendMessage", chat_id=OFFICIAL, **parameters)

    assert said == f"Bad Request: {words}"
    assert len(bot_api.world.rooms[OFFICIAL].posts) == 1


BUTTON = "can't parse inline keyboard button: "
KEYBOARDS = [
    (inline(), BUTTON + "Text buttons are unallowed in the inline keyboard"),
    (
        inline(callback_data="a", url="https://example.vn"),
        BUTTON + "exactly one action must be given, not url and callback_data",
    ),
    (inline(callback_data=""), "BUTTON_DATA_INVALID"),
    (inline(callback_data="đ" * 33), "BUTTON_DATA_INVALID"),
    (inline(callback_data=7), BUTTON + 'Field "callback_data" must be of type String'),
    (inline(copy_text={"text": "a" * 257}), "BUTTON_COPY_TEXT_INVALID"),
    (inline(copy_text={}), "can't parse copy text button: Can't find field \"text\""),
    (inline(callback="a"), BUTTON + 'unknown parameter "callback" of InlineKeyboardButton'),
    (
        inline(url="javascript:alert(1)"),
        "inline keyboard button URL 'javascript:alert(1)' is invalid: Wrong HTTP URL",
    ),
    (inline(callback_data="a", style="loud"), BUTTON + "invalid button style specified"),
    ({"inline_keyboard": [[{"callback_data": "a"}]]}, BUTTON + 'Can\'t find field "text"'),
    (
        {"inline_keyboard": [[{"text": "a", "callback_data": "a"}] * 9]},
        "a row of the inline keyboard holds more than 8 buttons",
    ),
    ({"inline_keyboard": [[{"text": "a", "callback_data": "a"}]] * 101}, "REPLY_MARKUP_TOO_LONG"),
    ("not json", 'Field "reply_markup" must be of type Object'),
]


@pytest.mark.parametrize(("markup", "words"), KEYBOARDS)
async def test_a_bad_keyboard_is_refused(bot_api: Server, markup: Any, words: str) -> None:
    """Buttons are checked one by one: label, exactly one action, and the action's bounds."""
    Chat(bot_api).write("/start")

    said = await refusal(bot_api, "sendMessage", chat_id=OFFICIAL, text="x", reply_markup=markup)

    assert said == f"Bad Request: {words}"


COMMANDS = [
    ([{"command": "Hoi", "description": "x"}], "BOT_COMMAND_INVALID"),
    ([{"command": "hỏi", "description": "x"}], "BOT_COMMAND_INVALID"),
    ([{"command": "a" * 33, "description": "x"}], "BOT_COMMAND_INVALID"),
    ([{"command": "hoi", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
    ([{"command": "hoi", "description": "x" * 257}], "BOT_COMMAND_DESCRIPTION_INVALID"),
    ([{"command": f"c{i}", "description": "x"} for i in range(101)], "BOT_COMMANDS_TOO_MUCH"),
]


@pytest.mark.parametrize(("commands", "words"), COMMANDS)
async def test_bad_commands_are_refused(
    bot_api: Server, commands: list[dict[str, str]], words: str
) -> None:
    """Commands are at most 100, of small Latin letters, each with a description."""
    assert await refusal(bot_api, "setMyCommands", commands=commands) == f"Bad Request: {words}"


def article(name: str = "a", **fields: Any) -> dict[str, Any]:
    """Return an inline result."""
    content = {"message_text": "x"}
    return {"type": "article", "id": name, "title": "t", "input_message_content": content} | fields


ARTICLE = "can't parse inline query result article: "
RESULTS = [
    ([article(str(number)) for number in range(51)], "RESULTS_TOO_MUCH"),
    ([article(), article()], "RESULT_ID_DUPLICATE"),
    ([article("")], "RESULT_ID_INVALID"),
    ([article("đ" * 33)], "RESULT_ID_INVALID"),
    ([article(title=" ")], "ARTICLE_TITLE_EMPTY"),
    ([article(input_message_content={"message_text": ""})], "message text is empty"),
    ([article(input_message_content={"message_text": "a" * 4097})], "MESSAGE_TOO_LONG"),
    ([article(reply_markup=inline(callback_data="a" * 65))], "BUTTON_DATA_INVALID"),
    ([article(kind="x")], ARTICLE + 'unknown parameter "kind" of InlineQueryResultArticle'),
]


@pytest.mark.parametrize(("results", "words"), RESULTS)
async def test_bad_inline_results_are_refused(
    bot_api: Server, results: list[dict[str, Any]], words: str
) -> None:
    """An inline answer has at most 50 results with ids of their own that can be sent."""
    query = bot_api.people.search(OFFICIAL, "x")

    said = await refusal(bot_api, "answerInlineQuery", inline_query_id=query, results=results)

    assert said == f"Bad Request: {words}"


@pytest.mark.parametrize(
    ("method", "parameters", "words"),
    [
        ("sendMessage", {"text": "x"}, "Bad Request: chat_id is empty"),
        ("sendMessage", {"chat_id": 5, "text": "x"}, "Bad Request: chat not found"),
        ("sendMessage", {"chat_id": "@nobody", "text": "x"}, "Bad Request: chat not found"),
        (
            "sendMessage",
            {"chat_id": OFFICIAL, "text": "x"},
            "Forbidden: bot can't initiate conversation with a user",
        ),
        (
            "answerCallbackQuery",
            {"callback_query_id": "1"},
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
        ),
        (
            "answerInlineQuery",
            {"inline_query_id": "1", "results": []},
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
        ),
        (
            "answerCallbackQuery",
            {"callback_query_id": "1", "text": "x" * 201},
            "Bad Request: MESSAGE_TOO_LONG",
        ),
        (
            "getFile",
            {"file_id": "?"},
            "Bad Request: wrong file_id or the file is temporarily unavailable",
        ),
        ("getUpdates", {"limit": 101}, "Bad Request: limit must be 1-100, not 101"),
        (
            "getUpdates",
            {"allowed_updates": ["messages"]},
            "Bad Request: unknown kinds in allowed_updates: messages",
        ),
        (
            "setWebhook",
            {"url": "https://example.vn/hook"},
            "Bad Request: bad webhook: the try-out server delivers to this machine only",
        ),
        (
            "setMyDescription",
            {"description": "x" * 513},
            "Bad Request: description must be 0-512, not 513",
        ),
        ("getNothing", {}, "Not Found: method not found"),
        (
            "sendPoll",
            {"chat_id": OFFICIAL},
            "Not Implemented: the try-out server does not model sendPoll",
        ),
        (
            "editMessageText",
            {"chat_id": OFFICIAL, "text": "x"},
            "Bad Request: message identifier is not specified",
        ),
    ],
)
async def test_a_bad_call_is_refused(
    bot_api: Server, method: str, parameters: dict[str, Any], words: str
) -> None:
    """What is missing, unknown, too old or not modelled is refused."""
    assert await refusal(bot_api, method, **parameters) == words


async def test_a_refusal_is_recorded_without_what_was_said(bot_api: Server) -> None:
    """The record of a violation names method, parameters and words, and holds no value."""
    with bot_api.refusals_expected() as seen:
        await call(bot_api, "sendMessage", chat_id=5, text="secret")

    assert [str(violation) for violation in seen] == [
        "sendMessage(chat_id, text) -> 400 Bad Request: chat not found"
    ]
    assert bot_api.violations == []


async def test_a_wrong_token_is_unauthorized(bot_api: Server) -> None:
    """Another token than the bot's is refused with 401."""
    url = f"{bot_api.base_url}1:another/getMe"

    async with ClientSession() as session, session.get(url) as answer:
        body = await answer.json()

    assert body == {
        "ok": False,
        "error_code": 401,
        "description": "Unauthorized: invalid token specified",
    }


async def test_what_is_within_bounds_is_accepted(bot_api: Server) -> None:
    """The longest text, the longest data and a whole keyboard of a hundred buttons are sent."""
    Chat(bot_api).write("/start")
    rows = [[{"text": "a", "callback_data": "đ" * 32}] * 4] * 25

    message = await result(
        bot_api,
        "sendMessage",
        chat_id=str(OFFICIAL),
        text="<b>" + "a" * 4096 + "</b>",
        parse_mode="html",
        reply_markup={"inline_keyboard": rows},
    )

    assert len(message["text"]) == 4096
