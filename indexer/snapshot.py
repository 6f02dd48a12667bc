"""Build one snapshot: the previous library, less what is replaced, plus what came in.

Everything happens in a folder whose name starts with ".building-"; only when each file is
complete and on disk does the folder get its name. A build that is killed leaves such a folder
behind, and nothing that the live library can see; the next refresh sweeps it away.
"""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from sqlite_utils import Database

from indexer.amended import write_amendments
from indexer.amended_scope import Touched
from indexer.consequences import with_consequences
from indexer.decisions import Decisions
from indexer.increment import (
    can_be_added_to,
    copy_database,
    drop_documents,
    increment_of,
    touched_by,
)
from indexer.known import FileRecord, Place
from indexer.memory import give_back
from indexer.passages import passages_of
from indexer.proposal import Corrections
from indexer.resolve import resolve
from indexer.search_index import Progress, SearchIndexer
from indexer.stored import StoredPassages
from knowledge import manifest as manifests
from knowledge import store, wordings
from knowledge.clock import Clock
from knowledge.library import DATABASE, Library
from knowledge.manifest import Changes, Manifest
from knowledge.model import DocumentTree

BUILDING = ".building-"
"""Prefix of the folders of unfinished builds."""

_OF_DOCUMENTS = {"documents": "number", "provisions": "document", "relations": "document"}
"""Tables that are carried without the documents that go, and where each names its document."""
_CARRIED_WHOLE = ("files", "corrections", "endings", "removals")


