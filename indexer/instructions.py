"""One sentence that amends: "Sửa đổi, bổ sung khoản 2 Điều 8 của Luật X số … như sau:".

Precision comes first: a sentence that is not understood to its end says nothing here. What is
changed less than as a whole (a phrase, a heading, some matter in it) is changed *partly*, and then
the sentence itself is all that can be quoted.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from indexer import amending_words as words
from indexer.dates import first_date
from indexer.mentions import Mention, by_name, mentions
from indexer.references import REFERENCE, paths_in
from knowledge.amendments import Change

_LONGEST = 6000
"""Characters of a sentence that is read; a longer line is no instruction."""


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
    return words.LABEL.sub("", line, count=1) if words.LABEL.match(line) else line.strip()


def is_instruction(line: str, context: Context) -> bool:
    """Return whether *line* begins like a sentence that amends."""
    said = without_label(line)
    if words.VERB.match(said) or words.PASSIVE.match(said):
        return True
    return context.verb is not None and REFERENCE.match(said) is not None


def read_instruction(line: str, context: Context, names: dict[str, Mention]) -> Instruction | None:
    """Return what *line*, one paragraph, changes; None when it amends nothing.

    *names* are the documents that the text gives by name and number elsewhere.
    """
    if len(line) > _LONGEST or not is_instruction(line, context):
        return None
    said = _sentence(without_label(line))
    passive = words.PASSIVE.match(said)
    if passive is not None:
        verb = passive["verb"][:1].upper() + passive["verb"][1:]
        said = f"{verb} {passive['what']}" + (" như sau:" if "sau" in passive.group() else "")
    began = words.VERB.match(said)
    rest = said[began.end() :] if began else said
    change = _change(began, rest, context)
    plain = words.AMENDED_BEFORE.sub(" ", _blanked(rest))
    below = _context(plain, context, names, change)
    day = first_date(said[m.end() :]) if (m := words.SINCE.search(said)) else None
    if change is None or _declined(plain):
        return Instruction((), below)
    places = tuple(_places(plain, change, context, names))
    if words.EXCEPT.search(words.QUOTED.sub("", rest)):
        places = tuple(replace(place, change=Change.PARTLY) for place in places)
    if words.GROUP.search(plain) and not places:
        return Instruction((), below)
    return Instruction(places, below, day)


def _sentence(said: str) -> str:
    """Return the instruction without the new wording that may follow on the same line."""
    found = re.search(r"như sau\s*:?\s*(?=[“\"«])", said)
    return said[: found.end()] if found else said


def _blanked(text: str) -> str:
    """Return *text* with what stands in quotation marks and in parentheses blanked out."""
    for pattern in (words.QUOTED, words.PARENTHESES):
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
    if (
        strike
        and not words.OPENING.search(rest)
        and not words.PIECE.search(rest)
        and strike == "Bỏ"
    ):
        return Change.REPEALED
    return change


def _declined(plain: str) -> bool:
    """Return whether the sentence is one that is not read: mixed, or outside the provisions."""
    before = plain[: _first_mention(plain)]
    if (
        words.ATTACHED.search(before)
        or words.SEVERAL.search(before)
        or len(words.INTO.findall(before)) > 2
    ):
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
        if target is None or words.OWN.search(plain):
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
        partly = (piece and order > 0) or words.LIMITED.match(plain, mention.end) is not None
        places += [replace(p, change=Change.PARTLY) for p in named] if partly else named
        if change is not Change.REPEALED and not words.OPENING.search(plain):
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
    return order == 0 or words.CONNECTED.search(lead[: found[0].start()]) is not None


def _is_piece(lead: str) -> bool:
    return words.PIECE.search(words.WHAT_STANDS_AT.sub("", lead)) is not None


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
    lead = words.WHAT_STANDS_AT.sub("", re.sub(r"\bnhư sau\b.*", "", lead))
    if (excepted := words.EXCEPT.search(lead)) is not None:
        lead = lead[: excepted.start()]
    if REFERENCE.search(lead) and not re.search(r"[Mm]ục\s+\d+\S*\s+[Cc]hương", lead):
        lead = words.CHAPTER_OF.sub(" ", lead)
    if words.GROUP.search(lead) and not words.PIECE.search(lead):
        return []
    into = words.INTO.search(lead)
    if change is Change.INSERTED and into is not None and not words.PIECE.search(lead):
        paths = _inserted(lead[: into.start()], lead[into.end() :], context.path)
        return [Place(target, path, change) for path in paths]
    pieces = words.PIECE.search(lead)
    if into is not None and (pieces is None or pieces.group().lower() in words.HEADINGS):
        return []
    if pieces is None and words.SMALL.sub("", words.MORE_VERBS.sub("", REFERENCE.sub("", lead))):
        return []
    whole, partly = lead, ""
    if pieces is not None:
        cut = pieces.start() if words.ENDS_WITH_ARTICLE.search(lead[: pieces.start()]) else 0
        whole, partly = lead[:cut], lead[cut:]
    parts = re.sub(r"\bvào (?:sau|trước|cuối|đầu)\b", " ", partly)
    found = [Place(target, path, change) for path in _paths(whole, context)]
    known = {place.path for place in found}
    partial = [path for path in _paths(parts, context) if path not in known]
    return [*found, *(Place(target, path, Change.PARTLY) for path in partial)]


def _paths(text: str, context: Context) -> list[str]:
    """Return the paths that *text* names, a khoản alone being of the Điều of *context*."""
    found = (words.CLAUSE_OF_CLAUSE.sub(r"\1\2", path) for path in paths_in(text, context.path))
    paths = [path for path in dict.fromkeys(found) if words.NUMBERED.match(path)]
    sections = [path for path in paths if path.startswith("muc")]
    # "khoản 2 Mục 1", "Mục 3 điểm d khoản 2 Điều 1": a Mục that is no part of a chapter.
    inner = any(m["clauses"] or m["points"] or m["articles"] for m in REFERENCE.finditer(text))
    return [] if sections and inner else paths


def _inserted(what: str, where: str, above: str) -> list[str]:
    """Return the paths of what is inserted: "khoản 2a", "sau khoản 2 Điều 8" -> dieu8.khoan2a."""
    residue = words.SMALL.sub("", REFERENCE.sub("", f"{what} {where}"))
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
    elif words.OWN.search(plain):
        target = None
    paths = _paths(plain[: _first_mention(plain)], context)
    above = paths[0] if len(paths) == 1 else ""
    if not paths and _same_document(target, context.target):
        above = context.path
    listing = change is Change.REPEALED and plain.rstrip().endswith(":")
    verb = change if listing else None
    if verb is not None and words.PIECE.search(words.FOLLOWING.sub("", plain)):
        verb = Change.PARTLY
    return Context(target, above, verb)


def _listed(plain: str, first: Mention, other: Mention) -> bool:
    """Return whether *other* stands beside *first* in a list ("Luật A số … và Luật B số …")."""
    between = plain[first.end : other.start]
    return re.fullmatch(r"\s*(?:,|và|;)\s*(?:\w+\s+){0,3}", between) is not None


def _same_document(one: Target | None, other: Target | None) -> bool:
    return one is not None and other is not None and one == other
