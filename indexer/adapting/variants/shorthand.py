"""What officials abbreviate, and how people shorten everyday words in a chat."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from random import Random

from knowledge.vietnamese import fold

_USED = 0.85
"""Share of the phrases that are abbreviated where they could be."""
_EVERYDAY = {
    "như thế nào": ("ntn",),
    "thế nào": ("tnao", "thế nào"),
    "bao nhiêu": ("bn", "bnhieu", "bao nhiu"),
    "không": ("ko", "k", "ko", "khg", "hok", "hong"),
    "được": ("đc", "dc", "đc", "đk"),
    "với": ("vs", "vs", "vơi"),
    "gì": ("j", "gi"),
    "người": ("ng", "ng", "ngừi"),
    "người ta": ("ngta",),
    "trong": ("trg", "trog"),
    "cũng": ("cx", "cũg"),
    "những": ("nhg", "n~"),
    "nhiều": ("nhìu", "nh"),
    "biết": ("bít", "bik"),
    "phải": ("pải", "fải", "phai"),
    "quy định": ("qđ", "qđịnh", "qdinh"),
    "công ty": ("cty",),
    "thời gian": ("tgian", "tg"),
    "mình": ("mk", "mik"),
    "làm": ("lm", "làm"),
    "rồi": ("r", "rùi"),
    "vậy": ("v", "zậy"),
    "bây giờ": ("bh", "bjo"),
    "chồng": ("ck",),
    "vợ": ("vk",),
    "muốn": ("mún",),
    "sao": ("s", "seo"),
    "hợp đồng": ("hđ",),
    "đăng ký": ("đký", "đk"),
    "điều kiện": ("đk", "đkiện"),
    "giấy tờ": ("gtờ",),
    "trường hợp": ("trg hợp", "th"),
    "nhà nước": ("nn", "nhà nc"),
    "nước": ("nc",),
    "tiền": ("tiền", "xiền"),
}


def abbreviated(text: str, chance: Random) -> str:
    """Return *text* with most of its phrases abbreviated as in offices: "cbcc", "UBND", "nđ 112".

    The phrases are those of the program's own table.
    """
    text = _replaced(text, _numbered_phrases(), chance, _NUMBER)
    return _replaced(text, _official_phrases(), chance)


def shortened(text: str, chance: Random) -> str:
    """Return *text* with most of its everyday words as in a chat: "ko", "đc", "ntn"."""
    return _replaced(text, _EVERYDAY, chance)


_NUMBER = r"(?=\s+(?:số\s+)?\d)"


def _replaced(text: str, table: dict[str, tuple[str, ...]], chance: Random, after: str = "") -> str:
    choices = "|".join(map(re.escape, sorted(table, key=len, reverse=True)))
    pattern = re.compile(rf"\b(?:{choices})\b{after}", re.IGNORECASE)

    def short(found: re.Match[str]) -> str:
        return chance.choice(table[found[0].lower()]) if chance.random() < _USED else found[0]

    return pattern.sub(short, text)


@cache
def _table() -> dict[str, dict[str, str]]:
    source = files("knowledge.vietnamese").joinpath("abbreviations.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def _official_phrases() -> dict[str, tuple[str, ...]]:
    """Return the ways to write each phrase of two syllables or more; its letters have no marks."""
    phrases: dict[str, list[str]] = {}
    for section in ("always", "not_beside_number"):
        for short, phrase in _table()[section].items():
            if " " in phrase:
                phrases.setdefault(phrase, []).append(_with_stroke(short, phrase))
    return {phrase: (*ways, ways[0].upper()) for phrase, ways in phrases.items()}


@cache
def _numbered_phrases() -> dict[str, tuple[str, ...]]:
    """Return the abbreviations of kinds of documents, which stand before a number."""
    return {
        phrase: (_with_stroke(short, phrase), _with_stroke(short, phrase).upper())
        for short, phrase in _table()["before_number"].items()
    }


def _with_stroke(short: str, phrase: str) -> str:
    """Return the abbreviation with đ where the word has it: "nlđ"."""
    initials = "".join(word[0] for word in phrase.split())
    return initials if fold(initials) == short else short
