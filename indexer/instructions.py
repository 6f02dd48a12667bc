"""One sentence that amends: "Sửa đổi, bổ sung khoản 2 Điều 8 của Luật X số … như sau:".

Precision comes first: a sentence that is not understood to its end says nothing here. What is
changed less than as a whole (a phrase, a heading, some matter in it) is changed *partly*, and then
the sentence itself is all that can be quoted.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from indexer.dates import first_date
from indexer.mentions import KIND, Mention, by_name, mentions
from indexer.references import REFERENCE, paths_in
from knowledge.amendments import Change

_LABEL = re.compile(r"\s*(?:Điều\s+\d+[a-zđ]?\s*[.:]|\d{1,3}[a-zđ]?\s*[.)]|[a-zđ]\d?\s*\))\s*")
_VERB = re.compile(
    r"(?P<amend>Sửa đổi(?:\s*(?:,|và|;)\s*bổ sung)?(?:\s*(?:,|và|;)\s*(?:bãi bỏ|thay thế))?)"
    r"|(?P<insert>Bổ sung(?P<too>(?:\s*,)?\s*(?:và\s+)?sửa đổi)?)"
    r"|(?P<repeal>Bãi bỏ|Hủy bỏ|Huỷ bỏ)|(?P<strike>Bỏ|Thay thế|Thay)\b",
    re.IGNORECASE,
)
_MORE_VERBS = re.compile(r"\b(?:sửa đổi|bổ sung|bãi bỏ|hủy bỏ|huỷ bỏ|thay thế)\b", re.IGNORECASE)
_PASSIVE = re.compile(
    r"(?P<what>(?:Các\s+)?(?:điểm|khoản|điều|mục|chương)\s.{1,160}?)\s+"
    r"(?:được|bị)\s+(?P<verb>sửa đổi(?:\s*(?:,|và)\s*bổ sung)?|bổ sung|bãi bỏ|thay thế)"
    r"\s*(?:như sau|bằng|$|[:.;])",
    re.IGNORECASE,
)
_AMENDED_BEFORE = re.compile(
    r"(?:\b(?:đã|mà|vừa)\s{1,3})?\b(?:được|dược)\s{1,3}(?:sửa đổi|bổ sung)\b.*?"
    r"(?=,?\s{0,3}như sau|[;:]|\.\s*$|$)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"«][^”\"»]*[”\"»]")
_PARENTHESES = re.compile(r"\([^()]*\)")
_GROUP = re.compile(
    r"\bmột số (?:điều|khoản|điểm|nội dung|quy định|cụm từ|từ|văn bản)|\bcác (?:luật|nghị định|"
    r"thông tư|điều, khoản|điều|cụm từ)\b(?!\s+\d)|\bsau đây\b",
    re.IGNORECASE,
)
_ATTACHED = re.compile(
    r"\b(?:phụ lục|mẫu|biểu mẫu|biểu|bảng|danh mục|ban hành kèm|kèm theo|quy chế|điều lệ|phần|"
    r"quy chuẩn|tiểu mục|căn cứ ban hành|dự thảo|hồ sơ|giấy phép|theo quy định|"
    r"quyết định ban hành)\b",
    re.IGNORECASE,
)
"""What stands outside the numbered provisions, or speaks of other acts than amending law."""
_PIECE = re.compile(
    r"\b(?:cụm từ|từ ngữ|từ(?=\s{3})|dấu|câu|đoạn|dòng|gạch đầu dòng|quy định|nội dung|tên|tiêu đề|"
    r"số thứ tự|viện dẫn)\b",
    re.IGNORECASE,
)
_HEADINGS = ("tên", "tiêu đề")
_SMALL = re.compile(
    r"\b(?:và|các|của|tại|trong|thuộc|như|sau|đây|vào|trước|cuối|cụ thể|gồm|từ|đến|hết|những|ở|"
    r"điều|khoản|điểm|số|lại|toàn bộ|là|liền|kề|ngay)\b|[\s,;:.–-]+",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"[,;(]\s*(?:ngoại\s+)?trừ\b"
    r"|\btrừ\s+(?:các\s+|những\s+)?(?:trường hợp|quy định|nội dung|khoản|điểm|Điều)\b",
    re.IGNORECASE,
)
_INTO = re.compile(r"\bvào\b|(?<=\s)(?:sau|trước)(?=\s+(?:Điều|khoản|điểm|Mục))", re.IGNORECASE)
_SEVERAL = re.compile(
    r"[Đđ]iểm\s[^.;]{0,40}?[Kk]hoản\s+\d+[a-zđ]?\s*(?:,|và)\s*\d"
    r"|(?:[Kk]hoản|[Đđ]iểm)\s[^.;]{0,60}?(?:các\s+)?[Đđ]iều\s+\d+[a-zđ]?\s*(?:,|và)\s*\d"
)
"""One khoản of several Điều, one điểm of several khoản: too rare to be read rightly."""
_CONNECTED = re.compile(
    r"(?:[;,]|\bvà)\s*(?:(?:tại|cụm từ|quy định tại|các|bãi bỏ)\s*)*$", re.IGNORECASE
)
_OWN = re.compile(rf"{KIND.pattern}\s+này\b")
_SINCE = re.compile(r"kể từ ngày\s+(?=\d)", re.IGNORECASE)
_LIMITED = re.compile(r"\s*,?\s*(?:đối với|trong trường hợp|liên quan đến)\b", re.IGNORECASE)
"""Behind the document: only some matter of what is named."""
_OPENING = re.compile(r"[“\"«]")
_ENDS_WITH_ARTICLE = re.compile(
    r"(?:[Đđ]iều|[Cc]hương)\s+\w+(?:\s*(?:,|và)\s*\d+[a-zđ]?)*[\s,;]*(?:và\s+)?"
    r"(?:bãi bỏ\s+|bỏ\s+)?(?:các\s+|những\s+)?$"
)
_WHAT_STANDS_AT = re.compile(r"^\s*(?:các\s+|những\s+)?quy định\s+(?=tại\b)", re.IGNORECASE)
_FOLLOWING = re.compile(r"\bquy định(?=\s+(?:như\s+)?sau\b)", re.IGNORECASE)
_CHAPTER_OF = re.compile(
    r"(?<=\d)\s+(?:Mục\s+\d+[a-zđ]?\s+)?(?:của\s+)?[Cc]hương\s+(?:[IVXLC]+|\d{1,2})\b"
)
"""Says where the Điều before it stands: "Điều 17 Chương 4"."""
_CLAUSE_OF_CLAUSE = re.compile(r"(\.)khoan\w+\.(khoan)")
_NUMBERED = re.compile(r"dieu|chuong|muc")


@dataclass(frozen=True, slots=True)
class Target:
    """The document that an instruction bears on."""

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Place:
    """One provision that an instruction changes."""

    target: Target
    path: str
    change: Change


@dataclass(frozen=True, slots=True)
class Context:
    """What the headings above an instruction have said already."""

    target: Target | None = None
    path: str = ""
    verb: Change | None = None
    """Given where a heading says what happens to the provisions that its list names."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """A sentence that amends."""

    places: tuple[Place, ...]
    """Empty where it only introduces others, or is not understood."""
    context: Context
    """What holds for the sentences under it."""
    day: date | None = None
    """A day of its own."""


def without_label(line: str) -> str:
    """Return *line* without the "Điều 1.", "2." or "a)" that it begins with."""
    return _LABEL.sub("", line, count=1) if _LABEL.match(line) else line.strip()


def is_instruction(line: str, context: Context) -> bool:
    """Return whether *line* begins like a sentence that amends."""
    said = without_label(line)
    if _VERB.match(said) or _PASSIVE.match(said):
        return True
    return context.verb is not None and REFERENCE.match(said) is not None


def read_instruction(line: str, context: Context, names: dict[str, Mention]) -> Instruction | None:
    """Return what *line*, one paragraph, changes; None when it amends nothing.

    *names* are the documents that the text gives by name and number elsewhere.
    """
    if not is_instruction(line, context):
        return None
    said = _sentence(without_label(line))
    passive = _PASSIVE.match(said)
    if passive is not None:
        verb = passive["verb"][:1].upper() + passive["verb"][1:]
        said = f"{verb} {passive['what']}" + (" như sau:" if "sau" in passive.group() else "")
    began = _VERB.match(said)
    rest = said[began.end() :] if began else said
    change = _change(began, rest, context)
    plain = _AMENDED_BEFORE.sub(" ", _blanked(rest))
    below = _context(plain, context, names, change)
    day = first_date(said[m.end() :]) if (m := _SINCE.search(said)) else None
    if change is None or _declined(plain):
        return Instruction((), below)
    places = tuple(_places(plain, change, context, names))
    if _EXCEPT.search(_QUOTED.sub("", rest)):
        places = tuple(replace(place, change=Change.PARTLY) for place in places)
    if _GROUP.search(plain) and not places:
        return Instruction((), below)
    return Instruction(places, below, day)


def _sentence(said: str) -> str:
    """Return the instruction without the new wording that may follow on the same line."""
    found = re.search(r"như sau\s*:?\s*(?=[“\"«])", said)
    return said[: found.end()] if found else said


def _blanked(text: str) -> str:
    """Return *text* with what stands in quotation marks and in parentheses blanked out."""
    for pattern in (_QUOTED, _PARENTHESES):
        text = pattern.sub(lambda found: " " * len(found.group()), text)
    return text


def _change(began: re.Match[str] | None, rest: str, context: Context) -> Change | None:
    if began is None:
        return context.verb
    if began["repeal"]:
        change = Change.REPEALED
    elif began["insert"] and not began["too"]:
        change = Change.INSERTED
    else:
        change = Change.REPLACED
    strike = began["strike"]
    if strike and not _OPENING.search(rest) and not _PIECE.search(rest) and strike == "Bỏ":
        return Change.REPEALED
    return change


def _declined(plain: str) -> bool:
    """Return whether the sentence is one that is not read: mixed, or outside the provisions."""
    before = plain[: _first_mention(plain)]
    if _ATTACHED.search(before) or _SEVERAL.search(before) or len(_INTO.findall(before)) > 2:
        return True
    return bool(re.search(r"\b(?:bãi bỏ|hủy bỏ|huỷ bỏ)\b", before, re.IGNORECASE))


def _first_mention(plain: str) -> int:
    found = mentions(plain)
    return found[0].start if found else len(plain)


def _places(plain: str, change: Change, context: Context, names: dict[str, Mention]) -> list[Place]:
    """Return the provisions changed, each under the document whose name follows it."""
    found = [m for m in mentions(plain) if m.number]
    if not found:
        target = _named(plain, names) or context.target
        if target is None or _OWN.search(plain):
            return []
        return _of_document(_before_name(plain, names), target, change, context)
    places: list[Place] = []
    at = 0
    piece = False
    for order, mention in enumerate(found):
        lead, at = plain[at : mention.start], mention.end
        first = REFERENCE.search(lead)
        piece = piece or (order == 0 and _is_piece(lead))
        if first is None or not _belongs(lead, order) or _cut_short(plain, mention):
            continue
        target = Target(mention.number, mention.title)
        lead = lead if order == 0 else lead[first.start() :]
        here = context if _same(target, context.target) else Context()
        named = _of_document(lead, target, change, here)
        # "Bãi bỏ nội dung về … tại Điều 7 Nghị định A; Điều 4 Nghị định B" is of both.
        partly = (piece and order > 0) or _LIMITED.match(plain, mention.end) is not None
        places += [replace(p, change=Change.PARTLY) for p in named] if partly else named
        if change is not Change.REPEALED and not _OPENING.search(plain):
            break
    return places


def _belongs(lead: str, order: int) -> bool:
    """Return whether the references in *lead* are of the document that follows it.

    Behind another document they must begin after a comma or "và", else they describe that one
    ("… quy định chi tiết khoản 2 Điều 5 của Luật …").
    """
    found = list(REFERENCE.finditer(lead))
    between = lead[found[-1].end() :].strip(" ,")
    if between not in ("", "của", "tại", "trong", "thuộc"):
        return False
    return order == 0 or _CONNECTED.search(lead[: found[0].start()]) is not None


def _is_piece(lead: str) -> bool:
    return _PIECE.search(_WHAT_STANDS_AT.sub("", lead)) is not None


def _cut_short(plain: str, mention: Mention) -> bool:
    """Return whether a number runs into the word behind it and cannot be read to its end."""
    return plain[mention.end : mention.end + 1] == "-" or mention.number.endswith("/TT")


def _same(target: Target, other: Target | None) -> bool:
    return other is not None and target.number == other.number


def _named(plain: str, names: dict[str, Mention]) -> Target | None:
    """Return the one document that *plain* speaks of by name."""
    found = by_name(plain, names)
    return Target(*found[0]) if len(found) == 1 else None


def _before_name(plain: str, names: dict[str, Mention]) -> str:
    low = plain.lower()
    starts = [at for name in names if (at := low.find(name)) >= 0]
    return plain[: min(starts)] if starts else plain


def _of_document(lead: str, target: Target, change: Change, context: Context) -> list[Place]:
    """Return the places that *lead*, the words before the document's name, speaks of."""
    lead = _WHAT_STANDS_AT.sub("", re.sub(r"\bnhư sau\b.*", "", lead))
    if (excepted := _EXCEPT.search(lead)) is not None:
        lead = lead[: excepted.start()]
    if REFERENCE.search(lead) and not re.search(r"[Mm]ục\s+\d+\S*\s+[Cc]hương", lead):
        lead = _CHAPTER_OF.sub(" ", lead)
    if _GROUP.search(lead) and not _PIECE.search(lead):
        return []
    into = _INTO.search(lead)
    if change is Change.INSERTED and into is not None and not _PIECE.search(lead):
        paths = _inserted(lead[: into.start()], lead[into.end() :], context.path)
        return [Place(target, path, change) for path in paths]
    pieces = _PIECE.search(lead)
    if into is not None and (pieces is None or pieces.group().lower() in _HEADINGS):
        return []
    if pieces is None and _SMALL.sub("", _MORE_VERBS.sub("", REFERENCE.sub("", lead))):
        return []
    whole, partly = lead, ""
    if pieces is not None:
        cut = pieces.start() if _ENDS_WITH_ARTICLE.search(lead[: pieces.start()]) else 0
        whole, partly = lead[:cut], lead[cut:]
    parts = re.sub(r"\bvào (?:sau|trước|cuối|đầu)\b", " ", partly)
    found = [Place(target, path, change) for path in _paths(whole, context)]
    known = {place.path for place in found}
    partial = [path for path in _paths(parts, context) if path not in known]
    return [*found, *(Place(target, path, Change.PARTLY) for path in partial)]


