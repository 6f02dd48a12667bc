"""A refresh that is killed anywhere leaves the live library whole, and the next one goes through.

A few points in the ordinary run, others each time; ``KILLS=full`` takes many.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from indexer.audit import AuditLog
from indexer.orders import REQUEST, Request
from indexer.proposal import Ending, Order, Removal
from knowledge.library import Library, current_snapshot
from tests.indexer.files import DECREE, LATER

STAGES = ("read", "store", "passages", "segment", "embed", "index", "publish")
KILLS = 12 if os.environ.get("KILLS") == "full" else 2
"""Kills in each stage, and as many before the first and after the last."""
_LONGEST = 0.004
"""Seconds until the kill, so that it also meets what goes on within one call."""

NUMBER, LATER_NUMBER = "901/2021/NĐ-CP", "902/2024/NĐ-CP"
CHANGED = DECREE.replace("mỗi sáng thứ hai", "mỗi sáng thứ ba")
ENDED = DECREE.replace("901/2021", "903/2021")
REMOVED = DECREE.replace("901/2021", "904/2021")


class Killer:
    """The process that refreshes in children of its own and kills them."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def refresh(self, home: Path, order: Order, call: int = 0, later: float = 0) -> dict[str, Any]:
        """Refresh *home*, to be killed at that call; 0 lets it come to its end."""
        assert self._process.stdin is not None and self._process.stdout is not None
        request = REQUEST.dump_python(Request("publish", home, order), mode="json")
        line = json.dumps({"request": request, "call": call, "later": later})
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


@pytest.fixture(scope="module")
def killer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killer]:
    """Return that process, whose temporary files go where the tests see them."""
    command = [sys.executable, "-m", "tests.indexer.dying"]
    environment = os.environ | {"TMPDIR": str(tmp_path_factory.mktemp("temporary"))}
    with subprocess.Popen(
        command,
        cwd=Path(__file__).parents[2],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Killer(process)
        assert process.stdin is not None
        process.stdin.close()


Stages = tuple[tuple[str, int, int], ...]
"""Name, first and last call."""
_READINGS = Path("cache") / "readings"


@dataclass(frozen=True)
class Scene:
    """A home with three documents, an order that touches each, and what that came to unkilled."""

    home: Path
    order: Order
    readings: Path
    """What reading the files of the order gave, kept as a preview keeps it."""
    cold: Stages
    """The stages where nothing was kept."""
    warm: Stages
    before: dict[str, str]
    """Texts by number."""
    after: dict[str, str]


@pytest.fixture(scope="module")
def scene(killer: Killer, tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Return the scene; its home is copied for each kill."""
    folder = tmp_path_factory.mktemp("scene")
    old, new = folder / "old", folder / "new"
    for place in (old, new):
        place.mkdir()
    for name, text in (("a.txt", DECREE), ("b.txt", ENDED), ("c.txt", REMOVED)):
        (old / name).write_text(text, encoding="utf-8")
    (new / "a.txt").write_text(CHANGED, encoding="utf-8")
    (new / "later.md").write_text(LATER, encoding="utf-8")
    home = folder / "home"
    killer.refresh(home, Order((str(old),)))
    order = Order(
        (str(new),),
        endings=(Ending("903/2021/NĐ-CP", date(2024, 5, 1), "đã hết việc"),),
        removals=(Removal("904/2021/NĐ-CP", "nhầm"),),
        actor="cli:test",
    )
    cold, warm = folder / "cold", folder / "warm"
    shutil.copytree(home, cold)
    first = stages_of(killer.refresh(cold, order))
    shutil.copytree(home, warm)
    shutil.copytree(cold / _READINGS, warm / _READINGS, dirs_exist_ok=True)
    second = stages_of(killer.refresh(warm, order))
    assert set(STAGES) <= {name for name, _, _ in first}
    return Scene(home, order, cold / _READINGS, first, second, texts(home), texts(cold))


def stages_of(counted: dict[str, Any]) -> Stages:
    """Return the stages of a refresh that came to its end, "" before the first."""
    starts = [("", 1), *map(tuple, counted["stages"]), ("", counted["calls"])]
    return tuple((name, at, to) for (name, at), (_, to) in pairwise(starts))


def texts(home: Path) -> dict[str, str]:
    """Return the text of each document of the live library, every byte of which is checked."""
    with closing(Library.open(current_snapshot(home))) as library:
        return {one.number: library.text(one.number) for one in library.documents()}


def origins(home: Path) -> set[str]:
    """Return the names under ``sources/`` of the files that the live library was made of."""
    with closing(Library.open(current_snapshot(home))) as library:
        return {row["origin"] for row in library._rows("SELECT origin FROM files")}


def points(scene: Scene) -> Iterator[tuple[str, int, bool]]:
    """Yield where to kill: some calls of each stage; and whether the files were read before.

    Reading takes a process for each file, which only the kills before and in it need.
    """
    chosen = random.Random(os.environ.get("KILLS_SEED") or None)
    cold = [stage for stage in scene.cold if stage[0] in ("", "read")]
    warm = [stage for stage in scene.warm if stage[0] not in ("", "read")]
    for stages, known in ((cold, False), (warm, True)):
        for name, first, last in stages:
            for _ in range(KILLS):
                yield name, chosen.randint(first, last), known
    yield "after", 2 * scene.warm[-1][2], True


def test_a_refresh_killed_anywhere_costs_nothing_but_time(
    killer: Killer, scene: Scene, tmp_path: Path
) -> None:
    """Library whole, old or new; sources kept; the next refresh ends as if nothing had been."""
    for count, (stage, call, known) in enumerate(points(scene)):
        home, later = tmp_path / str(count), random.choice((0.0, random.random() * _LONGEST))
        shutil.copytree(scene.home, home)
        if known:
            shutil.copytree(scene.readings, home / _READINGS, dirs_exist_ok=True)
        told = f"killed at call {call} ({stage or 'before the first stage'})"

        died = killer.refresh(home, scene.order, call, later)

        assert -signal.SIGKILL == died["status"], told
        found = texts(home)
        assert found in (scene.before, scene.after), f"{told}: {sorted(found)}"
        assert origins(home) <= sources(home), told
        # Once it is published there is nothing left to remove.
        again = scene.order if found == scene.before else replace(scene.order, removals=())
        done = killer.refresh(home, again)
        assert scene.after == texts(home), told
        assert (found == scene.before) == done["published"], told
        assert origins(home) == sources(home), told
        assert [] == leftovers(home), told
        assert_logged_once(home, told)
        shutil.rmtree(home)


def sources(home: Path) -> set[str]:
    """Return the names of the files under ``sources/`` that are whole."""
    return {path.name for path in (home / "sources").iterdir() if not path.name.startswith(".")}


def leftovers(home: Path) -> list[str]:
    """Return what no finished refresh leaves behind."""
    library = [path for path in (home / "library").iterdir() if path.name.startswith(".")]
    found = [path for path in library if path.name != ".lock"]
    found += [path for path in (home / "sources").iterdir() if path.name.startswith(".")]
    return [str(path) for path in found]


def assert_logged_once(home: Path, told: str) -> None:
    """Check that the log says of the order that it was done, exactly once."""
    entries = [entry for entry in AuditLog(home).entries() if entry.actor == "cli:test"]
    outcomes = [entry.outcome for entry in entries if entry.act == "publish"]
    assert 1 == outcomes.count("done"), told
    assert {"done", "died", "failed"} >= set(outcomes), told
