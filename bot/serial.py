"""Keeps the updates of one chat in order while the updates of different chats run side by side."""

import asyncio
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

_WAITING = 4096
"""Updates that may wait; they cost memory only."""


class PerChatProcessor(BaseUpdateProcessor):
    """Runs at most *at_once* updates, never two of the same chat, in the order they came.

    The limit is taken after the chat's turn has come, so that a chat that sends a hundred
    messages at once waits for itself and not in everybody's way.
    """

    __slots__ = ("_at_once", "_turns")

    def __init__(self, at_once: int) -> None:
        super().__init__(_WAITING)
        self._at_once = asyncio.Semaphore(at_once)
        self._turns: dict[tuple[str, int], _Turn] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the chat's turn and a free place, then handle the update."""
        key = chat_key(update)
        if key is None:
            async with self._at_once:
                await coroutine
            return
        turn = self._turns.setdefault(key, _Turn())
        turn.holders += 1
        try:
            async with turn.lock, self._at_once:
                await coroutine
        finally:
            turn.holders -= 1
            if not turn.holders:
                del self._turns[key]

    async def initialize(self) -> None:
        """Nothing is needed before the first update."""

    async def shutdown(self) -> None:
        """Nothing is kept after the last update."""


class _Turn:
    """The lock of one chat, and how many updates hold it or wait for it."""

    __slots__ = ("holders", "lock")

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.holders = 0


def chat_key(update: object) -> tuple[str, int] | None:
    """Return what *update* belongs to: its chat, else its sender, else nothing."""
    if not isinstance(update, Update):
        return None
    if update.effective_chat:
        return ("chat", update.effective_chat.id)
    if update.effective_user:
        return ("user", update.effective_user.id)
    return None