@dataclass(slots=True)
class Incoming:
    """One document on its way in."""

    tree: DocumentTree
    origin: str
    """Name of its file under ``sources/``."""
    starter: bool = False
    position: int = 0
    """Its place in the file, from 0."""
    fields: Corrections = field(default_factory=dict)
    """What administrators corrected of it; the tree has them already."""

    @property
    def key(self) -> str:
        """The number in the form that is compared."""
        return store.number_key(self.tree.document.number)

    def let_go(self) -> None:
        """Forget the words, which are stored now: those of a long list fill the memory."""
        self.tree = DocumentTree(self.tree.document, "", ())


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything by which the new snapshot differs from the previous one."""

    incoming: Sequence[Incoming] = ()
    files: Sequence[FileRecord] = ()
    changes: Changes = field(default_factory=Changes)
    """What was known before building; the build adds what follows for other documents."""
    corrections: Mapping[Place, Corrections] = field(default_factory=dict)
    """Those that are new or differ."""
    read_as: Mapping[Place, str] = field(default_factory=dict)
    """The numbers that were read in their places."""
    decisions: Decisions | None = None
    """What stands decided; None for what stood before."""
    superseded: frozenset[str] = frozenset()
    """Keys of documents that have another number now."""
    index_anew: bool = False
    """The index of the previous snapshot is damaged: nothing of it is taken over."""

    @property
    def leaving(self) -> set[str]:
        """The keys of the documents that are not carried over."""
        gone = set(self.decisions.gone) if self.decisions else set()
        return gone | self.superseded | {item.key for item in self.incoming}


def build(
    root: Path,
    previous: Library | None,
    batch: Batch,
    indexer: SearchIndexer,
    clock: Clock,
    progress: Progress = lambda *_: None,
) -> Path:
    """Build a complete snapshot under *root* (``library/``) and return its folder.

    It is not published by this. When anything fails, nothing is left behind.
    """
    copied = None
    if previous and not batch.index_anew and can_be_added_to(previous, indexer.model_id):
        copied = previous
    with _building_folder(root) as folder:
        with closing(_database(folder / DATABASE, copied)) as connection:
            db = Database(connection)
            _store(db, previous, copied is not None, batch, progress)
            resolve(db)
            touched = touched_by(db, copied) if copied else None
            write_amendments(db, touched)
            before = previous.folder / DATABASE if previous else None
            changes = with_consequences(batch.changes, db, before)
            _index(db, folder, copied, touched, indexer, progress)
            made = _manifest_of(db, root, previous, indexer, clock)
        files = manifests.mark_files(folder, (copied.folder, copied.manifest) if copied else None)
        return _completed(folder, replace(made, changes=changes, files=files))


def _manifest_of(
    db: Database, root: Path, previous: Library | None, indexer: SearchIndexer, clock: Clock
) -> Manifest:
    """Return what the next snapshot under *root* says of itself, but its changes and files."""
    documents, provisions, passages = (
        db.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
        for table in ("documents", "provisions", "passages")
    )
    return Manifest(
        schema_version=store.SCHEMA_VERSION,
        sequence=1 + max((m.sequence for _, m in manifests.all_in(root)), default=0),
        previous=previous.folder.name if previous else "",
        created=clock.now().isoformat(timespec="seconds"),
        model_id=indexer.model_id,
        dimension=indexer.dimension,
        documents=documents,
        provisions=provisions,
        passages=passages,
    )


def _completed(folder: Path, manifest: Manifest) -> Path:
    """Seal *folder* with its manifest, bring it to the disk, and give it its name."""
    (folder / manifests.NAME).write_bytes(manifests.dump(manifest))
    created = datetime.fromisoformat(manifest.created)
    final = folder.with_name(f"{created:%Y%m%d-%H%M%S}-{manifest.sequence:04d}")
    sync_tree(folder)
    folder.rename(final)
    sync(final.parent)
    return final


def sweep(root: Path) -> None:
    """Remove what killed builds left under *root*; the caller holds the lock."""
    for left in root.glob(f"{BUILDING}*"):
        shutil.rmtree(left, ignore_errors=True)


def sync(path: Path) -> None:
    """Make sure that a file's bytes, or a folder's names, are on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Make sure that everything under *folder* is on disk."""
    for path in [*folder.rglob("*"), folder]:
        sync(path)


@contextmanager
def _building_folder(root: Path) -> Iterator[Path]:
    """Hand out an empty folder that is gone afterwards unless it was renamed."""
    folder = root / f"{BUILDING}{uuid4().hex}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _database(path: Path, copied: Library | None) -> sqlite3.Connection:
    """Open a database, empty or a copy; what makes it safe is the folder, not a journal."""
    if copied is not None:
        return copy_database(copied, path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    db = Database(connection)
    store.create(db)
    db.executescript(wordings.SCHEMA)
    return connection


def _store(
    db: Database, previous: Library | None, copied: bool, batch: Batch, progress: Progress
) -> None:
    """Carry the previous documents on, unless *db* is a copy, and add the new ones."""
    if copied:
        drop_documents(db, batch.leaving)
    elif previous is not None:
        carry(db, previous.folder / DATABASE, batch.leaving)
    total = len(batch.incoming)
    for done, item in enumerate(batch.incoming):
        progress("store", done, total, item.tree.document.name)
        fixed = "effective_to" in item.fields
        store.write_tree(db, item.tree, item.origin, item.starter, fixed_to=fixed)
        item.let_go()
    db.conn.executemany(
        "INSERT OR REPLACE INTO files (origin, name, reader, contents) VALUES (?, ?, ?, ?)",
        [(f.origin, f.name, f.reader, f.contents) for f in batch.files],
    )
    write_decisions(db, batch)
    db.conn.commit()
    give_back()
    progress("store", total, total, "")


def carry(db: Database, old: Path, without: set[str], light: bool = False) -> None:
    """Copy what the database *old* holds, of this version or an older one, into *db*.

    The documents with the keys *without* stay behind; with *light*, so do all texts and
    provisions.
    """
    db.conn.commit()
    db.execute("ATTACH ? AS old", [str(old)])
    db.execute("CREATE TEMP TABLE gone AS SELECT number FROM old.documents WHERE 0")
    db.conn.executemany(
        "INSERT INTO gone SELECT number FROM old.documents WHERE key = ?",
        [(key,) for key in without],
    )
    for table in (*_OF_DOCUMENTS, *_CARRIED_WHOLE):
        columns = [c for c in _shared_columns(db, table) if not (light and c == "text")]
        if not columns or (light and table == "provisions"):
            continue
        names, place = ", ".join(columns), _OF_DOCUMENTS.get(table)
        stays = f" WHERE {place} NOT IN (SELECT number FROM gone)" if place else ""
        db.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM old.{table}{stays}")
    db.conn.commit()
    db.execute("DROP TABLE gone")
    db.execute("DETACH old")


def write_decisions(db: Database, batch: Batch) -> None:
    """Store what administrators corrected and decided."""
    db.conn.executemany(
        "INSERT OR REPLACE INTO corrections (origin, position, number, fields) VALUES (?, ?, ?, ?)",
        [
            (*place, batch.read_as[place], json.dumps(dict(fields), ensure_ascii=False))
            for place, fields in batch.corrections.items()
        ],
    )
    if batch.decisions is None:
        return
    db.execute("DELETE FROM endings")
    db.execute("DELETE FROM removals")
    db.conn.executemany(
        "INSERT INTO endings (key, number, day, reason) VALUES (?, ?, ?, ?)",
        [
            (key, e.number, e.day.isoformat(), e.reason)
            for key, e in batch.decisions.endings.items()
            if e.day
        ],
    )
    db.conn.executemany(
        "INSERT INTO removals (key, number, origin, reason) VALUES (?, ?, ?, ?)",
        [(k, r.number, r.origin, r.reason) for k, r in batch.decisions.removals.items()],
    )


def _shared_columns(db: Database, table: str) -> list[str]:
    """Return the columns that *table* has in both databases; none where the old one lacks it."""
    ours, old = (
        [
            name
            for (name,) in db.execute(f"SELECT name FROM pragma_table_info('{table}', '{where}')")
        ]
        for where in ("main", "old")
    )
    return [name for name in ours if name in old]


def _index(
    db: Database,
    folder: Path,
    copied: Library | None,
    touched: Touched | None,
    indexer: SearchIndexer,
    progress: Progress,
) -> None:
    """Cut what is new into passages and index them; everything where too much is new."""
    if copied is not None and touched is not None:
        step = increment_of(db, copied, touched)
        _write_passages(db, step.fresh, step.rows, progress)
        passages, every = StoredPassages(db, step.rows), StoredPassages(db)
        if step.small(len(passages), len(every)):
            db.conn.commit()
            indexer.extend(folder, copied, step.gone, passages, progress)
            return
        db.execute("DELETE FROM passages")
        db.execute(f"DELETE FROM {wordings.TABLE}")
    numbers = [number for (number,) in db.execute("SELECT number FROM documents ORDER BY key")]
    _write_passages(db, numbers, 0, progress)
    db.conn.commit()
    indexer.build(folder, StoredPassages(db), progress)


def _write_passages(db: Database, numbers: Sequence[str], at: int, progress: Progress) -> None:
    """Cut the documents *numbers* into passages and store them in rows from *at* on."""
    for done, number in enumerate(numbers):
        progress("passages", done, len(numbers), number)
        tree = _tree(db, number)
        passages = passages_of(tree)
        store.write_passages(db, at, passages)
        wordings.write(db, at, tree, passages)
        at += len(passages)
    progress("passages", len(numbers), len(numbers), "")


def _tree(db: Database, number: str) -> DocumentTree:
    """Return a stored document with its dates resolved."""
    query = f"SELECT {store.DOCUMENT_COLUMNS}, text FROM documents WHERE number = ?"
    (document,) = db.query(query, [number])
    rows = db.query("SELECT * FROM provisions WHERE document = ? ORDER BY position", [number])
    provisions = tuple(store.provision_from(row) for row in rows)
    return DocumentTree(store.document_from(document), document["text"], provisions)
