"""The files of the jobs: ``incoming/<job>/`` holds what came, its preview and its texts.

A file lies whole under its name or not at all, so what a kill leaves behind is done again.
"""

import os
import re
import shutil
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.admin.job import File, Job
from bot.admin.pages import bound
from indexer.proposal import Preview

_PREVIEW: TypeAdapter[Preview] = TypeAdapter(Preview)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_LONGEST = 120
"""Bytes of a file's name; file systems take 255."""
_PART = ".part"
_BOUND = "anh-chup.pdf"
"""The photographs of a job as pages of one document."""


class JobFolder:
    """The folder ``incoming`` of the bot's memory; only this user may read it."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def texts(self, job: str) -> Path:
        """Return the folder of the texts as understood, making it."""
        return self._made(job, "texts")

    def target(self, job: Job, index: int) -> Path:
        """Return where file *index* of a job lies, once it is there."""
        return self._root / job.id / "files" / str(index) / safe_name(job.files[index])

    def place(self, job: Job, index: int) -> Path:
        """Return where to write file *index*, for ``settle`` when it is whole."""
        folder = self._made(job.id, "files", str(index))
        return folder / _PART

    def settle(self, job: Job, index: int) -> None:
        """Give a file that was written whole its name, durably."""
        part, target = self.place(job, index), self.target(job, index)
        with part.open("rb") as stream:
            os.fsync(stream.fileno())
        part.replace(target)

    def copy(self, job: Job, files: Sequence[Path]) -> None:
        """Take copies of *files* as those of *job*.

        Raises:
            OSError: there is no room, or one cannot be read; nothing is left then.

        """
        try:
            for index, path in enumerate(files):
                shutil.copyfile(path, self.place(job, index))
                self.settle(job, index)
        except OSError:
            self.erase(job.id)
            raise

    def paths(self, job: Job) -> tuple[str, ...]:
        """Return what the library is to be given; photographs are bound where they are pages.

        Where one is no photograph after all, each is given alone.

        Raises:
            OSError: there is no room.

        """
        here = [index for index, file in enumerate(job.files) if file.here]
        pages = [] if job.apart else [index for index in here if job.files[index].page]
        if len(pages) > 1:
            alone = [str(self.target(job, index)) for index in here if index not in pages]
            with suppress(ValueError):
                return (*alone, str(self._bound(job, pages)))
        return tuple(str(self.target(job, index)) for index in here)

    def keep_preview(self, job: str, preview: Preview) -> None:
        """Keep what the files were understood as."""
        part = self._made(job) / (_PART + "-preview")
        part.write_bytes(_PREVIEW.dump_json(preview))
        part.replace(self._root / job / "preview.json")

    def preview(self, job: str) -> Preview | None:
        """Return what was kept; None where there is nothing, or nothing that can be read."""
        try:
            return _PREVIEW.validate_json((self._root / job / "preview.json").read_bytes())
        except (OSError, ValidationError):
            return None

    def text(self, job: str, name: str) -> str | None:
        """Return the text of a document as understood; None where there is none."""
        try:
            return (self._root / job / "texts" / Path(name).name).read_text(encoding="utf-8")
        except OSError:
            return None

    def erase(self, job: str) -> None:
        """Erase everything of a job."""
        shutil.rmtree(self._root / job, ignore_errors=True)

    def all(self) -> set[str]:
        """Return the ids of the jobs that have a folder."""
        return {path.name for path in self._root.glob("*") if path.is_dir()}

    def _bound(self, job: Job, pages: Sequence[int]) -> Path:
        content = bound([self.target(job, index).read_bytes() for index in pages])
        target = self._made(job.id, "bound") / _BOUND
        part = target.with_name(_PART)
        part.write_bytes(content)
        part.replace(target)
        return target

    def _made(self, *parts: str) -> Path:
        folder = self._root.joinpath(*parts)
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(parents=True, exist_ok=True)
        return folder


def safe_name(file: File) -> str:
    """Return the name of a file as a file system takes it, its ending kept."""
    name = _UNSAFE.sub("_", unicodedata.normalize("NFC", file.name)).strip(" .") or "tep"
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        stem, dot, ending = name, "", ""
    room = _LONGEST - len((dot + ending).encode())
    return stem.encode()[:room].decode(errors="ignore") + dot + ending
