"""What a change of the library would bring, before anybody has said yes to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from knowledge.model import RelationKind

FIELDS = (
    "number",
    "kind",
    "title",
    "issuer",
    "issued",
    "effective_from",
    "effective_to",
    "topics",
)
"""What an administrator can correct of a document.

Dates are written in ISO 8601, topics as "a; b"; "" means none.
"""

Corrections = Mapping[str, str]
"""By a name of FIELDS: the value that takes the place of what the reader understood."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A document that an administrator declares ended, or in force again."""

    number: str
    day: date | None
    """First day out of force; None takes an earlier declaration back."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Removal:
    """A document that an administrator takes out of the library, or lets in again."""

    number: str
    reason: str = ""
    back: bool = False
    """True takes an earlier removal back; the document comes from its kept file."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done to the library: files to take in, corrections to them, endings."""

    paths: tuple[str, ...] = ()
    """Files and folders."""
    corrections: Mapping[str, Corrections] = field(default_factory=dict)
    """By the ``key`` of a card."""
    without: tuple[str, ...] = ()
    """Keys of cards that are not to be taken in."""
    endings: tuple[Ending, ...] = ()
    removals: tuple[Removal, ...] = ()
    actor: str = ""
    """Who orders it, as the audit log names them: "telegram:1001", "cli:root", "inbox"."""
    unattended: bool = False
    """True where nobody has looked at a preview: what needs a person's eye is refused then."""


@dataclass(frozen=True, slots=True)
class Caution:
    """Something that a person should look at before publishing."""

    code: str
    """One of ``indexer.cautions.CODES``."""
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """Which Điều differ from the document of the same number that the library holds."""

    added: tuple[str, ...] = ()
    """Labels as printed ("5", "12a"); numbered items where a document has no Điều."""
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """What a document does to another one."""

    kind: RelationKind
    """AMENDS, REPLACES or REPEALS."""
    target: str
    """Number; "" where only a title is given."""
    target_title: str
    citation: str
    """The provision it bears on ("khoản 2 Điều 8"); "" for the whole document."""
    day: date | None
    """From when; None where no day is known."""
    held: bool
    """Whether the library holds the target."""


@dataclass(frozen=True, slots=True)
class Card:
    """One document as it was understood, with all that publishing it would do."""

    key: str
    """"<file's name under sources/>#<position in the file, from 0>"."""
    file: str
    """The file's own name; for a member of an archive, the member's."""
    number: str
    kind: str
    title: str
    issuer: str
    issued: date | None
    effective_from: date | None
    effective_to: date | None
    topics: tuple[str, ...]
    articles: int
    """How many Điều (or numbered items) it has."""
    verbatim: bool
    """False for a digest."""
    state: str
    """"added", "changed", "replaced" (a digest gives way), "unchanged", "refused" (the library
    keeps what it holds), or "left-out" (as the order says)."""
    cautions: tuple[Caution, ...] = ()
    difference: Difference = Difference()
    effects: tuple[Effect, ...] = ()
    text: str = ""
    """Name of the file, in the folder given for texts, that holds the text as understood."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A file, or part of one, that was not taken, or something to know of it."""

    file: str
    code: str
    """As ``indexer.errors.ReadError.code``."""
    values: Mapping[str, str | int]
    message: str
    """One English sentence that names the file."""
    refused: bool = True


@dataclass(frozen=True, slots=True)
class Preview:
    """What an order would do."""

    cards: tuple[Card, ...] = ()
    """The documents of the files, in their order, those that are unchanged included."""
    remarks: tuple[Remark, ...] = ()
    endings: tuple[Ending, ...] = ()
    along: tuple[Ending, ...] = ()
    """What else those endings end, or (day None) bring back: what only amended what they name."""
    removals: tuple[Removal, ...] = ()
    others: tuple[str, ...] = ()
    """Numbers of further documents that would change, such as those of a newer starter library."""
