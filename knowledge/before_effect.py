"""The day that a question names by a law: "trước khi Luật Viên chức 2025 có hiệu lực"."""

import re
from datetime import date, timedelta

from knowledge.asof import tidy
from knowledge.resolver import Resolver
from knowledge.vietnamese.aligned import fold_aligned

_BEFORE = re.compile(
    r"(?<!\w)truoc\s+(?:khi|ngay|luc|thoi diem)\s+(?P<law>[^.;?!]{4,120}?)\s+"
    r"(?:(?:bat dau|chinh thuc)\s+)?(?:co\s+hieu\s+luc|duoc\s+ap\s+dung|ra\s+doi)"
    r"(?:\s+thi\s+hanh)?(?!\w)"
)


def day_before_effect(text: str, resolver: Resolver) -> tuple[date, str] | None:
    """Return the last day before the law named in *text* took effect, and the text without it.

    None when no held document with a known day of effect is named so. Of several, the newest.
    """
    folded = fold_aligned(text)
    match = _BEFORE.search(folded.text)
    if match is None:
        return None
    days = [
        found.document.effective_from
        for found in resolver.resolve(folded.original(*match.span("law")))
        if found.document.effective_from is not None
    ]
    if not days:
        return None
    start, end = folded.span(*match.span())
    return max(days) - timedelta(days=1), tidy(text[:start], text[end:])
