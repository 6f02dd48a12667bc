"""The dialogue of a report as a pure function: a draft and an event give a draft and effects.

The trail of a draft is the way that led to its step. Answers go on by one step, "back" by one step
back; a part that is changed from the preview leads back to the preview. A press counts only on the
newest screen. Giving up always ends with the files erased and the chat tidied.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.reports.answers import World, answered_by_text, edited, filed, onward
from bot.reports.events import (
    HANDED_IN,
    Check,
    Draft,
    Edited,
    Effect,
    Erase,
    Event,
    Filed,
    GivenUp,
    Notice,
    Pressed,
    Say,
    Sent,
    Show,
    Step,
    Submit,
    Tidy,
    Typed,
    Verb,
)
from bot.reports.units import Unit
from knowledge.vietnamese import fold

Outcome = tuple[Draft | None, tuple[Effect, ...]]

_BACK = frozenset({"quay lai", "tro lai", "lui lai", "lui"})
_LEAVE = frozenset({"huy", "huy bo", "thoat", "thoi", "khong gui nua"})
_DIGITS = 12
"""Digits of a text from which on it is meant as a code."""
_PARTS = frozenset({Step.KIND, Step.PROVINCE, Step.WHEN, Step.WHAT, Step.WHO, Step.EVIDENCE})


def begun(secrets: str, turn: int, unit: Unit | None = None) -> Draft:
    """Return a new draft; *unit* is filled in where a poster's link names it."""
    if unit is None:
        return Draft(secrets, turn)
    return Draft(secrets, turn, unit=unit.code, unit_text=unit.full)


def handed_in(draft: Draft) -> Draft:
    """Return what is kept of a draft once its report is safe: its messages, nothing it says."""
    return Draft("", draft.turn + 1, (Step.RECEIPT,), own=draft.own)


def checked(draft: Draft, *, right: bool) -> Outcome:
    """Return what follows when the code was typed back."""
    if not right:
        return draft, (Say("report-code-wrong"),)
    return _shown(replace(draft, trail=(Step.TIDYING,)), "report-code-right")


def advance(draft: Draft, event: Event, world: World) -> Outcome:
    """Return what *event* makes of *draft*; the same draft and no effect: it is not for us.

    None for the draft means that it has ended.
    """
    match event:
        case GivenUp():
            return _given_up(draft)
        case Pressed():
            return _pressed(draft, event, world)
        case Typed() if draft.step in HANDED_IN:
            return _code(draft, event)
        case Typed():
            return _typed(_with(draft, event.sent), event, world)
        case _ if draft.step in HANDED_IN:
            return draft, ()
        case Edited():
            return edited(draft, event, world)
        case Filed():
            return filed(_with(draft, event.sent), event)


@dataclass(frozen=True, slots=True)
class _Press:
    """What a button does, and at which steps it stands on the screen."""

    steps: frozenset[Step]
    do: Callable[[Draft, str, World], Outcome]


def _pressed(draft: Draft, event: Pressed, world: World) -> Outcome:
    press = _PRESSES[event.verb]
    if event.turn != draft.turn or draft.step not in press.steps:
        return draft, (Notice("report-stale"),)
    return press.do(draft, event.value, world)


def _typed(draft: Draft, event: Typed, world: World) -> Outcome:
    words = " ".join(fold(event.text).split()).rstrip(".!")
    if words in _BACK:
        return _back(draft, "", world)
    if words in _LEAVE:
        return _leave(draft, "", world)
    return answered_by_text(draft, event, words, world)


def _code(draft: Draft, event: Typed) -> Outcome:
    digits = sum(letter.isdigit() for letter in event.text)
    if draft.step is not Step.RECEIPT or digits < _DIGITS:
        return draft, ()
    return _with(draft, event.sent), (Check(event.text),)


def _given_up(draft: Draft) -> Outcome:
    if draft.step in HANDED_IN:
        return None, (Say("report-kept"),)
    return None, (Erase(draft.file_names), Tidy(draft.own), Say("report-erased"))


def _start(draft: Draft, value: str, world: World) -> Outcome:
    return onward(draft)


def _kind(draft: Draft, value: str, world: World) -> Outcome:
    if world.kinds.get(value) is None:
        return draft, (Notice("report-stale"),)
    return onward(replace(draft, kind=value))


def _province(draft: Draft, value: str, world: World) -> Outcome:
    if not world.units.communes(value):
        return draft, (Notice("report-stale"),)
    trail = (*draft.trail, Step.COMMUNE)
    return _shown(replace(draft, province=value, typed="", page=0, trail=trail))


def _unit(draft: Draft, value: str, world: World) -> Outcome:
    unit = world.units.get(value)
    if unit is None:
        return draft, (Notice("report-stale"),)
    return onward(replace(draft, unit=unit.code, unit_text=unit.full, typed=""))


