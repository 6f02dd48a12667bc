"""Unwrapping: lines broken at the page's width are joined, paragraphs are left alone."""

import textwrap
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from indexer.unwrap import unwrap

SENTENCE = (
    "Người được giao chăm sóc vườn hoa phải tưới cây mỗi ngày, kể cả ngày nghỉ, và báo cáo với "
    "Ủy ban nhân dân xã khi có cây chết hoặc khi nguồn nước không còn bảo đảm cho việc tưới."
)


def wrapped() -> str:
    """Return a decree of twelve Điều as a page of 70 characters breaks it."""
    parts = []
    for number in range(1, 13):
        parts += [f"Điều {number}. Chăm sóc", f"1. {SENTENCE}", f"a) {SENTENCE}", f"2. {SENTENCE}"]
    return "\n".join(line for part in parts for line in textwrap.wrap(part, 70)) + "\n"


def test_a_hard_wrapped_text_gets_its_paragraphs_back() -> None:
    """Every heading and numbered item begins a line, every sentence is whole."""
    lines = unwrap(wrapped()).splitlines()

    assert len(lines) == 48
    assert lines[:3] == ["Điều 1. Chăm sóc", f"1. {SENTENCE}", f"a) {SENTENCE}"]


def test_a_text_of_paragraphs_is_left_byte_for_byte() -> None:
    """Long lines, CRLF, spaces at the end and missing newlines stay."""
    text = ("Điều 1. Một \r\n" + SENTENCE * 2 + "\r\n") * 30 + "Hết"

    assert unwrap(text) == text


def test_tables_headings_and_signatures_are_not_joined() -> None:
    """Only running text goes on in the next line."""
    text = wrapped() + (
        "| Số thứ tự của cây trong vườn hoa công cộng | Tên của cây trong vườn |\n"
        "| một | hoa hồng |\nChương II\nchăm sóc cây\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    )

    assert unwrap(text).endswith(text[len(wrapped()) :])


@given(st.text("abc dđ.,;1)\n“”|-", max_size=400))
def test_only_white_space_changes(text: str) -> None:
    """Whatever the text, no letter is lost or moved."""
    assert "".join(unwrap(text).split()) == "".join(text.split())


def test_of_the_real_regulations_only_the_wrapped_ones_change(shared_data: Path) -> None:
    """Three of the files are broken at the page's width; the others come back as they are."""
    changed = set()
    for path in (shared_data / "regs").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        if unwrap(text) != text:
            changed.add(path.name[:8])

    assert changed == {"233-2026", "234-2026", "244-2026"}
