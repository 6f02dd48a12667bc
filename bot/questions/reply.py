"""Puts screens into chats: as an answer to a message, or in place of the screen before it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from telegram import CallbackQuery, MaybeInaccessibleMessage, Message, ReplyParameters
from telegram.constants import ChatAction, ChatType, ParseMode
from telegram.error import BadRequest, TelegramError

from bot.errors import harmless
from bot.questions.screen import Screen
from bot.services import Services

T = TypeVar("T")


async def working(message: Message, work: Callable[[], T]) -> T:
    """Run *work* in a thread and show "typing…" in the chat of *message* meanwhile."""
    typing = asyncio.create_task(_typing(message))
    try:
        return await asyncio.to_thread(work)
    finally:
        await typing


async def say(message: Message, html: str) -> None:
    """Answer *message* with one sentence."""
    await message.reply_html(html, reply_parameters=_quoting(message))


async def show(message: Message, screen: Screen, services: Services) -> None:
    """Answer *message* with *screen*."""
    await message.reply_html(
        screen.html,
        reply_markup=screen.keyboard(services.state),
        reply_parameters=_quoting(message),
    )


async def follow(query: CallbackQuery, screen: Screen, services: Services) -> None:
    """Send *screen* as a new message below the one whose button was pressed."""
    message = query.message
    if message is None:
        await replace(query, screen, services)
        return
    await query.get_bot().send_message(
        message.chat.id,
        screen.html,
        ParseMode.HTML,
        reply_markup=screen.keyboard(services.state),
        message_thread_id=_thread(message),
        reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True),
    )


async def replace(query: CallbackQuery, screen: Screen, services: Services) -> None:
    """Show *screen* in place of the one whose button was pressed."""
    try:
        keyboard = screen.keyboard(services.state)
        await query.edit_message_text(screen.html, ParseMode.HTML, reply_markup=keyboard)
    except BadRequest as error:
        if not harmless(error):
            raise


async def notice(query: CallbackQuery, text: str = "", *, alert: bool = False) -> None:
    """End the button's waiting, with *text* over the chat if there is something to say."""
    try:
        await query.answer(text or None, show_alert=alert)
    except BadRequest as error:
        if not harmless(error):
            raise


async def _typing(message: Message) -> None:
    with suppress(TelegramError):
        await message.reply_chat_action(ChatAction.TYPING)


def _quoting(message: Message) -> ReplyParameters | None:
    """In a group an answer quotes the question it belongs to; in private it just follows."""
    if message.chat.type == ChatType.PRIVATE:
        return None
    return ReplyParameters(message.message_id, allow_sending_without_reply=True)


def _thread(message: MaybeInaccessibleMessage) -> int | None:
    if isinstance(message, Message) and message.is_topic_message:
        return message.message_thread_id
    return None
