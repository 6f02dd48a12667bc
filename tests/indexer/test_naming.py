"""Provisions named by their paths alone."""

import pytest

from indexer.naming import cited, innermost, named


@pytest.mark.parametrize(
    ("path", "citation"),
    [
        ("", ""),
        ("dieu8.khoan2.diema", "điểm a khoản 2 Điều 8"),
        ("dieu12a", "Điều 12a"),
        ("phuluc1.dieu3~2", "Điều 3 Phụ lục I"),
        ("chuong14", "Chương XIV"),
        ("so2.khoan1", "khoản 1 mục 2"),
        ("elsewhere", "elsewhere"),
    ],
)
def test_a_path_reads_as_officials_cite_it(path: str, citation: str) -> None:
    """Innermost first; what is no path is left as it is."""
    assert cited(path) == citation


def test_a_provision_is_named_with_its_document() -> None:
    """Kind and number follow; a document alone is named too."""
    assert named("Luật", "1/2020/QH14", "dieu8") == "Điều 8 Luật 1/2020/QH14"
    assert named("", "1/2020/QH14") == "1/2020/QH14"


def test_what_holds_something_closer_is_left_out() -> None:
    """A document, and a Điều of which a khoản is named, say nothing more."""
    paths = {"", "dieu1", "dieu10", "dieu10.khoan1", "dieu1a"}
    assert innermost(paths) == {"dieu1", "dieu10.khoan1", "dieu1a"}
    assert innermost({""}) == {""}
