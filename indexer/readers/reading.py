"""What reading a file gives: its text, its documents, and what a person should know of them."""

from dataclasses import dataclass

from indexer.errors import ReadError
from knowledge.model import DocumentTree


@dataclass(frozen=True, slots=True)
class Remarks:
    """What had to be done to a file to get at its text."""

    legacy: tuple[str, ...] = ()
    """Encodings older than Unicode that were converted: "TCVN3", "VNI", "VPS", "VISCII"."""
    confidence: float | None = None
    """Mean confidence of recognised words, 0 to 1; None where nothing had to be recognised."""
    pages_recognised: int = 0
    tracked_changes: int = 0
    """Tracked insertions and deletions that were accepted."""
    tracked_deletions: int = 0
    """Tracked deletions that were not accepted: the text holds the words they struck out."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of one file."""

    text: str
    remarks: Remarks = Remarks()


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """One document of a file."""

    tree: DocumentTree
    remarks: Remarks = Remarks()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that one file holds."""

    documents: tuple[ReadDocument, ...] = ()
    problems: tuple[ReadError, ...] = ()
    """Members of an archive that could not be read."""
