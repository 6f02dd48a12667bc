"""What an order would do, told before it is done: cards with cautions and legal effects.

No embedding model is loaded and nothing of the library is touched.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from indexer.cautions import Standing, cautions_of
from indexer.comparison import compared, units_of
from indexer.corrections import value_of
from indexer.incoming import Problem, Seen, group_of
from indexer.known import known_of
from indexer.proposal import FIELDS, Card, Difference, Ending, Order, Preview, Remark, Removal
from indexer.search_index import Progress
from indexer.taking import Taken, take_in
from indexer.trial import Trial, trial_of
from knowledge.clock import Clock
from knowledge.errors import NoLibraryError
from knowledge.library import Library, current_snapshot
from knowledge.model import Document, DocumentTree
from knowledge.store import tree_digest

_ON_CARDS = ("digest-held", "same-number")
"""Remarks that cards make as cautions."""
_GOING_IN = ("added", "changed", "replaced", "unchanged")
"""States of documents that the would-be library holds as they are on their cards."""
_UNFIT = re.compile(r"[^\w.()-]+")


def preview(
    home: Path,
    order: Order,
    *,
    clock: Clock,
    starter: bool = True,
    texts: Path | None = None,
    progress: Progress = lambda *_: None,
) -> Preview:
    """Return what *order* would do to the library of *home*; only caches are written there.

    With *texts*, a folder, each document's text as understood is written into it, UTF-8.

    Raises:
        LibraryError: when the live snapshot is damaged.
        CongvuError: when the order speaks of what is not there, or a correction cannot be.
    """
    with ExitStack() as closing:
        library = _opened(home)
        if library is not None:
            closing.callback(library.close)
        live = library.folder if library else None
        known = known_of(live)
        taken = closing.enter_context(take_in(home, known, order, starter, progress))
        trial = closing.enter_context(trial_of(live, taken))
        desk = _Desk(library, taken, trial, clock.today(), texts)
        cards = tuple(desk.card(seen) for seen in taken.intake.seen)
        return Preview(
            cards,
            tuple(_remarks(taken.intake.problems)),
            tuple(taken.decisions.ended.values()),
            tuple(_along(taken, trial)),
            (
                *(Removal(r.number, r.reason) for r in taken.decisions.gone.values()),
                *(r for r in order.removals if r.back),
            ),
            tuple(sorted(i.tree.document.number for i in taken.intake.taken.values() if i.starter)),
        )


def _opened(home: Path) -> Library | None:
    """Open the live library without reading all its bytes; publishing will check them."""
    try:
        return Library.open(current_snapshot(home), verify=False)
    except NoLibraryError:
        return None


@dataclass(frozen=True)
class _Desk:
    """Makes the cards of one preview."""

    library: Library | None
    taken: Taken
    trial: Trial
    today: date
    texts: Path | None
    names: set[str] = field(default_factory=set)

    @cached_property
    def _by_number(self) -> Mapping[str, Sequence[Seen]]:
        found: dict[str, list[Seen]] = defaultdict(list)
        for one in self.taken.intake.seen:
            if not one.left_out:
                found[one.number_key].append(one)
        return found

    def card(self, seen: Seen) -> Card:
        """Return the card of one document, and write its text."""
        held = self._held(seen.number_key)
        tree = seen.item.tree if seen.item else held
        assert tree is not None  # what was not read again is held
        document, standing = tree.document, self._standing(seen, tree, held)
        effects = self.trial.effects(seen.number_key) if standing.state in _GOING_IN else ()
        return Card(
            key=seen.key,
            file=document.source or seen.path.name,
            number=document.number,
            kind=document.kind,
            title=document.title,
            issuer=document.issuer,
            issued=document.issued,
            effective_from=document.effective_from,
            effective_to=standing.effective_to,
            topics=document.topics,
            articles=len(units_of(tree.provisions)),
            verbatim=document.verbatim,
            state=standing.state,
            cautions=tuple(cautions_of(tree, seen.remarks, standing)),
            difference=standing.difference,
            effects=effects,
            text=self._write(tree),
        )

    def _standing(self, seen: Seen, tree: DocumentTree, held: DocumentTree | None) -> Standing:
        """Return where a document would stand; one that is not taken stands for itself."""
        key, state = seen.number_key, self._state(seen, tree)
        goes_in = state in _GOING_IN
        ends = self.trial.effective_to(key) if goes_in else tree.document.effective_to
        differs, fields = Difference(), tuple[str, ...]()
        if held is not None and state == "changed":
            differs = compared(held, tree)
            fields = _fields_that_differ(held.document, replace(tree.document, effective_to=ends))
        return Standing(
            state=state,
            today=self.today,
            effective_to=ends,
            ended_by=self.trial.ended_by(key) if goes_in else (),
            twice_in=self._twice(seen),
            removed_before=key in self.taken.decisions.back,
            difference=differs,
            fields_differ=fields,
            corrections=seen.item.fields if seen.item else None,
        )

    def _held(self, key: str) -> DocumentTree | None:
        if self.library is None or key not in self.taken.intake.known.held:
            return None
        document = self.library.document(key)
        number = document.number
        return DocumentTree(document, self.library.text(number), self.library.provisions(number))

    def _state(self, seen: Seen, tree: DocumentTree) -> str:
        held = self.taken.intake.known.held.get(seen.number_key)
        if seen.left_out:
            return "left-out"
        if seen.item is None:
            return "unchanged"
        if self.taken.intake.taken.get(seen.number_key) is seen.item:
            return group_of(seen.item, held)
        same = held is not None and held.digest == tree_digest(tree)
        return "unchanged" if same else "refused"

    def _twice(self, seen: Seen) -> str:
        """Return the name of another file of the order with the same number; "" for none."""
        same = () if seen.left_out else self._by_number[seen.number_key]
        return next((one.path.name for one in same if one is not seen), "")

    def _write(self, tree: DocumentTree) -> str:
        """Write a document's text under a name of its own; return the name, "" for no text."""
        if self.texts is None or not tree.text.strip():
            return ""
        stem = _UNFIT.sub("-", tree.document.number).strip("-.") or "van-ban"
        name, count = f"{stem}.txt", 1
        while name in self.names:
            count += 1
            name = f"{stem} ({count}).txt"
        self.names.add(name)
        self.texts.mkdir(parents=True, exist_ok=True)
        (self.texts / name).write_text(tree.text.rstrip("\n") + "\n", encoding="utf-8")
        return name


def _along(taken: Taken, trial: Trial) -> Iterator[Ending]:
    """Yield the documents that begin or cease to be ended only through the order's endings."""
    ended = taken.decisions.ended
    for key, held in taken.intake.known.held.items() if ended else ():
        if key in ended or key in taken.intake.taken:
            continue
        day = trial.effective_to(key)
        if (day.isoformat() if day else "") != held.effective_to:
            yield Ending(held.number, day)


def _fields_that_differ(held: Document, new: Document) -> tuple[str, ...]:
    """Return the FIELDS, but for the number, that hold something else in two documents."""
    fields = (name for name in FIELDS if name != "number")
    return tuple(name for name in fields if value_of(held, name) != value_of(new, name))


def _remarks(problems: Sequence[Problem]) -> Iterator[Remark]:
    for problem in problems:
        if problem.code not in _ON_CARDS:
            file = problem.name or problem.path.name
            yield Remark(file, problem.code, problem.values, problem.message, problem.refused)
