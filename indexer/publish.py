"""Which snapshot is live: publish, history, rollback, and the lock that keeps builders apart.

``library/current`` holds one name and is replaced by a rename, so a reader finds either the
old snapshot or the new one, never something between.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from indexer.audit import Act, AuditLog
from indexer.errors import BusyError
from indexer.snapshot import sync
from knowledge import manifest as manifests
from knowledge.clock import Clock, SystemClock
from knowledge.errors import LibraryError
from knowledge.library import current_snapshot
from knowledge.manifest import Changes

KEPT = 10
"""Snapshots kept on disk, besides the live one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One snapshot on disk, as history shows it."""

    id: str
    created: str
    """ISO 8601 with the time zone."""
    documents: int
    provisions: int
    passages: int
    changes: Changes
    previous: str
    current: bool


def library_folder(home: Path) -> Path:
    """Return the folder of the snapshots of *home*, making it when needed."""
    root = home / "library"
    root.mkdir(parents=True, exist_ok=True)
    return root


@contextmanager
def builder_lock(home: Path) -> Iterator[None]:
    """Hold the one right to change the library of *home*; the system frees it if we die.

    Raises:
        BusyError: when another process holds it.
    """
    path = library_folder(home) / ".lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(
                f"Another refresh or rollback is changing the library in {home}: "
                "wait until it is done and try again."
            ) from None
        yield
    finally:
        os.close(descriptor)


def publish(home: Path, snapshot_id: str, *, proven: bool = False) -> None:
    """Make a complete snapshot the live one; *proven* where its bytes were read a moment ago.

    Raises:
        LibraryError: when there is no such snapshot or it is damaged; nothing changes then.
    """
    root = library_folder(home)
    folder = _folder(root, snapshot_id)
    manifest = manifests.load(folder)
    if not proven:
        manifests.verify(folder, manifest)
    fresh = root / ".current.new"
    fresh.write_text(snapshot_id + "\n", encoding="utf-8")
    sync(fresh)
    fresh.replace(root / "current")
    sync(root)


def history(home: Path) -> list[Entry]:
    """Return the snapshots on disk, newest first; unreadable ones are left out."""
    live = _live(home)
    found = []
    for folder, manifest in manifests.all_in(home / "library"):
        found.append(
            Entry(
                id=folder.name,
                created=manifest.created,
                documents=manifest.documents,
                provisions=manifest.provisions,
                passages=manifest.passages,
                changes=manifest.changes,
                previous=manifest.previous,
                current=folder.name == live,
            )
        )
    return found


def rollback(
    home: Path,
    snapshot_id: str | None = None,
    *,
    actor: str = "",
    clock: Clock | None = None,
) -> str:
    """Publish another snapshot and return its id; None means the one the live one came from.

    Where the name of the live one is lost, None means the newest. Going back deletes nothing: the
    snapshot that was live can be published again in the same way, see ``undone``.

    Raises:
        LibraryError: when there is none to go back to, or it is damaged.
        BusyError: while a refresh is at work.
    """
    clock = clock or SystemClock()
    with builder_lock(home):
        log = AuditLog(home)
        log.settle(clock)
        live, target = _live(home), snapshot_id or _before_live(home)
        _folder(library_folder(home), target)
        act = Act(actor, "rollback", target, {"snapshot": live}, {"snapshot": target})
        if target == live:
            publish(home, target)
            return target
        with log.acting([act], clock):
            publish(home, target)
    return target


def undone(home: Path) -> str:
    """Return the id of the snapshot that the last act took back; "" where that was no undo.

    Publishing it with ``rollback`` is to undo the undo.
    """
    acts = (one for one in AuditLog(home).entries(20) if one.outcome == "done")
    last = next((one for one in acts if one.act in ("publish", "rollback")), None)
    if last is None or last.act != "rollback":
        return ""
    taken_back = str(last.before.get("snapshot", ""))
    there = taken_back and (home / "library" / taken_back / manifests.NAME).is_file()
    return taken_back if there and taken_back != _live(home) else ""


def prune(home: Path, keep: int = KEPT) -> None:
    """Delete all but the *keep* newest snapshots, and what an undo needs.

    That is the live one, the one it came from, and the one that was taken back last.
    """
    live = _live(home)
    snapshots = manifests.all_in(home / "library")
    needed = {live, undone(home)}
    needed |= {manifest.previous for folder, manifest in snapshots if folder.name == live}
    for folder, _ in snapshots[keep:]:
        if folder.name not in needed:
            shutil.rmtree(folder, ignore_errors=True)


def drop_unpublished(home: Path, log: AuditLog) -> None:
    """Delete snapshots that were finished by builds that were killed before publishing them.

    Those are the ones made since the log is kept that it does not know as published. The caller
    holds the lock and has settled the log.
    """
    live, (since, known) = _live(home), log.made_live()
    if not live or not since:
        return
    for folder, manifest in manifests.all_in(home / "library"):
        if folder.name != live and folder.name not in known and manifest.created >= since:
            shutil.rmtree(folder, ignore_errors=True)


def _before_live(home: Path) -> str:
    """Return the id of the snapshot before the live one, even when that one is damaged."""
    older = manifests.all_in(home / "library")
    live = _live(home)
    if not live and older:
        return older[0][0].name
    live = live or current_snapshot(home).name
    at = next((i for i, (folder, _) in enumerate(older) if folder.name == live), None)
    if at is not None and (came_from := older[at][1].previous):
        return came_from
    if at is None:
        # The live manifest cannot be read; names sort by the day and order of their making.
        before = [folder.name for folder, _ in older if folder.name < live]
        if before:
            return max(before)
    raise LibraryError("There is no snapshot before the live one to go back to.")


def _folder(root: Path, snapshot_id: str) -> Path:
    folder = root / snapshot_id
    proper = snapshot_id and Path(snapshot_id).name == snapshot_id
    if not proper or snapshot_id.startswith(".") or not folder.is_dir():
        raise LibraryError(
            f"There is no snapshot {snapshot_id!r}: `congvu history` lists those there are."
        )
    return folder


def _live(home: Path) -> str:
    try:
        return current_snapshot(home).name
    except LibraryError:
        return ""
