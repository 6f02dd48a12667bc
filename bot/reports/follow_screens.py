"""What following up shows at each step: text and buttons."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import KeyboardButtonStyle

from bot.questions.split import MESSAGE_LIMIT, size, split
from bot.reports.deadlines import Rules
from bot.reports.events import LONGEST_WHAT, MOST_FILES
from bot.reports.follow_case import Seen
from bot.reports.followup import Pressed, Session, Step, Verb
from bot.reports.model import Case, Deadline, Message
from bot.reports.naming import deadline_name
from bot.texts import Html, Texts

MARK = "@"
"""What the buttons of following up begin with; no other's do."""

_DATA = re.compile(rf"{MARK}(\d{{1,9}})([a-z])(\d{{0,4}})")
_PIECE = 2400
"""UTF-16 units of one piece of a message: with the head of the case it fits into one screen."""
_LEAD = 300
"""Units kept free for a sentence above the screen."""


@dataclass(frozen=True, slots=True)
class View:
    """What screens are drawn from."""

    texts: Texts
    today: date
    rules: Rules
    retention_days: int
    """Days after closing when a case is erased."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button."""

    name: str
    """Of its text: "follow-button-<name>"."""
    verb: Verb
    value: str = ""
    style: KeyboardButtonStyle | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """HTML of one message and the rows of buttons under it."""

    html: Html
    rows: Sequence[Sequence[Choice]]

    def keyboard(self, texts: Texts, turn: int) -> InlineKeyboardMarkup:
        """Return the buttons as Telegram takes them, stamped with *turn*."""
        return InlineKeyboardMarkup(
            [[_button(texts, choice, turn) for choice in row] for row in self.rows if row]
        )


def pressed(data: str) -> Pressed | None:
    """Return what a button of following up means; None for data that is none of its."""
    found = _DATA.fullmatch(data)
    try:
        return Pressed(Verb(found[2]), found[3], int(found[1])) if found else None
    except ValueError:
        return None


def screen_of(session: Session, seen: Seen | None, view: View) -> Screen:
    """Return what is shown at the step of *session*; *seen* is needed while its case is open."""
    texts = view.texts
    close = Choice("close", Verb.CLOSE)
    match session.step:
        case Step.CODE:
            return Screen(texts.html("follow-ask"), ((close,),))
        case Step.TIDYING:
            tidy, keep = Choice("tidy", Verb.TIDY), Choice("keep", Verb.KEEP)
            return Screen(texts.html("follow-tidy-ask"), ((tidy, keep),))
        case Step.WATCHING:
            accept = Choice("accept", Verb.ACCEPT, style=KeyboardButtonStyle.PRIMARY)
            rows = ((accept,), (Choice("back", Verb.BACK), close))
            return Screen(texts.html("follow-watch-ask"), rows)
        case Step.WRITING:
            return _writing(session, texts)
        case Step.VIEW:
            assert seen is not None
            return _case(session, seen, view)


def _writing(session: Session, texts: Texts) -> Screen:
    ways_out = (Choice("drop", Verb.DROP), Choice("close", Verb.CLOSE))
    if not session.parts and not session.files:
        html = texts.html("follow-write", length=LONGEST_WHAT, files=MOST_FILES)
        return Screen(html, (ways_out,))
    html = texts.html(
        "follow-writing", length=len(session.text), most=LONGEST_WHAT, files=len(session.files)
    )
    uncleaned = sum(1 for one in session.files if not one.cleaned)
    if uncleaned:
        html = _joined(html, texts.html("follow-uncleaned", count=uncleaned))
    send = Choice("send", Verb.SEND, style=KeyboardButtonStyle.PRIMARY)
    return Screen(html, ((send,), ways_out))


def _case(session: Session, seen: Seen, view: View) -> Screen:
    head = _head(seen.case, view)
    room = MESSAGE_LIMIT - _LEAD - size(head)
    pages = _pages(list(_pieces(seen, view.texts)), room)
    page = len(pages) - 1 if session.page < 0 else min(session.page, len(pages) - 1)
    return Screen(_joined(head, pages[page]), _buttons(seen, page, len(pages)))


