"""Fetches updates from Telegram for as long as the bot runs, whatever happens meanwhile.

An update is confirmed, which makes Telegram forget it, only after it is safe on the disk.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

from telegram.error import Conflict

from bot.delivery.api import BotApi
from bot.delivery.health import Health
from bot.delivery.metrics import Metrics
from bot.delivery.transport import BadAnswer
from bot.delivery.troubles import Troubles

_log = logging.getLogger(__name__)

Store = Callable[[Sequence[dict[str, Any]]], Awaitable[None]]
"""Makes updates safe on the disk before it returns; raises sqlite3.Error when it cannot."""

POLL_SECONDS: Final = 25
"""How long Telegram holds a request back until something comes: less than the half minute after
which many a proxy ends a connection that says nothing."""
_HIGHEST_ID: Final = 2**63 - 1


class Poller:
    """Takes updates of the kinds *allowed* from *api* to *store*.

    *pause* waits for so many seconds, after an error.
    """

    def __init__(
        self,
        api: BotApi,
        store: Store,
        health: Health,
        metrics: Metrics,
        allowed: Sequence[str],
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._api = api
        self._store = store
        self._health = health
        self._metrics = metrics
        self._allowed = tuple(allowed)
        self._troubles = Troubles(health, metrics, pause)
        self._offset = 0
        self._proven = False

    async def run(self) -> None:
        """Fetch until cancelled; what was fetched and not stored then comes again."""
        while True:
            try:
                await self._fetch()
            except Exception as error:
                self._proven = False
                await self._recover(error)
            else:
                self._proven = True
                self._troubles.over()

    async def _fetch(self) -> None:
        # The first one after an error does not wait, so that it is known at once whether it works.
        seconds = POLL_SECONDS if self._proven else 0
        came = await self._api.updates(self._offset, seconds, self._allowed)
        updates = [update for update in came if has_id(update)]
        if updates:
            await self._store(updates)
            self._health.well("disk")
            # Not the highest ever: after a quiet week Telegram begins anew anywhere.
            self._offset = max(update["update_id"] for update in updates) + 1
        if len(updates) < len(came):
            self._skip(len(came) - len(updates), alone=not updates)

    def _skip(self, count: int, alone: bool) -> None:
        """Leave out what has no id: it cannot be told from a repeat, nor be confirmed by itself.

        Telegram forgets it with the next that has one. Until then it comes again at once, each
        time, which therefore counts as an error, with growing pauses.
        """
        if alone:
            raise BadAnswer("There is no update with an id in the Bot API's answer.")
        _log.warning("Left out %s updates without an id", count)
        self._metrics.polling_errors.labels(kind="no_id").inc(count)

    async def _recover(self, error: Exception) -> None:
        """Do what can be done about *error*, and wait."""
        if isinstance(error, Conflict):
            try:
                if await self._api.webhook_url():
                    await self._api.delete_webhook()
                    _log.warning("Deleted the webhook: this bot fetches its updates")
            except Exception as another:
                error = another
        await self._troubles.wait_out(error)


def has_id(update: object) -> bool:
    """Return whether *update* is an object with an id that can be stored and confirmed."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return type(number) is int and 0 <= number <= _HIGHEST_ID
