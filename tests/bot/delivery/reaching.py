"""The bot's way to a Bot API server, and small servers that misbehave as real ones do."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web
from telegram import Bot

from bot.delivery.api import BotApi
from bot.delivery.transport import AiohttpRequest, Timeouts
from bot.tryout import Server

TOKEN = "8642000001:A-token-that-must-not-be-seen"

Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


@contextlib.asynccontextmanager
async def reaching(server: Server) -> AsyncIterator[BotApi]:
    """Yield the API of *server*'s bot."""
    async with AiohttpRequest(pool_size=8) as request:
        yield api_of(request, server.base_url, server.token)


def api_of(request: AiohttpRequest, base_url: str, token: str = TOKEN) -> BotApi:
    """Return the API at *base_url* over *request*."""
    return BotApi(bot_of(request, base_url, token))


def bot_of(request: AiohttpRequest, base_url: str, token: str = TOKEN) -> Bot:
    """Return the bot at *base_url* over *request*."""
    file_url = f"{base_url.removesuffix('/bot')}/file/bot"
    return Bot(token, base_url, file_url, request, request)


@contextlib.asynccontextmanager
async def transport(
    pool_size: int = 8, proxy: str = "", timeouts: Timeouts | None = None
) -> AsyncIterator[AiohttpRequest]:
    """Yield a transport that is ready, and close it."""
    request = AiohttpRequest(pool_size=pool_size, proxy=proxy, timeouts=timeouts)
    async with request:
        yield request


@dataclass
class Seen:
    """What a server saw."""

    base: str = ""
    """Address of the server."""
    paths: list[str] = field(default_factory=list)
    peers: set[object] = field(default_factory=set)
    """The other ends of its connections."""


@contextlib.asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[Seen]:
    """Yield what a web server that answers everything with *handler* sees."""
    seen = Seen()

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        seen.paths.append(request.raw_path)
        seen.peers.add(request.transport and request.transport.get_extra_info("peername"))
        return await handler(request)

    runner = web.ServerRunner(web.Server(answer, access_log=None), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    seen.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield seen
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def speaking(
    talk: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> AsyncIterator[str]:
    """Yield the address of a server that handles each bare connection with *talk*."""
    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