def _buttons(seen: Seen, page: int, pages: int) -> Sequence[Sequence[Choice]]:
    before = [Choice("before", Verb.PAGE, str(page - 1))] if page > 0 else []
    after = [Choice("after", Verb.PAGE, str(page + 1))] if page + 1 < pages else []
    rows: list[Sequence[Choice]] = [[*before, *after]]
    if seen.case.status.is_open:
        rows.append([Choice("write", Verb.WRITE, style=KeyboardButtonStyle.PRIMARY)])
    if seen.watched:
        rows.append([Choice("unwatch", Verb.UNWATCH)])
    elif seen.case.status.is_open:
        rows.append([Choice("watch", Verb.WATCH)])
    return [*rows, [Choice("refresh", Verb.REFRESH), Choice("close", Verb.CLOSE)]]


def _head(case: Case, view: View) -> Html:
    """Return where the case stands and by when what is due."""
    texts = view.texts
    head = texts.html(
        "follow-head",
        number=case.number,
        day=_day(case.received),
        status=texts.plain(f"follow-status-{case.status}"),
        about=texts.plain(f"follow-about-{case.status}"),
    )
    if case.closed:
        erased = case.closed + timedelta(days=view.retention_days)
        return _joined(head, texts.html("follow-ends", day=_day(case.closed), erased=_day(erased)))
    due = [_deadline(one, view) for one in case.deadlines if not one.met]
    return _joined(head, *due)


def _deadline(deadline: Deadline, view: View) -> Html:
    texts, days = view.texts, (deadline.day - view.today).days
    left = "today" if days == 0 else "ahead" if days > 0 else "over"
    rule = view.rules.rule(deadline.name, view.today)
    line = texts.html(
        "follow-deadline",
        name=deadline_name(texts, deadline.name),
        day=_day(deadline.day),
        left=texts.plain(f"follow-left-{left}", days=abs(days)),
    )
    if rule is None:
        return line
    key = "follow-source" if rule.binding else "follow-source-own"
    return Html(f"{line}\n{texts.html(key, source=rule.source)}")


def _pieces(seen: Seen, texts: Texts) -> Iterator[Html]:
    """Yield the messages in pieces that fit into a screen."""
    if not seen.messages:
        yield texts.html("follow-no-messages")
    for message in seen.messages:
        if message is None:
            yield texts.html("follow-broken")
        else:
            yield from _message(message, texts)


def _message(message: Message, texts: Texts) -> Iterator[Html]:
    by = texts.html(f"follow-by-{message.author}", day=_day(message.day))
    files = [texts.html("follow-files", count=len(message.attachments))]
    tail = files if message.attachments else []
    parts = split(message.text, _PIECE) if message.text else []
    quotes = [texts.html("follow-quote", text=part.strip()) for part in parts]
    if len(quotes) <= 1:
        yield Html("\n".join([by, *quotes, *tail]))
        return
    yield Html(f"{by}\n{quotes[0]}")
    yield from quotes[1:-1]
    yield Html("\n".join([quotes[-1], *tail]))


def _pages(pieces: Sequence[Html], room: int) -> list[Html]:
    """Return *pieces* on pages of at most *room* units; the last page is as full as can be."""
    pages: list[list[Html]] = []
    for piece in reversed(pieces):
        if pages and sum(size(one) + 2 for one in pages[0]) + size(piece) <= room:
            pages[0].insert(0, piece)
        else:
            pages.insert(0, [piece])
    return [_joined(*page) for page in pages]


def _button(texts: Texts, choice: Choice, turn: int) -> InlineKeyboardButton:
    data = f"{MARK}{turn}{choice.verb}{choice.value}"
    caption = texts.plain(f"follow-button-{choice.name}")
    return InlineKeyboardButton(caption, callback_data=data, style=choice.style)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _joined(*parts: str) -> Html:
    return Html("\n\n".join(parts))
