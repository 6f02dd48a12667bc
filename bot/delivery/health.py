"""How the bot is: what is in trouble, since when, and a loopback page that tells it.

``/live`` says whether the process should go on, ``/ready`` whether it does its work, ``/metrics``
how much of it. Nothing here speaks of any person or chat.
"""

import errno
import logging
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from aiohttp import web

from bot.delivery.metrics import CONTENT_TYPE, Metrics
from bot.errors import BotError
from knowledge.clock import Clock, SystemClock

_log = logging.getLogger(__name__)

PARTS: Final = (
    "start",
    "polling",
    "source",
    "dispatcher",
    "sender",
    "alerts",
    "disk",
    "space",
    "library",
    "inbox",
    "nightly",
    "snapshot",
    "watchdog",
)
"""Parts whose trouble is told.

"polling" is the way from Telegram, by webhook too; "source", "dispatcher", "sender" and "alerts"
are parts that broke and were started again; "disk" is a write that failed, "space" a disk nearly
full; "inbox" is the watched folder, "snapshot" what the nightly check found of the library, and
"nightly" that check itself; "watchdog" is anything that should move and does not.
"""
HEARTBEAT = 60.0
"""Seconds without a heartbeat after which the bot no longer counts as alive."""
_HOSTS = ("127.0.0.1", "localhost")


@dataclass(frozen=True, slots=True)
class Trouble:
    """One part that does not do its work."""

    part: str
    sentence: str
    """What is wrong and what to do, in English, without personal data."""
    since: datetime
    code: str = ""
    """Of the sentence that administrators read in their chats: "trouble-<code>" of the texts."""
    values: tuple[tuple[str, str | int], ...] = ()
    """What that sentence is filled in with."""

    def __str__(self) -> str:
        return f"{self.part} (since {self.since:%Y-%m-%d %H:%M:%S%z}): {self.sentence}"


class Health:
    """What is wrong now, by part; safe to use from any thread.

    A new one is in trouble with "start" until somebody says that it is well.
    """

    def __init__(
        self, clock: Clock | None = None, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock or SystemClock()
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._troubles: dict[str, Trouble] = {}
        self._beaten = monotonic()
        self._tell(Trouble("start", "The bot is starting.", self._clock.now(), "start"))

    def trouble(self, part: str, sentence: str, code: str = "", **values: str | int) -> None:
        """Note that *part* is in trouble; of one that already was, only the sentence changes.

        Chats say it by *code*, that of the part unless given, and *values*.
        """
        with self._lock:
            before = self._troubles.get(part)
            since = before.since if before else self._clock.now()
            self._tell(Trouble(part, sentence, since, code or part, tuple(values.items())))
        if before is None or before.sentence != sentence:
            _log.error("Trouble with %s: %s", part, sentence)

    def well(self, part: str) -> None:
        """Note that *part* does its work, again or still."""
        with self._lock:
            before = self._troubles.pop(part, None)
        if before is not None:
            _log.info("All is well again: %s", part)

    def beat(self) -> None:
        """Note that everything that must turn does turn; the watchdog says so."""
        self._beaten = self._monotonic()

    @property
    def live(self) -> bool:
        """Whether the last heartbeat is recent."""
        return self._monotonic() - self._beaten <= HEARTBEAT

    @property
    def ready(self) -> bool:
        """Whether no part is in trouble."""
        return not self._troubles

    @property
    def findings(self) -> tuple[Trouble, ...]:
        """The troubles there are, the oldest first."""
        with self._lock:
            return tuple(self._troubles.values())

    def _tell(self, trouble: Trouble) -> None:
        self._troubles[trouble.part] = trouble


class HealthServer:
    """Serves ``/live``, ``/ready`` and ``/metrics`` on 127.0.0.1 to whoever is on this machine."""

    def __init__(self, health: Health, metrics: Metrics, port: int) -> None:
        self._health = health
        self._metrics = metrics
        self._port = port
        application = web.Application(middlewares=[_local_only])
        application.router.add_get("/live", self._live)
        application.router.add_get("/ready", self._ready)
        application.router.add_get("/metrics", self._show_metrics)
        self._runner = web.AppRunner(application, access_log=None)

    async def start(self) -> None:
        """Begin to listen; with port 0 nothing is served.

        Raises:
            BotError: the port is taken or not allowed.

        """
        if not self._port:
            return
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        except OSError as error:
            await self._runner.cleanup()
            problem = "is taken" if error.errno == errno.EADDRINUSE else "cannot be used"
            raise BotError(
                f"The health port {self._port} {problem}: end what listens there, perhaps another "
                "congvu, or set CONGVU_HEALTH_PORT to another port, or to 0 for none."
            ) from None

    async def close(self) -> None:
        """Stop listening."""
        await self._runner.cleanup()

    async def _live(self, _: web.Request) -> web.Response:
        if self._health.live:
            return _text(200, "live")
        return _text(503, "The bot hangs: restart it.")

    async def _ready(self, _: web.Request) -> web.Response:
        troubles = self._health.findings
        if not troubles:
            return _text(200, "ready")
        return _text(503, *map(str, troubles))

    async def _show_metrics(self, _: web.Request) -> web.Response:
        parts = {trouble.part for trouble in self._health.findings}
        for part in parts.union(PARTS):
            self._metrics.trouble.labels(part).set(part in parts)
        return web.Response(body=self._metrics.text(), headers={"Content-Type": CONTENT_TYPE})


@web.middleware
async def _local_only(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse pages of the web that reach this port under a name of their own (DNS rebinding)."""
    if request.host.rsplit(":", 1)[0] not in _HOSTS:
        return _text(403, "Ask for this page as 127.0.0.1.")
    return await handler(request)


def _text(status: int, *lines: str) -> web.Response:
    return web.Response(status=status, text="\n".join(lines) + "\n")
