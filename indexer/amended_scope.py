"""Which amendments are to be looked for again when some documents of a library differ.

A row of the table depends on who states it, on the document it is matched to, and on what else is
stated of that document. So whatever may have to do with a document that differs is asked again,
and with it all that is stated of the same targets.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from indexer.resolve import title_key
from knowledge import amendments_table as table
from knowledge.amendments import Amendment
from knowledge.store import number_key

Found = tuple[Amendment, str, str]
"""An amendment with the keys of its source and of its target; "" for one that is not held."""


@dataclass(frozen=True, slots=True)
class Touched:
    """Documents that differ between two libraries, those that only one of them holds included."""

    numbers: frozenset[str]
    titles: frozenset[str]
    """Their titles in either."""


class Scope:
    """What is looked for again."""

    def __init__(self, db: Database, touched: Touched) -> None:
        """Take what differs from the library whose table *db* still has."""
        self._keys = {number_key(number) for number in touched.numbers}
        self._titles = {title_key(title)[0] for title in touched.titles} - {""}
        rows = list(db.query(f"SELECT * FROM {table.TABLE} ORDER BY rowid"))
        self._stored: list[Found] = [
            (table.amendment_from(row), row["source_key"], row["target_key"]) for row in rows
        ]
        self.sources = set(self._keys)
        """Keys of the documents all of whose statements are asked for."""
        self.targets = set(self._keys)
        """Keys of the documents of which all that is stated is asked for."""
        for one, source, target in self._stored:
            if target in self._keys or self._means(one.target, one.target_title):
                self.sources.add(source)
        self._relations(db)
        self.include(target for _, source, target in self._stored if source in self.sources)

    def _relations(self, db: Database) -> None:
        """Add those that say in whatever way that they have to do with what differs."""
        query = "SELECT source, target, target_title, source_key, target_key FROM relations"
        for source, target, title, source_key, target_key in db.execute(query):
            if target_key in self._keys or self._means(target, title):
                self.sources.add(source_key)
            if source_key in self._keys or number_key(source) in self._keys:
                self.targets.add(target_key)

    def _means(self, number: str, title: str) -> bool:
        """Return whether a document is named that differs."""
        if number:
            return number_key(number) in self._keys
        return bool(title) and title_key(title)[0] in self._titles

    def include(self, targets: Iterable[str]) -> None:
        """Add documents of which all is asked for."""
        self.targets |= set(targets)
        self.targets.discard("")

    def other_sources(self) -> set[str]:
        """Return who else states something of the targets."""
        return {source for _, source, target in self._stored if target in self.targets} - {
            *self.sources, ""
        }  # fmt: skip

    def kept(self) -> list[Found]:
        """Return what stays as it was found."""
        return [
            one
            for one in self._stored
            if one[2] not in self.targets and (one[2] or one[1] not in self.sources)
        ]
