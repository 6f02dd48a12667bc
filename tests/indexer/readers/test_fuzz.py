"""Damaged files by the hundred: each is read or refused in one sentence, and nothing else happens.

A sample runs each time; FUZZ=full runs all and prints what became of them.
"""

import ctypes
import gzip
import os
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest

from indexer.errors import ReadError
from indexer.readers import SUFFIXES, read, sandbox
from knowledge.clock import FixedClock
from tests.indexer.files import DECREE, DIGEST, article_line, write_pdf
from tests.indexer.homes import live, refreshing
from tests.indexer.readers import scans
from tests.indexer.readers.damage import variants
from tests.indexer.readers.test_archive import pack
from tests.indexer.readers.test_sandbox import left_folders

FULL = os.environ.get("FUZZ") == "full"
SECONDS = 100
"""Longest that a damaged file may take, under load."""
_OTHER = DECREE.replace("901/2021", "905/2022")
_PR_SET_CHILD_SUBREAPER = 36
_COUNTS = {
    **{"docx": (6, 80), "doc": (3, 25), "rtf": (0, 25), "odt": (0, 25), "pdf": (5, 60)},
    **{"print.pdf": (3, 40), "png": (1, 8), "jpg": (1, 8), "tif": (1, 8), "webp": (0, 8)},
    **{"html": (5, 60), "txt": (4, 50), "md": (2, 30), "zip": (5, 60), "jsonl.gz": (4, 50)},
}
"""How many damaged forms of each file: in the sample, in all."""
_OFFICE = (("doc", "a.doc"), ("pdf", "a.print.pdf"), ("rtf", "a.rtf"), ("odt", "a.odt"))
"""What LibreOffice makes of the Word file, and under which name; the first two for the sample."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one damaged file."""

    kind: str
    code: str
    """Of its problem; "" when it was read."""
    seconds: float


