"""Binds photographs of pages into one document without opening them.

Pictures are for the process that reads files to open (a picture can be made to harm who does); a
PDF takes a JPEG as it is, and only its size and its colours must be known (ISO 32000-1, 7.4.8).
"""

from collections.abc import Sequence
from typing import Literal

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a frame header (ITU-T T.81, B.1.1.3)."""
_COLOURS = {1: "/DeviceGray", 3: "/DeviceRGB"}
_TURNS = {3: 180, 6: 90, 8: 270}
"""Degrees, clockwise, by the orientation that a telephone notes (Exif 2.32, tag 274)."""
_ORIENTATION = 0x0112
_LONG_SIDE = 842.0
"""Points of a page's longer side, that of A4."""


def bound(photos: Sequence[bytes]) -> bytes:
    """Return a PDF whose pages are *photos*, JPEG files.

    Raises:
        ValueError: one is no JPEG in grey or colour.

    """
    count = len(photos)
    kids = " ".join(f"{3 + 3 * at} 0 R" for at in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
    ]
    for at, photo in enumerate(photos):
        objects += _page(photo, 3 + 3 * at)
    return _written(objects)


def _page(photo: bytes, number: int) -> list[bytes]:
    """Return the objects of one page: the page, what it draws, and the picture."""
    width, height, colours = _frame(photo)
    scale = _LONG_SIDE / max(width, height)
    across, up = round(width * scale, 2), round(height * scale, 2)
    draw = f"q {across} 0 0 {up} 0 0 cm /P Do Q".encode()
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {across} {up}] /Rotate {_turn(photo)} "
        f"/Contents {number + 1} 0 R /Resources << /XObject << /P {number + 2} 0 R >> >> >>"
    )
    picture = (
        f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} "
        f"/ColorSpace {colours} /BitsPerComponent 8 /Filter /DCTDecode /Length {len(photo)} >>"
    )
    return [page.encode(), _stream(f"<< /Length {len(draw)} >>", draw), _stream(picture, photo)]


def _stream(head: str, content: bytes) -> bytes:
    return head.encode() + b"\nstream\n" + content + b"\nendstream"


def _turn(photo: bytes) -> int:
    """Return by how many degrees a picture is to be turned to stand upright."""
    start = photo.find(b"Exif\0\0", 0, 64)
    tiff = photo[start + 6 : start + 4096] if start > 0 else b""
    order: Literal["big", "little"] = "big" if tiff[:2] == b"MM" else "little"
    first = int.from_bytes(tiff[4:8], order)
    for at in range(first + 2, first + 2 + 12 * int.from_bytes(tiff[first : first + 2], order), 12):
        if int.from_bytes(tiff[at : at + 2], order) == _ORIENTATION:
            return _TURNS.get(int.from_bytes(tiff[at + 8 : at + 10], order), 0)
    return 0


def _frame(photo: bytes) -> tuple[int, int, str]:
    """Return width, height and colours from the frame header of a JPEG (ITU-T T.81, B.2.2)."""
    at = 2
    while photo[:2] == b"\xff\xd8" and at + 10 <= len(photo) and photo[at] == 0xFF:
        marker, length = photo[at + 1], int.from_bytes(photo[at + 2 : at + 4], "big")
        if marker in _FRAMES and photo[at + 9] in _COLOURS:
            height = int.from_bytes(photo[at + 5 : at + 7], "big")
            width = int.from_bytes(photo[at + 7 : at + 9], "big")
            if width and height:
                return width, height, _COLOURS[photo[at + 9]]
        at += 2 + max(length, 2)
    raise ValueError("A photograph is no JPEG in grey or colour.")


def _written(objects: Sequence[bytes]) -> bytes:
    """Return a file of *objects* with its table of where they begin."""
    file, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return bytes(file + b"startxref\n%d\n%%%%EOF\n" % start)
