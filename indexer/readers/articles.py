"""Lists of articles, one JSON object per line (.jsonl, .jsonl.gz): one document per law.

A line is ``{"id", "law_id", "article_id", "title", "text"}`` and optionally
``effective_from``, ``effective_to`` (ISO days), ``note``, ``chapter``. A law's text is its
articles in the order of their lines. An article may have a title and no text, as those do that
were repealed; a line without a law_id belongs nowhere and is passed over.
"""

import gzip
import json
import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import IO, Any

from indexer.errors import ReadError
from indexer.readers.files import check_size
from indexer.readers.text import clean
from indexer.structure import provisions_of
from knowledge.model import Document, DocumentTree, Level, Provision

_LOG = logging.getLogger(__name__)

MAX_UNPACKED = 400 << 20
"""Bytes a packed list may unpack to; 75,870 articles have 146 MB."""
_MAX_LINE = 8 << 20
_MOST_LINES = 1_000_000
"""From here on blank lines are no articles: a packed file can hold them by the billion."""
_DAY = r"(\d{1,2})/(\d{1,2})/(\d{4})"
_EFFECT = re.compile(rf"có hiệu lực(?: thi hành)?(?: kể)? từ ngày\s+{_DAY}")
_SOURCE = re.compile(
    r"^\(Điều\s+\S+\s+(?P<kind>\D+?)\s+số\s+(?P<number>\S+)(?P<title>.*?)\s+ngày\s+"
    rf"(?P<day>{_DAY})\s+của\s+(?P<issuer>(?:(?!ngày\s)[^()])+?)\s*,\s*có hiệu lực"
)
_NUMBER = re.compile(r"\d+[a-zđ]?/")


@dataclass(frozen=True, slots=True)
class Line:
    """One article as its line says it."""

    id: str
    law_id: str
    article_id: str
    title: str
    text: str
    effective_from: date | None
    effective_to: date | None
    note: str


def read(path: Path, name: str = "") -> list[DocumentTree]:
    """Return one document per law_id, in the order in which they appear.

    *name* is the file as people know it, when that is not its name on disk.

    Raises:
        ReadError: naming the first line that is not such an article.
    """
    name = name or path.name
    check_size(path, name)
    packed = path.suffix.lower() == ".gz"
    laws: dict[str, list[Line]] = {}
    try:
        with gzip.open(path) if packed else path.open("rb") as stream:
            for line in _lines(stream, name):
                laws.setdefault(line.law_id, []).append(line)
    except (OSError, EOFError, zlib.error):  # not gzip at all, among others
        raise ReadError("archive-damaged", name) from None
    if not laws:
        raise ReadError("no-articles", name)
    return [_tree(law_id, lines, name) for law_id, lines in laws.items()]


def _lines(stream: IO[bytes] | gzip.GzipFile, name: str) -> Iterator[Line]:
    total, homeless = 0, 0
    ids: set[str] = set()
    for at in range(1, 1 << 62):
        raw = stream.readline(_MAX_LINE)
        if not raw:
            break
        total += len(raw)
        if total > MAX_UNPACKED:
            raise ReadError("archive-too-large", name, most=MAX_UNPACKED >> 20)
        if not raw.strip() and at <= _MOST_LINES:
            continue
        line = _line(raw, name, at)
        if line.id in ids:
            raise ReadError("same-id", name, line=at, id=repr(line.id))
        ids.add(line.id)
        if line.law_id:
            yield line
        homeless += not line.law_id
    if homeless:
        _LOG.warning("%s: %d lines name no law and were passed over", name, homeless)


def _line(raw: bytes, name: str, at: int) -> Line:
    try:
        values = json.loads(raw)
        words = {key: _word(values, key) for key in ("id", "law_id", "article_id", "text")}
        if not words["id"] or (words["law_id"] and not words["article_id"]):
            raise ValueError("an article needs an id and a number")
        days = {key: _day(values.get(key)) for key in ("effective_from", "effective_to")}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise ReadError("bad-article", name, line=at) from None
    note = clean(str(values.get("note") or ""))
    return Line(
        **words,
        title=" ".join(clean(str(values.get("title") or "")).split()),
        effective_from=days["effective_from"] or _day_of(_EFFECT.search(note)),
        effective_to=days["effective_to"],
        note=note,
    )


