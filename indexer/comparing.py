"""Which wording the library's text of an amended provision is: the one before, or the new one.

Texts are compared word by word without case, marks of tone, punctuation and editors' footnotes.
Words that differ by one letter are taken for mistakes of scanning; a number is never one.
"""

import re
from collections import Counter
from difflib import SequenceMatcher

from knowledge.amendments import Change, Held
from knowledge.vietnamese import fold, normalise

_FOOTNOTE = re.compile(r"\[\d{1,3}\]|\(\d{1,3}\)(?=\s*$)", re.MULTILINE)
_WORD = re.compile(r"[a-z0-9]+")
_QUOTED = re.compile(r"[“\"«]([^”\"»]*)[”\"»]")
_LAPSED = re.compile(r"\b(?:bai bo|het hieu luc)\b")
_MISREAD = 0.1
"""Share of the words, on both sides together, that a bad scan may have got wrong."""
_LONGEST = 3000
"""Words; longer provisions are only tested for being equal."""
_SHORT_LAPSE = 40
"""Words at most of a provision that says only that it was repealed."""
_TELLING = 8
"""Words a new wording needs for its presence elsewhere in the Điều to mean something."""


def held_wording(change: Change, held: str, article: str, new: str, said: str) -> Held:
    """Return which wording the library holds.

    Args:
        change: what the amendment does.
        held: the library's text of the amended provision; "" where it has no such provision.
        article: its text of the Điều around it; "" where it has none.
        new: the new wording; "" where there is none.
        said: the sentence that amends.
    """
    if not held and not article:
        return Held.UNKNOWN
    match change:
        case Change.REPEALED:
            return _after_repeal(held)
        case Change.PARTLY:
            return _after_phrases(held or article, said)
        case Change.INSERTED | Change.REPLACED:
            return _after_wording(held, article, new)


def _after_repeal(held: str) -> Held:
    words = _words(held)
    lapsed = len(words) <= _SHORT_LAPSE and _LAPSED.search(" ".join(words)) is not None
    return Held.AFTER if not words or lapsed else Held.BEFORE


def _after_wording(held: str, article: str, new: str) -> Held:
    if not new:
        return Held.UNKNOWN
    wanted = _words(new)
    if held and _same(_words(held), wanted):
        return Held.AFTER
    if len(wanted) >= _TELLING and f" {' '.join(wanted)} " in f" {' '.join(_words(article))} ":
        return Held.AFTER
    return Held.BEFORE


def _after_phrases(text: str, said: str) -> Held:
    """Compare by the phrases an instruction quotes: "thay thế cụm từ “A” bằng cụm từ “B”"."""
    quoted = [_joined(phrase) for phrase in _QUOTED.findall(said)]
    low, inside = said.lower(), _joined(text)
    if low.startswith("bổ sung") or not quoted or not all(quoted):
        return Held.UNKNOWN
    if low.startswith(("bỏ", "bãi bỏ")):
        return Held.BEFORE if len(quoted) == 1 and quoted[0] in inside else Held.UNKNOWN
    if len(quoted) != 2 or quoted[0] in quoted[1] or quoted[1] in quoted[0]:
        return Held.UNKNOWN
    old, new = quoted[0] in inside, quoted[1] in inside
    if old == new:
        return Held.UNKNOWN
    return Held.BEFORE if old else Held.AFTER


def _same(one: list[str], other: list[str]) -> bool:
    """Return whether two texts are one but for mistakes of scanning."""
    if one == other:
        return True
    differing = (Counter(one) - Counter(other)).total() + (Counter(other) - Counter(one)).total()
    if max(len(one), len(other)) > _LONGEST or differing > _MISREAD * len(one) + 2:
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return all(
        tag == "equal"
        or (tag == "replace" and b - a == d - c and all(map(_misread, one[a:b], other[c:d])))
        for tag, a, b, c, d in matcher.get_opcodes()
    )


def _misread(one: str, other: str) -> bool:
    if min(len(one), len(other)) < 4 or any(c.isdigit() for c in one + other):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return (
        sum(block.size for block in matcher.get_matching_blocks()) >= max(len(one), len(other)) - 1
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(normalise(_FOOTNOTE.sub(" ", text))))


def _joined(text: str) -> str:
    return f" {' '.join(_words(text))} " if _words(text) else ""
