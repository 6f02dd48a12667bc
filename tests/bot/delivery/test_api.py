"""Calls are made as they are kept, and updates come as Telegram sends them."""

import asyncio
from typing import Any

import pytest
from aiohttp import web
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut

from bot.delivery import api as module
from bot.delivery.api import BotApi, Limits
from bot.delivery.calls import Call, Place, Upload, answer_press, send_document, send_message
from bot.delivery.transport import BadAnswer, Timeouts
from bot.tryout import Server
from tests.bot.botapi import OFFICIAL, Chat, button
from tests.bot.delivery.reaching import TOKEN, api_of, bot_of, reaching, serving, transport

KEYBOARD = {"inline_keyboard": [[{"text": "Xem", "callback_data": "see"}]]}


async def test_a_message_arrives_with_its_buttons(bot_api: Server) -> None:
    """What was stored as JSON is what Telegram gets; its result comes back as JSON."""
    chat = Chat(bot_api)
    chat.write("/start")
    stored = send_message(Place(OFFICIAL, answering=1), "<b>Điều 8</b>").dump()
    call = Call.load(stored)

    async with reaching(bot_api) as api:
        result = await api.call(
            Call(call.method, {**call.params, "reply_markup": KEYBOARD, "message_thread_id": None})
        )

    message = await chat.reply()
    assert ("Điều 8", message["message_id"]) == (result["text"], result["message_id"])
    assert "see" == button(message, "Xem")["callback_data"]


async def test_a_file_arrives(bot_api: Server) -> None:
    """An upload goes along under the name of its parameter, and can be downloaded again."""
    chat = Chat(bot_api)
    chat.write("/start")
    call = send_document(Place(OFFICIAL), "Báo cáo.txt", b"noi dung", "<i>Kèm theo</i>", "answer")

    async with transport() as request:
        bot = bot_of(request, bot_api.base_url, bot_api.token)
        result = await BotApi(bot).call(Call.load(call.dump()))
        file = await bot.get_file(result["document"]["file_id"])
        content = await file.download_as_bytearray()

    assert "Báo cáo.txt" == (await chat.reply())["document"]["file_name"]
    assert b"noi dung" == bytes(content)


async def test_a_file_that_a_parameter_speaks_of_goes_along(bot_api: Server) -> None:
    """A parameter names an upload with "attach://", as those of an album do."""
    Chat(bot_api).write("/start")
    params = {"chat_id": OFFICIAL, "document": "attach://file0"}
    async with reaching(bot_api) as api:
        result = await api.call(Call("sendDocument", params, (Upload("file0", "0.txt", b"x"),)))

    assert "0.txt" == result["document"]["file_name"]


async def test_a_refusal_is_raised(bot_api: Server) -> None:
    """Telegram's words about a call come as the error that the library has for them."""
    async with reaching(bot_api) as api:
        with bot_api.refusals_expected(), pytest.raises(BadRequest, match="Chat not found"):
            await api.call(send_message(Place(1), "x"))


async def test_updates_come_raw(bot_api: Server) -> None:
    """They are what Telegram sent, and fetching beyond them confirms them."""
    Chat(bot_api).write("Xin chào")
    async with reaching(bot_api) as api:
        came = await api.updates(0, 0, ["message"])
        again = await api.updates(0, 0, ["message"])
        after = await api.updates(came[0]["update_id"] + 1, 0, ["message"])

    assert "Xin chào" == came[0]["message"]["text"]
    assert (came, []) == (again, after)
    assert () == bot_api.world.updates.waiting


async def test_only_the_kinds_that_are_asked_for_come(bot_api: Server) -> None:
    """Each request says what it wants, so no earlier program's wishes remain."""
    bot_api.world.updates.allowed = ("poll",)
    async with reaching(bot_api) as api:
        await api.updates(0, 0, ["message", "callback_query"])

    assert ("message", "callback_query") == bot_api.world.updates.allowed


