"""What a thief reads who has the service key too: opens sealed texts wherever one may begin.

A secret box is a nonce, a tag and a stream of bytes: with the key its beginning can be read at any
place without knowing where it ends, also of rows that are erased and of pages that are free.
"""

from collections.abc import Iterator
from pathlib import Path

from nacl.bindings import crypto_secretbox

from bot.seal import Seal

_NONCE, _TAG = 24, 16
_SURE = 20
"""Printable letters at a beginning that chance does not give: one in four hundred million."""
_LONGEST = 16 * 1024
_PRINTABLE = bytes(range(0x20, 0x7F))


def unsealed(home: Path, path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield place and content of all that the service key of *home* opens in a file.

    Behind the end of a content follows noise.
    """
    key = bytes(Seal.open(home)._box)
    content = path.read_bytes()
    for at in range(len(content) - _NONCE - _TAG - _SURE + 1):
        nonce = content[at : at + _NONCE]
        if nonce.count(0) > _NONCE // 3:
            continue  # erased, or never written
        if not _opened(content, at, key, _SURE).translate(None, _PRINTABLE):
            yield at, _opened(content, at, key, _LONGEST)


def _opened(content: bytes, at: int, key: bytes, size: int) -> bytes:
    start = at + _NONCE + _TAG
    sealed = content[start : start + size]
    stream = crypto_secretbox(bytes(len(sealed)), content[at : at + _NONCE], key)[_TAG:]
    both = int.from_bytes(sealed, "big") ^ int.from_bytes(stream, "big")
    return both.to_bytes(len(sealed), "big")
