"""Read the starter digests and their sources, and find what a digest says beyond its source.

Both are split into Điều here, by a small reader of their own, so that a fault in the readers that
build the library cannot hide a fault in the digests.
"""

import csv
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

STARTER = Path(__file__).parents[2] / "knowledge" / "starter"
_TOPIC_WORDS = (
    "ruou-bia thuoc-la tham-nhung qua-tang xung-dot-loi-ich nghia-vu-dieu-cam ky-luat danh-gia "
    "tiep-cong-dan to-cao khieu-nai mot-cua thu-tuc-hanh-chinh ung-xu trang-phuc-the "
    "gio-lam-viec nguoi-dung-dau cai-cach-hanh-chinh thanh-tra tuyen-dung-su-dung dan-chu-co-so "
    "bi-mat-nha-nuoc bao-chi-thong-tin thi-dua-khen-thuong tiet-kiem van-thu"
)
TOPICS = frozenset(_TOPIC_WORDS.split())
_KEY_WORDS = (
    "number kind title issuer issued effective_from effective_to replaced_by replaces repeals "
    "amends implements based_on topics digest source note"
)
KEYS = frozenset(_KEY_WORDS.split())
DATES = ("issued", "effective_from", "effective_to")
LONGEST_SHARED_RUN = 11
"""Words in a row that a digest may share with its source: names and terms of art."""

_ARTICLE = re.compile(r'^[#\s"“]*Điều (\d+[a-zđ]?)[.:][ \t]*(.*)$', re.MULTILINE)
_CLAUSE = re.compile(r'^\s*["“]?(\d+[a-zđ]?)[.]\s+', re.MULTILINE)
_POINT = re.compile(r'^\s*["“]?([a-zđ])\)\s', re.MULTILINE)
_LOOSE_CLAUSE = re.compile(r"(?<![\w/])(\d+)[.]\s")
_LOOSE_POINT = re.compile(r"(?<!\w)([a-zđ])\)")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_NUMBER = re.compile(r"\d+/(?:\d{4}/)?[A-ZĐ][\w-]*", re.UNICODE)
_BORROWED = re.compile(r"Điều (\d+[a-zđ]?) (?:\w+ ){1,3}(\d+/\d{4}/[A-ZĐ][\w-]*)")
_DATE = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_EDITORIAL = re.compile(r"\[[^\]]*\]")


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
        articles = len(_ARTICLE.findall(self.body))
        return articles or len(_CLAUSE.findall(self.body))


@dataclass(frozen=True)
class Source:
    """A source document split into its Điều."""

    number: str
    text: str
    articles: dict[str, str] = field(default_factory=dict)
    scanned: bool = False
    """Read by OCR."""
    copied: bool = False
    """Copied into an application: no heading, and khoản run on in one line."""

    @property
    def faulty(self) -> bool:
        """True when a label may stand anywhere in a line, or be misread: up to the last one
        that was read, and the next, all count as there."""
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
        text = (folder / row["file"]).read_text(encoding="utf-8")
        articles = split_articles(text, "sửa đổi" in row["ten"].casefold())
        sources[number] = Source(
            number, text, articles, "OCR" in row["trang_thai"], "chép lại" in row["trang_thai"]
        )
    return sources, rows


def split_articles(text: str, in_sequence: bool = False) -> dict[str, str]:
    """Return the text of each Điều; *in_sequence* skips those that an amending text quotes."""
    marks = [m for m in _ARTICLE.finditer(text) if not in_sequence or m[0][0] not in '"“']
    if in_sequence:
        marks = _sequence(marks)
    ends = [m.start() for m in marks[1:]] + [len(text)] * bool(marks)
    found: dict[str, str] = {}
    for mark, end in zip(marks, ends, strict=True):
        found[mark[1]] = found.get(mark[1], "") + text[mark.start() : end]
    return found


def front_matter_faults(digest: Digest) -> list[str]:
    """Return what is wrong with the front matter of *digest*, one sentence each."""
    fields, faults = digest.fields, []
    faults += [f"unknown key {key}" for key in fields if key not in KEYS]
    wanted = ("number", "kind", "title", "issuer", "topics", "source")
    faults += [f"no {key}" for key in wanted if not fields.get(key)]
    faults += [f"unknown topic {t}" for t in _parts(fields.get("topics", "")) if t not in TOPICS]
    if fields.get("digest") != "true":
        faults.append("digest is not true")
    for key in DATES:
        try:
            date.fromisoformat(fields.get(key, "2020-01-01"))
        except ValueError:
            faults.append(f"{key} is not a day: {fields[key]}")
    told = fields.get("note", "") + fields.get("source", "")
    if not digest.body.strip() and not re.search(r"[Cc]hưa có|chỉ (ghi|nêu|biết|nhắc)", told):
        faults.append("the body is empty and neither note nor source says why")
    return faults


def index_faults(digest: Digest, row: dict[str, str], source: Source) -> list[str]:
    """Return where the front matter disagrees with the index or the source's own words."""
    faults = []
    issued, known = digest.fields.get("issued", ""), _index_day(row["ngay"])
    if known and issued != known:
        faults.append(f"issued {issued}, the index says {known}")
    issuer = digest.fields.get("issuer", "")
    if issuer.casefold() not in " ".join(source.text.split()).casefold() and not source.copied:
        faults.append(f"the source does not name the issuer {issuer}")
    day = digest.fields.get("effective_from")
    if day and not _names_day(source.text, day):
        faults.append(f"the source does not state effective_from {day}")
    return faults


