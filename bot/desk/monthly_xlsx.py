"""The monthly report as a workbook: numbers that can be counted on, with a chart on each sheet."""

import io
from dataclasses import dataclass
from datetime import datetime, time

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from bot.desk.figures import Section
from bot.desk.monthly import GAP, Monthly
from bot.texts import Texts

_COUNT = "#,##0"
"""Excel shows it with the points of a Vietnamese system."""
_SHARE = "0.0%"
_DAY = "[$-42A]dd/mm/yyyy"
_COLOUR = "#2f6f69"
_FIRST_ROW = 4
"""Rows above the first number: title, subject, a blank one, the head."""


@dataclass(frozen=True, slots=True)
class _Looks:
    """How cells look."""

    title: Format
    plain: Format
    head: Format
    text: Format
    count: Format
    share: Format
    days: Format
    day: Format
    sum_text: Format
    sum_count: Format
    note: Format


def monthly_xlsx(texts: Texts, report: Monthly) -> bytes:
    """Return the .xlsx; it is made in memory."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"author": "", "created": datetime.combine(report.day, time())})
        looks = _looks(book)
        _add_summary(book, looks, texts, report)
        for section in (*report.sections, report.year):
            if section.rows:
                _add_section(book, looks, texts, report, section)
    return file.getvalue()


def _looks(book: Workbook) -> _Looks:
    font = {"font_name": "Times New Roman", "font_size": 13, "valign": "vcenter"}
    line = font | {"border": 1, "border_color": "#8a959d"}
    head = {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#e3eaef"}
    return _Looks(
        title=book.add_format(font | {"bold": True, "font_size": 14}),
        plain=book.add_format(font),
        head=book.add_format(line | head),
        text=book.add_format(line | {"text_wrap": True}),
        count=book.add_format(line | {"num_format": _COUNT}),
        share=book.add_format(line | {"num_format": _SHARE}),
        days=book.add_format(line | {"num_format": "#,##0.0"}),
        day=book.add_format(line | {"num_format": _DAY, "align": "right"}),
        sum_text=book.add_format(line | {"bold": True}),
        sum_count=book.add_format(line | {"bold": True, "num_format": _COUNT}),
        note=book.add_format(font | {"italic": True, "text_wrap": True, "valign": "top"}),
    )


def _add_summary(book: Workbook, looks: _Looks, texts: Texts, report: Monthly) -> None:
    say = texts.plain
    sheet = book.add_worksheet(say("monthly-sheet-summary"))
    _begin(sheet, looks, texts, report, (46, 24))
    kept_back = say("figures-kept-back", smallest=report.smallest)
    sheet.write_row(_FIRST_ROW - 1, 0, [say("monthly-measure"), say("monthly-value")], looks.head)
    lines: list[tuple[str, float | None, Format, str]] = [
        ("monthly-total", report.total, looks.count, kept_back),
        ("monthly-before", report.before, looks.count, kept_back),
        # "Fewer than three" would here read as a number of days.
        ("monthly-median", report.figures.median_answer_days, looks.days, say("monthly-untold")),
    ]
    row = _FIRST_ROW
    for key, value, look, instead in lines:
        sheet.write_string(row, 0, say(key), looks.text)
        if value is None:
            sheet.write_string(row, 1, instead, looks.text)
        else:
            sheet.write_number(row, 1, value, look)
        row += 1
    sheet.write_string(row, 0, say("monthly-made"), looks.text)
    sheet.write_datetime(row, 1, datetime.combine(report.day, time()), looks.day)
    note = say("monthly-note", smallest=report.smallest)
    sheet.merge_range(row + 2, 0, row + 6, 1, note, looks.note)


def _add_section(
    book: Workbook, looks: _Looks, texts: Texts, report: Monthly, section: Section
) -> None:
    say, rows = texts.plain, section.rows
    name = say(f"monthly-sheet-{section.name}")
    sheet = book.add_worksheet(name)
    _begin(sheet, looks, texts, report, (8, 52, 16, 12))
    head = [say(f"monthly-column-{one}") for one in ("place", section.name, "count", "share")]
    sheet.write_row(_FIRST_ROW - 1, 0, head, looks.head)
    for place, row in enumerate(rows):
        at = _FIRST_ROW + place
        sheet.write_number(at, 0, place + 1, looks.count)
        sheet.write_string(at, 1, row.label, looks.text)
        share = section.share(row)
        if row.count is None or share is None:
            kept_back = say("figures-kept-back", smallest=report.smallest)
            sheet.write_string(at, 2, kept_back, looks.text)
            sheet.write_blank(at, 3, None, looks.share)
        else:
            sheet.write_number(at, 2, row.count, looks.count)
            sheet.write_number(at, 3, share, looks.share)
    if section.summable:
        _add_sum(sheet, looks, say("monthly-sum"), section)
    _add_chart(book, sheet, say(f"monthly-table-{section.name}"), name, section)


def _add_sum(sheet: Worksheet, looks: _Looks, label: str, section: Section) -> None:
    """Add the line that sums up, below the rows."""
    end = _FIRST_ROW + len(section.rows)
    sheet.write_blank(end, 0, None, looks.sum_text)
    sheet.write_string(end, 1, label, looks.sum_text)
    formula = f"=SUM(C{_FIRST_ROW + 1}:C{end})"
    sheet.write_formula(end, 2, formula, looks.sum_count, section.total)
    sheet.write_blank(end, 3, None, looks.sum_text)


def _begin(
    sheet: Worksheet, looks: _Looks, texts: Texts, report: Monthly, widths: tuple[int, ...]
) -> None:
    """Write what every sheet begins with, and freeze it."""
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width, looks.plain)
    sheet.write_string(0, 0, report.sender.office or GAP, looks.plain)
    subject = texts.plain("monthly-subject", month=report.name)
    sheet.write_string(1, 0, f"{texts.plain('monthly-kind')}: {subject}", looks.title)
    sheet.freeze_panes(_FIRST_ROW, 0)
    sheet.repeat_rows(_FIRST_ROW - 1)
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)


def _add_chart(book: Workbook, sheet: Worksheet, title: str, name: str, section: Section) -> None:
    upright = section.name == "month"
    chart = book.add_chart({"type": "column" if upright else "bar"})
    last = _FIRST_ROW + len(section.rows) - 1
    chart.add_series(
        {
            "name": title,
            "categories": [name, _FIRST_ROW, 1, last, 1],
            "values": [name, _FIRST_ROW, 2, last, 2],
            "fill": {"color": _COLOUR},
            "data_labels": {"value": True, "num_format": _COUNT},
            "gap": 60,
        }
    )
    chart.set_title({"name": title, "name_font": {"size": 13}})
    chart.set_legend({"none": True})
    hidden = {"visible": False, "major_gridlines": {"visible": False}, "min": 0}
    if upright:
        chart.set_y_axis(hidden)
    else:
        chart.set_x_axis(hidden)
        chart.set_y_axis({"reverse": True})
    chart.set_size({"width": 640, "height": max(260, 90 + 34 * len(section.rows))})
    sheet.insert_chart(_FIRST_ROW - 1, 5, chart, {"description": title})
