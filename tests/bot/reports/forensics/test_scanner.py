"""The scanner finds what is planted, in each of its shapes; else a clean bot proves nothing."""

import base64
import gzip
import io
import json
import os
import sqlite3
import struct
import unicodedata
import zipfile
import zlib
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.bot.reports.forensics.forms import (
    forms_of_bytes,
    forms_of_digits,
    forms_of_id,
    forms_of_text,
)
from tests.bot.reports.forensics.scanner import Scanner

WORD = "Zuýnh Qặkvex"
PERSON = 7_731_904_555_018
RECEIPT = "4071952836607714"
KEY = bytes(range(100, 132))
SCANNER = Scanner(
    forms_of_text(WORD)
    | forms_of_id(PERSON)
    | forms_of_digits(RECEIPT)
    | forms_of_bytes(KEY, "key")
)

RAW = WORD.encode()
PLANTED = {
    "as it is": RAW,
    "in small letters": WORD.lower().encode(),
    "in capitals": WORD.upper().encode(),
    "without marks": b"zuynh qakvex",
    "with marks apart": unicodedata.normalize("NFD", WORD).encode(),
    "UTF-16 LE": WORD.encode("utf-16-le"),
    "UTF-16 BE": WORD.encode("utf-16-be"),
    "UTF-32": WORD.encode("utf-32-le"),
    "base64 at 0": base64.b64encode(b"abc" + RAW + b"xyz"),
    "base64 at 1": base64.b64encode(b"abcd" + RAW + b"xyz"),
    "base64 at 2": base64.b64encode(b"abcde" + RAW + b"xyz"),
    "base64 for addresses": base64.urlsafe_b64encode(b"a" + RAW + b"b"),
    "base64 in lines": base64.encodebytes(b"." * 50 + RAW + b"." * 50),
    "base64 of UTF-16": base64.b64encode(b"a" + WORD.encode("utf-16-le")),
    "base85": base64.b85encode(b"ab" + RAW + b"abcdef"),
    "hex": RAW.hex().encode(),
    "hex in capitals": RAW.hex().upper().encode(),
    "percent": quote(WORD).encode(),
    "JSON": json.dumps({"text": WORD}).encode(),
    "JSON in JSON": json.dumps(json.dumps({"text": WORD})).encode(),
    "repr of bytes": repr(RAW).encode(),
    "zlib": zlib.compress(b"before " + RAW),
    "gzip": gzip.compress(b"before " + RAW),
    "zlib in gzip": gzip.compress(zlib.compress(RAW)),
    "id in digits": str(PERSON).encode(),
    "id of 6 bytes": PERSON.to_bytes(6, "big"),
    "id of 8 bytes, little": struct.pack("<q", PERSON),
    "id of 8 bytes, big": struct.pack(">q", PERSON),
    "id as a double": struct.pack(">d", PERSON),
    "id as a varint": bytes.fromhex("8ad0b2cb83e101"),
    "id in hex": f"{PERSON:x}".encode(),
    "receipt": RECEIPT.encode(),
    "receipt in groups": b"4071 9528 3660 7714",
    "receipt with dashes": b"4071-9528-3660-7714",
    "receipt as a number": int(RECEIPT).to_bytes(8, "little"),
    "receipt in UTF-16": RECEIPT.encode("utf-16-le"),
    "receipt in base64": base64.b64encode(b"a" + RECEIPT.encode()),
    "key": KEY,
    "key in hex": KEY.hex().encode(),
    "key in base64": base64.b64encode(b"12345" + KEY),
}


@pytest.mark.parametrize("shape", PLANTED)
def test_each_planted_shape_is_found_among_random_bytes(shape: str) -> None:
    """Whatever shape a word, an id, a receipt or a key is left in, it is found, at any place."""
    for shift in range(4):
        content = os.urandom(5000 + shift) + PLANTED[shape] + os.urandom(5000)
        assert SCANNER.bytes(content, "here"), shape


def test_random_bytes_hold_nothing() -> None:
    """Eight megabytes of chance give no false alarm."""
    assert [] == SCANNER.bytes(os.urandom(8 << 20), "chance")


def test_what_a_zip_has_packed_is_found(tmp_path: Path) -> None:
    """The parts of an Office file are looked into."""
    with zipfile.ZipFile(tmp_path / "letter.docx", "w", zipfile.ZIP_DEFLATED) as letter:
        letter.writestr("docProps/core.xml", f"<creator>{WORD}</creator>" * 3)
    assert "letter.docx" in str(SCANNER.tree(tmp_path)[0])


def test_names_of_files_and_targets_of_links_are_looked_at(tmp_path: Path) -> None:
    """A file that is named after somebody is found, and a link that leads to it."""
    (tmp_path / f"photo of {WORD}.jpg").write_bytes(b"nothing in it")
    (tmp_path / "link").symlink_to(f"/nowhere/{PERSON}")
    assert {"name", "target"} == {str(one).split()[0] for one in SCANNER.tree(tmp_path)}


def test_rows_are_read_as_values(tmp_path: Path) -> None:
    """A number that SQLite stores in six bytes and a value on several pages are found."""
    connection = sqlite3.connect(tmp_path / "bot.db")
    connection.execute("CREATE TABLE chats (id INTEGER, note BLOB)")
    note = io.BytesIO(os.urandom(4000) + RAW * 40 + os.urandom(9000)).getvalue()
    connection.execute("INSERT INTO chats VALUES (?, ?)", (PERSON, note))
    connection.commit()
    connection.close()
    found = {one.where: one.what for one in SCANNER.tree(tmp_path)}
    assert "bot.db, table chats" in found
    assert any("6 bytes" in one.what for one in SCANNER.tree(tmp_path) if one.where == "bot.db")


def test_an_erased_row_without_secure_delete_is_found(tmp_path: Path) -> None:
    """What a database has only marked as free is still in its file, and is found there."""
    connection = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
    connection.execute("PRAGMA secure_delete = OFF")
    connection.execute("CREATE TABLE notes (text TEXT)")
    connection.execute("INSERT INTO notes VALUES (?)", (f"before {WORD} after",))
    connection.execute("DELETE FROM notes")
    connection.close()
    assert ["bot.db"] == sorted({one.where for one in SCANNER.tree(tmp_path)})
