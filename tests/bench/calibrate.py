"""Fits knowledge/confidence.py: ``python -m tests.bench.calibrate HOME… [--zalo HOME]``.

Each HOME holds a library that answers the set "held": the starter library, and the 55
regulations (see tests/bench/questions/README.md for the sets). Where the benchmark's data is at
hand, its Zalo questions are asked too: of those libraries as questions about other law, and of
the library of their own articles (--zalo) as questions that it answers.

Only the development halves are fitted: weights, ridge and threshold by cross-validation, in which
a question is judged by models that never saw it. The held halves confirm. Signals are kept in a
file between runs, until a library or the program that asks it changes.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from hashlib import sha256
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from knowledge.assistant import Assistant
from knowledge.confidence import Signals
from tests.bench.data import CLOCK, data_folder, read_questions
from tests.bench.fitting import Flags, Floats, Linear, best_cut, best_ridge, fit, out_of_fold
from tests.bench.libraries import ROOT
from tests.bench.metrics import share
from tests.bench.refusal import HELD, OTHERS, QUESTIONS, ZALO, answerable, binding

OWN_SETS = (HELD, *OTHERS)
ZALO_WEIGHT = 0.3
"""Weight of a Zalo question beside one of ours: they are all formal, and many."""
NAMES = tuple(field.name for field in fields(Signals))
REFUSED = -1e6
"""Log-odds of what is refused whatever the signals: below any cut."""


@dataclass(frozen=True, slots=True)
class Row:
    """One question asked of one library."""

    library: str
    kind: str
    question: str
    answerable: bool
    development: bool
    signals: tuple[float, ...]
    barred: bool
    """Refused whatever the signals: it cites a law not held, or the best rule binds others."""


class Asked:
    """What libraries said to questions, kept in a file of JSON lines."""

    def __init__(self, path: Path) -> None:
        self._path = path
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        self._known = dict(json.loads(line) for line in lines)

    def signals(self, assistant: Assistant, question: str) -> tuple[tuple[float, ...], bool]:
        """Return the signals of *question*, and whether it is refused whatever they are."""
        folder = assistant.library.folder
        manifest = assistant.library.manifest
        names = (str(folder), manifest.model_id, _program(), *NAMES, question)
        key = sha256("\n".join(names).encode()).hexdigest()
        if key not in self._known:
            values = astuple(assistant.signals(question))
            self._known[key] = [values, assistant.ask(question).confidence == 0]
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps([key, self._known[key]]) + "\n")
        values, barred = self._known[key]
        return tuple(values), barred


def _program() -> str:
    """Return a print of the program that asks, without the weights that are fitted here."""
    files = sorted((ROOT / "knowledge").rglob("*.py"))
    texts = (file.read_bytes() for file in files if file.name != "confidence.py")
    return sha256(b"".join(texts)).hexdigest()


def questions_of(kind: str, assistant: Assistant) -> Iterator[tuple[str, bool, bool]]:
    """Yield (question, is it answerable, is it for development) of one set.

    What no Điều in force answers is no question of the set "held". Zalo's questions are answerable
    when *assistant* holds their law; without the data there are none.
    """
    if kind != ZALO:
        questions = read_questions(QUESTIONS / f"{kind}.jsonl")
        if kind == HELD:
            questions = answerable(questions, binding(assistant.library, CLOCK.today()))
        for one in questions:
            yield one.text, kind == HELD, int(one.id[-1]) % 2 == 0
        return
    data = data_folder()
    for one in read_questions(data / "eval" / "zalo" / "questions.jsonl") if data else ():
        laws = {name.split("|")[0] for name in one.relevant}
        yield one.text, any(law in assistant.library for law in laws), int(one.id[0], 16) < 8


def rows_of(home: Path, kinds: Sequence[str], asked: Asked) -> Iterator[Row]:
    """Ask the library of *home* the sets *kinds*.

    Of a library that answers "held", the few Zalo questions that it answers too are left out.
    """
    assistant = Assistant.open(home, CLOCK)
    for kind in kinds:
        for question, known, development in questions_of(kind, assistant):
            if kind == ZALO and known is (HELD in kinds):
                continue
            signals, barred = asked.signals(assistant, question)
            yield Row(home.name, kind, question, known, development, signals, barred)


@dataclass(frozen=True)
class Table:
    """Rows as arrays."""

    rows: tuple[Row, ...]

    @property
    def signals(self) -> Floats:
        """The signals ``(n, k) float64``."""
        return np.array([row.signals for row in self.rows])

    @property
    def answerable(self) -> Flags:
        """Whether each is answerable."""
        return np.array([row.answerable for row in self.rows])

    @property
    def weights(self) -> Floats:
        """How much each counts when fitting."""
        return np.array([ZALO_WEIGHT if row.kind == ZALO else 1.0 for row in self.rows])

    def where(self, *, library: str, kinds: Sequence[str]) -> Flags:
        """Return which rows are of *library* and one of *kinds*."""
        return np.array([row.library == library and row.kind in kinds for row in self.rows])

    def totals(self, totals: Floats) -> Floats:
        """Return *totals* with those of the barred rows below any cut."""
        return np.where([row.barred for row in self.rows], REFUSED, totals)

    def libraries(self) -> list[str]:
        """Return the libraries that were asked the set "held"."""
        return list(dict.fromkeys(row.library for row in self.rows if row.kind == HELD))


def worst_of(table: Table, totals: Floats, cut: float) -> float:
    """Return the least precision or recall of refusing below *cut*, over libraries and kinds."""
    refused = table.totals(totals) < cut
    found = [1.0]
    for library in table.libraries():
        wrongly = int((refused & table.where(library=library, kinds=(HELD,))).sum())
        for kind in OTHERS:
            chosen = table.where(library=library, kinds=(kind,))
            right = int((refused & chosen).sum())
            found += [right / max(right + wrongly, 1), right / max(int(chosen.sum()), 1)]
    return min(found)


def calibrated(table: Table) -> tuple[Linear, Floats, float]:
    """Return the model whose log-odds are 0 at the best cut, its unseen log-odds, its ridge."""
    groups = [row.question for row in table.rows]
    given = (table.signals, table.answerable, table.weights)
    ridge = best_ridge(*given, groups)
    unseen = out_of_fold(*given, groups, ridge)
    finite = np.array([not row.barred for row in table.rows])
    cut = best_cut(unseen[finite], lambda cut: worst_of(table, unseen, cut))
    return fit(*given, ridge).shifted(-cut), unseen - cut, ridge


def main() -> None:
    """Fit on the development halves; print what to write into knowledge/confidence.py."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("homes", nargs="+", type=Path)
    parser.add_argument("--zalo", type=Path)
    default = Path(tempfile.gettempdir()) / "congvu-calibrate.jsonl"
    parser.add_argument("--cache", type=Path, default=default, help="default: %(default)s")
    given = parser.parse_args()
    asked = Asked(given.cache)
    rows = [row for home in given.homes for row in rows_of(home, (*OWN_SETS, ZALO), asked)]
    if given.zalo:
        rows += rows_of(given.zalo, ("other_fields", ZALO), asked)
    development = Table(tuple(row for row in rows if row.development))
    held = Table(tuple(row for row in rows if not row.development))
    model, unseen, ridge = calibrated(development)
    print(f"To be written into knowledge/confidence.py (ridge {ridge:g}), threshold 0.5:")
    values = ", ".join(f"{n}={w:.3f}" for n, w in zip(NAMES, model.weights, strict=True))
    print(f"    bias={model.bias:.3f},\n    weights=Signals({values}),")
    report("development half, each by models that never saw it", development, unseen)
    report("held half", held, model.total(held.signals))
    for name in NAMES:
        print(f"without {name}: {_without(development, NAMES.index(name), ridge)}")


