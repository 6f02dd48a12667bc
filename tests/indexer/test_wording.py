"""The new wording behind an instruction: found between its marks, and cut at its labels."""

from indexer.wording import new_wordings, parts_of
from knowledge.amendments import Span


def wordings(text: str, *paths: str) -> list[str]:
    """Return the wording of each of *paths* in *text*."""
    return [text[s.start : s.end] for s in new_wordings(text, Span(0, len(text)), paths)]


def test_the_marks_around_a_wording_are_not_part_of_it() -> None:
    """Quotations within it stay as they are."""
    text = "\n“2. Hoa gọi là “hồng” được tưới.\na) Sáng;”.\n"

    assert wordings(text, "dieu8.khoan2") == ["2. Hoa gọi là “hồng” được tưới.\na) Sáng;"]


def test_straight_marks_serve_too() -> None:
    """The first and the last one enclose the wording."""
    assert wordings('"Điều 3a. Tưới "sương"\n1. Một.".\n', "dieu3a") == [
        'Điều 3a. Tưới "sương"\n1. Một.'
    ]


def test_a_wording_without_marks_must_begin_with_its_label() -> None:
    """Else what follows may be anything."""
    assert wordings("Điều 4. Rút đơn\n1. Một.\n", "dieu4") == ["Điều 4. Rút đơn\n1. Một."]
    assert wordings("Cơ quan tưới hoa.\n", "dieu4") == [""]


def test_the_wording_of_another_provision_is_refused() -> None:
    """A label that is not the one announced shows that something was misread."""
    assert wordings("“3. Ba.”", "dieu8.khoan2") == [""]


def test_two_provisions_in_one_quotation_are_told_apart() -> None:
    """Each gets the stretch from its label to the next one's."""
    text = "“2. Hai:\na) Một ít;\n3. Ba.”."

    assert wordings(text, "dieu8.khoan2", "dieu8.khoan3") == ["2. Hai:\na) Một ít;", "3. Ba."]


def test_two_quotations_are_told_apart() -> None:
    """Articles that are inserted together stand in marks of their own."""
    text = "“Điều 3a. Một”\n“Điều 3b. Hai”."

    assert wordings(text, "dieu3a", "dieu3b") == ["Điều 3a. Một", "Điều 3b. Hai"]


def test_a_label_that_is_missing_leaves_all_open() -> None:
    """It cannot be told whose words are whose."""
    assert wordings("“2. Hai.”", "dieu8.khoan2", "dieu8.khoan4") == ["", ""]


def test_the_parts_of_a_new_article() -> None:
    """Its khoản and their điểm have paths of their own in the new wording."""
    text = "Điều 8. Tưới\n1. Sáng:\na) Hoa;\nb) Cỏ.\n2. Chiều."

    parts = parts_of(text, Span(0, len(text)), "dieu8")

    assert [(path, text[s.start : s.end]) for path, s in parts] == [
        ("dieu8.khoan1", "1. Sáng:\na) Hoa;\nb) Cỏ."),
        ("dieu8.khoan2", "2. Chiều."),
        ("dieu8.khoan1.diema", "a) Hoa;"),
        ("dieu8.khoan1.diemb", "b) Cỏ."),
    ]


def test_labels_out_of_sequence_make_no_parts() -> None:
    """Numbers that begin lines by chance are not khoản."""
    text = "Điều 8. Tưới\n1. Sáng.\n3. Chiều."

    assert parts_of(text, Span(0, len(text)), "dieu8") == ()
