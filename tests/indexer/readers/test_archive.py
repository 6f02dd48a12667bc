"""Archives: every member that can be read is read, and names, sizes and counts do no harm."""

import struct
import zipfile
from pathlib import Path

import pytest

from indexer.errors import ReadError
from indexer.readers import archive, documents, read, read_text
from indexer.readers.archive import unpack
from tests.indexer.files import DECREE, LATER, article_line


def pack(path: Path, members: dict[str, bytes | str]) -> Path:
    """Write an archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as stream:
        for name, content in members.items():
            stream.writestr(name, content)
    return path


def codes(path: Path) -> dict[str, str]:
    """Return by name what is wrong with each member; "" where nothing is."""
    return {entry["name"]: entry.get("error", "") for entry in unpack(path)}


def test_every_member_is_read_on_its_own(tmp_path: Path) -> None:
    """What cannot be read of an archive is told by member; the others are documents."""
    path = pack(
        tmp_path / "vb.zip",
        {
            "2021/901.txt": DECREE,
            "902.md": LATER,
            "cu.pdf": b"%PDF-1.4 ...",
            "bang.xlsx": b"PK",
            "ngan.txt": "Mua sữa.",
            "luat.jsonl": article_line("7/2019/QH14", "1", "A."),
            "trong.zip": b"PK\x03\x04",
            "__MACOSX/._901.txt": b"\x00\x05",
            "2021/": b"",
            ".DS_Store": b"x",
        },
    )

    reading = read(path)

    assert [d.tree.document.number for d in reading.documents] == [
        "901/2021/NĐ-CP",
        "902/2024/NĐ-CP",
        "7/2019/QH14",
    ]
    assert [d.tree.document.source for d in reading.documents[:1]] == ["2021/901.txt"]
    assert {(p.name, p.code) for p in reading.problems} == {
        ("vb.zip › cu.pdf", "damaged"),
        ("vb.zip › bang.xlsx", "unknown-kind"),
        ("vb.zip › ngan.txt", "no-provisions"),
        ("vb.zip › trong.zip", "archive-nested"),
    }


def test_the_words_of_all_members_can_be_seen(tmp_path: Path) -> None:
    """Their texts follow one another; the first member that fails is told."""
    path = pack(tmp_path / "vb.zip", {"a.txt": "Một.", "b.txt": "Hai."})

    assert read_text(path) == "Một.\nHai."
    with pytest.raises(ReadError, match=r"vb\.zip › c\.txt is not text"):
        read_text(pack(path, {"a.txt": "Một.", "c.txt": b"a\x00\x01"}))


def test_names_are_only_names(tmp_path: Path) -> None:
    """A name that leads out of the folder is written where all are, and shown without its way."""
    path = pack(
        tmp_path / "a.zip",
        {"../../etc/passwd.txt": "A", "/root/b.txt": "B", "C:\\x\\..\\c.txt": "C", "..": "D"},
    )

    entries = unpack(path)

    assert [entry["name"] for entry in entries] == [
        "etc/passwd.txt",
        "root/b.txt",
        "C:/x/c.txt",
        "?",
    ]
    assert {p.name for p in tmp_path.iterdir()} == {
        *("a.zip", "member0.txt", "member1.txt", "member2.txt")
    }


@pytest.mark.parametrize("encoding", ["utf-8", "cp1258"])
def test_names_of_older_programs(tmp_path: Path, encoding: str) -> None:
    """Where a name is not marked as Unicode, it is read as Vietnamese where it makes sense."""
    path = pack(tmp_path / "a.zip", {"Qd ........txt": "A"})
    name = "Q\u0111 s\u00f4\u0301.txt" if encoding == "cp1258" else "Qđ số.txt"
    wanted = name.encode(encoding)[: len("Qd ........txt")].ljust(14, b"t")
    path.write_bytes(path.read_bytes().replace(b"Qd ........txt", wanted))

    (entry,) = unpack(path)

    assert entry["name"].startswith("Qđ số")


def test_a_locked_member_is_told(tmp_path: Path) -> None:
    """A password on one member keeps out that one."""
    path = pack(tmp_path / "a.zip", {"a.txt": "A", "b.txt": "B"})
    data = bytearray(path.read_bytes())
    data[data.find(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)

    assert codes(path) == {"a.txt": "encrypted", "b.txt": ""}


def test_a_member_packed_in_an_unknown_way_is_told(tmp_path: Path) -> None:
    """Newer ways of packing are not guessed at."""
    path = pack(tmp_path / "a.zip", {"a.txt": "A", "b.txt": "B"})
    data = bytearray(path.read_bytes())
    struct.pack_into("<H", data, data.find(b"PK\x01\x02") + 10, 95)
    path.write_bytes(data)

    assert codes(path) == {"a.txt": "archive-method", "b.txt": ""}


def test_a_damaged_member_is_told(tmp_path: Path) -> None:
    """One whose bytes were changed fails its check; the other is whole."""
    path = pack(tmp_path / "a.zip", {"a.txt": DECREE, "b.txt": "B"})
    data = bytearray(path.read_bytes())
    data[120] ^= 0xFF
    path.write_bytes(data)

    assert codes(path) == {"a.txt": "damaged", "b.txt": ""}


@pytest.mark.parametrize(("claimed", "code"), [(30 << 20, "archive-unsafe"), (5, "damaged")])
def test_a_bomb_is_not_unpacked(tmp_path: Path, claimed: int, code: str) -> None:
    """A member that grows more than any document does is left, whatever its header says."""
    path = pack(tmp_path / "a.zip", {"bomb.txt": bytes(30 << 20), "b.txt": "B"})
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, data.find(b"PK\x01\x02") + 24, claimed)
    path.write_bytes(data)

    assert codes(path) == {"bomb.txt": code, "b.txt": ""}
    assert sum(p.stat().st_size for p in tmp_path.glob("member*")) < 10


def test_a_member_that_is_too_large_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bound of a single file holds for members too."""
    monkeypatch.setattr(archive, "MAX_BYTES", 1000)
    path = pack(tmp_path / "a.zip", {"a.txt": "A" * 1001, "b.txt": "B"})

    assert codes(path) == {"a.txt": "too-large", "b.txt": ""}


