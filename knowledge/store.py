"""The tables of a snapshot's library.db, and the way between its rows and the model.

Writer (indexer) and reader (library.py) share this module, so a column has one meaning.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from knowledge.model import Document, DocumentTree, Level, Passage, Provision, Relation
from knowledge.model import RelationKind as Kind

Row = Mapping[str, Any]

SCHEMA_VERSION = 4
"""Raised with every change of the tables or of the snapshot's files."""
OLDEST_READABLE = 1
"""Snapshots from this version on are served as they are; the next refresh carries them over.

1: no corrections, endings or removals. 2: with them. 3: an index that can be added to.
4: how each unit is worded.
"""

SCHEMA = """
CREATE TABLE documents (
    key TEXT NOT NULL PRIMARY KEY, number TEXT NOT NULL UNIQUE,
    kind TEXT, title TEXT, issuer TEXT, issued TEXT,
    effective_from TEXT, effective_to TEXT, stated_to TEXT, fixed_to INTEGER NOT NULL DEFAULT 0,
    verbatim INTEGER, topics TEXT, source TEXT, note TEXT,
    origin TEXT, starter INTEGER, digest TEXT, text TEXT
);
CREATE TABLE provisions (
    document TEXT, position INTEGER, path TEXT, parent TEXT, level TEXT, label TEXT, heading TEXT,
    start INTEGER, end INTEGER, id TEXT,
    effective_from TEXT, effective_to TEXT, stated_from TEXT, stated_to TEXT,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE TABLE relations (
    document TEXT, kind TEXT, source TEXT, target TEXT, target_title TEXT,
    source_path TEXT, target_path TEXT, effective_from TEXT,
    source_key TEXT, target_key TEXT
);
CREATE INDEX relations_document ON relations (document);
CREATE INDEX relations_source ON relations (source_key);
CREATE INDEX relations_target ON relations (target_key);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, document TEXT, path TEXT, start INTEGER, end INTEGER, context TEXT,
    effective_from TEXT, effective_to TEXT
);
CREATE INDEX provisions_path ON provisions (document, path);
CREATE INDEX passages_document ON passages (document);
CREATE TABLE files (origin TEXT PRIMARY KEY, name TEXT, reader TEXT, contents TEXT);
CREATE TABLE corrections (
    origin TEXT, position INTEGER, number TEXT, fields TEXT, PRIMARY KEY (origin, position)
);
CREATE TABLE endings (key TEXT PRIMARY KEY, number TEXT, day TEXT, reason TEXT);
CREATE TABLE removals (key TEXT PRIMARY KEY, number TEXT, origin TEXT, reason TEXT);
"""
"""*stated_* columns keep what the document itself says; the plain dates are resolved over the
whole library when a snapshot is built. *key* is the number_key, *origin* the file's name under
``sources/``, *digest* the tree_digest. A relation's *document* is the one whose file states it;
its *_key* columns are the library's documents it was matched to ("" when not held). *files* are
the files ever read, *reader* the version of the code that read them, *contents* a JSON list of
[key, digest, verbatim]: what a file held, so that the same file need not be read again.

What administrators decided is carried from snapshot to snapshot: *corrections* (*fields* is a JSON
object of ``indexer.proposal.FIELDS``) belong to a place in a file, so that a newer reader keeps
them (*number* is what was read there, by which it is found when the places of an archive shift);
*endings* and *removals* belong to a number, so that a newer text or starter library keeps them.
*fixed_to* is 1 where a correction says that a document has no end or which."""


DOCUMENT_COLUMNS = (
    "key, number, kind, title, issuer, issued, effective_from, effective_to,"
    " verbatim, topics, source, note"
)
"""All of a document but its text."""
PROVISION_COLUMNS = tuple(field.name for field in fields(Provision))
"""What `provision_from` reads."""
_LEVELS = {level.value: level for level in Level}


def tree_digest(tree: DocumentTree) -> str:
    """Return the SHA-256 over everything a tree says, to tell whether a document changed."""
    return hashlib.sha256(repr(tree).encode()).hexdigest()


_DASHES = re.compile("[\u2010-\u2015\u2212]")


