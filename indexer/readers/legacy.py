"""Text in fonts older than Unicode (TCVN3, VNI, VPS, VISCII) turned into Unicode.

Such text surfaces as Latin-1 signs ("Céng hoµ"). The font's name tells the encoding where it is
known; the words themselves check it, and tell it where it is not. Text that is Unicode already
comes back as it was: words with letters that only Unicode has are never touched, and without a
font's name several words must become Vietnamese that were not.

Hand in text as it was extracted, before control characters and soft hyphens are cleaned away:
U+00AD is the letter ư in TCVN3.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from indexer.readers.legacy_capitals import capitals_mended, shown_in_capitals
from indexer.readers.legacy_decide import LEAST_GAIN, decisions
from indexer.readers.legacy_evidence import UNICODE, best, changed, in_unicode, score, tokens
from indexer.readers.legacy_fonts import encoding_of, shows_capitals
from indexer.readers.legacy_tables import ENCODINGS, TCVN3

_SAMPLE = 4000


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph set in one font."""

    text: str
    font: str = ""
    """"" where it is not known."""
    capitals: bool = False
    """Shown in capitals whatever the letters are (Word's "all caps")."""


def converted(
    paragraphs: Sequence[str], fonts: Sequence[str] = ()
) -> tuple[list[str], tuple[str, ...]]:
    """Return the paragraphs in Unicode, and the names of the older encodings found in them.

    *fonts* holds a font's name for each paragraph, "" where it is not known.
    """
    names = (*fonts, *[""] * (len(paragraphs) - len(fonts)))
    runs = [(Run(text, font),) for text, font in zip(paragraphs, names, strict=True)]
    return converted_runs(runs)


def converted_runs(
    paragraphs: Sequence[Sequence[Run]],
) -> tuple[list[str], tuple[str, ...]]:
    """Return paragraphs made of runs in Unicode, and the older encodings found in them."""
    groups = [_by_hint(runs) for runs in paragraphs]
    found: Counter[str] = Counter()
    lines = []
    for runs, group, decided in zip(paragraphs, groups, decisions(groups), strict=True):
        for hint, encoding in decided.items():
            found[encoding] += changed(group[hint], encoding)
        lines.append(_rendered(runs, decided))
    return lines, tuple(name for name in ENCODINGS if found[name])


def decoded(data: bytes) -> tuple[str, str] | None:
    """Return the text of a plain text file in an older encoding, and that encoding's name.

    None when the bytes do not read better in one of them than in Windows-1258.
    """
    surface = data.decode("latin-1")
    found = tokens(surface)[:_SAMPLE]
    encoding, points, _ = best(found)
    windows = tokens(data.decode("cp1258", "replace"))[:_SAMPLE]
    if points < max(LEAST_GAIN, len(found) // 2) or points <= score(windows, UNICODE):
        return None
    return capitals_mended(in_unicode(surface, encoding)), encoding


def _by_hint(runs: Iterable[Run]) -> dict[str, str]:
    """Return the text of a paragraph's runs by what their fonts' names say of it."""
    texts: dict[str, str] = {}
    for hint, some in groupby(runs, lambda run: _hint(run.font)):
        piece = "".join(run.text for run in some)
        texts[hint] = f"{texts[hint]} {piece}" if hint in texts else piece
    return texts


def _hint(font: str) -> str:
    """Return the encoding that a font's name says, Unicode for other names; "" for none."""
    return encoding_of(font) or (UNICODE if font else "")


def _rendered(runs: Sequence[Run], decided: dict[str, str]) -> str:
    """Return a paragraph's text: each stretch of one encoding converted as a whole.

    A letter of VNI is two characters, and they may stand in two runs.
    """

    def looks(run: Run) -> tuple[str, bool]:
        encoding = decided[_hint(run.font)]
        capital_font = encoding == TCVN3 and shows_capitals(run.font)
        return encoding, run.capitals or capital_font

    pieces: list[str] = []
    for (encoding, capitals), some in groupby(runs, looks):
        piece = in_unicode("".join(run.text for run in some), encoding)
        if encoding == TCVN3:
            piece = capitals_mended(piece)
        opens = not any(map(str.strip, pieces))
        pieces.append(shown_in_capitals(piece, opens) if capitals else piece)
    return "".join(pieces)
