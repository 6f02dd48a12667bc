"""Which update goes to which handler."""

from typing import Any

from telegram import Message
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.admin.acting import admin_press, admin_text
from bot.admin.lists import list_press
from bot.admin.uploads import admin_content
from bot.commands import ADMIN_COMMANDS, COMMANDS
from bot.following.deciding import announce_press
from bot.following.handlers import subscribe_press
from bot.guard import guarded
from bot.questions.ask import on_other_content, on_text, on_unknown_command
from bot.questions.groups import command_addressed
from bot.questions.inline import on_inline
from bot.questions.presses import on_press
from bot.reports.follow_handlers import follow_content, follow_press, follow_text
from bot.reports.handlers import before_content, before_press, before_text


class _Addressed(filters.MessageFilter):
    """Commands meant for this bot; see ``command_addressed``."""

    def filter(self, message: Message) -> bool:
        return command_addressed(message)


_PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGES
"""An edited question in a private chat is answered again; one in a group is not."""
_GROUP = filters.ChatType.GROUPS & filters.UpdateType.MESSAGE
_WORDS = filters.TEXT & ~filters.COMMAND


def add_handlers(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Register every handler of the bot, the special before the general."""
    for name, handler in (COMMANDS | ADMIN_COMMANDS).items():
        place = (_PRIVATE | _GROUP) & _Addressed()
        application.add_handler(CommandHandler(name, guarded(handler), place))
    reading = follow_press(before_press(on_press))
    press = subscribe_press(announce_press(admin_press(list_press(reading))))
    application.add_handler(CallbackQueryHandler(guarded(press)))
    application.add_handler(InlineQueryHandler(guarded(on_inline)))
    unknown = _PRIVATE & filters.COMMAND
    application.add_handler(MessageHandler(unknown, guarded(on_unknown_command)))
    application.add_handler(
        MessageHandler(
            (_PRIVATE | _GROUP) & _WORDS,
            guarded(admin_text(follow_text(before_text(on_text)))),
        )
    )
    content = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL
    other = guarded(follow_content(before_content(admin_content(on_other_content))))
    application.add_handler(MessageHandler(content & ~filters.TEXT, other))
