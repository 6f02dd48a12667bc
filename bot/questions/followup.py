"""Follow-ups: "thế viên chức thì sao?" means the last question, asked about somebody else.

The rule is small on purpose. A short text that opens or ends like a follow-up brings a new
subject. Where it and the last question name two of a kind (two groups of people, khiếu nại and
tố cáo), they are exchanged; otherwise the subject is added to the last question.
"""

import re
from collections.abc import Iterable
from datetime import date

from bot.questions.split import shorten
from knowledge.asof import day_in_question
from knowledge.vietnamese import fold, normalise

_LONGEST_SUBJECT = 6
"""Syllables; what is longer is a question of its own."""
_LONGEST = 1000
"""Characters of the combined question."""

_GROUPS = (
    "can bo cong chuc vien chuc",
    "can bo cong chuc",
    "cong chuc vien chuc",
    "cbccvc",
    "cbcc",
    "ccvc",
    "can bo",
    "cong chuc",
    "vien chuc",
    "nguoi lao dong",
    "hop dong lao dong",
    "nguoi dung dau",
    "nguoi dan",
    "cong dan",
    "dang vien",
    "lanh dao",
    "cong an",
    "quan nhan",
    "si quan",
    "chien si",
    "thanh tra vien",
    "giao vien",
    "bac si",
    "hoc sinh",
    "sinh vien",
    "nguoi tap su",
    "nguoi to cao",
    "nguoi khieu nai",
    "nguoi bi to cao",
)
"""Groups of people that the rules of the field speak of, folded."""

_MATTERS = ("to cao", "khieu nai", "kien nghi", "phan anh", "to giac")
_SUBSTANCES = ("ruou bia", "ruou", "bia", "thuoc la", "thuoc lao", "ma tuy")
_PENALTIES = (
    "khien trach",
    "canh cao",
    "ha bac luong",
    "giang chuc",
    "cach chuc",
    "buoc thoi viec",
    "bai nhiem",
)


def _family(words: Iterable[str]) -> re.Pattern[str]:
    """Return what matches one of *words* or a run of them: "cán bộ, công chức và viên chức"."""
    one = rf"(?:{'|'.join(word.replace(' ', '[ ,]+') for word in words)})"
    return re.compile(rf"\b{one}(?:(?:\s*[,/]\s*|\s+(?:va|hoac|hay)\s+|\s+){one})*\b")


_PEOPLE = _family(_GROUPS)
_FAMILIES = (_PEOPLE, *map(_family, (_MATTERS, _SUBSTANCES, _PENALTIES)))
"""Of each, a question speaks of one; a follow-up with another member exchanges it."""

_WITH = r"(?:(?:(?:doi )?voi|neu(?: la)?|la)\s+)?"
_OPENING = r"(?:the(?!\s+nao\b)|vay)(?:\s+con)?|con"
_CLOSING = (
    r"(?:\s+(?:thi\s+)?(?:sao|the nao|nhu the nao|ra sao)"
    r"|\s+(?:thi\s+)?(?:co\s+)?(?:duoc|dc)\s+(?:khong|ko|k)|\s+thi)"
)
_FOLLOW_UP = re.compile(
    rf"(?:(?P<opening>{_OPENING})\s+)?{_WITH}(?P<subject>\S.*?)(?P<closing>{_CLOSING})?"
    r"(?:\s+a)?[\s?!.…]*"
)
_OPENERS = frozenset(("thế", "vậy", "còn"))
"""As written with marks; "thẻ", "con" and their like begin questions of their own."""


def combine(previous: str, text: str, today: date) -> str | None:
    """Return the whole question that *text* means after *previous*; None for a new question."""
    subject = _subject(_plain(text))
    if subject is None:
        return None
    question = _plain(previous).rstrip(" ?!.…")
    asked = _exchangeable(question, subject)
    if asked:
        question = question[: asked.start()] + subject + question[asked.end() :]
    elif _PEOPLE.fullmatch(fold(subject)):
        question = f"{subject} {question[:1].lower()}{question[1:]}"
    else:
        question = f"{_without_day(question, subject, today)} {subject}"
    return shorten(f"{question[:1].upper()}{question[1:]}?", _LONGEST)


def _exchangeable(question: str, subject: str) -> re.Match[str] | None:
    """Return the part of *question* that is of the same kind as *subject*."""
    kinds = (family for family in _FAMILIES if family.fullmatch(fold(subject)))
    return next((found for kind in kinds if (found := kind.search(fold(question)))), None)


def _subject(text: str) -> str | None:
    """Return what a follow-up asks about, or None when *text* does not read like one."""
    folded = fold(text)
    match = _FOLLOW_UP.fullmatch(folded)
    if match is None or len(folded) != len(text):
        return None
    start, end = match.span("subject")
    subject = text[start:end].strip(" ,")
    if not subject or len(subject.split()) > _LONGEST_SUBJECT:
        return None
    people = _PEOPLE.fullmatch(fold(subject)) is not None
    if not match["opening"]:
        return subject if people and match["closing"] else None
    opening = text[: match.end("opening")].lower()
    if set(opening.split()) <= _OPENERS:
        return subject
    return subject if opening.isascii() and (people or match["closing"]) else None


def _without_day(question: str, subject: str, today: date) -> str:
    """Return *question* without the day it names when *subject* names another."""
    if day_in_question(subject, today) is None:
        return question
    named = day_in_question(question, today)
    return named[1].strip() if named else question


def _plain(text: str) -> str:
    return " ".join(normalise(text).split())
