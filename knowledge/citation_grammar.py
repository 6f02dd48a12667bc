"""The patterns that citations are made of; all are matched against folded text."""

import re

from knowledge.document_number import FULL, PARTIAL

KINDS = {
    "thong tu lien tich": "Thông tư liên tịch",
    "nghi dinh": "Nghị định",
    "thong tu": "Thông tư",
    "quyet dinh": "Quyết định",
    "chi thi": "Chỉ thị",
    "nghi quyet": "Nghị quyết",
    "bo luat": "Bộ luật",
    "luat": "Luật",
    "phap lenh": "Pháp lệnh",
    "hien phap": "Hiến pháp",
    "ket luan": "Kết luận",
    "quy dinh": "Quy định",
    "cong dien": "Công điện",
    "cong van": "Công văn",
    "ke hoach": "Kế hoạch",
    "huong dan": "Hướng dẫn",
    "thong bao": "Thông báo",
    "van ban hop nhat": "Văn bản hợp nhất",
    "van ban": "",
}
"""Kinds of document, folded -> as printed."""

_SHORT_KINDS = {
    "ttlt": "Thông tư liên tịch",
    "nd": "Nghị định",
    "tt": "Thông tư",
    "qd": "Quyết định",
    "ct": "Chỉ thị",
    "nq": "Nghị quyết",
    "bl": "Bộ luật",
    "kl": "Kết luận",
    "cd": "Công điện",
    "cv": "Công văn",
    "kh": "Kế hoạch",
    "vbhn": "Văn bản hợp nhất",
}
_LONG = "|".join(sorted(KINDS, key=len, reverse=True)).replace(" ", r"\s+")
_SHORT = "|".join(sorted(_SHORT_KINDS, key=len, reverse=True))
_KIND = (
    rf"(?<![a-z])(?<!ky )(?<!phap )(?:{_LONG}"
    rf"|(?:{_SHORT})(?:\s?-\s?(?:cp|ttg))?(?![a-z]))"
)
_NUMBERED = r"[\s.:]*(?:so[\s.:]*)?"
_TITLED = r"(?:\s+(?:[a-z]+,?\s+){1,16}?\(?so[\s.:]*)"
"""The name between kind and number: "Luật Cán bộ, công chức số 22/2008/QH12"."""
_ROMAN = r"[ivxl]{1,6}"
_END = r"(?![\w/]|\.\d)"

COMPONENT = re.compile(
    rf"(?P<kind>{_KIND})?(?(kind)(?:{_NUMBERED}|{_TITLED}))(?<![\d/.-])(?P<number>{FULL})"
    rf"|(?P<kind_of_partial>{_KIND}){_NUMBERED}(?P<partial>{PARTIAL})"
    rf"|(?<![a-z])dieu\s*(?P<article>\d{{1,3}}[a-z]?){_END}"
    rf"|(?<![a-z])khoan\s*(?P<clause>\d{{1,3}}[a-z]?){_END}"
    rf"|(?<![a-z])diem\s*(?P<point>[a-z]\d{{0,2}}|\d{{1,2}}){_END}"
    rf"|(?<![a-z])(?<!danh )muc\s*(?P<item>\d{{1,2}}|{_ROMAN}){_END}"
    rf"|(?<![a-z])phu\s*luc\s*(?:so\s*)?(?P<appendix>{_ROMAN}|\d{{1,2}}[a-z]?|[a-z]){_END}"
    rf"|(?<![\w])d\s?\.?\s?(?P<short_article>\d{{1,3}}[a-z]?){_END}"
    rf"|(?<![\w])k\s?\.?\s?(?P<short_clause>\d{{1,3}}[a-z]?){_END}"
    rf"|(?<![\w])pl\s?\.?\s?(?P<short_appendix>{_ROMAN}|\d{{1,2}}){_END}"
)
"""One part of a citation; the last group that matched names what it is."""

_OF = r"(?:(?:cua|tai|theo|trong|thuoc|(?:ban hanh\s+)?kem theo)\s+)?"
GAP = re.compile(rf"[\s,;.:()-]*{_OF}")
"""What may stand between the parts where the whole text is a citation."""
TIGHT_GAP = re.compile(rf"\s*[,(]?\s*{_OF}")
"""The same inside running text."""

BARE_PARTIAL = re.compile(r"\s*\d{1,5}/(?:19|20)\d\d\s*")
TITLE = re.compile(
    rf"[\s,;.:()-]*{_OF}(?P<named>{_LONG})\s+(?P<title>[^\W\d]+(?:[\s,-]+\w+){{0,15}})[\s,;.:()-]*"
)
"""A document named by its title."""
_QUESTION = re.compile(
    r"(?<![a-z])(?:gi|nao|quy dinh|bao nhieu|the nao|nhu the|ai|phai|neu|hay|hoac|vi sao|tai sao"
    r"|(?<=[a-z] )duoc|(?<!hang )(?<!phong )khong)(?![a-z])"
)

_BEFORE = re.compile(
    r"(?:[\s,.:]*(?:cho (?:toi |em |minh )?(?:xem|hoi|biet)|xem|tra cuu|tra|tim|doc|hoi"
    r"|(?:toan van|noi dung|trich dan|trich)(?: cua)?|quy dinh (?:tai|cua)|theo|can cu)\s+)+"
)
_AFTER = re.compile(
    r"(?:[\s,]+(?:(?:co )?(?:noi(?: ve)?|quy dinh(?: ve)?|noi dung(?: la)?)(?: cai)? gi|la gi|gi"
    r"|(?:duoc )?quy dinh (?:nhu )?the nao|nhe|voi|(?<!diem )a))*[\s?!.,;:]*$"
)


def without_fillers(text: str) -> tuple[int, int]:
    """Return the span of folded *text* without words such as "xem" before and "nói gì" after."""
    before = _BEFORE.match(text)
    start = before.end() if before else 0
    after = _AFTER.search(text, start)
    return start, after.start() if after else len(text)


def is_question(title: str) -> bool:
    """Tell whether a folded would-be title holds words that ask or tell something."""
    return _QUESTION.search(title) is not None


def kind_name(folded: str) -> str:
    """Return the kind as printed, from its long or short folded form."""
    words = " ".join(folded.split())
    return KINDS.get(words) or _SHORT_KINDS.get(re.split(r"\s?-", words)[0], "")


def stands_alone(match: re.Match[str]) -> bool:
    """Tell whether one component alone, amid other words, is surely meant as a citation."""
    if match.lastgroup == "partial":
        kind = kind_name(match["kind_of_partial"])
        return not match["partial"].isdigit() or kind in ("Nghị định", "Thông tư", "Chỉ thị")
    return match.lastgroup in ("number", "article", "appendix")


def slug(label: str) -> str:
    """Return a label for a path: "IV" is "4", "5a" and "đ" stay."""
    if re.fullmatch(r"[IVXL]+", label):
        values = [{"I": 1, "V": 5, "X": 10, "L": 50}[letter] for letter in label]
        following = [*values[1:], 0]
        return str(sum(-a if a < b else a for a, b in zip(values, following, strict=True)))
    return label.lower()
