"""Web pages, as saved from a legal portal: the document on the page, block by block."""

import re
from pathlib import Path

from lxml import etree

from indexer.errors import ReadError
from indexer.readers.html_body import document_lines
from indexer.readers.html_lines import Line
from indexer.readers.reading import Extracted, Remarks
from indexer.readers.text import Decoded, clean, decode, is_ordinary

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_FONT = re.compile(r"font-family\s*:\s*[\"']?([^;,\"']+)", re.IGNORECASE)


def read(path: Path) -> Extracted:
    """Return the text of the document that a web page shows.

    Raises:
        ReadError: when it is no web page or shows no text.
    """
    found = _decode(path.read_bytes(), path.name)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=False)
    page = etree.fromstring(found.text.encode("utf-8", "replace"), parser)
    lines = [] if page is None else document_lines(page)
    texts, older = _in_unicode(lines)
    text = clean("\n".join(texts))
    if not text.strip():
        raise ReadError("no-text", path.name)
    return Extracted(text + "\n", Remarks(legacy=found.legacy or older))


def _decode(data: bytes, name: str) -> Decoded:
    """Return the page's characters, in the encoding it names when that is right."""
    if named := _CHARSET.search(data[:4096]):
        try:
            return Decoded(data.decode(named.group(1).decode("ascii")))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data, name)


def _in_unicode(lines: list[Line]) -> tuple[list[str], tuple[str, ...]]:
    """Return the lines' words, those in an older font's letters turned into Unicode."""
    texts = [line.text for line in lines]
    if all(is_ordinary(text) for text in texts):
        return texts, ()
    from indexer.readers import legacy  # its tables take long to load, and few pages need them

    return legacy.converted(texts, [_font_of(line) for line in lines])


def _font_of(line: Line) -> str:
    """Return the name of the font a line begins in; "" where the page does not say."""
    for element in (line.element, *line.element.iterancestors()):
        named = _FONT.search(element.get("style", ""))
        font = element.get("face") or (named.group(1) if named else "")
        if font:
            return font.strip()
    return ""
