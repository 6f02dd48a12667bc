"""Calls of the Bot API as any client makes them, for tests that need no library in between."""

from typing import Any

from aiohttp import ClientSession, FormData

from bot.tryout import Server


async def call(server: Server, method: str, **parameters: Any) -> dict[str, Any]:
    """Call a method with a JSON body and return the whole answer."""
    async with (
        ClientSession() as session,
        session.post(f"{server.base_url}{server.token}/{method}", json=parameters) as answer,
    ):
        body: dict[str, Any] = await answer.json()
        assert answer.status == body.get("error_code", 200)
        return body


async def result(server: Server, method: str, **parameters: Any) -> Any:
    """Call a method that must succeed and return its result."""
    body = await call(server, method, **parameters)
    assert body["ok"], body
    return body["result"]


async def refusal(server: Server, method: str, **parameters: Any) -> str:
    """Call a method that must be refused and return the words."""
    with server.refusals_expected():
        body = await call(server, method, **parameters)
    assert not body["ok"], body
    words: str = body["description"]
    return words


async def post_form(server: Server, method: str, form: FormData) -> dict[str, Any]:
    """Call a method with a form, urlencoded or multipart, and return the whole answer."""
    async with (
        ClientSession() as session,
        session.post(f"{server.base_url}{server.token}/{method}", data=form) as answer,
    ):
        body: dict[str, Any] = await answer.json()
        return body
