"""Who is an administrator: the people whose Telegram ids the configuration names."""

from telegram import Update
from telegram.constants import ChatType

from bot.guard import Handler
from bot.questions.reply import say
from bot.services import Context, services_of


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
