"""A home with an inspector's key, and a person who writes a report on the local Bot API server."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.delivery.service import Service
from bot.reports.coding import load
from bot.reports.inspector_keys import Cost, open_private_file
from bot.reports.inspectors import add, folder_of, parse_public
from bot.reports.model import Case, Report
from bot.reports.parts import Reporting
from bot.reports.vault import CaseKeys, InspectorKey, new_inspector_key, open_blob
from bot.services import services_in
from bot.tryout import Server
from tests.bot.botapi import Chat, buttons

STORY = "Trưa nay anh ta uống bia ở quán rồi quay lại làm."
PASSPHRASE = "mưa rơi trên mái tôn"
_CHEAP = Cost(rounds=1, memory=8 * 1024 * 1024)


@pytest.fixture
def inspector(home: Path) -> InspectorKey:
    """Let one inspector's public key be in the home and return the private one."""
    private, public = new_inspector_key("Nguyễn Thanh Tra", PASSPHRASE, _CHEAP)
    add(folder_of(home), parse_public(public))
    return open_private_file(private, PASSPHRASE)


def parts(bot: Service) -> Reporting:
    """Return what the running bot's reports work with."""
    reporting = services_in(bot.application.bot_data).reporting
    assert reporting is not None
    return reporting


def keys_of(bot: Service, case: Case, inspector: InspectorKey) -> CaseKeys:
    """Return the keys of a case as the inspector has them."""
    envelope = parts(bot).cases.envelope(case.id, inspector.fingerprint)
    assert envelope is not None
    return inspector.open(case.id, envelope)


def opened(bot: Service, case: Case, inspector: InspectorKey) -> Report:
    """Return the report of a case as the inspector reads it."""
    key = keys_of(bot, case, inspector).report_key
    return load(Report, open_blob(key, case.id, "report", 0, parts(bot).cases.content(case.id)))


@dataclass
class Reporter:
    """Somebody who writes a report; counts the taps and the texts that it takes."""

    server: Server
    chat: Chat = field(init=False)
    screen: dict[str, Any] = field(default_factory=dict, init=False)
    """The newest message with buttons of the dialogue."""
    taps: int = field(default=0, init=False)
    texts: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.chat = Chat(self.server)

    async def begin(self, command: str = "/phananh") -> str:
        """Begin a report and return what is shown."""
        self.screen = await self.chat.ask(command)
        return self.text

    @property
    def text(self) -> str:
        """What the newest screen says."""
        said: str = self.screen["text"]
        return said

    @property
    def labels(self) -> list[str]:
        """The captions of its buttons."""
        return [one["text"] for one in buttons(self.screen)]

    async def tap(self, label: str) -> str:
        """Press a button, which changes the screen in place; return what it says then."""
        self.taps += 1
        self.chat.press(self.screen, label)
        self.screen = await self.chat.edited()
        return self.text

    async def type(self, text: str) -> str:
        """Send a text and return the new screen."""
        self.texts += 1
        self.screen = await self.chat.ask(text)
        return self.text

    async def write_all(self, what: str = STORY) -> None:
        """Go through all steps, the short way, up to the last question."""
        await self.begin()
        await self.tap("bắt đầu")
        await self.tap("Rượu, bia")
        await self.type("hoan kiem")
        await self.tap("Phường Hoàn Kiếm")
        await self.tap("Hôm nay")
        await self.type(what)
        await self.tap("Xong")
        await self.tap("Bỏ qua")
        await self.tap("Bỏ qua")
        await self.tap("Gửi phản ánh")

    async def hand_in(self) -> str:
        """Press for the last time; return the code of the receipt."""
        self.taps += 1
        self.chat.press(self.screen, "Gửi ngay")
        self.proof = await self.chat.reply()
        receipt = await self.chat.reply()
        self.screen = await self.chat.reply()
        found = re.search(r"\d{4} \d{4} \d{4} \d{4}", receipt["text"])
        assert found is not None, receipt["text"]
        self.receipt = receipt
        return found[0]
