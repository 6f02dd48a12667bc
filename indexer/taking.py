"""Carries out the reading half of an order: what its files bring, and what it decides."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

from indexer.decisions import Decisions, decided
from indexer.errors import IndexerError
from indexer.incoming import Intake, Wishes, files_in, place_of
from indexer.known import FileRecord, Known, Place
from indexer.proposal import Corrections, Order
from indexer.readers.pages import Hear, heard_by
from indexer.readings import Readings
from indexer.search_index import Progress
from indexer.snapshot import Batch
from knowledge.manifest import Changes
from knowledge.store import number_key


@dataclass(frozen=True, slots=True)
class Taken:
    """What an order brings and decides."""

    intake: Intake
    decisions: Decisions

    @property
    def changes(self) -> Changes:
        """What is known of the changes before a snapshot is built."""
        found = self.intake.changes()
        ended = self.decisions.ended.values()
        return Changes(
            added=found.added,
            changed=found.changed,
            replaced=found.replaced,
            corrected=found.corrected,
            ended=tuple(e.number for e in ended if e.day is not None),
            revived=tuple(e.number for e in ended if e.day is None),
            removed=(
                *(removed.number for removed in self.decisions.gone.values()),
                *(
                    held.number
                    for key, held in self.intake.superseded.items()
                    if key not in self.intake.taken
                ),
            ),
        )

    @property
    def empty(self) -> bool:
        """True when the library would stay as it is."""
        return self.changes.empty and self.decisions.empty

    def batch(self) -> Batch:
        """Return what the next snapshot has to take in."""
        return Batch(
            tuple(self.intake.taken.values()),
            tuple(self.intake.files.values()),
            self.changes,
            self.intake.corrections(),
            {place: document.number for place, document in self.intake.originals.items()},
            self.decisions,
            frozenset(self.intake.superseded),
        )


@contextmanager
def take_in(
    home: Path, known: Known, order: Order, starter: bool, progress: Progress
) -> Iterator[Taken]:
    """Read the starter library, then the files of *order*; hand out what they bring.

    Files of earlier orders that this one speaks of (to correct them, or to let them in again)
    are read from ``sources/``; the copies read are there until the end of the context.

    Raises:
        CongvuError: the order speaks of what is not there, or a correction cannot be.
    """
    corrections = {place_of(key): fields for key, fields in order.corrections.items()}
    back = frozenset(number_key(r.number) for r in order.removals if r.back)
    without = frozenset(map(place_of, order.without))
    wishes = Wishes(corrections, without, back, order.unattended)
    with TemporaryDirectory(prefix="congvu-") as folder:
        intake = Intake(Readings(home / "cache" / "readings"), known, wishes)
        files = [(path, True) for path in (starter_files() if starter else [])]
        files += [(path, False) for path in files_in(map(Path, order.paths), intake.problems)]
        for done, (path, own) in enumerate(files):
            progress("read", done, len(files), "" if own else path.name)
            with heard_by(_pages(progress, path.name)):
                intake.add(path, starter=own)
        for path in _kept_files(home, intake, Path(folder)):
            intake.add(path)
        progress("read", len(files), len(files), "")
        _check_corrections(intake, corrections)
        decisions = decided(known, order.endings, order.removals, intake.brought())
        for key in decisions.gone:
            intake.taken.pop(key, None)
        yield Taken(intake, decisions)


def _pages(progress: Progress, name: str) -> Hear:
    """Return what tells of the pages of a long file."""
    return lambda done, total: progress("pages", done, total, name)


def starter_files() -> list[Path]:
    """Return the files of the library that comes with the program."""
    folder = Path(str(resources.files("knowledge"))) / "starter"
    return sorted(folder.glob("*.md"))


def _kept_files(home: Path, intake: Intake, folder: Path) -> list[Path]:
    """Copy the kept files that an order speaks of, under their names, to be read again.

    Those that it brings itself have been read.
    """
    known, wishes = intake.known, intake.wishes
    origins = {origin for origin, _ in wishes.corrections}
    origins |= {known.removals[key].origin for key in wishes.back if key in known.removals}
    found = []
    for at, origin in enumerate(sorted(origins - {one.origin for one in intake.seen})):
        record, source = known.files.get(origin), home / "sources" / origin
        if record is not None and source.is_file():
            (folder / str(at)).mkdir()
            found.append(folder / str(at) / _proper(record))
            shutil.copyfile(source, found[-1])
    return found


def _proper(record: FileRecord) -> str:
    """Return the name that a file had; it was a name on a disk, but who knows on which."""
    return Path(record.name).name or record.origin


def _check_corrections(intake: Intake, corrections: Mapping[Place, Corrections]) -> None:
    """Raise IndexerError for a correction of what no file of the order holds."""
    places = {(one.origin, one.position) for one in intake.seen}
    for origin, position in corrections:
        if (origin, position) not in places:
            raise IndexerError(
                f"No file of this refresh holds the document {origin}#{position} that is to be "
                "corrected: add its file again."
            )
