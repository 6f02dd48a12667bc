"""Answers are verbatim, cited, of the right day, or an honest refusal."""

from datetime import date

import pytest

from knowledge.assistant import Assistant
from knowledge.model import Outcome, Status
from knowledge.pinpoint import lead_of
from knowledge.resolver import Found

NOON_DRINK = "Nhân viên có được uống rượu, bia vào giờ nghỉ trưa không?"


def citations(assistant: Assistant, question: str, as_of: date | None = None) -> list[str]:
    """Return the citations of the quotes that answer *question*."""
    return [quote.citation for quote in assistant.ask(question, as_of).quotes]


def test_the_smallest_provision_that_answers_is_quoted(assistant: Assistant) -> None:
    """A khoản of a long list is quoted alone, with the sentence that introduces it."""
    (best, *_) = assistant.ask("Đánh bạc tại nơi làm việc có bị cấm không?").quotes

    assert best.citation == "khoản 3 Điều 2 Luật 801/2019/QH14"
    assert best.text.startswith("3. Đánh bạc dưới mọi hình thức")
    assert best.lead == "Người làm việc không được làm các việc sau đây:"


def test_a_point_of_a_long_clause_is_quoted_alone(assistant: Assistant) -> None:
    """When one điểm of a long khoản says it, the điểm is quoted under the khoản's lead-in."""
    question = "Khi tiếp khách đến liên hệ công việc, tên khách được ghi vào sổ màu gì?"
    (best, *_) = assistant.ask(question).quotes

    assert best.citation == "điểm b khoản 1 Điều 4 Luật 801/2019/QH14"
    assert best.lead.startswith("1. Mời khách ngồi")


def test_a_question_about_a_list_gets_the_whole_list(assistant: Assistant) -> None:
    """When the heading says what was asked, the parts together answer."""
    (best, *_) = assistant.ask("Có các hình thức khen thưởng nào?").quotes

    assert best.citation == "Điều 3 Luật 801/2019/QH14"
    assert "1. Người làm việc tốt" in best.text
    assert "2. Người làm việc xuất sắc" in best.text


def test_every_quote_is_a_substring_of_what_is_stored(assistant: Assistant) -> None:
    """Text and lead-in stand in the stored document letter for letter."""
    answer = assistant.ask(NOON_DRINK, further=True)
    assert answer.quotes
    assert answer.other

    for quote in (*answer.quotes, *answer.other):
        stored = assistant.library.text(quote.document.number)
        assert quote.text in stored
        assert quote.lead in stored


def test_whatever_may_be_quoted_is_a_substring_of_what_is_stored(assistant: Assistant) -> None:
    """Any provision of the library, and the sentence that leads in to it."""
    library = assistant.library
    for document in library.documents():
        stored = library.text(document.number)
        for provision in library.provisions(document.number):
            quote = assistant.quote(Found(document, provision))
            assert quote is not None
            assert quote.text
            assert quote.text in stored
            assert lead_of(library, provision) in stored


def test_further_results_are_quoted_when_they_are_asked_for(assistant: Assistant) -> None:
    """The first answer says whether there are any; the quotes are the same either way."""
    first, again = (assistant.ask(NOON_DRINK, further=further) for further in (False, True))

    assert first.quotes == again.quotes
    assert first.has_other
    assert () == first.other
    texts = [quote.text for quote in (*again.quotes, *again.other)]
    assert len(again.quotes) < len(texts) == len({*texts})


@pytest.mark.parametrize(
    "typed",
    [
        NOON_DRINK,
        "nhan vien co duoc uong ruou, bia vao gio nghi trua khong",
        "nhân vien uong ruou bia giờ nghi trua dc ko",
    ],
)
def test_marks_and_shorthand_do_not_matter(assistant: Assistant, typed: str) -> None:
    """With marks, without, or half typed, the same law comes first."""
    assert "khoản 2 Điều 2 Luật 801/2019/QH14" == citations(assistant, typed)[0]


def test_the_law_for_everyone_goes_before_the_rule_of_one_service(assistant: Assistant) -> None:
    """The circular says the same in words nearer to the question, and still comes second."""
    found = citations(assistant, NOON_DRINK)

    assert ["khoản 2 Điều 2 Luật 801/2019/QH14", "khoản 1 Điều 1 Thông tư 802/2021/TT-BKT"] == (
        found[:2]
    )


