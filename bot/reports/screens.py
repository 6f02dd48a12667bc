"""What the dialogue shows at each step: text and buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import KeyboardButtonStyle

from bot.questions.press import Links, encode
from bot.questions.split import shorten
from bot.reports.answers import World
from bot.reports.events import Draft, Step, Verb
from bot.reports.presses import press_of
from bot.reports.units import Unit
from bot.texts import Html, Texts

_CAPTION = 60
"""Characters of a button; phones cut what is longer."""
_COLUMNS = 3
_COMMUNES = 24
"""Communes on one page: eight rows of three."""
_STORY = 2000
"""Characters of what happened that the preview shows beside the rest; longer ones stand alone."""
_CHANGES = (Step.KIND, Step.PROVINCE, Step.WHEN, Step.WHAT, Step.WHO, Step.EVIDENCE)


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of the dialogue."""

    caption: str
    verb: Verb
    value: str = ""
    style: KeyboardButtonStyle | None = None


Rows = Sequence[Sequence[Choice]]


@dataclass(frozen=True, slots=True)
class Shown:
    """One or two messages of HTML, and the buttons under the last."""

    html: tuple[Html, ...]
    rows: Rows

    def keyboard(self, turn: int, links: Links) -> InlineKeyboardMarkup | None:
        """Return the buttons as Telegram takes them, stamped with *turn*."""
        rows = [[_button(choice, turn, links) for choice in row] for row in self.rows if row]
        return InlineKeyboardMarkup(rows) if rows else None


def screen_of(draft: Draft, world: World, texts: Texts) -> Shown:
    """Return what is shown at the step of *draft*."""
    match draft.step:
        case Step.INTRO:
            return _intro(draft, texts)
        case Step.KIND:
            return _kind(world, texts)
        case Step.PROVINCE | Step.COMMUNE if draft.typed:
            return _found(draft, world, texts)
        case Step.PROVINCE:
            return _provinces(world, texts)
        case Step.COMMUNE:
            return _communes(draft, world, texts)
        case Step.WHEN:
            return _when(world, texts)
        case Step.WHAT:
            return _what(draft, texts)
        case Step.WHO:
            return _who(draft, texts)
        case Step.EVIDENCE:
            return _evidence(draft, texts)
        case Step.PREVIEW:
            return _preview(draft, texts)
        case _:
            return _question(draft.step, texts)


def _intro(draft: Draft, texts: Texts) -> Shown:
    html = texts.html("report-intro")
    if draft.unit_text and not draft.kind:  # it came with the link
        html = joined(html, texts.html("report-intro-unit", unit=draft.unit_text))
    start = _choice(texts, "start", Verb.START, style=KeyboardButtonStyle.PRIMARY)
    return Shown((html,), ((start,), (_choice(texts, "leave", Verb.LEAVE),)))


def _kind(world: World, texts: Texts) -> Shown:
    kinds = [
        (Choice(texts.plain(f"report-kind-{kind.slug}"), Verb.KIND, kind.slug),)
        for kind in world.kinds
    ]
    return Shown((texts.html("report-kind-title"),), (*kinds, _ways_out(texts)))


def _provinces(world: World, texts: Texts) -> Shown:
    rows = _grid([Choice(unit.short, Verb.PROVINCE, unit.code) for unit in world.units.provinces])
    return Shown((texts.html("report-province-title"),), (*rows, _ways_out(texts)))


