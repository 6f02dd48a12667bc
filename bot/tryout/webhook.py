"""Delivery of updates to the bot's webhook: each chat in order, with the secret, retried."""

import asyncio
import contextlib
import json
from collections import deque
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.tryout.errors import bad_request
from bot.tryout.faults import WEBHOOK, FaultKind, Faults
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
    """The webhook of one bot; without one, updates wait for getUpdates.

    As at Telegram, the updates of one chat are delivered one after the other, each until the bot
    has taken it; different chats do not wait for each other, up to the number of connections.
    """

    def __init__(self, world: World, faults: Faults) -> None:
        self._world = world
        self._faults = faults
        self._task: asyncio.Task[None] | None = None
        self.target: Target | None = None
        self.last_error = ""
        self.last_error_date = 0
        self.retry_seconds = RETRY_SECONDS
        self.timeout_seconds = TIMEOUT_SECONDS
        self.deliveries = 0
        """Attempts to deliver, those that failed included."""

    async def set(self, target: Target | None) -> None:
        """Deliver to *target* from now on, or stop delivering when it is None."""
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        self.target, self._task = target, None
        if target:
            check_url(target.url)
            self._world.updates.end_poll(by_webhook=True)
            self._task = asyncio.create_task(self._deliver(target))

    def info(self) -> dict[str, Any]:
        """Return the Bot API's WebhookInfo object."""
        info: dict[str, Any] = {
            "url": self.target.url if self.target else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._world.updates),
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
        """Put what comes into the lane of its chat; a lane lives while something is in it."""
        headers = {SECRET_HEADER: target.secret} if target.secret else {}
        timeout = ClientTimeout(total=self.timeout_seconds)
        free = asyncio.Semaphore(target.max_connections)
        lanes: dict[int, deque[Update]] = {}
        last = 0
        async with (
            ClientSession(headers=headers, timeout=timeout) as session,
            asyncio.TaskGroup() as group,
        ):
            while True:
                for update in self._world.updates.after(last):
                    last = update.number
                    if update.chat in lanes:
                        lanes[update.chat].append(update)
                        continue
                    lanes[update.chat] = deque([update])
                    lane = self._empty(lanes, update.chat, session, target, free)
                    group.create_task(lane)
                await self._world.updates.next_news()

    async def _empty(
        self,
        lanes: dict[int, deque[Update]],
        chat: int,
        session: ClientSession,
        target: Target,
        free: asyncio.Semaphore,
    ) -> None:
        while lanes[chat]:
            update = lanes[chat][0]
            async with free:
                taken = await self._send(session, target, update)
            if taken:
                self._world.updates.confirm_one(update.number)
                lanes[chat].popleft()
            else:
                await asyncio.sleep(self.retry_seconds)
        del lanes[chat]

    async def _send(self, session: ClientSession, target: Target, update: Update) -> bool:
        """Deliver once; return whether the bot has taken it and said so."""
        self.deliveries += 1
        hit = self._faults.take(WEBHOOK, update.chat)
        if hit.kind is FaultKind.DROP_BEFORE:
            return self._failed("Connection failed: the connection broke")
        content = json.dumps(update.as_json()).encode()
        kind = {"Content-Type": "application/json"}
        await asyncio.sleep(hit.before)
        try:
            async with session.post(target.url, data=content, headers=kind) as answer:
                if answer.status >= 300:
                    words = f"Wrong response from the webhook: {answer.status} {answer.reason}"
                    return self._failed(words)
        except (ClientError, OSError) as failure:
            return self._failed(f"Connection failed: {type(failure).__name__}")
        await asyncio.sleep(hit.after)
        if hit.kind is FaultKind.DROP_AFTER:
            return self._failed("Connection failed: the answer was lost")
        return True

    def _failed(self, error: str) -> bool:
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
