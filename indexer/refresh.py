"""Files and folders into the library: read what is new, build a snapshot, publish it.

Only the last step can be seen from outside, and it is one rename. Killed anywhere before, the
live library is as it was, and the next refresh cleans up and goes through.
"""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

from indexer.audit import Act, AuditLog
from indexer.errors import IndexerError
from indexer.incoming import Problem
from indexer.known import known_of
from indexer.minutes import minutes_of
from indexer.proposal import Corrections, Ending, Order, Removal
from indexer.publish import (
    builder_lock,
    drop_unpublished,
    library_folder,
    prune,
    publish,
)
from indexer.search_index import Progress, SearchIndexer
from indexer.snapshot import build, sweep, sync
from indexer.taking import Taken, take_in
from knowledge import manifest as manifests
from knowledge.cache import Cache
from knowledge.clock import Clock
from knowledge.embedding import CachedEmbedder, Embedder
from knowledge.errors import DamagedIndexError, NoLibraryError
from knowledge.library import Library, current_snapshot
from knowledge.manifest import Changes, sha256_of
from knowledge.vietnamese import Segmenter

_PART = ".part-"


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What a refresh did, or with *dry_run* would do."""

    added: tuple[str, ...]
    """Numbers of the documents, as in the others."""
    changed: tuple[str, ...]
    replaced: tuple[str, ...]
    """Digests whose place a full text took."""
    unchanged: tuple[str, ...]
    problems: tuple[Problem, ...]
    snapshot: str
    """Id of the live snapshot afterwards; "" when there is none."""
    published: bool
    """True when this refresh made a new snapshot."""
    changes: Changes = field(default_factory=Changes)
    """All of the above and what follows for other documents."""

    @property
    def amended(self) -> tuple[str, ...]:
        """Citations of what other documents lose or change by what came in."""
        return self.changes.amended

    @property
    def ended(self) -> tuple[str, ...]:
        """Numbers of documents that end, or end earlier, through this change."""
        return self.changes.ended

    @property
    def revived(self) -> tuple[str, ...]:
        """Numbers of documents whose end this change takes away or puts off."""
        return self.changes.revived

    @property
    def corrected(self) -> tuple[str, ...]:
        """Numbers of documents of which something was corrected."""
        return self.changes.corrected

    @property
    def removed(self) -> tuple[str, ...]:
        """Numbers of documents that were taken out."""
        return self.changes.removed


def refresh(
    home: Path,
    paths: Iterable[Path],
    *,
    clock: Clock,
    embedder: Embedder,
    progress: Progress = lambda *_: None,
    dry_run: bool = False,
    starter: bool = True,
    corrections: Mapping[str, Corrections] | None = None,
    without: Sequence[str] = (),
    endings: Sequence[Ending] = (),
    removals: Sequence[Removal] = (),
    actor: str = "",
) -> RefreshReport:
    """Take *paths*, files or folders, into the library of *home*, and do what else is ordered.

    What the library holds already is carried on. With *dry_run* nothing is written but locks
    and caches. *starter* adds the library that comes with the program. The rest is explained at
    ``indexer.proposal.Order``, which ``carry_out`` takes whole.

    Raises:
        BusyError: while another refresh or rollback is at work.
        LibraryError: when the live snapshot is damaged; the message says what to do.
        CongvuError: when the order speaks of what is not there.
    """
    order = Order(
        tuple(map(str, paths)),
        corrections or {},
        tuple(without),
        tuple(endings),
        tuple(removals),
        actor,
    )
    return carry_out(
        home,
        order,
        clock=clock,
        embedder=embedder,
        progress=progress,
        dry_run=dry_run,
        starter=starter,
    )


def carry_out(
    home: Path,
    order: Order,
    *,
    clock: Clock,
    embedder: Embedder,
    progress: Progress = lambda *_: None,
    dry_run: bool = False,
    starter: bool = True,
) -> RefreshReport:
    """Do what *order* says to the library of *home*; see ``refresh``."""
    with builder_lock(home), ExitStack() as closing:
        root = library_folder(home)
        sweep(root)
        log = AuditLog(home)
        log.settle(clock)
        drop_unpublished(home, log)
        live = _live(home)
        previous, whole = _opened(live)
        if previous is not None:
            closing.callback(previous.close)
        known = known_of(live)
        taken = closing.enter_context(take_in(home, known, order, starter, progress))
        stale = previous is None or not whole or previous.manifest.model_id != embedder.model_id
        if dry_run or (taken.empty and not (stale and (previous or taken.intake.taken))):
            name = previous.folder.name if previous else ""
            return _report(taken, taken.changes, name, False)
        copies = closing.enter_context(_kept_sources(home, taken.intake.paths))
        indexer = closing.enter_context(indexer_of(home, embedder))
        batch = replace(taken.batch(), index_anew=not whole)
        folder = build(root, previous, batch, indexer, clock, progress)
        changes = manifests.load(folder).changes
        progress("publish", 0, 1, "")
        minutes = minutes_of(order.actor, known, taken, folder, live)
        _publish(home, folder, log, minutes, clock)
        copies.clear()
        progress("publish", 1, 1, "")
        prune(home)
        return _report(taken, changes, folder.name, True)


def _publish(home: Path, folder: Path, log: AuditLog, minutes: Sequence[Act], clock: Clock) -> None:
    """Publish the new snapshot and write so into the log, or leave nothing of it."""
    try:
        with log.acting(minutes, clock):
            # The build has read every byte of it, to mark it or because it shares it.
            publish(home, folder.name, proven=True)
    except BaseException:
        if _live(home) != folder:  # the interruption may have come after the deed
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _opened(live: Path | None) -> tuple[Library | None, bool]:
    """Open the live snapshot, if there is one; say whether its index is as it was made."""
    if live is None:
        return None, True
    try:
        return Library.open(live), True
    except DamagedIndexError:
        return Library.open(live, verify=False), False


def _live(home: Path) -> Path | None:
    try:
        return current_snapshot(home)
    except NoLibraryError:
        return None


@contextmanager
def indexer_of(home: Path, embedder: Embedder) -> Iterator[SearchIndexer]:
    """Hand out an indexer that keeps what it computes under ``cache/``."""
    kept = home / "cache" / "segments.db"
    segments = _cache(kept)
    vectors = _cache(home / "cache" / "embeddings.db")
    try:
        known = embedder if isinstance(embedder, CachedEmbedder) else None
        known = known or CachedEmbedder(embedder, vectors)
        yield SearchIndexer(known, Segmenter(segments), kept)
    finally:
        segments.close()
        vectors.close()


def _cache(path: Path) -> Cache:
    """Open a cache; a damaged one is begun anew, for all it holds can be computed again."""
    try:
        return Cache(path)
    except sqlite3.OperationalError:
        raise  # locked, or not allowed: nothing that deleting would mend
    except sqlite3.DatabaseError:
        for left in (path, *path.parent.glob(f"{path.name}-*")):
            left.unlink(missing_ok=True)
        return Cache(path)


@contextmanager
def _kept_sources(home: Path, paths: Mapping[str, Path]) -> Iterator[list[Path]]:
    """Copy the new files into ``sources/``; hand out the copies, which go if still listed.

    Who publishes what was made of them clears the list.
    """
    folder = home / "sources"
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{_PART}*"):
        left.unlink(missing_ok=True)
    added: list[Path] = []
    try:
        for origin, path in paths.items():
            if not (folder / origin).exists():
                added.append(_copy(path, folder / origin))
        sync(folder)
        yield added
    finally:
        for copy in added:
            copy.unlink(missing_ok=True)


def _copy(path: Path, target: Path) -> Path:
    """Copy a file under the name of its content, whole or not at all."""
    part = target.with_name(f"{_PART}{uuid4().hex}")
    try:
        shutil.copyfile(path, part)
        if not target.name.startswith(sha256_of(part)):
            raise IndexerError(
                f"{path.name} changed while it was being read: run the refresh again."
            )
        sync(part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return target


def _report(taken: Taken, changes: Changes, snapshot: str, published: bool) -> RefreshReport:
    return RefreshReport(
        added=changes.added,
        changed=changes.changed,
        replaced=changes.replaced,
        unchanged=tuple(taken.intake.unchanged.values()),
        problems=tuple(taken.intake.problems),
        snapshot=snapshot,
        published=published,
        changes=changes,
    )
