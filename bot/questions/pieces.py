"""The pieces that several screens share: names, dates, the status line, the digest mark."""

from datetime import date
from html import escape as _escape

from bot.questions.screen import View
from bot.questions.split import shorten
from bot.texts import Html
from knowledge.model import Document, Level, Provision, Status, Validity

TITLE_LIMIT = 200
"""Characters of a document title in a message."""
_STATUS_LIMIT = 300

_WHOLE = (Level.ARTICLE, Level.ITEM)


def day_text(day: date) -> str:
    """Return *day* as Vietnamese law writes it: "01/07/2025"."""
    return f"{day:%d/%m/%Y}"


def name_of(view: View, number: str) -> str:
    """Return kind and number of a document, or the number alone when the library lacks it."""
    return view.library.document(number).name if number in view.library else number


def status_line(view: View, validity: Validity) -> str:
    """Return "Hết hiệu lực từ 01/07/2025, thay bằng Luật 80/2025/QH15" and the like."""
    texts = view.texts
    begins = day_text(validity.effective_from) if validity.effective_from else ""
    ends = day_text(validity.effective_to) if validity.effective_to else ""
    match validity.status:
        case Status.ENDED:
            line = texts.plain("status-ended", to=ends)
        case Status.NOT_YET:
            line = texts.plain("status-not-yet", **{"from": begins})
        case Status.IN_FORCE:
            key = "status-in-force-until" if ends else "status-in-force"
            line = texts.plain(key, **{"from": begins})
        case Status.UNKNOWN:
            line = texts.plain("status-unknown")
    if ends and validity.status is not Status.ENDED:
        line += texts.plain("status-ends", to=ends)
    if validity.replaced_by:
        names = ", ".join(name_of(view, number) for number in validity.replaced_by)
        line += texts.plain("status-replaced", by=names)
    return shorten(line, _STATUS_LIMIT)


def document_lines(view: View, document: Document, validity: Validity) -> list[Html]:
    """Return what stands under a citation: title, status, and the mark of a digest."""
    lines = [Html(f"<i>{escaped(shorten(document.title, TITLE_LIMIT))}</i>")]
    lines.append(escaped(status_line(view, validity)))
    if not document.verbatim:
        lines.append(digest_line(view))
    return lines


def digest_line(view: View) -> Html:
    """Return the sentence that marks a digest."""
    return Html(f"<i>{view.texts.html('digest')}</i>")


def unit(view: View, provision: Provision) -> str:
    """Return "Điều 5", or "Phụ lục 1, Điều 3" inside an appendix."""
    own = view.texts.plain(f"unit-{provision.level}", label=provision.label)
    first = provision.path.split(".", 1)[0]
    if first == provision.path or not first.startswith(Level.APPENDIX):
        return own
    appendix = view.library.provision(provision.document, first)
    return f"{view.texts.plain('unit-phuluc', label=appendix.label)}, {own}".replace(" ,", ",")


def contents(view: View, number: str) -> list[Provision]:
    """Return the Điều of a document, or its items, in reading order; none inside another."""
    inside: set[str] = set()
    found = []
    for provision in view.library.provisions(number):
        if provision.parent in inside:
            inside.add(provision.path)
        elif provision.level in _WHOLE:
            inside.add(provision.path)
            found.append(provision)
    return found


def capitalised(text: str) -> str:
    """Return *text* with its first letter large: citations begin a line."""
    return text[:1].upper() + text[1:]


def escaped(text: str) -> Html:
    """Return *text* as safe HTML."""
    return Html(_escape(text, quote=False))
