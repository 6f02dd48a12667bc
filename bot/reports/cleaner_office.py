"""Takes out of Office files (docx, xlsx, pptx) what tells of their authors.

Out go document properties, custom data, thumbnails, lists of people, authors and times of comments
and of tracked changes, ids of editing sessions, paths on somebody's computer, and EXIF of the
pictures inside. A file with a part that nobody here can clean is refused as a whole.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from bot.reports import cleaner_images
from bot.reports.cleaner_errors import UnknownInsideError
from bot.reports.cleaner_office_xml import clean_xml, relations_without, types_without

__all__ = ["clean", "warm_up"]

_TOTAL = 300 * 1024 * 1024
"""Bytes of all parts unpacked."""
_PARTS = 10_000
_DEPTH = 3
"""Office files in Office files in Office files."""
_NO_TIME = (1980, 1, 1, 0, 0, 0)

_DROPPED = re.compile(
    r"docProps/|customXml/|userCustomization/|docMetadata/"
    r"|(?:word|xl|ppt)/(?:printerSettings|persons|threadedComments|revisions|webextensions)/"
    r"|word/people\.xml|word/commentsExtensible\.xml|xl/connections\.xml|ppt/revisionInfo\.xml"
    r"|ppt/changesInfos/|xl/worksheets/binaryIndex|.*\.DS_Store$|_xmlsignatures/"
)
_XML = re.compile(r".*\.(?:xml|rels|vml)")
_IMAGE = re.compile(r".*\.(?:jpe?g|png|gif|bmp|tiff?|webp)", re.IGNORECASE)
_EMBEDDED = re.compile(r".*\.(?:docx|xlsx|pptx)", re.IGNORECASE)
_FONT = re.compile(r".*\.(?:odttf|fntdata)", re.IGNORECASE)
"""Embedded fonts: of their maker, not of the document's author."""


def clean(data: bytes, depth: int = 0) -> bytes:
    """Return the file without what is named above.

    Raises:
        ValueError: it is too large.
        UnknownInsideError: it holds a part that cannot be cleaned: a macro, a drawing, a video.
        Exception: whatever is wrong with it.
    """
    if depth > _DEPTH:
        raise UnknownInsideError
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = dict(_unpacked(old))
    dropped = {name for name in parts if _DROPPED.match(name)}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            owner = _owner(name)
            if name in dropped or owner in dropped:
                continue
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, _cleaned(name, content, dropped, depth))
    return out.getvalue()


def warm_up() -> None:
    """Use what is imported at its first use; pictures lie inside these files too."""
    cleaner_images.warm_up()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<a/>")
    clean(out.getvalue())


def _unpacked(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    left = _TOTAL
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > _PARTS:
        raise ValueError("too many parts")
    for entry in entries:
        with archive.open(entry) as part:
            content = part.read(left + 1)
        left -= len(content)
        if left < 0:
            raise ValueError("too large")
        yield entry.filename.replace("\\", "/").lstrip("/"), content


def _cleaned(name: str, content: bytes, dropped: set[str], depth: int) -> bytes:
    if name == "[Content_Types].xml":
        return types_without(content, dropped)
    if name.endswith(".rels"):
        return relations_without(content, _folder_of_relations(name), dropped)
    if _XML.fullmatch(name):
        return clean_xml(content)
    if _IMAGE.fullmatch(name):
        return cleaner_images.clean(content)
    if _EMBEDDED.fullmatch(name):
        return clean(content, depth + 1)
    if _FONT.fullmatch(name):
        return content
    raise UnknownInsideError


def _owner(name: str) -> str:
    """Return the part whose relations *name* holds ("word/_rels/x.xml.rels": "word/x.xml")."""
    folder, file = posixpath.split(name)
    if posixpath.basename(folder) != "_rels":
        return ""
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def _folder_of_relations(name: str) -> str:
    return posixpath.dirname(posixpath.dirname(name))