@pytest.mark.parametrize(
    ("bound", "members", "code"),
    [
        ("MOST_MEMBERS", {"a.txt": "A", "b.txt": "B", "c.txt": "C"}, "archive-too-many"),
        ("MOST_UNPACKED", {"a.txt": "AA", "b.txt": "BB"}, "archive-too-large"),
        ("MOST_MEMBERS", {}, "archive-empty"),
        ("MOST_MEMBERS", {"__MACOSX/a.txt": "A"}, "archive-empty"),
    ],
)
def test_an_archive_has_bounds(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    bound: str,
    members: dict[str, bytes | str],
    code: str,
) -> None:
    """So many members, so many bytes, and at least one file."""
    monkeypatch.setattr(archive, bound, 2)

    with pytest.raises(ReadError) as caught:
        unpack(pack(tmp_path / "a.zip", members))
    assert caught.value.code == code


def test_an_archive_that_is_one_by_another_name_is_nested(tmp_path: Path) -> None:
    """A member's bytes say that it is an archive, though its name does not."""
    inner = pack(tmp_path / "inner.zip", {"a.txt": DECREE}).read_bytes()
    path = pack(tmp_path / "a.zip", {"a.docx": inner, "b.txt": DECREE})

    reading = read(path)

    assert [p.code for p in reading.problems] == ["archive-nested"]
    assert len(reading.documents) == 1


def test_an_archive_does_not_take_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When its time is over the members that are left are told, one by one."""
    monkeypatch.setattr(documents, "SECONDS_OF_ARCHIVE", -1)

    reading = read(pack(tmp_path / "a.zip", {"a.txt": DECREE, "b.txt": DECREE}))

    assert [p.code for p in reading.problems] == ["slow", "slow"]
    assert reading.documents == ()
