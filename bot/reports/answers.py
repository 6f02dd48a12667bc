"""What texts and files mean at each step of the dialogue."""

from dataclasses import dataclass, replace
from datetime import date

from bot.reports.events import (
    LONGEST_LINE,
    LONGEST_WHAT,
    MOST_FILES,
    Draft,
    Edited,
    Effect,
    Erase,
    Filed,
    Said,
    Say,
    Show,
    Source,
    Step,
    Typed,
)
from bot.reports.kinds import Kinds
from bot.reports.moments import Moment, day_of
from bot.reports.units import Units

Answered = tuple[Draft, tuple[Effect, ...]]

_ORDER = (
    Step.INTRO,
    Step.KIND,
    Step.PROVINCE,
    Step.WHEN,
    Step.WHAT,
    Step.WHO,
    Step.EVIDENCE,
    Step.PREVIEW,
)
_ENOUGH = frozenset(
    {"xong", "het", "tiep", "tiep tuc", "bo qua", "khong co", "khong biet", "khong"}
)
_YES = frozenset({"bat dau", "tiep tuc", "dong y", "ok", "co"})
FILE_STEPS = frozenset({Step.WHAT, Step.WHO, Step.EVIDENCE, Step.PREVIEW})
"""Where a file that comes is taken as evidence."""


@dataclass(frozen=True, slots=True)
class World:
    """What the dialogue knows of the world."""

    today: date
    kinds: Kinds
    units: Units
    moments: tuple[Moment, ...]
    """The answers to "when" that are offered as buttons."""


def onward(draft: Draft, lead: str = "") -> Answered:
    """Return *draft* one step on: at the next question, or back at the preview it came from."""
    trail = draft.trail
    if Step.PREVIEW in trail:
        return _shown(replace(draft, trail=trail[: trail.index(Step.PREVIEW) + 1]), lead)
    at = Step.PROVINCE if draft.step is Step.COMMUNE else draft.step
    following = _ORDER[_ORDER.index(at) + 1]
    if following is Step.PROVINCE and draft.unit:
        following = Step.WHEN
    return _shown(replace(draft, trail=(*trail, following), page=0), lead)


def answered_by_text(draft: Draft, event: Typed, words: str, world: World) -> Answered:
    """Return what a text makes of *draft*; *words* is the text folded."""
    text = event.text.strip()
    match draft.step:
        case Step.INTRO if words in _YES:
            return onward(draft)
        case Step.KIND:
            kind = world.kinds.named_in(text)
            return onward(replace(draft, kind=kind.slug)) if kind else _shown(draft, _UNKNOWN_KIND)
        case Step.PROVINCE | Step.COMMUNE:
            return _unit(draft, text)
        case Step.WHEN:
            return _when(draft, event, world)
        case Step.WHAT:
            return _what(draft, event, words)
        case Step.WHO:
            return _who(draft, event, words)
        case Step.EVIDENCE:
            return onward(draft) if words in _ENOUGH else _said(draft, event.sent.message, text)
        case _:
            return _shown(draft, "report-use-buttons")


def edited(draft: Draft, event: Edited, world: World) -> Answered:
    """Return *draft* with the answer that an edited message gave put right."""
    changed = _edited(draft, event, world)
    if changed is None:
        return draft, ()
    if isinstance(changed, str):
        return draft, (Say(changed),)
    if changed.step in (Step.PREVIEW, Step.CONFIRM):
        trail = changed.trail[: changed.trail.index(Step.PREVIEW) + 1]
        return _shown(replace(changed, trail=trail))
    return changed, (Say("report-edited"),)


def filed(draft: Draft, event: Filed) -> Answered:
    """Return *draft* with a file added to the evidence."""
    if any(one.file == event.file.file for one in draft.files):
        return draft, ()  # the same update, handled again
    names = tuple(name for name in (event.file.file, event.file.cleaned) if name)
    if draft.step not in FILE_STEPS:
        return draft, (Erase(names), Say("report-file-not-now"))
    if len(draft.files) >= MOST_FILES:
        return draft, (Erase(names), Say("report-file-many", MOST_FILES))
    first = not event.album or event.album != draft.album
    draft = replace(draft, files=(*draft.files, event.file), album=event.album)
    caption = event.caption.strip()
    if caption and len(draft.story) + len(caption) < LONGEST_WHAT:
        draft = replace(draft, what=(*draft.what, Said(event.sent.message, caption)))
    if not first:
        return draft, ()
    if draft.step in (Step.EVIDENCE, Step.PREVIEW):
        return _shown(draft, "report-file-album" if event.album else "")
    if event.album:
        return draft, (Say("report-file-album"),)
    return draft, (Say("report-file-taken", len(draft.files)),)


_UNKNOWN_KIND = "report-kind-unclear"


def _unit(draft: Draft, text: str) -> Answered:
    if len(text) > LONGEST_LINE:
        return _shown(draft, "report-line-long")
    return _shown(replace(draft, typed=" ".join(text.split())))


def _when(draft: Draft, event: Typed, world: World) -> Answered:
    text = event.text.strip()
    if len(text) > LONGEST_LINE:
        return _shown(draft, "report-line-long")
    day = day_of(text, world.today)
    if day is not None and day > world.today:
        return _shown(draft, "report-when-future")
    noted = _noted(draft, Step.WHEN, event.sent.message)
    return onward(replace(noted, when=text, event_day=day))


def _what(draft: Draft, event: Typed, words: str) -> Answered:
    if words in _ENOUGH and draft.what:
        return onward(draft)
    return _said(draft, event.sent.message, event.text.strip())


def _said(draft: Draft, message: int, text: str) -> Answered:
    """Add a message to what happened."""
    longer = replace(draft, what=(*draft.what, Said(message, text)))
    if len(longer.story) > LONGEST_WHAT:
        return _shown(draft, "report-what-long")
    lead = "" if draft.step is Step.WHAT else "report-what-added"
    return _shown(longer, lead)


def _who(draft: Draft, event: Typed, words: str) -> Answered:
    text = event.text.strip()
    if words in _ENOUGH:
        return onward(draft)
    if len(text) > LONGEST_LINE:
        return _shown(draft, "report-line-long")
    return onward(replace(_noted(draft, Step.WHO, event.sent.message), who=text))


def _edited(draft: Draft, event: Edited, world: World) -> Draft | str | None:
    """Return the draft as corrected, the id of what is wrong with it, or None: not ours."""
    text = event.text.strip()
    if any(part.message == event.message for part in draft.what):
        parts = (
            replace(part, text=text) if part.message == event.message else part
            for part in draft.what
        )
        changed = replace(draft, what=tuple(parts))
        return changed if len(changed.story) <= LONGEST_WHAT else "report-what-long"
    for source in draft.sources:
        if source.message == event.message:
            return _line_edited(draft, source.step, text, world)
    return None


def _line_edited(draft: Draft, step: Step, text: str, world: World) -> Draft | str:
    if len(text) > LONGEST_LINE:
        return "report-line-long"
    if step is Step.WHO:
        return replace(draft, who=text)
    day = day_of(text, world.today)
    if day is not None and day > world.today:
        return "report-when-future"
    return replace(draft, when=text, event_day=day)


def _noted(draft: Draft, step: Step, message: int) -> Draft:
    others = tuple(source for source in draft.sources if source.step is not step)
    return replace(draft, sources=(*others, Source(step, message)))


def _shown(draft: Draft, lead: str = "") -> Answered:
    return replace(draft, turn=draft.turn + 1), (Show(lead),)
