"""Spells out the abbreviations people type: "cbcc ... dc ko" -> "cán bộ công chức ... được không".

The abbreviations are data: abbreviations.toml beside this module.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from knowledge.vietnamese.normalise import fold

_CHUNK = re.compile(
    r"\d[\w/.-]*(?:\s?[/-]\s?[^\W\d_]{2,6}\b)*"  # numbers, also "112/2020/NĐ - CP"
    r"|[^\s,;:!?()\"'“”]+"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_PLAIN = re.compile(r"[^\W\d_]+(?:[/-][^\W\d_]+)*")
"""A chunk that may be spelt out: letters, perhaps joined as in "QĐ-TTg" or "CB/CC"."""
_NEXT_WORD = re.compile(r" ([^\W\d_]+)(?![\w/-])")
_NUMBER_AFTER = re.compile(r"\s*(?:số|so)?[\s:.]*\d", re.IGNORECASE)
_NAME_AFTER = re.compile(r"'[^\W\d_]")
"""As in "K'Brếu"."""
_NUMBER_BEFORE = re.compile(r"(?<![^\W_])\d[\d.,/-]*\s*$")
"""Not a tone of VNI: "ke61t qua3 kd"."""
_LABELLED = re.compile(r"\b(?:điểm|diem|nhóm|nhom|loại|loai|hạng)\s*$", re.IGNORECASE)
"""Words after which a single letter is a label: "điểm k"; without marks also in "cang hang k"."""
_NEAR = 20
"""Characters before an abbreviation that can say what it is: few, or long texts cost too much."""
_STROKE = ("d9", "đ")
"""How VNI types the letter, in small letters: "CD9" is no "CĐ"."""


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation in a text."""

    start: int
    end: int
    phrases: tuple[str, ...]
    """What it may stand for; several where only the words around can tell."""


@dataclass(frozen=True, slots=True)
class _Tables:
    always: dict[str, str]
    not_beside_number: dict[str, str]
    capitals: dict[str, str]
    before_number: dict[str, str]
    in_context: dict[str, list[str]]
    keys: frozenset[str]
    """All of them."""


@cache
def _tables() -> _Tables:
    source = files("knowledge.vietnamese").joinpath("abbreviations.toml")
    tables = tomllib.loads(source.read_text(encoding="utf-8"))
    return _Tables(**tables, keys=frozenset(key for table in tables.values() for key in table))


def expand_abbreviations(text: str) -> str:
    """Return *text* with the abbreviations of the field and of everyday typing spelt out.

    Only whole tokens change, with or without marks; everything with a digit in it (document
    numbers, dates, "k2") stays as it is, and so does what may stand for several phrases.
    """
    parts: list[str] = []
    at = 0
    for short in abbreviations_in(text):
        if len(short.phrases) == 1:
            parts += [text[at : short.start], short.phrases[0]]
            at = short.end
    return "".join(parts) + text[at:]


def abbreviations_in(text: str) -> list[Abbreviation]:
    """Return the abbreviations in *text* in order."""
    found: list[Abbreviation] = []
    at = 0
    for chunk in _CHUNK.finditer(text):
        if chunk.start() < at:
            continue
        short = _abbreviation(text, chunk)
        if short is not None:
            found.append(short)
            at = short.end
    return found


def _abbreviation(text: str, chunk: re.Match[str]) -> Abbreviation | None:
    """Return what stands for the chunk, perhaps with the word after it."""
    body = chunk[0].rstrip(".")
    start, end = chunk.start(), chunk.start() + len(body)
    body = body.replace(*_STROKE)
    if not _PLAIN.fullmatch(body) or _NAME_AFTER.match(text, end):
        return None
    pair = _NEXT_WORD.match(text, end)
    if pair and (found := _tables().always.get(f"{fold(body)} {fold(pair[1])}")):
        return Abbreviation(start, pair.end(), (found,))
    words = _LETTERS.findall(body)
    spelt = [_phrases(word, text, start, end) for word in words]
    if len(words) == 1:
        return Abbreviation(start, end, spelt[0]) if spelt[0] != (words[0],) else None
    whole = [
        phrases[0] if len(phrases) == 1 else word
        for phrases, word in zip(spelt, words, strict=True)
    ]
    return None if whole == words else Abbreviation(start, end, (" ".join(whole),))


def _phrases(word: str, text: str, start: int, end: int) -> tuple[str, ...]:
    """Return what *word*, inside the chunk text[start:end], may stand for; itself if nothing."""
    tables, key = _tables(), fold(word)
    if key not in tables.keys and word.islower():
        key = key.replace("dd", "d")  # Telex, as it stands there without an input method
    before = text[max(start - _NEAR, 0) : start]
    if len(key) == 1 and _LABELLED.search(before):
        return (word,)
    if key not in tables.keys:
        return (word,)
    numbered = _NUMBER_AFTER.match(text, end) is not None
    if numbered and key in tables.before_number:
        return (tables.before_number[key],)
    if word.isupper() and key in tables.capitals:
        return (tables.capitals[key],)
    beside = numbered or _NUMBER_BEFORE.search(before) is not None
    if not beside and key in tables.not_beside_number:
        return (tables.not_beside_number[key],)
    if not beside and (
        phrases := tables.in_context.get(word.lower()) or tables.in_context.get(key)
    ):
        return tuple(phrases)
    return (tables.always.get(key, word),)
