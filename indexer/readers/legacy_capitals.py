"""Capital letters that TCVN3 does not have.

It has no capitals with tone marks: a heading typed with the shift key in a plain font reads
"CéNG HOµ", which is "CộNG HOà" letter by letter.
"""

import re

_WORD = re.compile(r"[^\W\d_]+")


def capitals_mended(text: str) -> str:
    """Return *text*, just converted, with the marked letters of words in capitals as capitals.

    A word is in capitals when its unmarked letters are, and there are two of them, or a
    neighbouring word is.
    """
    words = list(_WORD.finditer(text))
    clear = [_is_mixed(word[0]) and _plain_capitals(word[0]) >= 2 for word in words]
    pieces, at = [], 0
    for index, word in enumerate(words):
        near = any(clear[max(0, index - 1) : index + 2])
        if near and _is_mixed(word[0]):
            pieces += [text[at : word.start()], word[0].upper()]
            at = word.end()
    return "".join([*pieces, text[at:]])


def _is_mixed(word: str) -> bool:
    """Return whether all unmarked letters are capitals and some marked one is not."""
    plain = [letter for letter in word if letter.isascii()]
    return bool(plain) and all(map(str.isupper, plain)) and word != word.upper()


def _plain_capitals(word: str) -> int:
    return sum(letter.isascii() and letter.isupper() for letter in word)
