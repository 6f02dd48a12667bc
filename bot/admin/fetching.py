"""Fetches the files of a job from Telegram onto the disk."""

import asyncio
from pathlib import Path

from aiohttp import ClientError
from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.delivery.downloads import LARGEST, pieces

_TRIES = 3
_PAUSE = 1.0
"""Seconds before the second try; twice that before the third."""
_SECONDS = 120.0
"""For one try; nobody waits for it with a screen that stands still."""


class LostError(Exception):
    """Telegram did not give the file, also when asked again; it may be sent again."""


class TooLargeError(Exception):
    """The file is larger than what Telegram gives to bots."""


class Fetcher:
    """Fetches with *bot*, over *proxy* ("" for none)."""

    def __init__(self, bot: Bot, proxy: str = "", pause: float = _PAUSE) -> None:
        self._bot = bot
        self._proxy = proxy
        self._pause = pause

    async def fetch(self, file_id: str, target: Path) -> None:
        """Write a file to *target*.

        Raises:
            LostError: Telegram does not give it.
            TooLargeError: it has more than 20 MB.
            OSError: there is no room on the disk.

        """
        for tried in range(_TRIES):
            if tried:
                await asyncio.sleep(self._pause * tried)
            try:
                async with asyncio.timeout(_SECONDS):
                    await self._once(file_id, target)
            except BadRequest as error:
                if "too big" in str(error).lower():
                    raise TooLargeError from None
                break
            except (TelegramError, ClientError, TimeoutError):
                continue  # their words may hold the address, and with it the token
            else:
                return
        raise LostError from None

    async def _once(self, file_id: str, target: Path) -> None:
        found = await self._bot.get_file(file_id)
        size = 0
        with target.open("wb") as stream:
            async for piece in pieces(found.file_path or "", self._proxy):
                size += len(piece)
                if size > LARGEST:
                    raise TooLargeError
                await asyncio.to_thread(stream.write, piece)
        if found.file_size and size != found.file_size:
            raise TimeoutError  # it was cut off; once more
