"""The errors of building a library from files; each message says what to do."""

from knowledge.errors import CongvuError


class IndexerError(CongvuError):
    """A library cannot be built or changed; its message is one clear sentence."""


class ReadError(IndexerError):
    """A file cannot be read as a document."""


class StructureError(IndexerError):
    """A document's tree does not give back its text."""


class BusyError(IndexerError):
    """Another refresh or rollback of the same library is at work."""
