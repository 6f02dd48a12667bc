"""What administrators put right in a document: reading what they typed, and applying it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from indexer.effect import days_after_issue
from indexer.errors import IndexerError
from indexer.proposal import FIELDS, Corrections
from indexer.readers.trees import renumber
from indexer.structure import said_of
from knowledge.document_number import canonical_number
from knowledge.model import Document, DocumentTree, Relation
from knowledge.store import number_key

TOPICS = (
    "ruou-bia",
    "thuoc-la",
    "tham-nhung",
    "qua-tang",
    "xung-dot-loi-ich",
    "nghia-vu-dieu-cam",
    "ky-luat",
    "danh-gia",
    "tiep-cong-dan",
    "to-cao",
    "khieu-nai",
    "mot-cua",
    "thu-tuc-hanh-chinh",
    "ung-xu",
    "trang-phuc-the",
    "gio-lam-viec",
    "nguoi-dung-dau",
    "cai-cach-hanh-chinh",
    "thanh-tra",
    "tuyen-dung-su-dung",
    "dan-chu-co-so",
    "bi-mat-nha-nuoc",
    "bao-chi-thong-tin",
    "thi-dua-khen-thuong",
    "tiet-kiem",
    "van-thu",
)
"""The slugs that people browse by."""
DATES = ("issued", "effective_from", "effective_to")
_NEEDED = ("number", "title")
"""Fields that a document cannot be without."""
_LONGEST = 600
_NOTHING = ("", "-", "khong", "khong co", "none", "bo trong")
_YEARS = range(1945, 2100)
_NUMBER = re.compile(r"(?<!\d)\d+[a-zđ]?(?:/\d{4})?[/-][^\W\d_][\w&.]*(?:[-/&][^\W_][\w&.]*)*")
_BETWEEN = r"(?:[\s,]*(?:[/.-]|{word})[\s,]*|[\s,]+)"
_TYPED = re.compile(
    rf"(?<!\w)(?:ngay\s*)?(?P<day>\d{{1,2}}){_BETWEEN.format(word='thang')}"
    rf"(?P<month>\d{{1,2}}){_BETWEEN.format(word='nam')}(?P<year>\d{{4}})(?!\w)"
)
_ISO = re.compile(r"(?<!\w)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\w)")
"""Both are of text without marks; what stands beside them may be words, but no figures."""

_SENTENCES = {
    "unknown-field": "{field} cannot be corrected; what can is " + ", ".join(FIELDS) + ".",
    "empty": "A document needs a {field}: type one.",
    "not-a-day": "{value} is not a day: type one like 1/7/2026.",
    "unlikely-day": "{value} is not a likely day: check the year.",
    "bad-number": "{value} is not the number of a document: type one like 12/2026/NĐ-CP.",
    "unknown-topic": "{value} is not a topic: choose among {known}.",
    "too-long": "That is longer than the {most} characters that are kept: shorten it.",
}


class CorrectionError(IndexerError):
    """What was typed cannot be the value of a field."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(_SENTENCES[code].format(**values))
        self.code = code
        """"unknown-field", "empty", "not-a-day", "unlikely-day", "bad-number", "unknown-topic" or
        "too-long"."""
        self.values = values


def parsed(field: str, typed: str) -> str:
    """Return what was typed for a field of FIELDS in the form that is kept; "" for none.

    Days are understood as "1/7/2026", "01.07.2026", "ngày 1 tháng 7 năm 2026" and "2026-07-01",
    topics by their slugs or in words, apart with ";" or ",".

    Raises:
        CorrectionError: when it cannot be the value of that field.
    """
    if field not in FIELDS:
        raise CorrectionError("unknown-field", field=field)
    text = " ".join(unicodedata.normalize("NFC", typed).split())
    if _plain(text) in _NOTHING:
        if field in _NEEDED:
            raise CorrectionError("empty", field=field)
        return ""
    if len(text) > _LONGEST:
        raise CorrectionError("too-long", most=_LONGEST)
    if field in DATES:
        return _day(text)
    if field == "number":
        return _number(text)
    if field == "topics":
        return "; ".join(dict.fromkeys(_topics(text)))
    return text


