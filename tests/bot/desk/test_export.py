"""A case that leaves the desk: the zip, its manifest and the seal around it."""

import hashlib
import io
import json
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from httpx2 import Response

from bot.desk import export_seal
from bot.desk.export_command import open_export
from bot.desk.export_seal import MEMORY, OPS, ExportError, new_passphrase, seal, unseal
from bot.desk.export_zip import MANIFEST, Entry, safe_name, zipped
from bot.reports.model import Case
from tests.bot.desk.office import Browser, Office
from tests.bot.desk.visiting import photo, receive_with_files, send, visitor

_PASSPHRASE = "mưa rơi ngoài hiên"
_AT = datetime(2026, 11, 22, 12)
_CONTENT = b"CANARY" * 40_000


@pytest.fixture(scope="module", autouse=True)
def cheap() -> Iterator[None]:
    """Let one try of a passphrase cost little here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(export_seal, "MEMORY", 8 * 1024 * 1024)
        patch.setattr(export_seal, "OPS", 1)
        yield


@pytest.fixture(scope="module")
def sealed(cheap: None) -> bytes:
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


def test_a_try_of_a_passphrase_is_costly() -> None:
    """What every file is sealed with: a quarter of a gigabyte, three rounds."""
    assert (3, 256 * 1024 * 1024) == (OPS, MEMORY)


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


# The page and the command

_OPEN = "một câu đủ dài"


def _export(browser: Browser, case: Case, **fields: str) -> Response:
    usual = {"form": "zip", "passphrase": _OPEN, "again": _OPEN}
    return send(browser, f"/case/{case.number}/export", **(usual | fields))


def _unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(_open(data, _OPEN))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_sealed_export_holds_the_case_and_its_cleaned_files(office: Office) -> None:
    """Report, messages and cleaned copies are there; originals and notes were not asked for."""
    case = receive_with_files(office, "Cán bộ đòi tiền CANARY.")
    office.write_as_reporter(case, "Tôi gửi thêm.")
    files = _unzipped(_export(visitor(office), case).content)
    content = json.loads(files["ho-so.json"])

    assert {"ho-so.docx", "ho-so.json", "tep-sach/01-anh.jpg", MANIFEST} == set(files)
    assert "Cán bộ đòi tiền CANARY." == content["report"]["what"]
    assert ["Tôi gửi thêm."] == [message["text"] for message in content["messages"]]
    assert [] == content["events"]
    assert photo() == files["tep-sach/01-anh.jpg"]
    assert "phim.mp4" in json.loads(files[MANIFEST])["left_out"]


def test_originals_go_along_when_asked_for(office: Office) -> None:
    """Originals lie in a folder of their own, and the timeline says that they left."""
    case = receive_with_files(office, "Cán bộ đòi tiền.")
    browser = visitor(office)
    files = _unzipped(_export(browser, case, originals="1").content)

    assert photo() + b"EXIF-CANARY" == files["tep-goc/01-anh.jpg"]
    assert b"video" * 50_000 == files["tep-goc/02-phim.mp4"]
    assert "kèm bản gốc" in browser.http.get(f"/case/{case.number}").text


def test_an_altered_file_is_left_out_and_named(office: Office) -> None:
    """One damaged attachment does not keep the rest of the case from leaving."""
    case = receive_with_files(office, "Cán bộ đòi tiền.")
    browser = visitor(office)
    whole = _unzipped(_export(browser, case, originals="1").content)
    for name in office.desk.cases.files(case.id):
        path = office.home / "cases" / name
        if path.stat().st_size > 200_000:
            content = path.read_bytes()
            path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    files = _unzipped(_export(browser, case, originals="1").content)

    assert {"tep-goc/02-phim.mp4"} == set(whole) - set(files)
    assert "tep-goc/02-phim.mp4" in json.loads(files[MANIFEST])["left_out"]


def test_internal_notes_stay_inside_unless_asked_for(office: Office) -> None:
    """A note is in neither file of an export until its box is ticked."""
    case = receive_with_files(office, "Cán bộ đòi tiền.")
    browser = visitor(office)
    browser.fill(f"/case/{case.number}", f"/case/{case.number}/note", note="GHI-CHU-KIN")
    without = _unzipped(_export(browser, case).content)
    along = _unzipped(_export(browser, case, notes="1").content)

    for name, expected in ((without, False), (along, True)):
        text = "\n".join(
            line.text for line in docx.Document(io.BytesIO(name["ho-so.docx"])).paragraphs
        )
        assert expected == ("GHI-CHU-KIN" in text)
        assert expected == ("GHI-CHU-KIN" in name["ho-so.json"].decode())


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"passphrase": "ngắn", "again": "ngắn"}, "ít nhất 12"),
        ({"again": "một câu khác hẳn"}, "không giống nhau"),
        ({"form": "docx"}, "xác nhận"),
    ],
)
def test_an_export_that_is_not_safe_is_refused(
    office: Office, fields: dict[str, str], sentence: str
) -> None:
    """A weak or mistyped passphrase, or an open file without consent, gives no file."""
    case = receive_with_files(office, "Cán bộ đòi tiền.")
    answer = _export(visitor(office), case, **fields)

    assert 422 == answer.status_code
    assert sentence in answer.text
    assert [] == office.desk.cases.events(case.id)


def test_an_open_document_is_given_on_consent_and_noted(office: Office) -> None:
    """The .docx holds the report; the timeline says that it was not sealed."""
    case = receive_with_files(office, "Cán bộ đòi tiền CANARY.")
    browser = visitor(office)
    answer = _export(browser, case, form="docx", open="1")
    lines = [line.text for line in docx.Document(io.BytesIO(answer.content)).paragraphs]

    assert "Cán bộ đòi tiền CANARY." in lines
    assert "Tệp Word, không niêm phong" in browser.http.get(f"/case/{case.number}").text


def test_nothing_of_an_export_stays_on_the_disk(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the home nor the folder of temporary files holds a word of it, even for a moment."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    made: list[str] = []
    sys.addaudithook(
        lambda event, args: made.append(event) if event == "tempfile.mkstemp" else None
    )
    case = receive_with_files(office, "Cán bộ đòi tiền CANARY.")
    browser = visitor(office)
    made.clear()
    _export(browser, case, originals="1")
    _export(browser, case, form="docx", open="1")

    assert [] == made
    assert [] == list(temporary.iterdir())
    for path in office.home.rglob("*"):
        assert path.is_dir() or b"CANARY" not in path.read_bytes()


def test_the_command_opens_an_export(office: Office, tmp_path: Path) -> None:
    """Whoever received the file opens it with congvu and the passphrase; only they can read it."""
    sealed_file = tmp_path / "2026-00001.congvu"
    case = receive_with_files(office, "Cán bộ đòi tiền.")
    sealed_file.write_bytes(_export(visitor(office), case).content)
    result = CliRunner().invoke(open_export, [str(sealed_file)], input=f"{_OPEN}\n")
    opened = tmp_path / "2026-00001.zip"

    assert 0 == result.exit_code
    assert zipfile.is_zipfile(opened)
    assert 0o600 == opened.stat().st_mode & 0o777


def _opening(file: Path) -> Result:
    """Run the command with the passphrase on standard input."""
    arguments = [str(file), "--passphrase-file", "-"]
    return CliRunner().invoke(open_export, arguments, input=f"{_PASSPHRASE}\n")


def test_the_command_leaves_nothing_of_a_file_that_was_cut(tmp_path: Path, sealed: bytes) -> None:
    """What opened before the damage was met is removed again, and no file is written over."""
    cut = tmp_path / "cut.congvu"
    cut.write_bytes(sealed[:-10])
    whole = tmp_path / "whole.congvu"
    whole.write_bytes(sealed)
    (tmp_path / "whole.zip").write_bytes(b"mine")
    damaged = _opening(cut)
    there = _opening(whole)

    assert isinstance(damaged.exception, ExportError)
    assert not (tmp_path / "cut.zip").exists()
    assert isinstance(there.exception, ExportError)
    assert b"mine" == (tmp_path / "whole.zip").read_bytes()
