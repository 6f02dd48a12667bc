"""Files on their way in: which there are, which were seen before, what each brings."""

import json
import logging
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from indexer.errors import ReadError
from indexer.problems import sentence
from indexer.readers import READER_VERSION, SUFFIXES, read_file, suffix_of
from indexer.readers.files import check_size
from indexer.readers.trees import supplement
from indexer.snapshot import Batch, FileRecord, Incoming
from knowledge.library import DATABASE
from knowledge.manifest import Changes, sha256_of
from knowledge.model import DocumentTree
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

    @property
    def message(self) -> str:
        """One sentence that names the file."""
        return sentence(self.code, self.path.name, self.values)


@dataclass(frozen=True, slots=True)
class Held:
    """What the previous snapshot knows of one document."""

    number: str
    digest: str
    verbatim: bool
    starter: bool


@dataclass(slots=True)
class Intake:
    """Collects what a refresh brings, file by file; the later of two equal numbers wins.

    The starter library goes first: what a person adds takes its place, never the reverse, and
    a digest never takes the place of a verbatim document.
    """

    held: Mapping[str, Held] = field(default_factory=dict)
    """By number_key."""
    seen: Mapping[str, FileRecord] = field(default_factory=dict)
    """Files read for earlier snapshots, by their name under ``sources/``."""
    taken: dict[str, Incoming] = field(default_factory=dict)
    files: dict[str, FileRecord] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)
    """Where the bytes of each new file lie, by its name under ``sources/``."""
    digests: dict[str, Path] = field(default_factory=dict)
    """The starter library's files, by the number_key of what they tell of."""
    unchanged: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, path: Path, starter: bool = False) -> None:
        """Read one file, unless it was read before and nothing has changed since.

        A file that cannot be understood becomes a problem, and nothing of it is taken.
        """
        try:
            origin = _origin(path)
            if not self._known(path, origin, starter):
                self._read(path, origin, starter)
        except ReadError as error:
            self.problems.append(Problem(path, error.code, error.values))
        except (ValueError, ArithmeticError, LookupError, RecursionError) as error:
            # Nobody foresaw this; one odd file must not keep the others out.
            _LOG.exception("%s could not be understood", path.name)
            reason = {"reason": type(error).__name__}
            self.problems.append(Problem(path, "not-understood", reason))

    def batch(self) -> Batch:
        """Return what the next snapshot has to take in."""
        return Batch(tuple(self.taken.values()), tuple(self.files.values()), self.changes())

    def changes(self) -> Changes:
        """Return the numbers of the documents by which the library would differ."""
        groups: dict[str, list[str]] = {"added": [], "changed": [], "replaced": []}
        for key, item in sorted(self.taken.items()):
            held = self.held.get(key)
            digest = held is not None and not held.verbatim and item.tree.document.verbatim
            group = "added" if held is None else "replaced" if digest else "changed"
            groups[group].append(item.tree.document.number)
        return Changes(**{group: tuple(numbers) for group, numbers in groups.items()})

    def _known(self, path: Path, origin: str, starter: bool) -> bool:
        """Say whether the file was read before and all it holds is in the library as it was."""
        record = self.seen.get(origin)
        if record is None or record.reader != READER_VERSION:
            return False
        contents: list[tuple[str, str, bool]] = json.loads(record.contents)
        if not all(self._settled(*entry, starter=starter) for entry in contents):
            return False
        for key, _, _ in contents:
            if starter:
                self.digests[key] = path
            else:
                self.unchanged[key] = self.held[key].number
        return True

    def _settled(self, key: str, digest: str, verbatim: bool, starter: bool) -> bool:
        held = self.held.get(key)
        if held is None or key in self.taken:
            return False
        outranked = (starter and not held.starter) or (held.verbatim and not verbatim)
        return outranked or held.digest == digest

    def _read(self, path: Path, origin: str, starter: bool) -> None:
        contents = []
        for tree in read_file(path):
            item = Incoming(tree if starter else self._supplemented(tree), origin, starter)
            if starter:
                self.digests[item.key] = path
            digest = tree_digest(item.tree)
            contents.append((item.key, digest, tree.document.verbatim))
            if self._may_take(path, item):
                self._take(path, item, digest)
        listed = json.dumps(contents, ensure_ascii=False)
        self.files[origin] = FileRecord(origin, path.name, READER_VERSION, listed)
        self.paths[origin] = path

    def _supplemented(self, tree: DocumentTree) -> DocumentTree:
        """Return a document with what the starter's digest of it knows beyond its words."""
        path = self.digests.get(number_key(tree.document.number))
        return supplement(tree, read_file(path)[0]) if path else tree

    def _may_take(self, path: Path, item: Incoming) -> bool:
        """Say whether *item* may take the place of what holds its number now."""
        before, held = self.taken.get(item.key), self.held.get(item.key)
        if before is None and held is not None and item.starter and not held.starter:
            return False
        verbatim = before.tree.document.verbatim if before else held is not None and held.verbatim
        if item.tree.document.verbatim or not verbatim:
            return True
        if not item.starter:
            self._remark(path, "digest-held", item)
        return False

    def _take(self, path: Path, item: Incoming, digest: str) -> None:
        before, held = self.taken.get(item.key), self.held.get(item.key)
        if before is not None and not before.starter:
            self._remark(path, "same-number", item)
        if held is not None and held.digest == digest:
            self.taken.pop(item.key, None)
            self.unchanged[item.key] = held.number
        else:
            self.taken[item.key] = item
            self.unchanged.pop(item.key, None)

    def _remark(self, path: Path, code: str, item: Incoming) -> None:
        number = {"number": item.tree.document.number}
        self.problems.append(Problem(path, code, number, refused=False))


def intake_over(snapshot: Path | None) -> Intake:
    """Return an empty intake that knows what the *snapshot* in that folder holds."""
    if snapshot is None:
        return Intake()
    uri = (snapshot / DATABASE).resolve().as_uri() + "?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        documents = connection.execute(
            "SELECT key, number, digest, verbatim, starter FROM documents"
        )
        held = {key: Held(n, d, bool(v), bool(s)) for key, n, d, v, s in documents}
        files = connection.execute("SELECT origin, name, reader, contents FROM files")
        return Intake(held, {row[0]: FileRecord(*row) for row in files})


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
        for file in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
            if hidden or not file.is_file():
                continue
            files += 1
            if suffix_of(file) in SUFFIXES:
                found[file] = None
            else:
                problems.append(Problem(file, "kind-passed-over", refused=False))
        if not files:
            problems.append(Problem(path, "empty-folder"))
    return list(found)


def _origin(path: Path) -> str:
    """Return the file's name under ``sources/``."""
    check_size(path)
    try:
        return sha256_of(path) + suffix_of(path)
    except OSError as error:
        raise ReadError("unreadable", path.name, reason=str(error.strerror)) from error