def _free(draft: Draft, value: str, world: World) -> Outcome:
    if not draft.typed:
        return draft, (Notice("report-stale"),)
    return onward(replace(draft, unit="", unit_text=draft.typed, typed=""))


def _page(draft: Draft, value: str, world: World) -> Outcome:
    return _shown(replace(draft, page=int(value) if value.isdecimal() else 0))


def _when(draft: Draft, value: str, world: World) -> Outcome:
    moment = next((one for one in world.moments if one.value == value), None)
    if moment is None:
        return draft, (Notice("report-stale"),)
    return onward(replace(draft, when=moment.said, event_day=moment.day))


def _next(draft: Draft, value: str, world: World) -> Outcome:
    if draft.step is Step.WHAT and not draft.what:
        return _shown(draft, "report-what-empty")
    return onward(draft)


def _clear(draft: Draft, value: str, world: World) -> Outcome:
    """Begin the answer of this step anew."""
    match draft.step:
        case Step.WHAT:
            return _shown(replace(draft, what=()))
        case Step.WHO:
            return onward(replace(draft, who=""))
        case Step.EVIDENCE:
            emptied, effects = _shown(replace(draft, files=()))
            return emptied, (Erase(draft.file_names), *effects)
        case _:
            return _shown(replace(draft, typed=""))


def _back(draft: Draft, value: str, world: World) -> Outcome:
    trail = draft.trail[:-1] or draft.trail
    return _shown(replace(draft, trail=trail, typed="", page=0))


def _leave(draft: Draft, value: str, world: World) -> Outcome:
    if draft.step is Step.LEAVING:
        return _given_up(draft)
    return _shown(replace(draft, trail=(*draft.trail, Step.LEAVING)))


def _erase(draft: Draft, value: str, world: World) -> Outcome:
    return _given_up(draft)


def _change(draft: Draft, value: str, world: World) -> Outcome:
    if value not in _PARTS:
        return draft, (Notice("report-stale"),)
    return _shown(replace(draft, trail=(*draft.trail, Step(value)), typed="", page=0))


def _send(draft: Draft, value: str, world: World) -> Outcome:
    if draft.missing:
        return _shown(draft, f"report-missing-{draft.missing}")
    return _shown(replace(draft, trail=(*draft.trail, Step.CONFIRM)))


def _submit(draft: Draft, value: str, world: World) -> Outcome:
    return draft, (Submit(),)


def _skip(draft: Draft, value: str, world: World) -> Outcome:
    return _shown(replace(draft, trail=(Step.TIDYING,)))


def _tidy(draft: Draft, value: str, world: World) -> Outcome:
    return None, (Tidy(draft.own), Say("report-tidied"))


def _keep(draft: Draft, value: str, world: World) -> Outcome:
    return None, (Say("report-kept"),)


_ASKING = frozenset(Step) - frozenset(HANDED_IN)
_UNIT_STEPS = frozenset({Step.PROVINCE, Step.COMMUNE})

_PRESSES = {
    Verb.START: _Press(frozenset({Step.INTRO}), _start),
    Verb.KIND: _Press(frozenset({Step.KIND}), _kind),
    Verb.PROVINCE: _Press(_UNIT_STEPS, _province),
    Verb.UNIT: _Press(_UNIT_STEPS, _unit),
    Verb.FREE: _Press(_UNIT_STEPS, _free),
    Verb.PAGE: _Press(frozenset({Step.COMMUNE}), _page),
    Verb.WHEN: _Press(frozenset({Step.WHEN}), _when),
    Verb.NEXT: _Press(frozenset({Step.WHAT, Step.WHO, Step.EVIDENCE}), _next),
    Verb.CLEAR: _Press(_UNIT_STEPS | {Step.WHAT, Step.WHO, Step.EVIDENCE}, _clear),
    Verb.BACK: _Press(_ASKING - {Step.INTRO}, _back),
    Verb.LEAVE: _Press(_ASKING - {Step.LEAVING}, _leave),
    Verb.ERASE: _Press(frozenset({Step.LEAVING}), _erase),
    Verb.CHANGE: _Press(frozenset({Step.PREVIEW}), _change),
    Verb.SEND: _Press(frozenset({Step.PREVIEW}), _send),
    Verb.SUBMIT: _Press(frozenset({Step.CONFIRM}), _submit),
    Verb.SKIP: _Press(frozenset({Step.RECEIPT}), _skip),
    Verb.TIDY: _Press(frozenset({Step.TIDYING}), _tidy),
    Verb.KEEP: _Press(frozenset({Step.TIDYING}), _keep),
}


def _shown(draft: Draft, lead: str = "") -> tuple[Draft, tuple[Effect, ...]]:
    return replace(draft, turn=draft.turn + 1), (Show(lead),)


def _with(draft: Draft, sent: Sent) -> Draft:
    return replace(draft, own=(*draft.own, sent))
