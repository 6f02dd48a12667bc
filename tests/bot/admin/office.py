"""An administrator at work on the local Bot API server, and documents to send."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from bot.admin.parts import Administration, administration_in
from bot.delivery.service import Service
from bot.tryout import Server
from bot.tryout.feed import Event
from tests.bot.botapi import ADMINISTRATOR, Chat, buttons

T = TypeVar("T")

DIRECTIVE = """\
ỦY BAN NHÂN DÂN TỈNH HẢI SƠN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: {number}
Hải Sơn, ngày {day} tháng {month} năm {year}
QUYẾT ĐỊNH
Ban hành Quy định về giữ gìn vệ sinh nhà kho
Điều 1. Giờ mở kho
1. Kho lưu trữ mở cửa lúc bảy giờ ba mươi phút mỗi sáng thứ hai.
2. Thủ kho ghi sổ mượn chổi trước mười giờ.
Điều 2. Dọn kho
Người mượn chổi phải trả chổi trong ngày và quét sạch lối đi.
Điều 3. Hiệu lực
Quyết định này có hiệu lực kể từ ngày ký.
"""


def directive(number: str = "12/2026/QĐ-UBND", day: str = "3/2/2026") -> bytes:
    """Return the text of a decision that no other document knows of."""
    numbers = dict(zip(("day", "month", "year"), day.split("/"), strict=True))
    return DIRECTIVE.format(number=number, **numbers).encode()


@dataclass
class Administrator:
    """Somebody who brings documents into the library."""

    server: Server
    chat_id: int = ADMINISTRATOR
    chat: Chat = field(init=False)
    screen: dict[str, Any] = field(default_factory=dict, init=False)
    """The message of the job at hand, as it is now."""

    def __post_init__(self) -> None:
        self.chat = Chat(self.server, ADMINISTRATOR, self.chat_id, seconds=90)

    @property
    def text(self) -> str:
        """What the screen says."""
        said: str = self.screen["text"]
        return said

    @property
    def labels(self) -> list[str]:
        """The captions of its buttons."""
        return [one["text"] for one in buttons(self.screen)]

    def send(self, name: str, content: bytes) -> dict[str, Any]:
        """Send a file."""
        return self.chat.send_file(name, content)

    async def sees(self, words: str) -> str:
        """Wait until a message of the bot, new or changed, says *words*; return all it says."""

        def fits(event: Event) -> bool:
            return words in event.body["message"].get("text", "")

        self.screen = await self._either(fits)
        return self.text

    async def tap(self, label: str, then: str) -> str:
        """Press a button of the screen and wait until *then* is said."""
        self.chat.press(self.screen, label)
        return await self.sees(then)

    async def type(self, text: str, then: str) -> str:
        """Send a text and wait until *then* is said."""
        self.chat.write(text)
        return await self.sees(then)

    async def _either(self, wanted: Any) -> dict[str, Any]:
        def fits(event: Event) -> bool:
            here = event.kind in ("message", "edit") and event.chat_id == self.chat.chat_id
            by_bot = event.body["message"]["from"]["id"] == self.server.world.bot.id if here else 0
            return bool(here and by_bot and wanted(event))

        event = await self.server.world.feed.wait_for(fits, self.chat._seen, self.chat.seconds)
        self.chat._seen = event.number
        message: dict[str, Any] = event.body["message"]
        return message


def parts(bot: Service) -> Administration:
    """Return what the running bot's administrators work with."""
    return administration_in(bot.application.bot_data)


def hasten(bot: Service) -> None:
    """Let jobs wait a moment, not seconds, for further files."""
    parts(bot).runner.quiet = 0.2


def incoming(home: Path) -> set[str]:
    """Return the names of the jobs that have files."""
    return {path.name for path in (home / "incoming").glob("*")}


async def settled(look: Callable[[], T], wanted: T, seconds: float = 20) -> T:
    """Return what *look* gives once that is *wanted*, or at the latest after *seconds*."""
    until = asyncio.get_running_loop().time() + seconds
    while (found := look()) != wanted and asyncio.get_running_loop().time() < until:
        await asyncio.sleep(0.02)
    return found
