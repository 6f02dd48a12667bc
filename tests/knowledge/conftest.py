"""One small library of invented documents, built once with the real model."""

from datetime import datetime
from pathlib import Path

import pytest

from indexer.refresh import refresh
from knowledge.assistant import Assistant
from knowledge.clock import VIETNAM, FixedClock
from knowledge.embedding import Embedder, load_embedder
from knowledge.library import Library, current_snapshot

NOON = FixedClock(datetime(2026, 11, 22, 12, 0, tzinfo=VIETNAM))

DOCUMENTS = Path(__file__).parent / "documents"
"""A law, a circular for one service that says the same, a law and what replaced it, a directive."""


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """Return the bundled model, loaded once."""
    return load_embedder()


@pytest.fixture(scope="session")
def answering_home(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """Return a home whose library holds the documents; nobody writes into it."""
    home = tmp_path_factory.mktemp("answering")
    report = refresh(home, [DOCUMENTS], clock=NOON, embedder=embedder, starter=False)
    assert report.problems == ()
    return home


@pytest.fixture(scope="session")
def assistant(answering_home: Path, embedder: Embedder) -> Assistant:
    """Return the assistant on the documents, opened once."""
    return Assistant(answering_home, NOON, embedder)


@pytest.fixture(scope="session")
def held(answering_home: Path) -> Library:
    """Return the library of the documents."""
    return Library.open(current_snapshot(answering_home))
