"""What a change does to documents that it does not bring: which it amends, ends, or revives."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sqlite_utils import Database

from indexer.naming import innermost, named
from knowledge.manifest import Changes
from knowledge.store import number_key

_ENDS = (
    "SELECT o.number FROM documents n JOIN old.documents o ON o.key = n.key"
    " WHERE n.effective_to IS NOT NULL"
    " AND (o.effective_to IS NULL OR n.effective_to < o.effective_to) ORDER BY o.key"
)
_REVIVES = (
    "SELECT o.number FROM documents n JOIN old.documents o ON o.key = n.key"
    " WHERE o.effective_to IS NOT NULL"
    " AND (n.effective_to IS NULL OR n.effective_to > o.effective_to) ORDER BY o.key"
)
_AMENDS = (
    "SELECT DISTINCT r.target_path AS path, t.kind AS kind, t.number AS number"
    " FROM relations r JOIN documents t ON t.key = r.target_key"
    " WHERE r.source_key <> '' AND r.source_key <> r.target_key"
    " AND (r.kind = 'sua_doi' OR (r.kind IN ('thay_the', 'bai_bo') AND r.target_path <> ''))"
    " AND NOT EXISTS (SELECT 1 FROM old.relations o WHERE o.kind = r.kind"
    "  AND o.source_key = r.source_key AND o.target_key = r.target_key"
    "  AND o.target_path = r.target_path) ORDER BY t.key, r.target_path"
)


def with_consequences(changes: Changes, db: Database, before: Path | None) -> Changes:
    """Return *changes* with what the resolved *db* shows beside the database *before* it.

    Nothing follows for others where there was nothing before.
    """
    if before is None:
        return changes
    db.conn.commit()
    db.execute("ATTACH ? AS old", [str(before)])
    try:
        ended = _numbers(db, _ENDS)
        revived = _numbers(db, _REVIVES)
        amended = tuple(dict.fromkeys(_amended(db)))
    finally:
        db.execute("DETACH old")
    return replace(
        changes,
        amended=amended,
        ended=_together(changes.ended, ended),
        revived=_together(changes.revived, revived),
    )


def _numbers(db: Database, query: str) -> tuple[str, ...]:
    return tuple(number for (number,) in db.execute(query).fetchall())


def _amended(db: Database) -> Iterator[str]:
    """Yield what is amended from now on; what holds it only where nothing closer is named."""
    rows = list(db.query(_AMENDS))
    paths: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        paths[row["number"]].add(row["path"])
    closest = {number: innermost(found) for number, found in paths.items()}
    for row in rows:
        if row["path"] in closest[row["number"]]:
            yield named(row["kind"], row["number"], row["path"])


def _together(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    """Return both without repetition, however the numbers are spelt."""
    return tuple({number_key(number): number for number in (*second, *first)}.values())
