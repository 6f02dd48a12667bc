"""The monthly report: both of its files, opened with a library and held against the store."""

import io
import re
import zipfile
from datetime import date, datetime

import docx
import openpyxl
import pytest
from docx.document import Document
from docx.shared import Pt
from openpyxl.workbook import Workbook

from bot.desk.monthly import GAP, Monthly, Sender, last_month, monthly
from bot.desk.monthly_docx import monthly_docx
from bot.desk.monthly_xlsx import monthly_xlsx
from bot.reports.statistics import figures
from tests.bot.desk.office import Office, report
from tests.bot.desk.visiting import receive_many, send, visitor

_SENDER = Sender(
    office="Thanh tra tỉnh Quảng Ninh",
    superior="UBND tỉnh Quảng Ninh",
    abbreviation="ttt",
    place="Quảng Ninh",
    addressee="Ủy ban nhân dân tỉnh Quảng Ninh",
    signer="Chánh Thanh tra",
    signer_name="Nguyễn Văn A",
)


@pytest.fixture
def busy(office: Office) -> Office:
    """Return an office with fourteen cases."""
    receive_many(office)
    return office


@pytest.fixture
def october(busy: Office) -> Monthly:
    """Return the report of October."""
    return monthly(busy.desk, "2026-10", _SENDER, 3)


@pytest.fixture
def written(busy: Office, october: Monthly) -> Document:
    """Return the Word document, opened."""
    return docx.Document(io.BytesIO(monthly_docx(busy.desk.texts, october)))


@pytest.fixture
def book(busy: Office, october: Monthly) -> Workbook:
    """Return the workbook, opened."""
    return openpyxl.load_workbook(io.BytesIO(monthly_xlsx(busy.desk.texts, october)))


def _lines(document: Document) -> list[str]:
    """Return the text of every paragraph, those in tables included, in no particular order."""
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    inside = [line.text for cell in cells for line in cell.paragraphs]
    return [line.text for line in document.paragraphs] + inside


def test_the_report_says_what_the_store_says(busy: Office, october: Monthly) -> None:
    """Total, month before and trend are the store's."""
    found = figures(busy.desk.cases, "2026-10", "2026-10", smallest=3)

    assert (found.total, 3, "more") == (october.total, october.before, october.trend)
    assert "2026-10" == last_month(busy.clock.today())


@pytest.mark.parametrize("name", ["kind", "unit", "status", "answer", "overdue"])
def test_every_table_of_the_document_has_the_figures(
    written: Document, october: Monthly, name: str
) -> None:
    """Each row of a section stands in a table of the document, with its number."""
    tables = [[[cell.text for cell in row.cells] for row in one.rows] for one in written.tables]
    section = october.section(name)
    expected = [[str(at), row.label, str(row.count)] for at, row in enumerate(section.rows, 1)]

    assert expected in [[row[:3] for row in table[1:-1]] for table in tables]


def test_the_document_has_the_parts_that_the_decree_lists(written: Document) -> None:
    """National name, motto, office, number, day, kind, subject, addressee, recipients, signer."""
    lines = _lines(written)

    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "UBND TỈNH QUẢNG NINH",
        "THANH TRA TỈNH QUẢNG NINH",
        "BÁO CÁO",
        "Kết quả tiếp nhận và xử lý phản ánh tháng 10/2026",
        "Kính gửi: Ủy ban nhân dân tỉnh Quảng Ninh",
        "Nơi nhận:",
        "- Như trên;",
        "CHÁNH THANH TRA",
        "Nguyễn Văn A",
    ):
        assert part in lines
    assert any(re.fullmatch(r"Số: +/BC-TTT", line) for line in lines)
    assert any(re.fullmatch(r"Quảng Ninh, ngày +tháng 11 năm 2026", line) for line in lines)


