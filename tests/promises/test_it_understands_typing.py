"""Promise: it understands how people type."""

import pytest

from knowledge.assistant import Assistant


@pytest.mark.parametrize(
    "typed",
    [
        "Nhân viên có được uống rượu, bia trong giờ làm việc không?",
        "NHÂN VIÊN CÓ ĐƯỢC UỐNG RƯỢU, BIA TRONG GIỜ LÀM VIỆC KHÔNG",
        "nhan vien co duoc uong ruou bia trong gio lam viec khong",
        "nhân vien có duoc uống ruou bia trong giờ lam việc khong",
        "nv co dc uong ruou bia trong gio lam viec ko",
        "Nhân viên có được uống rượu , bia trong giờ làm việc không ???",
        "Nhân viên có được uống rượu – bia trong giờ làm việc không",
    ],
)
def test_however_it_is_typed_the_same_rule_answers(assistant: Assistant, typed: str) -> None:
    """Capitals, missing marks, half marks, shorthand, loose punctuation, combining marks."""
    first = assistant.ask(typed).quotes[0]

    assert "khoản 2 Điều 2 Luật 801/2019/QH14" == first.citation


@pytest.mark.parametrize(
    "typed",
    [
        "khoản 2 Điều 2 Luật 801/2019/QH14",
        "khoan 2 dieu 2 luat 801/2019/qh14",
        "Điều 2 khoản 2 luật 801/2019",
        "k2 đ2 luật 801/2019/QH14",
        "khoản 2, điều 2, luật số 801/2019/QH14",
        "Khoản 2 Điều 2 Luật Nếp sống nơi làm việc",
    ],
)
def test_a_bare_citation_shows_that_provision(assistant: Assistant, typed: str) -> None:
    """Whole, in part, with marks or without, by number or by name."""
    (quote,) = assistant.ask(typed).quotes

    assert "khoản 2 Điều 2 Luật 801/2019/QH14" == quote.citation
