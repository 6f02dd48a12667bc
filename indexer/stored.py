"""The passages of a library that is being built, read from its database as often as needed."""

from collections.abc import Iterator

from sqlite_utils import Database

from knowledge.model import Passage
from knowledge.store import passage_from


class StoredPassages:
    """The passages from row *first* on in row order, one document's in memory at a time."""

    def __init__(self, db: Database, first: int = 0) -> None:
        self._db = db
        self._first = first
        query = "SELECT COUNT(*) FROM passages WHERE row >= ?"
        (self._count,) = db.execute(query, [first]).fetchone()

    def all(self) -> "StoredPassages":
        """Return all passages of the same library."""
        return StoredPassages(self._db)

    def __len__(self) -> int:
        """Return how many passages there are."""
        return int(self._count)

    def __iter__(self) -> Iterator[Passage]:
        """Yield them."""
        documents = self._db.execute(
            "SELECT document FROM passages WHERE row >= ? GROUP BY document ORDER BY MIN(row)",
            [self._first],
        )
        for (number,) in documents:
            query = "SELECT text FROM documents WHERE number = ?"
            (text,) = self._db.execute(query, [number]).fetchone()
            rows = self._db.query(
                "SELECT * FROM passages WHERE document = ? ORDER BY row", [number]
            )
            for row in rows:
                yield passage_from(row, text)
