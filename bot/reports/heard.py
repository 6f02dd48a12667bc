"""Learns the ids of the messages that the bot sends, from Telegram's answers to its requests.

What belongs to a report is taken out of the chat when the person wants it, and only the sender's
own answer tells what id a message got.
"""

import json
from collections.abc import Callable
from typing import Any

from bot.delivery.transport import AiohttpRequest


class HearingRequest(AiohttpRequest):
    """Makes requests, and tells *heard* the chat and the id of each message they have sent."""

    __slots__ = ("heard",)

    def __init__(self, *, pool_size: int, proxy: str = "") -> None:
        super().__init__(pool_size=pool_size, proxy=proxy)
        self.heard: Callable[[int, int], object] = lambda chat, message: None

    async def do_request(self, *args: Any, **named: Any) -> tuple[int, bytes]:
        """Make a request as ``AiohttpRequest`` does."""
        status, body = await super().do_request(*args, **named)
        url: str = args[0] if args else named["url"]
        if status == 200 and url.endswith("/sendMessage"):
            self._tell(body)
        return status, body

    def _tell(self, body: bytes) -> None:
        try:
            message = json.loads(body)["result"]
            chat, number = message["chat"]["id"], message["message_id"]
        except (ValueError, KeyError, TypeError):
            return  # no answer of the Bot API; whoever asked will say so
        if isinstance(chat, int) and isinstance(number, int) and chat > 0:
            self.heard(chat, number)
