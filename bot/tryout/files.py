"""Files that people and the bot send: kept in memory, downloaded by the path that getFile tells."""

import itertools
import mimetypes
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from bot.tryout.errors import bad_request

DOWNLOAD_LIMIT = 20 * 1024 * 1024
"""Bytes of the largest file that a bot may download from Telegram."""
UPLOAD_LIMIT = 50 * 1024 * 1024
"""Bytes of the largest file that a bot may send."""
PHOTO_LIMIT = 10 * 1024 * 1024
"""Bytes of the largest photo that a bot may send."""
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in a request."""

    name: str
    content: bytes
    mime_type: str = ""

    @property
    def kind(self) -> str:
        """The media type, guessed from the name where the sender named none."""
        guessed = mimetypes.guess_type(self.name)[0]
        return self.mime_type or guessed or "application/octet-stream"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that has a ``file_id``."""

    file_id: str
    path: str
    upload: Upload

    @property
    def unique_id(self) -> str:
        """The same for the same bytes, as Telegram's ``file_unique_id``."""
        return sha256(self.upload.content).hexdigest()[:16]

    def as_file(self) -> dict[str, Any]:
        """Return the Bot API's File object."""
        size = len(self.upload.content)
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": size,
            "file_path": self.path,
        }

    def as_document(self) -> dict[str, Any]:
        """Return the Bot API's Document object."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_name": self.upload.name,
            "mime_type": self.upload.kind,
            "file_size": len(self.upload.content),
        }

    def as_photo(self) -> list[dict[str, Any]]:
        """Return the Bot API's PhotoSize list, with the one size that is kept."""
        size = image_size(self.upload.content)
        if size is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        photo = {"file_id": self.file_id, "file_unique_id": self.unique_id}
        return [
            photo | {"width": size[0], "height": size[1], "file_size": len(self.upload.content)}
        ]


class Files:
    """All files of one server, by ``file_id``."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}
        self._numbers = itertools.count(1)

    def add(self, upload: Upload, folder: str) -> StoredFile:
        """Keep a file under *folder* ("documents", "photos") and return it with its new id."""
        number = next(self._numbers)
        suffix = "." + upload.name.rpartition(".")[2] if "." in upload.name else ""
        suffix = suffix if suffix[1:].isalnum() else ""
        stored = StoredFile(f"FILE{number:08d}", f"{folder}/file_{number}{suffix}", upload)
        self._files[stored.file_id] = stored
        return stored

    def get(self, file_id: str) -> StoredFile:
        """Return a file by its id; refuse an unknown one as Telegram does."""
        if file_id not in self._files:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        return self._files[file_id]

    def find_path(self, path: str) -> StoredFile | None:
        """Return the file that is downloaded from *path*."""
        return next((file for file in self._files.values() if file.path == path), None)


def image_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels of a PNG or JPEG, None for anything else."""
    if content.startswith(_PNG) and len(content) >= 24:
        return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Walk a JPEG's segments to the frame header, which holds the size (ITU-T T.81, B.2.2)."""
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        if content[place + 1] in _JPEG_FRAMES:
            height = int.from_bytes(content[place + 5 : place + 7], "big")
            return int.from_bytes(content[place + 7 : place + 9], "big"), height
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    return None