@pytest.fixture
def own_temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give the test a folder for temporary files, and look what was left in it and at work."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr(sandbox, "SECONDS", SECONDS - 10)
    monkeypatch.setattr(sandbox, "SECONDS_OF_PICTURES", SECONDS - 10)
    prctl = ctypes.CDLL(None).prctl
    prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    yield
    try:
        assert left_folders() == set()
        assert [*folder.iterdir()] == []
        assert _orphans_at_work() == []
    finally:
        prctl(_PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def _orphans_at_work() -> list[str]:
    """Return the commands of processes that readings left to this one and that are not ended."""
    commands = [_command(number) for number in _children()]
    return [command for command in commands if "indexer" in command or "soffice" in command]


def _command(number: str) -> str:
    """Return the command of a process; "" when it has ended."""
    try:
        return Path(f"/proc/{number}/cmdline").read_text("utf-8", "replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _children() -> list[str]:
    """Return the numbers of this process's children, of whichever thread they are."""
    while True:
        tasks = [*Path("/proc/self/task").iterdir()]
        try:
            return [one for task in tasks for one in (task / "children").read_text().split()]
        except (FileNotFoundError, ProcessLookupError):
            continue  # A thread ended; its children are another's now, maybe one's already read.


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return a whole file of each kind, by its ending."""
    folder = tmp_path_factory.mktemp("whole")
    _write_word(folder / "a.docx")
    _write_pictures(folder)
    write_pdf(folder / "a.pdf", _OTHER.splitlines())
    (folder / "a.txt").write_text(_OTHER, encoding="utf-16")
    (folder / "a.md").write_text(DIGEST.replace("901/2021", "905/2022"), encoding="utf-8")
    rows = "".join(f"<p>{line}</p>" for line in _OTHER.splitlines())
    (folder / "a.html").write_text(f"<html><nav>A</nav><div>{rows}</div>", encoding="utf-8")
    lines = "\n".join(article_line("7/2019/QH14", str(at), f"Cây {at}.") for at in range(40))
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    pack(folder / "a.zip", {f"{at}.txt": _OTHER.replace("905", f"90{at}") for at in range(3)})
    return {path.name.partition(".")[2]: path.read_bytes() for path in sorted(folder.iterdir())}


def _write_word(path: Path) -> None:
    word = docx.Document()
    for line in _OTHER.splitlines():
        word.add_paragraph(line)
    table = word.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "Cây"
    word.save(str(path))
    office = shutil.which("soffice")
    if office is None:
        return
    for kind, name in _OFFICE if FULL else _OFFICE[:2]:
        profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
        command = [office, "--headless", profile, "--convert-to", kind]
        out = path.parent / "out"
        subprocess.run([*command, "--outdir", out, path], check=True, capture_output=True)
        (out / f"a.{kind}").rename(path.with_name(name))
        out.rmdir()
    shutil.rmtree(path.parent / "profile")


def _write_pictures(folder: Path) -> None:
    picture = scans.page(["Điều 1. Phạm vi", "Nghị định này quy định việc tưới cây."])
    for kind in ("png", "jpg", "tif", "webp"):
        picture.save(folder / f"a.{kind}")


def _read(path: Path) -> Outcome:
    """Read a damaged file; what is neither a reading nor a ReadError ends the test."""
    kind, began = path.name.partition(".")[2], time.monotonic()
    try:
        reading = read(path)
    except ReadError as error:
        assert error.name == path.name
        return Outcome(kind, error.code, time.monotonic() - began)
    for document in reading.documents:
        document.tree.text.encode("utf-8")
    return Outcome(kind, "", time.monotonic() - began)


def _report(outcomes: list[Outcome]) -> None:
    for kind in dict.fromkeys(outcome.kind for outcome in outcomes):
        own = [outcome for outcome in outcomes if outcome.kind == kind]
        codes = Counter(outcome.code or "read" for outcome in own)
        longest = max(outcome.seconds for outcome in own)
        print(f"{kind:10} {len(own):4} longest {longest:5.1f} s  {dict(codes.most_common())}")


@pytest.mark.usefixtures("own_temporary")
def test_damaged_files_are_read_or_refused(whole: dict[str, bytes], tmp_path: Path) -> None:
    """Cut, changed, blanked, exchanged, forged, stuffed: one outcome each, within bounds."""
    outcomes = []
    for kind, counts in _COUNTS.items():
        if kind not in whole:
            continue
        path = tmp_path / f"a.{kind}"
        for _, data in variants(whole[kind], counts[FULL], kind):
            path.write_bytes(data)
            outcomes.append(_read(path))
    if FULL:
        _report(outcomes)

    assert len(outcomes) >= (500 if FULL else 30)
    assert max(outcome.seconds for outcome in outcomes) < SECONDS
    assert {outcome.code for outcome in outcomes} > {"", "damaged"}


@pytest.mark.skipif(not FULL, reason="FUZZ=full damages real files too.")
@pytest.mark.usefixtures("own_temporary")
def test_damaged_real_files_are_read_or_refused(shared_data: Path, tmp_path: Path) -> None:
    """The same with files as offices wrote them twenty years ago."""
    outcomes = []
    for source in sorted((shared_data / "legacy").iterdir()):
        if source.suffix in SUFFIXES and source.suffix != ".txt":
            path = tmp_path / f"a{source.suffix}"
            for _, data in variants(source.read_bytes(), 2, source.name):
                path.write_bytes(data)
                outcomes.append(_read(path))
    _report(outcomes)

    assert len(outcomes) > 50
    assert max(outcome.seconds for outcome in outcomes) < SECONDS


@pytest.mark.usefixtures("own_temporary")
def test_a_library_outlives_a_folder_of_damaged_files(
    whole: dict[str, bytes], tmp_path: Path, clock: FixedClock
) -> None:
    """Whatever of them is taken in, the library is whole and what it held is there unchanged."""
    home, folder = tmp_path / "home", tmp_path / "damaged"
    folder.mkdir()
    decree = tmp_path / "decree.txt"
    decree.write_text(DECREE, encoding="utf-8")
    run = refreshing(home, clock)
    run(decree)
    kinds = [kind for kind in _COUNTS if kind in whole] if FULL else ["docx", "pdf", "txt", "zip"]
    for kind in kinds:
        for at, (_, data) in enumerate(variants(whole[kind], 7 if FULL else 2, f"refresh {kind}")):
            (folder / f"{at}.{kind}").write_bytes(data)

    report = run(folder)

    assert any(problem.refused for problem in report.problems)
    assert live(home).text("901/2021/NĐ-CP") == DECREE
