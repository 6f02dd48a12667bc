"""Reads files through the readers, and keeps for a while what reading one gave.

A scan takes minutes to recognise; a preview after a correction, and publishing after a preview,
must not do it again.
"""

import os
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError

from indexer.errors import ReadError
from indexer.readers import READER_VERSION, read
from indexer.readers.reading import ReadDocument, Reading
from knowledge.cache import content_key

_KEPT = 50
"""Readings kept, the newest."""
_SECONDS = 24 * 60 * 60
"""How long one is kept: what was sent and discarded is not to stay."""
_MOST = 4_000_000
"""Characters of text above which a reading is not kept."""
_OF_THE_MACHINE = ("no-soffice", "no-tesseract", "slow", "memory")
"""Problems that lie not in the file: the next reading may go better."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A reading in a form that JSON can hold."""

    documents: tuple[ReadDocument, ...]
    problems: tuple[tuple[str, str, Mapping[str, str | int]], ...]


_FORM: TypeAdapter[_Kept] = TypeAdapter(_Kept)


class Readings:
    """What files hold, kept in a folder by content, name and version of the readers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, path: Path, origin: str) -> Reading:
        """Return what the file at *path*, kept as *origin* under ``sources/``, holds.

        Raises:
            ReadError: one sentence that names the file and says what to do.
        """
        place = self._folder / content_key("\n".join((READER_VERSION, origin, path.name)))
        self._prune()
        kept = _load(place)
        if kept is None:
            kept = read(path)
            lacking = any(problem.code in _OF_THE_MACHINE for problem in kept.problems)
            if not lacking and sum(len(one.tree.text) for one in kept.documents) <= _MOST:
                self._keep(place, kept)
        return kept

    def _keep(self, place: Path, reading: Reading) -> None:
        problems = tuple((p.code, p.name, p.values) for p in reading.problems)
        content = zlib.compress(_FORM.dump_json(_Kept(reading.documents, problems)))
        part = place.with_name(f".part-{uuid4().hex}")
        with suppress(OSError):  # a full disk: the file is read again next time
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as stream:
                    stream.write(content)
                part.replace(place)
            finally:
                part.unlink(missing_ok=True)

    def _prune(self) -> None:
        """Delete all but the newest, and the old; another process may be doing the same."""
        with suppress(OSError):
            by_age = sorted((p.stat().st_mtime, p) for p in self._folder.iterdir())
            oldest = time.time() - _SECONDS
            for at, (written, path) in enumerate(by_age, 1):
                if written < oldest or at <= len(by_age) - _KEPT:
                    path.unlink(missing_ok=True)


def _load(place: Path) -> Reading | None:
    try:
        kept = _FORM.validate_json(zlib.decompress(place.read_bytes()))
        problems = tuple(ReadError(code, name, **values) for code, name, values in kept.problems)
    except (OSError, zlib.error, ValidationError, KeyError):
        return None
    return Reading(kept.documents, problems)