def test_paper_and_type_are_those_of_the_decree(written: Document) -> None:
    """A4, the margins, Times New Roman and the sizes of Phụ lục I."""
    section = written.sections[0]
    sizes = {
        run.text: run.font.size
        for table in written.tables
        for cell in table._cells
        for line in cell.paragraphs
        for run in line.runs
    }

    assert (210, 297) == (round(section.page_width.mm), round(section.page_height.mm))
    assert 20 <= round(section.top_margin.mm) <= 25
    assert 30 <= round(section.left_margin.mm) <= 35
    assert 15 <= round(section.right_margin.mm) <= 20
    assert "Times New Roman" == written.styles["Normal"].font.name
    assert Pt(13) == sizes["Độc lập - Tự do - Hạnh phúc"]
    assert (Pt(12), Pt(11)) == (sizes["Nơi nhận:"], sizes["- Như trên;"])
    assert section.different_first_page_header_footer


def test_charts_are_in_the_document_and_say_what_they_are(written: Document) -> None:
    """Each picture has a description for whoever cannot see it."""
    described = [shape._inline.docPr.get("descr") for shape in written.inline_shapes]

    assert 3 == len(described)
    assert all("Biểu đồ cột" in text for text in described)


def test_the_document_names_no_author_and_no_time(written: Document) -> None:
    """Properties of the file tell nothing of who made it when."""
    properties = written.core_properties

    assert ("", "", "") == (properties.author, properties.last_modified_by, properties.comments)
    assert 2000 == properties.created.year


def test_the_document_tells_no_time_of_day(busy: Office, october: Monthly) -> None:
    """Each part of the package has the date of an empty clock, not that of its making."""
    data = monthly_docx(busy.desk.texts, october)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        times = {part.date_time for part in package.infolist()}

    assert {(1980, 1, 1, 0, 0, 0)} == times


def test_the_small_group_is_in_neither_file(busy: Office, october: Monthly) -> None:
    """The one report of corruption is named nowhere, not inside the packages either."""
    for data in (monthly_docx(busy.desk.texts, october), monthly_xlsx(busy.desk.texts, october)):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [package.read(name).decode("utf-8", "ignore") for name in package.namelist()]

        assert not [part for part in parts if "Tham nhũng" in part]


def test_the_workbook_has_real_numbers(book: Workbook, october: Monthly) -> None:
    """Counts and shares are number cells with their formats, not text."""
    sheet = book["Loại hành vi"]
    section = october.section("kind")
    rows = list(sheet.iter_rows(min_row=5, max_row=4 + len(section.rows), max_col=4))

    assert [(row.label, row.count) for row in section.rows] == [
        (cells[1].value, cells[2].value) for cells in rows
    ]
    assert {"n"} == {cell.data_type for cells in rows for cell in cells[2:]}
    assert {("#,##0", "0.0%")} == {
        (cells[2].number_format, cells[3].number_format) for cells in rows
    }


def test_the_summary_has_the_totals_and_a_real_day(book: Workbook) -> None:
    """Total and month before are numbers, the day a day written as in Vietnam."""
    sheet = book["Tổng hợp"]

    assert [10, 3] == [sheet["B5"].value, sheet["B6"].value]
    assert datetime(2026, 11, 23) == sheet["B8"].value
    assert "dd/mm/yyyy" in sheet["B8"].number_format


def test_sheets_are_ready_to_be_read(book: Workbook) -> None:
    """Heads are frozen, columns wide enough, and each table has a native chart."""
    for sheet in book.worksheets[1:]:
        assert "A5" == sheet.freeze_panes
        assert sheet.column_dimensions["B"].width > 40
        assert 1 == len(sheet._charts)


def test_the_sum_is_a_formula_over_the_column(book: Workbook, october: Monthly) -> None:
    """Who corrects a number sees the sum follow."""
    last = 5 + len(october.section("kind").rows)

    assert f"=SUM(C5:C{last - 1})" == book["Loại hành vi"][f"C{last}"].value


def test_a_month_with_too_few_reports_says_only_that(busy: Office) -> None:
    """Of May the document says that there were fewer than three."""
    may = monthly(busy.desk, "2026-05", _SENDER, 3)
    lines = _lines(docx.Document(io.BytesIO(monthly_docx(busy.desk.texts, may))))

    assert may.total is None
    assert any("dưới 3 phản ánh" in line for line in lines)


