"""Calls of the Bot API as they are kept in the outbox, and updates as they come: raw JSON.

The methods of python-telegram-bot are for what a handler asks in passing, a file above all. What
is stored goes this way: it needs no objects, and each method has its own time limit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from telegram import Bot, InputFile
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.delivery.calls import Call, Upload
from bot.delivery.transport import BadAnswer

AT_A_TIME: Final = 100
"""Updates that one ``updates`` returns at most; Telegram allows no more."""
AT_ONCE: Final = 32
"""Updates that Telegram may hand to the webhook at the same time."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a call may take, in seconds."""

    answer: float
    """From the end of the request to the answer."""
    sending: float = 20


_USUAL = Limits(20)
_BRIEF = Limits(10)
_UPLOAD = Limits(60, sending=90)
"""A file of 50 MB takes a while, and Telegram looks at it before it answers."""
_LIMITS: Final = {
    # What somebody waits for with a finger on the glass is of no use any more after that.
    "answerCallbackQuery": _BRIEF,
    "answerInlineQuery": _BRIEF,
    "sendChatAction": _BRIEF,
    "sendMessageDraft": _BRIEF,
    "getMe": _BRIEF,
    "getFile": Limits(30),  # a server of one's own fetches the file first
    "sendDocument": _UPLOAD,  # by URL or id: Telegram fetches it first
    "sendMediaGroup": _UPLOAD,
    "sendPhoto": _UPLOAD,
}
_BEYOND_POLL = 10.0
"""Seconds that the answer to a long poll may be late."""


class BotApi:
    """The Bot API of one bot, over its two transports: one for long polls, one for all else."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def call(self, call: Call) -> Any:
        """Make *call* and return its ``result`` as decoded JSON.

        Raises:
            NotSent: the request did not leave; it can be repeated.
            RetryAfter, BadRequest, Forbidden, ChatMigrated, Conflict, InvalidToken: refused.
            NetworkError, BadAnswer and TimedOut included: it may have been carried out.

        """
        limits = _UPLOAD if call.uploads else _LIMITS.get(call.method, _USUAL)
        return await self._post(call.method, call.params, limits, call.uploads)

    async def updates(self, offset: int, seconds: int, allowed: Sequence[str]) -> list[Any]:
        """Return the updates from id *offset* on, after waiting up to *seconds* for one.

        All before *offset* are thereby confirmed, which Telegram then forgets; 0 confirms none.
        Only the kinds *allowed* come, and Telegram keeps that in mind. The items are as they came,
        which is to say that each should be an object with an "update_id".

        Raises:
            BadAnswer: what came is no list; nothing is lost by asking again.
            TelegramError: as with ``call``.

        """
        given = {
            "offset": offset,
            "limit": AT_A_TIME,
            "timeout": seconds,
            "allowed_updates": list(allowed),
        }
        came = await self._post("getUpdates", given, Limits(seconds + _BEYOND_POLL))
        if not isinstance(came, list):
            raise BadAnswer("The Bot API's answer to getUpdates is no list.")
        return came

    async def webhook_url(self) -> str:
        """Return where Telegram sends updates to, or "" when they are fetched."""
        info = await self._post("getWebhookInfo", {}, _USUAL)
        url = info.get("url") if isinstance(info, dict) else None
        if not isinstance(url, str):
            raise BadAnswer("The Bot API's answer to getWebhookInfo names no address.")
        return url

    async def set_webhook(self, url: str, secret: str, allowed: Sequence[str]) -> None:
        """Let Telegram send updates of the kinds *allowed* to *url*, with *secret* as a header."""
        given = {
            "url": url,
            "secret_token": secret,
            "allowed_updates": list(allowed),
            "max_connections": AT_ONCE,
        }
        await self._post("setWebhook", given, _USUAL)

    async def delete_webhook(self) -> None:
        """Let updates be fetched again; those that wait go on waiting."""
        await self._post("deleteWebhook", {}, _USUAL)

    async def _post(
        self, method: str, params: Mapping[str, Any], limits: Limits, uploads: Sequence[Upload] = ()
    ) -> Any:
        given = dict(params) | {file.field: InputFile(file.content, file.name) for file in uploads}
        # As the library does it: a long poll holds no connection that a message could use.
        request = self._bot._request[0] if method == "getUpdates" else self._bot.request
        return await request.post(
            f"{self._bot.base_url}/{method}",
            RequestData([RequestParameter.from_input(*item) for item in given.items()]),
            read_timeout=limits.answer,
            write_timeout=limits.sending,
        )
