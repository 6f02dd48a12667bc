"""The try-out server for tests of the bot: fixture ``bot_api`` and a person to talk with.

A test file takes both with ``from tests.bot.botapi import bot_api`` (or its ``conftest.py`` does).
A test whose bot broke the Bot API fails when the fixture ends, with the list of what it broke;
a test that does so on purpose wraps that part in ``with bot_api.refusals_expected():``.
"""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest_asyncio

from bot.tryout import Server, serve
from bot.tryout.feed import Event
from bot.tryout.files import Upload
from bot.tryout.state import Person

OFFICIAL, CITIZEN, ADMINISTRATOR = 1001, 1002, 1003
"""User ids of the three people; a private chat has the id of its person."""
GROUP = -1000000001001
"""Id of the group that all three and the bot are in."""
BASIC_GROUP = -4001
"""Id of the group that ``basic_group`` opens."""
PATIENCE = 20.0
"""Seconds that a test waits for what must come."""


@pytest_asyncio.fixture
async def bot_api() -> AsyncIterator[Server]:
    """Run a Bot API server on a free loopback port in the test's own event loop."""
    server = await serve(port=0)
    yield server
    await server.close()
    broken = [str(violation) for violation in server.violations]
    assert broken == [], "the bot broke the Bot API"


def newcomer(server: Server, user_id: int) -> "Chat":
    """Let one more person in and return the private chat with the bot."""
    server.world.add_person(Person(user_id, f"Người {user_id}"))
    return Chat(server, user_id)


def basic_group(server: Server, group_id: int = BASIC_GROUP) -> "Chat":
    """Return the official in a basic group with the bot; ``people.migrate`` upgrades it."""
    server.world.add_group(group_id, "Tổ công tác", [OFFICIAL, CITIZEN], kind="group")
    return Chat(server, OFFICIAL, group_id)


@dataclass
class Chat:
    """One person in one chat with the bot; waits for what the bot does there."""

    server: Server
    user_id: int = OFFICIAL
    chat_id: int = 0
    """0 for the person's private chat."""
    seconds: float = PATIENCE
    _seen: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.chat_id = self.chat_id or self.user_id
        self._seen = self.server.world.feed.last

    def write(self, text: str, reply_to: int | None = None) -> dict[str, Any]:
        """Send a text and return the message; what came before is no longer waited for."""
        self._seen = self.server.world.feed.last
        return self.server.people.write(self.user_id, text, self.chat_id, reply_to)

    def send_file(self, name: str, content: bytes, caption: str = "") -> dict[str, Any]:
        """Send a file and return the message."""
        self._seen = self.server.world.feed.last
        upload = Upload(name, content)
        return self.server.people.send_file(self.user_id, upload, self.chat_id, caption)

    def press(self, message: dict[str, Any], label: str) -> str:
        """Press the button of *message* whose label contains *label*; return the query's id."""
        self._seen = self.server.world.feed.last
        data = button(message, label)["callback_data"]
        return self.server.people.press(self.user_id, message["message_id"], data, self.chat_id)

    def edit(self, message: dict[str, Any], text: str) -> dict[str, Any]:
        """Change an own text and return the message; what came before is no longer waited for."""
        self._seen = self.server.world.feed.last
        return self.server.people.edit(self.user_id, message["message_id"], text, self.chat_id)

    async def ask(self, text: str) -> dict[str, Any]:
        """Send a text and return the bot's next message in this chat."""
        self.write(text)
        return await self.reply()

    async def reply(self) -> dict[str, Any]:
        """Return the bot's next new message in this chat."""
        return (await self.wait("message"))["message"]

    async def edited(self) -> dict[str, Any]:
        """Return the next message that the bot edits in this chat, as it is then."""
        return (await self.wait("edit"))["message"]

    async def notice(self) -> dict[str, Any]:
        """Return the bot's next answer to a button: ``text``, ``show_alert``, ``url``."""
        return await self.wait("callback_answer")

    async def search(self, text: str) -> list[dict[str, Any]]:
        """Type "@bot text" here and return the results that the bot offers."""
        self._seen = self.server.world.feed.last
        query_id = self.server.people.search(self.user_id, text, self.chat_id)
        answer = await self.wait(
            "inline_answer", lambda event: event.body["inline_query_id"] == query_id
        )
        return [{**result, "query_id": query_id} for result in answer["results"]]

    def choose(self, result: dict[str, Any]) -> dict[str, Any]:
        """Insert a result of ``search`` and return the message that appears."""
        self._seen = self.server.world.feed.last
        return self.server.people.choose(result["query_id"], result["id"])

    async def wait(
        self, kind: str, wanted: Callable[[Event], bool] = lambda event: True
    ) -> dict[str, Any]:
        """Return the next event of *kind* in this chat that the bot made (see ``feed.Event``)."""

        def fits(event: Event) -> bool:
            here = event.kind == kind and event.chat_id == self.chat_id
            return here and self._by_bot(event) and wanted(event)

        event = await self.server.world.feed.wait_for(fits, self._seen, self.seconds)
        self._seen = event.number
        return event.body

    def _by_bot(self, event: Event) -> bool:
        """Return whether an event is the bot's doing and this person sees it."""
        message = event.body.get("message")
        if message is None:
            return event.user_id in (0, self.user_id)
        inline = event.kind == "edit" and "via_bot" in message
        return bool(inline or message["from"]["id"] == self.server.world.bot.id)


def buttons(message: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the inline buttons of a message, row after row."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [found for row in rows for found in row]


def button(message: dict[str, Any], label: str) -> dict[str, Any]:
    """Return the inline button whose label contains *label*; fail with the labels there are."""
    labels = [found["text"] for found in buttons(message)]
    found = next((found for found in buttons(message) if label in found["text"]), None)
    assert found is not None, f"no button {label!r} among {labels}"
    return found
