"""Stands around every handler: what goes wrong inside is logged, and the person is told."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import Application

from bot.delivery.calls import answer_press
from bot.delivery.dispatcher import Handling
from bot.delivery.work import Work
from bot.errors import note_timeout, report
from bot.questions.reply import say
from bot.services import CURRENT_WORK, Context, services_of
from bot.texts import Texts

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def guarded(handler: Handler) -> Handler:
    """Return *handler* so that its errors end in one sentence to the person and one log entry."""

    async def run(update: Update, context: Context) -> None:
        try:
            await handler(update, context)
        except Exception as error:
            name = getattr(handler, "__qualname__", "")
            _apologise_for(error, name, update, context.work, services_of(context).texts)

    return run


async def on_error(update: object, context: Context) -> None:
    """Deal with what goes wrong around the handlers, in choosing one."""
    if context.error is not None and isinstance(update, Update):
        _apologise_for(context.error, "", update, context.work, services_of(context).texts)


def handling(application: Application[Any, Any, Any, Any, Any, Any], texts: Texts) -> Handling:
    """Return what the dispatcher does with each update."""

    async def handle(update: Update, work: Work) -> None:
        CURRENT_WORK.set(work)
        await application.process_update(update)

    def too_slow(update: Update, work: Work) -> None:
        number = note_timeout(update.update_id)
        _tell(update, work, texts, "slow", number)

    def failed(update: Update, work: Work, error: BaseException) -> None:
        _apologise_for(error, "commit", update, work, texts)

    return Handling(handle, too_slow, failed)


def _apologise_for(
    error: BaseException, name: str, update: Update, work: Work, texts: Texts
) -> None:
    """Let nothing remain of what the handler began, but a sentence with the error's number."""
    work.clear()
    _tell(update, work, texts, "unexpected", report(error, update.update_id, name))


def _tell(update: Update, work: Work, texts: Texts, what: str, number: str) -> None:
    if update.callback_query:
        words = texts.plain(f"error-notice-{what}", number=number)
        work.call(answer_press(update.callback_query.id, words, alert=True))
    elif update.effective_message:
        say(work, update.effective_message, texts.html(f"error-{what}", number=number))
