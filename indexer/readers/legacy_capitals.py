"""Capital letters that are shown and were not typed.

TCVN3 has no capitals with tone marks: a heading typed with the shift key in a plain font reads
"CéNG HOµ", which is "CộNG HOà" letter by letter. Fonts such as .VnTimeH, and Word's "all caps",
show capitals for small letters.
"""

import re

_WORD = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"^(\s*)((?:(?:chương|phần|mục)\s+)?)([ivxlc]+)(?=[\s.)]|$)", re.IGNORECASE)
_POINT = re.compile(r"\s*\w{1,2}\)")


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


def shown_in_capitals(text: str, opens: bool = True) -> str:
    """Return *text*, which is shown in capitals, so that nothing that was typed is lost.

    Where capitals were typed too ("Bộ Tài chính") the letters stay as they were typed, as a
    title is to be read later; only what *opens* a paragraph becomes a capital. Where none were,
    all do.
    """
    if text == text.lower() and not _POINT.match(text):
        return text.upper()
    if not opens:
        return text
    roman = _ROMAN.sub(lambda match: match[1] + match[2] + match[3].upper(), text)
    first = next((at for at, letter in enumerate(roman) if letter.isalpha()), len(roman))
    if _POINT.match(roman):
        return roman
    return roman[:first] + roman[first : first + 1].upper() + roman[first + 1 :]


def _is_mixed(word: str) -> bool:
    """Return whether all unmarked letters are capitals and some marked one is not."""
    plain = [letter for letter in word if letter.isascii()]
    return bool(plain) and all(map(str.isupper, plain)) and word != word.upper()


def _plain_capitals(word: str) -> int:
    return sum(letter.isascii() and letter.isupper() for letter in word)
