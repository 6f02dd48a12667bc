"""The passages of a library that is being built, read from its database as often as needed."""

from collections.abc import Iterator

from sqlite_utils import Database

from knowledge.model import Passage
from knowledge.store import passage_from


class StoredPassages:
    """All passages in row order, one document's in memory at a time."""

    def __init__(self, db: Database, count: int) -> None:
        self._db = db
        self._count = count

    def __len__(self) -> int:
        """Return how many passages there are."""
        return self._count

    def __iter__(self) -> Iterator[Passage]:
        """Yield them."""
        for number, text in self._db.execute("SELECT number, text FROM documents ORDER BY key"):
            rows = self._db.query(
                "SELECT * FROM passages WHERE document = ? ORDER BY row", [number]
            )
            for row in rows:
                yield passage_from(row, text)