def _word(values: dict[str, Any], key: str) -> str:
    value = values[key]
    if not isinstance(value, str | int):
        raise TypeError(key)
    return clean(str(value)).strip()


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _day_of(match: re.Match[str] | None) -> date | None:
    """Return the day written in the last three groups of *match*; None when it is no day."""
    if match is None:
        return None
    day, month, year = (int(group) for group in match.groups()[:3])
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _tree(law_id: str, lines: Sequence[Line], source: str) -> DocumentTree:
    """Join the articles of one law into a document."""
    document = _document(law_id, lines, source)
    pieces: list[str] = []
    provisions: list[Provision] = []
    at = 0
    taken: Counter[str] = Counter()
    for line in lines:
        text = f"{line.text}\n" if line.text else ""
        piece = f"Điều {line.article_id}. {line.title}".rstrip() + f"\n{text}"
        provisions += _article(line, piece, at, document, taken)
        pieces.append(piece)
        at += len(piece)
    return DocumentTree(document, "".join(pieces), tuple(provisions))


def _document(law_id: str, lines: Iterable[Line], source: str) -> Document:
    """Return what the lines tell of their law; its dates are those of most articles."""
    lines = list(lines)
    told = next((m for line in lines if (m := _SOURCE.match(line.note))), None)
    kind, title = (told["kind"].strip(), told["title"].strip()) if told else ("", "")
    if title.lower().startswith(kind.lower()):
        title = title[len(kind) :].strip()
    named = not _NUMBER.match(law_id)
    return Document(
        number=law_id,
        kind="" if named else kind,
        title=law_id if named else _upper_first(title),
        issuer=_upper_first(told["issuer"].strip()) if told and not named else "",
        issued=None if told is None or named else _day_of(re.match(_DAY, told["day"])),
        effective_from=_most_common(line.effective_from for line in lines),
        effective_to=_most_common(line.effective_to for line in lines),
        source=source,
    )


def _most_common(days: Iterable[date | None]) -> date | None:
    counted = Counter(days).most_common(1)
    return counted[0][0] if counted else None


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _article(
    line: Line, piece: str, at: int, document: Document, taken: Counter[str]
) -> list[Provision]:
    """Return the article's provision and, where its words have them, its khoản and điểm."""
    path = "dieu" + "".join(line.article_id.lower().split())
    taken[path] += 1
    if taken[path] > 1:
        path = f"{path}~{taken[path]}"
    own = Provision(
        document=document.number,
        path=path,
        parent="",
        level=Level.ARTICLE,
        label=line.article_id,
        heading=line.title,
        start=at,
        end=at + len(piece),
        id=line.id,
        effective_from=_differing(line.effective_from, document.effective_from),
        effective_to=_differing(line.effective_to, document.effective_to),
    )
    return [own, *_inside(own, piece)]


def _differing(own: date | None, common: date | None) -> date | None:
    return own if own != common else None


def _inside(article: Provision, piece: str) -> list[Provision]:
    """Return the khoản and điểm of *piece*, moved to where the article stands."""
    provisions = provisions_of(piece, article.document)
    roots = [p for p in provisions if not p.parent]
    if len(roots) != 1 or roots[0].level is not Level.ARTICLE or roots[0].start != 0:
        return []
    below = roots[0].path
    cut = roots[0].end
    return [
        replace(
            p,
            document=article.document,
            path=article.path + p.path[len(below) :],
            parent=article.path + p.parent[len(below) :],
            start=p.start + article.start,
            # What the parser takes for a signature block is still the article's here.
            end=article.end if p.end == cut else p.end + article.start,
            id=article.id,
        )
        for p in provisions[1:]
    ]
