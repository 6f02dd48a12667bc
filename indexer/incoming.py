"""Files on their way in: which there are, which were seen before, what each brings."""

import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from indexer.corrections import checked, corrected
from indexer.errors import IndexerError, ReadError
from indexer.known import FileRecord, Held, Known, Place
from indexer.problems import sentence
from indexer.proposal import Corrections
from indexer.readers import READER_VERSION, SUFFIXES, read_trusted, suffix_of
from indexer.readers.files import check_size
from indexer.readers.reading import ReadDocument, Reading, Remarks
from indexer.readers.sandbox_answer import member_name
from indexer.readers.trees import supplement
from indexer.readings import Readings
from indexer.snapshot import Incoming
from knowledge.manifest import Changes, sha256_of
from knowledge.model import Document, DocumentTree
from knowledge.store import number_key, tree_digest

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Problem:
    """One file that was not taken, or one thing worth knowing about those that were."""

    path: Path
    code: str
    """Of ``indexer.problems``."""
    values: Mapping[str, str | int] = field(default_factory=dict)
    refused: bool = True
    """False when it is only a remark: the file needed nothing, or something else was taken."""
    name: str = ""
    """The member of an archive that it is about; "" for the file itself."""

    @property
    def message(self) -> str:
        """One sentence that names the file."""
        return sentence(self.code, self.name or self.path.name, self.values)


