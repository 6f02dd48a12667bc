"""Takes what tells of its author out of a JPEG without decoding it, as it lies inside a PDF."""

_APP0, _APP14, _COMMENT = 0xE0, 0xEE, 0xFE
_SCAN, _END = 0xDA, 0xD9


def without_metadata(data: bytes) -> bytes:
    """Return the same picture without EXIF, XMP, IPTC, profiles, comments and trailer.

    Raises:
        ValueError: it is no whole JPEG.
    """
    if data[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    kept = [data[:2]]
    at = 2
    while True:
        marker, length = _segment(data, at)
        if marker == _END:
            kept.append(b"\xff\xd9")
            return b"".join(kept)
        end = at + 2 + length
        if marker == _SCAN:
            end = _end_of_scan(data, end)
        if _is_picture(marker, data[at + 4 : at + 9]):
            kept.append(data[at:end])
        at = end


def _segment(data: bytes, at: int) -> tuple[int, int]:
    """Return the marker at *at* and the bytes of its segment."""
    if len(data) < at + 2 or data[at] != 0xFF:
        raise ValueError("no JPEG")
    if data[at + 1] == _END:
        return _END, 0
    length = int.from_bytes(data[at + 2 : at + 4], "big")
    if length < 2 or at + 2 + length > len(data):
        raise ValueError("no JPEG")
    return data[at + 1], length


def _is_picture(marker: int, name: bytes) -> bool:
    """Return whether a segment is needed for the picture: tables, frames, colour transforms."""
    if marker == _APP0:
        return name == b"JFIF\0"
    return marker == _APP14 or not (_APP0 < marker <= 0xEF or marker == _COMMENT)


def _end_of_scan(data: bytes, at: int) -> int:
    """Return where the next marker after the coded data at *at* stands."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise ValueError("no JPEG")
        if data[at + 1] == 0xFF:  # a fill byte
            at += 1
        elif data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
        else:
            return at
