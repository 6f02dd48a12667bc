"""What cards and reading screens say of amendments: lines, the new words, and buttons both ways."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.questions.pieces import capitalised, day_text, escaped, name_of
from bot.questions.press import Action, Press
from bot.questions.screen import Button, Rows, View
from bot.questions.split import shorten, split
from bot.texts import Html
from knowledge.amendments import Amendment
from knowledge.errors import CitationNotFoundError
from knowledge.model import Provision
from knowledge.notices import Notice

_LINES = 3
_LINE = 230
"""Characters of one line."""
_NEW = 2
"""New wordings shown under one provision; the rest is under the button for versions."""
_LINKS = 3
_SEGMENTS = ("phuluc", "phan", "chuong", "tieumuc", "muc", "dieu", "so", "khoan", "diem")


@dataclass(frozen=True, slots=True)
class Words:
    """The new words to be shown above a provision's own text, and how that text is called."""

    above: tuple[Html, ...] = ()
    own: Html | None = None
    """The line over the provision's own text; None where that needs none."""
    replaced: bool = False
    """True when the own text is known to be old as a whole."""


def place(view: View, path: str) -> str:
    """Return how a path is cited: "điểm a khoản 2 Điều 8"."""
    return " ".join(_unit(view, segment) for segment in reversed(path.split(".")))


def _unit(view: View, segment: str) -> str:
    segment = segment.split("~")[0]
    kind = next((kind for kind in _SEGMENTS if segment.startswith(kind)), "")
    return view.texts.plain(f"unit-{kind}", label=segment.removeprefix(kind)) if kind else segment


def notice_lines(view: View, notices: Sequence[Notice]) -> list[Html]:
    """Return "Được sửa đổi bởi khoản 3 Điều 1 Nghị định … từ 20/09/2023." for each, a few at most.

    The latest are kept.
    """
    lines = [escaped(shorten(_line(view, notice), _LINE)) for notice in notices[-_LINES:]]
    more = len(notices) - len(lines)
    return [*lines, view.texts.html("amendment-more", count=more)] if more > 0 else lines


def _line(view: View, notice: Notice) -> str:
    amendment = notice.amendment
    verb = view.texts.plain(f"amendment-verb-{amendment.change}")
    what = place(view, notice.subject) if notice.subject else ""
    by = name_of(view, notice.source)
    if amendment.day is None:
        line = view.texts.plain("amendment-undated", what=what, verb=verb, by=by)
    else:
        key = "amendment-done" if notice.begun else "amendment-coming"
        day = day_text(amendment.day)
        line = view.texts.plain(key, what=what, verb=verb, by=by, **{"from": day})
    return capitalised(line.strip())


def new_words(view: View, notices: Iterable[Notice], limit: int) -> Words:
    """Return the new words in force, each at most *limit* characters, and what the own text is."""
    notices = list(notices)
    begun = [notice for notice in notices if notice.begun]
    shown = [n for n in begun if n.new_wording or n.instruction][-_NEW:]
    above = [html for notice in shown for html in _words(view, notice, limit)]
    old = [notice for notice in begun if notice.shown_is_old]
    replaced = [n for n in old if n.words.whole and n.new_wording]
    own: Html | None = None
    newer = [n for n in notices if n.shown_is_newer and n.amendment.day is not None]
    if newer and newer[-1].amendment.day is not None:
        own = view.texts.html("amendment-later", **{"from": day_text(newer[-1].amendment.day)})
    elif replaced and replaced[-1].amendment.day is not None:
        day = day_text(replaced[-1].amendment.day)
        own = view.texts.html("amendment-before", **{"from": day})
    elif old:
        own = view.texts.html("amendment-without")
    elif above:
        own = view.texts.html("amendment-own")
    return Words(tuple(above), own, bool(replaced))


def _words(view: View, notice: Notice, limit: int) -> list[Html]:
    if not notice.new_wording:
        said = shorten(notice.instruction, limit)
        return [view.texts.html("amendment-said"), _blockquote(said)]
    day = notice.amendment.day
    what = "own" if _own_words(notice) else place(view, notice.words.subject)
    key = "amendment-new" if day is not None else "amendment-new-undated"
    head = view.texts.html(key, what=what, **{"from": day_text(day) if day else ""})
    return [head, _blockquote(split(notice.new_wording, limit)[0].rstrip())]


def _own_words(notice: Notice) -> bool:
    """Return whether the new words are those of the provision shown, no more and no less."""
    return notice.words.subject != notice.subject


def _blockquote(text: str) -> Html:
    return Html(f"<blockquote expandable>{escaped(text)}</blockquote>")


def source_buttons(view: View, notices: Sequence[Notice]) -> Rows:
    """Return buttons to the held provisions that amend, the latest ones, each once."""
    found: dict[tuple[str, str], Button] = {}
    for notice in reversed(notices):
        amendment = notice.amendment
        if amendment.source in view.library and amendment.source_path:
            press = Press(Action.ARTICLE, amendment.source, amendment.source_path, fresh=True)
            key = (amendment.source, amendment.source_path)
            found.setdefault(key, Button(capitalised(notice.source), press))
    return tuple((button,) for button in list(found.values())[:_LINKS])


def versions_button(view: View, provision: Provision, notices: Sequence[Notice]) -> Rows:
    """Return the row that opens the wordings of *provision* by date; none where it has one."""
    if not notices:
        return ()
    press = Press(Action.VERSIONS, provision.document, provision.path, fresh=True)
    return ((Button(view.texts.plain("button-versions"), press),),)


def effect_lines(view: View, provision: Provision) -> list[Html]:
    """Return "Sửa đổi khoản 2 Điều 8 Nghị định …" for what *provision* does to other documents."""
    amendments = view.library.amendments_by(provision)
    lines = [
        view.texts.html(f"amends-{a.change}", what=shorten(target_name(view, a), _LINE))
        for a in amendments[:_LINES]
    ]
    more = len(amendments) - len(lines)
    return [*lines, view.texts.html("amends-more", count=more)] if more > 0 else lines


def effect_buttons(view: View, provision: Provision) -> Rows:
    """Return buttons to the held provisions that *provision* amends."""
    held = [a for a in view.library.amendments_by(provision) if a.target in view.library]
    buttons = [Button(capitalised(target_name(view, a)), _press_of(view, a)) for a in held[:_LINKS]]
    return tuple((button,) for button in buttons)


def target_name(view: View, amendment: Amendment) -> str:
    """Return the citation of what is amended, whether the library holds it or not."""
    if amendment.target in view.library:
        name = view.library.document(amendment.target).name
    else:
        name = f"{amendment.target_title} {amendment.target}".strip()
    return f"{place(view, amendment.target_path)} {name}"


def _press_of(view: View, amendment: Amendment) -> Press:
    try:
        view.library.provision(amendment.target, amendment.target_path)
    except CitationNotFoundError:
        action = Action.VERSIONS if amendment.wording else Action.DOCUMENT
        path = amendment.target_path if amendment.wording else ""
        return Press(action, amendment.target, path, fresh=True)
    return Press(Action.ARTICLE, amendment.target, amendment.target_path, fresh=True)