@dataclass(frozen=True, slots=True)
class Seen:
    """One document of a file that a person gave, whatever becomes of it."""

    path: Path
    origin: str
    position: int
    number_key: str
    item: Incoming | None = None
    """None where the file was read for an earlier snapshot and need not be read again."""
    remarks: Remarks = field(default_factory=Remarks)
    left_out: bool = False

    @property
    def key(self) -> str:
        """The document's place, as orders name it."""
        return place_name((self.origin, self.position))


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an order says about the documents of its files."""

    corrections: Mapping[Place, Corrections] = field(default_factory=dict)
    without: frozenset[Place] = frozenset()
    back: frozenset[str] = frozenset()
    """Keys of numbers that had been taken out of the library and are let in again."""
    unattended: bool = False
    """As ``Order.unattended``."""

    def of_file(self, origin: str) -> bool:
        """Say whether anything is wished for documents of this file."""
        return any(place[0] == origin for place in (*self.corrections, *self.without))


@dataclass(slots=True)
class Intake:
    """Collects what a refresh brings, file by file; the later of two equal numbers wins.

    The starter library goes first: what a person adds takes its place, never the reverse, and
    a digest never takes the place of a verbatim document.
    """

    readings: Readings
    known: Known = field(default_factory=Known)
    wishes: Wishes = field(default_factory=Wishes)
    taken: dict[str, Incoming] = field(default_factory=dict)
    """By number_key."""
    seen: list[Seen] = field(default_factory=list)
    files: dict[str, FileRecord] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)
    """Where the bytes of each new file lie, by its name under ``sources/``."""
    digests: dict[str, Path] = field(default_factory=dict)
    """The starter library's files, by the number_key of what they tell of."""
    unchanged: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    originals: dict[Place, Document] = field(default_factory=dict)
    """Documents as they were read, of those that have corrections."""
    superseded: dict[str, Held] = field(default_factory=dict)
    """Held documents whose file, read again, gives them another number."""

    def add(self, path: Path, starter: bool = False) -> None:
        """Read one file, unless it was read before and nothing has changed since.

        A file that cannot be understood becomes a problem, and nothing of it is taken.
        """
        try:
            origin = _origin(path)
            if not self._need_not_be_read(path, origin, starter):
                self._read(path, origin, starter)
        except ReadError as error:
            name = error.name if error.name != path.name else ""
            self.problems.append(Problem(path, error.code, error.values, name=name))
        except IndexerError:
            raise
        except (ValueError, ArithmeticError, LookupError, RecursionError) as error:
            # Nobody foresaw this; one odd file must not keep the others out.
            _LOG.exception("%s could not be understood", path.name)
            reason = {"reason": type(error).__name__}
            self.problems.append(Problem(path, "not-understood", reason))

    def changes(self) -> Changes:
        """Return the numbers of the documents by which the library would differ."""
        groups: dict[str, list[str]] = {"added": [], "changed": [], "replaced": []}
        for key, item in sorted(self.taken.items()):
            groups[group_of(item, self.known.held.get(key))].append(item.tree.document.number)
        corrected_now = (
            item.tree.document.number
            for _, item in sorted(self.taken.items())
            if item.fields != self.known.corrections.get((item.origin, item.position), {})
        )
        named = {group: tuple(numbers) for group, numbers in groups.items()}
        return Changes(**named, corrected=tuple(corrected_now))

    def corrections(self) -> dict[Place, Corrections]:
        """Return the corrections of what is taken that the previous snapshot does not have."""
        found = {(i.origin, i.position): i.fields for i in self.taken.values() if i.fields}
        return {p: fields for p, fields in found.items() if fields != self.known.corrections.get(p)}

    def brought(self) -> dict[str, str]:
        """Return the numbers of what people's files bring, by number_key."""
        return {
            key: item.tree.document.number for key, item in self.taken.items() if not item.starter
        }

    def _need_not_be_read(self, path: Path, origin: str, starter: bool) -> bool:
        """Say whether the file was read before and all it holds is in the library as it was."""
        record = self.known.files.get(origin)
        if record is None or record.reader != READER_VERSION or self.wishes.of_file(origin):
            return False
        contents: list[tuple[str, str, bool]] = json.loads(record.contents)
        if not all(self._settled(*entry, starter=starter) for entry in contents):
            return False
        for position, (key, _, _) in enumerate(contents):
            if starter:
                self.digests[key] = path
            else:
                self.unchanged[key] = self.known.held[key].number
                self.seen.append(Seen(path, origin, position, key))
        return True

    def _settled(self, key: str, digest: str, verbatim: bool, starter: bool) -> bool:
        if starter and self._taken_out(key):
            return True
        held = self.known.held.get(key)
        if held is None or key in self.taken:
            return False
        outranked = (starter and not held.starter) or (held.verbatim and not verbatim)
        return outranked or held.digest == digest

    def _taken_out(self, key: str) -> bool:
        return key in self.known.removals and key not in self.wishes.back

    def _read(self, path: Path, origin: str, starter: bool) -> None:
        reading = self._reading(path, origin, starter)
        for problem in reading.problems:
            self.problems.append(Problem(path, problem.code, problem.values, name=problem.name))
        contents = []
        left_out = 0
        stored = {} if starter else self._stored_corrections(origin, reading)
        for position, found in enumerate(reading.documents):
            item = self._item(found.tree, origin, position, starter, stored.get(position, {}))
            if starter:
                self.digests[item.key] = path
            digest = tree_digest(item.tree)
            contents.append((item.key, digest, item.tree.document.verbatim))
            left = (origin, position) in self.wishes.without
            if not left and self._needs_a_person(item, found.remarks):
                self._hold_back(path, item, found.remarks)
                left = True
            left_out += left
            if not starter:
                self.seen.append(Seen(path, origin, position, item.key, item, found.remarks, left))
            if not left and self._may_take(path, item):
                self._take(path, item, digest)
        if contents and left_out == len(contents):
            return  # nothing of it is wanted: it is not kept either
        self._supersede(origin, {key for key, _, _ in contents})
        listed = json.dumps(contents, ensure_ascii=False)
        # What could not be read today may be tomorrow, with a program that is missing now.
        version = f"{READER_VERSION}, in part" if reading.problems else READER_VERSION
        self.files[origin] = FileRecord(origin, path.name, version, listed)
        self.paths[origin] = path

    def _needs_a_person(self, item: Incoming, remarks: Remarks) -> bool:
        """Say whether a document is held back, for nobody has seen the words struck out in it.

        What is held as this reader reads it was let in by a person who had.
        """
        if not (self.wishes.unattended and remarks.tracked_deletions):
            return False
        record = self.known.files.get(item.origin)
        if record is None or record.reader != READER_VERSION:
            return True
        key = json.loads(record.contents)[item.position][0]
        let_in = self.known.held.get(key) or self.known.removals.get(key)
        return let_in is None or let_in.origin != item.origin

    def _hold_back(self, path: Path, item: Incoming, remarks: Remarks) -> None:
        member = item.tree.document.source
        name = "" if member == path.name else member_name(path.name, member)
        values = {"count": remarks.tracked_deletions}
        self.problems.append(Problem(path, "tracked-deletions", values, name=name))

    def _supersede(self, origin: str, keys: set[str]) -> None:
        """Let go of what the file held under other numbers than it does now."""
        record = self.known.files.get(origin)
        before = [entry[0] for entry in json.loads(record.contents)] if record else []
        for key in before:
            held = self.known.held.get(key)
            if key not in keys and held is not None and held.origin == origin:
                self.superseded[key] = held

    def _reading(self, path: Path, origin: str, starter: bool) -> Reading:
        if starter:
            return Reading(tuple(ReadDocument(tree) for tree in read_trusted(path)))
        return self.readings.read(path, origin)

    def _stored_corrections(self, origin: str, reading: Reading) -> dict[int, Corrections]:
        """Return the earlier corrections of a file's documents, by where those stand now.

        In an archive of which more, or less, can be read than before, a document is found again
        by the number that was read in its place.
        """
        numbers = [number_key(one.tree.document.number) for one in reading.documents]
        found: dict[int, Corrections] = {}
        for place, fields in sorted(self.known.corrections.items()):
            if place[0] != origin:
                continue
            read_as = number_key(self.known.read_as[place])
            position = numbers.index(read_as) if numbers.count(read_as) == 1 else place[1]
            found[position] = fields
        return found

    def _item(
        self,
        tree: DocumentTree,
        origin: str,
        position: int,
        starter: bool,
        stored: Corrections,
    ) -> Incoming:
        """Return a document as it is taken: corrected, and with what the starter knows of it."""
        if starter:
            return Incoming(tree, origin, starter)
        place = (origin, position)
        wished = checked(self.wishes.corrections.get(place, {}))
        fields = {**stored, **wished}
        if fields:
            self.originals[place] = tree.document
        # The number first: by it the starter's digest is found. The rest once more at the end,
        # for what a person says stands above what the digest knows.
        tree = corrected(self._supplemented(corrected(tree, fields)), fields)
        return Incoming(tree, origin, starter, position, fields)

    def _supplemented(self, tree: DocumentTree) -> DocumentTree:
        """Return a document with what the starter's digest of it knows beyond its words."""
        path = self.digests.get(number_key(tree.document.number))
        return supplement(tree, read_trusted(path)[0]) if path else tree

    def _may_take(self, path: Path, item: Incoming) -> bool:
        """Say whether *item* may take the place of what holds its number now."""
        before, held = self.taken.get(item.key), self.known.held.get(item.key)
        if item.starter and self._taken_out(item.key):
            return False
        if before is None and held is not None and item.starter and not held.starter:
            return False
        verbatim = before.tree.document.verbatim if before else held is not None and held.verbatim
        if item.tree.document.verbatim or not verbatim:
            return True
        if not item.starter:
            self._remark(path, "digest-held", item)
        return False

    def _take(self, path: Path, item: Incoming, digest: str) -> None:
        before, held = self.taken.get(item.key), self.known.held.get(item.key)
        if before is not None and not before.starter:
            self._remark(path, "same-number", item)
        settled = item.fields == self.known.corrections.get((item.origin, item.position), {})
        if held is not None and held.digest == digest and settled:
            self.taken.pop(item.key, None)
            self.unchanged[item.key] = held.number
        else:
            self.taken[item.key] = item
            self.unchanged.pop(item.key, None)

    def _remark(self, path: Path, code: str, item: Incoming) -> None:
        number = {"number": item.tree.document.number}
        self.problems.append(Problem(path, code, number, refused=False))


