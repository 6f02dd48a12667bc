"""Letters that only look Vietnamese become Vietnamese, in Vietnamese words."""

import pytest

from indexer.readers.lookalikes import mended


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Ðiều 5. Nghị định 12/2003/NÐ-CP", "Điều 5. Nghị định 12/2003/NĐ-CP"),
        ("ÐẢNG, ƉOÀN, 500 ð", "ĐẢNG, ĐOÀN, 500 đ"),
        ("đƣợc ngƣời THƢ KÝ", "được người THƯ KÝ"),
        ("HÐND, TÐKT", "HĐND, TĐKT"),
        ("Guðmundur Sigurðsson", "Guðmundur Sigurðsson"),
        ("Điều 5 được", "Điều 5 được"),
    ],
)
def test_letters_are_as_they_were_meant(typed: str, meant: str) -> None:
    """Eth is Đ and oi is ư in words that are Vietnamese then, and nowhere else."""
    assert meant == mended(typed)
