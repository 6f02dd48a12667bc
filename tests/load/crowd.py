"""Many people with their chats: each does something, waits for the answer, and does the next."""

import asyncio
import struct
import time
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from bot.tryout import Server
from bot.tryout.feed import Event
from bot.tryout.files import Upload
from bot.tryout.state import Person
from tests.load.deeds import Deed, Fit, Kind, fit
from tests.load.order import Key, question

FIRST_ID = 5_000_000
"""User id of the first person."""
SHARES = {
    "mixed": {
        Kind.ASK: 0.60,
        Kind.SHOW: 0.10,
        Kind.PRESS: 0.18,
        Kind.INLINE: 0.05,
        Kind.PHOTO: 0.03,
        Kind.EDIT: 0.04,
    },
    "questions": {Kind.ASK: 1.0},
}
"""How often each kind is done; who finds no button to press begins to browse."""
_BROWSE = "/vanban"
QUIET_SECONDS = 15.0
"""After which a button that only stopped waiting leaves its chat free."""


def questions() -> list[str]:
    """Return the questions of the file."""
    lines = Path(__file__).with_name("questions.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


class Crowd:
    """The people of one run, and what has become of all that they did."""

    def __init__(
        self, server: Server, count: int, seed: int, keys: Sequence[Key], mix: str = "mixed"
    ) -> None:
        self._server = server
        self._random = Random(seed)
        self._keys = keys
        self._questions = questions()
        self._shares = SHARES[mix]
        self._idle = list(range(FIRST_ID, FIRST_ID + count))
        self._pending: dict[int, Deed] = {}
        self._given_up: set[int] = set()
        self._asked: dict[int, int] = {}
        """The last question of each chat, by message id."""
        self._screens: dict[int, dict[str, Any]] = {}
        """The last message of the bot in each chat."""
        self.done: list[Deed] = []
        self.mishaps: Counter[str] = Counter()
        """Messages that answered nothing ("duplicated"), something else ("out_of_order"), or what
        was given up ("late")."""
        self.lags: list[float] = []
        """Seconds by which the tool itself was late."""
        for user_id in self._idle:
            server.world.add_person(Person(user_id, f"Người {user_id}"))
        server.world.feed.listeners.append(self._hear)

    @property
    def waiting(self) -> int:
        """How many things are not answered yet."""
        return len(self._pending)

    async def offer(self, rate: float, seconds: float) -> int:
        """Do *rate* things a second, at times drawn by chance; return how many found no one free.

        The rate does not depend on the bot: who has waited long is not waited for.
        """
        due = started = time.monotonic()
        shed = 0
        while (due := due + self._random.expovariate(rate)) < started + seconds:
            await asyncio.sleep(max(due - time.monotonic(), 0))
            self.lags.append(time.monotonic() - due)
            self._free_quiet()
            shed += not self.act(due)
        return shed

    async def settle(self, patience: float) -> int:
        """Wait until all is answered or *patience* seconds have passed; return what is lost.

        The chats of what is lost stay out of use, so that an answer which comes after all is
        taken for nothing else; it counts as "late".
        """
        until = time.monotonic() + patience
        while self._pending and time.monotonic() < until:
            await asyncio.sleep(0.05)
            self._free_quiet()
        lost = len(self._pending)
        self._given_up |= self._pending.keys()
        self._pending.clear()
        return lost

    def take(self) -> tuple[list[Deed], Counter[str]]:
        """Return what was answered, and the mishaps, since the last call."""
        taken = self.done, self.mishaps
        self.done, self.mishaps = [], Counter()
        return taken

    def act(self, due: float) -> bool:
        """Let someone who is free do something; return whether there was anyone."""
        if not self._idle:
            return False
        at = self._random.randrange(len(self._idle))
        self._idle[at], self._idle[-1] = self._idle[-1], self._idle[at]
        kinds = list(self._shares)
        [kind] = self._random.choices(kinds, [self._shares[kind] for kind in kinds])
        self._do(kind, self._idle.pop(), due)
        return True

    def _do(self, kind: Kind, chat_id: int, due: float) -> None:
        deeds: dict[Kind, Callable[[Deed], bool]] = {
            Kind.SHOW: self._show,
            Kind.PRESS: self._press,
            Kind.INLINE: self._search,
            Kind.PHOTO: self._send_photo,
            Kind.EDIT: self._edit,
        }
        deed = Deed(kind, chat_id, due)
        self._pending[chat_id] = deed
        if kind not in deeds or not deeds[kind](deed):
            deed.kind = Kind.ASK
            message = self._server.people.write(chat_id, self._random.choice(self._questions))
            self._asked[chat_id] = message["message_id"]

    def _show(self, deed: Deed) -> bool:
        deed.key = self._random.choice(self._keys)
        self._server.people.write(deed.chat_id, question(deed.key))
        return True

    def _press(self, deed: Deed) -> bool:
        screen = self._screens.get(deed.chat_id, {})
        rows = screen.get("reply_markup", {}).get("inline_keyboard", [])
        data = [
            button["callback_data"] for row in rows for button in row if "callback_data" in button
        ]
        if not data:
            deed.kind = Kind.BROWSE
            self._server.people.write(deed.chat_id, _BROWSE)
            return True
        pressed = self._random.choice(data)
        deed.query = self._server.people.press(deed.chat_id, screen["message_id"], pressed)
        return True

    def _search(self, deed: Deed) -> bool:
        deed.query = self._server.people.search(deed.chat_id, self._random.choice(self._questions))
        return True

    def _send_photo(self, deed: Deed) -> bool:
        self._server.people.send_file(deed.chat_id, Upload("anh.png", PICTURE))
        return True

    def _edit(self, deed: Deed) -> bool:
        if deed.chat_id not in self._asked:
            return False
        text = self._random.choice(self._questions) + " ?"
        self._server.people.edit(deed.chat_id, self._asked[deed.chat_id], text)
        return True

    def _hear(self, event: Event) -> None:
        message = event.body.get("message")
        if message is not None:
            if message["from"]["id"] != self._server.world.bot.id:
                return
            self._screens[event.chat_id] = message
        if event.chat_id < FIRST_ID:
            return
        deed = self._pending.get(event.chat_id)
        if deed is None:
            name = "late" if event.chat_id in self._given_up else "duplicated"
            self.mishaps[name] += event.kind == "message"
            return
        found = fit(deed, event.kind, event.body, time.monotonic())
        self.mishaps["out_of_order"] += found is Fit.WRONG
        if found is Fit.ANSWER:
            self._free(deed)

    def _free(self, deed: Deed) -> None:
        del self._pending[deed.chat_id]
        self._idle.append(deed.chat_id)
        self.done.append(deed)

    def _free_quiet(self) -> None:
        now = time.monotonic()
        for deed in [d for d in self._pending.values() if d.quiet(now, QUIET_SECONDS)]:
            deed.end_quietly()
            self._free(deed)


def _picture() -> bytes:
    """Return a small grey PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    header = struct.pack(">IIBBBBB", 64, 64, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * 64) * 64)
    parts = chunk(b"IHDR", header), chunk(b"IDAT", rows), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


PICTURE = _picture()
