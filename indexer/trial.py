"""The library as an order would make it, without texts and index: who ends whom, and when."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlite_utils import Database

from indexer.naming import cited, innermost
from indexer.proposal import Effect
from indexer.resolve import resolve_documents
from indexer.snapshot import carry, write_decisions
from indexer.taking import Taken
from knowledge import store
from knowledge.library import DATABASE
from knowledge.model import RelationKind

_EFFECTS = (
    "SELECT DISTINCT r.kind, r.target, r.target_title, r.target_path, r.target_key,"
    " COALESCE(r.effective_from, s.effective_from) AS day, t.number, t.title, t.kind AS word"
    " FROM relations r LEFT JOIN documents s ON s.key = r.source_key"
    " LEFT JOIN documents t ON t.key = r.target_key"
    " WHERE r.source_key = ? AND r.target_key <> r.source_key"
    " AND r.kind IN ('sua_doi', 'thay_the', 'bai_bo') ORDER BY r.rowid"
)
_ENDERS = (
    "SELECT DISTINCT COALESCE(s.number, r.source) FROM relations r"
    " LEFT JOIN documents s ON s.key = r.source_key"
    " WHERE r.target_key = ? AND r.kind IN ('thay_the', 'bai_bo') AND r.target_path = ''"
    " AND r.source_key <> r.target_key ORDER BY r.rowid"
)


class Trial:
    """A library in memory that can be asked what publishing would do."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def effective_to(self, key: str) -> date | None:
        """Return the first day on which the document with that number_key is out of force."""
        row = self._db.execute("SELECT effective_to FROM documents WHERE key = ?", [key]).fetchone()
        return date.fromisoformat(row[0]) if row and row[0] else None

    def ended_by(self, key: str) -> tuple[str, ...]:
        """Return the numbers of the documents that replace or repeal it as a whole."""
        return tuple(number for (number,) in self._db.execute(_ENDERS, [key]).fetchall())

    def effects(self, key: str) -> tuple[Effect, ...]:
        """Return what the document does to others, each as closely as it is named."""
        rows = list(self._db.query(_EFFECTS, [key]))
        amended: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            if row["kind"] == RelationKind.AMENDS:
                amended[_target(row)].add(row["target_path"])
        closest = {target: innermost(paths) for target, paths in amended.items()}
        effects = (
            _effect(row)
            for row in rows
            if row["kind"] != RelationKind.AMENDS or row["target_path"] in closest[_target(row)]
        )
        return tuple(dict.fromkeys(effects))


@contextmanager
def trial_of(live: Path | None, taken: Taken) -> Iterator[Trial]:
    """Hand out the library in the snapshot *live* as what was taken in would change it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        db = Database(connection)
        store.create(db)
        batch = taken.batch()
        if live is not None:
            carry(db, live / DATABASE, batch.leaving, light=True)
        for item in batch.incoming:
            bare = replace(item.tree, text="", provisions=())
            fixed = "effective_to" in item.fields
            store.write_tree(db, bare, item.origin, item.starter, fixed_to=fixed)
        write_decisions(db, batch)
        resolve_documents(db)
        yield Trial(db)


def _target(row: store.Row) -> str:
    return str(row["number"] or row["target"] or row["target_title"])


def _effect(row: store.Row) -> Effect:
    return Effect(
        kind=RelationKind(row["kind"]),
        target=row["number"] or row["target"],
        target_title=" ".join(filter(None, (row["word"], row["title"]))) or row["target_title"],
        citation=cited(row["target_path"]),
        day=date.fromisoformat(row["day"]) if row["day"] else None,
        held=bool(row["target_key"]),
    )
