"""What the bot changes after it was sent: edits, deletions, reactions."""

from bot.tryout.content import caption_of, text_of
from bot.tryout.errors import Refused, bad_request
from bot.tryout.keyboards import check_markup
from bot.tryout.schema import load
from bot.tryout.state import Json, Post, Room, World

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(world: World, given: Json) -> Json | bool:
    """Change the text, and the keyboard with it: none given takes the keyboard away."""
    if "text" not in given:
        raise bad_request("message text is empty")
    room, post = _target(world, given)
    content = text_of(given, refusal="MESSAGE_TOO_LONG")
    if "text" not in post.message:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, given, room, post, content, ("text", "entities"))


def edit_message_caption(world: World, given: Json) -> Json | bool:
    """Change the caption of a photo or document, and the keyboard with it."""
    room, post = _target(world, given)
    if "text" in post.message:
        raise bad_request("there is no caption in the message to edit")
    return _edit(world, given, room, post, caption_of(given), ("caption", "caption_entities"))


def edit_message_reply_markup(world: World, given: Json) -> Json | bool:
    """Change or take away the keyboard only."""
    room, post = _target(world, given)
    return _edit(world, given, room, post, {}, ())


def delete_message(world: World, given: Json) -> bool:
    """Take one message away."""
    room = world.room(given["chat_id"])
    if given["message_id"] not in room.posts:
        raise bad_request("message to delete not found")
    _check_may_delete(world, room, room.posts[given["message_id"]])
    world.delete(room, given["message_id"])
    return True


def delete_messages(world: World, given: Json) -> bool:
    """Take messages away; those that are not there are passed over."""
    room = world.room(given["chat_id"])
    for message_id in given["message_ids"]:
        if message_id in room.posts:
            _check_may_delete(world, room, room.posts[message_id])
            world.delete(room, message_id)
    return True


def set_message_reaction(world: World, given: Json) -> bool:
    """Put the bot's one reaction on a message, or take it away."""
    room = world.writable(given["chat_id"])
    if given["message_id"] not in room.posts:
        raise bad_request("message to react not found")
    reactions = given.get("reaction", [])
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    known = load().words["reactions"]
    if any(reaction.get("emoji") not in known for reaction in reactions):
        raise bad_request("REACTION_INVALID")
    world.feed.add("reaction", room.id, message_id=given["message_id"], reaction=reactions)
    return True


def _target(world: World, given: Json) -> tuple[Room, Post]:
    """Return the message to edit, named by chat and number or by its inline id."""
    if inline_id := given.get("inline_message_id"):
        if inline_id not in world.inline_posts:
            raise bad_request("MESSAGE_ID_INVALID")
        room_id, message_id = world.inline_posts[inline_id]
        return world.rooms[room_id], world.rooms[room_id].posts[message_id]
    if "chat_id" not in given:
        raise bad_request("chat_id is empty")
    if "message_id" not in given:
        raise bad_request("message identifier is not specified")
    room = world.writable(given["chat_id"])
    post = room.posts.get(given["message_id"])
    if post is None:
        raise bad_request("message to edit not found")
    if post.message["from"]["id"] != world.bot.id:
        raise bad_request("message can't be edited")
    return room, post


def _edit(
    world: World, given: Json, room: Room, post: Post, content: Json, replaced: tuple[str, ...]
) -> Json | bool:
    if "business_connection_id" in given:
        raise Refused(501, "Not Implemented: the try-out server models no business connections")
    markup = check_markup(given.get("reply_markup"), inline_only=True)
    if markup:
        content = content | {"reply_markup": markup}
    replaced = (*replaced, "reply_markup")
    if all(post.message.get(name) == content.get(name) for name in replaced):
        raise bad_request(_NOT_MODIFIED)
    world.change(room, post, remove=replaced, **content)
    return True if "inline_message_id" in given else post.message


def _check_may_delete(world: World, room: Room, post: Post) -> None:
    """Refuse what only an administrator of the group may take away."""
    own = post.message["from"]["id"] == world.bot.id
    administrator = room.members.get(world.bot.id) == "administrator"
    if room.kind != "private" and not own and not administrator:
        raise bad_request("message can't be deleted")


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "setMessageReaction": set_message_reaction,
}
