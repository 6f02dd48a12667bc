"""The commands and the menus in which Telegram shows them."""

import logging
from typing import Any

from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError
from telegram.ext import Application

from bot.guard import Handler
from bot.questions.ask import on_cancel, on_hoi
from bot.questions.browse import on_browse
from bot.questions.show import on_show
from bot.questions.welcome import on_help, on_start
from bot.services import services_in
from bot.texts import Texts

_log = logging.getLogger(__name__)

COMMANDS: dict[str, Handler] = {
    "hoi": on_hoi,
    "xem": on_show,
    "vanban": on_browse,
    "huy": on_cancel,
    "trogiup": on_help,
    "start": on_start,
}
"""Every command in the order of the menu; its line there is the text "command-<name>"."""

_IN_GROUPS = ("hoi", "xem", "vanban", "trogiup")


async def publish_commands(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Register the menus for private chats and for groups; the bot works without them too."""
    texts = services_in(application.bot_data).texts
    menus = (
        (BotCommandScopeAllPrivateChats(), COMMANDS),
        (BotCommandScopeAllGroupChats(), _IN_GROUPS),
    )
    try:
        for scope, names in menus:
            commands = [_command(texts, name) for name in names]
            await application.bot.set_my_commands(commands, scope)
    except TelegramError as error:
        _log.warning("The command menus could not be registered: %s", type(error).__name__)


def _command(texts: Texts, name: str) -> BotCommand:
    return BotCommand(name, texts.plain(f"command-{name}"))