def _paths(text: str, context: Context) -> list[str]:
    """Return the paths that *text* names, a khoản alone being of the Điều of *context*."""
    found = (_CLAUSE_OF_CLAUSE.sub(r"\1\2", path) for path in paths_in(text, context.path))
    paths = [path for path in dict.fromkeys(found) if _NUMBERED.match(path)]
    sections = [path for path in paths if path.startswith("muc")]
    # "khoản 2 Mục 1", "Mục 3 điểm d khoản 2 Điều 1": a Mục that is no part of a chapter.
    inner = any(m["clauses"] or m["points"] or m["articles"] for m in REFERENCE.finditer(text))
    return [] if sections and inner else paths


def _inserted(what: str, where: str, above: str) -> list[str]:
    """Return the paths of what is inserted: "khoản 2a", "sau khoản 2 Điều 8" -> dieu8.khoan2a."""
    residue = _SMALL.sub("", REFERENCE.sub("", f"{what} {where}"))
    kinds = {found.lastgroup for found in REFERENCE.finditer(what)}
    if residue or len(kinds) != 1:
        return []
    at = paths_in(where, above)
    if kinds == {"articles"}:
        return paths_in(what)
    if len(at) != 1:
        return []
    parts = at[0].split(".")
    if kinds == {"section"}:
        chapter = f"{parts[0]}." if parts[0].startswith("chuong") else ""
        return [f"{chapter}{path}" for path in paths_in(what)]
    if not parts[0].startswith("dieu"):
        return []
    if kinds == {"clauses"}:
        return paths_in(what, parts[0])
    if kinds == {"points"}:
        inside = [part for part in parts[1:] if part.startswith("khoan")]
        return paths_in(what, ".".join([parts[0], *inside[:1]]))
    return []


