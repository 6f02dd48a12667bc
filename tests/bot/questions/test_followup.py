"""A follow-up asks the last question again about somebody or something else."""

from datetime import date

import pytest

from bot.questions.followup import combine

TODAY = date(2026, 11, 22)
ALCOHOL = "Công chức có được uống rượu, bia vào giờ nghỉ trưa không?"


@pytest.mark.parametrize(
    "text",
    [
        "thế viên chức thì sao?",
        "còn viên chức?",
        "Còn viên chức thì sao ạ?",
        "vậy còn viên chức",
        "thế còn đối với viên chức",
        "viên chức thì sao",
        "đối với viên chức thì thế nào?",
        "nếu là viên chức thì sao?",
        "vậy nếu là viên chức thì sao?",
        "Thế viên chức có được không?",
    ],
)
def test_another_group_takes_the_place_of_the_first(text: str) -> None:
    """However it is put, the last question is asked about the new group."""
    assert (
        combine(ALCOHOL, text, TODAY) == "Viên chức có được uống rượu, bia vào giờ nghỉ trưa không?"
    )


@pytest.mark.parametrize("text", ["the vien chuc thi sao", "con vien chuc", "vien chuc thi sao?"])
def test_marks_may_be_missing(text: str) -> None:
    """Follow-ups without diacritics are understood too."""
    expected = "Vien chuc có được uống rượu, bia vào giờ nghỉ trưa không?"

    assert expected == combine(ALCOHOL, text, TODAY)


def test_a_run_of_groups_is_exchanged_as_a_whole() -> None:
    """ "Cán bộ, công chức" is one subject."""
    question = "Cán bộ, công chức và viên chức phải đeo thẻ khi nào?"

    assert combine(question, "còn người lao động?", TODAY) == "Người lao động phải đeo thẻ khi nào?"
    assert (
        combine("Viên chức phải đeo thẻ khi nào?", "thế cán bộ, công chức thì sao", TODAY)
        == "Cán bộ, công chức phải đeo thẻ khi nào?"
    )


def test_a_group_is_added_where_none_was_named() -> None:
    """The new group becomes the subject."""
    assert (
        combine("Có được hút thuốc ở cơ quan không?", "còn viên chức thì sao?", TODAY)
        == "Viên chức có được hút thuốc ở cơ quan không?"
    )


@pytest.mark.parametrize(
    ("question", "text", "meant"),
    [
        (
            "Thời hạn giải quyết tố cáo là bao lâu?",
            "còn khiếu nại thì sao?",
            "Thời hạn giải quyết khiếu nại là bao lâu?",
        ),
        (
            "Công chức uống rượu, bia bị xử lý thế nào?",
            "thế ma túy?",
            "Công chức uống ma túy bị xử lý thế nào?",
        ),
        (
            "Khi nào bị khiển trách?",
            "vậy còn cách chức?",
            "Khi nào bị cách chức?",
        ),
    ],
)
def test_matters_of_a_kind_are_exchanged(question: str, text: str, meant: str) -> None:
    """Khiếu nại and tố cáo, substances, penalties: one takes the place of the other."""
    assert combine(question, text, TODAY) == meant


def test_another_subject_is_added_to_the_question() -> None:
    """What is no group of people joins the question."""
    assert (
        combine(ALCOHOL, "thế trước giờ làm việc thì sao?", TODAY)
        == "Công chức có được uống rượu, bia vào giờ nghỉ trưa không trước giờ làm việc?"
    )


def test_another_day_takes_the_place_of_the_first() -> None:
    """A year in the follow-up is the only one in what is asked."""
    combined = combine("Năm 2021 công chức có được nhận quà không?", "thế năm 2019?", TODAY)

    assert combined is not None
    assert "2019" in combined
    assert "2021" not in combined


@pytest.mark.parametrize(
    "text",
    [
        "Viên chức có được góp vốn vào doanh nghiệp không?",
        "Thế nào là xung đột lợi ích?",
        "Thẻ công chức thì sao?",
        "Con liệt sĩ có được ưu tiên không?",
        "Còn thời hạn giải quyết khiếu nại lần đầu là bao nhiêu ngày",
        "the cong chuc deo o dau",
        "khoản 5 điều 5 luật 44/2019/QH14",
        "viên chức",
        "?",
        "",
    ],
)
def test_a_question_of_its_own_is_no_follow_up(text: str) -> None:
    """Full questions, look-alikes and bare words start a new topic."""
    assert combine(ALCOHOL, text, TODAY) is None


def test_a_chain_of_follow_ups_keeps_the_question() -> None:
    """Each one builds on what the last was understood as."""
    second = combine(ALCOHOL, "còn viên chức?", TODAY)
    assert second is not None

    assert (
        combine(second, "thế cán bộ thì sao?", TODAY)
        == "Cán bộ có được uống rượu, bia vào giờ nghỉ trưa không?"
    )


def test_a_combined_question_does_not_grow_for_ever() -> None:
    """It stays within what may be asked."""
    combined = combine("quà tặng " * 120, "còn tiền mặt?", TODAY)

    assert combined is not None
    assert len(combined) <= 1000
