"""The small library of tests/knowledge serves the promises too."""

from tests.knowledge.conftest import answering_home, assistant, embedder, held

__all__ = ["answering_home", "assistant", "embedder", "held"]
