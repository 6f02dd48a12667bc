"""Web pages, as saved from a legal portal: the document on the page, block by block."""

import re
from email import message_from_bytes
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
    return _extracted(_decode(path.read_bytes(), path.name), path.name)


def read_saved(path: Path) -> Extracted:
    """Return the text of a page that a browser or Word saved with its pictures as one file.

    Raises:
        ReadError: when there is no page in it, or it shows no text.
    """
    message = message_from_bytes(path.read_bytes())
    pages = (part for part in message.walk() if part.get_content_type() == "text/html")
    page = next(pages, None)
    data = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(data, bytes):
        raise ReadError("damaged", path.name)
    charset = page.get_content_charset()
    return _extracted(_decode(data, path.name, charset or ""), path.name)


def _extracted(found: Decoded, name: str) -> Extracted:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=False)
    page = etree.fromstring(found.text.encode("utf-8", "replace"), parser)
    lines = [] if page is None else document_lines(page)
    texts, older = _in_unicode(lines)
    text = clean("\n".join(texts))
    if not text.strip():
        raise ReadError("no-text", name)
    return Extracted(text + "\n", Remarks(legacy=found.legacy or older))


def _decode(data: bytes, name: str, charset: str = "") -> Decoded:
    """Return the page's characters, in the encoding that is named for it when that is right."""
    named = _CHARSET.search(data[:4096])
    for encoding in (charset, named.group(1).decode("ascii") if named else ""):
        try:
            if encoding:
                return Decoded(data.decode(encoding))
        except (LookupError, UnicodeDecodeError):
            continue
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