def group_of(item: Incoming, held: Held | None) -> str:
    """Return "added", "changed", or "replaced" where a full text takes a digest's place."""
    if held is None:
        return "added"
    return "replaced" if item.tree.document.verbatim and not held.verbatim else "changed"


def place_name(place: Place) -> str:
    """Return a document's place as orders name it: "<file under sources/>#<position>"."""
    return f"{place[0]}#{place[1]}"


def place_of(name: str) -> Place:
    """Return the place that an order names.

    Raises:
        IndexerError: when it names none.
    """
    origin, _, position = name.rpartition("#")
    if not origin or not position.isdecimal():
        raise IndexerError(f"{name!r} is not the key of a document: take it from a preview.")
    return origin, int(position)


def files_in(paths: Iterable[Path], problems: list[Problem]) -> list[Path]:
    """Return the files among *paths* and in the folders among them, in order.

    What cannot be read at all is added to *problems*: a missing path, and, in folders, files
    of other kinds. Names that begin with a dot are passed over.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            found[path] = None
            continue
        files = 0
        for file in _visible(path):
            files += 1
            if suffix_of(file) in SUFFIXES:
                found[file] = None
            else:
                problems.append(Problem(file, "kind-passed-over", refused=False))
        if not files:
            problems.append(Problem(path, "empty-folder"))
    return list(found)


def _visible(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if not hidden and file.is_file():
            yield file


def _origin(path: Path) -> str:
    """Return the file's name under ``sources/``."""
    check_size(path)
    try:
        return sha256_of(path) + suffix_of(path)
    except OSError as error:
        raise ReadError("unreadable", path.name, reason=str(error.strerror)) from error
