"""What an error of the Bot API means for the call that met it: one visible table of exact texts.

The texts are those of Telegram's own server (github.com/tdlib/telegram-bot-api, ``Client.cpp``,
and the TDLib errors that it passes on), in lower case; python-telegram-bot takes "Bad Request: "
away and changes the case of what follows. An error that is not in the table is judged by its
class: any other 400 is our bug, any other 403 a chat that the bot cannot reach.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.delivery.transport import NotSent


class Verdict(StrEnum):
    """What is to be done with a call that failed."""

    DELIVERED = "delivered"
    """It is as it should be already: done."""
    VOID = "void"
    """It has lost its object; nobody misses it: done."""
    UNREACHABLE = "unreachable"
    """The chat does not take messages from the bot: a dead letter, and no more announcements."""
    BROKEN = "broken"
    """The call is wrong, which is our bug: a dead letter."""
    MIGRATED = "migrated"
    """The group has a new id: send it there."""
    FLOOD = "flood"
    """Too fast for this chat: wait as long as Telegram says."""
    PASSING = "passing"
    """It was not carried out, and that will pass: try again."""
    UNSURE = "unsure"
    """It may have been carried out: find out before a message is sent again."""


TABLE: tuple[tuple[Verdict, tuple[str, ...]], ...] = (
    (Verdict.DELIVERED, ("message is not modified",)),
    (
        Verdict.VOID,
        (
            "query is too old",
            "query id is invalid",
            "query_id_invalid",
            "message to edit not found",
            "message can't be edited",
            "message to delete not found",
            "message can't be deleted",
            "message_id_invalid",
            "there is no text in the message to edit",
            "there is no caption in the message to edit",
            "message to react not found",
            "invalid inline message identifier",
        ),
    ),
    (
        Verdict.UNREACHABLE,
        (
            "bot was blocked by the user",
            "user is deactivated",
            "bot can't initiate conversation with a user",
            "bot can't send messages to the bot",
            "bots can't send messages to bots",
            "bot was kicked from",
            "bot is not a member of",
            "the group chat was deleted",
            "group chat was deactivated",
            "chat not found",
            "user not found",
            "peer_id_invalid",
            "have no rights to send a message",
            "not enough rights to send",
            "need administrator rights in the channel",
            "chat_write_forbidden",
            "chat_send_plain_forbidden",
            "chat_restricted",
            "chat_admin_required",
            "channel_private",
            "user_is_blocked",
            "input_user_deactivated",
        ),
    ),
    (
        Verdict.BROKEN,
        (
            "can't parse entities",
            "entity_bounds_invalid",
            "entities_too_long",
            "message text is empty",
            "text must be non-empty",
            "message is too long",
            "message_too_long",
            "message caption is too long",
            "media_caption_too_long",
            "reply markup is too long",
            "button_data_invalid",
            "button_type_invalid",
            "button_url_invalid",
            "can't parse inline keyboard button",
            "can't parse reply keyboard markup",
            "object expected as reply markup",
            "message to be replied not found",
            "message thread not found",
            "topic_closed",
            "topic_deleted",
            "wrong file identifier",
            "wrong remote file identifier",
            "wrong type of file",
            "wrong http url",
            "file must be non-empty",
            "file is too big",
            "request entity too large",
            "photo_invalid_dimensions",
            "result_id_duplicate",
            "results_too_much",
            "not implemented",
        ),
    ),
)
"""Texts and what they mean; the first that an error contains decides."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and, for dead letters and logs, its reason: never a word that was in a message."""

    verdict: Verdict
    reason: str


def judge(error: BaseException) -> Judgement:
    """Return what *error*, raised by a call, means for that call."""
    match error:
        case ChatMigrated():
            return Judgement(Verdict.MIGRATED, "the group has a new id")
        case RetryAfter():
            return Judgement(Verdict.FLOOD, "too many requests")
        case NotSent():
            return Judgement(Verdict.PASSING, "the server could not be reached")
        case EndPointNotFound():
            return Judgement(Verdict.BROKEN, "the method does not exist")
        case InvalidToken() | Conflict():
            # Not this call's fault: it keeps until somebody has put the token right.
            return Judgement(Verdict.PASSING, type(error).__name__)
        case TelegramError() | OSError() | TimeoutError():
            return _of_answer(error, str(getattr(error, "message", "")))
    return Judgement(Verdict.BROKEN, type(error).__name__)


def _of_answer(error: BaseException, message: str) -> Judgement:
    if not isinstance(error, BadRequest | Forbidden):
        if "request entity too large" in message.lower():
            return Judgement(Verdict.BROKEN, "request entity too large")
        return Judgement(Verdict.UNSURE, type(error).__name__)
    return _of_refusal(message, forbidden=isinstance(error, Forbidden))


def _of_refusal(message: str, *, forbidden: bool) -> Judgement:
    words = message.lower()
    for verdict, texts in TABLE:
        for text in texts:
            if text in words:
                return Judgement(verdict, text)
    verdict = Verdict.UNREACHABLE if forbidden else Verdict.BROKEN
    return Judgement(verdict, _without_quotes(message))


def _without_quotes(message: str) -> str:
    """Return the fixed part of an unknown text: what it quotes stands after a colon or a quote."""
    words = message.removeprefix("Forbidden: ")
    return re.split(r"[:\"“]", words, maxsplit=1)[0].strip()[:80]
