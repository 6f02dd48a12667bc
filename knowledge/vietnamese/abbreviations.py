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
_NUMBER_AFTER = re.compile(r"\s*(?:số|so)?[\s:.]*\d", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(r"\d\s*$")
_LABELLED = re.compile(r"\b(?:điểm|diem|nhóm|nhom|loại|loai|hạng|hang)\s*$", re.IGNORECASE)
"""Words after which a single letter is a label: "điểm k"."""


@dataclass(frozen=True, slots=True)
class _Tables:
    always: dict[str, str]
    not_beside_number: dict[str, str]
    capitals: dict[str, str]
    before_number: dict[str, str]


@cache
def _tables() -> _Tables:
    source = files("knowledge.vietnamese").joinpath("abbreviations.toml")
    return _Tables(**tomllib.loads(source.read_text(encoding="utf-8")))


def expand_abbreviations(text: str) -> str:
    """Return *text* with the abbreviations of the field and of everyday typing spelt out.

    Only whole tokens change, with or without marks; everything with a digit in it (document
    numbers, dates, "k2") stays as it is.
    """
    parts: list[str] = []
    at = 0
    for chunk in _CHUNK.finditer(text):
        if chunk.start() < at:
            continue
        parts.append(text[at : chunk.start()])
        expansion, at = _expansion(text, chunk)
        parts.append(expansion)
    parts.append(text[at:])
    return "".join(parts)


def _expansion(text: str, chunk: re.Match[str]) -> tuple[str, int]:
    """Return what stands for the chunk, and where reading goes on."""
    body = chunk[0].rstrip(".")
    if not _PLAIN.fullmatch(body):
        return chunk[0], chunk.end()
    end = chunk.start() + len(body)
    pair = re.compile(r" ([^\W\d_]+)(?![\w/-])").match(text, end)
    if pair and (found := _tables().always.get(f"{fold(body)} {fold(pair[1])}")):
        return found, pair.end()
    words = _LETTERS.findall(body)
    spelt = [_word(word, text, chunk.start(), end) for word in words]
    if spelt == words:
        return chunk[0], chunk.end()
    return " ".join(spelt), end


def _word(word: str, text: str, start: int, end: int) -> str:
    """Return what *word*, inside the chunk text[start:end], stands for; itself if nothing."""
    tables, key = _tables(), fold(word)
    if len(key) == 1 and _LABELLED.search(text, 0, start):
        return word
    numbered = _NUMBER_AFTER.match(text, end) is not None
    if numbered and key in tables.before_number:
        return tables.before_number[key]
    if word.isupper() and key in tables.capitals:
        return tables.capitals[key]
    beside = numbered or _NUMBER_BEFORE.search(text, 0, start) is not None
    if not beside and key in tables.not_beside_number:
        return tables.not_beside_number[key]
    return tables.always.get(key, word)
