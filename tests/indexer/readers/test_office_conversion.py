"""Files of older word processors are read through LibreOffice, the real one."""

import shutil
from pathlib import Path

import pytest

from indexer.errors import ReadError
from indexer.readers import libreoffice
from indexer.readers.office import read
from indexer.structure import parse_document
from tests.indexer.readers.converting import convert, deletion
from tests.indexer.readers.old_letters import rtf, surfaced
from tests.indexer.readers.word import abstract, concrete, level, listed, paragraph, run, write_word

ACT = [
    "CHÍNH PHỦ",
    "Số: 911/2003/NĐ-CP",
    "NGHỊ ĐỊNH",
    "Về việc tưới cây trong công sở",
    "Điều 1. Phạm vi điều chỉnh",
    "Nghị định này quy định việc tưới cây trong công sở.",
    "Điều 2. Người tưới cây",
    "1. Công chức trực nhật tưới cây mỗi sáng thứ hai.",
    "2. Viên chức được tưới cây khi:",
    "a) Có bình tưới;",
    "b) Được trưởng phòng đồng ý.",
]
"""An invented decree; in .VnTime its first lines are capitals without marks and small letters."""


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of files that LibreOffice wrote, in each format, from two documents.

    old.*: the decree in TCVN3 fonts; numbered.*: automatic numbers and a tracked change.
    """
    if not libreoffice.program():
        pytest.skip("LibreOffice is not on this machine.")
    folder = tmp_path_factory.mktemp("office")
    (folder / "old.rtf").write_bytes(rtf(_in_old_fonts()))
    write_word(folder / "numbered.docx", _numbered(), numbering=_NUMBERING)
    for kind in ("doc", "odt"):
        convert(folder, kind, "old.rtf", "numbered.docx")
    return folder


_NUMBERING = abstract(
    0, level(0, "Điều %1."), level(1, "%2."), level(2, "%3)", "lowerLetter")
) + concrete(1, 0)


def _numbered() -> str:
    changed = paragraph(run("Ai được "), deletion("không "), run("tưới cây"))
    place = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    return (
        listed("Phạm vi", 1)
        + changed.replace("<w:pPr></w:pPr>", f"<w:pPr>{place}</w:pPr>")
        + listed("Người trực nhật;", 1, 2)
        + listed("Người khác.", 1, 2)
        + listed("Hiệu lực", 1)
    )


def _in_old_fonts() -> list[tuple[str, str]]:
    """Return the decree as it surfaces, headings in the font of capitals."""
    heads = [(surfaced(line.lower(), "TCVN3"), ".VnTimeH") for line in ACT[:1] + ACT[2:3]]
    rest = [(surfaced(line, "TCVN3"), ".VnTime") for line in ACT]
    return [heads[0], rest[1], heads[1], *rest[3:]]


@pytest.mark.parametrize("kind", ["rtf", "doc", "odt"])
def test_old_fonts_are_unicode_in_every_format(office: Path, kind: str) -> None:
    """A decree in .VnTime and .VnTimeH comes back letter by letter, and is a decree."""
    found = read(office / f"old.{kind}")

    assert ACT == found.text.splitlines()
    assert ("TCVN3",) == found.remarks.legacy
    tree = parse_document(found.text)
    assert "911/2003/NĐ-CP" == tree.document.number
    assert "dieu2.khoan2.diemb" == tree.provisions[-1].path


@pytest.mark.parametrize(
    ("kind", "clause", "changes"),
    [("docx", "tưới", (1, 0)), ("odt", "tưới", (1, 0)), ("doc", "không tưới", (0, 1))],
)
def test_numbers_survive_every_format_and_a_doc_keeps_what_was_deleted(
    office: Path, kind: str, clause: str, changes: tuple[int, int]
) -> None:
    """Automatic numbers are there; deletions are accepted, but for those a .doc shows."""
    found = read(office / f"numbered.{kind}")

    assert [
        "Điều 1. Phạm vi",
        f"1. Ai được {clause} cây",
        "a) Người trực nhật;",
        "b) Người khác.",
        "Điều 2. Hiệu lực",
    ] == found.text.splitlines()
    assert changes == (found.remarks.tracked_changes, found.remarks.tracked_deletions)


def test_a_damaged_file_says_so(office: Path, tmp_path: Path) -> None:
    """What LibreOffice cannot read is damaged; nothing of the attempt stays behind."""
    path = tmp_path / "hong.doc"
    path.write_bytes((office / "old.doc").read_bytes()[:700])

    with pytest.raises(ReadError) as caught:
        read(path)

    assert ("damaged", "hong.doc") == (caught.value.code, caught.value.name)


def test_a_password_is_asked_for(office: Path, tmp_path: Path) -> None:
    """A .doc that says it is encrypted is not handed to LibreOffice."""
    data = bytearray((office / "old.doc").read_bytes())
    at = next(n for n in range(512, len(data), 512) if data[n : n + 2] == b"\xec\xa5")
    data[at + 11] |= 0x01
    path = tmp_path / "khoa.doc"
    path.write_bytes(data)

    with pytest.raises(ReadError) as caught:
        read(path)

    assert "encrypted" == caught.value.code


def test_without_libreoffice_one_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where LibreOffice is not installed the message names the package."""
    monkeypatch.setattr(shutil, "which", lambda _: None)
    path = tmp_path / "a.rtf"
    path.write_bytes(rtf([("a", "Arial")]))

    with pytest.raises(ReadError, match="libreoffice-writer-nogui"):
        read(path)


def test_a_conversion_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that never ends costs its time, is killed, and leaves no folder behind."""
    hanging = tmp_path / "soffice"
    hanging.write_text("#!/bin/sh\nexec sleep 60\n")
    hanging.chmod(0o755)
    monkeypatch.setattr(libreoffice, "program", lambda: str(hanging))
    monkeypatch.setattr(libreoffice, "SECONDS", 0.2)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    path = tmp_path / "a.rtf"
    path.write_bytes(rtf([("a", "Arial")]))

    with pytest.raises(ReadError) as caught:
        read(path)

    assert "slow" == caught.value.code
    assert [] == list(temporary.iterdir())
