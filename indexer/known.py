"""What the previous snapshot knows: its documents, the files it was made of, what was decided."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from indexer.errors import IndexerError
from indexer.proposal import Corrections, Ending, Removal
from knowledge.errors import NoLibraryError
from knowledge.library import DATABASE, current_snapshot
from knowledge.store import number_key

Place = tuple[str, int]
"""A file's name under ``sources/``, and the position of a document in it, from 0."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file that was read, and what it held."""

    origin: str
    name: str
    reader: str
    contents: str
    """JSON list of [key, digest, verbatim]."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the previous snapshot knows of one document."""

    number: str
    digest: str
    verbatim: bool
    starter: bool
    origin: str = ""
    effective_to: str = ""


@dataclass(frozen=True, slots=True)
class Removed:
    """A document that was taken out."""

    number: str
    origin: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that an intake compares with."""

    held: Mapping[str, Held] = field(default_factory=dict)
    """By number_key, as endings and removals."""
    files: Mapping[str, FileRecord] = field(default_factory=dict)
    """By their name under ``sources/``."""
    corrections: Mapping[Place, Corrections] = field(default_factory=dict)
    read_as: Mapping[Place, str] = field(default_factory=dict)
    """The number that was read in the place of each correction."""
    endings: Mapping[str, Ending] = field(default_factory=dict)
    removals: Mapping[str, Removed] = field(default_factory=dict)


def known_of(snapshot: Path | None) -> Known:
    """Return what the snapshot in that folder knows, of whatever version; None knows nothing."""
    if snapshot is None:
        return Known()
    uri = (snapshot / DATABASE).resolve().as_uri() + "?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        documents = connection.execute(
            "SELECT key, number, digest, verbatim, starter, origin, effective_to FROM documents"
        )
        held = {
            key: Held(number, digest, bool(verbatim), bool(starter), origin, end or "")
            for key, number, digest, verbatim, starter, origin, end in documents
        }
        files = connection.execute("SELECT origin, name, reader, contents FROM files")
        records = {row[0]: FileRecord(*row) for row in files}
        if not _has_decisions(connection):
            return Known(held, records)
        return Known(
            held,
            records,
            *_corrections(connection),
            _endings(connection),
            {
                key: Removed(*rest)
                for key, *rest in connection.execute(
                    "SELECT key, number, origin, reason FROM removals"
                )
            },
        )


def declared_endings(home: Path) -> tuple[Ending, ...]:
    """Return the endings that administrators have declared in the live library, by number."""
    endings = _live(home).endings
    return tuple(endings[key] for key in sorted(endings))


def removed_documents(home: Path) -> tuple[Removal, ...]:
    """Return what administrators have taken out of the live library, by number."""
    removals = _live(home).removals
    return tuple(Removal(removals[k].number, removals[k].reason) for k in sorted(removals))


def place_of_document(known: Known, number: str) -> Place:
    """Return where in which file a held document stands.

    Raises:
        IndexerError: it came with the program, whose files are not corrected.
    """
    key = number_key(number)
    held = known.held[key]
    record = known.files.get(held.origin)
    if held.starter or record is None:
        raise IndexerError(
            f"{held.number} came with the program: add the file of its text to correct it."
        )
    keys = [entry[0] for entry in json.loads(record.contents)]
    return held.origin, keys.index(key)


def _live(home: Path) -> Known:
    try:
        return known_of(current_snapshot(home))
    except NoLibraryError:
        return Known()


def _has_decisions(connection: sqlite3.Connection) -> bool:
    """Return whether the snapshot is of a version that keeps what administrators decided."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'removals'").fetchone()
    return found is not None


def _corrections(
    connection: sqlite3.Connection,
) -> tuple[dict[Place, Corrections], dict[Place, str]]:
    query = "SELECT origin, position, number, fields FROM corrections"
    rows = [((o, p), number, fields) for o, p, number, fields in connection.execute(query)]
    fields = {place: json.loads(content) for place, _, content in rows}
    return fields, {place: number for place, number, _ in rows}


def _endings(connection: sqlite3.Connection) -> dict[str, Ending]:
    rows = connection.execute("SELECT key, number, day, reason FROM endings")
    return {
        key: Ending(number, date.fromisoformat(day), reason) for key, number, day, reason in rows
    }
