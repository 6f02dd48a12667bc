"""Documents named in running text: "Luật Tố cáo số 03/2011/QH13", "Nghị định số 76/2012/NĐ-CP"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from indexer.numbers import find_numbers

_KINDS = (
    r"Bộ luật|Luật|Pháp lệnh|Nghị quyết liên tịch|Nghị quyết|Nghị định|Thông tư liên tịch|Thông tư"
    r"|Quyết định|Chỉ thị|Công điện|Kết luận|Kế hoạch"
)
KIND = re.compile(rf"\b(?:{_KINDS})\b")
_BY_DAY = re.compile(
    rf"\b(?:{_KINDS})\s+(?P<name>[^.;:()\d“”\"]{{3,160}}?)\s+"
    r"(?:ngày\s+\d{1,2}\s*(?:tháng|/)|năm\s+\d{4})"
)
_AMENDING = re.compile(rf"(?<!ban hành )\b(?:{_KINDS})\s+sửa đổi, bổ sung\b")
_NUMBER_WORD = re.compile(r"[\s,]*(?:số\s*:?)?\s*$")
_REACH = 220
"""Characters between a document's kind and its number, at most."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A document named in a text, at a span of it."""

    number: str
    """"" where only its name is given."""
    title: str
    """With its kind: "Luật Tố cáo"; the kind alone where no name stands there."""
    start: int
    end: int


def mentions(text: str) -> list[Mention]:
    """Return the documents named in *text* by kind and number, or by name and day, in order."""
    found = []
    floor = 0
    for number, start, end in find_numbers(text):
        begin = _kind_before(text, max(floor, start - _REACH), start)
        if begin is not None:
            title = _NUMBER_WORD.sub("", text[begin:start])
            found.append(Mention(number, _tidy(title), begin, end))
            floor = end
    taken = [(mention.start, mention.end) for mention in found]
    for match in _BY_DAY.finditer(text):
        name = _tidy(text[match.start() : match.end("name")])
        free = all(match.end() <= start or end <= match.start() for start, end in taken)
        if free and not re.search(r"\bsố$", name) and _is_name(match["name"]):
            found.append(Mention("", name, match.start(), match.end("name")))
    return sorted(found, key=lambda mention: mention.start)


def _is_name(name: str) -> bool:
    return not re.match(r"(?:này|số|của|khác|và)\b", name.strip())


def _kind_before(text: str, floor: int, start: int) -> int | None:
    """Return where the name begins whose number stands at *start*; None when none belongs to it."""
    before = text[floor:start]
    amending = list(_AMENDING.finditer(before))
    if amending and not re.search(r"[;:.()]", before[amending[-1].start() :]):
        return floor + amending[-1].start()
    kinds = list(KIND.finditer(before))
    if not kinds or re.search(r"[;:.()“”\"]|\bnày\b", before[kinds[-1].end() :]):
        return None
    return floor + kinds[-1].start()


def _tidy(title: str) -> str:
    return re.sub(r"\s+", " ", title).strip(" ,")


def known_names(texts: Iterable[str]) -> dict[str, Mention]:
    """Return {name in lower case: mention} of documents that *texts* give by name and number."""
    names: dict[str, Mention] = {}
    for text in texts:
        for mention in mentions(text):
            if mention.number and not KIND.fullmatch(mention.title):
                names.setdefault(mention.title.lower(), mention)
    return names


def by_name(text: str, names: dict[str, Mention]) -> list[tuple[str, str]]:
    """Return (number, name) of the documents that *text* speaks of by name, in its order."""
    low = text.lower()
    known = sorted(names.items(), key=lambda item: -len(item[0]))
    places: list[tuple[int, Mention]] = []
    for name, mention in known:
        at = low.find(name)
        if at >= 0:
            places.append((at, mention))
            low = low[:at] + " " * len(name) + low[at + len(name) :]
    return [(m.number, m.title) for _, m in sorted(places, key=lambda place: place[0])]
