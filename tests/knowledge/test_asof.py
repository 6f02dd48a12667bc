"""The day a question asks about."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.asof import day_in_question

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("question", "day", "rest"),
    [
        ("Năm 2019, công chức uống rượu bị gì?", date(2019, 12, 31), "công chức uống rượu bị gì?"),
        ("trước 01/7/2025 thì áp dụng luật nào?", date(2025, 6, 30), "áp dụng luật nào?"),
        ("quy định vào ngày 5/3/2021", date(2021, 3, 5), "quy định"),
        ("ngày 5 tháng 3 năm 2021 ra sao", date(2021, 3, 5), "ra sao"),
        ("quy định tháng 2/2020?", date(2020, 2, 29), "quy định?"),
        ("tháng 3 năm 2021", date(2021, 3, 31), ""),
        ("quy định năm 2026 là gì", TODAY, "quy định là gì"),
        ("tháng 11/2026", TODAY, ""),
        ("trước năm 2020 thì sao", date(2019, 12, 31), "sao"),
        ("sau ngày 1/7/2026", date(2026, 7, 2), ""),
        ("từ năm 2010 đến năm 2019 có gì", date(2019, 12, 31), "có gì"),
        ("cong chuc nam 2019", date(2019, 12, 31), "cong chuc"),
        ("truoc ngay 01-07-2025", date(2025, 6, 30), ""),
        ("năm 2030 thế nào", date(2030, 12, 31), "thế nào"),
        ("năm ngoái đi muộn", date(2025, 12, 31), "đi muộn"),
        ("vi phạm kỷ luật năm 2019", date(2019, 12, 31), "vi phạm kỷ luật"),
        ("Luật Viên chức áp dụng năm 2021", date(2021, 12, 31), "Luật Viên chức áp dụng"),
        ("nđ 112/2020 năm 2021", date(2021, 12, 31), "nđ 112/2020"),
        ("hồi 2018 viên chức bị cấm gì", date(2018, 12, 31), "viên chức bị cấm gì"),
        ("hồi 3/2021 thì sao", date(2021, 3, 31), "sao"),
        ("tại thời điểm 2021 mấy năm", date(2021, 12, 31), "mấy năm"),
        ("T8/2022 thời hiệu mấy năm", date(2022, 8, 31), "thời hiệu mấy năm"),
        ("trong quý II/2023, mức chi", date(2023, 6, 30), "mức chi"),
        ("quý 4 năm 2022", date(2022, 12, 31), ""),
        ("giữa năm 2023, viên chức", date(2023, 6, 30), "viên chức"),
        ("cách đây ba năm có gì", date(2023, 12, 31), "có gì"),
        ("2 năm trước viên chức ra sao", date(2024, 12, 31), "viên chức ra sao"),
        ("quy định hai năm trước?", date(2024, 12, 31), "quy định?"),
        ("từ 2015 đến 2019 có gì", date(2019, 12, 31), "có gì"),
        ("Luật Viên chức sửa đổi vào 2019", date(2019, 12, 31), "Luật Viên chức sửa đổi"),
    ],
)
def test_the_day_is_taken_out_of_the_question(question: str, day: date, rest: str) -> None:
    """Days, months and years in words and figures are understood and removed."""
    assert (day, rest) == day_in_question(question, TODAY)
    assert day == (day_in_question(unicodedata.normalize("NFD", question), TODAY) or ("",))[0]


@pytest.mark.parametrize(
    "question",
    [
        "hiện nay công chức có được uống rượu?",
        "Luật Viên chức 2010",
        "Luật Tố cáo năm 2018 quy định gì",
        "Luật Cán bộ, công chức ngày 13 tháng 11 năm 2008",
        "nghị định 112/2020/NĐ-CP quy định gì",
        "nghị định 112 năm 2020",
        "Nghị định số 112/2020/NĐ-CP ngày 18/9/2020 của Chính phủ",
        "thông tư 5/2021/TT-BNV",
        "viet nam 2019",
        "người sinh năm 1990 có được thi công chức?",
        "ngày 31/2/2021",
        "năm học 2020-2021",
        "đi làm 5 năm 10 tháng",
        "trong 2010 hồ sơ",
        "từ 2010 người trở lên",
        "2 năm trước khi nghỉ hưu",
        "trong 5 năm trước liền kề",
        "vi phạm từ hai năm trước, bị gì",
        "từ năm 2010 đến nay",
        "từ 2015 cho đến hiện nay",
        "theo nghị định 10/2022",
        "lương 2026",
        "",
    ],
)
def test_names_numbers_and_impossible_days_are_no_day(question: str) -> None:
    """Years of documents, births, spans and days that do not exist are left in the question."""
    assert day_in_question(question, TODAY) is None


@given(st.text(alphabet="nămthángày 0123456789/.-trước"))
def test_any_text_is_read_without_error(text: str) -> None:
    """Reading never fails, and what is left is never longer than the question."""
    found = day_in_question(text, TODAY)
    assert found is None or len(found[1]) <= len(text)
