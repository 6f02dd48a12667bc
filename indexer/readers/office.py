"""Documents of word processors: .docx read directly, .doc, .rtf and .odt through LibreOffice."""

from pathlib import Path

from indexer.errors import ReadError
from indexer.readers import docx_text
from indexer.readers.files import check_size
from indexer.readers.libreoffice import as_docx
from indexer.readers.reading import Extracted

_BINARY = ".doc"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 512
_WORD = b"\xec\xa5"
"""How the main stream of a .doc begins."""
_FLAGS, _ENCRYPTED = 11, 0x01
"""[MS-DOC] 2.5.2: bit A of the byte at that place of the main stream."""


def read(path: Path) -> Extracted:
    """Return the text of a document, one paragraph or table row per line.

    The ending says what it is. Tracked changes are accepted, but for the deletions in a .doc: a
    binary file is read as it shows itself, struck-out words included.

    Raises:
        ReadError: when it is damaged, protected, or holds no text, or LibreOffice is absent.
    """
    check_size(path)
    if path.suffix.lower() == ".docx":
        return docx_text.read(path)
    if _is_encrypted(path):
        raise ReadError("encrypted", path.name)
    with as_docx(path) as converted:
        return docx_text.read(converted, path.name, deleted=path.suffix.lower() == _BINARY)


def _is_encrypted(path: Path) -> bool:
    """Return whether a .doc needs a password; LibreOffice would only say that it failed."""
    data = path.read_bytes()
    if not data.startswith(_OLE):
        return False
    return any(
        data[at : at + 2] == _WORD and len(data) > at + _FLAGS and data[at + _FLAGS] & _ENCRYPTED
        for at in range(_SECTOR, len(data), _SECTOR)
    )