def _context(
    plain: str, context: Context, names: dict[str, Mention], change: Change | None
) -> Context:
    """Return what holds below a sentence: its document, its provision, its verb."""
    found = [m for m in mentions(plain) if m.number]
    target = context.target
    if found:
        several = [m for m in found[1:] if _listed(plain, found[0], m)]
        target = None if several else Target(found[0].number, found[0].title)
    elif named := by_name(plain, names):
        target = Target(*named[0]) if len(named) == 1 else None
    elif _OWN.search(plain):
        target = None
    paths = _paths(plain[: _first_mention(plain)], context)
    above = paths[0] if len(paths) == 1 else ""
    if not paths and _same_document(target, context.target):
        above = context.path
    listing = change is Change.REPEALED and plain.rstrip().endswith(":")
    verb = change if listing else None
    if verb is not None and _PIECE.search(_FOLLOWING.sub("", plain)):
        verb = Change.PARTLY
    return Context(target, above, verb)


def _listed(plain: str, first: Mention, other: Mention) -> bool:
    """Return whether *other* stands beside *first* in a list ("Luật A số … và Luật B số …")."""
    between = plain[first.end : other.start]
    return re.fullmatch(r"\s*(?:,|và|;)\s*(?:\w+\s+){0,3}", between) is not None


def _same_document(one: Target | None, other: Target | None) -> bool:
    return one is not None and other is not None and one == other
