"""What a document says of others: based on, implements, amends, replaces, repeals.

Precision comes first: a wrong REPLACES would hide law that is in force. A document counts as
replaced or repealed as a whole only where it is itself the grammatical subject ("Luật A số … hết
hiệu lực") or object ("thay thế Nghị định số …"); where only provisions of it lapse, they are named
in ``target_path`` or nothing is said. A repeal with exceptions ("trừ …") is recorded as AMENDS.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from indexer.dates import first_date
from indexer.effect import LAPSED, NOTE, SELF, closing_articles
from indexer.header import Header
from indexer.mentions import KIND, Mention, by_name, known_names, mentions
from indexer.references import REFERENCE, paths_in
from knowledge.model import Level, Provision, Relation, RelationKind

_SENTENCE = re.compile(r"(?<=[.])\s+(?=[A-ZĐÀ-Ỹ\[])|(?<=[.;:])\s*\n")
_BASIS = re.compile(
    r"^[ \t*-]*Căn cứ(?! pháp l)(?P<rest>.*(?:\n(?![ \t]*\n)[ \t]*[a-zđà-ỹ].*)*)", re.M
)
_BASIS_LIST = re.compile(
    r"^(?:CĂN CỨ PHÁP L|Căn cứ pháp l)[^\n]*\n(?P<rest>(?:[ \t]*\n|[ \t]*[-–*+][^\n]*\n)+)", re.M
)
_LAPSES = re.compile(
    r"hết\s+hiệu\s+lực|(?:bị|được)\s+bãi\s+bỏ|chấm\s+dứt\s+hiệu\s+lực", re.IGNORECASE
)
_REPLACES = re.compile(
    rf"(?:{SELF}|\bvà|[,;])\s*(?:có hiệu lực[^;]{{0,80}}?(?:,|;|\bvà)\s*)?"
    r"thay\s+thế(?:\s+cho)?(?=[:\s])",
    re.IGNORECASE,
)
_REPEAL = re.compile(
    rf"(?:^|\bvà\s+|[,;]\s*|{SELF}\s+)Bãi bỏ\s*(?:toàn bộ\s*)?:?\s*", re.IGNORECASE
)
_LIST = re.compile(
    r"(?:sau(?:\s+đây)?|gồm)\b[^:]*:\s*$|(?:sau(?:\s+đây)?)\s+(?:hết|bị|được)\b", re.I
)
_TRANSITION = re.compile(
    r"\b(?:tiếp tục|cho đến khi|đã được thụ lý|đang được|trước ngày|trước thời điểm|áp dụng theo"
    r"|trái với|được thực hiện theo|nếu)\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"[,;(]\s*(?:ngoại\s+)?trừ\b"
    r"|\btrừ\s+(?:các\s+|những\s+)?(?:trường hợp|quy định|nội dung|khoản|điểm|Điều)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"(?:kể\s+)?từ\s+(?:ngày\s+)?(?=\d)", re.IGNORECASE)
_PARENTHESES = re.compile(r"\([^()]*\)")
_AMENDED_BY = re.compile(
    r"(?:,\s*)?(?:đã\s+)?được\s+sửa\s+đổi\b(?:(?!,\s*(?:Chương|Mục|Điều|khoản|điểm)\b)[^;])*",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\s*(?:Điều\s+\d+[a-zđ]?\.|\d{1,3}[a-zđ]?\s*[.)]|[a-zđ]{1,2}\s*\)|[-–+*])\s*")
_AMEND = re.compile(
    r"(?:Sửa đổi|Bổ sung|Thay thế|Bỏ|Thay)\b[^“\"\n]*?(?=\s*(?:như sau|[“\"\n]|$))|Bãi bỏ[^“\"\n]*",
    re.I,
)
_REPLACES_DOCUMENT = re.compile(rf"(?:Thay thế|Bãi bỏ)\s+(?:toàn bộ\s+)?{KIND.pattern}")
_SOME_CONTENT = re.compile(r"\b(?:quy định|nội dung) (?:về|liên quan)\b", re.IGNORECASE)
_ANY_NOTE = re.compile(r"\[Ghi chú[^\]]*\]")
_PIECE = re.compile(
    r"[“\"]|\b(?:cụm từ|từ ngữ|câu|đoạn|dòng|gạch đầu dòng|một phần|một số nội dung|tiêu đề|tên)\b",
    re.IGNORECASE,
)
"""Less than the provision that is named with it: repealing a phrase of a khoản amends the khoản."""
_TITLE_AMENDS = re.compile(r"sửa đổi|bổ sung", re.IGNORECASE)
_TITLE_IMPLEMENTS = re.compile(
    r"(?:quy định chi tiết|hướng dẫn)[^.;]*?\b(?=(?:Bộ luật|Luật|luật|Pháp lệnh|Nghị định"
    r"|Nghị quyết|Quyết định|Chỉ thị)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Saying:
    """A document as the search for relations sees it."""

    header: Header
    said: str
    """The text with what it quotes from other documents blanked out, same length."""
    provisions: tuple[Provision, ...]
    starts: date | None
    """The document's own day of effect."""

    @property
    def preamble(self) -> str:
        """What precedes the first provision."""
        return self.said[: self.provisions[0].start] if self.provisions else self.said


