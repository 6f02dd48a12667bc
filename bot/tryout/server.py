"""The try-out server: a Bot API on this machine, strict enough to test a bot against."""

import asyncio
import contextlib
import json
import logging
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.tryout.answers import answer_json, early, hang_up, late, refuse
from bot.tryout.errors import Refused, TryoutError, Violation
from bot.tryout.faults import DOWNLOAD, Faults, flood
from bot.tryout.files import UPLOAD_LIMIT
from bot.tryout.limits import Limits, Pace
from bot.tryout.methods import call, full_name
from bot.tryout.page_api import add_page
from bot.tryout.people import People
from bot.tryout.requests import parameters_of
from bot.tryout.state import Person, World
from bot.tryout.webhook import Webhook
from knowledge.clock import Clock

DEFAULT_PORT = 8642
DEFAULT_TOKEN = "8642000001:TRYOUT-on-this-machine-only"
LOOPBACK = ("127.0.0.1", "::1", "localhost")
PAGE = Path(__file__).with_name("page")
_VIOLATIONS = (400, 404, 413, 501)
"""Statuses that a bot which keeps to the Bot API does not meet."""
PROBES = (
    "Bad Request: message is not modified",
    "Bad Request: message to edit not found",
    "Bad Request: message can't be edited",
)
"""How refusals begin that a bot may provoke on purpose, to learn what became of a message."""

log = logging.getLogger(__name__)


