"""Learns the ids of the messages that the bot sends, from Telegram's answers to its requests.

What belongs to a report is taken out of the chat when the person wants it, and the message of an
administrators' job is edited as the job goes on; only the sender's own answer tells what id a
message got.
"""

import json
from collections.abc import Callable
from typing import Any

from bot.delivery.transport import AiohttpRequest


class HearingRequest(AiohttpRequest):
    """Makes requests, and tells of each message they have sent.

    *heard* hears the chat and the id of those to people, *marked* of all that have buttons the
    same and what the first button carries.
    """

    __slots__ = ("heard", "marked")

    def __init__(self, *, pool_size: int, proxy: str = "") -> None:
        super().__init__(pool_size=pool_size, proxy=proxy)
        self.heard: Callable[[int, int], object] = lambda chat, message: None
        self.marked: Callable[[int, int, str], object] = lambda chat, message, data: None

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
        if not isinstance(chat, int) or not isinstance(number, int):
            return
        if chat > 0:
            self.heard(chat, number)
        data = _first_button(message)
        if data:
            self.marked(chat, number, data)


def _first_button(message: dict[str, Any]) -> str:
    """Return what the first button under *message* carries; "" without one."""
    try:
        data = message["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    except (KeyError, IndexError, TypeError):
        return ""
    return data if isinstance(data, str) else ""
