"""The libraries that questions are put to: built through the real refresh, kept between runs.

Each is built in a process of its own, so that its peak memory is that of a build. It is built
again when a file that went into it, or a module of the program that the build loaded, has
changed; its caches stay, and so only what changed costs.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from knowledge.manifest import sha256_of

ROOT = Path(__file__).parents[2]
_RECORD = "build.json"


@dataclass(frozen=True, slots=True)
class Build:
    """How a library was built."""

    documents: int
    passages: int
    embedded: int
    """Passages that were embedded, because no cache knew them."""
    light: bool
    """With vectors made of hashes (`tests.bench.light`)."""
    start_up_s: float
    """Seconds for loading the program and the model."""
    build_s: float
    """Seconds from the first file read to the published library."""
    cpu_s: float
    """The same of the processor alone: a busy machine adds none."""
    peak_mb: float
    """Most memory the process held, in MiB."""
    stages: dict[str, dict[str, float]]
    """Of each stage "cpu_s", its processor time, and "mb", `peak_mb` at its end."""
    problems: tuple[str, ...]
    """Files that could not be read, each with its reason."""
    inputs: dict[str, str]
    """SHA-256 of every file that went into it, and of every module that made it."""

    @property
    def passages_per_second(self) -> float:
        """Passages a second, from file to published library; caches included."""
        return self.passages / self.build_s

    @property
    def cold(self) -> bool:
        """Say whether nearly every passage was embedded anew."""
        return self.embedded >= 0.9 * self.passages  # texts that repeat are embedded once


@dataclass(frozen=True, slots=True)
class Source:
    """What a library is built from."""

    name: str
    paths: tuple[Path, ...]
    starter: bool
    """With the library that comes with the program."""
    light: bool = False
    """With vectors made of hashes, where the real ones would take hours."""


def sources(data: Path) -> dict[str, Source]:
    """Return the libraries of the benchmark by name."""
    every = (
        Source("zalo", (data / "eval" / "zalo" / "articles.jsonl.gz",), starter=False),
        Source("alqac", (data / "eval" / "alqac" / "articles.jsonl.gz",), starter=False),
        Source("regs", (data / "regs",), starter=True),
        Source("law75k", (data / "law75k" / "articles.jsonl.gz",), starter=False, light=True),
    )
    return {source.name: source for source in every}


def prepare(home: Path, source: Source, say: Callable[[str], None]) -> Build:
    """Return how the library in *home* was built, having built it if need be."""
    record = home / _RECORD
    if record.exists():
        build = _read(record)
        if build is not None and is_current(build.inputs, source):
            return build
        record.unlink()
    for part in ("library", "sources"):
        shutil.rmtree(home / part, ignore_errors=True)
    home.mkdir(parents=True, exist_ok=True)
    say(f"Building the library {source.name}: minutes, the first time.")
    build = run_build(home, source)
    record.write_text(write_build(build), "utf-8")
    return build


def run_build(home: Path, source: Source) -> Build:
    """Build or refresh the library in *home* in a process of its own."""
    chosen = {"--starter": source.starter, "--light": source.light}
    arguments = [name for name, wanted in chosen.items() if wanted]
    paths = [str(path.resolve()) for path in source.paths]
    return read_build(run_module("tests.bench.build", str(home), *arguments, *paths))


def run_module(module: str, *arguments: str) -> str:
    """Run a module of the benchmark in a process of its own; return the line it prints."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def fingerprints(files: Iterable[Path]) -> dict[str, str]:
    """Return the SHA-256 of each of *files* by its full path; of the program's by that within it.

    So a library that another copy of the same program built is not built again.
    """
    return {_name(path): sha256_of(path) for path in sorted(set(files))}


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


def files_of(paths: Sequence[Path]) -> list[Path]:
    """Return the files at *paths* and in the folders among them."""
    found = [list(path.rglob("*")) if path.is_dir() else [path] for path in paths]
    return [file for files in found for file in files if file.is_file()]


def write_build(build: Build) -> str:
    """Return *build* as `read_build` reads it."""
    return json.dumps(asdict(build), ensure_ascii=False)


def read_build(text: str) -> Build:
    """Return what `write_build` wrote."""
    values = json.loads(text)
    return Build(**{**values, "problems": tuple(values["problems"])})


def _read(record: Path) -> Build | None:
    """Return the recorded build; None when another version of the benchmark recorded it."""
    try:
        return read_build(record.read_text("utf-8"))
    except (KeyError, TypeError):
        return None


def is_current(inputs: dict[str, str], source: Source) -> bool:
    """Say whether the recorded files are as they were, and none has come to the source."""
    recorded = [ROOT / name for name in inputs]
    present = {_name(file.resolve()) for file in files_of(source.paths)}
    return (
        present <= inputs.keys()
        and all(path.is_file() for path in recorded)
        and fingerprints(recorded) == inputs
    )