def relations_of(saying: Saying) -> tuple[Relation, ...]:
    """Return what the document says of others, in the order of its text, without repetition."""
    names = known_names([saying.preamble, *(text for _, text in _units(saying))])
    found: list[Relation] = list(_based_on(saying))
    found += _implements(saying, names)
    found += _amends(saying, names)
    for path, text in _units(saying):
        found += _endings(saying, path, text)
    own = saying.header.number
    stated = [r for r in found if r.target != own]
    return tuple(dict.fromkeys([*stated, *_noted(saying)]))


def _based_on(saying: Saying) -> Iterator[Relation]:
    """Yield the documents of the căn cứ, or of an editor's list of them."""
    stated = [found["rest"] for found in _BASIS.finditer(saying.preamble)]
    listed = _BASIS_LIST.search(saying.preamble)
    for text in stated or ([listed["rest"]] if listed else []):
        for mention in mentions(text):
            yield Relation(
                RelationKind.BASED_ON, saying.header.number, mention.number, mention.title
            )


def _noted(saying: Saying) -> Iterator[Relation]:
    """Yield what notes of the pháp điển say that later documents did to single Điều of this one."""
    number = saying.header.number
    for article in saying.provisions:
        if article.level is not Level.ARTICLE:
            continue
        for note in NOTE.finditer(saying.said[article.start : article.end]):
            lapsed = LAPSED.match(note["what"]) is not None
            kind = RelationKind.REPEALS if lapsed else RelationKind.AMENDS
            if number not in note["own"]:
                continue
            found = [m for m in mentions(note["what"]) if m.number]
            ends = [*(m.start for m in found[1:]), len(note["what"])]
            # A note may name no number at all, and then there is no mention to end.
            for mention, end in zip(found, ends, strict=False):
                day = first_date(note["what"][mention.end : end])
                yield Relation(kind, mention.number, number, "", "", article.path, day)


def _implements(saying: Saying, names: dict[str, Mention]) -> Iterator[Relation]:
    """Yield the documents that the title says it details or guides."""
    title = saying.header.title
    found = _TITLE_IMPLEMENTS.search(title)
    if found is None or re.match(r"sửa đổi", title, re.IGNORECASE):
        return
    rest = title[found.end() :]
    for number, name in _named(rest, names):
        yield Relation(RelationKind.IMPLEMENTS, saying.header.number, number, name)


def _named(text: str, names: dict[str, Mention]) -> list[tuple[str, str]]:
    """Return (number, name) of the documents in *text*, found by number or by name."""
    stated = [(m.number, m.title) for m in mentions(text) if m.number]
    if stated:
        return stated
    known = by_name(text, names)
    if known:
        return known
    name = re.split(r"\s(?:về|và biện pháp|đối với)\s|[;.(]", text)[0].strip(" ,")
    return [("", name[:1].upper() + name[1:])] if len(name.split()) > 1 else []


