"""What only the whole library can tell: which document a relation means, and when it ends one.

Relations name documents by number or title; here they are matched to the documents at hand,
and the days on which documents and provisions end are worked out from them. What an administrator
declared or corrected always comes first, then what a document itself states.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sqlite_utils import Database

from knowledge.store import Row, number_key

_KINDS = ("bo luat", "luat", "phap lenh", "nghi quyet", "nghi dinh", "quyet dinh", "thong tu")
_YEAR = re.compile(r"\s*(?:nam|\()\s*(\d{4})\)?\s*$")
_ENDING = "('thay_the', 'bai_bo')"


@dataclass(frozen=True, slots=True)
class _Ending:
    """One day on which a document or a provision stops binding."""

    key: str
    path: str
    day: str


def resolve(db: Database) -> None:
    """Match all relations and set the resolved dates of documents and provisions in *db*."""
    endings = resolve_documents(db)
    _date_provisions(db, [*(e for e in endings if e.path), *_amending_ends(db)])


def resolve_documents(db: Database) -> list[_Ending]:
    """Match all relations and set the resolved dates of documents; provisions are left alone.

    Returns every ending that relations state, those of provisions included.
    """
    _match_relations(db)
    endings = _endings(db)
    _end_documents(db, [e for e in endings if not e.path])
    _end_amending_documents(db)
    return endings


@lru_cache(maxsize=1 << 14)
def title_key(text: str) -> tuple[str, str]:
    """Return (folded title without kind and year, year or "") of a title as a text names it."""
    folded = " ".join(re.sub(r"[^\w\s()]", " ", _fold(text)).split())
    year = ""
    if match := _YEAR.search(folded):
        year, folded = match.group(1), folded[: match.start()]
    for kind in _KINDS:
        folded = folded.removeprefix(kind + " ")
    return folded.strip(), year


def _fold(text: str) -> str:
    return " ".join(number_key(word) for word in text.split())


def _match_relations(db: Database) -> None:
    documents = list(db.query("SELECT key, number, title, issued FROM documents"))
    keys = {row["key"] for row in documents}
    titles: dict[str, list[Row]] = defaultdict(list)
    for row in documents:
        titles[title_key(row["title"] or row["number"])[0]].append(row)
    changes = []
    for row in list(db.query("SELECT rowid, source, target, target_title FROM relations")):
        source, target = number_key(row["source"]), number_key(row["target"])
        if not target:
            target = _by_title(row["target_title"], titles)
        changes.append(
            (source if source in keys else "", target if target in keys else "", row["rowid"])
        )
    db.conn.executemany(
        "UPDATE relations SET source_key = ?, target_key = ? WHERE rowid = ?", changes
    )


def _by_title(title: str, titles: dict[str, list[Row]]) -> str:
    """Return the key of the one document *title* can mean, or ""."""
    wanted, year = title_key(title)
    found = titles.get(wanted, []) if wanted else []
    if year:
        found = [row for row in found if (row["issued"] or "").startswith(year)]
    return str(found[0]["key"]) if len(found) == 1 else ""


def _endings(db: Database) -> list[_Ending]:
    """Return the days known from relations that replace or repeal, later than the start."""
    rows = db.query(
        "SELECT r.target_key AS key, r.target_path AS path,"
        " COALESCE(r.effective_from, s.effective_from) AS day,"
        " COALESCE(t.effective_from, t.issued, '') AS since"
        " FROM relations r JOIN documents t ON t.key = r.target_key"
        " LEFT JOIN documents s ON s.key = r.source_key"
        f" WHERE r.kind IN {_ENDING} AND r.source_key <> r.target_key"
    )
    return [
        _Ending(row["key"], row["path"], row["day"])
        for row in rows
        if row["day"] and row["day"] > row["since"]
    ]


def _end_documents(db: Database, endings: Iterable[_Ending]) -> None:
    db.execute("UPDATE documents SET effective_to = stated_to")
    days: dict[str, str] = {}
    for ending in endings:
        days[ending.key] = min(ending.day, days.get(ending.key, ending.day))
    db.conn.executemany(
        "UPDATE documents SET effective_to = ?"
        " WHERE key = ? AND stated_to IS NULL AND NOT fixed_to",
        [(day, key) for key, day in days.items()],
    )
    db.execute(
        "UPDATE documents SET effective_to = declared.day FROM endings AS declared"
        " WHERE declared.key = documents.key"
    )


def _end_amending_documents(db: Database) -> None:
    """End a document that does nothing but amend with the last of those it amends.

    What it put into them went with them, though nobody says so of the amending document.
    """
    db.execute(
        "UPDATE documents SET effective_to = last.day FROM ("
        " SELECT r.source_key AS key, MAX(t.effective_to) AS day FROM relations r"
        " LEFT JOIN documents t ON t.key = r.target_key"
        " WHERE r.kind = 'sua_doi' GROUP BY r.source_key"
        " HAVING COUNT(*) = COUNT(t.effective_to)) AS last"
        " WHERE documents.key = last.key AND documents.effective_to IS NULL AND NOT fixed_to"
        " AND documents.title LIKE 'Sửa đổi%' AND last.day > COALESCE(effective_from, '')"
    )


def _amending_ends(db: Database) -> list[_Ending]:
    """Return the ends of the Điều and khoản that only put words into documents that ended."""
    rows = db.query(
        "SELECT r.source_key AS key, r.source_path AS path, MAX(t.effective_to) AS day"
        " FROM relations r JOIN documents s ON s.key = r.source_key"
        " LEFT JOIN documents t ON t.key = r.target_key"
        " WHERE r.kind = 'sua_doi' AND r.source_path <> '' AND s.title LIKE 'Sửa đổi%'"
        " GROUP BY r.source_key, r.source_path HAVING COUNT(*) = COUNT(t.effective_to)"
        " AND MAX(t.effective_to) > COALESCE(s.effective_from, '')"
    )
    return [_Ending(row["key"], row["path"], row["day"]) for row in rows]


def _date_provisions(db: Database, endings: Iterable[_Ending]) -> None:
    """Hand own dates and endings down the trees of the documents that have any."""
    db.execute(
        "UPDATE provisions SET effective_from = stated_from, effective_to = stated_to"
        " WHERE effective_from IS NOT stated_from OR effective_to IS NOT stated_to"
    )
    ends: dict[str, dict[str, str]] = defaultdict(dict)
    for e in endings:
        ends[e.key][e.path] = min(e.day, ends[e.key].get(e.path, e.day))
    dated = db.query(
        "SELECT DISTINCT d.key, d.number FROM provisions p JOIN documents d ON d.number ="
        " p.document WHERE p.stated_from IS NOT NULL OR p.stated_to IS NOT NULL"
    )
    keys = {row["key"] for row in dated} | set(ends)
    for key in sorted(keys):
        _date_tree(db, key, ends.get(key, {}))


def _date_tree(db: Database, key: str, ends: dict[str, str]) -> None:
    rows = db.query(
        "SELECT p.document, p.position, p.path, p.parent, p.stated_from, p.stated_to,"
        " d.effective_to AS document_to"
        " FROM provisions p JOIN documents d ON d.number = p.document WHERE d.key = ?"
        " ORDER BY p.position",
        [key],
    )
    dates: dict[str, tuple[str | None, str | None]] = {}
    changes = []
    for row in list(rows):
        above_from, above_to = dates.get(row["parent"], (None, None))
        stops = [d for d in (row["stated_to"] or ends.get(row["path"]), above_to) if d]
        stop = min([*stops, row["document_to"] or stops[0]]) if stops else None
        own = (row["stated_from"] or above_from, stop)
        dates[row["path"]] = own
        if own != (None, None):
            changes.append((*own, row["document"], row["position"]))
    db.conn.executemany(
        "UPDATE provisions SET effective_from = ?, effective_to = ?"
        " WHERE document = ? AND position = ?",
        changes,
    )
