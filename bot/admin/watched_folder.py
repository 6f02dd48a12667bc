"""The watched folder on disk: what lies in it, what was taken out of it, and where that ends.

    inbox/<file>                dropped by somebody, perhaps still being written
    inbox/.taken/<job>/<file>   taken for a job; the name of the folder is the job's
    inbox/.taken/<job>/.plan    where each file of an ended job goes
    inbox/done/<file>           in the library now
    inbox/failed/<file>         not in it; ``<file>.ly-do.txt`` beside it says why
    inbox/.lock                 held by the bot that watches

Every step is one rename, so a crash between two of them loses nothing and repeats nothing: what
was taken is found again under ``.taken``, what was planned is carried out.
"""

import contextlib
import fcntl
import json
import os
import re
import secrets
import stat
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Final

DONE: Final = "done"
FAILED: Final = "failed"
_TAKEN, _PLAN, _LOCK = ".taken", ".plan", ".lock"
_REASON = ".ly-do.txt"
"""What the name of a file with a reason ends with."""
_UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".download", ".filepart", "~")
_NOT_MEANT = ("thumbs.db", "desktop.ini")
_LONGEST_NAME = 255 - len(_REASON)
"""Bytes of a file's name, so that a reason fits beside it."""
_UNFIT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff/]")
"""Control characters, and the halves that stand for bytes that are not UTF-8."""


@dataclass(frozen=True, slots=True)
class Look:
    """A file as it was seen; one that is being written looks different the next time."""

    size: int
    changed: int
    """Nanoseconds."""
    inode: int


@dataclass(frozen=True, slots=True)
class End:
    """What became of one file."""

    folder: str
    """DONE or FAILED."""
    reason: str = ""
    """What a person should know of it, in a few lines; "" for nothing."""


class WatchedFolder:
    """A folder that people drop files into; one process at a time works on it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._taken = path / _TAKEN
        self._lock: int | None = None

    def prepare(self) -> None:
        """Make the folders that are missing, and keep others from working here.

        Raises:
            BlockingIOError: another process does.
            OSError: the folder cannot be written.

        """
        for folder in (self._path / DONE, self._path / FAILED, self._taken):
            folder.mkdir(parents=True, exist_ok=True)
        if self._lock is None:
            descriptor = os.open(self._path / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(descriptor)
                raise
            self._lock = descriptor

    def release(self) -> None:
        """Let others work here."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def looks(self) -> dict[str, Look]:
        """Return how each file that is meant for the library looks now, by name."""
        with os.scandir(self._path) as entries:
            return {entry.name: look for entry in entries if (look := _look(entry)) is not None}

    def take(self, looks: Mapping[str, Look]) -> str:
        """Move files that still look like that out of sight and return the id of their job.

        "" when there is none left of them.
        """
        job = secrets.token_hex(8)
        folder = self._taken / job
        folder.mkdir()
        for name, look in looks.items():
            source = self._path / name
            with contextlib.suppress(FileNotFoundError):
                if _seen(source.lstat()) == look:
                    source.rename(_free(folder, _fit(name)))
        _sync(folder)
        _sync(self._path)
        if self.files(job):
            return job
        self.forget(job)
        return ""

    def jobs(self) -> list[str]:
        """Return the ids of the jobs whose files were taken and not yet put away."""
        return sorted(path.name for path in self._taken.iterdir() if path.is_dir())

    def files(self, job: str) -> list[Path]:
        """Return the files of a job that were not put away yet, by name."""
        return sorted(path for path in (self._taken / job).iterdir() if path.name != _PLAN)

    def planned(self, job: str) -> bool:
        """Say whether the job has ended, and only has to be carried out of here."""
        return (self._taken / job / _PLAN).exists()

    def plan(self, job: str, ends: Mapping[str, End]) -> None:
        """Write down what becomes of each file of a job, by name."""
        path = self._taken / job / _PLAN
        fresh = path.with_name(f"{_PLAN}.part")
        fresh.write_text(json.dumps({name: astuple(end) for name, end in ends.items()}), "utf-8")
        _sync(fresh)
        fresh.replace(path)
        _sync(path.parent)

    def put_away(self, job: str) -> None:
        """Move the files of a planned job to where they go, each reason before its file."""
        plan = json.loads((self._taken / job / _PLAN).read_text("utf-8"))
        for file in self.files(job):
            end = End(*plan.get(file.name, (FAILED,)))
            target = _free(self._path / end.folder, file.name, end.reason)
            if end.reason:
                _beside(target).write_text(end.reason, "utf-8")
            file.rename(target)
        for folder in (DONE, FAILED):
            _sync(self._path / folder)
        self.forget(job)

    def forget(self, job: str) -> None:
        """Remove what is left of a job without files."""
        folder = self._taken / job
        for name in (f"{_PLAN}.part", _PLAN):
            (folder / name).unlink(missing_ok=True)
        folder.rmdir()


def _look(entry: "os.DirEntry[str]") -> Look | None:
    """Return how a file looks, or None for what is none or not meant for the library.

    Links are not followed: what they point at was not dropped here.
    """
    name = entry.name.lower()
    if name.startswith((".", "~$")) or name.endswith(_UNFINISHED) or name in _NOT_MEANT:
        return None
    try:
        status = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    return _seen(status) if stat.S_ISREG(status.st_mode) else None


def _seen(status: os.stat_result) -> Look:
    return Look(status.st_size, status.st_mtime_ns, status.st_ino)


def _fit(name: str) -> str:
    """Return *name* as one that can be kept, shown and written in JSON."""
    return _cut(_UNFIT.sub("_", name), "")


def _free(folder: Path, name: str, reason: str = "") -> Path:
    """Return a path in *folder* that no file has: *name*, else with a number.

    A reason that lies there without its file is of this very file: a crash came between the two.
    """
    for candidate in _names(name):
        path = folder / candidate
        beside = _beside(path)
        taken = beside.exists() and not (reason and _text(beside) == reason)
        if not path.exists() and not taken:
            return path
    raise AssertionError("there is always a next number")


def _names(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield _cut(name, f" ({number})")
        number += 1


def _cut(name: str, number: str) -> str:
    """Return *name* with *number* before its suffix, short enough for the disk."""
    stem, dot, suffix = name.rpartition(".")
    if not stem or len(suffix) > 8:
        stem, dot, suffix = name, "", ""
    room = _LONGEST_NAME - len(f"{number}{dot}{suffix}".encode())
    return stem.encode()[:room].decode(errors="ignore") + number + dot + suffix


def _beside(path: Path) -> Path:
    """Return the path of the reason beside a file."""
    return path.with_name(path.name + _REASON)


def _text(path: Path) -> str:
    return path.read_text("utf-8", errors="replace")


def _sync(path: Path) -> None:
    """Make sure that a file's bytes, or a folder's names, are on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network drives know no such thing for folders
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
