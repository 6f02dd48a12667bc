"""What the bot sends: messages, drafts, photos, documents, chat actions."""

from bot.tryout.content import TEXT_LIMIT, caption_of, formatted, text_of
from bot.tryout.errors import Refused, bad_request
from bot.tryout.files import PHOTO_LIMIT, UPLOAD_LIMIT, StoredFile, Upload
from bot.tryout.keyboards import check_markup
from bot.tryout.markup import utf16
from bot.tryout.schema import load
from bot.tryout.state import Json, Room, World

_UNMODELLED = (
    "business_connection_id",
    "message_thread_id",
    "direct_messages_topic_id",
    "message_effect_id",
    "allow_paid_broadcast",
)


def send_message(world: World, given: Json) -> Json:
    """Send a text."""
    return _send(world, given, text_of(given))


def send_photo(world: World, given: Json) -> Json:
    """Send a PNG or JPEG, new or by its file_id."""
    stored = _stored(world, given["photo"], "photos", PHOTO_LIMIT)
    return _send(world, given, {"photo": stored.as_photo()} | caption_of(given))


def send_document(world: World, given: Json) -> Json:
    """Send a file, new or by its file_id."""
    stored = _stored(world, given["document"], "documents", UPLOAD_LIMIT)
    return _send(world, given, {"document": stored.as_document()} | caption_of(given))


def send_message_draft(world: World, given: Json) -> bool:
    """Show a message that is still being written; an empty one shows that the bot thinks."""
    _refuse_unmodelled(given)
    room = world.writable(given["chat_id"])
    if room.kind != "private":
        raise bad_request("message drafts can be sent to private chats only")
    if given["draft_id"] == 0:
        raise bad_request("draft_id must be non-zero")
    text, entities = formatted(given, "text", "entities")
    if utf16(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    draft = {"draft_id": given["draft_id"], "text": text, "entities": entities}
    world.feed.add("draft", room.id, **draft, can_stop=given.get("can_stop", False))
    return True


def send_chat_action(world: World, given: Json) -> bool:
    """Show that the bot is typing, or the like, for a few seconds."""
    _refuse_unmodelled(given)
    room = world.writable(given["chat_id"])
    if given["action"] not in load().words["actions"]:
        raise bad_request("wrong parameter action in request")
    world.feed.add("action", room.id, action=given["action"])
    return True


def _send(world: World, given: Json, content: Json) -> Json:
    _refuse_unmodelled(given)
    markup = check_markup(given.get("reply_markup"))
    room = world.writable(given["chat_id"])
    content = content | _reply(room, given.get("reply_parameters"))
    if given.get("protect_content"):
        content["has_protected_content"] = True
    if options := given.get("link_preview_options"):
        content["link_preview_options"] = options
    if markup and "inline_keyboard" in markup:
        content["reply_markup"] = markup
    post = world.post(room, world.bot, **content)
    if markup and "inline_keyboard" not in markup:
        world.feed.add("keyboard", room.id, markup=markup)
    return post.message


def _reply(room: Room, reply: Json | None) -> Json:
    """Return ``reply_to_message`` for a message that answers another."""
    if not reply:
        return {}
    if reply.get("chat_id", room.id) != room.id:
        raise Refused(501, "Not Implemented: the try-out server replies in the same chat only")
    replied = room.posts.get(reply.get("message_id", 0))
    if replied:
        quote = {"quote": {"text": reply["quote"], "position": 0}} if "quote" in reply else {}
        kept = {k: v for k, v in replied.message.items() if k != "reply_to_message"}
        return {"reply_to_message": kept} | quote
    if reply.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def _stored(world: World, file: Upload | str, folder: str, limit: int) -> StoredFile:
    if isinstance(file, str):
        if file.startswith(("http://", "https://")):
            raise Refused(501, "Not Implemented: the try-out server fetches nothing by URL")
        return world.files.get(file)
    if not file.content:
        raise bad_request("file must be non-empty")
    if len(file.content) > limit:
        raise Refused(413, "Request Entity Too Large")
    return world.files.add(file, folder)


def _refuse_unmodelled(given: Json) -> None:
    for name in _UNMODELLED:
        if name in given:
            raise Refused(501, f"Not Implemented: the try-out server does not model {name}")


METHODS = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendMessageDraft": send_message_draft,
    "sendChatAction": send_chat_action,
}
