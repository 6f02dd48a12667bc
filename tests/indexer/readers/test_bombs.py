"""Files made to cost more than they are: each costs one clear sentence and a little time."""

import gzip
import zipfile
from pathlib import Path

import pytest

from indexer.errors import ReadError
from indexer.readers import read, sandbox
from tests.indexer.readers.pages import pdf_of
from tests.indexer.readers.word import paragraph, run, write_word

LAUGHS = "".join(
    f'<!ENTITY l{at} "{f"&l{at - 1};" * 10 if at else "Điều 1. A "}">' for at in range(12)
)


def refused(path: Path) -> str:
    """Return the code with which a file is refused."""
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.name == path.name
    return caught.value.code


def test_entities_in_a_word_file(tmp_path: Path) -> None:
    """A text of a few hundred letters that would unfold to a terabyte."""
    path = write_word(tmp_path / "a.docx", paragraph(run("&l11;")))
    with zipfile.ZipFile(path) as source:
        members = {name: source.read(name) for name in source.namelist()}
    head = f"<!DOCTYPE w [{LAUGHS}]>".encode()
    start = members["word/document.xml"].find(b"<w:document")
    body = members["word/document.xml"]
    members["word/document.xml"] = body[:start] + head + body[start:]
    with zipfile.ZipFile(path, "w") as target:
        for name, content in members.items():
            target.writestr(name, content)

    assert refused(path) == "damaged"


def test_a_word_file_that_unpacks_without_end(tmp_path: Path) -> None:
    """Eighty megabytes of blanks, packed a thousandfold."""
    blanks = " " * (80 << 20)
    path = write_word(tmp_path / "a.docx", paragraph(run("Điều 1. A")) + blanks)

    assert path.stat().st_size < 1 << 20
    assert refused(path) == "unsafe"


def test_a_pdf_of_a_million_objects(tmp_path: Path) -> None:
    """They are listed and passed over; the one page there is is read."""
    whole = pdf_of(b"BT /F1 12 Tf 72 700 Td (1. Mot) Tj 0 -20 Td (2. Hai) Tj ET")
    end = whole.index(b"xref")
    many = b"".join(b"%d 0 obj\n<<>>\nendobj\n" % number for number in range(10, 1_000_010))
    path = tmp_path / "a.pdf"
    path.write_bytes(whole[:end] + many + whole[end:])

    (document,) = read(path).documents

    assert document.tree.text == "1. Mot\n2. Hai\n"


def test_a_pdf_of_a_million_pages(tmp_path: Path) -> None:
    """All of them the same one."""
    path = tmp_path / "a.pdf"
    whole = pdf_of(b"BT /F1 12 Tf (1. Mot) Tj ET")
    path.write_bytes(whole.replace(b"[5 0 R]/Count 1", b"[%s]/Count 1000000" % (b"5 0 R " * 10**6)))

    assert refused(path) in ("too-many-pages", "damaged")


@pytest.mark.parametrize(
    ("content", "code"), [(b"\n", "bad-article"), (b"{}\n", "bad-article"), (b" ", "no-articles")]
)
def test_a_list_of_articles_that_unpacks_without_end(
    tmp_path: Path, content: bytes, code: str
) -> None:
    """Whatever it holds a billion of."""
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        for _ in range(64):
            stream.write(content * (1 << 20))

    assert refused(path) == code


def test_a_text_that_takes_the_parser_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is parsed where it can be ended before it is parsed where it cannot."""
    monkeypatch.setattr(sandbox, "SECONDS", 2)
    path = tmp_path / "a.txt"
    path.write_text("Điều 1. A\na) B\n" * 200_000, encoding="utf-8")

    assert refused(path) == "slow"


def test_a_text_longer_than_any_document(tmp_path: Path) -> None:
    """Eleven million letters are several documents, or none."""
    path = tmp_path / "a.txt"
    path.write_text("Cây xanh.\n" * 1_100_000, encoding="utf-8")

    assert refused(path) == "too-long"
