"""Letters of other languages that stand in Vietnamese words for letters that look like them.

Old keyboards typed the Icelandic eth for Đ, and fonts and converters put the letter oi for ư:
"Ðiều 5", "NÐ-CP", "ngƣời" look right on paper and are found by no search.
"""

import re

from indexer.readers.legacy_syllables import is_abbreviation, is_syllables

_LETTERS = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ", "Ƣ": "Ư", "ƣ": "ư"}
_SUSPECT = re.compile(rf"[^\W\d_]*[{''.join(_LETTERS)}][^\W\d_]*")
_TABLE = str.maketrans(_LETTERS)


def mended(text: str) -> str:
    """Return *text* (NFC) with such letters as they were meant, in words that are Vietnamese then.

    A name like "Guðmundur" stays as it is.
    """
    return _SUSPECT.sub(_word, text)


def _word(match: re.Match[str]) -> str:
    meant = match[0].translate(_TABLE)
    vietnamese = meant == "đ" or is_abbreviation(meant) or is_syllables(meant)
    return meant if vietnamese else match[0]