def ending_faults(digest: Digest, row: dict[str, str], sources: dict[str, Source]) -> list[str]:
    """Return what is said of the document's end and is in no source that names the document."""
    told = row["ghi_chu"] + "".join(s.text for s in sources.values() if digest.number in s.text)
    faults = []
    day = digest.fields.get("effective_to", "")
    if day and not _names_day(told, day):
        faults.append(f"no source states effective_to {day}")
    for number in _parts(digest.fields.get("replaced_by", "")):
        if number not in row["ghi_chu"] and digest.number not in sources[number].text:
            faults.append(f"no source says that {number} replaces it")
    return faults


def body_faults(digest: Digest, source: Source, sources: dict[str, Source]) -> list[str]:
    """Return the Điều, khoản, điểm and figures of *digest* that its source does not have."""
    faults = []
    for number, text in split_articles(digest.body).items():
        own = source.articles.get(number, "")
        lent = "\n".join(_borrowed(text, sources))
        if not own and not lent:
            faults.append(f"no Điều {number} in the source")
            continue
        faults += _label_faults(number, text, own + "\n" + lent, source.faulty)
        wanted = figures(unnumbered(_bare(text)))
        faults += [
            f"Điều {number}: the source does not have the figure {figure}"
            for figure in sorted(wanted - figures(own + "\n" + lent))
        ]
    return faults


def lenders(digest: Digest, sources: dict[str, Source]) -> list[Source]:
    """Return the amending documents that *digest* names: "[sửa bởi Điều 6 Nghị định …]"."""
    notes = " ".join(_EDITORIAL.findall(digest.body))
    return [sources[n] for n in sorted({n for _, n in _BORROWED.findall(notes)}) if n in sources]


def shared_runs(digest: Digest, text: str) -> list[str]:
    """Return runs of words, longer than allowed, that *digest* has in common with *text*."""
    length = LONGEST_SHARED_RUN + 1
    theirs = _words(text)
    known = {tuple(theirs[i : i + length]) for i in range(len(theirs) - length + 1)}
    runs = []
    for line in digest.body.splitlines():
        ours = _words(line)
        for i in range(len(ours) - length + 1):
            if tuple(ours[i : i + length]) in known:
                runs.append(" ".join(ours[i : i + length]))
                break
    return runs


def unnumbered(text: str) -> str:
    """Return *text* without the numbers of its khoản or items and of the documents it names."""
    return _CLAUSE.sub("", _NUMBER.sub(" ", text))


def figures(text: str) -> set[str]:
    """Return the figures in *text* without leading zeros: "01 ngày" and "1 ngày" are one figure."""
    return {figure.lstrip("0") or "0" for figure in _FIGURE.findall(text)}


def _read(path: Path) -> Digest:
    head, _, body = path.read_text(encoding="utf-8").removeprefix("---\n").partition("\n---")
    fields = {}
    for line in head.splitlines():
        key, _, value = line.partition(":")
        fields[key.strip()] = re.sub(r"\s+#\s.*$", "", value).strip()
    return Digest(path.name, fields, body)


def _sequence(marks: list[re.Match[str]]) -> list[re.Match[str]]:
    kept: list[re.Match[str]] = []
    for mark in marks:
        if mark[1] == str(len(kept) + 1):
            kept.append(mark)
    return kept


def _label_faults(number: str, text: str, there: str, faulty: bool) -> list[str]:
    clauses = set((_LOOSE_CLAUSE if faulty else _CLAUSE).findall(there))
    points = set((_LOOSE_POINT if faulty else _POINT).findall(there))
    if faulty:
        clauses |= {str(n) for n in range(1, max(map(int, clauses), default=0) + 2)}
        points = set(_LETTERS[: max(map(_LETTERS.find, points), default=-1) + 2])
    kinds = ((_CLAUSE, "khoản", clauses), (_POINT, "điểm", points))
    return [
        f"Điều {number} has no {name} {label} in the source"
        for pattern, name, known in kinds
        for label in pattern.findall(text)
        if label not in known
    ]


def _borrowed(text: str, sources: dict[str, Source]) -> list[str]:
    named = [_BORROWED.findall(note) for note in _EDITORIAL.findall(text)]
    return [
        f"{article} {number} {_day_of(sources[number])} {sources[number].articles.get(article, '')}"
        for found in named
        for article, number in found
        if number in sources
    ]


def _day_of(source: Source) -> str:
    return " ".join(re.findall(r"\d{1,2}/\d{1,2}/\d{4}", source.text[:1200]))


def _bare(text: str) -> str:
    heading, _, rest = text.partition("\n")
    heading = _ARTICLE.sub(r"\2", heading)
    return _NUMBER.sub(" ", _EDITORIAL.sub(" ", heading + "\n" + rest))


def _parts(value: str) -> list[str]:
    return [part.strip() for part in value.split(";") if part.strip()]


def _index_day(text: str) -> str:
    if found := re.fullmatch(r"(\d{2})/(\d{2})/(\d{4})", text):
        return f"{found[3]}-{found[2]}-{found[1]}"
    return text if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else ""


def _names_day(text: str, day: str) -> bool:
    year, month, number = (int(part) for part in day.split("-"))
    spelt = {(int(d), int(m), int(y)) for d, m, y in _DATE.findall(text)}
    slashed = re.findall(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    return (number, month, year) in spelt | {(int(d), int(m), int(y)) for d, m, y in slashed}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