def checked(fields: Corrections) -> dict[str, str]:
    """Return corrections in the form that is kept, whoever wrote them.

    Raises:
        CorrectionError: naming the first that cannot be.
    """
    return {field: parsed(field, value) for field, value in fields.items()}


def corrected(tree: DocumentTree, fields: Corrections) -> DocumentTree:
    """Return *tree* as the corrections say, its provisions and relations included.

    Where the text says that it is in force from its issue, or so many days after, a corrected day
    of issue moves that day too.
    """
    if not fields:
        return tree
    before = tree.document
    topics = fields.get("topics")
    document = replace(
        before,
        number=fields.get("number", before.number),
        kind=fields.get("kind", before.kind),
        title=fields.get("title", before.title),
        issuer=fields.get("issuer", before.issuer),
        issued=_date(fields, "issued", before.issued),
        effective_from=_date(fields, "effective_from", before.effective_from),
        effective_to=_date(fields, "effective_to", before.effective_to),
        topics=before.topics if topics is None else tuple(filter(None, topics.split("; "))),
    )
    if "effective_from" not in fields and document.issued != before.issued:
        document = replace(document, effective_from=_moved_effect(tree, document.issued))
    if document.number != before.number:
        tree = renumber(tree, document)
    relations = _with_own_day(tree.relations, document, before.effective_from)
    return replace(tree, document=document, relations=tuple(relations))


def value_of(document: Document, field: str) -> str:
    """Return what a document has in a field of FIELDS, in the form that is kept."""
    value = getattr(document, field)
    if isinstance(value, tuple):
        return "; ".join(value)
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _moved_effect(tree: DocumentTree, issued: date | None) -> date | None:
    """Return from when a document is in force that was issued on another day than was read."""
    before = tree.document
    days = days_after_issue(said_of(tree.text), tree.provisions)
    if days is None or before.effective_from != _later(before.issued, days):
        return before.effective_from
    return _later(issued, days)


def _later(day: date | None, days: int) -> date | None:
    return day + timedelta(days) if day is not None else None


def _with_own_day(
    relations: Iterable[Relation], document: Document, day: date | None
) -> Iterable[Relation]:
    """Yield relations; those from the day that the document had before follow its own day now."""
    for relation in relations:
        own = number_key(relation.source) == number_key(document.number)
        follows = own and relation.effective_from == day != document.effective_from
        yield replace(relation, effective_from=None) if follows else relation


def _day(text: str) -> str:
    day = _typed_day(_plain(text))
    if day is None:
        raise CorrectionError("not-a-day", value=text)
    if day.year not in _YEARS:
        raise CorrectionError("unlikely-day", value=day.isoformat())
    return day.isoformat()


def _typed_day(text: str) -> date | None:
    """Return the one day that was typed; None for none, for several, and for half a guess."""
    found = _ISO.search(text) or _TYPED.search(text)
    if found is None or re.search(r"\d", text[: found.start()] + text[found.end() :]):
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _number(text: str) -> str:
    bare = re.sub(r"(?i)^\W*(?:số|so)\s*(?:hiệu|hieu)?\s*[:.]?\s*", "", text)
    number = canonical_number(bare)
    if not _NUMBER.fullmatch(number):
        raise CorrectionError("bad-number", value=text)
    return number


def _topics(text: str) -> Iterator[str]:
    """Yield the slugs of the topics in *text*; a comma may be part of a topic's name."""
    for part in filter(None, re.split(r"\s*;\s*", text)):
        whole = _slug(part)
        for name in [part] if whole in TOPICS else filter(None, re.split(r"\s*,\s*", part)):
            if _slug(name) not in TOPICS:
                raise CorrectionError("unknown-topic", value=name, known=", ".join(TOPICS))
            yield _slug(name)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z]+", "-", _plain(text)).strip("-")


def _date(fields: Corrections, name: str, before: date | None) -> date | None:
    if name not in fields:
        return before
    return date.fromisoformat(fields[name]) if fields[name] else None


def _plain(text: str) -> str:
    """Return *text* in small letters without marks."""
    spread = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in spread if not unicodedata.combining(c))
