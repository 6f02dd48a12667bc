"""Files that people send: fetched from Telegram piece by piece, straight into sealed files.

No plaintext touches the disk, and no more than a few pieces of a file are in memory. A file's name
in ``cases/`` follows from the message that brought it and the key of the report, so an update that
is handled again writes the same file again instead of a second one.
"""

import asyncio
import hashlib
from dataclasses import dataclass, field

from aiohttp import ClientError
from telegram import Bot, Message
from telegram.error import BadRequest, TelegramError

from bot.delivery.downloads import pieces
from bot.reports.cleaning import clean_stream, media_type_of
from bot.reports.events import LARGEST_FILE
from bot.reports.files import SealedFiles
from bot.reports.media_types import HEAD
from bot.reports.model import Attachment

_TRIES = 3
_PAUSE = 1.0
"""Seconds before the second try; twice that before the third."""
_SECONDS = 35.0
"""For fetching a file, all tries together: an update has 60 by default, of which cleaning takes
up to 20."""


class NotFetchedError(Exception):
    """Telegram did not give the file; the person may send it again."""


class TooLargeError(Exception):
    """The file is larger than what Telegram gives to bots."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file in a message, before it is fetched."""

    file_id: str
    unique: str
    """The same whenever the same file is sent."""
    name: str
    """What the sender's program calls it; "" for photos and recordings."""
    size: int
    """Bytes as Telegram says; 0 where it does not."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a file goes: under a report's key, by a name that the message decides."""

    key: bytes = field(repr=False)
    case_id: bytes
    message: int

    def name(self, unique: str, part: str) -> str:
        """Return the name in ``cases/`` of a part of the file: 32 hex digits."""
        seed = f"{self.message} {unique} {part}".encode()
        return hashlib.blake2b(seed, key=self.key, digest_size=16).hexdigest()


def incoming(message: Message) -> Incoming | None:
    """Return the file of a message: photo, document, voice, audio, video; None without one."""
    if message.photo:
        photo = message.photo[-1]
        return Incoming(photo.file_id, photo.file_unique_id, "", photo.file_size or 0)
    one = message.document or message.video or message.voice or message.audio or message.video_note
    if one is None:
        return None
    name = getattr(one, "file_name", None) or ""
    return Incoming(one.file_id, one.file_unique_id, name, one.file_size or 0)


class Fetcher:
    """Fetches files over *proxy* ("" for none) into *files*."""

    def __init__(self, files: SealedFiles, proxy: str = "", pause: float = _PAUSE) -> None:
        self._files = files
        self._proxy = proxy
        self._pause = pause

    async def fetch(self, bot: Bot, file: Incoming, target: Target) -> Attachment:
        """Seal a file and its cleaned copy, and return what is known of it.

        Raises:
            TooLargeError: it has more than 20 MB.
            NotFetchedError: Telegram did not give it, also when asked again.
            OSError: the disk is full, for instance; nothing of the file is left then.

        """
        if file.size > LARGEST_FILE:
            raise TooLargeError
        original = target.name(file.unique, "original")
        try:
            async with asyncio.timeout(_SECONDS):
                size, head = await self._again(bot, file, target, original)
        except TimeoutError:
            raise NotFetchedError from None
        media_type = media_type_of(head)
        copy = target.name(file.unique, "copy")
        try:
            reason = await asyncio.to_thread(self._clean, target, original, copy, media_type)
        except OSError:
            await asyncio.to_thread(self._files.erase, original)
            raise
        return Attachment(original, file.name, media_type, size, "" if reason else copy, reason)

    async def _again(
        self, bot: Bot, file: Incoming, target: Target, name: str
    ) -> tuple[int, bytes]:
        """Seal the original, trying anew what failed for a while."""
        for tried in range(_TRIES):
            if tried:
                await asyncio.sleep(self._pause * tried)
            try:
                return await self._sealed(bot, file, target, name)
            except BadRequest as error:
                if "too big" in str(error).lower():
                    raise TooLargeError from None
                break
            except (TelegramError, ClientError, TimeoutError):
                # Their words may hold the address, and with it the token.
                continue
        raise NotFetchedError from None

    async def _sealed(
        self, bot: Bot, file: Incoming, target: Target, name: str
    ) -> tuple[int, bytes]:
        """Seal the original once; return its size and how it begins."""
        found = await bot.get_file(file.file_id)
        size, head = 0, bytearray()
        with self._files.writer(target.key, target.case_id, name) as writer:
            async for piece in pieces(found.file_path or "", self._proxy):
                size += len(piece)
                if size > LARGEST_FILE:
                    raise TooLargeError
                head += piece[: HEAD - len(head)]
                await asyncio.to_thread(writer.write, piece)
            if found.file_size and size != found.file_size:
                raise TimeoutError  # it was cut off; once more
        return size, bytes(head)

    def _clean(self, target: Target, original: str, copy: str, media_type: str) -> str:
        """Seal the cleaned copy; return "" or why there is none."""
        pieces = self._files.chunks(target.key, target.case_id, original)
        writer = self._files.writer(target.key, target.case_id, copy)
        try:
            reason = clean_stream(media_type, pieces, writer.write)
            if not reason:
                writer.finish()
                return ""
        except BaseException:
            writer.abort()
            raise
        writer.abort()
        return reason
