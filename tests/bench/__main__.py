"""Measures the program on real questions: ``python -m tests.bench`` (`make bench`)."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path
from rich.console import Console
from rich.table import Table

from knowledge.assistant import Assistant
from knowledge.clock import SystemClock
from knowledge.embedding import load_embedder
from knowledge.vietnamese import Segmenter
from tests.bench import eras, legacy, light, plain, refusal, reports, scale, speed
from tests.bench.data import CLOCK, QuestionSet, alqac_set, civil_set, data_folder, zalo_sets
from tests.bench.libraries import Build, prepare, sources
from tests.bench.machine import commit
from tests.bench.report import (
    answering_table,
    builds_table,
    eras_table,
    legacy_table,
    refusing_table,
    retrieval_table,
    save,
    show,
    speed_table,
)
from tests.bench.retrieval import Bench, Row

SETS = {
    "zalo": ("zalo",),
    "alqac": ("alqac",),
    "civil": ("regs",),
    "refusal": ("regs",),
    "eras": ("regs",),
    "speed": ("zalo", "regs"),
    "building": (),
    "reports": (),
    "legacy": (),
    "plain": ("alqac", "regs"),
    "law75k": ("law75k",),
}
"""What can be measured, and the libraries each needs."""
_LONG = {
    "plain": "plain fusion, to compare with; 10 minutes the first time",
    "law75k": f"speed over 75,870 articles ({light.NOTE}); the first time 20 minutes, 3 GB of disk",
}
"""What is measured only when it is named."""
_USUAL = [name for name in SETS if name not in _LONG]
_QUICK = "only the first N questions a set, to see that all works; writes no file"


def main() -> None:
    """Measure what was asked for; without the data say so, and that is all."""
    options = _options()
    data = data_folder()
    if data is None:
        print("The measuring data is not on this machine; set CONGVU_DATA to its folder.")
        return
    run = Run(data, options.home, options.quick)
    show([builds_table(run.prepare(options.sets))])
    for name in options.sets:
        show(run.measure(name))
    if options.quick is None:
        part = "" if options.sets == _USUAL else "-".join(options.sets)
        path = save(SystemClock().today(), run.measured, part)
        Console().print(f"Written to {path}", soft_wrap=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--sets",
        type=_names,
        default=_USUAL,
        help=f"what to measure, with commas between: {','.join(_USUAL)} (default: all of these); "
        + "; ".join(f"{name}: {what}" for name, what in _LONG.items()),
    )
    parser.add_argument(
        "--home",
        type=Path,
        default=user_cache_path("congvu-bench", appauthor=False),
        help="where the libraries are kept between runs (default: %(default)s)",
    )
    parser.add_argument("--quick", type=int, metavar="N", help=_QUICK)
    return parser.parse_args()


def _names(text: str) -> list[str]:
    names = text.split(",")
    unknown = [name for name in names if name not in SETS]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is not one of {', '.join(SETS)}")
    return names


class Run:
    """One run of the benchmark: its libraries, and what it has measured so far."""

    def __init__(self, data: Path, home: Path, limit: int | None) -> None:
        self._data = data
        self._home = home.resolve()
        self._limit = limit
        self._embedder = load_embedder()
        self._segmenter = Segmenter()
        # Taken at the start: the program that is loaded now is the one measured.
        self.measured: dict[str, Any] = {"commit": commit()}

    def prepare(self, names: Sequence[str]) -> dict[str, Build]:
        """Return how the libraries that *names* need were built."""
        every = sources(self._data)
        needed = dict.fromkeys(library for name in names for library in SETS[name])
        say = Console(stderr=True).print
        builds = {name: prepare(self._home / name, every[name], say) for name in needed}
        self.measured["libraries"] = builds
        return builds

    def measure(self, name: str) -> Iterator[Table]:
        """Measure one of `SETS`; yield each table when it is ready."""
        match name:
            case "refusal":
                yield from self._refusal()
            case "eras":
                yield self._eras()
            case "speed":
                yield self._speed()
            case "building":
                self.measured["building"] = speed.building(self._data)
                yield speed_table(self.measured["building"], "Building from nothing")
            case "law75k":
                times = self._law75k()
                self.measured["law75k"] = {"note": light.NOTE, **times}
                yield speed_table(times, f"75,870 articles; {light.NOTE}")
            case "plain":
                yield from self._plain()
            case "reports":
                self.measured["reports"] = reports.measure()
                yield speed_table(self.measured["reports"], "Reports")
            case "legacy":
                files = list(legacy.measure(self._data / "legacy"))[: self._limit]
                self.measured["legacy"] = [*files, legacy.averages(files)]
                yield legacy_table(files)
            case _:
                yield from self._retrieval(name)

    def _retrieval(self, name: str) -> Iterator[Table]:
        bench = Bench(self._home / SETS[name][0], self._embedder, self._segmenter)
        for asked in self._asked(name, bench):
            rows = list(bench.measure(asked))
            self.measured.setdefault("retrieval", []).extend(rows)
            lost = bench.out_of_reach(asked)
            gone = f"{lost} with no gold in force on the day" if lost else ""
            notes = "; ".join(note for note in (asked.note, gone) if note)
            self.measured.setdefault("notes", {})[asked.name] = notes
            title = f"{asked.name}: {len(asked.questions)} questions, percent"
            yield retrieval_table(f"{title} ({notes})" if notes else title, rows)

    def _asked(self, name: str, bench: Bench) -> Sequence[QuestionSet]:
        match name:
            case "zalo":
                every: Sequence[QuestionSet] = zalo_sets(self._data)
            case "alqac":
                every = [alqac_set(self._data)]
            case _:
                every = [civil_set(self._data, bench.held())]
        return [asked.first(self._limit) for asked in every]

    def _plain(self) -> Iterator[Table]:
        regs = Bench(self._home / "regs", self._embedder, self._segmenter)
        for every in (alqac_set(self._data), civil_set(self._data, regs.held())):
            asked = every.first(self._limit)
            metrics = plain.measure(self._home / asked.library, asked)
            row = Row(asked.name, "in full", "plain fusion", metrics)
            self.measured.setdefault("retrieval", []).append(row)
            yield retrieval_table(f"{asked.name}: {len(asked.questions)} questions, percent", [row])

    def _refusal(self) -> Iterator[Table]:
        assistant = Assistant(self._home / "regs", CLOCK, self._embedder)
        zalo = zalo_sets(self._data)[1].questions
        refusing, answering = refusal.measure(assistant, zalo, self._limit)
        self.measured["refusing"] = refusing
        self.measured["answering"] = answering
        yield refusing_table(refusing)
        yield answering_table(answering)

    def _eras(self) -> Table:
        assistant = Assistant(self._home / "regs", CLOCK, self._embedder)
        rows = eras.measure(assistant, eras.load_questions(), eras.load_truth(), self._limit)
        self.measured["eras"] = rows
        return eras_table(rows)

    def _speed(self) -> Table:
        questions = zalo_sets(self._data)[1].first(self._limit).questions
        times = speed.serving(self._home / "zalo", questions)
        times |= speed.refreshing(self._home / "regs", self._data / "regs")
        self.measured["speed"] = times
        return speed_table(times)

    def _law75k(self) -> dict[str, Any]:
        home, build = self._home / "law75k", self.measured["libraries"]["law75k"]
        questions = zalo_sets(self._data)[1].first(self._limit).questions
        times = speed.serving(home, questions, light=True)
        articles = self._data / "law75k" / "articles.jsonl.gz"
        refreshed = scale.refreshing(home, articles, build)
        return {"passages": build.passages, **times, **refreshed}


if __name__ == "__main__":
    main()
