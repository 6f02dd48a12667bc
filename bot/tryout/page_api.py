"""What the chat page and tests from outside speak to: the page's files, acts and events."""

import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import BodyPartReader, web

from bot.tryout.errors import TryoutError
from bot.tryout.files import Upload
from bot.tryout.methods.profile import commands_for

if TYPE_CHECKING:
    from bot.tryout.server import Server

PAGE = Path(__file__).with_name("page")
_SECURE = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def add_page(app: web.Application, server: "Server") -> None:
    """Add the page at ``/`` and its interface under ``/tryout/``."""
    api = _PageApi(server)
    app.router.add_get("/", api.page)
    app.router.add_get("/page/{name}", api.page)
    app.router.add_get("/tryout/state", api.state)
    app.router.add_get("/tryout/events", api.events)
    app.router.add_post("/tryout/act/{act}", api.act)
    app.router.add_post("/tryout/upload", api.upload)
    app.router.add_get("/tryout/file/{file_id}", api.file)
    app.router.add_get("/tryout/violations", api.violations)
    app.router.add_post("/tryout/faults", api.add_fault)
    app.router.add_delete("/tryout/faults", api.clear_faults)


class _PageApi:
    def __init__(self, server: "Server") -> None:
        self._server = server
        self._people = server.people
        self._world = server.world

    async def page(self, request: web.Request) -> web.StreamResponse:
        """Give one file of the page."""
        name = request.match_info.get("name", "index.html")
        known = {path.name: path for path in PAGE.iterdir()}
        if name not in known:
            raise web.HTTPNotFound
        return web.FileResponse(known[name], headers=_SECURE)

    async def state(self, request: web.Request) -> web.Response:
        """Tell who is there and which commands each sees; the events tell what was said."""
        commands = {
            f"{room.id}:{user_id}": commands_for(self._world, room.id, user_id)
            for room in self._world.rooms.values()
            for user_id in room.members
            if user_id in self._world.people
        }
        return web.json_response(
            {
                "last_event": self._world.feed.last,
                "bot": self._world.bot.as_user(),
                "online": self._server.online,
                "description": self._description(),
                "people": self._server.cast["people"],
                "group": self._server.cast["group"],
                "commands": commands,
            }
        )

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Stream the events after number ``after``, those to come included."""
        headers = {"Content-Type": "text/event-stream", **_SECURE}
        stream = web.StreamResponse(headers=headers)
        await stream.prepare(request)
        # A browser that is closed ends the stream; nothing is wrong then.
        with suppress(ConnectionResetError):
            await stream.write(b": open\n\n")
            async for event in self._world.feed.follow(int(request.query.get("after", "0"))):
                line = json.dumps(event.as_json(), ensure_ascii=False)
                await stream.write(f"data: {line}\n\n".encode())
        return stream

    async def act(self, request: web.Request) -> web.Response:
        """Do what a person does: write, edit, press, search, choose, delete, block, unblock."""
        acts: dict[str, Callable[..., Any]] = {
            "write": self._people.write,
            "edit": self._people.edit,
            "press": self._people.press,
            "search": self._people.search,
            "choose": self._people.choose,
            "delete": self._people.delete,
            "block": self._people.block,
            "unblock": self._people.unblock,
        }
        try:
            given = await request.json()
            result = acts[request.match_info["act"]](**given)
        except (KeyError, TypeError, ValueError):
            return _problem("The act or its arguments are unknown.")
        except TryoutError as problem:
            return _problem(str(problem))
        return web.json_response({"result": result})

    async def upload(self, request: web.Request) -> web.Response:
        """Send a file as a person: fields user_id, chat_id, caption, then file."""
        fields: dict[str, str] = {}
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                break
            if part.name == "file":
                upload = Upload(part.filename or "file", bytes(await part.read(decode=True)))
                message = self._people.send_file(
                    int(fields["user_id"]),
                    upload,
                    int(fields["chat_id"]),
                    fields.get("caption", ""),
                )
                return web.json_response({"result": message})
            fields[part.name or ""] = await part.text()
        return _problem("There is no file in the form.")

    async def file(self, request: web.Request) -> web.Response:
        """Give a file of a chat; only images are shown, all else is saved."""
        stored = self._world.files.get(request.match_info["file_id"])
        image = stored.path.startswith("photos/")
        kind = stored.upload.kind if image else "application/octet-stream"
        headers = _SECURE | ({} if image else {"Content-Disposition": "attachment"})
        return web.Response(body=stored.upload.content, content_type=kind, headers=headers)

    async def violations(self, request: web.Request) -> web.Response:
        """List what the bot did against the Bot API."""
        return web.json_response([str(violation) for violation in self._server.violations])

    async def add_fault(self, request: web.Request) -> web.Response:
        """Add a fault: ``{"kind", "method", "times", "seconds"}``."""
        try:
            self._server.faults.add(**await request.json())
        except (TypeError, ValueError, TryoutError) as problem:
            return _problem(str(problem))
        return web.json_response({"result": True})

    async def clear_faults(self, request: web.Request) -> web.Response:
        """Let everything work again."""
        self._server.faults.clear()
        return web.json_response({"result": True})

    def _description(self) -> str:
        settings = self._world.settings
        description = settings.get(("description", "vi")) or settings.get(("description", ""))
        return description or ""


def _problem(words: str) -> web.Response:
    return web.json_response({"problem": words}, status=400)
