"""The errors of building a library from files; each message says what to do."""

from indexer.problems import sentence
from knowledge.errors import CongvuError


class IndexerError(CongvuError):
    """A library cannot be built or changed; its message is one clear sentence."""


class ReadError(IndexerError):
    """A file cannot be read as a document: a code of ``indexer.problems`` and what goes with it.

    Raises:
        KeyError: when the table of sentences knows no such code, or needs another value.
    """

    def __init__(self, code: str, name: str, **values: str | int) -> None:
        super().__init__(sentence(code, name, values))
        self.code = code
        self.name = name
        """The file, as people know it."""
        self.values = values

    def __reduce__(self) -> tuple[object, ...]:
        """Come through a pipe whole."""
        return _rebuilt, (self.code, self.name, self.values)


class StructureError(IndexerError):
    """A document's tree does not give back its text."""


class BusyError(IndexerError):
    """Another refresh or rollback of the same library is at work."""


def _rebuilt(code: str, name: str, values: dict[str, str | int]) -> ReadError:
    return ReadError(code, name, **values)
