"""Mending recognised words: only what can be nothing else is changed."""

import pytest

from indexer.readers.ocr_words import mended, points


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("Ðiều 5, Hiệu lực", "Điều 5. Hiệu lực"),
        ("Điêu l2. Hiệu lực", "Điều 12. Hiệu lực"),
        ("2.N gười được giao", "2. Người được giao"),
        ("3, Vi phạm quy định", "3. Vi phạm quy định"),
        ("aj Trường hợp khác", "a) Trường hợp khác"),
        ("kể cả ngày nghỈ, và", "kể cả ngày nghỉ, và"),
        ("thì phẩi cách ly", "thì phải cách ly"),
        ("pháp luật 1à quyền", "pháp luật là quyền"),
    ],
)
def test_what_can_be_nothing_else_is_mended(seen: str, meant: str) -> None:
    """Labels, look-alikes, and words that are no syllable but for one mark."""
    assert " ".join(mended(seen.split())) == meant


@pytest.mark.parametrize(
    "line",
    [
        "12, 13, 14 Điều 5",
        "5, Điều 7 Luật này",
        "Chương II",
        "QĐ-TTg ngày 25/6/2004",
        "C2H5OH và ethanol 20 °C",
        "1a Điều 3 được sửa đổi",
        "CN PTNT",
    ],
)
def test_what_may_be_right_is_left_alone(line: str) -> None:
    """Numbers in a sentence, names and formulas are as they were."""
    assert " ".join(mended(line.split())) == line


def test_a_smudge_before_a_sentence_is_its_number() -> None:
    """What is narrow and hardly recognised at the beginning of a line is a "1." most often."""
    assert mended(["LÊ", "Người", "trực"], unsure=True) == ["1.", "Người", "trực"]
    assert mended(["LÊ", "Người", "trực"]) == ["LÊ", "Người", "trực"]


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("@) b) c) d) @) e)", "a) b) c) d) đ) e)"),
        ("e) ø) h) j) k) l)", "e) g) h) i) k) l)"),
        ("h) 1) k)", "h) i) k)"),
        ("Điều 1) 2)", "Điều 1) 2)"),
    ],
)
def test_labels_of_points_are_mended_by_their_order(seen: str, meant: str) -> None:
    """What a sign at the beginning of a line was is told by the label before it."""
    assert " ".join(points(seen.split())) == meant
