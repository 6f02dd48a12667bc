"""The page of a case: what it shows, and what it says when a part does not open."""

import os
import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from bot.reports.kinds import Kind, Kinds
from bot.reports.model import Case
from knowledge.citation import parse
from knowledge.library import Library
from tests.bot.desk.office import Browser, Keyholder, Office, report


def page_of(browser: Browser, case: Case) -> str:
    """Return the page of *case*."""
    answer = browser.http.get(f"/case/{case.number}")
    assert 200 == answer.status_code
    return answer.text


def change(office: Office, sql: str, *values: object) -> None:
    """Change cases.db behind the desk's back."""
    with sqlite3.connect(office.home / "cases.db") as db:
        assert db.execute(sql, values).rowcount


def test_the_report_is_shown_whole(office: Office, browser: Browser) -> None:
    """What was reported stands there in the reporter's words, lines kept."""
    case = office.receive(report("Dòng một.\nDòng <hai>.", who="ông K."))

    page = page_of(browser, case)

    for words in ("Dòng một.\nDòng &lt;hai&gt;.", "ông K.", "chiều thứ sáu", "Phường Ba Đình"):
        assert words in page


def test_what_was_not_said_is_said(office: Office, browser: Browser) -> None:
    """A report without person and unit shows that they were left out."""
    case = office.receive(report(who="", unit=""))

    assert 2 == page_of(browser, case).count("Không nêu")


def test_a_deadline_names_its_source(office: Office, browser: Browser) -> None:
    """Day, count, state and law stand together; the office's own term is called that."""
    case = office.receive(report(), date(2026, 11, 2))

    page = page_of(browser, case)

    assert "11/11/2026" in page
    assert "Quá hạn" in page
    assert "7 ngày làm việc." in page
    assert "Thời hạn nội bộ của cơ quan, lấy theo Luật Tố cáo 25/2018/QH14" in page


def test_a_year_without_its_calendar_is_said(office: Office, browser: Browser) -> None:
    """Where movable holidays are not known the page says that the day may move."""
    office.clock.move(days=400)
    case = office.receive(report(), date(2027, 12, 20))
    browser.unlock(office.inspector)

    assert "Chưa có lịch nghỉ lễ, Tết năm 2027" in page_of(browser, case)


def test_a_later_deadline_is_explained_by_the_rule_of_its_start(
    office: Office, browser: Browser
) -> None:
    """The term to conclude counts from the day of verifying."""
    case = office.receive(report())
    at = f"/case/{case.number}"

    page = browser.fill(at, f"{at}/status", status="verifying", reason="Rõ ràng.")

    assert "Kết luận" in page
    assert "30 ngày." in page
    assert "khoản 1 Điều 30" in page


def test_provisions_are_quoted_as_of_the_day_of_the_event(
    office: Office, inspector: Keyholder, library: Library
) -> None:
    """The law of the day applies: verbatim, with its validity; else that of receipt."""
    citations = [parse(text) for text in ("khoản 1 Điều 3 Luật 901/2019/QH14",)]
    kinds = Kinds((Kind("gio-lam-viec", tuple(one for one in citations if one), ()),))
    office.desk = replace(office.desk, library=library, kinds=kinds)
    browser = office.browser()
    browser.unlock(inspector)
    text = library.provision_text(library.provision("901/2019/QH14", "dieu3.khoan1")).strip()

    now = page_of(browser, office.receive(report()))
    before = page_of(browser, office.receive(report(event_day=date(2018, 5, 4))))
    unsaid = page_of(browser, office.receive(report(event_day=None)))

    assert all(text in page for page in (now, before, unsaid))
    assert "Hiệu lực tính tại ngày 20/11/2026." in now
    assert "Đang có hiệu lực." in now
    assert "Hiệu lực tính tại ngày 04/05/2018." in before
    assert "Chưa có hiệu lực." in before
    assert "Hiệu lực tính tại ngày 23/11/2026." in unsaid


def test_a_point_is_quoted_with_the_words_that_introduce_it(
    office: Office, inspector: Keyholder, library: Library
) -> None:
    """The words above the parts of a provision stand before the one that is quoted."""
    lead, part = "Các việc bị cấm:", "dieu3.khoan2"
    citation = parse("khoản 2 Điều 3 Luật 901/2019/QH14")
    assert citation is not None
    kinds = Kinds((Kind("gio-lam-viec", (citation,), ()),))
    office.desk = replace(office.desk, library=library, kinds=kinds)
    browser = office.browser()
    browser.unlock(inspector)

    page = page_of(browser, office.receive(report()))

    quoted = library.provision_text(library.provision("901/2019/QH14", part)).strip()
    assert lead not in quoted
    assert page.index(lead) < page.index(quoted)


