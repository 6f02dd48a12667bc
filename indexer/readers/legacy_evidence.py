"""What the words of a text say about the encoding they are in.

A word with a letter that only Unicode has is Unicode. Of the rest, those that are Vietnamese
syllables once read in an encoding speak for it, those that are none speak against it.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from indexer.readers.legacy_syllables import is_abbreviation, is_syllable, is_syllables
from indexer.readers.legacy_tables import ENCODINGS, TCVN3, replaced
from indexer.readers.lookalikes import mended

UNICODE = "Unicode"
_TOKEN = re.compile(r"[^ \t\n\r\xa0\u2000-\u200b\u202f\u3000]+")
_UNICODE_ONLY = re.compile(
    r"[\u0300-\u0323\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"
)
_WORD = re.compile(r"[^\W\d_]+")
_STRAY = re.compile(
    r"[a-zA-Z][\x80-\x9f\xa1-\xb9\xbb-\xbf]|[\xa1-\xac\xae\xb5-\xb9\xbb-\xbf][a-zA-Z]"
)
"""A letter beside a sign that stands beside no letter in good text."""
_AREA = re.compile(r"\W*[\d.,]*[kcdm]?m[²³]\W*")
_ONE_LETTER = frozenset("àạảáăâđèéêìíòóôơờởớợồốổộùúủụưừứýỳỷ")
"""Words of one letter, and letters that stand alone in lists."""
_FOREIGN = re.compile("[fjwz]", re.IGNORECASE)
_AGAINST = 2
"""How much more a wrong word says than a right one: chance gives right ones too."""


def tokens(text: str) -> list[str]:
    """Return what stands between blanks, where any character is not ASCII.

    Python's own idea of a blank includes control characters that are letters in VISCII and VPS.
    """
    return [token for token in _TOKEN.findall(text) if not token.isascii()]


def is_unicode(token: str) -> bool:
    """Return whether *token* has a letter that no older encoding surfaces as."""
    return _UNICODE_ONLY.search(token) is not None


def in_unicode(text: str, encoding: str) -> str:
    """Return *text*, found to be in *encoding*, in Unicode; what is Unicode in it stays."""
    return _TOKEN.sub(lambda match: token_in_unicode(match[0], encoding), text)


def changed(text: str, encoding: str) -> int:
    """Return how many tokens of *text* are others in Unicode."""
    return sum(token != token_in_unicode(token, encoding) for token in tokens(text))


@lru_cache(maxsize=65536)
def token_in_unicode(token: str, encoding: str) -> str:
    """Return one token in Unicode, or as it is: Unicode already, a lone sign, a foreign word."""
    if token.isascii() or encoding == UNICODE or is_unicode(token):
        return token
    result = replaced(token, encoding)
    if _is_sign(token, result):
        return token
    if worth(result) >= 0:
        return result
    return token if _FOREIGN.search(token) else _mended(token, encoding) or result


@lru_cache(maxsize=65536)
def worth(token: str) -> int:
    """Return 1 for a token of Vietnamese syllables, 0 for one that says nothing, else -2."""
    if _AREA.fullmatch(token):
        return 0
    if _STRAY.search(token):
        return -_AGAINST
    words = [word for word in _WORD.findall(token) if not word.isascii()]
    if all(map(is_syllable, words)):
        return 1 if words else 0
    return 0 if all(w == "đ" or is_abbreviation(w) or is_syllables(w) for w in words) else -_AGAINST


def _is_sign(token: str, result: str) -> bool:
    """Return whether a token is a bullet, a dash or a unit, whatever letter its byte would be."""
    if _AREA.fullmatch(token):
        return True
    alone = len(token) == 1 and not token.isalpha()
    return alone and (ord(token) > 0xFF or result.lower() not in _ONE_LETTER)


def _mended(token: str, encoding: str) -> str:
    """Return a token that reads wrong without what a word processor did to it; "" for nothing.

    Word's own optional hyphens surface as the letter ư of TCVN3 does, and Word makes a capital
    of a sentence's first byte, which is another letter then.
    """
    if encoding == TCVN3 and "\xad" in token:
        for plain in (re.sub("\xad+", "\xad", token), token.replace("\xad", "")):
            if worth(mended := replaced(plain, encoding)) >= 0:
                return mended
    if encoding == TCVN3 and token[0].isupper() and not token[0].isascii():
        small = replaced(token[0].lower() + token[1:], encoding)
        if worth(small) > 0:
            return small[0].upper() + small[1:]
    return ""


def score(found: Iterable[str], encoding: str) -> int:
    """Return how well the tokens *found* read in *encoding*."""
    if encoding == UNICODE:
        return sum(worth(mended(token)) for token in found)
    return sum(worth(replaced(token, encoding)) for token in found)


def scores(found: Sequence[str]) -> dict[str, int]:
    """Return by older encoding how well the tokens read in it."""
    return {encoding: score(found, encoding) for encoding in ENCODINGS}


def best(found: Sequence[str]) -> tuple[str, int, int]:
    """Return the older encoding in which the tokens read best, its score, and that of the next."""
    first, second, *_ = sorted(scores(found).items(), key=lambda item: -item[1])
    return (*first, second[1])
