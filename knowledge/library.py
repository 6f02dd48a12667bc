"""One published snapshot, read only: documents, provisions, relations, passages, validity."""

import sqlite3
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from sqlite_utils import Database

from knowledge import amendments_table, wordings
from knowledge import manifest as manifests
from knowledge.amendments import Amendment, by_day
from knowledge.contents import Contents
from knowledge.errors import CitationNotFoundError, LibraryError, NoLibraryError
from knowledge.manifest import DATABASE as DATABASE
from knowledge.manifest import Manifest
from knowledge.model import (
    Document,
    Level,
    Passage,
    Provision,
    Relation,
    RelationKind,
    Validity,
    status_on,
)
from knowledge.store import (
    DOCUMENT_COLUMNS,
    Row,
    document_from,
    number_key,
    passage_from,
    relation_from,
)
from knowledge.wordings import Wording, Wordings

_KEPT_RELATIONS = 1024
"""Documents whose relations do, in each direction."""
_ENDING = (RelationKind.REPLACES, RelationKind.REPEALS)
_WHOLE = (Level.ARTICLE, Level.ITEM)


def current_snapshot(home: Path) -> Path:
    """Return the folder of the published snapshot of *home*.

    Raises:
        NoLibraryError: when nothing has been published there.
        LibraryError: when there are snapshots but the name of the published one is lost.
    """
    root = home / "library"
    try:
        name = (root / "current").read_bytes().decode(errors="replace").strip("\0 \r\n")
    except FileNotFoundError:
        name = None
    folder = root / (name or "")
    if not name or Path(name).name != name or not folder.is_dir():
        # The first snapshot of all may lie there unpublished; one with a past shows a loss.
        if any(name is not None or manifest.previous for _, manifest in manifests.all_in(root)):
            raise LibraryError(
                f"{root / 'current'} no longer names a snapshot: run `congvu rollback` to publish "
                "the newest one again."
            )
        raise NoLibraryError(
            f"No library has been published in {home}: run `congvu refresh` with your files."
        )
    return folder


def _bears(amendment: Amendment, path: str, above: frozenset[str]) -> bool:
    return amendment.target_path in above or amendment.touches(path)


