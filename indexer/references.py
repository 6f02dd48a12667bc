"""References to provisions in running text: "điểm a khoản 2 Điều 8" -> "dieu8.khoan2.diema"."""

import re
from collections.abc import Sequence

from indexer.labels import slug

_LIST = r"{one}(?:\s*(?:,|;|và|hoặc|đến)\s*{one}(?![\w/]))*"
_NUMBERS = _LIST.format(one=r"\d{1,3}[a-zđ]?(?![\w/])")
_LETTERS = _LIST.format(one=r"[a-zđ]\d?(?![\w/])")
REFERENCE = re.compile(
    rf"\b(?:(?:điểm|Điểm)\s+(?P<points>{_LETTERS})"
    rf"|(?:khoản|Khoản)\s+(?P<clauses>{_NUMBERS})"
    rf"|(?:Điều|điều)\s+(?P<articles>{_NUMBERS})"
    r"|(?:Mục|mục)\s+(?P<section>\d{1,2}[a-zđ]?)(?:\s+(?:của\s+)?Chương\s+(?P<of>[IVXLC]+|\d{1,2}))?\b"
    r"|(?:Chương|chương)\s+(?P<chapter>[IVXLC]+|\d{1,2})\b"
    r"|(?:Phụ lục|phụ lục)\s+(?P<appendix>[IVXLC]+|\d{1,2})\b)"
)
_RANGE = re.compile(r"\b[Đđ]iều\s+(\d{1,3})\s+đến\s+(?:hết\s+)?[Đđ]iều\s+(\d{1,3})(?![\w/])")
_SPLIT = re.compile(r"\s*(?:,|;|và|hoặc)\s*")


def paths_in(text: str, within: str = "") -> list[str]:
    """Return the paths of the provisions that *text* names, in order and without repetition.

    *within* is the path of the Điều meant where the text names only a khoản or điểm.

    Vietnamese names the innermost first; "khoản 1, khoản 3 Điều 8" are two provisions, and
    "Điều 3 đến Điều 5" as well as "các điều 3, 4 và 5" are three.
    """
    paths: list[str] = []
    points: list[str] = []
    inner: list[str] = []
    for found in REFERENCE.finditer(_RANGE.sub(r"Điều \1 đến \2", text)):
        if found["points"]:
            points += _labels(found["points"])
        elif found["clauses"]:
            inner += _nested([f"khoan{slug(x)}" for x in _labels(found["clauses"])], points)
            points = []
        elif found["articles"]:
            inner = inner or [f"diem{slug(point)}" for point in points]
            paths += _nested([f"dieu{slug(x)}" for x in _labels(found["articles"])], inner, "")
            inner, points = [], []
        elif found["section"]:
            chapter = f"chuong{slug(found['of'])}." if found["of"] else ""
            paths.append(f"{chapter}muc{slug(found['section'])}")
        elif found["chapter"]:
            paths.append(f"chuong{slug(found['chapter'])}")
        else:
            paths.append(f"phuluc{slug(found['appendix'])}")
    if within:
        inner += [f"diem{slug(point)}" for point in points]
        paths += [f"{within}.{label}" for label in inner]
    return list(dict.fromkeys(paths))


def _nested(outer: Sequence[str], inner: Sequence[str], prefix: str = "diem") -> list[str]:
    """Return the inner labels under the last of *outer*; those before it stand alone."""
    if not inner:
        return list(outer)
    inside = [label if label.startswith(prefix) else f"{prefix}{slug(label)}" for label in inner]
    return [*outer[:-1], *(f"{outer[-1]}.{label}" for label in inside)]


def _labels(text: str) -> list[str]:
    labels: list[str] = []
    for part in _SPLIT.split(text):
        ends = [end.strip() for end in part.split("đến")]
        if len(ends) == 2 and ends[0].isdigit() and ends[1].isdigit():
            labels += [str(n) for n in range(int(ends[0]), int(ends[1]) + 1)]
        else:
            labels += [end for end in ends if end]
    return labels
