"""Suggests what of a text may tell who somebody is: numbers, addresses, names.

A help, no promise: a name typed in small letters is found by nobody but the reader.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from knowledge.vietnamese.normalise import plain_characters

Kind = Literal["phone", "identity", "email", "link", "plate", "address", "name"]

_CAPITAL = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_NAME = rf"[{_CAPITAL}]\w*(?:[ \t]+[{_CAPITAL}]\w*){{0,4}}"
_TITLES = (
    "ông|bà|anh|chị|em|cô|chú|bác|cậu|dì|thầy|đồng chí|đ/c|cán bộ|công chức|viên chức|"
    "chủ tịch|phó chủ tịch|bí thư|giám đốc|phó giám đốc|trưởng phòng|phó trưởng phòng|"
    "tên|tên là|họ tên|họ và tên"
)
_FAMILIES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đoàn|Trịnh|"
    "Trương|Lâm|Mai|Cao|Tạ|Lương|Hà|Chu|Châu|Tô|Tôn|Quách|Thái|Phùng|Vương|Kiều|Tăng|Nông|Lò|Giàng"
)
_PLACES = (
    "số nhà|ngõ|ngách|hẻm|kiệt|tổ dân phố|tổ|khu phố|khu tập thể|chung cư|thôn|xóm|ấp|đường|phố"
)

_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("link", re.compile(r"https?://\S+|(?:facebook|fb|zalo|t)\.(?:com|me)/\S+|(?<!\w)@\w{4,}")),
    ("phone", re.compile(r"(?<![\d.])(?:\+84|84|0)(?:[\s.-]?\d){8,10}(?!\d)")),
    (
        "identity",
        re.compile(r"(?<![\d.])\d(?:[ .]?\d){8}(?:(?:[ .]?\d){3})?(?![.,]?\d|\s*(?:đ|đồng|VND)\b)"),
    ),
    ("plate", re.compile(r"\b\d{2}[ -]?[A-ZĐ][A-Z0-9]?[ .-]?\d{3}[. ]?\d{1,2}\b")),
    (
        "address",
        re.compile(
            rf"(?<!\w)(?<!(?i:thành) )(?:(?i:{_PLACES})\s+(?:\d[\w/-]*(?:\s+{_NAME})?|{_NAME})"
            rf"|(?i:số)\s+\d+[\w/]*\s+(?i:đường|phố|ngõ)\s+(?:\d[\w/-]*|{_NAME}))"
        ),
    ),
    ("name", re.compile(rf"(?<!\w)(?i:{_TITLES})\s+(?P<said>{_NAME})")),
    ("name", re.compile(rf"(?<!\w)(?:{_FAMILIES})(?:[ \t]+[{_CAPITAL}]\w*){{1,4}}")),
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A phrase that may be worth hiding."""

    kind: Kind
    phrase: str


def suggest(text: str) -> tuple[Suggestion, ...]:
    """Return what stands out in *text*, in the order of the text, each phrase once."""
    plain = plain_characters(text)
    found = sorted(_found(plain), key=lambda one: (one[0], -len(one[1].phrase)))
    kept: dict[str, Suggestion] = {}
    end = 0
    for start, suggestion in found:
        if start >= end:
            kept.setdefault(suggestion.phrase, suggestion)
            end = start + len(suggestion.phrase)
    return tuple(kept.values())


def _found(text: str) -> Iterator[tuple[int, Suggestion]]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            part = "said" if "said" in pattern.groupindex else 0
            phrase = " ".join(match[part].split()).rstrip(".,;:!?")
            yield match.start(part), Suggestion(kind, phrase)
