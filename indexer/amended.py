"""Writes the table of amendments: every operation of every document, matched to the library.

A document may amend one that comes later, and what the library holds of the amended text decides
what may be said of it. So a change asks again of what it bears on, see ``amended_scope``.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlite_utils import Database

from indexer.amended_scope import Found, Scope, Touched
from indexer.amendments import Operation, may_amend, operations_of
from indexer.comparing import held_wording
from indexer.resolve import title_key
from knowledge import amendments_table as table
from knowledge.amendments import Amendment, Change, Held, by_day
from knowledge.model import Document, DocumentTree
from knowledge.store import DOCUMENT_COLUMNS, Row, document_from, number_key, provision_from

_KEPT = 16
"""Documents whose text and tree are kept at hand."""
_ARTICLE = re.compile(r"(?:.*\.)?dieu\w+")


@dataclass(frozen=True, slots=True)
class _Held:
    """A document of the library as amendments meet it."""

    key: str
    document: Document


def write_amendments(db: Database, touched: Touched | None = None) -> None:
    """Write the table of amendments of the library in *db*, whose dates are resolved.

    With *touched*, the table is that of a library from which only those documents differ.
    """
    rows = list(db.query(f"SELECT {DOCUMENT_COLUMNS} FROM documents ORDER BY key"))
    library = _Library(db, [_Held(row["key"], document_from(row)) for row in rows])
    if touched is None:
        found = _compared(library, [*library.operations(), *library.noted()])
    else:
        found = _again(db, library, Scope(db, touched))
    table.write(db, sorted(found, key=lambda one: (one[1], one[0].said.start, one[0].target_path)))


def _again(db: Database, library: "_Library", scope: Scope) -> list[Found]:
    """Return all amendments, of which only those in *scope* are looked for."""
    own = list(library.operations(scope.sources))
    scope.include(target for _, _, target in own)
    others = library.operations(scope.other_sources())
    stated = [one for one in (*others, *library.noted()) if one[2] in scope.targets]
    return scope.kept() + _compared(library, [*own, *stated])


def _compared(library: "_Library", stated: Iterable[Found]) -> list[Found]:
    found: list[Found] = []
    for key, group in _by_target(stated).items():
        found += library.compared(key, group) if key else group
    return found


def _by_target(stated: Iterable[Found]) -> dict[str, list[Found]]:
    groups: dict[str, list[Found]] = defaultdict(list)
    for one in stated:
        groups[one[2]].append(one)
    return groups


class _Library:
    """The documents of a database, by key and by title."""

    def __init__(self, db: Database, held: Sequence[_Held]) -> None:
        self._db = db
        self._by_key = {one.key: one for one in held}
        self._trees: dict[str, DocumentTree] = {}
        self._by_title: dict[str, list[_Held]] = defaultdict(list)
        for one in held:
            self._by_title[title_key(one.document.title)[0]].append(one)

    def operations(self, sources: Collection[str] | None = None) -> Iterator[Found]:
        """Yield what documents state, only the *sources* with these keys where they are given."""
        for key in self._amending(sources):
            tree = self._tree(self._by_key[key].document)
            starts = {p.path: p.effective_from for p in tree.provisions}
            for operation in operations_of(tree):
                day = operation.day or starts.get(operation.source_path)
                day = day or tree.document.effective_from
                target = self._target(operation, tree.document, day)
                if target is None or self._possible(target, day):
                    found = _amendment(operation, tree.document.number, target, day)
                    yield found, key, target.key if target else ""

    def _amending(self, sources: Collection[str] | None) -> list[str]:
        query = "SELECT key, text FROM documents WHERE verbatim"
        if sources is None:
            rows: Iterable[tuple[str, str]] = self._db.execute(f"{query} ORDER BY key")
        else:
            query += " AND key = ?"
            rows = (r for key in sorted(sources) for r in self._db.execute(query, [key]).fetchall())
        return [key for key, text in rows if may_amend(text)]

    def noted(self) -> Iterator[Found]:
        """Yield what editors' notes in the amended document itself say was done to its Điều."""
        rows = self._db.query(
            "SELECT * FROM relations WHERE kind = 'sua_doi' AND target_path <> ''"
            " AND document = target AND target_key <> '' AND source_key <> target_key"
        )
        for row in rows:
            day = date.fromisoformat(row["effective_from"]) if row["effective_from"] else None
            number = self._by_key[row["target_key"]].document.number
            source = self._by_key.get(row["source_key"])
            name = source.document.number if source else row["source"]
            # A text that notes an amendment was printed with it.
            found = Amendment(
                Change.PARTLY, name, "", number, row["target_path"], day, held=Held.AFTER
            )
            yield found, row["source_key"], row["target_key"]

    def compared(self, key: str, group: Sequence[Found]) -> list[Found]:
        """Return the amendments of one document with what its held text is."""
        held = self._by_key[key]
        tree = self._tree(held.document)
        texts = {p.path: tree.text[p.start : p.end] for p in tree.provisions}
        judged = [
            (self._judged(one, texts, source, held.document), source, target)
            for one, source, target in group
        ]
        judged.sort(key=lambda one: by_day(one[0]))
        stated = {(one.source, one.target_path) for one, _, _ in judged if one.said}
        return [
            (_not_before_later(one, [later for later, _, _ in judged[at + 1 :]]), source, target)
            for at, (one, source, target) in enumerate(judged)
            # A note says no more than the amending document that is held says itself.
            if one.said or not any(_meet((one.source, one.target_path), s) for s in stated)
        ]

    def _judged(
        self, one: Amendment, texts: dict[str, str], source_key: str, target: Document
    ) -> Amendment:
        held = texts.get(one.target_path, "")
        if one.change is Change.INSERTED and held and not _new(one):
            one = replace(one, change=Change.REPLACED)
        if not target.verbatim or not one.said:
            return one
        text = self._tree(self._by_key[source_key].document).text
        new = text[one.wording.start : one.wording.end]
        said = text[one.said.start : one.said.end]
        around = _ARTICLE.match(one.target_path)
        article = texts.get(around.group(), "") if around else ""
        if one.change is Change.INSERTED and not article:
            article = self._tree(target).text
        return replace(one, held=held_wording(one.change, held, article, new, said))

    def _target(self, operation: Operation, source: Document, day: date | None) -> _Held | None:
        """Return the held document that is meant; None where none is, or it is not certain."""
        if operation.target.number:
            return self._by_key.get(number_key(operation.target.number))
        title, year = title_key(operation.target.title)
        found = [
            one
            for one in self._by_title.get(title, [])
            if (not year or str(one.document.issued or "").startswith(year))
            and _earlier(one.document, source)
        ]
        return found[0] if title and len(found) == 1 else None

    def _possible(self, target: _Held, day: date | None) -> bool:
        """Return whether the document was there, and in force, when it is said to be amended."""
        document = target.document
        began = document.issued or document.effective_from
        if day is None or began is None:
            return True
        return began <= day and (document.effective_to is None or day <= document.effective_to)

    def _tree(self, document: Document) -> DocumentTree:
        if document.number not in self._trees:
            if len(self._trees) >= _KEPT:
                del self._trees[next(iter(self._trees))]
            self._trees[document.number] = self._read(document)
        return self._trees[document.number]

    def _read(self, document: Document) -> DocumentTree:
        number = document.number
        text = self._db.execute("SELECT text FROM documents WHERE number = ?", [number])
        rows: Iterable[Row] = self._db.query(
            "SELECT * FROM provisions WHERE document = ? ORDER BY position", [number]
        )
        return DocumentTree(
            document, text.fetchone()[0], tuple(provision_from(row) for row in rows)
        )


