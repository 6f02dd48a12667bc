"""What the embedding model reads of a passage."""

import pytest

from indexer.search_index import embedded_text
from knowledge.model import Passage


@pytest.mark.parametrize(
    ("context", "read"),
    [
        ("Luật Giữ sổ. Chương I\nSổ trực", "Luật Giữ sổ. Chương I. Sổ trực. Ghi sổ."),
        ("\nSổ trực", "Sổ trực. Ghi sổ."),
        ("Luật Giữ sổ\n", "Luật Giữ sổ. Ghi sổ."),
        ("\n", "Ghi sổ."),
    ],
)
def test_the_model_reads_the_headings_that_there_are(context: str, read: str) -> None:
    """Nothing stands where a document has no title or a Điều no heading."""
    assert read == embedded_text(Passage("A", "dieu1", 0, 7, context, "Ghi sổ."))
