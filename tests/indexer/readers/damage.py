"""Damages files as disks, networks and malice do: always the same way for the same seed."""

import random
import re
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO

Damage = Callable[[bytes, random.Random], bytes]


def truncated(data: bytes, dice: random.Random) -> bytes:
    """Cut the end off."""
    return data[: dice.randrange(1, len(data))]


def flipped(data: bytes, dice: random.Random) -> bytes:
    """Change a few bytes anywhere."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 4, 16, 64))):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def flipped_head(data: bytes, dice: random.Random) -> bytes:
    """Change bytes where formats say what follows."""
    head = min(len(data), 1024)
    return flipped(data[:head], dice) + data[head:]


def blanked(data: bytes, dice: random.Random) -> bytes:
    """Lose a block, as a disk does."""
    at = dice.randrange(len(data))
    size = min(dice.choice((16, 512, 4096)), len(data) - at)
    return data[:at] + bytes(size) + data[at + size :]


def swapped(data: bytes, dice: random.Random) -> bytes:
    """Exchange members of an archive with each other, or blocks of any other file."""
    if data.startswith(b"PK"):
        return _members_swapped(data, dice)
    first, second = sorted(dice.randrange(len(data)) for _ in range(2))
    return data[second:] + data[first:second] + data[:first]


def forged(data: bytes, dice: random.Random) -> bytes:
    """Let lengths and places lie: numbers in a PDF or RTF, binary ones elsewhere."""
    if data.startswith((b"%PDF", b"{\\rtf")):
        numbers = list(re.finditer(rb"\d+", data))
        for match in sorted(dice.sample(numbers, min(4, len(numbers))), key=lambda m: -m.start()):
            number = str(dice.choice((0, 1, 65535, 2**31 - 1, 10**12))).encode()
            data = data[: match.start()] + number + data[match.end() :]
        return data
    changed = bytearray(data)
    places = [m.start() for m in re.finditer(rb"PK\x01\x02|PK\x03\x04|PK\x05\x06", data)]
    for _ in range(dice.choice((1, 3))):
        at = (dice.choice(places) if places else 0) + 4 * dice.randrange(1, 12)
        if at + 4 <= len(changed):
            lie = dice.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, dice.randrange(1 << 32)))
            struct.pack_into("<I", changed, at, lie)
    return bytes(changed)


def stuffed(data: bytes, dice: random.Random) -> bytes:
    """Put noise between."""
    at = dice.randrange(len(data))
    return data[:at] + dice.randbytes(dice.choice((1, 100, 5000))) + data[at:]


WAYS: tuple[Damage, ...] = (*(truncated, flipped, flipped_head, blanked, swapped, forged, stuffed),)


def variants(data: bytes, count: int, seed: str) -> list[tuple[str, bytes]]:
    """Return *count* damaged forms of a file and how each was damaged, each way in turn."""
    dice = random.Random(seed)
    ways = [WAYS[at % len(WAYS)] for at in range(count)]
    return [(getattr(way, "__name__", ""), way(data, dice)) for way in ways]


def _members_swapped(data: bytes, dice: random.Random) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    contents = [content for _, content in members]
    dice.shuffle(contents)
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for (name, _), content in zip(members, contents, strict=True):
            archive.writestr(name, content)
    return target.getvalue()
