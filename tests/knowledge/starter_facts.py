"""Find what a starter digest says beyond its source, one sentence for each fault."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from tests.knowledge import starter_text as texts
from tests.knowledge.starter_text import CLAUSE, POINT, Digest, Source

_TOPIC_WORDS = (
    "ruou-bia thuoc-la tham-nhung qua-tang xung-dot-loi-ich nghia-vu-dieu-cam ky-luat danh-gia "
    "tiep-cong-dan to-cao khieu-nai mot-cua thu-tuc-hanh-chinh ung-xu trang-phuc-the "
    "gio-lam-viec nguoi-dung-dau cai-cach-hanh-chinh thanh-tra tuyen-dung-su-dung dan-chu-co-so "
    "bi-mat-nha-nuoc bao-chi-thong-tin thi-dua-khen-thuong tiet-kiem van-thu"
)
TOPICS = frozenset(_TOPIC_WORDS.split())
_KEY_WORDS = (
    "number kind title issuer issued effective_from effective_to wording_from replaced_by "
    "replaces repeals amends implements based_on topics digest source note"
)
KEYS = frozenset(_KEY_WORDS.split())
DATES = ("issued", "effective_from", "effective_to")
LONGEST_SHARED_RUN = 11
"""Words in a row that a digest may share with its source: names and terms of art."""

_LOOSE_CLAUSE = re.compile(r"(?<![\w/])(\d+)[.]\s")
_LOOSE_POINT = re.compile(r"(?<!\w)([a-zđ])\)")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_SPELT = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_NOT_HELD = re.compile(r"[Cc]hưa có|chỉ (ghi|nêu|biết|nhắc)")


def front_matter_faults(digest: Digest) -> list[str]:
    """Return what is wrong with the front matter of *digest*."""
    fields = digest.fields
    faults = [f"unknown key {key}" for key in fields if key not in KEYS]
    wanted = ("number", "kind", "title", "issuer", "topics", "source")
    faults += [f"no {key}" for key in wanted if not fields.get(key)]
    faults += [f"unknown topic {t}" for t in _parts(fields.get("topics", "")) if t not in TOPICS]
    faults += [f"{key} is not a day: {fields[key]}" for key in DATES if not _is_day(fields, key)]
    if fields.get("digest") != "true":
        faults.append("digest is not true")
    told = fields.get("note", "") + fields.get("source", "")
    if not digest.body.strip() and not _NOT_HELD.search(told):
        faults.append("the body is empty and neither note nor source says why")
    return faults


def index_faults(
    digest: Digest, row: dict[str, str], source: Source, codified: Mapping[str, str]
) -> list[str]:
    """Return where the front matter disagrees with the index or the source's own words.

    *codified* has the notes of the Pháp điển by number, which state days of effect too.
    """
    faults = []
    issued, known = digest.fields.get("issued", ""), _index_day(row["ngay"])
    if known and issued != known:
        faults.append(f"issued {issued}, the index says {known}")
    issuer = digest.fields.get("issuer", "")
    if issuer.casefold() not in " ".join(source.text.split()).casefold() and not source.copied:
        faults.append(f"the source does not name the issuer {issuer}")
    day = digest.fields.get("effective_from")
    stated = source.text + codified.get(digest.number, "")
    if day and not _names_day(stated, day):
        faults.append(f"the source does not state effective_from {day}")
    return faults


def ending_faults(
    digest: Digest, row: dict[str, str], sources: dict[str, Source], digests: Iterable[Digest]
) -> list[str]:
    """Return what is said of the document's end and is in no source that names the document.

    What replaced it may be known from outside the sources: then its own digest in *digests* says
    so, with the same day, and names where that is from.
    """
    if _ended_by_one_from_outside(digest, sources, digests):
        return []
    told = row["ghi_chu"] + "".join(s.text for s in sources.values() if digest.number in s.text)
    faults = []
    day = digest.fields.get("effective_to", "")
    if day and not _names_day(told, day):
        faults.append(f"no source states effective_to {day}")
    for number in _parts(digest.fields.get("replaced_by", "")):
        if number not in row["ghi_chu"] and digest.number not in sources[number].text:
            faults.append(f"no source says that {number} replaces it")
    return faults


def _ended_by_one_from_outside(
    digest: Digest, sources: dict[str, Source], digests: Iterable[Digest]
) -> bool:
    successors = [
        other.fields
        for other in digests
        if other.number == digest.fields.get("replaced_by") and other.number not in sources
    ]
    return any(
        fields["effective_from"] == digest.fields.get("effective_to")
        and digest.number in _parts(fields.get("replaces", ""))
        and fields["source"] != "Văn bản gốc"
        for fields in successors
    )


def body_faults(digest: Digest, source: Source, sources: dict[str, Source]) -> list[str]:
    """Return the Điều, khoản, điểm and figures of *digest* that its source does not have."""
    faults = []
    for number, text in texts.split_articles(digest.body).items():
        own = source.articles.get(number, "")
        lent = _lent(text, sources)
        if not own and not lent:
            faults.append(f"no Điều {number} in the source")
            continue
        told = own + "\n" + lent
        faults += _label_faults(number, text, told, source.faulty)
        wanted = texts.figures(texts.plain(text)) - texts.figures(told)
        faults += [
            f"Điều {number}: the source does not have the figure {f}" for f in sorted(wanted)
        ]
        if not (lent or source.faulty or source.amending):
            faults += _clause_faults(number, text, own)
    return faults


def lenders(digest: Digest, sources: dict[str, Source]) -> list[Source]:
    """Return the amending documents that *digest* names: "[sửa bởi Điều 6 Nghị định …]"."""
    numbers = {number for _, number in texts.borrowed(digest.body)}
    return [sources[number] for number in sorted(numbers) if number in sources]


def shared_runs(digest: Digest, text: str) -> list[str]:
    """Return runs of words, longer than allowed, that *digest* has in common with *text*."""
    length = LONGEST_SHARED_RUN + 1
    theirs = texts.words(text)
    known = {tuple(theirs[i : i + length]) for i in range(len(theirs) - length + 1)}
    runs = []
    for line in digest.body.splitlines():
        ours = texts.words(line)
        starts = range(len(ours) - length + 1)
        first = next((i for i in starts if tuple(ours[i : i + length]) in known), None)
        if first is not None:
            runs.append(" ".join(ours[first : first + length]))
    return runs


def _label_faults(number: str, text: str, told: str, faulty: bool) -> list[str]:
    clauses = set((_LOOSE_CLAUSE if faulty else CLAUSE).findall(told))
    points = set((_LOOSE_POINT if faulty else POINT).findall(told))
    if faulty:  # a label may be lost: all up to the last one read, and the next, count as there
        clauses |= {str(n) for n in range(1, max(map(int, clauses), default=0) + 2)}
        points = set(_LETTERS[: max(map(_LETTERS.find, points), default=-1) + 2])
    kinds = ((CLAUSE, "khoản", clauses), (POINT, "điểm", points))
    return [
        f"Điều {number} has no {name} {label} in the source"
        for pattern, name, known in kinds
        for label in pattern.findall(text)
        if label not in known
    ]


def _clause_faults(number: str, text: str, own: str) -> list[str]:
    theirs = texts.split_clauses(own)
    return [
        f"khoản {label} Điều {number}: the source has the figure {figure} elsewhere only"
        for label, clause in texts.split_clauses(text).items()
        for figure in sorted(
            texts.figures(texts.plain("\n" + clause)) - texts.figures(theirs.get(label, own))
        )
    ]


def _lent(text: str, sources: dict[str, Source]) -> str:
    return "\n".join(
        sources[number].articles.get(article, "")
        for article, number in texts.borrowed(text)
        if number in sources
    )


def _parts(value: str) -> list[str]:
    return [part.strip() for part in value.split(";") if part.strip()]


def _is_day(fields: dict[str, str], key: str) -> bool:
    try:
        date.fromisoformat(fields.get(key, "2020-01-01"))
    except ValueError:
        return False
    return True


def _index_day(text: str) -> str:
    if found := re.fullmatch(r"(\d{2})/(\d{2})/(\d{4})", text):
        return f"{found[3]}-{found[2]}-{found[1]}"
    return text if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else ""


def _names_day(text: str, day: str) -> bool:
    found = [*_SPELT.findall(text), *_SLASHED.findall(text)]
    return date.fromisoformat(day).timetuple()[:3] in {
        (int(year), int(month), int(number)) for number, month, year in found
    }
