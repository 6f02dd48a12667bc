"""Reads what a request carries, in each of the forms that the Bot API takes."""

import json
from typing import Any

from aiohttp import BodyPartReader, web

from bot.tryout.errors import bad_request
from bot.tryout.files import Upload

_ATTACHED = "attach://"


async def parameters_of(request: web.Request) -> dict[str, Any]:
    """Return the parameters of a call: query string, JSON, urlencoded form or multipart."""
    given: dict[str, Any] = dict(request.query)
    kind = request.content_type
    if kind == "application/json":
        given |= await _json(request)
    elif kind == "multipart/form-data":
        given |= await _multipart(request)
    elif kind == "application/x-www-form-urlencoded":
        given |= {name: str(value) for name, value in (await request.post()).items()}
    return given


async def _json(request: web.Request) -> dict[str, Any]:
    text = await request.text()
    if not text:
        return {}
    try:
        given = json.loads(text)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(given, dict):
        raise bad_request("object expected as the body of the request")
    return given


async def _multipart(request: web.Request) -> dict[str, Any]:
    given: dict[str, Any] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise bad_request("every part of the form needs a name")
        if part.filename is None:
            given[part.name] = await part.text()
        else:
            content = bytes(await part.read(decode=True))
            mime_type = part.headers.get("Content-Type", "").partition(";")[0]
            given[part.name] = Upload(part.filename, content, mime_type)
    return _attach(given)


def _attach(given: dict[str, Any]) -> dict[str, Any]:
    """Put uploads in the place of the ``attach://name`` that speaks of them."""
    uploads = {name: value for name, value in given.items() if isinstance(value, Upload)}
    used = set()
    for name, value in given.items():
        if isinstance(value, str) and value.startswith(_ATTACHED):
            attached = value.removeprefix(_ATTACHED)
            if attached not in uploads:
                raise bad_request(f"there is no file {attached} in the request")
            given[name] = uploads[attached]
            used.add(attached)
    return {name: value for name, value in given.items() if name not in used}