@lru_cache(maxsize=1 << 14)
def number_key(number: str) -> str:
    """Return the form under which two spellings of one document number are equal.

    Case, marks, spaces, kinds of dash and leading zeros do not count: "04/2023/TT-BNV" and
    "4/2023/tt–bnv" are one.
    """
    spread = unicodedata.normalize("NFD", number.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(c for c in spread if not unicodedata.combining(c)).lower()
    joined = "".join(_DASHES.sub("-", plain).split())
    return joined.lstrip("0") or joined


def create(db: Database) -> None:
    """Create the tables in the empty *db*."""
    db.executescript(SCHEMA)


def write_tree(
    db: Database,
    tree: DocumentTree,
    origin: str = "",
    starter: bool = False,
    fixed_to: bool = False,
) -> None:
    """Store *tree*, which came from the file *origin*; its dates are resolved later.

    With *fixed_to* the document's own end, or that it has none, overrides what others say of it.
    """
    document = tree.document
    row = {
        "number": document.number,
        "key": number_key(document.number),
        "kind": document.kind,
        "title": document.title,
        "issuer": document.issuer,
        "issued": _iso(document.issued),
        "effective_from": _iso(document.effective_from),
        "effective_to": _iso(document.effective_to),
        "stated_to": _iso(document.effective_to),
        "fixed_to": int(fixed_to),
        "verbatim": int(document.verbatim),
        "topics": json.dumps(document.topics, ensure_ascii=False),
        "source": document.source,
        "note": document.note,
        "origin": origin,
        "starter": int(starter),
        "digest": tree_digest(tree),
        "text": tree.text,
    }
    _insert(db, "documents", [row])
    _insert(db, "provisions", (_provision_row(i, p) for i, p in enumerate(tree.provisions)))
    _insert(db, "relations", (_relation_row(document.number, r) for r in tree.relations))


def write_passages(db: Database, first_row: int, passages: Iterable[Passage]) -> None:
    """Store *passages* under consecutive row numbers from *first_row*."""
    rows = (
        {
            "row": row,
            "document": p.document,
            "path": p.path,
            "start": p.start,
            "end": p.end,
            "context": p.context,
            "effective_from": _iso(p.effective_from),
            "effective_to": _iso(p.effective_to),
        }
        for row, p in enumerate(passages, first_row)
    )
    _insert(db, "passages", rows)


def document_from(row: Row) -> Document:
    """Return the document of a row of *documents*."""
    return Document(
        number=row["number"],
        kind=row["kind"],
        title=row["title"],
        issuer=row["issuer"],
        issued=_date(row["issued"]),
        effective_from=_date(row["effective_from"]),
        effective_to=_date(row["effective_to"]),
        verbatim=bool(row["verbatim"]),
        topics=tuple(json.loads(row["topics"])),
        source=row["source"],
        note=row["note"],
    )


def provision_from(row: Row) -> Provision:
    """Return the provision of a row of *provisions*, with resolved dates."""
    return Provision(
        document=row["document"],
        path=row["path"],
        parent=row["parent"],
        level=_LEVELS[row["level"]],
        label=row["label"],
        heading=row["heading"],
        start=row["start"],
        end=row["end"],
        id=row["id"],
        effective_from=_date(row["effective_from"]),
        effective_to=_date(row["effective_to"]),
    )


def relation_from(row: Row) -> Relation:
    """Return the relation of a row of *relations*."""
    return Relation(
        kind=Kind(row["kind"]),
        source=row["source"],
        target=row["target"],
        target_title=row["target_title"],
        source_path=row["source_path"],
        target_path=row["target_path"],
        effective_from=_date(row["effective_from"]),
    )


def passage_from(row: Row, text: str) -> Passage:
    """Return the passage of a row of *passages*; *text* is its whole document's."""
    return Passage(
        document=row["document"],
        path=row["path"],
        start=row["start"],
        end=row["end"],
        context=row["context"],
        text=text[row["start"] : row["end"]].strip(),
        effective_from=_date(row["effective_from"]),
        effective_to=_date(row["effective_to"]),
    )


def _provision_row(position: int, p: Provision) -> dict[str, Any]:
    return {
        "document": p.document,
        "position": position,
        "path": p.path,
        "parent": p.parent,
        "level": p.level.value,
        "label": p.label,
        "heading": p.heading,
        "start": p.start,
        "end": p.end,
        "id": p.id,
        "effective_from": _iso(p.effective_from),
        "effective_to": _iso(p.effective_to),
        "stated_from": _iso(p.effective_from),
        "stated_to": _iso(p.effective_to),
    }


def _relation_row(document: str, r: Relation) -> dict[str, Any]:
    return {
        "document": document,
        "kind": r.kind.value,
        "source": r.source,
        "target": r.target,
        "target_title": r.target_title,
        "source_path": r.source_path,
        "target_path": r.target_path,
        "effective_from": _iso(r.effective_from),
        "source_key": "",
        "target_key": "",
    }


def _insert(db: Database, table: str, rows: Iterable[dict[str, Any]]) -> None:
    """Insert *rows*, which all have the same columns, in the caller's transaction."""
    rows = list(rows)
    if not rows:
        return
    columns = ", ".join(rows[0])
    marks = ", ".join(f":{column}" for column in rows[0])
    db.conn.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
