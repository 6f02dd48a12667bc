"""Prints what an order would do: a card for each document, plain, in 80 columns."""

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date

import click

from indexer.proposal import Card, Caution, Difference, Effect, Preview
from knowledge.model import RelationKind

WIDTH = 80
_CARDS = 20
"""Cards printed in full; of the rest only the numbers."""
_EFFECTS = 12
_LABELS = 15
_STATES = {
    "added": "new",
    "changed": "changes what is held",
    "replaced": "takes its digest's place",
    "unchanged": "unchanged",
    "refused": "not taken",
    "left-out": "left out",
}
_VERBS = {
    RelationKind.AMENDS: "amends",
    RelationKind.REPLACES: "replaces",
    RelationKind.REPEALS: "repeals",
}
CAUTIONS = {
    "no-number": "No number was found; a made-up one is used until it is corrected.",
    "no-title": "No title was found.",
    "no-date": "No day of issue was found.",
    "no-effect": "No day of effect was found: it will count as in force.",
    "future-date": "It is dated {day}, which is still to come.",
    "effect-before-issue": "It takes effect on {effective}, before its issue on {issued}.",
    "ended": "It is no longer in force since {day}{by}.",
    "tracked-deletions": (
        "NOT ACCEPTED: {count} tracked deletions; the text STILL HAS the words they struck out. "
        "Open the file in Word, accept all changes and add it again; --yes refuses it."
    ),
    "ocr": "Pictures of pages: {pages}; their words were recognised ({percent} % sure).",
    "ocr-low": "Pictures of pages: {pages}, hard to read ({percent} % sure): read the text.",
    "legacy-font": "Its old fonts ({fonts}) were turned into Unicode.",
    "tracked-changes": "{count} tracked changes were taken as accepted.",
    "same-number": (
        "The library holds this number: {changed} Điều differ, {added} are new, {removed} are gone."
    ),
    "same-articles": "The library holds this number, with the same Điều.",
    "fields-differ": "Other than in the library: {fields}.",
    "twice": "{file} holds the same number; the later file is taken.",
    "no-articles": "It has no Điều and no numbered items.",
    "missing-articles": "{count} Điều are missing from the row: {labels}.",
    "repeated-articles": "{count} Điều stand there more than once: {labels}.",
    "digest-replaced": "The full text takes the place of a digest.",
    "digest-held": "It is a digest, and the library has the full text: that stays.",
    "digest": "It is a digest, not the document's own words.",
    "unofficial": "It says of itself that it is not official: it is shown as a digest.",
    "removed-before": "It had been taken out of the library; this brings it back.",
    "corrected": "Set by hand: {fields}.",
}
"""By ``indexer.cautions.CODES``: the sentence for a terminal."""


def show(found: Preview) -> None:
    """Print the cards of what would change, and count the rest."""
    news = [card for card in found.cards if card.state != "unchanged"]
    for at, card in enumerate(news[:_CARDS], 1):
        click.echo("\n".join(_card(at, card)) + "\n")
    if len(news) > _CARDS:
        more = ", ".join(card.number for card in news[_CARDS:])
        click.echo("\n".join(_wrapped(f"And {len(news) - _CARDS} more: ", more)) + "\n")
    for ending in found.endings:
        until = f"ends on {_day(ending.day)}" if ending.day else "counts as in force again"
        reason = f" ({ending.reason})" if ending.reason else ""
        click.echo("\n".join(_wrapped("", f"{ending.number} {until}{reason}.")))
    for one in found.along:
        when = f" on {_day(one.day)}" if one.day else ""
        said = f"So does {one.number}{when}, which only amended it."
        click.echo("\n".join(_wrapped("  ", said)))
    for removal in found.removals:
        what = "comes back into" if removal.back else "is taken out of"
        click.echo("\n".join(_wrapped("", f"{removal.number} {what} the library.")))


def changes_something(found: Preview) -> bool:
    """Say whether publishing would change the library."""
    states = {card.state for card in found.cards}
    decided = found.endings or found.removals or found.others
    return bool(decided or states & {"added", "changed", "replaced"})


def _card(at: int, card: Card) -> Iterator[str]:
    name, state = f"[{at}] {card.number}", _STATES[card.state]
    yield f"{name}{state.rjust(max(WIDTH - len(name), len(state) + 2))}"
    yield from _row("title", f"{card.kind} {card.title}".strip() or "-")
    yield from _row("file", card.file)
    yield from _row("issuer", card.issuer or "-")
    yield from _row("issued", f"{_day(card.issued):<12}in force from {_day(card.effective_from)}")
    if card.effective_to:
        yield from _row("until", f"{_day(card.effective_to)} (first day out of force)")
    if card.topics:
        yield from _row("topics", ", ".join(card.topics))
    yield from _row("articles", f"{card.articles}{'' if card.verbatim else ' (digest)'}")
    yield from _difference(card.difference)
    for effect in card.effects[:_EFFECTS]:
        yield from _wrapped("    > ", _effect(effect))
    if len(card.effects) > _EFFECTS:
        yield f"    > and {len(card.effects) - _EFFECTS} more"
    for caution in card.cautions:
        yield from _wrapped("    ! ", sentence(caution))


def sentence(caution: Caution) -> str:
    """Return a caution as a sentence."""
    values = dict(caution.values)
    for name in ("day", "issued", "effective"):
        if name in values:
            values[name] = _day(date.fromisoformat(str(values[name])))
    if caution.code == "ended":
        values["by"] = f" ({values['by']})" if values["by"] else ""
    return CAUTIONS[caution.code].format(**values)


def _difference(difference: Difference) -> Iterator[str]:
    for what in ("changed", "added", "removed"):
        labels = getattr(difference, what)
        if labels:
            more = f" and {len(labels) - _LABELS} more" if len(labels) > _LABELS else ""
            yield from _wrapped("    ~ ", f"Điều {what}: {', '.join(labels[:_LABELS])}{more}")


def _effect(effect: Effect) -> str:
    target = effect.target or effect.target_title
    what = " ".join(part for part in (_VERBS[effect.kind], effect.citation, target) if part)
    since = f" from {_day(effect.day)}" if effect.day else ", from a day unknown"
    return f"{what}{since}{'' if effect.held else ' (not in the library)'}"


def _row(name: str, value: str) -> Iterable[str]:
    return _wrapped(f"    {name:<10}", value)


def _wrapped(lead: str, text: str) -> list[str]:
    indent = " " * len(lead)
    return textwrap.wrap(
        text, WIDTH, initial_indent=lead, subsequent_indent=indent, break_on_hyphens=False
    ) or [lead.rstrip()]


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "-"
