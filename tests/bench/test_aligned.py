"""The measure of reading is honest: it counts what came back right, and nothing else."""

from tests.bench.aligned import accuracy

TRUTH = "Điều 1. Công chức trực nhật tưới cây mỗi sáng thứ hai; viên chức giúp đỡ."


def test_the_same_text_is_all_right() -> None:
    """Where nothing differs but blanks and lines, all marked letters came back."""
    found = accuracy(TRUTH, TRUTH.replace(" ", "\n\n"))

    assert found.letters == found.right == found.right_in_any_case == 17
    assert 1.0 == found.share


def test_lost_marks_are_wrong() -> None:
    """A text without its marks scores nothing, as bytes of another encoding do."""
    assert 0 == accuracy(TRUTH, "Dieu 1. Cong chuc truc nhat tuoi cay moi sang thu hai").right
    assert 0 == accuracy("Việt Nam của tổ", "ViÖt Nam cña tæ").right


def test_case_is_told_apart() -> None:
    """A letter in the wrong case is not right, except where case does not count."""
    found = accuracy("Bộ Tài chính", "BỘ TÀI CHÍNH")

    assert (3, 0, 3) == (found.letters, found.right, found.right_in_any_case)


def test_half_a_text_is_half_right() -> None:
    """What is missing counts as lost; what is there besides costs nothing."""
    half = TRUTH.split(";")[0]

    found = accuracy(f"{TRUTH} {TRUTH.replace('hai', 'ba')}", f"{half} và thêm chữ khác")

    assert 0.3 < found.share < 0.5


def test_text_in_another_place_is_lost_once() -> None:
    """Parts that changed places cannot both be aligned."""
    found = accuracy(
        "một hai bốn năm mười. Điều khoản nhỏ.", "Điều khoản nhỏ. một hai bốn năm mười."
    )

    assert 0 < found.right < found.letters


def test_long_texts_are_aligned_too() -> None:
    """Thousands of words with a wrong letter here and there are aligned in a moment."""
    truth = " ".join(f"Điều {n}. Người thứ {n} tưới cây số {n}." for n in range(2000))

    found = accuracy(truth, truth.replace("Điều 7.", "Diều 7.").replace("số 9.", "sô 9."))

    assert found.letters - 2 == found.right