def _communes(draft: Draft, world: World, texts: Texts) -> Shown:
    province = world.units.get(draft.province)
    communes = world.units.communes(draft.province)
    pages = -(-len(communes) // _COMMUNES)
    page = max(0, min(draft.page, pages - 1))
    shown = communes[page * _COMMUNES : (page + 1) * _COMMUNES]
    name = province.short if province else ""
    whole = Choice(texts.plain("report-unit-whole", province=name), Verb.UNIT, draft.province)
    rows = _grid([Choice(unit.short, Verb.UNIT, unit.code) for unit in shown])
    pager = _pager(texts, page, pages)
    html = texts.html("report-commune-title", province=name)
    return Shown((html,), ((whole,), *rows, pager, _ways_out(texts)))


def _found(draft: Draft, world: World, texts: Texts) -> Shown:
    """Show the units that were typed for, those of the chosen province first."""
    near = draft.province if draft.step is Step.COMMUNE else ""
    units = world.units.search(draft.typed, near) or world.units.search(draft.typed)
    rows = [(_unit_choice(unit),) for unit in units]
    free = Choice(texts.plain("report-unit-free", typed=draft.typed), Verb.FREE)
    again = Choice(texts.plain("report-unit-list"), Verb.CLEAR)
    key = "report-unit-found" if units else "report-unit-not-found"
    html = texts.html(key, **({} if units else {"typed": draft.typed}))
    return Shown((html,), (*rows, (free,), (again,), _ways_out(texts)))


def _when(world: World, texts: Texts) -> Shown:
    choices = [
        Choice(texts.plain(f"report-when-{one.value}"), Verb.WHEN, one.value)
        for one in world.moments
    ]
    return Shown((texts.html("report-when-title"),), (*_grid(choices, 2), _ways_out(texts)))


def _what(draft: Draft, texts: Texts) -> Shown:
    if not draft.what:
        return Shown((texts.html("report-what-title"),), (_ways_out(texts),))
    rows = (
        (_choice(texts, "done", Verb.NEXT, style=KeyboardButtonStyle.PRIMARY),),
        (_choice(texts, "rewrite", Verb.CLEAR),),
        _ways_out(texts),
    )
    return Shown((texts.html("report-what-more", length=len(draft.story)),), rows)


def _who(draft: Draft, texts: Texts) -> Shown:
    html = texts.html("report-who-title")
    if not draft.who:
        return Shown((html,), ((_choice(texts, "skip", Verb.NEXT),), _ways_out(texts)))
    kept = (
        _choice(texts, "unchanged", Verb.NEXT),
        _choice(texts, "forget-who", Verb.CLEAR),
    )
    now = texts.html("report-who-now", who=draft.who)
    return Shown((joined(html, now),), (kept, _ways_out(texts)))


def _evidence(draft: Draft, texts: Texts) -> Shown:
    if not draft.files:
        skip = (_choice(texts, "skip", Verb.NEXT),)
        return Shown((texts.html("report-evidence-title"),), (skip, _ways_out(texts)))
    rows = (
        (_choice(texts, "done", Verb.NEXT, style=KeyboardButtonStyle.PRIMARY),),
        (_choice(texts, "drop-files", Verb.CLEAR),),
        _ways_out(texts),
    )
    return Shown((texts.html("report-evidence-more", count=len(draft.files)),), rows)


def _preview(draft: Draft, texts: Texts) -> Shown:
    """Show everything; a long story has a message of its own, for Telegram's 4096 characters."""
    none = texts.plain("report-none")
    kind = texts.plain(f"report-kind-{draft.kind}") if draft.kind else none
    facts = texts.html(
        "report-preview",
        kind=kind,
        unit=draft.unit_text or none,
        when=draft.when or none,
        who=draft.who or none,
        files=_files(draft, texts),
    )
    title = texts.html("report-preview-title")
    # Fluent takes no argument of more than 2,500 characters.
    told = escape(draft.story or none, quote=False)
    story = Html(f"{texts.html('report-preview-what')} {told}")
    long = len(draft.story) > _STORY
    html = (story, joined(title, facts)) if long else (joined(title, facts, story),)
    changes = [_choice(texts, f"change-{step}", Verb.CHANGE, step) for step in _CHANGES]
    send = _choice(texts, "send", Verb.SEND, style=KeyboardButtonStyle.PRIMARY)
    return Shown(html, ((send,), *_grid(changes, 2), _ways_out(texts)))


def _files(draft: Draft, texts: Texts) -> str:
    uncleaned = sum(1 for one in draft.files if not one.cleaned)
    if not draft.files:
        return texts.plain("report-no-files")
    if uncleaned:
        return texts.plain("report-files-uncleaned", count=len(draft.files), uncleaned=uncleaned)
    return texts.plain("report-files", count=len(draft.files))


def _question(step: Step, texts: Texts) -> Shown:
    """Show one of the short questions around the report."""
    back = _choice(texts, "back", Verb.BACK)
    match step:
        case Step.CONFIRM:
            submit = _choice(texts, "submit", Verb.SUBMIT, style=KeyboardButtonStyle.PRIMARY)
            return Shown((texts.html("report-confirm"),), ((submit,), _ways_out(texts)))
        case Step.LEAVING:
            erase = _choice(texts, "erase", Verb.ERASE, style=KeyboardButtonStyle.DANGER)
            return Shown((texts.html("report-leaving"),), ((erase,), (back,)))
        case Step.RECEIPT:
            skip = _choice(texts, "skip-code", Verb.SKIP)
            return Shown((texts.html("report-receipt-ask"),), ((skip,),))
        case _:
            tidy, keep = _choice(texts, "tidy", Verb.TIDY), _choice(texts, "keep", Verb.KEEP)
            return Shown((texts.html("report-tidy-ask"),), ((tidy, keep),))


def _unit_choice(unit: Unit) -> Choice:
    """A province leads to its communes, a commune is the answer."""
    return Choice(unit.full, Verb.UNIT if unit.province else Verb.PROVINCE, unit.code)


def _pager(texts: Texts, page: int, pages: int) -> Sequence[Choice]:
    before = Choice(texts.plain("button-page-previous"), Verb.PAGE, str(page - 1))
    after = Choice(texts.plain("button-page-next"), Verb.PAGE, str(page + 1))
    return (*([before] if page > 0 else []), *([after] if page + 1 < pages else []))


def _ways_out(texts: Texts) -> Sequence[Choice]:
    return (_choice(texts, "back", Verb.BACK), _choice(texts, "leave", Verb.LEAVE))


def _choice(
    texts: Texts,
    name: str,
    verb: Verb,
    value: str = "",
    style: KeyboardButtonStyle | None = None,
) -> Choice:
    return Choice(texts.plain(f"report-button-{name}"), verb, value, style)


def _grid(choices: Sequence[Choice], width: int = _COLUMNS) -> Rows:
    return [choices[at : at + width] for at in range(0, len(choices), width)]


def _button(choice: Choice, turn: int, links: Links) -> InlineKeyboardButton:
    data = encode(press_of(choice.verb, choice.value, turn), links)
    return InlineKeyboardButton(
        shorten(choice.caption, _CAPTION), callback_data=data, style=choice.style
    )


def joined(*parts: str) -> Html:
    """Return pieces of HTML one under the other."""
    return Html("\n\n".join(parts))
