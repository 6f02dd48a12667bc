"""Fetches files from the Bot API's file server, piece by piece."""

from collections.abc import AsyncIterator

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar

LARGEST = 20 * 1024 * 1024
"""Bytes of the largest file that Telegram gives to bots."""
_PIECE = 64 * 1024
_SILENCE = 15.0
"""Seconds between two pieces after which a try has failed."""


async def pieces(url: str, proxy: str = "") -> AsyncIterator[bytes]:
    """Yield the file at *url*, over *proxy* ("" for none), in pieces.

    Raises:
        aiohttp.ClientError, TimeoutError: it failed; their words may hold the bot's token.

    """
    timeout = ClientTimeout(total=None, sock_connect=_SILENCE, sock_read=_SILENCE)
    async with (
        ClientSession(timeout=timeout, cookie_jar=DummyCookieJar()) as session,
        session.get(url, proxy=proxy or None, allow_redirects=False) as answer,
    ):
        answer.raise_for_status()
        async for piece in answer.content.iter_chunked(_PIECE):
            yield piece
