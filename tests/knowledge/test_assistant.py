"""The assistant on its published library: models, reloading, searching."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from indexer.refresh import refresh
from knowledge.assistant import Assistant
from knowledge.embedding import Embedder, Floats
from knowledge.errors import ModelMismatchError, NoLibraryError
from tests.knowledge.conftest import NOON

NEW = """---
number: 9/CT-THU
kind: Chỉ thị
title: Về chổi tre
effective_from: 2021-01-01
digest: false
---
## Điều 1. Chổi tre
Mỗi phòng treo một cây chổi tre sau cánh cửa.
"""


class Foreign:
    """Another embedding model than the one the library was built with."""

    model_id = "another-model"
    dimension = 384

    def encode_query(self, texts: Sequence[str]) -> Floats:
        """Return vectors of the right shape, which is what makes the mistake dangerous."""
        return np.zeros((len(texts), self.dimension), np.float32)

    def encode_document(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Floats:
        """Return the same."""
        return self.encode_query(texts)


def test_a_question_with_another_model_is_refused(answering_home: Path) -> None:
    """It would be answered wrongly; the message says what to do."""
    with pytest.raises(ModelMismatchError, match="congvu refresh"):
        Assistant(answering_home, NOON, Foreign())


def test_a_refresh_with_another_model_embeds_everything_again(
    answering_home: Path, tmp_path: Path
) -> None:
    """After it, that model is the library's."""
    home = tmp_path / "home"
    shutil.copytree(answering_home, home)
    report = refresh(home, [], clock=NOON, embedder=Foreign(), starter=False)

    assert report.published
    assert "another-model" == Assistant(home, NOON, Foreign()).library.manifest.model_id


def test_without_a_library_the_error_says_how_to_make_one(tmp_path: Path) -> None:
    """Before the model is loaded."""
    with pytest.raises(NoLibraryError, match="congvu refresh"):
        Assistant.open(tmp_path, NOON)


def test_a_newly_published_library_is_taken_up(
    answering_home: Path, tmp_path: Path, embedder: Embedder
) -> None:
    """Without a restart, and only when there is one."""
    home = tmp_path / "home"
    shutil.copytree(answering_home, home)
    assistant = Assistant(home, NOON, embedder)
    question = "Mỗi phòng treo mấy cây chổi tre?"
    before = assistant.ask(question)
    (tmp_path / "new.md").write_text(NEW, encoding="utf-8")
    refresh(home, [tmp_path / "new.md"], clock=NOON, embedder=embedder, starter=False)

    assert () == before.quotes
    assert assistant.reload_if_changed()
    assert "Điều 1 Chỉ thị 9/CT-THU" == assistant.ask(question).quotes[0].citation
    assert not assistant.reload_if_changed()


def test_search_names_what_it_finds_by_number_and_article(assistant: Assistant) -> None:
    """As many as asked for, best first."""
    hits = assistant.search("Ngựa công được ăn mấy cân cỏ khô?", top=3)

    assert "804/2019/QH14|2" == hits[0][0]
    assert 3 == len(hits)
    assert [score for _, score in hits] == sorted((s for _, s in hits), reverse=True)
