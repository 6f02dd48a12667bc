"""Delivery of updates to the bot's webhook: in order, with the secret header, retried."""

import asyncio
import contextlib
import json
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.tryout.errors import bad_request
from bot.tryout.state import World
from bot.tryout.updates import Update

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
RETRY_SECONDS = 0.2
"""Pause after a failed delivery; short, because both ends are on one machine."""
TIMEOUT_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Target:
    """Where updates go."""

    url: str
    secret: str = ""
    max_connections: int = 40


class Webhook:
    """The webhook of one bot; without one, updates wait for getUpdates."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._task: asyncio.Task[None] | None = None
        self.target: Target | None = None
        self.last_error = ""
        self.last_error_date = 0

    async def set(self, target: Target | None) -> None:
        """Deliver to *target* from now on, or stop delivering when it is None."""
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        self.target, self._task = target, None
        if target:
            check_url(target.url)
            self._task = asyncio.create_task(self._deliver(target))

    def info(self) -> dict[str, Any]:
        """Return the Bot API's WebhookInfo object."""
        info: dict[str, Any] = {
            "url": self.target.url if self.target else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._world.updates.waiting),
        }
        if self.target:
            info["max_connections"] = self.target.max_connections
        if self._world.updates.allowed:
            info["allowed_updates"] = list(self._world.updates.allowed)
        if self.last_error:
            info["last_error_date"] = self.last_error_date
            info["last_error_message"] = self.last_error
        return info

    async def _deliver(self, target: Target) -> None:
        headers = {SECRET_HEADER: target.secret} if target.secret else {}
        async with ClientSession(
            headers=headers, timeout=ClientTimeout(total=TIMEOUT_SECONDS)
        ) as session:
            while True:
                waiting = self._world.updates.waiting
                if not waiting:
                    await self._world.updates.next_news()
                elif await self._send(session, target, waiting[0]):
                    self._world.updates.confirm(waiting[0].number)
                else:
                    await asyncio.sleep(RETRY_SECONDS)

    async def _send(self, session: ClientSession, target: Target, update: Update) -> bool:
        content = json.dumps(update.as_json()).encode()
        kind = {"Content-Type": "application/json"}
        try:
            async with session.post(target.url, data=content, headers=kind) as answer:
                if answer.status < 300:
                    return True
                error = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (ClientError, TimeoutError) as failure:
            error = f"Connection failed: {type(failure).__name__}"
        self.last_error, self.last_error_date = error, self._world.now()
        return False


def check_url(url: str) -> None:
    """Refuse a webhook that is not on this machine; plain HTTP is allowed here."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.hostname == "localhost":
        return
    try:
        inside = ip_address(parts.hostname).is_loopback
    except ValueError:
        inside = False
    if not inside:
        raise bad_request("bad webhook: the try-out server delivers to this machine only")
