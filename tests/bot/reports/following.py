"""A case that was handed in, its holder who follows it up in the chat, and its inspector."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bot.delivery.service import Service
from bot.reports.cases import Cases
from bot.reports.coding import dump, load
from bot.reports.follow_parts import Following
from bot.reports.followup import Session
from bot.reports.model import Author, Case, Event, Message, Report, Status
from bot.reports.vault import Secrets, Vault, open_blob, seal_blob
from bot.tryout import Server
from bot.tryout.feed import Event as FeedEvent
from tests.bot.botapi import Chat, buttons

DAY = date(2026, 11, 20)


def hand_in(home: Path, cases: Cases, kind: str = "ruou-bia-thuoc-la") -> "Filed":
    """Let a report be handed in, whose inspectors' keys lie in *home*."""
    secrets, vault = Secrets.new(), Vault.open(home)
    report = Report(kind, "01-00070", "Phường Hoàn Kiếm", "hôm qua", None, "Uống bia lúc 13 giờ.")
    case = cases.add(vault.seal_report(secrets, report), report.kind, report.unit, DAY)
    return Filed(cases, case.id, secrets)


@dataclass(frozen=True)
class Filed:
    """A case with its secrets, and what its inspector does."""

    cases: Cases
    id: bytes
    secrets: Secrets

    @property
    def case(self) -> Case:
        """The case as it is now."""
        case = self.cases.get(self.id)
        assert case is not None
        return case

    @property
    def code(self) -> str:
        """The 16 digits."""
        return self.secrets.receipt

    @property
    def messages(self) -> list[Message]:
        """All messages, as the inspector reads them."""
        return [
            load(Message, open_blob(self.secrets.report_key, self.id, "message", number, blob))
            for number, blob in self.cases.messages(self.id)
        ]

    def answer(self, text: str) -> None:
        """Let an inspector write to the reporter."""
        message = Message(Author.INSPECTOR, text, date(2026, 11, 22))
        number, blob = self._sealed(message)
        self.cases.add_message(self.id, number, blob, by_inspector=True)

    def decide(self, status: Status, said: str = "Đã xem xét.") -> None:
        """Let an inspector change the status and tell the reporter."""
        number = self.cases.next_event(self.id)
        event = Event("status", "An", "2026-11-22T12:00:00+07:00", "Có căn cứ", status)
        blob = seal_blob(self.secrets.notes_key, self.id, "event", number, dump(event))
        message = Message(Author.SYSTEM, said, date(2026, 11, 22), status=status)
        self.cases.set_status(self.id, status, number, blob, *self._sealed(message))

    def _sealed(self, message: Message) -> tuple[int, bytes]:
        number = self.cases.next_message(self.id)
        key = self.secrets.report_key
        return number, seal_blob(key, self.id, "message", number, dump(message))


@dataclass
class Follower:
    """Somebody who follows a case up in a private chat."""

    server: Server
    chat: Chat = field(init=False)
    screen: dict[str, Any] = field(default_factory=dict, init=False)
    """The newest message with buttons of following up."""

    def __post_init__(self) -> None:
        self.chat = Chat(self.server)

    @property
    def text(self) -> str:
        """What the newest screen says."""
        said: str = self.screen["text"]
        return said

    @property
    def labels(self) -> list[str]:
        """The captions of its buttons."""
        return [one["text"] for one in buttons(self.screen)]

    async def open(self, code: str) -> str:
        """Ask to follow up, give the code, and return what the case's screen says."""
        await self.say("/theodoi")
        return await self.say(code)

    async def say(self, text: str) -> str:
        """Send a text and return the screen that comes."""
        self.screen = await self.chat.ask(text)
        return self.text

    async def tap(self, label: str) -> str:
        """Press a button, which changes the screen in place; return what it says then."""
        self.chat.press(self.screen, label)
        self.screen = await self.chat.edited()
        return self.text

    async def gone(self, message: int) -> None:
        """Wait until a message has been taken out of the chat."""
        feed = self.server.world.feed

        def fits(event: FeedEvent) -> bool:
            return event.kind == "delete" and event.body["message_id"] == message

        await feed.wait_for(fits, 0, self.chat.seconds)

    def shown(self) -> set[int]:
        """Return the ids of the messages that the chat still shows."""
        return set(self.server.world.rooms[self.chat.chat_id].posts)


def following(bot: Service) -> Following:
    """Return what the running bot follows up with."""
    found: Following = bot.application.bot_data["following"]
    return found


def session_of(bot: Service, chat: int) -> Session | None:
    """Return the session of a chat."""
    return following(bot).sessions.get(chat)