class Library:
    """A snapshot opened for reading; safe to use from several threads.

    Document numbers are accepted in any case and with or without marks; what is returned
    carries the number as stored. An unknown number or path raises CitationNotFoundError.
    """

    def __init__(self, folder: Path, manifest: Manifest, db: Database) -> None:
        self.folder = folder
        self.manifest = manifest
        self._db = db
        self._lock = threading.RLock()
        self._contents = Contents(db, self._lock)
        self._related = lru_cache(maxsize=_KEPT_RELATIONS)(self._read_relations)
        self._amended = amendments_table.exists(db)
        self._wordings = Wordings(db, self._lock) if wordings.exists(db) else None
        rows = self._rows(f"SELECT {DOCUMENT_COLUMNS} FROM documents ORDER BY key")
        self._documents = {row["key"]: document_from(row) for row in rows}

    @classmethod
    def open(cls, folder: Path, verify: bool = True) -> Self:
        """Open the snapshot in *folder*; with *verify*, after checking every byte of it.

        Raises:
            LibraryError: when it is damaged or was made by another version.
        """
        manifest = manifests.load(folder)
        if verify:
            manifests.verify(folder, manifest)
        uri = (folder / DATABASE).resolve().as_uri() + "?mode=ro&immutable=1"
        try:
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            return cls(folder, manifest, Database(connection))
        except sqlite3.Error as error:
            raise LibraryError(
                f"The database of the library snapshot {folder.name} cannot be opened ({error}): "
                "run `congvu rollback` to go back to the snapshot before it."
            ) from error

    def close(self) -> None:
        """Close the database; the library cannot be used afterwards."""
        with self._lock:
            self._db.conn.close()

    def documents(self) -> list[Document]:
        """Return all documents, ordered by number."""
        return list(self._documents.values())

    def document(self, number: str) -> Document:
        """Return the document with *number*."""
        try:
            return self._documents[number_key(number)]
        except KeyError:
            raise CitationNotFoundError(
                f"The library holds no document with the number {number}."
            ) from None

    def __contains__(self, number: object) -> bool:
        return isinstance(number, str) and number_key(number) in self._documents

    def text(self, number: str) -> str:
        """Return the whole text of a document, as stored."""
        return self._contents.text(self.document(number).number)

    def provisions(self, number: str) -> tuple[Provision, ...]:
        """Return the provisions of a document in reading order, parents before children."""
        return self._contents.provisions(self.document(number).number)

    def provision(self, number: str, path: str) -> Provision:
        """Return the provision at *path* ("dieu5.khoan2")."""
        found = self._contents.at(self.document(number).number, path)
        if found is None:
            raise CitationNotFoundError(
                f"{self.document(number).name} has no provision at {path or 'an empty path'}."
            )
        return found

    def provision_text(self, provision: Provision) -> str:
        """Return the provision's own words, children included, exactly as stored."""
        return self.text(provision.document)[provision.start : provision.end]

    def children(self, provision: Provision) -> tuple[Provision, ...]:
        """Return the provisions directly below, in reading order."""
        return self._contents.below(self.document(provision.document).number, provision.path)

    def article_of(self, provision: Provision) -> Provision:
        """Return the Điều (or outermost item) that holds *provision*; itself if there is none."""
        holding = [p for p in self._chain(provision) if p.level in _WHOLE]
        return holding[-1] if holding else provision

    def neighbours(self, article: Provision) -> tuple[Provision | None, Provision | None]:
        """Return the provisions of the same level before and after, in the same appendix."""
        scope = self._appendix_of(article)
        row = [
            p
            for p in self.provisions(article.document)
            if p.level is article.level and self._appendix_of(p) == scope
        ]
        at = next((i for i, p in enumerate(row) if p.path == article.path), None)
        if at is None:
            return None, None
        return (row[at - 1] if at else None), (row[at + 1] if at + 1 < len(row) else None)

    def relations_from(self, number: str) -> tuple[Relation, ...]:
        """Return what the document says about others."""
        return self._relations("source_key", number)

    def relations_to(self, number: str) -> tuple[Relation, ...]:
        """Return what other documents (held or only named) say about this one."""
        return self._relations("target_key", number)

    def paths_above(self, number: str, path: str) -> frozenset[str]:
        """Return *path* and those of all that holds it, its chapter and section included."""
        found = self._contents.at(self.document(number).number, path)
        parts = path.split(".")
        prefixes = {".".join(parts[:end]) for end in range(1, len(parts) + 1)}
        return frozenset(prefixes | {p.path for p in self._chain(found)} if found else prefixes)

    def amendments_to(self, number: str, path: str) -> tuple[Amendment, ...]:
        """Return what changed the provision at *path*, what holds it, or what it holds, by day.

        The path need not be one of the held text: an inserted provision stands elsewhere.
        """
        found = self._amendments("target_key", number)
        above = self.paths_above(number, path)
        return tuple(sorted((a for a in found if _bears(a, path, above)), key=by_day))

    def amendments_by(self, provision: Provision) -> tuple[Amendment, ...]:
        """Return what *provision*, or one inside it, changes in other documents."""
        inside = f"{provision.path}."
        return tuple(
            a
            for a in self._amendments("source_key", provision.document)
            if a.source_path == provision.path or a.source_path.startswith(inside)
        )

    def validity(self, subject: Provision | Document, day: date) -> Validity:
        """Return whether a provision or document binds on *day*, and what replaces it.

        A provision's dates are its own, its parents', its document's: whichever ends first.
        """
        if isinstance(subject, Document):
            paths = {""}
            starts, ends = subject.effective_from, subject.effective_to
            number = subject.number
        else:
            document = self.document(subject.document)
            paths = {"", *(p.path for p in self._chain(subject))}
            starts = subject.effective_from or document.effective_from
            days = [d for d in (subject.effective_to, document.effective_to) if d]
            ends = min(days, default=None)
            number = document.number
        by = dict.fromkeys(
            r.source
            for r in self.relations_to(number)
            if r.kind in _ENDING and r.target_path in paths
            if number_key(r.source) != number_key(number)
        )
        return Validity(status_on(day, starts, ends), starts, ends, tuple(by))

    def passages(self) -> Iterator[Passage]:
        """Yield the passages, document by document."""
        for document in self.documents():
            yield from self.passages_of(document.number)

    def passages_of(self, number: str) -> Iterator[Passage]:
        """Yield the passages of a document in the order of their row numbers."""
        number = self.document(number).number
        text = self.text(number)
        rows = self._rows("SELECT * FROM passages WHERE document = ? ORDER BY row", number)
        yield from (passage_from(row, text) for row in rows)

    def passage(self, row: int) -> Passage:
        """Return the passage with a row number.

        Raises:
            IndexError: when there is no such row.
        """
        rows = self._rows("SELECT * FROM passages WHERE row = ?", row)
        if not rows:
            raise IndexError(f"The library has no passage with row number {row}.")
        return passage_from(rows[0], self.text(rows[0]["document"]))

    def units(self) -> list[tuple[str, str, str]]:
        """Return (document number, path, id) of each ranked provision, in passage order."""
        with self._lock:
            # The first passage of a provision is the one before which none of it stands.
            rows = self._db.execute(
                "SELECT p.document, p.path, v.id FROM passages AS p"
                " CROSS JOIN provisions AS v INDEXED BY provisions_path"
                " ON v.document = p.document AND v.path = p.path"
                " WHERE NOT EXISTS (SELECT 1 FROM passages AS q WHERE q.row = p.row - 1"
                " AND q.path = p.path AND q.document = p.document) ORDER BY p.row"
            )
            return [(sys.intern(document), path, name) for document, path, name in rows]

    def wording(self, unit: int) -> Wording | None:
        """Return how one of `units` is worded, by its place among them.

        None when the snapshot is of a version that does not tell.
        """
        return self._wordings[unit] if self._wordings is not None else None

    def _chain(self, provision: Provision) -> Iterator[Provision]:
        """Yield the provision, then its parents, innermost first."""
        number = self.document(provision.document).number
        at: Provision | None = provision
        while at is not None:
            yield at
            at = self._contents.at(number, at.parent) if at.parent else None

    def _appendix_of(self, provision: Provision) -> str:
        return next((p.path for p in self._chain(provision) if p.level is Level.APPENDIX), "")

    def _amendments(self, column: str, number: str) -> tuple[Amendment, ...]:
        key = number_key(self.document(number).number)
        if not self._amended:
            return ()
        rows = self._rows(f"SELECT * FROM amendments WHERE {column} = ? ORDER BY rowid", key)
        return tuple(amendments_table.amendment_from(row) for row in rows)

    def _relations(self, column: str, number: str) -> tuple[Relation, ...]:
        key = number_key(self.document(number).number)
        return self._related(column, key)

    def _read_relations(self, column: str, key: str) -> tuple[Relation, ...]:
        rows = self._rows(f"SELECT * FROM relations WHERE {column} = ? ORDER BY rowid", key)
        return tuple(dict.fromkeys(self._relation(row) for row in rows))

    def _relation(self, row: Row) -> Relation:
        """Return a relation that names held documents as the library does."""
        found = relation_from(row)
        source = self._documents.get(row["source_key"])
        target = self._documents.get(row["target_key"])
        return replace(
            found,
            source=source.number if source else found.source,
            target=target.number if target else found.target,
        )

    def _rows(self, sql: str, *values: str | int) -> list[dict[str, Any]]:
        with self._lock:
            return list(self._db.query(sql, list(values)))
