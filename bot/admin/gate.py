"""Who is an administrator: the people whose Telegram ids the configuration names."""

from functools import wraps

from telegram import Update
from telegram.constants import ChatType

from bot.guard import Handler
from bot.questions.reply import say
from bot.services import Context, services_of


def with_welcome(handler: Handler) -> Handler:
    """Return *handler*, after which administrators are told what they can do."""

    @wraps(handler)
    async def run(update: Update, context: Context) -> None:
        await handler(update, context)
        message, services = update.effective_message, services_of(context)
        sender = message.from_user.id if message and message.from_user else 0
        if message and sender in services.admins and message.chat.type == ChatType.PRIVATE:
            say(context.work, message, services.texts.html("admin-welcome"))

    return run


def for_admins(handler: Handler) -> Handler:
    """Return *handler* for administrators in their private chat; others are told so politely."""

    async def run(update: Update, context: Context) -> None:
        message, services = update.effective_message, services_of(context)
        if message is None:
            return
        sender = message.from_user.id if message.from_user else 0
        if sender in services.admins and message.chat.type == ChatType.PRIVATE:
            await handler(update, context)
        else:
            say(context.work, message, services.texts.html("admin-only"))

    run.__qualname__ = getattr(handler, "__qualname__", "")
    return run
