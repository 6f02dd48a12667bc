"""Stands around every handler: what goes wrong inside is logged, and the person is told."""

import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from telegram import Update
from telegram.error import TelegramError

from bot.errors import harmless, note_transport, report
from bot.services import Context, services_of
from bot.texts import Texts

_log = logging.getLogger(__name__)

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def guarded(handler: Handler) -> Handler:
    """Return *handler* so that its errors end in one sentence to the person and one log entry."""

    async def run(update: Update, context: Context) -> None:
        try:
            await handler(update, context)
        except TelegramError as error:
            if harmless(error):
                _log.info("Update %s: no longer wanted", update.update_id)
            else:
                await _fail(error, handler, update, context)
        except Exception as error:
            await _fail(error, handler, update, context)

    return run


async def on_error(update: object, context: Context) -> None:
    """Log what goes wrong outside the handlers, such as a lost connection while polling."""
    if context.error is not None:
        note_transport(context.error)


async def _fail(error: Exception, handler: Handler, update: Update, context: Context) -> None:
    number = report(error, update.update_id, getattr(handler, "__qualname__", ""))
    with suppress(TelegramError):
        await _apologise(update, number, services_of(context).texts)


async def _apologise(update: Update, number: str, texts: Texts) -> None:
    if update.callback_query:
        await update.callback_query.answer(
            texts.plain("error-notice", number=number), show_alert=True
        )
    elif update.effective_message:
        await update.effective_message.reply_html(texts.html("error-unexpected", number=number))