@pytest.mark.parametrize("result", [{"update_id": 1}, "x", True, None])
async def test_updates_that_are_no_list_are_an_error(result: object) -> None:
    """Such an answer says nothing about what waits."""

    async def answer(request: web.BaseRequest) -> web.Response:
        return web.json_response({"ok": True, "result": result})

    async with serving(answer) as server, transport() as request:
        with pytest.raises(BadAnswer):
            await api_of(request, f"{server.base}/bot").updates(0, 0, [])


async def test_the_webhook_is_set_and_deleted(bot_api: Server) -> None:
    """What was set is told, with its secret, kinds and connections; deleting keeps what waits."""
    async with reaching(bot_api) as api:
        assert "" == await api.webhook_url()
        await api.set_webhook("http://127.0.0.1:9/hook", "s3cret", ["message"])
        assert "http://127.0.0.1:9/hook" == await api.webhook_url()
        target = bot_api.webhook.target
        Chat(bot_api).write("x")
        await api.delete_webhook()

    assert target is not None
    assert ("s3cret", 32) == (target.secret, target.max_connections)
    assert ("message",) == bot_api.world.updates.allowed
    assert bot_api.webhook.target is None
    assert 1 == len(bot_api.world.updates.waiting)


@pytest.mark.parametrize("info", [[], {}, {"url": None}])
async def test_a_webhook_that_cannot_be_read_is_an_error(info: object) -> None:
    """An unreadable answer does not count as "there is none"."""

    async def answer(request: web.BaseRequest) -> web.Response:
        return web.json_response({"ok": True, "result": info})

    async with serving(answer) as server, transport() as request:
        with pytest.raises(BadAnswer):
            await api_of(request, f"{server.base}/bot").webhook_url()


async def test_every_method_has_its_own_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer to a press is not waited for long; a message and a file are."""
    monkeypatch.setitem(module._LIMITS, "answerCallbackQuery", Limits(0.05))
    go_on = asyncio.Event()

    async def slow(request: web.BaseRequest) -> web.Response:
        await go_on.wait()
        return web.json_response({"ok": True, "result": True})

    async with serving(slow) as server, transport() as request:
        api = api_of(request, f"{server.base}/bot")
        message = asyncio.create_task(api.call(send_message(Place(1), "x")))
        file = asyncio.create_task(api.call(send_document(Place(1), "x", b"x", "x", "x")))
        with pytest.raises(TimedOut):
            await api.call(answer_press("1", "x"))
        go_on.set()
        assert [True, True] == await asyncio.gather(message, file)


async def test_a_long_poll_may_take_its_time() -> None:
    """The transport's usual limit does not end a request that is meant to wait."""
    asked: list[Any] = []

    async def slow(request: web.BaseRequest) -> web.Response:
        asked.append(await request.json())
        await asyncio.sleep(0.1)
        return web.json_response({"ok": True, "result": []})

    usual = Timeouts(read=0.01)
    async with serving(slow) as server, transport(timeouts=usual) as request:
        api = api_of(request, f"{server.base}/bot")
        assert [] == await asyncio.wait_for(api.updates(5, 1, ["message"]), 20)

    assert [{"offset": 5, "limit": 100, "timeout": 1, "allowed_updates": ["message"]}] == asked


@pytest.mark.parametrize(
    "fault", ["flood", "server_error", "bad_gateway", "unauthorized", "drop_after", "garbage"]
)
async def test_no_fault_tells_the_token(bot_api: Server, fault: str) -> None:
    """Whatever goes wrong, the error holds no token."""
    Chat(bot_api).write("/start")
    bot_api.faults.add(fault)
    async with reaching(bot_api) as api:
        with pytest.raises(TelegramError) as caught:
            await api.call(send_message(Place(OFFICIAL), "x"))

    error = caught.value
    assert bot_api.token not in f"{error!r} {error.__cause__!r} {error.__context__!r}"


async def test_the_token_is_not_told_when_nobody_listens() -> None:
    """Nor is it when the address is wrong."""
    async with transport() as request:
        api = api_of(request, "http://127.0.0.1:1/bot")
        with pytest.raises(NetworkError) as caught:
            await api.call(send_message(Place(1), "x"))

    assert TOKEN not in f"{caught.value!r} {caught.value.__context__!r}"
