"""What of a case is to be shared and what of it hidden, as a form says; and what that gives."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from starlette.datastructures import FormData

from bot.desk.casepage import SHOWN_IMAGES, Seen
from bot.desk.names import kind_name, unit_name
from bot.desk.redaction import RedactionError, hide, occurs, phrases_of
from bot.desk.redaction_images import Box, Style, boxes_of
from bot.desk.web import Desk
from bot.desk.web import field as typed
from bot.reports.model import Attachment

USUAL = frozenset({"kind", "unit", "when", "what"})
"""Parts that are ticked at first: not who is accused, and no messages."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a case that can be shared."""

    name: str
    """"what", or "message-3"."""
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One image of a case, and how it is to be shared."""

    number: int
    """Its place among the images, from 1."""
    file: Attachment
    taken: bool = False
    boxes: str = ""
    """As typed."""
    style: Style = "black"

    def parsed(self) -> tuple[Box, ...]:
        """Return the boxes; raises RedactionError."""
        return boxes_of(self.boxes)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a form asks for."""

    parts: frozenset[str] = USUAL
    typed: str = ""
    """The phrases, one on each line."""
    ticked: tuple[str, ...] = ()
    """Suggestions that were taken."""
    pictures: tuple[Picture, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        """Everything to be hidden."""
        return tuple(dict.fromkeys((*phrases_of(self.typed), *self.ticked)))

    @classmethod
    def of(cls, seen: Seen, form: FormData) -> "Plan":
        """Return what *form* says."""
        return cls(
            parts=frozenset(str(name) for name in form.getlist("part")),
            typed=typed(form, "phrases"),
            ticked=tuple(str(phrase) for phrase in form.getlist("suggested"))[:500],
            pictures=tuple(_picture(one, form) for one in pictures(seen)),
        )


@dataclass(frozen=True, slots=True)
class Shared:
    """What leaves the desk: texts without what is hidden, images with their boxes."""

    pieces: tuple[Piece, ...]
    pictures: tuple[Picture, ...]
    hidden: int
    """Places that are blocks now."""
    missed: tuple[str, ...]
    """Phrases that stand nowhere in what is shared."""
    fingerprint: str = field(repr=False)
    """Names exactly this result: what was looked at is what is given out."""


def pieces(desk: Desk, seen: Seen) -> tuple[Piece, ...]:
    """Return every part of *seen* that can be shared, as it stands."""
    return tuple(_pieces(desk, seen))


def pictures(seen: Seen) -> tuple[Picture, ...]:
    """Return the images of *seen* that have a cleaned copy."""
    images = [one for one in seen.attachments if one.cleaned and one.media_type in SHOWN_IMAGES]
    return tuple(Picture(number, one) for number, one in enumerate(images, start=1))


def shared(desk: Desk, seen: Seen, plan: Plan) -> Shared:
    """Return what *plan* shares.

    Raises:
        RedactionError: a box is none, or something to be hidden would still be there.
    """
    chosen = [one for one in pieces(desk, seen) if one.name in plan.parts]
    results = [hide(one.text, plan.phrases) for one in chosen]
    if any(occurs(result.text, phrase) for result in results for phrase in plan.phrases):
        raise RedactionError("A phrase would still be there.")
    done = tuple(
        Piece(one.name, one.label, result.text) for one, result in zip(chosen, results, strict=True)
    )
    images = tuple(one for one in plan.pictures if one.taken)
    return Shared(
        done,
        images,
        sum(result.places for result in results),
        tuple(
            phrase for phrase in plan.phrases if all(phrase in result.missed for result in results)
        ),
        _fingerprint(done, images),
    )


def _pieces(desk: Desk, seen: Seen) -> Iterator[Piece]:
    say, case, report = desk.texts.plain, seen.case, seen.opened.report.value
    empty = say("redact-part-empty")
    said = {"kind": kind_name(desk, case.kind)}
    if report is not None:
        said |= {
            "unit": unit_name(desk, case.unit, report.unit_text) or empty,
            "when": report.when or empty,
            "what": report.what,
            "who": report.who or empty,
        }
    for name, text in said.items():
        yield Piece(name, say(f"redact-part-{name}"), text)
    for part in seen.thread.messages:
        if part.value is not None:
            day = f"{part.value.day:%d/%m/%Y}"
            key = f"redact-part-message-{part.value.author}"
            label = say(key, number=part.number, day=day)
            yield Piece(f"message-{part.number}", label, part.value.text)


def _picture(one: Picture, form: FormData) -> Picture:
    file = one.file.file
    style: Style = "blur" if typed(form, f"style-{file}") == "blur" else "black"
    boxes = typed(form, f"boxes-{file}")
    return Picture(one.number, one.file, bool(typed(form, f"take-{file}")), boxes, style)


def _fingerprint(done: Sequence[Piece], images: Sequence[Picture]) -> str:
    looks = [(one.file.file, [str(box) for box in one.parsed()], one.style) for one in images]
    said = repr(([(one.label, one.text) for one in done], looks))
    return hashlib.sha256(said.encode()).hexdigest()
