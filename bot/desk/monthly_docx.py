"""The monthly report as a Word document in the form in which an office reports upward.

Around the content stand the parts that `bot.desk.monthly_layout` describes. The content is parted
as the sample of Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục V (item 6b) has it: headings of
parts numbered I, II, III in bold capitals, below them numbered headings in bold.
"""

import io
import re

from docx.document import Document
from docx.shared import Mm, Pt

from bot.desk.charts import draw, number
from bot.desk.export_word import CENTRE, body, heading, new_document, table, to_bytes, write
from bot.desk.figures import Section
from bot.desk.figures_pages import decimal, percent
from bot.desk.monthly import GAP, Monthly
from bot.desk.monthly_layout import Frame, add_foot, add_head
from bot.texts import Texts

_MOST_UNITS = 15
"""Units that the document names; the workbook names all."""


def monthly_docx(texts: Texts, report: Monthly) -> bytes:
    """Return the .docx."""
    document = new_document()
    frame = _frame(texts, report)
    say = texts.plain
    add_head(document, frame)
    heading(document, say("monthly-part-received"))
    body(document, _received(texts, report))
    units = report.section("unit").shortened(_MOST_UNITS, say("monthly-other-units"))
    for section in (report.section("kind"), units):
        _add_section(document, texts, section, report.smallest)
    _add_section(document, texts, report.year, report.smallest)
    heading(document, say("monthly-part-handled"))
    body(document, _handled(texts, report))
    for name in ("status", "answer", "overdue"):
        _add_section(document, texts, report.section(name), report.smallest, picture=False)
    heading(document, say("monthly-part-outlook"))
    for key in ("monthly-outlook", "monthly-proposal"):
        body(document, f"{say(key)} {GAP}")
    body(document, say("monthly-note", smallest=report.smallest), italic=True)
    body(document, say("monthly-closing", office=report.sender.office or GAP))
    add_foot(document, frame)
    return to_bytes(document)


def _frame(texts: Texts, report: Monthly) -> Frame:
    say, sender = texts.plain, report.sender
    return Frame(
        nation=say("monthly-nation"),
        motto=say("monthly-motto"),
        superior=sender.superior,
        office=sender.office or GAP,
        number=say("monthly-number", office=sender.abbreviation.upper() or "…"),
        place_and_day=say(
            "monthly-place",
            place=sender.place or "………",
            month=_month(report),
            year=str(report.day.year),
        ),
        kind=say("monthly-kind"),
        subject=say("monthly-subject", month=report.name),
        addressee=say("monthly-to", addressee=sender.addressee or GAP),
        recipients_word=say("monthly-recipients"),
        recipients=tuple(re.split(r"\s*\|\s*", say("monthly-recipients-list"))),
        signer=sender.signer or GAP,
        signer_name=sender.signer_name or GAP,
    )


def _month(report: Monthly) -> str:
    """Return the month of the day: 1 and 2 with a nought before them, as Mục II.4 b wants it."""
    month = report.day.month
    return f"{month:02}" if month < 3 else str(month)


def _received(texts: Texts, report: Monthly) -> str:
    if report.total is None:
        return texts.plain("monthly-few", month=report.name, smallest=report.smallest)
    before = report.before or 0
    trend = texts.plain(
        f"monthly-trend-{report.trend}",
        before=number(before),
        difference=number(abs(report.total - before)),
    )
    return texts.plain(
        "monthly-received", month=report.name, total=number(report.total), trend=trend
    )


def _handled(texts: Texts, report: Monthly) -> str:
    median = report.figures.median_answer_days
    if median is None:
        return texts.plain("monthly-handled-few")
    return texts.plain("monthly-handled", days=decimal(median))


def _add_section(
    document: Document, texts: Texts, section: Section, smallest: int, picture: bool = True
) -> None:
    """Add the table of *section* under its title, and its chart below."""
    if not section.rows:
        return
    say = texts.plain
    kept_back = say("figures-kept-back", smallest=smallest)
    title = document.add_paragraph()
    title.alignment = CENTRE
    write(title, say(f"monthly-table-{section.name}"), bold=True)
    title.paragraph_format.keep_with_next = True
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(6)
    rows = [
        (
            str(place),
            row.label,
            kept_back if row.count is None else number(row.count),
            percent(section.share(row)),
        )
        for place, row in enumerate(section.rows, start=1)
    ]
    if section.summable:
        rows.append(("", say("monthly-sum"), number(section.total), percent(1)))
    head = [say(f"monthly-column-{name}") for name in ("place", section.name, "count", "share")]
    table(document, head, rows, (15, 90, 30, 30), sums=section.summable)
    if picture:
        line = document.add_paragraph()
        line.alignment = CENTRE
        image = io.BytesIO(draw(section.chart(kept_back)))
        shape = line.add_run().add_picture(image, width=Mm(150))
        shape._inline.docPr.set("descr", say("figures-chart-of", title=title.text))