class Server:
    """One Bot API server with its people, on a loopback port."""

    def __init__(self, token: str = DEFAULT_TOKEN, clock: Clock | None = None) -> None:
        cast = json.loads((PAGE / "personas.json").read_text(encoding="utf-8"))
        self.cast: dict[str, Any] = cast
        """The bot, the people and the group, with what the page calls them."""
        self.token = token
        self.world = World(Person(is_bot=True, **cast["bot"]), clock)
        self.people = People(self.world)
        self.faults = Faults()
        self.webhook = Webhook(self.world, self.faults)
        self.pace = Pace()
        self.tolerated: tuple[str, ...] = ()
        """Beginnings of refusals that are no violations, such as ``PROBES``."""
        self.violations: list[Violation] = []
        """What the bot did against the Bot API; tests demand none."""
        self.calls: Counter[str] = Counter()
        """How often each method was called."""
        self.port = 0
        self.host = ""
        for person in cast["people"]:
            fields = {name: person[name] for name in ("id", "first_name", "username")}
            self.world.add_person(Person(**fields))
        group = cast["group"]
        self.world.add_group(group["id"], group["title"], list(self.world.people))
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None

    @property
    def latency(self) -> float:
        """Seconds that every round trip takes, webhook deliveries included."""
        return self.faults.latency

    @latency.setter
    def latency(self, seconds: float) -> None:
        self.faults.latency = seconds

    @property
    def limits(self) -> Limits | None:
        """Telegram's limits of sending, refused with 429; True sets the usual ones."""
        return self.pace.limits

    @limits.setter
    def limits(self, limits: Limits | bool | None) -> None:
        self.pace.limits = Limits() if limits is True else limits or None

    @property
    def accepted(self) -> dict[int, list[float]]:
        """Monotonic seconds at which each message of the bot was accepted, by chat."""
        return self.pace.accepted

    @property
    def page_url(self) -> str:
        """Address of the chat page."""
        return f"http://{self.host}:{self.port}/"

    @property
    def base_url(self) -> str:
        """What a bot gives as its API base: the token follows it at once."""
        return f"http://{self.host}:{self.port}/bot"

    @property
    def base_file_url(self) -> str:
        """What a bot gives as its base for downloads: the token follows it at once."""
        return f"http://{self.host}:{self.port}/file/bot"

    @property
    def administrator(self) -> int:
        """The id of the person who plays the administrator."""
        [found] = (int(one["id"]) for one in self.cast["people"] if one["key"] == "administrator")
        return found

    @property
    def online(self) -> bool:
        """Whether the bot has begun to fetch updates, or named a webhook."""
        return self.calls["getUpdates"] + self.calls["setWebhook"] > 0

    async def start(self, port: int = DEFAULT_PORT, host: str = "127.0.0.1") -> None:
        """Listen; port 0 takes any free one. Raises TryoutError when it cannot."""
        if host not in LOOPBACK:
            raise TryoutError(f"The try-out server listens on this machine only, not on {host}.")
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        self._site = web.TCPSite(self._runner, host, port)
        try:
            await self._site.start()
        except OSError as failure:
            await self._runner.cleanup()
            words = f"Port {port} cannot be used ({failure.strerror}); choose another one."
            raise TryoutError(words) from failure
        self.host = "127.0.0.1" if host == "localhost" else host
        self.port = self._runner.addresses[0][1]

    async def interrupt(self) -> None:
        """Break every connection and refuse new ones, until ``resume``; nothing is forgotten."""
        assert self._runner and self._runner.server and self._site
        await self._site.stop()
        for connection in self._runner.server.connections:
            if connection.transport:
                connection.transport.abort()

    async def resume(self) -> None:
        """Listen again on the same port."""
        assert self._runner
        self._site = web.TCPSite(self._runner, self.host, self.port)
        await self._site.start()

    async def close(self) -> None:
        """Stop listening and delivering."""
        await self.webhook.set(None)
        if self._runner:
            await self._runner.cleanup()

    @contextlib.contextmanager
    def refusals_expected(self) -> Iterator[list[Violation]]:
        """Let the bot break the rules on purpose; the list holds what was recorded meanwhile."""
        before = len(self.violations)
        seen: list[Violation] = []
        try:
            yield seen
        finally:
            seen += self.violations[before:]
            del self.violations[before:]

    def _app(self) -> web.Application:
        app = web.Application(
            client_max_size=UPLOAD_LIMIT + 1024 * 1024, middlewares=[self._only_from_here]
        )
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        add_page(app, self)
        app.on_shutdown.append(self._end_waiting)
        return app

    async def _end_waiting(self, app: web.Application) -> None:
        """End long polls and event streams, which would hold up the end."""
        self.world.updates.end_poll()
        self.world.feed.end()

    @web.middleware
    async def _only_from_here(self, request: web.Request, handler: Any) -> web.StreamResponse:
        """Refuse other sites' scripts and names that were bent to point at this machine."""
        host = (request.host or "").rsplit(":", 1)[0].strip("[]")
        origin = request.headers.get("Origin")
        if host not in LOOPBACK or (origin and origin != f"http://{request.host}"):
            return web.Response(status=403, text="This server is for this machine only.")
        answer: web.StreamResponse = await handler(request)
        return answer

    async def _call(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            return refuse(Refused(401, "Unauthorized: invalid token specified"))
        try:
            name, given, refusal = await self._read(request)
        except ConnectionResetError:  # a bot that was killed in the midst of its request
            return hang_up(request)
        hit = self.faults.take(name, self._chat_of(given))
        if hit.before:
            await asyncio.sleep(hit.before)
        if answer := early(request, hit):
            return answer
        if refusal:
            answer = self._refused(name, given, refusal)
        else:
            answer = await self._carried_out(name, given)
        return await late(request, hit, answer)

    async def _read(self, request: web.Request) -> tuple[str, dict[str, Any], Refused | None]:
        """Return the method's name, its parameters, and why it cannot be carried out, if so."""
        name = request.match_info["method"]
        try:
            name = full_name(name)
            return name, await parameters_of(request), None
        except web.HTTPRequestEntityTooLarge:
            return name, {}, Refused(413, "Request Entity Too Large")
        except Refused as refusal:
            return name, {}, refusal

    async def _carried_out(self, name: str, given: dict[str, Any]) -> web.Response:
        self._count(name)
        chat_id = self._chat_of(given) or 0
        private = chat_id > 0
        try:
            if wait := self.pace.wait(name, chat_id, private):
                raise flood(wait)
            result = await call(self.world, self.webhook, name, given)
        except Refused as refusal:
            return self._refused(name, given, refusal)
        self.pace.note(name, chat_id, private)
        return answer_json({"ok": True, "result": result})

    def _chat_of(self, given: dict[str, Any]) -> int | None:
        """Return the chat that a call is about, or None."""
        if query := self.world.callbacks.get(str(given.get("callback_query_id"))):
            return query.chat_id
        try:
            return int(given["chat_id"])
        except (KeyError, TypeError, ValueError):
            return None

    def _count(self, name: str) -> None:
        was_online = self.online
        self.calls[name] += 1
        if self.online and not was_online:
            self.world.feed.add("online")

    def _refused(self, name: str, given: dict[str, Any], refusal: Refused) -> web.Response:
        fair = refusal.parameters or refusal.description.startswith(self.tolerated)
        if refusal.code in _VIOLATIONS and not fair:
            violation = Violation(name, refusal.code, refusal.description, tuple(given))
            self.violations.append(violation)
            self.world.feed.add("violation", text=str(violation))
            log.warning("The bot broke the Bot API: %s", violation)
        return refuse(refusal)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        hit = self.faults.take(DOWNLOAD)
        await asyncio.sleep(hit.before)
        if answer := early(request, hit):
            return answer
        stored = self.world.files.find_path(request.match_info["path"])
        if request.match_info["token"] != self.token or stored is None:
            return refuse(Refused(404, "Not Found"))
        answer = web.Response(body=stored.upload.content, content_type="application/octet-stream")
        return await late(request, hit, answer)


async def serve(
    port: int = DEFAULT_PORT,
    token: str = DEFAULT_TOKEN,
    host: str = "127.0.0.1",
    clock: Clock | None = None,
) -> Server:
    """Start a server and return it; end it with ``await server.close()``."""
    server = Server(token, clock)
    await server.start(port, host)
    return server
