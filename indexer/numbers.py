"""Số hiệu: finding them in text and writing them in one way."""

import re

_LETTERS = r"[A-ZĐ][A-ZĐa-zđ&]*\d*"
NUMBER = re.compile(
    rf"(?<![\w/.-])\d{{1,5}}[a-z]?\s?/\s?(?:\d{{4}}\s?/\s?)?{_LETTERS}(?:\s?[-–]\s?{_LETTERS})*(?![\w/])"
    rf"|(?<![\w/.-])\d{{1,4}}\s?[-–]\s?[A-ZĐ]{{2,}}[a-z]?\s?/\s?[A-ZĐ]{{2,}}(?![\w/])"
    r"|(?<![\w/.-])\d{1,4}/\d{4}/QH\d{1,2}"
)
"""A số hiệu in running text: 112/2020/NĐ-CP, 44/2019/QH14, 26/CT-TTg, 34-KL/TW."""

_KNOWN = re.compile(r"(?:/|-)(?:[A-ZĐ]{2}|QH)")
_MENDED = (("ND-CP", "NĐ-CP"), ("/QD-", "/QĐ-"), ("/CD-", "/CĐ-"), ("NÐ", "NĐ"), ("QÐ", "QĐ"))


def clean_number(raw: str) -> str:
    """Return a số hiệu without spaces, with plain hyphens and with Đ where D was typed."""
    plain = re.sub(r"\s+", "", raw.replace("Ð", "Đ")).replace("–", "-").replace("—", "-")
    for wrong, right in _MENDED:
        plain = plain.replace(wrong, right)
    return plain


def find_numbers(text: str) -> list[tuple[str, int, int]]:
    """Return (số hiệu, start, end) of each one in *text*, in order."""
    found = []
    for match in NUMBER.finditer(text.replace("Ð", "Đ")):
        number = clean_number(match.group())
        if _KNOWN.search(number):
            found.append((number, match.start(), match.end()))
    return found