def test_without_a_library_the_citations_stand_alone(office: Office, browser: Browser) -> None:
    """The desk works without a library, and says that the text must be looked up."""
    page = page_of(browser, office.receive(report()))

    assert "khoản 2 Điều 8 Luật 129/2025/QH15" in page
    assert "Thư viện trên máy này chưa có điều khoản" in page


def test_a_kind_that_is_no_longer_used_stays_readable(office: Office, browser: Browser) -> None:
    """A case of a kind that was taken out of the list shows its slug and no law."""
    page = page_of(browser, office.receive(report(kind="nham-lan")))

    assert "nham-lan" in page
    assert "Chưa có quy định nào" in page


def test_a_case_sealed_for_others_shows_what_is_in_the_clear(
    office: Office, browser: Browser, colleague: Keyholder
) -> None:
    """Nothing can be written into it; its number, kind and deadlines are there."""
    case = office.receive(report("Kín"), sealed_for=[colleague])

    page = page_of(browser, case)

    assert "không niêm phong cho khóa của anh/chị" in page
    assert "Kiểm tra ban đầu" in page
    assert "Kín" not in page
    assert "<textarea" not in page


def test_swapped_envelopes_do_not_open(office: Office, browser: Browser) -> None:
    """The keys of another case are refused, though sealed for this inspector."""
    one, two = office.receive(report("Một")), office.receive(report("Hai"))
    change(
        office,
        "UPDATE envelopes SET envelope ="
        " (SELECT envelope FROM envelopes AS other WHERE other.id = ?) WHERE id = ?",
        two.id,
        one.id,
    )

    assert "Không mở được khóa của hồ sơ" in page_of(browser, one)
    assert "Hai" in page_of(browser, two)


@pytest.mark.parametrize("how", ["altered", "cut", "empty", "another case's"])
def test_an_altered_report_leaves_the_rest_readable(
    office: Office, browser: Browser, how: str
) -> None:
    """The report says why it does not open; messages, notes and forms stay."""
    case, other = office.receive(report("Mất")), office.receive(report("Khác"))
    at = f"/case/{case.number}"
    office.write_as_reporter(case, "Tin còn đọc được.")
    browser.fill(at, f"{at}/note", note="Ghi chú còn đọc được.")
    browser.fill("/", "/lock")  # what was opened before is forgotten
    blob = office.desk.cases.content(case.id)
    altered = {
        "altered": blob[:-1] + bytes([blob[-1] ^ 1]),
        "cut": blob[: len(blob) // 2],
        "empty": b"",
        "another case's": office.desk.cases.content(other.id),
    }[how]
    change(office, "UPDATE reports SET content = ? WHERE id = ?", altered, case.id)
    browser.unlock(office.inspector)

    page = page_of(browser, case)

    assert "Không mở được nội dung phản ánh" in page
    assert "Tin còn đọc được." in page
    assert "Ghi chú còn đọc được." in page
    assert "Khác" not in page.split("<main")[1].split("</dl>")[1].split("</section>")[0]
    assert f'action="{at}/message"' in page


def test_swapped_messages_do_not_open(office: Office, browser: Browser) -> None:
    """Two messages in each other's place are both refused; the third is shown."""
    case = office.receive(report())
    for text in ("Tin một.", "Tin hai.", "Tin ba."):
        office.write_as_reporter(case, text)
    (_, first), (_, second), _ = office.desk.cases.messages(case.id)
    change(office, "UPDATE messages SET content = ? WHERE number = 1", second)
    change(office, "UPDATE messages SET content = ? WHERE number = 2", first)

    page = page_of(browser, case)

    assert "Không mở được tin nhắn số 1" in page
    assert "Không mở được tin nhắn số 2" in page
    assert "Tin ba." in page
    assert "Tin một." not in page


def test_an_altered_note_leaves_the_others(office: Office, browser: Browser) -> None:
    """One entry of the timeline that does not open is marked in its place."""
    case = office.receive(report())
    at = f"/case/{case.number}"
    for words in ("Ghi chú một.", "Ghi chú hai."):
        browser.fill(at, f"{at}/note", note=words)
    change(office, "UPDATE events SET content = ? WHERE number = 1", os.urandom(300))

    page = page_of(browser, case)

    assert "Không mở được mục nhật ký số 1" in page
    assert "Ghi chú hai." in page
