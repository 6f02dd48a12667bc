"""Tells what a file is by its first bytes; the name that a sender gave it is not asked."""

HEAD = 64 * 1024
"""Bytes from the start that are enough."""

UNKNOWN = "application/octet-stream"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\x1a\x45\xdf\xa3", "video/webm"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"#!AMR", "audio/amr"),
)
_BRANDS: tuple[tuple[bytes, str], ...] = (
    (b"heic", "image/heic"),
    (b"heix", "image/heic"),
    (b"mif1", "image/heif"),
    (b"msf1", "image/heif"),
    (b"avif", "image/avif"),
    (b"avis", "image/avif"),
    (b"M4A ", "audio/mp4"),
    (b"M4B ", "audio/mp4"),
    (b"qt  ", "video/quicktime"),
    (b"3gp", "video/3gpp"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_OFFICE = ((b"word/", WORD), (b"xl/", EXCEL), (b"ppt/", POWERPOINT))

ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/bmp": ".bmp",
    "image/tiff": ".tif",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "image/heif": ".heif",
    "image/avif": ".avif",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "application/zip": ".zip",
    "application/x-7z-compressed": ".7z",
    "application/vnd.rar": ".rar",
    WORD: ".docx",
    EXCEL: ".xlsx",
    POWERPOINT: ".pptx",
    "audio/ogg": ".ogg",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "audio/wav": ".wav",
    "audio/amr": ".amr",
    "audio/flac": ".flac",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
    "video/3gpp": ".3gp",
    "video/webm": ".webm",
    "video/x-msvideo": ".avi",
    "text/plain": ".txt",
}
"""The ending of a name for a file of a type, where there is a usual one."""


def media_type_of(data: bytes) -> str:
    """Return the media type of a file that begins with *data* (64 KiB of it are enough)."""
    head = data[:HEAD]
    if head[4:8] == b"ftyp":
        return next((kind for brand, kind in _BRANDS if head[8:].startswith(brand)), "video/mp4")
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], UNKNOWN)
    if head.startswith(b"PK\x03\x04"):
        return next((kind for part, kind in _OFFICE if _has_part(head, part)), "application/zip")
    known = next((kind for start, kind in _STARTS if head.startswith(start)), "")
    return known or ("text/plain" if _is_text(head) else UNKNOWN)


def _has_part(head: bytes, folder: bytes) -> bool:
    """Return whether a zip that begins so is an Office file with parts in *folder*."""
    office = b"[Content_Types].xml" in head or b"_rels/.rels" in head
    return office and any(
        head[at - 30 : at].startswith(b"PK\x03\x04") for at in _places(head, folder)
    )


def _places(head: bytes, folder: bytes) -> list[int]:
    places, at = [], head.find(folder)
    while at >= 0:
        places.append(at)
        at = head.find(folder, at + 1)
    return places


def _is_text(head: bytes) -> bool:
    if not head or b"\0" in head:
        return False
    try:
        head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and len(head) == HEAD
    return True