def _amendment(
    operation: Operation, source: str, target: _Held | None, day: date | None
) -> Amendment:
    return Amendment(
        change=operation.change,
        source=source,
        source_path=operation.source_path,
        target=target.document.number if target else operation.target.number,
        target_path=operation.target_path,
        day=day,
        said=operation.said,
        wording=operation.wording,
        parts=operation.parts,
        target_title=operation.target.title,
    )


def _earlier(one: Document, other: Document) -> bool:
    """Return whether *one* was issued before *other*, both days being known."""
    return one.issued is not None and other.issued is not None and one.issued < other.issued


def _new(one: Amendment) -> bool:
    """Return whether a label tells that it was inserted: "khoản 2a", "Điều 5b"."""
    return re.search(r"\d[a-zđ]+$", one.target_path) is not None


def _meet(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[0] == other[0] and _related(one[1], other[1])


def _related(one: str, other: str) -> bool:
    """Return whether one path is the other's, or holds it."""
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")


def _not_before_later(one: Amendment, later: Iterable[Amendment]) -> Amendment:
    """Return *one* as taken in already where a later amendment of the same place is."""
    if one.held is not Held.BEFORE:
        return one
    after = any(
        other.held is Held.AFTER and _related(one.target_path, other.target_path) for other in later
    )
    return replace(one, held=Held.AFTER) if after else one
