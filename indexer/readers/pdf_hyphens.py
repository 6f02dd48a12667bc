"""Joining two lines of one paragraph, with what a hyphen at the end of the first one means."""

import re

from indexer.readers.legacy_syllables import is_syllable

_SOFT = "\u00ad"
_CUT = re.compile(r"(?P<head>[^\W\d_]{2,})-$")
_GOES_ON = re.compile(r"(?P<tail>[^\W\d_]+)")
_NUMBER = re.compile(r"[\d/][^\s]*-$")
_SPACES = re.compile(r"[ \xa0]{2,}|\xa0")


def joined(text: str, line: str) -> str:
    """Return *text* with *line* behind it.

    A soft hyphen falls away. A hard one stays where it belongs to the word ("số 12/2020/NĐ-" and
    "CP", "in-" and "tơ-nét") and falls away where it cuts a word that is no Vietnamese syllable.
    """
    text = text.rstrip()
    if not line:
        return _SPACES.sub(" ", text.replace(_SOFT, "")).strip(" ")
    if text.endswith(_SOFT):
        return text[:-1] + line
    cut, tail = _CUT.search(text), _GOES_ON.match(line)
    if cut and tail and tail["tail"][0].islower():
        whole = is_syllable(cut["head"]) and is_syllable(tail["tail"])
        return text + line if whole else text[:-1] + line
    if text.endswith("-") and (_NUMBER.search(text) or text[-2:-1].isupper()):
        return text + line
    return f"{text} {line}"
