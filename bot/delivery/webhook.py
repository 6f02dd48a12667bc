"""Takes in the updates that Telegram sends to the bot's public address.

Telegram learns that an update has arrived only when it is safe on the disk; until then it sends it
again. The server listens on this machine alone, behind the one that has the address and its
certificate. The webhook stays set when the bot stops: Telegram keeps what comes and sends it then.
"""

import asyncio
import contextlib
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web

from bot.delivery.api import BotApi
from bot.delivery.health import Health
from bot.delivery.metrics import Metrics
from bot.delivery.polling import Store, has_id
from bot.delivery.troubles import Troubles
from bot.errors import BotError

_log = logging.getLogger(__name__)

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
LARGEST: Final = 1024 * 1024
"""Bytes of the largest update that is read; Telegram's have a few thousand."""
CHECK_SECONDS: Final = 300.0
"""How often it is made sure that the webhook is still the one that was set."""
_FINISH_SECONDS = 5.0
"""How long requests that are being stored may take when the server closes."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where Telegram sends to, and where that arrives on this machine."""

    url: str
    """The public address; its path is the one that is served."""
    port: int
    """The loopback port; 0 for any free one."""
    secret: str = field(repr=False)
    """What comes along with each request: 1 to 256 letters, digits, "_" and "-"."""


class WebhookServer:
    """Takes updates of the kinds *allowed* from Telegram to *store*.

    *pause* waits for so many seconds, after an error and between two checks.
    """

    def __init__(
        self,
        api: BotApi,
        store: Store,
        health: Health,
        metrics: Metrics,
        address: Address,
        allowed: Sequence[str],
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._api = api
        self._store = store
        self._health = health
        self._metrics = metrics
        self._address = address
        self._allowed = tuple(allowed)
        self._pause = pause
        self._troubles = Troubles(health, metrics, pause)
        self._runner: web.AppRunner | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._failing: type[Exception] | None = None

    @property
    def port(self) -> int:
        """The port that is listened on, or 0."""
        addresses = self._runner.addresses if self._runner else []
        return int(addresses[0][1]) if addresses else 0

    async def run(self) -> None:
        """Take updates in until cancelled.

        Raises:
            BotError: the port cannot be used.

        """
        await self.start()
        try:
            await asyncio.Event().wait()
        finally:
            await self.close()

    async def start(self) -> None:
        """Listen, and begin to tell Telegram so, which goes on until it has heard.

        Raises:
            BotError: the port cannot be used.

        """
        application = web.Application(client_max_size=LARGEST)
        application.router.add_post(urlsplit(self._address.url).path or "/", self._receive)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=_FINISH_SECONDS)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, "127.0.0.1", self._address.port).start()
        except OSError as error:
            await self.close()
            raise BotError(
                f"The webhook port {self._address.port} cannot be used ({error.strerror}): end "
                "what listens there, or set CONGVU_WEBHOOK_PORT to another port."
            ) from None
        self._keeping = asyncio.create_task(self._keep_set(), name="webhook")

    async def close(self) -> None:
        """Stop listening once what is being stored is stored; the webhook stays set."""
        if self._keeping is not None:
            self._keeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeping
        if self._runner is not None:
            await self._runner.cleanup()
        self._keeping = self._runner = None

    async def _keep_set(self) -> None:
        """Set the webhook, however long that takes, and again when somebody has taken it away."""
        url = ""
        while True:
            try:
                if url != self._address.url:
                    await self._api.set_webhook(
                        self._address.url, self._address.secret, self._allowed
                    )
                    _log.info("The webhook is set")
                self._troubles.over()
                await self._pause(CHECK_SECONDS)
                url = await self._api.webhook_url()
            except Exception as error:
                await self._troubles.wait_out(error)

    async def _receive(self, request: web.Request) -> web.Response:
        if not self._is_telegram(request):
            return self._refused(403, "secret")
        try:
            update = json.loads(await request.read())
        except web.HTTPRequestEntityTooLarge:
            return self._refused(413, "too_large")
        except (ValueError, RecursionError):
            update = None
        if not has_id(update):
            return self._refused(400, "garbage")
        try:
            await self._store([update])
        except Exception as error:
            self._troubles.note(error)
            if type(error) is not self._failing:  # Telegram comes back often
                self._failing = type(error)
                _log.warning("Updates cannot be stored (%s)", type(error).__name__)
            return web.Response(status=503)
        self._failing = None
        self._health.well("disk")
        return web.Response()

    def _is_telegram(self, request: web.Request) -> bool:
        """Return whether the secret came along; how long that takes tells nothing of it."""
        given = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        return hmac.compare_digest(given, self._address.secret.encode())

    def _refused(self, status: int, kind: str) -> web.Response:
        self._metrics.polling_errors.labels(kind=kind).inc()
        return web.Response(status=status)