@pytest.fixture
def quiet(office: Office) -> Monthly:
    """Return the report of a month in a year whose every month had too few reports."""
    office.receive(report(), received=date(2026, 5, 4))
    return monthly(office.desk, "2026-05", Sender(""), 3)


def test_a_year_of_kept_back_months_has_no_sum_in_the_document(
    office: Office, quiet: Monthly
) -> None:
    """Nought would be false: the months stand there as kept back, and nothing below them."""
    document = docx.Document(io.BytesIO(monthly_docx(office.desk.texts, quiet)))
    [table] = [one for one in document.tables if "05/2026" in [c.text for c in one._cells]]

    assert {"dưới 3"} == {row.cells[2].text for row in table.rows[1:]}
    assert "Cộng" not in _lines(document)


def test_a_year_of_kept_back_months_has_no_sum_in_the_workbook(
    office: Office, quiet: Monthly
) -> None:
    """The sheet ends with the last month; no formula gives nought."""
    book = openpyxl.load_workbook(io.BytesIO(monthly_xlsx(office.desk.texts, quiet)))
    rows = list(book["Từ đầu năm"].iter_rows(min_row=5, max_col=3, values_only=True))

    assert [f"{month:02}/2026" for month in range(1, 6)] == [row[1] for row in rows]
    assert {"dưới 3"} == {row[2] for row in rows}


def test_a_median_that_is_withheld_is_no_number_of_days(office: Office, quiet: Monthly) -> None:
    """Counts are "fewer than three"; the median of days is simply not told."""
    book = openpyxl.load_workbook(io.BytesIO(monthly_xlsx(office.desk.texts, quiet)))
    sheet = book["Tổng hợp"]

    assert ["dưới 3", "dưới 3", "không nêu"] == [sheet[f"B{row}"].value for row in (5, 6, 7)]


def test_a_workbook_without_the_offices_name_leaves_room_for_it(
    office: Office, quiet: Monthly
) -> None:
    """The first line is dots, as in the document: the desk is not who reports."""
    book = openpyxl.load_workbook(io.BytesIO(monthly_xlsx(office.desk.texts, quiet)))

    assert {GAP} == {sheet["A1"].value for sheet in book.worksheets}


def test_what_is_left_empty_leaves_room_to_write(busy: Office) -> None:
    """A report without names has dots where the office fills them in."""
    empty = monthly(busy.desk, "2026-10", Sender(""), 3)
    lines = _lines(docx.Document(io.BytesIO(monthly_docx(busy.desk.texts, empty))))

    assert any(line.startswith("Kính gửi: …") for line in lines)


def test_the_page_gives_both_files(busy: Office) -> None:
    """The form proposes the last month; its two buttons give a document and a workbook."""
    browser = visitor(busy)
    assert 'value="2026-10"' in browser.http.get("/figures/monthly").text

    word = send(browser, "/figures/monthly", month="2026-10", office="Sở A", form="docx")
    sheet = send(browser, "/figures/monthly", month="2026-10", office="Sở A", form="xlsx")

    assert "SỞ A" in _lines(docx.Document(io.BytesIO(word.content)))
    assert "Sở A" == openpyxl.load_workbook(io.BytesIO(sheet.content)).worksheets[0]["A1"].value
    assert "bao-cao-2026-10.docx" in word.headers["content-disposition"]


def test_a_month_that_is_none_is_refused(busy: Office) -> None:
    """A mistyped month brings the form back with a sentence."""
    answer = send(visitor(busy), "/figures/monthly", month="2026-1", form="docx")

    assert 422 == answer.status_code
    assert "2026-11" in answer.text


def test_a_month_that_runs_is_not_reported(busy: Office) -> None:
    """An early report and the final one, held against each other, would tell of single cases."""
    answer = send(visitor(busy), "/figures/monthly", month="2026-11", form="xlsx")

    assert 422 == answer.status_code
    assert "chưa kết thúc" in answer.text


def test_a_report_sent_from_elsewhere_is_refused(busy: Office) -> None:
    """A form without the desk's own token gives no file."""
    browser = visitor(busy)

    answer = browser.http.post("/figures/monthly", data={"month": "2026-10", "form": "docx"})

    assert 403 == answer.status_code
