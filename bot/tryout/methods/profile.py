"""What the bot says of itself: commands, descriptions, menu button."""

import re
from collections.abc import Callable

from bot.tryout.errors import bad_request
from bot.tryout.state import Json, World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_DESCRIPTIONS = {
    "Name": "name",
    "Description": "description",
    "ShortDescription": "short_description",
}


def get_me(world: World, given: Json) -> Json:
    """Return the bot as Telegram knows it, privacy mode on."""
    return world.bot.as_user() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
    }


def set_my_commands(world: World, given: Json) -> bool:
    """Keep the commands of one scope and language."""
    for command in given["commands"]:
        if not _COMMAND.fullmatch(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not command["description"].strip():
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.settings[_scope_key(world, given)] = given["commands"]
    world.feed.add("commands")
    return True


def get_my_commands(world: World, given: Json) -> list[Json]:
    """Return the commands of one scope and language."""
    commands: list[Json] = world.settings.get(_scope_key(world, given), [])
    return commands


def delete_my_commands(world: World, given: Json) -> bool:
    """Forget the commands of one scope and language."""
    world.settings.pop(_scope_key(world, given), None)
    world.feed.add("commands")
    return True


def commands_for(world: World, chat_id: int, user_id: int) -> list[Json]:
    """Return the commands that a person sees in a chat: the narrowest scope that has any.

    The order is that of https://core.telegram.org/bots/api#determining-list-of-commands.
    """
    room = world.rooms[chat_id]
    head = room.members.get(user_id) in ("creator", "administrator")
    if room.kind == "private":
        scopes = [("chat", str(chat_id)), ("all_private_chats",)]
    else:
        member = ("chat_member", str(chat_id), str(user_id))
        heads = [("chat_administrators", str(chat_id))] if head else []
        everywhere = [("all_chat_administrators",)] if head else []
        scopes = [member, *heads, ("chat", str(chat_id)), *everywhere, ("all_group_chats",)]
    language = world.people[user_id].language_code
    for scope in [*scopes, ("default",)]:
        for code in (language, ""):
            found: list[Json] | None = world.settings.get(("commands", code, *scope))
            if found:
                return found
    return []


def set_chat_menu_button(world: World, given: Json) -> bool:
    """Keep the menu button of one private chat, or of all."""
    if "chat_id" in given:
        world.writable(given["chat_id"])
    button = given.get("menu_button", {"type": "default"})
    world.settings[("menu", str(given.get("chat_id", "")))] = button
    world.feed.add("commands")
    return True


def get_chat_menu_button(world: World, given: Json) -> Json:
    """Return the menu button of one private chat, or of all."""
    key = ("menu", str(given.get("chat_id", "")))
    button: Json = world.settings.get(key, {"type": "default"})
    return button


def log_out(world: World, given: Json) -> bool:
    """Accept logOut and close, which mean nothing to a server on one machine."""
    return True


def _scope_key(world: World, given: Json) -> tuple[str, ...]:
    language = given.get("language_code", "")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    scope = given.get("scope", {"type": "default"})
    if "chat_id" in scope:
        world.room(scope["chat_id"])
    named = [str(scope[name]) for name in ("chat_id", "user_id") if name in scope]
    return ("commands", language, scope["type"], *named)


def _setter(name: str) -> Callable[[World, Json], bool]:
    def set_description(world: World, given: Json) -> bool:
        world.settings[(name, given.get("language_code", ""))] = given.get(name, "")
        return True

    return set_description


def _getter(name: str) -> Callable[[World, Json], Json]:
    def get_description(world: World, given: Json) -> Json:
        return {name: world.settings.get((name, given.get("language_code", "")), "")}

    return get_description


METHODS: dict[str, Callable[[World, Json], object]] = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "logOut": log_out,
    "close": log_out,
    **{f"setMy{suffix}": _setter(name) for suffix, name in _DESCRIPTIONS.items()},
    **{f"getMy{suffix}": _getter(name) for suffix, name in _DESCRIPTIONS.items()},
}
