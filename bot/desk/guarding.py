"""What stands before every page: whom the desk answers, how much it takes, what it sends along."""

from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.desk.web import problem
from bot.errors import report

LONGEST_BODY = 512 * 1024
"""Bytes of a form: below the size at which parts of it would be put into a temporary file."""

HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex",
}
"""Sent with every answer that does not set them itself."""

_TLS_ONLY = "max-age=31536000"


class TooLongError(Exception):
    """A request brought more than any form of the desk holds."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuses foreign hosts and long bodies, adds the headers, and keeps errors to itself.

    A page on the internet can point its own name at this machine (DNS rebinding); its requests
    then carry that name as their Host, and are refused.
    """

    app: ASGIApp
    hosts: frozenset[str]
    """What a Host header may say: "127.0.0.1:8650"."""
    tls: bool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        sending = _Sending(send, self.tls)
        if request.headers.get("host", "").lower() not in self.hosts:
            await PlainTextResponse("Wrong host.", 421)(scope, receive, sending)
            return
        try:
            await self.app(scope, _limited(request, receive), sending)
        except TooLongError:
            await problem(request, 413, "problem-long")(scope, receive, sending)
        except Exception as error:
            # Passed on, its message would be logged, and may hold words of a report.
            number = report(error, None, "desk")
            if not sending.begun:
                answer = problem(request, 500, "problem-unforeseen", number=number)
                await answer(scope, receive, sending)


@dataclass(slots=True)
class _Sending:
    """Adds the headers to an answer, and knows whether it has begun."""

    send: Send
    tls: bool
    begun: bool = False

    async def __call__(self, message: Message) -> None:
        """Send one part of the answer."""
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if self.tls:
                headers.setdefault("strict-transport-security", _TLS_ONLY)
        await self.send(message)


def _limited(request: Request, receive: Receive) -> Receive:
    """Return *receive*, which raises TooLongError once the body is too long."""
    taken = 0

    async def receiving() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > LONGEST_BODY:
            raise TooLongError
        return message

    return receiving
