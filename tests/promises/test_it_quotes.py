"""Promise: it quotes, it does not invent."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from knowledge.assistant import Assistant
from knowledge.errors import LibraryError
from knowledge.library import Library, current_snapshot
from knowledge.model import Outcome
from tests.knowledge.conftest import DOCUMENTS

QUESTIONS = [
    "Nhân viên uống rượu, bia giờ nghỉ trưa có bị cấm không?",
    "Ngựa công được ăn mấy cân cỏ khô một ngày?",
    "Thủ trưởng kiểm tra giờ giấc làm việc mấy lần một tháng?",
    "Khi tiếp khách đến liên hệ công việc thì làm những gì?",
    "Điều 2 Luật 801/2019/QH14",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quote_stands_in_the_file_it_came_from(assistant: Assistant, question: str) -> None:
    """Letter for letter, line for line, in the very file that an administrator handed in."""
    files = [path.read_text(encoding="utf-8") for path in DOCUMENTS.glob("*.md")]
    plain = [text.replace("## ", "") for text in files]
    answer = assistant.ask(question)

    assert Outcome.ANSWERED is answer.outcome
    for quote in answer.quotes:
        assert any(quote.text in text and quote.lead in text for text in plain)


def test_a_refusal_shows_no_source(assistant: Assistant) -> None:
    """What the library does not hold is not dressed up with quotes."""
    answer = assistant.ask("Giá vé máy bay đi Đà Nẵng là bao nhiêu?", further=True)

    assert Outcome.NOT_FOUND is answer.outcome
    assert not answer.quotes
    assert not answer.other


def test_a_library_changed_behind_its_back_is_refused(answering_home: Path, tmp_path: Path) -> None:
    """Whoever edits the stored law by hand is found out before it is quoted."""
    home = tmp_path / "home"
    shutil.copytree(answering_home, home)
    snapshot = current_snapshot(home)
    with sqlite3.connect(snapshot / "library.db") as db:
        db.execute("UPDATE documents SET text = replace(text, 'ba cân', 'bốn cân')")

    with pytest.raises(LibraryError, match=r"library\.db"):
        Library.open(snapshot)
