"""How the server answers a request: with a result, with a refusal, or as a fault wants it."""

import asyncio
import json
from typing import Any

from aiohttp import web

from bot.tryout.errors import Refused
from bot.tryout.faults import FaultKind, Hit, refusal_of

_GATEWAY_PAGE = "<html><head><title>502 Bad Gateway</title></head></html>"


def early(request: web.Request, hit: Hit) -> web.Response | None:
    """Return the answer of a fault that comes before the request is carried out."""
    if hit.fault is None:
        return None
    if refusal := refusal_of(hit.fault):
        return refuse(refusal)
    if hit.kind is FaultKind.BAD_GATEWAY:
        return web.Response(status=502, text=_GATEWAY_PAGE, content_type="text/html")
    return hang_up(request) if hit.kind is FaultKind.DROP_BEFORE else None


async def late(request: web.Request, hit: Hit, answer: web.StreamResponse) -> web.StreamResponse:
    """Do what a fault does once the request was carried out."""
    if hit.after:
        await asyncio.sleep(hit.after)
    match hit.kind:
        case FaultKind.DROP_AFTER:
            return hang_up(request)
        case FaultKind.GARBAGE:
            return web.Response(text='{"ok": tru', content_type="application/json")
        case FaultKind.WRONG_RESULT:
            return answer_json({"ok": True, "result": "no sense"})
    return answer


def answer_json(body: dict[str, Any], status: int = 200) -> web.Response:
    """Return an answer with a JSON body."""
    content = json.dumps(body, ensure_ascii=False).encode()
    return web.Response(body=content, status=status, content_type="application/json")


def refuse(refusal: Refused) -> web.Response:
    """Return a refusal in Telegram's form."""
    answer = answer_json(refusal.body(), refusal.code)
    if wait := refusal.parameters.get("retry_after"):
        answer.headers["Retry-After"] = str(wait)
    return answer


def hang_up(request: web.Request) -> web.Response:
    """Break the connection; what is returned reaches nobody."""
    if request.transport:
        request.transport.abort()
    return web.Response()