def test_who_names_the_service_gets_its_rule_first(assistant: Assistant) -> None:
    """A question about the granary is answered by the granary's circular."""
    answer = assistant.ask("Nhân viên kho thóc có được uống rượu, bia giờ nghỉ trưa không?")

    assert "802/2021/TT-BKT" == answer.quotes[0].document.number


def test_today_s_law_answers_a_question_about_today(assistant: Assistant) -> None:
    """The old ration is not quoted once the new law is in force."""
    answer = assistant.ask("Mỗi con ngựa công được ăn mấy cân cỏ khô một ngày?")

    assert "Điều 2 Luật 804/2019/QH14" == answer.quotes[0].citation
    assert all(quote.document.number != "803/2008/QH12" for quote in answer.quotes)


@pytest.mark.parametrize("question", ["Năm 2015 ngựa công được ăn mấy cân cỏ khô một ngày?"])
def test_a_day_in_the_question_moves_the_law(assistant: Assistant, question: str) -> None:
    """Who asks about 2015 gets the law of 2015."""
    answer = assistant.ask(question)

    assert date(2015, 12, 31) == answer.as_of
    assert "Điều 1 Luật 803/2008/QH12" == answer.quotes[0].citation
    assert Status.IN_FORCE is answer.quotes[0].validity.status


def test_a_given_day_overrides_the_question_s(assistant: Assistant) -> None:
    """`--as-of` counts more than what the question says."""
    found = citations(assistant, "Ngựa công được ăn mấy cân cỏ khô một ngày?", date(2012, 1, 1))

    assert "Điều 1 Luật 803/2008/QH12" == found[0]


def test_a_citation_is_shown_even_when_it_has_ended_and_says_so(assistant: Assistant) -> None:
    """Who names an old provision gets it, marked as ended and with what replaced it."""
    (quote,) = assistant.ask("điều 1 luật 803/2008/qh12").quotes

    assert Status.ENDED is quote.validity.status
    assert date(2020, 1, 1) == quote.validity.effective_to
    assert ("804/2019/QH14",) == quote.validity.replaced_by


def test_a_citation_of_a_provision_that_does_not_exist_is_not_found(assistant: Assistant) -> None:
    """The document is offered to browse; nothing is quoted."""
    answer = assistant.ask("Điều 99 Luật 801/2019/QH14")

    assert Outcome.NOT_FOUND is answer.outcome
    assert () == answer.quotes
    assert ["801/2019/QH14"] == [document.number for document in answer.suggestions]


def test_an_item_of_a_directive_is_an_answer(assistant: Assistant) -> None:
    """What has no Điều is cited by its item."""
    found = citations(assistant, "Nhân viên đến muộn ba lần thì bị gì?")

    assert "mục 2 Chỉ thị 26/CT-TTg" == found[0]


@pytest.mark.parametrize(
    "question",
    [
        "Cách nấu phở bò ngon nhất là gì?",
        "Đội tuyển Việt Nam đá trận chung kết mấy giờ?",
        "Thủ tục đăng ký kết hôn với người nước ngoài cần giấy tờ gì?",
        "asdf qwer zxcv",
        "👍",
    ],
)
def test_what_the_library_does_not_hold_is_refused_without_a_quote(
    assistant: Assistant, question: str
) -> None:
    """No quote, no source; at most titles to browse."""
    answer = assistant.ask(question, further=True)

    assert Outcome.NOT_FOUND is answer.outcome
    assert () == answer.quotes
    assert not answer.has_other
    assert () == answer.other


def test_a_question_about_a_document_that_is_not_held_is_refused(assistant: Assistant) -> None:
    """A document named by its number is not replaced by one that looks like it."""
    answer = assistant.ask("Nghị định 100/2019/NĐ-CP phạt uống rượu, bia thế nào?")

    assert Outcome.NOT_FOUND is answer.outcome


def test_asking_twice_gives_the_same_answer(assistant: Assistant) -> None:
    """Nothing in an answer depends on what was asked before."""
    first, second = (assistant.ask(NOON_DRINK) for _ in range(2))

    assert first.quotes == second.quotes
    assert first.confidence == second.confidence
