"""Puts screens into chats: as an answer to a message, or in place of the screen before it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from telegram import CallbackQuery, MaybeInaccessibleMessage, Message
from telegram.constants import ChatAction, ChatType
from telegram.error import TelegramError

from bot.delivery.calls import Place, Shown, answer_press, edit_text, send_message
from bot.delivery.work import Work
from bot.questions.screen import Screen
from bot.services import Services

T = TypeVar("T")

_ACTION = 1.0
"""Seconds that an answer waits for "typing…" to be taken, lest that shows after it."""


async def working(message: Message, work: Callable[[], T]) -> T:
    """Run *work* in a thread and show "typing…" in the chat of *message* meanwhile."""
    typing = asyncio.create_task(_typing(message))
    try:
        return await asyncio.to_thread(work)
    finally:
        await asyncio.wait({typing}, timeout=_ACTION)
        typing.cancel()


def say(work: Work, message: Message, html: str) -> None:
    """Answer *message* with one sentence."""
    work.call(send_message(_below(message), html))


def show(work: Work, message: Message, screen: Screen, services: Services) -> None:
    """Answer *message* with *screen*."""
    work.call(send_message(_below(message), screen.html, screen.keyboard(services.state)))


def follow(work: Work, query: CallbackQuery, screen: Screen, services: Services) -> None:
    """Send *screen* as a new message below the one whose button was pressed."""
    message = query.message
    if message is None:
        replace(work, query, screen, services)
        return
    place = Place(message.chat.id, message.message_id, _thread(message))
    work.call(send_message(place, screen.html, screen.keyboard(services.state)))


def replace(work: Work, query: CallbackQuery, screen: Screen, services: Services) -> None:
    """Show *screen* in place of the one whose button was pressed."""
    work.call(edit_text(shown_by(query), screen.html, screen.keyboard(services.state)))


def notice(work: Work, query: CallbackQuery, text: str = "", *, alert: bool = False) -> None:
    """End the button's waiting, with *text* over the chat if there is something to say."""
    work.call(answer_press(query.id, text, alert=alert))


def shown_by(query: CallbackQuery) -> Shown:
    """Return the message whose button was pressed."""
    if query.message is None:
        return Shown(inline=query.inline_message_id or "")
    return Shown(query.message.chat.id, query.message.message_id)


async def _typing(message: Message) -> None:
    with suppress(TelegramError):
        await message.reply_chat_action(ChatAction.TYPING)


def _below(message: Message) -> Place:
    """In a group an answer quotes the question it belongs to; in private it just follows."""
    private = message.chat.type == ChatType.PRIVATE
    return Place(message.chat.id, None if private else message.message_id, _thread(message))


def _thread(message: MaybeInaccessibleMessage) -> int | None:
    if isinstance(message, Message) and message.is_topic_message:
        return message.message_thread_id
    return None
