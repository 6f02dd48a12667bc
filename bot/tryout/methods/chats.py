"""What the bot may ask about chats, their members and files."""

from bot.tryout.errors import bad_request
from bot.tryout.files import DOWNLOAD_LIMIT
from bot.tryout.state import Json, Room, World

_FULL: Json = {"max_reaction_count": 11, "accent_color_id": 0}
_RIGHTS = [
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
]


def get_chat(world: World, given: Json) -> Json:
    """Return the Bot API's ChatFullInfo object."""
    gifts = dict.fromkeys(
        (
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        ),
        False,
    )
    room = world.room(given["chat_id"])
    return world.chat(room) | _FULL | {"accepted_gift_types": gifts}


def get_chat_member(world: World, given: Json) -> Json:
    """Return one member of a chat."""
    room = world.room(given["chat_id"])
    if given["user_id"] not in room.members:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return _member(world, room, given["user_id"])


def get_chat_administrators(world: World, given: Json) -> list[Json]:
    """Return the creator and the administrators of a group, bots left out."""
    room = world.room(given["chat_id"])
    if room.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    heads = [
        user_id
        for user_id, status in room.members.items()
        if status in ("creator", "administrator") and user_id != world.bot.id
    ]
    return [_member(world, room, user_id) for user_id in heads]


def get_chat_member_count(world: World, given: Json) -> int:
    """Return how many are in a chat."""
    statuses = world.room(given["chat_id"]).members.values()
    return sum(status not in ("left", "kicked") for status in statuses)


def leave_chat(world: World, given: Json) -> bool:
    """Take the bot out of a group."""
    room = world.writable(given["chat_id"])
    if room.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    room.members[world.bot.id] = "left"
    world.post(room, world.bot, left_chat_member=world.bot.as_user())
    return True


def get_file(world: World, given: Json) -> Json:
    """Return where a file is downloaded from."""
    stored = world.files.get(given["file_id"])
    if len(stored.upload.content) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return stored.as_file()


def _member(world: World, room: Room, user_id: int) -> Json:
    status = room.members[user_id]
    person = world.bot if user_id == world.bot.id else world.people[user_id]
    member: Json = {"status": status, "user": person.as_user()}
    if status == "creator":
        member["is_anonymous"] = False
    elif status == "administrator":
        member |= dict.fromkeys(_RIGHTS, False)
    elif status == "kicked":
        member["until_date"] = 0
    return member


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "getFile": get_file,
}
