"""Finds out whether a message whose answer was lost has arrived, so that it is not sent twice.

The message is edited into exactly what it is, at the few ids that it can have (see
``bot.delivery.numbering``). "Message is not modified", or success, means that it is there; where
there is no message, or one of somebody else, the next id is tried.

What is not found is sent again and counted as "resent". It cannot be told, and the message is
sent again and counted as "blind", where

* it has no text or caption to edit (a file without a caption, a forwarded message), or a
  keyboard of replies, which no edit can repeat;
* no id was known before it was sent: the bot's first messages ever, or since it was started in a
  supergroup;
* an earlier message to the chat was taken by the server and its id never came to be known.

It is sent again although it is there, and nothing shows it, where

* more ids were given out meanwhile than are tried;
* the server carries the request out only after the message was looked for;
* the person has deleted it.
"""

from collections.abc import Iterable
from typing import Any, Protocol

from telegram.error import BadRequest

from bot.delivery.calls import Call
from bot.delivery.verdicts import Verdict, judge

_TEXT = ("text", "entities", "link_preview_options")
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")
_BOTH = ("chat_id", "business_connection_id", "parse_mode", "reply_markup")
_WITH_CAPTION = ("sendPhoto", "sendDocument", "sendVideo", "sendAnimation", "sendAudio")


class Api(Protocol):
    """What makes calls; see ``bot.delivery.api.BotApi``."""

    async def call(self, call: Call) -> Any:
        """Make *call* and return its result, or raise telegram.error.TelegramError."""
        ...


def edit_of(call: Call) -> Call | None:
    """Return the edit that changes nothing if *call* arrived, without a message id; else None."""
    params = call.params
    if "inline_keyboard" not in params.get("reply_markup", {"inline_keyboard": []}):
        return None
    if call.method == "sendMessage" and params.get("text"):
        method, names = "editMessageText", _TEXT + _BOTH
    elif call.method in _WITH_CAPTION and params.get("caption"):
        method, names = "editMessageCaption", _CAPTION + _BOTH
    else:
        return None
    return Call(method, {name: params[name] for name in names if name in params})


async def find(api: Api, call: Call, candidates: Iterable[int], ruled_out: set[int]) -> int | None:
    """Return the id under which *call* has arrived, or None if under none of *candidates*.

    Ids in *ruled_out* are passed over, and those that are not it are added.

    Raises:
        TelegramError: the server could not be asked; ask again later.

    """
    edit = edit_of(call)
    if edit is None:
        return None
    for message in candidates:
        if message in ruled_out:
            continue
        try:
            await api.call(Call(edit.method, {**edit.params, "message_id": message}))
        except BadRequest as error:
            verdict = judge(error).verdict
            if verdict is Verdict.DELIVERED:
                return message
            if verdict not in (Verdict.VOID, Verdict.BROKEN):
                raise
            ruled_out.add(message)
        else:
            return message
    return None
