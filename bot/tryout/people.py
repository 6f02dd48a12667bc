"""What people do: write, press buttons, search inline, send files; each becomes an update."""

from bot.tryout.content import found_in
from bot.tryout.errors import TryoutError
from bot.tryout.files import StoredFile, Upload
from bot.tryout.markup import is_unicode, utf16
from bot.tryout.state import Json, Person, Post, Room, World

TEXT_LIMIT = 4096
INLINE_QUERY_LIMIT = 256
_SUPERGROUPS = -1_000_000_000_000
"""Ids of supergroups count down from here."""


class People:
    """The people of one server; the page and the tests act through it."""

    def __init__(self, world: World) -> None:
        self._world = world

    def write(
        self, user_id: int, text: str, chat_id: int | None = None, reply_to: int | None = None
    ) -> Json:
        """Send a text to a chat (the person's own with the bot by default); return the message."""
        return self._say(user_id, chat_id, reply_to, _text(text))

    def send_file(
        self, user_id: int, upload: Upload, chat_id: int | None = None, caption: str = ""
    ) -> Json:
        """Send a file; an image that is named as one goes as a photo. Return the message."""
        image = upload.kind in ("image/png", "image/jpeg")
        stored = self._world.files.add(upload, "photos" if image else "documents")
        said = {"caption": caption} if caption else {}
        return self._say(user_id, chat_id, None, _media(stored, image) | said)

    def edit(self, user_id: int, message_id: int, text: str, chat_id: int | None = None) -> Json:
        """Change a text that the person sent."""
        room, post = self._post(chat_id or user_id, message_id)
        if post.message["from"]["id"] != user_id or "text" not in post.message:
            raise TryoutError("Only one's own texts can be edited.")
        self._world.change(room, post, remove=("text", "entities"), **_text(text))
        if self._bot_hears(room, post.message):
            self._world.updates.add("edited_message", post.message)
        return post.message

    def press(self, user_id: int, message_id: int, data: str, chat_id: int | None = None) -> str:
        """Press the button with this callback data; return the id of the callback query."""
        room, post = self._post(chat_id or user_id, message_id)
        buttons = post.message.get("reply_markup", {}).get("inline_keyboard", [])
        known = [button.get("callback_data") for row in buttons for button in row]
        if data not in known:
            raise TryoutError(f"Message {message_id} has no button with the data {data!r}.")
        query = self._world.add_query(self._world.callbacks, user_id, room, data)
        source = (
            {"inline_message_id": post.inline_id} if post.inline_id else {"message": post.message}
        )
        update = {
            "id": query.id,
            "from": self._person(user_id).as_user(),
            "chat_instance": str(abs(room.id) * 1_000_003),
            "data": data,
        }
        self._world.updates.add("callback_query", update | source)
        return query.id

    def search(self, user_id: int, text: str, chat_id: int | None = None, offset: str = "") -> str:
        """Type "@bot text" in a chat; return the id of the inline query."""
        room = self._room(chat_id or user_id)
        typed = text[:INLINE_QUERY_LIMIT]
        query = self._world.add_query(self._world.inline_queries, user_id, room, typed)
        update = {
            "id": query.id,
            "from": self._person(user_id).as_user(),
            "query": query.text,
            "offset": offset,
            "chat_type": "sender" if room.kind == "private" else room.kind,
        }
        self._world.updates.add("inline_query", update)
        return query.id

    def choose(self, query_id: str, result_id: str) -> Json:
        """Insert a result of an inline query into the chat; return the message."""
        query = self._world.inline_queries.get(query_id)
        results = query.results if query else []
        result = next((result for result in results if result["id"] == result_id), None)
        if query is None or result is None:
            raise TryoutError(f"The inline query {query_id} was not offered {result_id!r}.")
        person = self._person(query.user_id)
        content = dict(result["message"])
        inline_id = f"inline-{self._world.new_id()}" if "reply_markup" in content else ""
        via = {"via_bot": self._world.bot.as_user()}
        room = self._room(query.chat_id)
        post = self._world.post(room, person, inline_id, **content, **via)
        chosen = {"result_id": result_id, "from": person.as_user(), "query": query.text}
        known = {"inline_message_id": inline_id} if inline_id else {}
        self._world.updates.add("chosen_inline_result", chosen | known)
        if room.started:
            self._world.updates.add("message", post.message)
        return post.message

    def delete(self, message_id: int, chat_id: int) -> None:
        """Take a message away; Telegram tells bots nothing of it."""
        room, _ = self._post(chat_id, message_id)
        self._world.delete(room, message_id)

    def block(self, user_id: int) -> None:
        """Block the bot."""
        self._set_blocked(user_id, blocked=True)

    def unblock(self, user_id: int) -> None:
        """Let the bot write again."""
        self._set_blocked(user_id, blocked=False)

    def migrate(self, group_id: int) -> int:
        """Turn a basic group into a supergroup; return the supergroup's id.

        Both chats get their service message, which the bot hears whatever its privacy.
        """
        old = self._room(group_id)
        if old.kind != "group" or old.migrated_to:
            raise TryoutError(f"The chat {group_id} is no basic group; only those are upgraded.")
        new_id = _SUPERGROUPS - abs(group_id)
        new = self._world.add_group(new_id, old.title, ())
        new.members = dict(old.members)
        head = next(user for user, status in old.members.items() if status == "creator")
        gone = self._world.post(old, self._person(head), migrate_to_chat_id=new_id)
        come = self._world.post(new, self._person(head), migrate_from_chat_id=group_id)
        for post in (gone, come):
            self._world.updates.add("message", post.message)
        old.migrated_to = new_id
        return new_id

    def forget_queries(self) -> None:
        """Let every callback and inline query be too old to be answered."""
        self._world.callbacks.clear()
        self._world.inline_queries.clear()

    def _say(self, user_id: int, chat_id: int | None, reply_to: int | None, content: Json) -> Json:
        room = self._room(chat_id or user_id)
        if room.migrated_to:
            raise TryoutError(f"The group {room.id} has become the chat {room.migrated_to}.")
        if room.members.get(user_id) in (None, "left", "kicked"):
            raise TryoutError(f"Person {user_id} is not in the chat {room.id}.")
        if reply_to is not None:
            replied = self._post(room.id, reply_to)[1].message
            content["reply_to_message"] = {
                key: value for key, value in replied.items() if key != "reply_to_message"
            }
        if room.kind == "private":
            room.started = True
        post = self._world.post(room, self._person(user_id), **content)
        if self._bot_hears(room, post.message):
            self._world.updates.add("message", post.message)
        return post.message

    def _bot_hears(self, room: Room, message: Json) -> bool:
        """Return whether a bot in privacy mode is given a message of this room."""
        if room.kind == "private":
            return not room.blocked
        if room.members.get(self._world.bot.id) in ("left", "kicked"):
            return False
        if room.members.get(self._world.bot.id) == "administrator":
            return True
        replied = message.get("reply_to_message", {})
        if replied.get("from", {}).get("id") == self._world.bot.id:
            return True
        return self._is_addressed(message.get("text") or message.get("caption") or "")

    def _is_addressed(self, text: str) -> bool:
        """Return whether a text names the bot, or is a command that is not for another bot."""
        name = f"@{self._world.bot.username}".lower()
        units = text.encode("utf-16-le")
        for entity in found_in(text):
            start, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
            word = units[start:end].decode("utf-16-le").lower()
            if entity["type"] == "mention" and word == name:
                return True
            if entity["type"] == "bot_command" and start == 0:
                return "@" not in word or word.endswith(name)
        return False

    def _set_blocked(self, user_id: int, blocked: bool) -> None:
        room = self._room(user_id)
        room.blocked = blocked
        before, after = ("member", "kicked") if blocked else ("kicked", "member")
        bot = self._world.bot.as_user()

        def member(status: str) -> Json:
            extra = {"until_date": 0} if status == "kicked" else {}
            return {"user": bot, "status": status} | extra

        update = {
            "chat": self._world.chat(room),
            "from": self._person(user_id).as_user(),
            "date": self._world.now(),
            "old_chat_member": member(before),
            "new_chat_member": member(after),
        }
        self._world.updates.add("my_chat_member", update)

    def _room(self, chat_id: int) -> Room:
        if chat_id not in self._world.rooms:
            raise TryoutError(f"There is no chat {chat_id}.")
        return self._world.rooms[chat_id]

    def _post(self, chat_id: int, message_id: int) -> tuple[Room, Post]:
        room = self._room(chat_id)
        if message_id not in room.posts:
            raise TryoutError(f"There is no message {message_id} in the chat {chat_id}.")
        return room, room.posts[message_id]

    def _person(self, user_id: int) -> Person:
        if user_id not in self._world.people:
            raise TryoutError(f"There is no person {user_id}.")
        return self._world.people[user_id]


def _text(text: str) -> Json:
    """Return ``text`` and ``entities`` of what a person types."""
    text = text.strip()
    if not is_unicode(text) or not 1 <= utf16(text) <= TEXT_LIMIT:
        raise TryoutError(f"A message has 1 to {TEXT_LIMIT} characters of Unicode.")
    entities = found_in(text)
    return {"text": text} | ({"entities": entities} if entities else {})


def _media(stored: StoredFile, image: bool) -> Json:
    return {"photo": stored.as_photo()} if image else {"document": stored.as_document()}