def report(title: str, table: Table, totals: Floats) -> None:
    """Print AUC, precision and recall of each kind, and the share of each set that is refused."""
    refused = table.totals(totals) < 0
    print(title)
    for library in dict.fromkeys(row.library for row in table.rows):
        known = table.where(library=library, kinds=(HELD, ZALO)) & table.answerable
        wrongly = int((refused & known).sum())
        print(f"  {library}: {wrongly} of {known.sum()} answerable ones refused")
        for kind in (*OTHERS, ZALO):
            chosen = table.where(library=library, kinds=(kind,)) & ~table.answerable
            if not chosen.any():
                continue
            right = int((refused & chosen).sum())
            both = known | chosen
            print(
                f"    {kind}: AUC {_auc(table, table.totals(totals), both)}, "
                f"precision {_percent(right, right + wrongly)}, "
                f"recall {_percent(right, int(chosen.sum()))}"
            )


def _percent(hits: int, count: int) -> str:
    one = share(hits, count)
    return f"{100 * one.value:.1f} ({100 * one.low:.1f}-{100 * one.high:.1f})"


def _without(table: Table, at: int, ridge: float) -> str:
    """Return the AUC of unseen rows, library by library, when one signal is left out."""
    signals = np.delete(table.signals, at, axis=1)
    groups = [row.question for row in table.rows]
    totals = out_of_fold(signals, table.answerable, table.weights, groups, ridge)
    chosen = [(name, table.where(library=name, kinds=OWN_SETS)) for name in table.libraries()]
    return ", ".join(f"{n} {_auc(table, totals, c)}" for n, c in chosen)


def _auc(table: Table, totals: Floats, chosen: Flags) -> str:
    """Return how often an answerable one of the *chosen* rows has more than another, as text."""
    return f"{roc_auc_score(table.answerable[chosen], totals[chosen]):.3f}"


if __name__ == "__main__":
    main()
