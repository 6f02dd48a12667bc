"""Who is there and what was said: people, rooms and messages of one server, in memory only."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.tryout.errors import Refused, bad_request, forbidden
from bot.tryout.feed import Feed
from bot.tryout.files import Files
from bot.tryout.updates import Updates
from knowledge.clock import Clock, SystemClock

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """A Telegram user, the bot included."""

    id: int
    first_name: str
    username: str = ""
    is_bot: bool = False
    language_code: str = "vi"

    def as_user(self) -> Json:
        """Return the Bot API's User object."""
        user: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            user["username"] = self.username
        return user if self.is_bot else user | {"language_code": self.language_code}


@dataclass(slots=True)
class Post:
    """A message in a room, with what only the server knows of it."""

    message: Json
    inline_id: str = ""
    """Set for a message that was sent through inline mode."""


@dataclass(slots=True)
class Room:
    """A chat: private (its id is the person's) or a group (its id is negative)."""

    id: int
    kind: str
    """"private", "group" or "supergroup"."""
    title: str = ""
    members: dict[int, str] = field(default_factory=dict)
    """Status by user id: "creator", "administrator", "member", "left", "kicked"."""
    posts: dict[int, Post] = field(default_factory=dict)
    last_id: int = 0
    migrated_to: int = 0
    """Id of the supergroup that this group has become; 0 while it is what it is."""
    started: bool = False
    """Whether the bot may write here: a person must have written first."""
    blocked: bool = False


@dataclass(slots=True)
class Query:
    """A callback query or inline query that the bot has not answered for good."""

    id: str
    user_id: int
    chat_id: int
    text: str
    """Data of the button, or the inline query's text."""
    results: list[Json] = field(default_factory=list)


class World:
    """Everything that one server knows."""

    def __init__(self, bot: Person, clock: Clock | None = None) -> None:
        self.bot = bot
        self.clock = clock or SystemClock()
        self.people: dict[int, Person] = {}
        self.rooms: dict[int, Room] = {}
        self.files = Files()
        self.feed = Feed()
        self.updates = Updates()
        self.callbacks: dict[str, Query] = {}
        self.inline_queries: dict[str, Query] = {}
        self.inline_posts: dict[str, tuple[int, int]] = {}
        """Room and message id by inline message id."""
        self.settings: dict[tuple[str, ...], Any] = {}
        """What the bot told of itself: commands, descriptions, menu buttons."""
        self.keep = 0
        """The newest messages of each room that are kept; 0 for all."""
        self.keep_queries = 0
        """The newest callback queries, and inline queries, that are kept; 0 for all."""
        self._ids = itertools.count(7_000_001)
        self._account_ids = itertools.count(1)

    def new_id(self) -> str:
        """Return an id that no query had before."""
        return str(next(self._ids))

    def add_query(self, queries: dict[str, Query], user_id: int, room: Room, text: str) -> Query:
        """Return a new query, kept among *queries*."""
        query = Query(self.new_id(), user_id, room.id, text)
        queries[query.id] = query
        while self.keep_queries and len(queries) > self.keep_queries:
            del queries[next(iter(queries))]
        return query

    def now(self) -> int:
        """Return the current Unix time in seconds."""
        return int(self.clock.now().timestamp())

    def add_person(self, person: Person) -> Person:
        """Let a person in, with a private room that the bot may not write to yet."""
        self.people[person.id] = person
        members = {person.id: "member", self.bot.id: "member"}
        self.rooms[person.id] = Room(person.id, "private", members=members)
        return person

    def add_group(
        self, group_id: int, title: str, members: Iterable[int], kind: str = "supergroup"
    ) -> Room:
        """Open a "group" or "supergroup" of people with the bot; the first is its creator."""
        status = dict.fromkeys((*members, self.bot.id), "member")
        status[next(iter(status))] = "creator"
        room = Room(group_id, kind, title, status, started=True)
        self.rooms[group_id] = room
        return room

    def chat(self, room: Room) -> Json:
        """Return the Bot API's Chat object."""
        if room.kind != "private":
            return {"id": room.id, "type": room.kind, "title": room.title}
        person = self.people[room.id]
        chat = {"id": room.id, "type": "private", "first_name": person.first_name}
        return chat | ({"username": person.username} if person.username else {})

    def room(self, chat_id: int | str) -> Room:
        """Return the room that a request names; refuse as Telegram does."""
        room = self.rooms.get(chat_id) if isinstance(chat_id, int) else None
        if room is None:
            raise bad_request("chat not found")
        return room

    def writable(self, chat_id: int | str) -> Room:
        """Return a room that the bot may write to; refuse as Telegram does."""
        room = self.room(chat_id)
        if room.migrated_to:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refused(400, words, migrate_to_chat_id=room.migrated_to)
        if room.blocked:
            raise forbidden("bot was blocked by the user")
        if room.kind == "private" and not room.started:
            raise forbidden("bot can't initiate conversation with a user")
        if room.members.get(self.bot.id) in ("left", "kicked"):
            raise forbidden(f"bot was kicked from the {room.kind} chat")
        return room

    def post(self, room: Room, sender: Person, inline_id: str = "", **content: Any) -> Post:
        """Put a new message into a room and tell the feed."""
        room.last_id = self._next_message_id(room)
        message = {
            "message_id": room.last_id,
            "from": sender.as_user(),
            "chat": self.chat(room),
            "date": self.now(),
        } | content
        post = Post(message, inline_id)
        room.posts[room.last_id] = post
        while self.keep and len(room.posts) > self.keep:
            self.inline_posts.pop(room.posts.pop(next(iter(room.posts))).inline_id, None)
        if inline_id:
            self.inline_posts[inline_id] = (room.id, room.last_id)
        self.feed.add("message", room.id, message=dict(message))
        return post

    def change(self, room: Room, post: Post, remove: Iterable[str] = (), **content: Any) -> None:
        """Edit a message in place and tell the feed."""
        message = {key: value for key, value in post.message.items() if key not in remove}
        post.message = message | content | {"edit_date": self.now()}
        self.feed.add("edit", room.id, message=dict(post.message))

    def delete(self, room: Room, message_id: int) -> None:
        """Take a message away and tell the feed."""
        post = room.posts.pop(message_id)
        self.inline_posts.pop(post.inline_id, None)
        self.feed.add("delete", room.id, message_id=message_id)

    def _next_message_id(self, room: Room) -> int:
        """Count as Telegram does: each supergroup for itself, all other chats of the bot as one."""
        return room.last_id + 1 if room.kind == "supergroup" else next(self._account_ids)
