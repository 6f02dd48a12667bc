"""What kind of file a file is: its bytes say it where they are certain, whatever its name says."""

import zipfile
from pathlib import Path

import docx
import pytest

from indexer.errors import ReadError
from indexer.readers.kinds import kind_of
from tests.indexer.files import DECREE

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WORD_XML = b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>'


def file(folder: Path, name: str, content: bytes) -> Path:
    """Write a file."""
    path = folder / name
    path.write_bytes(content)
    return path


def stream(name: str) -> bytes:
    """Return the bytes of an old Office file with one stream of that name."""
    return OLD_OFFICE + f"{name}\x00".encode("utf-16-le") + bytes(512)


def packed(folder: Path, name: str, members: dict[str, str]) -> Path:
    """Write a zip archive."""
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.doc", b"{\\rtf1 Dieu 1.}", ".rtf"),
        ("a.txt", b"\xef\xbb\xbf {\\rtf1 Dieu 1.}", ".rtf"),
        ("a.doc", b"<!DOCTYPE html><p>A", ".html"),
        ("a.doc", b'<html xmlns:o="urn:schemas-microsoft-com:office">', ".html"),
        ("a.doc", "<html><body>".encode("utf-16"), ".html"),
        ("a.txt", b"\n<HTML>", ".html"),
        ("a.doc", b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n b=x", ".mht"),
        ("a.doc", WORD_XML, ".doc"),
        ("a.doc", "Điều 1. Chỉ là chữ.".encode(), ".txt"),
        ("a.doc", stream("WordDocument"), ".doc"),
        ("a.docx", stream("WordDocument"), ".doc"),
        ("a.docx", b"%PDF-1.7", ".pdf"),
        ("a.pdf", b"\x00\x00 mail junk %PDF-1.4", ".pdf"),
        ("a.pdf", b"\xff\xd8\xff\xe0", ".jpg"),
        ("a.jpg", b"\x89PNG\r\n\x1a\n", ".png"),
        ("a.png", b"II*\x00", ".tif"),
        ("scan", b"MM\x00*", ".tif"),
        ("a.jpg", b"RIFF\x00\x00\x00\x00WEBPVP8 ", ".webp"),
        ("a.md", "# Điều 1. A < p >".encode(), ".md"),
        ("a.txt", b"a <p> in a text", ".txt"),
    ],
)
def test_the_bytes_decide(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    """A file with the wrong ending is read as what it is."""
    assert kind_of(file(tmp_path, name, content)) == kind


def test_a_word_file_by_another_name(tmp_path: Path) -> None:
    """Word writes .docx whatever people call the file; so does LibreOffice with .odt."""
    docx.Document().save(str(tmp_path / "a.doc"))
    mark = "application/vnd.oasis.opendocument.text"

    assert kind_of(tmp_path / "a.doc") == ".docx"
    assert kind_of(packed(tmp_path, "b.docx", {"mimetype": mark, "content.xml": ""})) == ".odt"
    assert kind_of(packed(tmp_path, "c.docx", {"qd.txt": DECREE})) == ".zip"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.doc", stream("Workbook"), "unread-inside"),
        ("a.doc", stream("PowerPoint Document"), "unread-inside"),
        ("a.docx", stream("EncryptedPackage"), "encrypted"),
        ("a.doc", OLD_OFFICE, "damaged"),
        ("a.docx", b"PK\x03\x04 cut", "damaged"),
        ("a.zip", b"PK\x03\x04 cut", "archive-damaged"),
        ("a.zip", b"Rar!\x1a\x07\x00", "unread-inside"),
        ("a.txt", b"MZ\x90\x00", "unread-inside"),
        ("a.jpg", b"\x00\x00\x00\x18ftypheic", "unread-inside"),
        ("a.pdf", b"Only words", "wrong-kind"),
        ("a.docx", b"Only words", "wrong-kind"),
        ("a.png", b"", "wrong-kind"),
        ("a.doc", b"\x00\x01\x02", "wrong-kind"),
        ("a.xyz", "Điều 1. A".encode(), "unknown-kind"),
        ("noname", b"", "unknown-kind"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    """Kinds that are known and not read, locked files, and names that are not true."""
    with pytest.raises(ReadError) as caught:
        kind_of(file(tmp_path, name, content))

    assert caught.value.code == code


def test_a_spreadsheet_is_no_document(tmp_path: Path) -> None:
    """Other Office files are packed like .docx, and are told by what they hold."""
    path = packed(tmp_path, "a.docx", {"xl/workbook.xml": ""})

    with pytest.raises(ReadError, match="holds Excel, which is not read"):
        kind_of(path)
