"""Read the starter digests and their sources into Điều, khoản and figures.

A small reader of its own, so that a fault in the readers that build the library cannot hide a
fault in the digests.
"""

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path

STARTER = Path(__file__).parents[2] / "knowledge" / "starter"

CLAUSE = re.compile(r'^\s*["“]?(\d+[a-zđ]?)[.]\s+', re.MULTILINE)
POINT = re.compile(r'^\s*["“]?([a-zđ])\)\s', re.MULTILINE)
EDITORIAL = re.compile(r"\[[^\]]*\]")
"""A remark of the library inside a digest: "[sửa bởi Điều 6 Nghị định 156/2026/NĐ-CP]"."""
_ARTICLE = re.compile(r'^[#\s"“]*Điều (\d+[a-zđ]?)[.:][ \t]*(.*)$', re.MULTILINE)
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_NUMBER = re.compile(r"\d+/(?:\d{4}/)?[A-ZĐ][\w-]*")
_BORROWED = re.compile(r"Điều (\d+[a-zđ]?) (?:\w+ ){1,3}(\d+/\d{4}/[A-ZĐ][\w-]*)")


@dataclass(frozen=True)
class Digest:
    """A starter file: its front matter and its body."""

    file: str
    fields: dict[str, str]
    body: str

    @property
    def number(self) -> str:
        """Số hiệu."""
        return self.fields.get("number", "")

    @property
    def provisions(self) -> int:
        """How many Điều or items it states."""
        return len(_ARTICLE.findall(self.body)) or len(CLAUSE.findall(self.body))


@dataclass(frozen=True)
class Source:
    """A source document split into its Điều."""

    number: str
    text: str
    articles: dict[str, str] = field(default_factory=dict)
    scanned: bool = False
    """Read by OCR: labels may be misread or lost."""
    copied: bool = False
    """Copied into an application: no heading, and khoản run on in one line."""
    amending: bool = False
    """Its Điều quote Điều and khoản of the document that it amends."""

    @property
    def faulty(self) -> bool:
        """True when the labels of its khoản and điểm cannot be read surely."""
        return self.scanned or self.copied


def read_digests(folder: Path = STARTER) -> list[Digest]:
    """Return every starter file, by name."""
    return [_read(path) for path in sorted(folder.glob("*.md"))]


def read_sources(folder: Path) -> tuple[dict[str, Source], dict[str, dict[str, str]]]:
    """Return the sources under *folder* by number, and their rows in its index."""
    with (folder / "INDEX.tsv").open(encoding="utf-8", newline="") as file:
        rows = {row["so_hieu"]: row for row in csv.DictReader(file, delimiter="\t")}
    sources = {}
    for number, row in rows.items():
        text, state = (folder / row["file"]).read_text(encoding="utf-8"), row["trang_thai"]
        amending = "sửa đổi" in row["ten"].casefold()
        articles = split_articles(text, in_sequence=amending)
        sources[number] = Source(
            number, text, articles, "OCR" in state, "chép lại" in state, amending
        )
    return sources, rows


def split_articles(text: str, in_sequence: bool = False) -> dict[str, str]:
    """Return the text of each Điều; *in_sequence* skips those that an amending text quotes."""
    marks = list(_ARTICLE.finditer(text))
    if in_sequence:
        marks = _sequence([mark for mark in marks if mark[0].lstrip()[0] not in '"“'])
    return _pieces(text, marks)


def split_clauses(article: str) -> dict[str, str]:
    """Return the text of each khoản of a Điều, its điểm included."""
    return _pieces(article, list(CLAUSE.finditer(article)))


def borrowed(text: str) -> list[tuple[str, str]]:
    """Return the Điều and numbers of the amending documents that remarks in *text* name."""
    return [found for note in EDITORIAL.findall(text) for found in _BORROWED.findall(note)]


def plain(article: str) -> str:
    """Return a digest's Điều without its number, its remarks and the numbers of documents."""
    heading, _, rest = article.partition("\n")
    return unnumbered(EDITORIAL.sub(" ", _ARTICLE.sub(r"\2", heading) + "\n" + rest))


def unnumbered(text: str) -> str:
    """Return *text* without the numbers of its khoản or items and of the documents it names."""
    return CLAUSE.sub("", _NUMBER.sub(" ", text))


def figures(text: str) -> set[str]:
    """Return the figures in *text* without leading zeros: "01 ngày" and "1 ngày" are one figure."""
    return {figure.lstrip("0") or "0" for figure in _FIGURE.findall(text)}


def words(text: str) -> list[str]:
    """Return the words of *text* in lower case, without punctuation."""
    return re.findall(r"\w+", text.casefold())


def _pieces(text: str, marks: list[re.Match[str]]) -> dict[str, str]:
    ends = [mark.start() for mark in marks[1:]] + [len(text)] * bool(marks)
    found: dict[str, str] = {}
    for mark, end in zip(marks, ends, strict=True):
        found[mark[1]] = found.get(mark[1], "") + text[mark.start() : end]
    return found


def _sequence(marks: list[re.Match[str]]) -> list[re.Match[str]]:
    kept: list[re.Match[str]] = []
    for mark in marks:
        if mark[1] == str(len(kept) + 1):
            kept.append(mark)
    return kept


def _read(path: Path) -> Digest:
    head, _, body = path.read_text(encoding="utf-8").removeprefix("---\n").partition("\n---")
    fields = {}
    for line in head.splitlines():
        key, _, value = line.partition(":")
        fields[key.strip()] = re.sub(r"\s+#\s.*$", "", value).strip()
    return Digest(path.name, fields, body)
