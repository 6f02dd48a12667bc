"""Takes out of a PDF what tells of its author, and what acts instead of being read.

Out go document properties, XMP, private data of programs, attached files, authors and times of
annotations, signatures, scripts, actions that reach outside, EXIF inside images, and every
earlier version that was saved into the file.
"""

import io
import zlib
from collections.abc import Iterator

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from bot.reports.cleaner_errors import UnknownInsideError
from bot.reports.jpeg import without_metadata

__all__ = ["clean", "warm_up"]

_OBJECTS = 500_000
_EVERYWHERE = {
    "/Metadata",
    "/PieceInfo",
    "/LastModified",
    "/AF",
    "/EF",
    "/EmbeddedFiles",
    "/JavaScript",
    "/OpenAction",
    "/AA",
    "/CreatorInfo",
    "/Collection",
    "/Perms",
    "/DSS",
    "/SpiderInfo",
    "/Legal",
    "/Threads",
    "/XFA",
    "/Thumb",
    "/Alt",
}
"""Keys that go wherever they stand."""
_OF_ANNOTATIONS = {
    "/M",
    "/CreationDate",
    "/NM",
    "/Subj",
    "/FS",
    "/Movie",
    "/Sound",
    "/RichMediaContent",
    "/3DD",
}
_ACTIONS_KEPT = {"/GoTo", "/URI", "/Named"}
_ACTIONS_OUT = {
    "/GoToR",
    "/GoToE",
    "/Launch",
    "/JavaScript",
    "/SubmitForm",
    "/ImportData",
    "/Rendition",
    "/RichMediaExecute",
    "/Movie",
    "/Sound",
}
_FILE_NAMES = ("/F", "/UF", "/DOS", "/Mac", "/Unix", "/Desc")


def clean(data: bytes) -> bytes:
    """Return the PDF without what is named above.

    Raises:
        ValueError: it is encrypted, or too large.
        UnknownInsideError: it holds an image of a kind that cannot be cleaned.
        Exception: whatever pypdf finds wrong with it.
    """
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise ValueError("encrypted")
    for part in _parts(reader.trailer["/Root"]):
        _strip(part)
    writer = PdfWriter(clone_from=reader)  # only what is still reached is copied
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def warm_up() -> None:
    """Clean a small document: pypdf imports parts of itself at their first use."""
    writer = PdfWriter()
    writer.add_blank_page(10, 10)
    out = io.BytesIO()
    writer.write(out)
    clean(out.getvalue())


def _parts(root: object) -> Iterator[DictionaryObject]:
    """Yield each dictionary and stream that is reached from *root*.

    What a caller takes out of one before asking for the next is not visited.
    """
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        value = waiting.pop()
        if isinstance(value, IndirectObject):
            value = value.get_object()
        if not isinstance(value, DictionaryObject | ArrayObject) or id(value) in seen:
            continue
        seen.add(id(value))
        if len(seen) > _OBJECTS:
            raise ValueError("too many objects")
        if isinstance(value, DictionaryObject):
            yield value
            waiting.extend(dict.values(value))
        else:
            waiting.extend(list.__iter__(value))


def _strip(part: DictionaryObject) -> None:
    for name in _EVERYWHERE:
        part.pop(name, None)
    if "/ByteRange" in part or part.get("/Type") == "/Sig":
        part.clear()  # a signature names who signed, and holds no longer
    elif _is_action(part):
        part.clear()
    elif part.get("/Type") in ("/Filespec", "/F"):
        for name in _FILE_NAMES:
            part.pop(name, None)
    elif "/Rect" in part and "/Subtype" in part:
        _strip_annotation(part)
    if isinstance(part, StreamObject):
        _strip_image(part)


def _is_action(part: DictionaryObject) -> bool:
    """Return whether *part* is an action that reaches outside the document."""
    kind = part.get("/S")
    known = part.get("/Type") == "/Action" or kind in _ACTIONS_OUT
    return known and kind not in _ACTIONS_KEPT


def _strip_annotation(part: DictionaryObject) -> None:
    for name in _OF_ANNOTATIONS:
        part.pop(name, None)
    if str(part["/Subtype"]) != "/Widget":  # there /T is the name of a field
        part.pop("/T", None)


def _strip_image(part: StreamObject) -> None:
    """Take EXIF and the like out of a JPEG; pypdf gives and takes coded bytes as ``_data``."""
    filters = part.get("/Filter")
    names = list(filters) if isinstance(filters, ArrayObject) else [filters]
    if "/JPXDecode" in names:
        raise UnknownInsideError
    if "/DCTDecode" not in names:
        return
    coded = part._data
    for name in names[:-1]:
        if name != "/FlateDecode":
            raise UnknownInsideError
        coded = zlib.decompress(coded)
    part._data = without_metadata(coded)
    part[NameObject("/Filter")] = NameObject("/DCTDecode")
    part.pop("/DecodeParms", None)
