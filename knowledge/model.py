"""The nouns of the library: documents, provisions, relations, passages, validity."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.notices import Notice


class Level(StrEnum):
    """The kinds of provision, outermost first; the value is the prefix of a path segment."""

    APPENDIX = "phuluc"
    """Phụ lục, or a quy chế/quy định issued with the document (ban hành kèm theo)."""
    PART = "phan"
    CHAPTER = "chuong"
    SECTION = "muc"
    SUBSECTION = "tieumuc"
    ARTICLE = "dieu"
    ITEM = "so"
    """A numbered item of a document without Điều (chỉ thị, công điện, kế hoạch)."""
    CLAUSE = "khoan"
    POINT = "diem"


class RelationKind(StrEnum):
    """How one document bears on another."""

    AMENDS = "sua_doi"
    REPLACES = "thay_the"
    REPEALS = "bai_bo"
    IMPLEMENTS = "huong_dan"
    BASED_ON = "can_cu"


@dataclass(frozen=True, slots=True)
class Document:
    """A văn bản as the library knows it."""

    number: str
    """Số hiệu, the key in the library: "44/2019/QH14"; a made-up stable one where none exists."""
    kind: str
    """"Luật", "Nghị định", "Thông tư", "Chỉ thị"…; "" when unknown."""
    title: str
    """Without kind and number: "Phòng, chống tác hại của rượu, bia"."""
    issuer: str = ""
    issued: date | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    """First day on which it is no longer in force (hết hiệu lực từ); None while in force."""
    verbatim: bool = True
    """False for a digest in our own words: "Tóm lược, không thay văn bản gốc"."""
    topics: tuple[str, ...] = ()
    """Slugs to browse by, for instance "ruou-bia", "ky-luat"."""
    source: str = ""
    """Name of the file it came from."""
    note: str = ""

    @property
    def name(self) -> str:
        """Kind and number, as people cite it: "Luật 44/2019/QH14"."""
        return f"{self.kind} {self.number}".strip()


@dataclass(frozen=True, slots=True)
class Provision:
    """A node of a document's tree: a span of the document's text with a stable path.

    The text of a provision is ``document_text[start:end]``, children included; the part before
    its first child is its lead-in. Children tile their parent from the first child's start to
    the parent's end without gap or overlap, so rejoining the tree gives back the text.
    """

    document: str
    """Number of the document."""
    path: str
    """Stable address: "dieu5.khoan2.diema". A Điều's path does not name its chapter, because
    Điều are numbered through the document: "dieu5", not "chuong2.dieu5"; what an appendix
    holds starts with it: "phuluc1.dieu3". A repeated label gets "~2", "~3"."""
    parent: str
    """Path of the node above ("chuong2" for "dieu5"); "" at the top."""
    level: Level
    label: str
    """As printed, without the word: "5", "IV", "a", "đ"."""
    heading: str
    """"Phạm vi điều chỉnh"; "" where there is none."""
    start: int
    """First character in the document's text (code points)."""
    end: int
    """One past the last character."""
    id: str = ""
    """Name in search results: the article line's own id, else "<number>|<Điều>"."""
    effective_from: date | None = None
    """Own dates where they differ from the document's; None means those of the document."""
    effective_to: date | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """One document's stated effect on another, found in its text or its front matter."""

    kind: RelationKind
    source: str
    """Number of the document that says it."""
    target: str
    """Number of the document it speaks of; "" when only a title is given."""
    target_title: str = ""
    source_path: str = ""
    """The provision that says it; "" for the document."""
    target_path: str = ""
    """The provision it bears on; "" for the whole document."""
    effective_from: date | None = None
    """Day from which it holds; None means the source document's own day of effect."""


@dataclass(frozen=True, slots=True)
class DocumentTree:
    """A parsed document: what a reader's text becomes, and what a snapshot stores."""

    document: Document
    text: str
    provisions: tuple[Provision, ...]
    """In reading order, parents before children."""
    relations: tuple[Relation, ...] = ()


class Status(StrEnum):
    """Whether a provision binds on a given day."""

    IN_FORCE = "con_hieu_luc"
    NOT_YET = "chua_hieu_luc"
    ENDED = "het_hieu_luc"
    UNKNOWN = "chua_ro"
    """No known dates: counts as in force, shown as "chưa rõ ngày hiệu lực"."""


@dataclass(frozen=True, slots=True)
class Validity:
    """Status of a document or provision as of a day."""

    status: Status
    effective_from: date | None
    effective_to: date | None
    replaced_by: tuple[str, ...] = ()
    """Numbers of the documents that replace or repeal it, whether the library holds them or not."""

    @property
    def in_force(self) -> bool:
        """True when it binds on the day, or when no dates are known."""
        return self.status in (Status.IN_FORCE, Status.UNKNOWN)


def status_on(day: date, effective_from: date | None, effective_to: date | None) -> Status:
    """Return the status on *day*; *effective_to* is the first day out of force."""
    if effective_to is not None and day >= effective_to:
        return Status.ENDED
    if effective_from is None:
        return Status.UNKNOWN
    return Status.IN_FORCE if day >= effective_from else Status.NOT_YET


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed: a stretch of one Điều (or item) with the headings it stands under."""

    document: str
    path: str
    """The provision it comes from, at the level that is ranked: a Điều or an item."""
    start: int
    """Span in the document's text."""
    end: int
    context: str
    """Two lines: the document's kind and title with the headings around the provision; and the
    provision's own heading (empty when it has none)."""
    text: str
    """The span itself."""
    effective_from: date | None = None
    effective_to: date | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """One verbatim span that answers, with everything a person needs to cite it."""

    document: Document
    provision: Provision
    citation: str
    """"khoản 5 Điều 5 Luật 44/2019/QH14"."""
    text: str
    """A contiguous substring of the stored document text."""
    lead: str
    """The sentence above that introduces it ("Các hành vi bị cấm:"), also verbatim; or ""."""
    validity: Validity
    score: float
    amended: tuple["Notice", ...] = ()
    """What later documents changed in it, as of the same day as the validity."""


class Outcome(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the library says to a question, as of a day."""

    outcome: Outcome
    question: str
    as_of: date
    quotes: tuple[Quote, ...] = ()
    """Best first, at most three; empty when not found."""
    superseded: tuple[Quote, ...] = ()
    """Rules that match but are not in force on the day, each replaced or ended."""
    suggestions: tuple[Document, ...] = ()
    """When not found: nearest documents, to browse, never as an answer."""
    has_other: bool = False
    """Whether something was found below the quotes, for the button "other results"."""
    other: tuple[Quote, ...] = ()
    """Further results below the quotes; empty when they were not asked for."""
    took_ms: float = 0.0
    confidence: float = field(default=0.0)
    """Calibrated probability that the best quote answers."""
