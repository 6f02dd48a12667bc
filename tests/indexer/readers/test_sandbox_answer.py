"""What a reading process says is checked word by word: a stranger's file may have taken it over."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from indexer.errors import ReadError
from indexer.readers.reading import Remarks
from indexer.readers.sandbox_answer import Member, understood

FOLDER = Path("/nowhere")
REMARKS = asdict(Remarks(legacy=("VNI",), confidence=0.5, pages_recognised=3, tracked_changes=4))


def text(**changed: Any) -> dict[str, Any]:
    """Return an answer that gives a text."""
    return {"kind": ".txt", "text": "Một", "remarks": REMARKS} | changed


def test_a_text_and_its_remarks_are_taken() -> None:
    """As the process gave them, in letters that can be stored."""
    answer = understood(text(text="Mô\u0323t\ud800\x00"), FOLDER, "a.txt")

    assert (answer.kind, answer.extracted.text) == (".txt", "Một")
    assert answer.extracted.remarks == Remarks(("VNI",), 0.5, 3, 4)


def test_a_confidence_is_a_share() -> None:
    """Whatever number is given, it lies between nothing and all."""
    answer = understood(text(remarks=REMARKS | {"confidence": 17.5}), FOLDER, "a.txt")

    assert answer.extracted.remarks.confidence == 1.0


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        {},
        text(kind=".exe"),
        text(text=None),
        text(remarks=None),
        text(remarks=REMARKS | {"pages_recognised": "many"}),
        text(remarks=REMARKS | {"legacy": 5}),
        {"error": "nothing the table knows", "values": {}},
        {"error": "slow", "values": {}},
        {"error": "damaged", "values": []},
        {"error": ["damaged"], "values": {}},
        {"members": 5},
        {"members": [{"name": "a.txt", "file": "../../etc/passwd"}]},
        {"members": [{"name": "a.txt", "file": "/etc/passwd"}]},
        {"members": [{"name": "a.txt"}]},
    ],
)
def test_nonsense_is_a_crash(answer: object) -> None:
    """An answer that no reader gives is none."""
    with pytest.raises(ReadError) as caught:
        understood(answer, FOLDER, "a.txt")

    assert (caught.value.code, caught.value.name) == ("crashed", "a.txt")


def test_values_are_short_words_and_numbers() -> None:
    """An error cannot carry a flood into logs and chats, nor name another file."""
    with pytest.raises(ReadError) as caught:
        understood({"error": "unread-inside", "values": {"found": "x" * 9999}}, FOLDER, "a.txt")

    assert len(str(caught.value)) < 400


def test_members_are_named_within_their_archive() -> None:
    """Names are one line each; a problem tells the archive too."""
    entries = [
        {"name": "a\nb.txt", "file": "member0.txt"},
        {"name": "c.doc", "error": "encrypted", "values": {}},
    ]

    first, second = understood({"members": entries}, FOLDER, "a.zip").members

    assert first == Member("a b.txt", FOLDER / "member0.txt")
    assert isinstance(second, ReadError)
    assert second.name == "a.zip › c.doc"
