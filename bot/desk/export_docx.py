"""A case as a Word document: what was reported, its files, and what has become of it."""

from collections.abc import Iterator, Sequence

from docx.document import Document

from bot.desk.casepage import Seen
from bot.desk.export import Packing, Wish
from bot.desk.export_word import body, centred, heading, new_document, table, to_bytes
from bot.desk.names import kind_name, size, unit_name
from bot.desk.timeline import Entry, timeline
from bot.desk.web import Desk
from bot.reports.model import Event, Message, Report


def case_document(desk: Desk, seen: Seen, wish: Wish, packing: Packing | None = None) -> bytes:
    """Return the .docx of *seen*; with *packing* its list of files names where each one lies."""
    document = new_document()
    say = desk.texts.plain
    centred(document, say("export-doc-title", number=seen.case.number), bold=True)
    centred(document, say("export-doc-subtitle"))
    heading(document, say("export-doc-facts"))
    table(
        document, (say("export-doc-fact"), say("export-doc-value")), _facts(desk, seen), (50, 115)
    )
    heading(document, say("export-doc-report"))
    _add_report(document, desk, seen.opened.report.value)
    heading(document, say("export-doc-files"))
    _add_files(document, desk, seen, packing)
    heading(document, say("export-doc-story"))
    lines = [line for entry in timeline(seen.thread) for line in _lines(desk, entry, wish)]
    for line in lines or [say("export-doc-none")]:
        body(document, line)
    return to_bytes(document)


def _facts(desk: Desk, seen: Seen) -> Sequence[Sequence[str]]:
    say, case, report = desk.texts.plain, seen.case, seen.opened.report.value
    unit = unit_name(desk, case.unit, report.unit_text if report else "")
    return [
        (say("export-doc-kind"), kind_name(desk, case.kind)),
        (say("export-doc-unit"), unit),
        (say("export-doc-received"), f"{case.received:%d/%m/%Y}"),
        (say("export-doc-status"), say(f"status-{case.status}")),
    ]


def _add_report(document: Document, desk: Desk, report: Report | None) -> None:
    say = desk.texts.plain
    if report is None:
        body(document, say("export-doc-barred"))
        return
    for key, value in (("when", report.when), ("who", report.who)):
        body(document, say(f"export-doc-{key}", value=value or say("export-doc-unsaid")))
    for paragraph in report.what.splitlines():
        if paragraph.strip():
            body(document, paragraph)


def _add_files(document: Document, desk: Desk, seen: Seen, packing: Packing | None) -> None:
    say = desk.texts.plain
    if not seen.attachments:
        body(document, say("export-doc-none"))
        return
    rows = []
    for number, one in enumerate(seen.attachments, start=1):
        packed = packing.files if packing else ()
        where = "\n".join(file.path for file in packed if file.attachment is one)
        name = one.name or say("export-doc-photo")
        rows.append((str(number), "\n".join(filter(None, (name, where))), size(one.size)))
    head = (say("export-doc-number"), say("export-doc-file"), say("export-doc-size"))
    table(document, head, rows, (15, 120, 30))


def _lines(desk: Desk, entry: Entry, wish: Wish) -> Iterator[str]:
    """Yield what the document says of one step."""
    for part in (entry.event, entry.message):
        if part is not None and part.value is None:
            yield desk.texts.plain("export-doc-barred")
    if entry.event and entry.event.value and (wish.notes or entry.event.value.what == "status"):
        yield _event_line(desk, entry.event.value)
    if entry.message and entry.message.value:
        yield _message_line(desk, entry.message.value)


def _event_line(desk: Desk, event: Event) -> str:
    say = desk.texts.plain
    status = say(f"status-{event.status}") if event.status else ""
    at = f"{event.at[8:10]}/{event.at[5:7]}/{event.at[:4]}"
    line = say(f"export-event-{event.what}", at=at, inspector=event.inspector, status=status)
    body_ = say("export-event-body", body=event.body) if event.body else ""
    return " ".join(filter(None, (line, body_, event.text)))


def _message_line(desk: Desk, message: Message) -> str:
    at = f"{message.day:%d/%m/%Y}"
    said = desk.texts.plain(f"export-message-{message.author}", at=at)
    files = len(message.attachments)
    more = desk.texts.plain("export-message-files", count=files) if files else ""
    return " ".join(filter(None, (said, message.text, more)))
