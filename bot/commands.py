"""The commands and the menus in which Telegram shows them."""

import logging
from collections.abc import Iterable
from typing import Any

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError
from telegram.ext import Application

from bot.admin.acting import admin_cancel
from bot.admin.gate import for_admins, with_welcome
from bot.admin.history import on_ended, on_undo
from bot.admin.lists import on_history, on_log
from bot.admin.status import on_status
from bot.following.deciding import announce_cancel, on_announce
from bot.following.handlers import on_subscribe, on_unsubscribe
from bot.guard import Handler
from bot.questions.ask import on_cancel, on_hoi
from bot.questions.browse import on_browse
from bot.questions.show import on_show
from bot.questions.welcome import on_help, on_start
from bot.reports.follow_handlers import follow_cancel, leaving_follow, on_follow
from bot.reports.handlers import before_cancel, before_start, on_report
from bot.services import services_in
from bot.texts import Texts

_log = logging.getLogger(__name__)

COMMANDS: dict[str, Handler] = {
    "hoi": on_hoi,
    "xem": on_show,
    "vanban": on_browse,
    "dangky": on_subscribe,
    "phananh": leaving_follow(on_report),
    "theodoi": on_follow,
    "huy": follow_cancel(before_cancel(admin_cancel(announce_cancel(on_cancel)))),
    "huydangky": on_unsubscribe,
    "trogiup": with_welcome(on_help),
    "start": leaving_follow(before_start(with_welcome(on_start))),
}
"""Every command in the order of the menu; its line there is the text "command-<name>"."""

ADMIN_COMMANDS: dict[str, Handler] = {
    "trangthai": for_admins(on_status),
    "lichsu": for_admins(on_history),
    "hoantac": for_admins(on_undo),
    "hethieuluc": for_admins(on_ended),
    "nhatky": for_admins(on_log),
    "thongbao": for_admins(on_announce),
}
"""Commands of the administrators; only their menus show them."""

_IN_GROUPS = ("hoi", "xem", "vanban", "trogiup")


async def publish_commands(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Register the menus for private chats and for groups; the bot works without them too."""
    services = services_in(application.bot_data)
    menus: list[tuple[BotCommandScope, list[str]]] = [
        (BotCommandScopeAllPrivateChats(), list(COMMANDS)),
        (BotCommandScopeAllGroupChats(), list(_IN_GROUPS)),
        *_admin_menus(services.admins),
    ]
    for scope, names in menus:
        try:
            commands = [_command(services.texts, name) for name in names]
            await application.bot.set_my_commands(commands, scope)
        except TelegramError as error:
            # An administrator who has not greeted the bot has no chat to show a menu in.
            _log.warning("A command menu could not be registered: %s", type(error).__name__)


def _admin_menus(admins: Iterable[int]) -> list[tuple[BotCommandScope, list[str]]]:
    names = [*COMMANDS, *ADMIN_COMMANDS]
    return [(BotCommandScopeChat(admin), names) for admin in sorted(admins)]


def _command(texts: Texts, name: str) -> BotCommand:
    return BotCommand(name, texts.plain(f"command-{name}"))
