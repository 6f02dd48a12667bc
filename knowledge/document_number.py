"""Document numbers (số hiệu): one way to write them, and finding the one a part of it means."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from knowledge.vietnamese.aligned import fold_aligned

_CODES = {
    "nd": "NĐ",
    "qd": "QĐ",
    "cd": "CĐ",
    "ndcp": "NĐ-CP",
    "qdttg": "QĐ-TTg",
    "ctttg": "CT-TTg",
    "cdttg": "CĐ-TTg",
    "ttg": "TTg",
    "hdnd": "HĐND",
    "hdtp": "HĐTP",
    "hdbt": "HĐBT",
    "bgddt": "BGDĐT",
    "bldtbxh": "BLĐTBXH",
    "bkhdt": "BKHĐT",
    "tldld": "TLĐLĐ",
}
"""Codes that are written with đ, small letters or a hyphen, by their folded form."""

_FIRST = (
    r"(?:nd|tt|ttlt|qd|ct|nq|nqlt|pl|cd|kl|kh|hd|tb|bc|tr|ctr|cv|qc|cp|ttg|hdbt|ubnd|hdnd|vbhn"
    r"|vpcp|ndcp|qdttg|ctttg|cdttg|qh\d{1,2})"
)
_YEAR = r"(?:19|20)\d\d"
_CODE = r"[a-z]{1,9}\d{0,3}"
_NEXT = rf"(?:-{_CODE}| ?- ?(?:cp|ttg|ubnd|hdnd|ttcp|tw|tu|b[a-z]{{2,8}})(?![a-z]))*"
FULL = (
    rf"(?:\d{{1,5}}[a-z]? ?/ ?{_YEAR} ?/ ?{_CODE}{_NEXT}"  # 112/2020/NĐ-CP
    rf"|\d{{1,5}} ?/ ?{_FIRST}(?![a-z]){_NEXT}"  # 26/CT-TTg
    rf"|\d{{1,5}} ?- ?(?:kl|ct|nq|qd|qdi|hd|tb|kh|bc|ctr|cv) ?/ ?[a-z]{{2,9}}"  # 34-KL/TW
    rf"|\d{{1,5}}[-_]{_YEAR}[-_]{_CODE}(?:-{_CODE})*)(?![\w/])"  # 112-2020-NĐ-CP: file names
)
"""A whole number, in folded text."""
PARTIAL = rf"(?:\d{{1,5}} ?/ ?{_YEAR}|\d{{1,5}}\s+nam\s+{_YEAR}|\d{{1,5}})(?![\w/-]|\.\d)"
"""A number without its code: "112/2020", "112 năm 2020", "112"; in folded text."""

_KIND_CODES = {
    "nghi dinh": ("nd", "cp"),
    "nd": ("nd", "cp"),
    "thong tu": ("tt", "ttlt"),
    "tt": ("tt", "ttlt"),
    "thong tu lien tich": ("ttlt",),
    "quyet dinh": ("qd",),
    "qd": ("qd",),
    "chi thi": ("ct",),
    "ct": ("ct",),
    "nghi quyet": ("nq", "qh"),
    "nq": ("nq", "qh"),
    "luat": ("qh", "l"),
    "bo luat": ("qh",),
    "phap lenh": ("pl", "ubtvqh"),
    "ket luan": ("kl",),
    "cong dien": ("cd",),
    "ke hoach": ("kh",),
    "huong dan": ("hd",),
    "quy dinh": ("qd",),
    "thong bao": ("tb",),
}
"""What the code of a number begins with, for each kind of document, folded."""

_PIECE = re.compile(r"\d+|[a-z]+\d*")


def canonical_number(raw: str) -> str:
    """Return a number as it is officially written: "112/2020/nd - cp" is "112/2020/NĐ-CP"."""
    text = re.sub(r"(?i)\s+n[aă]m\s+", "/", normalize("NFC", raw.strip()))
    aligned = fold_aligned(text)
    parts = [
        _piece(match[0], aligned.original(*match.span()))
        for match in re.finditer(r"[^\W_]+|[/_-]", aligned.text)
    ]
    if re.match(rf"\d+[-_]{_YEAR}[-_]", aligned.text):
        parts[1] = parts[3] = "/"
    return "".join(parts)


def _piece(folded: str, written: str) -> str:
    """Return one piece of a number; a digit with a letter ("12a") stays small."""
    if folded[0].isalpha():
        return _CODES.get(folded, written.upper())
    return written.lower()


@dataclass(frozen=True, slots=True)
class _Parts:
    """A number taken apart; year and code are "" where it has none."""

    count: str
    year: str
    code: tuple[str, ...]


def _taken_apart(number: str) -> _Parts | None:
    pieces = _PIECE.findall(fold_aligned(canonical_number(number)).text)
    if not pieces or not pieces[0].isdigit():
        return None
    rest = pieces[1:]
    year = rest.pop(0) if rest and re.fullmatch(_YEAR, rest[0]) else ""
    return _Parts(pieces[0].lstrip("0") or "0", year, tuple(rest))


_parts = lru_cache(maxsize=1 << 16)(_taken_apart)
"""Of numbers that a library holds: what people type may be long, and is not kept."""


def match_number(query: str, numbers: Iterable[str]) -> list[str]:
    """Return those of *numbers* that *query* means, in their order.

    The query may lack the code, the year or both ("112", "112/2020", "nđ 112/2020"), marks and
    capitals. When one fits in full, only that one is returned.
    """
    text = fold_aligned(query).text.strip()
    known = list(numbers)
    kind = ""
    if found := re.match(r"([a-z ]*?)(?:\s*-\s*[a-z]+)?[\s.:]*(?:so[\s.:]*)?(?=\d)", text):
        kind, text = found[1].strip(), text[found.end() :]
    wanted = _taken_apart(text)
    if wanted is None:
        return []
    codes = _KIND_CODES.get(kind, ())
    fitting = [number for number in known if _fits(wanted, codes, _parts(number))]
    exact = [number for number in fitting if _parts(number) == wanted]
    return exact or fitting


def _fits(wanted: _Parts, codes: tuple[str, ...], held: _Parts | None) -> bool:
    """Tell whether a number held in the library agrees with what was asked for."""
    if held is None or held.count != wanted.count or wanted.year not in ("", held.year):
        return False
    if wanted.code:
        return held.code[: len(wanted.code)] == wanted.code
    return not codes or any(held.code[:1] and held.code[0].startswith(code) for code in codes)
