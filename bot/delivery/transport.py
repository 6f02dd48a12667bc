"""Requests to the Bot API on aiohttp, which stays fast however many of them are under way.

It takes the place of python-telegram-bot's own transport, and differs in what it tells: an error
says whether the request surely stayed here (``NotSent``), and none holds the URL, for the token is
part of it.
"""

import json
import re
from dataclasses import dataclass
from io import BytesIO
from types import SimpleNamespace
from typing import Any, Final, NoReturn

from aiohttp import (
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    FormData,
    TCPConnector,
    TraceConfig,
)
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

_KEEP_ALIVE = 15.0
"""Seconds for which an idle connection is kept: less than any server does, for a request that is
written while the server hangs up counts as perhaps carried out."""
_NAME_SERVICE = 60
"""Seconds for which a looked-up address is used again."""
_TOKEN = re.compile(rb"\d+(?::|%3A)[\w-]{20,}", re.IGNORECASE)
"""What a token looks like; proxies put the address that failed into their error pages."""
_BLOT = b"<token>"
_STATUS: Final = {413: 400}
"""Statuses that python-telegram-bot takes for a passing failure, and what they are to it here."""


class NotSent(NetworkError):
    """The request surely did not reach the server: no connection was had. Safe to repeat."""


class BadAnswer(NetworkError):
    """What came is no answer of the Bot API; the request may have been carried out."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long a request may take in seconds where the caller says nothing; None for no limit."""

    pool: float | None = 20
    """Waiting until one of the connections is free."""
    connect: float | None = 10
    write: float | None = 20
    """Sending what there is to send."""
    read: float | None = 20
    """Waiting for the answer, and at most between two pieces of it."""


class AiohttpRequest(BaseRequest):
    """Makes requests over at most *pool_size* connections, which are kept and used again.

    *proxy* is "http://host:port", with "user:password@" where it asks for one. Variables of the
    environment that name a proxy are not looked at.
    """

    __slots__ = ("_pool_size", "_proxy", "_session", "_timeouts")

    def __init__(
        self, *, pool_size: int, proxy: str = "", timeouts: Timeouts | None = None
    ) -> None:
        self._pool_size = pool_size
        self._proxy = proxy or None
        self._timeouts = timeouts or Timeouts()
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds that an answer is waited for where the caller says nothing."""
        return self._timeouts.read

    async def initialize(self) -> None:
        """Get ready, again after a ``shutdown``; nothing is connected yet."""
        if self._session is None:
            self._session = ClientSession(
                connector=TCPConnector(
                    limit=self._pool_size,
                    keepalive_timeout=_KEEP_ALIVE,
                    ttl_dns_cache=_NAME_SERVICE,
                ),
                cookie_jar=DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                trace_configs=[_connection_noted()],
            )

    async def shutdown(self) -> None:
        """Close all connections; requests under way fail."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make a request and return the status and the body of the answer.

        Raises:
            NotSent: nothing was sent; the request can be repeated.
            TimedOut: no answer came in time; the request may have been carried out.
            NetworkError: no whole answer came; the request may have been carried out.

        """
        if self._session is None:
            raise NotSent("The connections to the Bot API are closed.")
        default = self._timeouts
        timeout = _timeout(
            _given(pool_timeout, default.pool),
            _given(connect_timeout, default.connect),
            _given(write_timeout, default.write),
            _given(read_timeout, default.read),
        )
        progress = SimpleNamespace(connected=False)
        try:
            async with self._session.request(
                method,
                url,
                timeout=timeout,
                proxy=self._proxy,
                allow_redirects=False,  # the token goes to nobody else
                trace_request_ctx=progress,
                **_body(request_data),
            ) as answer:
                return _told(answer.status, await answer.read())
        except Exception as failure:
            error = _error(failure, progress.connected)
        # Not within "except": the failure, which holds the URL, would come along as its context.
        raise error

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return the answer; one that cannot be read has nothing in it, and no "result"."""
        try:
            answer = json.loads(payload)
        except (ValueError, RecursionError):
            answer = None
        return _Answer(answer if isinstance(answer, dict) else {})


class _Answer(dict[str, Any]):
    """An answer of the Bot API whose parts are of the types that python-telegram-bot relies on."""

    def __init__(self, content: dict[str, Any]) -> None:
        super().__init__(content)
        parameters = self.pop("parameters", None)
        if isinstance(parameters, dict):
            hints = {name: value for name, value in parameters.items() if type(value) is int}
            self["parameters"] = hints
        if not isinstance(self.get("description", ""), str):
            del self["description"]

    def __missing__(self, name: str) -> NoReturn:
        raise BadAnswer(f"The Bot API's answer has no {name!r} or cannot be read.")


def _connection_noted() -> TraceConfig:
    """Return hooks that note when a request has got a connection, through the proxy if any."""

    async def note(_: ClientSession, context: SimpleNamespace, __: object) -> None:
        context.trace_request_ctx.connected = True

    hooks = TraceConfig()
    hooks.on_connection_create_end.append(note)
    hooks.on_connection_reuseconn.append(note)
    return hooks


def _given(seconds: ODVInput[float], default: float | None) -> float | None:
    """Return what the caller gave, or *default* where it gave nothing; None means no limit."""
    if seconds is None or isinstance(seconds, (int, float)):
        return seconds
    return default


def _timeout(
    pool: float | None, connect: float | None, write: float | None, read: float | None
) -> ClientTimeout:
    """Return the limits in aiohttp's terms, which has none for writing but one for all of it."""
    return ClientTimeout(
        total=_sum(pool, connect, write, read),
        connect=_sum(pool, connect),
        sock_connect=connect,
        sock_read=read,
    )


def _sum(*seconds: float | None) -> float | None:
    known = [one for one in seconds if one is not None]
    return sum(known) if len(known) == len(seconds) else None


def _body(data: RequestData | None) -> dict[str, Any]:
    """Return the body in aiohttp's terms: JSON, or a form where files go along."""
    if data is None:
        return {}
    if not data.contains_files:
        text = json.dumps(data.parameters, ensure_ascii=False)
        # Half a surrogate pair cannot be encoded; the error would hold the text.
        body = text.encode(errors="replace")
        return {"data": body, "headers": {"Content-Type": "application/json"}}
    form = FormData(quote_fields=False)  # Telegram shows names as they come
    for name, value in data.json_parameters.items():
        form.add_field(name, value.encode(errors="replace").decode())
    for name, (title, content, kind) in data.multipart_data.items():
        # Bytes as such would be written in one go, and the event loop would stand still.
        file = BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, file, filename=_one_line(title), content_type=kind)
    return {"data": form}


def _one_line(title: str) -> str:
    """Return the name of a file without what would end its line in the form's header."""
    return "".join(letter if letter.isprintable() else "_" for letter in title)


def _told(status: int, body: bytes) -> tuple[int, bytes]:
    """Return status and body as python-telegram-bot sorts them, an error's without any token."""
    if status < 300:
        return status, body
    return _STATUS.get(status, status), _TOKEN.sub(_BLOT, body)


def _error(failure: Exception, connected: bool) -> NetworkError:
    """Return what to raise for *failure*: its type is told and no word of it."""
    kind = type(failure).__name__
    if not connected:
        return NotSent(f"The Bot API could not be reached ({kind}).")
    if isinstance(failure, TimeoutError):
        return TimedOut(f"The Bot API did not answer in time ({kind}).")
    return NetworkError(f"The connection broke before the answer was whole ({kind}).")
