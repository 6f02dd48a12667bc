"""The transport: fast, tidy, honest about what was sent, and silent about the token."""

import asyncio
import gc
import json
import logging
import traceback
import warnings
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import ClientSession, web
from telegram import InputFile
from telegram.error import (
    BadRequest,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.delivery.transport import AiohttpRequest, BadAnswer, NotSent, Timeouts
from bot.tryout import Server
from tests.bot.botapi import OFFICIAL, Chat
from tests.bot.conftest import free_port
from tests.bot.delivery.reaching import TOKEN, serving, speaking, transport

OK = {"ok": True, "result": "done"}
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def data(**given: object) -> RequestData:
    """Return the parameters of a call."""
    return RequestData([RequestParameter.from_input(*item) for item in given.items()])


def url(base: str) -> str:
    """Return the address of a method at *base*."""
    return f"{base}/bot{TOKEN}/sendMessage"


async def ok(request: web.BaseRequest) -> web.Response:
    """Answer that all went well."""
    return web.json_response(OK)


def answering(status: int, body: str) -> Callable[[web.BaseRequest], Awaitable[web.Response]]:
    """Return a handler that always answers the same."""

    async def answer(request: web.BaseRequest) -> web.Response:
        await request.read()
        return web.Response(status=status, text=body)

    return answer


async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Take a request and close the connection without an answer."""
    await reader.readuntil(b"\r\n\r\n")
    writer.close()


async def half_an_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer with less than is announced, and close the connection."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"ok": true,')
    await writer.drain()
    writer.close()


async def no_http(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer in some other language, which begins with the address that was asked for."""
    writer.write(await reader.readuntil(b"\r\n") + b"\r\n\r\n")
    await writer.drain()
    writer.close()


async def silence(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Take a request and say nothing until the other side gives up."""
    await reader.read()
    writer.close()


def all_of(error: BaseException) -> str:
    """Return everything that anybody could print of *error* and of what led to it."""
    told = traceback.format_exception(error)
    chain: BaseException | None = error
    while chain is not None:
        told += [repr(chain), str(chain), repr(chain.args), repr(vars(chain))]
        chain = chain.__cause__ or chain.__context__
    return "\n".join(told)


async def test_parameters_arrive_as_they_are() -> None:
    """Text in Vietnamese, numbers and nested objects reach the server as JSON."""
    came: list[object] = []

    async def keep(request: web.BaseRequest) -> web.Response:
        came.append(json.loads(await request.read()))
        return web.json_response(OK)

    given = {"chat_id": 1001, "text": "Điều 8 & khoản 2 + ☕", "reply_markup": {"rows": [[1]]}}
    async with serving(keep) as server, transport() as request:
        result = await request.post(url(server.base), data(**given))

    assert "done" == result
    assert [given] == came


async def test_half_a_letter_does_no_harm() -> None:
    """A text that is cut within a letter is sent with a question mark in its place."""
    came: list[str] = []

    async def keep(request: web.BaseRequest) -> web.Response:
        came.append(json.loads(await request.read())["text"])
        return web.json_response(OK)

    async with serving(keep) as server, transport() as request:
        await request.post(url(server.base), data(text="cut \ud83d"))

    assert ["cut ?"] == came


async def test_a_file_goes_as_a_form() -> None:
    """Its name, in Vietnamese and with quotes, its bytes and the other parameters arrive."""
    came: dict[str, object] = {}

    async def keep(request: web.BaseRequest) -> web.Response:
        came.update(await request.post())
        document = came.pop("document")
        assert isinstance(document, web.FileField)
        came["file"] = (document.filename, document.content_type, document.file.read())
        return web.json_response(OK)

    file = InputFile(b"\x00\xff\r\n--", 'Báo cáo "số 1"\n.pdf')
    async with serving(keep) as server, transport() as request:
        await request.post(url(server.base), data(chat_id=1, caption="Báo cáo", document=file))

    sent = ('Báo cáo "số 1"_.pdf', "application/pdf", b"\x00\xff\r\n--")
    assert {"chat_id": "1", "caption": "Báo cáo", "file": sent} == came


async def test_a_large_file_goes_in_pieces() -> None:
    """It arrives whole, with its length said before, and the library has nothing to warn of."""
    came: list[tuple[bool, int]] = []

    async def keep(request: web.BaseRequest) -> web.Response:
        body = await request.content.read()
        came.append((request.content_length == len(body), body.count(b"x" * 1024)))
        return web.json_response(OK)

    file = InputFile(b"x" * 1024 * 3000, "large.bin")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        async with serving(keep) as server, transport() as request:
            await request.post(url(server.base), data(document=file))

    assert [(True, 3000)] == came


async def test_a_file_is_downloaded() -> None:
    """The bytes come back as they are."""
    async with serving(answering(200, "bytes")) as server, transport() as request:
        assert b"bytes" == await request.retrieve(url(server.base))


async def test_one_connection_serves_one_call_after_the_other() -> None:
    """Sequential calls keep the connection alive, refused ones included."""
    async with serving(ok) as server, transport() as request:
        for _ in range(10):
            await request.post(url(server.base), data(x=1))

    assert (10, 1) == (len(server.paths), len(server.peers))


async def test_many_calls_at_once_share_the_pool() -> None:
    """32 concurrent calls over 8 connections all succeed, and no ninth is opened."""
    async with serving(ok) as server, transport(pool_size=8) as request:
        results = await asyncio.gather(
            *(request.post(url(server.base), data(x=number)) for number in range(32))
        )

    assert ["done"] * 32 == results
    assert 32 == len(server.paths)
    assert len(server.peers) <= 8


async def test_a_pool_as_large_as_the_load_is_used_in_full() -> None:
    """32 calls at once are all under way together, none waits for another."""
    all_here = asyncio.Barrier(32)

    async def together(request: web.BaseRequest) -> web.Response:
        await all_here.wait()
        return web.json_response(OK)

    async with serving(together) as server, transport(pool_size=32) as request:
        calls = (request.post(url(server.base), data(x=number)) for number in range(32))
        assert ["done"] * 32 == await asyncio.wait_for(asyncio.gather(*calls), 20)


async def test_a_refused_connection_was_not_sent() -> None:
    """Nobody listens, so the request can be repeated."""
    async with transport() as request:
        with pytest.raises(NotSent, match=r"could not be reached \(ClientConnectorError\)"):
            await request.post(url(f"http://127.0.0.1:{free_port()}"), data(x=1))


async def test_an_unknown_host_was_not_sent() -> None:
    """A name that nobody knows leads nowhere."""
    async with transport() as request:
        with pytest.raises(NotSent):
            await request.post(url("http://no-such-host.invalid"), data(x=1))


async def test_a_server_that_speaks_no_tls_was_not_sent() -> None:
    """Without a secure connection nothing is said."""
    async with serving(ok) as server, transport() as request:
        with pytest.raises(NotSent):
            await request.post(url(server.base.replace("http", "https")), data(x=1))

    assert [] == server.paths


async def test_waiting_for_a_connection_in_vain_was_not_sent() -> None:
    """When all connections are busy for too long, the request has not begun."""
    quick = Timeouts(pool=0.05, connect=0.05)
    async with speaking(silence) as base, transport(1, timeouts=quick) as request:
        busy = asyncio.create_task(request.post(url(base), data(x=1), read_timeout=30))
        await asyncio.sleep(0)
        with pytest.raises(NotSent, match="ConnectionTimeoutError"):
            await request.post(url(base), data(x=2))
        busy.cancel()
        await asyncio.gather(busy, return_exceptions=True)


async def test_a_closed_transport_sends_nothing() -> None:
    """Before it is opened and after it was closed, a request does not leave."""
    async with serving(ok) as server:
        request = AiohttpRequest(pool_size=1)
        with pytest.raises(NotSent):
            await request.post(url(server.base))
        async with request:
            await request.post(url(server.base))
        with pytest.raises(NotSent):
            await request.post(url(server.base))

    assert 1 == len(server.paths)


@pytest.mark.parametrize("talk", [hang_up, half_an_answer, no_http])
async def test_a_lost_answer_may_have_been_carried_out(talk: Talk) -> None:
    """A connection that breaks after the request does not count as not sent."""
    async with speaking(talk) as base, transport() as request:
        with pytest.raises(NetworkError) as caught:
            await request.post(url(base), data(x=1))

    assert not isinstance(caught.value, NotSent | BadRequest)


async def test_an_answer_lost_on_a_kept_connection_may_have_been_carried_out() -> None:
    """That the connection is an old one does not mean that nothing went over it."""

    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 24\r\n\r\n{"ok": 1, "result": "x"}')
        await hang_up(reader, writer)

    async with speaking(once) as base, transport() as request:
        await request.post(url(base))
        with pytest.raises(NetworkError) as caught:
            await request.post(url(base))

    assert not isinstance(caught.value, NotSent)


async def test_an_answer_that_does_not_come_times_out() -> None:
    """The time that the caller gave counts, and the request may have been carried out."""
    async with speaking(silence) as base, transport() as request:
        with pytest.raises(TimedOut) as caught:
            await request.post(url(base), data(x=1), read_timeout=0.05)

    assert not isinstance(caught.value, NotSent)


async def test_the_default_time_counts_where_none_is_given() -> None:
    """What the transport was made with holds for a call that says nothing."""
    async with speaking(silence) as base, transport(timeouts=Timeouts(read=0.05)) as request:
        assert 0.05 == request.read_timeout
        with pytest.raises(TimedOut):
            await request.post(url(base), data(x=1))


async def test_no_limit_is_no_limit() -> None:
    """A caller that gives None waits as long as it takes."""
    go_on = asyncio.Event()

    async def slow(request: web.BaseRequest) -> web.Response:
        await go_on.wait()
        return web.json_response(OK)

    quick = Timeouts(read=0.01, write=0.01, connect=0.01, pool=0.01)
    async with serving(slow) as server, transport(timeouts=quick) as request:
        none = {"read_timeout": None, "write_timeout": None}
        more = {"connect_timeout": None, "pool_timeout": None}
        call = asyncio.create_task(request.post(url(server.base), data(x=1), **none, **more))
        asyncio.get_running_loop().call_later(0.1, go_on.set)
        assert "done" == await call


@pytest.mark.parametrize("body", ['{"ok": tru', "", "[1]", "null", "[" * 100_000, "{}", "\xff"])
async def test_an_unreadable_answer_may_have_been_carried_out(body: str) -> None:
    """Status 200 with something that is no answer is an error of its own."""
    async with serving(answering(200, body)) as server, transport() as request:
        with pytest.raises(BadAnswer):
            await request.post(url(server.base), data(x=1))


@pytest.mark.parametrize("status", [500, 502, 504, 302, 418])
async def test_an_error_page_is_a_network_error(status: int) -> None:
    """A page of HTML with a failing status is neither a refusal nor a crash."""
    page = f"<html>http://example/bot{TOKEN}/x</html>"
    async with serving(answering(status, page)) as server, transport() as request:
        with pytest.raises(NetworkError) as caught:
            await request.post(url(server.base), data(x=1))

    assert NetworkError is type(caught.value)
    assert "<html>" not in all_of(caught.value)


async def test_a_redirect_is_not_followed() -> None:
    """The token is not carried to where some server points."""

    async def elsewhere(request: web.BaseRequest) -> web.Response:
        return web.Response(status=307, headers={"Location": f"{other.base}/{TOKEN}"})

    async with serving(ok) as other, serving(elsewhere) as server, transport() as request:
        with pytest.raises(NetworkError):
            await request.post(url(server.base), data(x=1))

    assert [] == other.paths


@pytest.mark.parametrize("parameters", [7, [1], {"retry_after": "soon"}, {"retry_after": [1]}])
async def test_hints_that_are_none_are_left_out(parameters: object) -> None:
    """A refusal whose parameters are of no known form is still the refusal that it is."""
    body = json.dumps({"ok": False, "description": ["?"], "parameters": parameters})
    async with serving(answering(400, body)) as server, transport() as request:
        with pytest.raises(BadRequest):
            await request.post(url(server.base), data(x=1))


async def test_a_request_that_is_too_large_is_refused_for_good() -> None:
    """Status 413 will be the same next time, so it is no passing failure."""
    async with serving(answering(413, "<html>")) as server, transport() as request:
        with pytest.raises(BadRequest):
            await request.post(url(server.base), data(x=1))


async def test_telegrams_refusals_are_told_apart(bot_api: Server) -> None:
    """429, 401 and 400 of the try-out server are the errors that the library has for them."""
    async with transport() as request:
        address = f"{bot_api.base_url}{bot_api.token}/sendMessage"
        bot_api.faults.add("flood", seconds=7)
        with pytest.raises(RetryAfter, match="7 seconds"):
            await request.post(address, data(chat_id=1, text="x"))
        bot_api.faults.add("unauthorized")
        with pytest.raises(InvalidToken):
            await request.post(address, data(chat_id=1, text="x"))
        with bot_api.refusals_expected(), pytest.raises(BadRequest, match="Chat not found"):
            await request.post(address, data(chat_id=1, text="x"))


async def test_requests_go_through_the_proxy() -> None:
    """The server itself is never spoken to; the proxy gets the whole address and its password."""
    asked: list[tuple[str, str]] = []

    async def forward(request: web.BaseRequest) -> web.Response:
        asked.append((request.raw_path, request.headers.get("Proxy-Authorization", "")))
        return web.json_response(OK)

    async with serving(forward) as proxy:
        address = proxy.base.replace("http://", "http://user:word@")
        async with transport(proxy=address) as request:
            result = await request.post(url("http://api.example.invalid"), data(x=1))

    assert "done" == result
    assert [(url("http://api.example.invalid"), "Basic dXNlcjp3b3Jk")] == asked


async def test_the_bot_works_behind_a_proxy(bot_api: Server) -> None:
    """What a forwarding proxy passes on, in both directions, is what was meant."""

    async def forward(request: web.BaseRequest) -> web.Response:
        kind = {"Content-Type": request.content_type}
        body = await request.read()
        async with (
            ClientSession() as session,
            session.request(request.method, request.raw_path, data=body, headers=kind) as answer,
        ):
            return web.Response(status=answer.status, body=await answer.read())

    Chat(bot_api).write("/start")
    address = f"{bot_api.base_url}{bot_api.token}/sendMessage"
    async with serving(forward) as proxy, transport(proxy=proxy.base) as request:
        result = await request.post(address, data(chat_id=OFFICIAL, text="Xin chào"))

    assert isinstance(result, dict)
    assert "Xin chào" == result["text"]
    assert [address] == proxy.paths


async def test_a_proxy_tunnels_to_a_secure_server() -> None:
    """For HTTPS the proxy is asked for a tunnel and learns no more than host and port."""
    asked: list[bytes] = []

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    async with speaking(refuse) as proxy, transport(proxy=proxy) as request:
        with pytest.raises(NotSent):
            await request.post(url("https://api.example.invalid"), data(x=1))

    assert asked[0].startswith(b"CONNECT api.example.invalid:443 ")
    assert TOKEN.encode() not in asked[0]


@pytest.mark.parametrize("talk", [hang_up, no_http])
async def test_a_proxy_that_breaks_the_tunnel_sent_nothing(talk: Talk) -> None:
    """The request is only begun when there is a way to the server."""
    async with speaking(talk) as proxy, transport(proxy=proxy) as request:
        with pytest.raises(NotSent):
            await request.post(url("https://api.example.invalid"), data(x=1))


async def test_a_proxy_that_is_down_sent_nothing() -> None:
    """No proxy, no request; nor does its password show."""
    proxy = f"http://user:word@127.0.0.1:{free_port()}"
    async with transport(proxy=proxy) as request:
        with pytest.raises(NotSent) as caught:
            await request.post(url("https://api.example.invalid"), data(x=1))

    assert "word" not in all_of(caught.value)


def bases() -> list[tuple[str, Talk | None]]:
    """Return ways for a request to fail, and addresses where it does."""
    talks: list[tuple[str, Talk | None]] = [
        ("", hang_up),
        ("", half_an_answer),
        ("", no_http),
        ("", silence),
    ]
    addresses = ("http://127.0.0.1:1", "http://no-such-host.invalid", "http://[", "nonsense:")
    return talks + [(address, None) for address in addresses]


@pytest.mark.parametrize(("base", "talk"), bases())
async def test_no_error_tells_the_token(
    base: str, talk: Talk | None, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither an error, nor its cause and context, nor any log line at the finest level."""
    caplog.set_level(logging.DEBUG)
    asyncio.get_running_loop().set_debug(True)
    async with speaking(talk or hang_up) as own, transport() as request:
        with pytest.raises(NetworkError) as caught:
            await request.post(url(base or own), data(x=1), read_timeout=0.05)

    assert TOKEN not in all_of(caught.value)
    assert (None, None) == (caught.value.__cause__, caught.value.__context__)
    assert TOKEN not in caplog.text


@pytest.mark.parametrize("status", [200, 400, 401, 404, 502])
async def test_no_answer_can_tell_the_token(status: int, caplog: pytest.LogCaptureFixture) -> None:
    """A server that says the address it was asked for does not bring it into errors or logs."""
    caplog.set_level(logging.DEBUG)
    pages = [f"Not found: /bot{TOKEN}/", json.dumps({"description": f"/bot{TOKEN}/"})]
    for page in [*pages, pages[0].replace(":", "%3A")]:
        async with serving(answering(status, page)) as server, transport() as request:
            with pytest.raises(TelegramError) as caught:
                await request.post(url(server.base), data(x=1))
        assert TOKEN.partition(":")[2] not in all_of(caught.value)

    assert TOKEN.partition(":")[2] not in caplog.text


async def test_closing_leaves_nothing_open() -> None:
    """Nothing complains, no task goes on, and the server sees the connection end."""
    gc.collect()  # of what other tests left
    before = asyncio.all_tasks()
    complaints: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, what: complaints.append(what))
    ended = asyncio.Event()

    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 24\r\n\r\n{"ok": 1, "result": "x"}')
        await reader.read()
        ended.set()
        writer.close()

    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        async with speaking(once) as base:
            async with transport() as request:
                await request.post(url(base))
                await request.initialize()
            await request.shutdown()
            await asyncio.wait_for(ended.wait(), 20)
        del request
        gc.collect()

    assert ([], []) == (complaints, [str(one) for one in warned if "Unclosed" in str(one)])
    assert before == asyncio.all_tasks()


async def test_requests_under_way_fail_when_it_is_closed() -> None:
    """Closing does not wait for a server that says nothing."""
    begun = asyncio.Event()

    async def wait(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        begun.set()
        await reader.read()
        writer.close()

    async with speaking(wait) as base:
        async with transport() as request:
            call = asyncio.create_task(request.post(url(base)))
            await begun.wait()
        with pytest.raises(NetworkError) as caught:
            await call

    assert not isinstance(caught.value, NotSent)


async def test_a_closed_transport_can_be_opened_again() -> None:
    """The library closes and reopens its transports."""
    request = AiohttpRequest(pool_size=1)
    async with serving(ok) as server:
        for _ in range(2):
            async with request:
                assert "done" == await request.post(url(server.base))
