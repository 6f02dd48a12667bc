"""What is told of a document, as it was when telling it was decided."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from bot.questions.pieces import day_text, name_of
from bot.questions.press import Action, Links, Press, encode
from bot.questions.screen import View
from knowledge.model import Document, RelationKind

_EFFECTS = (RelationKind.REPLACES, RelationKind.REPEALS, RelationKind.AMENDS)
"""What a document does to others that is worth telling, the gravest first."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One document that is announced: public knowledge, and how to open it."""

    number: str
    name: str
    """Kind and number."""
    title: str
    issuer: str
    topics: tuple[str, ...]
    since: str
    """From when it binds, as people read it; "" where that is not known."""
    verbatim: bool
    effects: tuple[tuple[str, tuple[str, ...]], ...]
    """By kind of relation ("thay_the"): the documents it bears on, as people name them."""
    data: str
    """``callback_data`` of the button that opens it."""


def facts_of(view: View, numbers: Iterable[str], links: Links) -> tuple[Fact, ...]:
    """Return the facts of those *numbers* that the library holds, each once, in their order."""
    held = [number for number in dict.fromkeys(numbers) if number in view.library]
    return tuple(_fact(view, view.library.document(number), links) for number in held)


def dump(facts: Sequence[Fact]) -> str:
    """Return *facts* as text."""
    return json.dumps([asdict(fact) for fact in facts], ensure_ascii=False)


def load(text: str) -> tuple[Fact, ...]:
    """Return the facts that ``dump`` made *text* of."""
    return tuple(
        Fact(
            **{
                **fields,
                "topics": tuple(fields["topics"]),
                "effects": tuple((kind, tuple(names)) for kind, names in fields["effects"]),
            }
        )
        for fields in json.loads(text)
    )


def _fact(view: View, document: Document, links: Links) -> Fact:
    return Fact(
        document.number,
        document.name,
        document.title,
        document.issuer,
        document.topics,
        day_text(document.effective_from) if document.effective_from else "",
        document.verbatim,
        tuple(_effects(view, document)),
        encode(Press(Action.DOCUMENT, document.number, fresh=True), links),
    )


def _effects(view: View, document: Document) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Yield the documents that *document* bears on, by kind, each under its gravest kind only."""
    relations = view.library.relations_from(document.number)
    told = {document.number, ""}
    for kind in _EFFECTS:
        numbers = dict.fromkeys(one.target for one in relations if one.kind is kind)
        targets = [number for number in numbers if number not in told]
        told.update(targets)
        if targets:
            yield str(kind), tuple(name_of(view, number) for number in targets)
