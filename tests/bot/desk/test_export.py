"""A case that leaves the desk: the zip, its manifest and the seal around it."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime

import pytest

from bot.desk.export_seal import ExportError, new_passphrase, seal, unseal
from bot.desk.export_zip import MANIFEST, Entry, safe_name, zipped

_PASSPHRASE = "mưa rơi ngoài hiên"
_AT = datetime(2026, 11, 22, 12)
_CONTENT = b"CANARY" * 40_000


@pytest.fixture(scope="module")
def sealed() -> bytes:
    """Return a sealed file of four pieces."""
    return b"".join(seal([_CONTENT], _PASSPHRASE))


def _open(data: bytes, passphrase: str = _PASSPHRASE) -> bytes:
    return b"".join(unseal(io.BytesIO(data), passphrase))


def test_a_sealed_file_opens_with_its_passphrase(sealed: bytes) -> None:
    """What was sealed comes back, and cannot be read before."""
    assert _CONTENT == _open(sealed, "  mu\u031ba rơi ngoài hiên ")
    assert b"CANARY" not in sealed


def test_a_wrong_passphrase_is_refused(sealed: bytes) -> None:
    """The error says what may be wrong."""
    with pytest.raises(ExportError, match="passphrase is wrong"):
        _open(sealed, "mưa rơi ngoài hiên!")


@pytest.mark.parametrize("place", [20, 60, 70, 100, 70_000, -1])
def test_an_altered_byte_is_noticed(sealed: bytes, place: int) -> None:
    """Whatever byte is changed, nothing false comes out."""
    altered = bytearray(sealed)
    altered[place] ^= 1

    with pytest.raises(ExportError):
        _open(bytes(altered))


def test_a_file_cut_off_between_two_pieces_is_noticed(sealed: bytes) -> None:
    """An end that is missing does not pass for the end."""
    first = 16 + 16 + 24
    length = int.from_bytes(sealed[first : first + 4], "big")

    with pytest.raises(ExportError, match="cut off"):
        _open(sealed[: first + 4 + length])


def test_pieces_that_change_places_are_noticed(sealed: bytes) -> None:
    """Each piece opens only where it was sealed."""
    first = 16 + 16 + 24
    length = 4 + int.from_bytes(sealed[first : first + 4], "big")
    one, two = sealed[first : first + length], sealed[first + length : first + 2 * length]

    with pytest.raises(ExportError):
        _open(sealed[:first] + two + one + sealed[first + 2 * length :])


def test_what_was_added_behind_the_end_is_noticed(sealed: bytes) -> None:
    """The end is the end."""
    with pytest.raises(ExportError, match="added"):
        _open(sealed + b"x")


def test_another_file_is_refused() -> None:
    """A file of another kind is named as such."""
    with pytest.raises(ExportError, match="no sealed export"):
        _open(b"PK\x03\x04 something else")


def test_a_new_passphrase_is_long_and_never_the_same() -> None:
    """Six groups of four, none twice."""
    made = {new_passphrase() for _ in range(50)}

    assert 50 == len(made)
    assert {29} == set(map(len, made))


def _chunks(count: int) -> Iterator[bytes]:
    for number in range(count):
        yield hashlib.shake_256(str(number).encode()).digest(64 * 1024)


def test_the_manifest_lists_every_file_with_its_hash() -> None:
    """Whoever receives the zip can check each file."""
    entries = [Entry("ho-so.docx", [b"one", b"two"]), Entry("tep/01-anh.jpg", [])]
    data = b"".join(zipped(entries, {"case": "2026-00017"}, _AT))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        hashes = {
            name: hashlib.sha256(archive.read(name)).hexdigest()
            for name in archive.namelist()
            if name != MANIFEST
        }

    assert "2026-00017" == manifest["case"]
    assert hashes == {one["path"]: one["sha256"] for one in manifest["files"]}
    assert [6, 0] == [one["bytes"] for one in manifest["files"]]


def test_a_big_zip_comes_in_small_pieces() -> None:
    """Memory stays flat: no piece is larger than a few chunks."""
    pieces = [len(piece) for piece in zipped([Entry("film.mp4", _chunks(200))], {}, _AT)]

    assert sum(pieces) > 200 * 64 * 1024
    assert max(pieces) < 512 * 1024


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ảnh chụp (1).JPG", "anh-chup-1.jpg"),
        ("", "tep.jpeg"),
        ("../../etc/passwd", "etc-passwd.jpeg"),
        ("C:\\Users\\Hoa\\a.pdf", "c-users-hoa-a.pdf"),
    ],
)
def test_a_sender_cannot_choose_where_a_file_goes(name: str, expected: str) -> None:
    """Only letters, digits, points and dashes of a name are left."""
    assert expected == safe_name(name, "image/jpeg")