def _units(saying: Saying) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of each khoản, or Điều without them, that may speak of others."""
    spots = {p.path for p in closing_articles(saying.provisions)}
    spots |= {p.path for p in saying.provisions if _AMEND.match(p.heading)}
    for node in saying.provisions:
        if node.path not in spots:
            continue
        clauses = [
            p for p in saying.provisions if p.parent == node.path and p.level is Level.CLAUSE
        ]
        end = clauses[0].start if clauses else node.end
        yield node.path, _ANY_NOTE.sub(" ", saying.said[node.start : end])
        for clause in clauses:
            yield clause.path, _ANY_NOTE.sub(" ", saying.said[clause.start : clause.end])


def _amends(saying: Saying, names: dict[str, Mention]) -> Iterator[Relation]:
    """Yield what the title, and each instruction to amend, bears on."""
    number, title = saying.header.number, saying.header.title
    amended: list[tuple[str, str]] = []
    if _TITLE_AMENDS.match(title):
        amended = _named(title, names)
        for target, name in amended:
            yield Relation(RelationKind.AMENDS, number, target, name)
    by_article: dict[str, list[tuple[str, str]]] = {}
    places: dict[str, list[str]] = {}
    for path, text in _units(saying):
        instruction = _AMEND.match(_LABEL.sub("", text.split("\n", 1)[0]))
        if instruction is None:
            continue
        line = instruction.group()
        if _REPLACES_DOCUMENT.match(line):
            continue
        targets = [(m.number, m.title) for m in mentions(line) if m.number][:1]
        targets = targets or by_name(line, names)[:1] or by_article.get(path.split(".")[0], [])
        by_article.setdefault(path, targets)
        above = places.get(path.split(".")[0], [])
        places[path] = _amended_places(line, above[0] if len(above) == 1 else "")
        kind = _kind_of_instruction(line, text.split("\n", 1)[0])
        for target, name in targets or amended[:1]:
            for place in places[path] or ([""] if kind is RelationKind.AMENDS else []):
                yield Relation(kind, number, target, name, path, place, saying.starts)


def _kind_of_instruction(line: str, whole: str) -> RelationKind:
    """Return REPEALS for "Bãi bỏ" of whole provisions without exception, else AMENDS."""
    partial = _PIECE.search(whole) or _EXCEPT.search(whole)
    repeal = re.match(r"Bãi bỏ", line, re.IGNORECASE)
    return RelationKind.REPEALS if repeal and not partial else RelationKind.AMENDS


def _amended_places(line: str, above: str) -> list[str]:
    """Return the provisions an instruction to amend bears on, before the document it names.

    *above* is the Điều that the heading over the instruction names.
    """
    before = next((line[: mention.start] for mention in mentions(line)), line)
    before = _PARENTHESES.sub(" ", before)
    return paths_in(re.sub(r"vào\s+sau\b.*|\bsau\s+(?:Điều|khoản|điểm).*", "", before), above)


def _endings(saying: Saying, path: str, text: str) -> Iterator[Relation]:
    """Yield the documents and provisions that *text*, one khoản, replaces or repeals."""
    listing: tuple[RelationKind | None, str] | None = None
    for sentence in _sentences(text):
        if listing is not None and _LABEL.match(sentence):
            yield from _subjects(saying, path, _LABEL.sub("", sentence), *listing)
            continue
        plain = _LABEL.sub("", sentence).strip()
        lead, colon, rest = plain.partition(":")
        listing = _listing(saying, f"{lead}{colon}")
        if listing is not None and rest.strip():
            yield from _subjects(saying, path, rest, *listing)
        elif listing is None:
            yield from _sentence_endings(saying, path, plain)


def _listing(saying: Saying, lead: str) -> tuple[RelationKind | None, str] | None:
    """Return the kind and wording of "Các văn bản sau đây hết hiệu lực:", which begins a list."""
    if not lead.endswith(":") or not _LIST.search(lead) or _PIECE.search(lead):
        return None
    if _LAPSES.search(lead):
        return (None, lead)
    if _REPLACES.search(lead):
        return (RelationKind.REPLACES, lead)
    if _REPEAL.search(lead) and not _TITLE_AMENDS.match(saying.header.title):
        return (RelationKind.REPEALS, lead)
    return None


def _sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE.split(text) if part and part.strip()]


def _sentence_endings(saying: Saying, path: str, plain: str) -> Iterator[Relation]:
    lapse = _LAPSES.search(plain)
    if lapse is not None and not _TRANSITION.search(plain[: lapse.start()]):
        yield from _subjects(saying, path, plain[: lapse.start()], None, plain[lapse.start() :])
    replace = _REPLACES.search(plain)
    if replace is not None:
        rest = plain[replace.end() :].lstrip(": ")
        yield from _subjects(saying, path, rest, RelationKind.REPLACES, rest)
    repeal = _REPEAL.search(plain)
    if repeal is not None and not _TITLE_AMENDS.match(saying.header.title):
        rest = plain[repeal.end() :]
        yield from _subjects(saying, path, rest, RelationKind.REPEALS, rest)


def _subjects(
    saying: Saying, path: str, subject: str, kind: RelationKind | None, since: str
) -> Iterator[Relation]:
    """Yield a relation for each document that *subject* lists; *since* says from which day."""
    plain = _AMENDED_BY.sub("", _PARENTHESES.sub(" ", subject))
    excepted = _EXCEPT.search(since) is not None
    some_content = _SOME_CONTENT.search(plain[:60]) is not None
    at = 0
    for mention in mentions(plain):
        lead, at = plain[at : mention.start], mention.end
        places = None if _PIECE.search(lead) else _places(lead)
        if places is None or (some_content and not _chapters(places)):
            continue
        chosen = kind or _kind_of_end(saying.header, mention)
        if excepted:
            chosen = RelationKind.AMENDS
        for place in places or [""]:
            yield Relation(
                chosen,
                saying.header.number,
                mention.number,
                mention.title,
                path,
                place,
                _day_of_end(saying, since),
            )


def _chapters(places: Sequence[str]) -> bool:
    """Return whether *places* are whole chapters, which a matter may fill; a khoản it may not."""
    return bool(places) and all(place.startswith("chuong") for place in places)


def _places(lead: str) -> list[str] | None:
    """Return the provisions named before a document, [] for the whole of it, None for neither.

    *lead* is what stands between the document before and this one. The whole document is meant
    where it begins the list or follows a comma, a semicolon or "và"; "quy định chi tiết một số
    điều của Luật …" and "những quy định về … tại …" name it only in passing.
    """
    tail = re.split(r"[;]|\n", lead)[-1]
    if REFERENCE.search(tail):
        last = list(REFERENCE.finditer(tail))[-1]
        between = tail[last.end() :].strip()
        return paths_in(tail) or None if between in ("", "của", "tại", "trong", "thuộc") else None
    if re.search(r"\b(?:quy định|nội dung|mẫu|phụ lục|danh mục|cụm từ|quy chế)\b", tail, re.I):
        opens = re.search(r"(?:,|\bvà)\s*$", tail) and re.match(r"\s*(?:số|ngày)", tail)
        if not opens and not _described(tail):
            return None
    return [] if re.search(r"(?:^|[,;:]|\bvà|\bcác|\bnhững)\s*$", tail, re.IGNORECASE) else None


def _described(tail: str) -> bool:
    """Return whether *tail* describes the document before it ("… ngày … quy định về …")."""
    return re.match(r"\s*(?:của\b|ngày\b|quy định\b|về\b|ban hành\b|hướng dẫn\b)", tail) is not None


def _kind_of_end(header: Header, mention: Mention) -> RelationKind:
    """Return REPLACES for a document of the same matter, REPEALS for another."""
    ours = set(f"{header.kind} {header.title}".lower().split())
    theirs = set(mention.title.lower().split())
    same = theirs <= ours and len(theirs) > 1
    return RelationKind.REPLACES if same else RelationKind.REPEALS


def _day_of_end(saying: Saying, since: str) -> date | None:
    found = _SINCE.search(since)
    return first_date(since[found.start() : found.end() + 40]) if found else saying.starts
