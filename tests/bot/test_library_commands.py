"""Administration on the command line: previews, endings, corrections, removals, the log."""

import csv
import io
import os
import pty
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import cli
from bot.console.preview import CAUTIONS, WIDTH, sentence, show
from indexer.cautions import CODES
from indexer.proposal import Caution
from knowledge.library import Library, current_snapshot
from tests.indexer.files import DECREE
from tests.indexer.readers.converting import struck

CONGVU = (sys.executable, "-m", "bot.cli")
NUMBER = "902/2019/NĐ-CP"
AMENDING = """---
number: 9/2026/NĐ-CP
kind: Nghị định
title: Sửa đổi một vài điều về việc đeo thẻ và về nhiều việc khác nữa nơi giả định
issued: 2026-12-24
replaces: 901/2019/QH14
---
## Điều 1. Đeo thẻ
Công chức đeo thẻ.
"""

Congvu = Callable[..., Result]


@pytest.fixture
def congvu(home: Path, monkeypatch: pytest.MonkeyPatch) -> Congvu:
    """Return the command line on a home of one's own that holds the test documents."""
    for name in list(os.environ):
        if name.startswith("CONGVU_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("CONGVU_HOME", str(home))
    monkeypatch.setenv("CONGVU_STARTER", "0")

    def run(*words: str) -> Result:
        return CliRunner().invoke(cli, words)

    return run


@pytest.fixture
def amending(tmp_path: Path) -> Path:
    """Return a file with a decree that replaces a held law."""
    path = tmp_path / "amending.md"
    path.write_text(AMENDING, encoding="utf-8")
    return path


def document_of(home: Path, number: str) -> tuple[str, date | None]:
    """Return title and end of a held document."""
    library = Library.open(current_snapshot(home))
    found = library.document(number)
    library.close()
    return found.title, found.effective_to


def test_a_dry_run_prints_cards_with_cautions_and_effects(congvu: Congvu, amending: Path) -> None:
    """Plain, in 80 columns; nothing is published."""
    result = congvu("refresh", "--dry-run", str(amending))

    lines = result.stdout.splitlines()
    assert lines[0].startswith("[1] 9/2026/NĐ-CP ") and lines[0].endswith(" new")
    assert max(map(len, lines)) <= WIDTH
    assert "    > replaces 901/2019/QH14, from a day unknown" in lines
    assert "    ! It is dated 24/12/2026, which is still to come." in lines
    assert "Would be added: 1 (9/2026/NĐ-CP)" in lines
    assert "9/2026" not in congvu("documents").stdout


def test_a_doc_with_struck_out_words_is_shown_and_refused_where_nobody_is_asked(
    congvu: Congvu, tmp_path: Path
) -> None:
    """A dry run warns; --yes refuses the file in one sentence, as it does what it cannot read."""
    doc = struck(tmp_path / "doc", DECREE, "2. Viên chức")

    shown = congvu("refresh", "--dry-run", str(doc))
    refused = congvu("refresh", "--yes", str(doc))

    assert "NOT ACCEPTED: 1 tracked deletions; the text STILL HAS" in shown.stdout
    assert (0, 1) == (shown.exit_code, refused.exit_code)
    assert "struck.doc holds 1 tracked deletions that were not accepted" in refused.stderr
    assert "Nothing to publish." in refused.stdout


def test_every_caution_has_a_sentence() -> None:
    """Each code of the core is told in words that name all that matters."""
    assert set(CAUTIONS) == set(CODES)
    said = sentence(Caution("ended", {"day": "2024-07-01", "by": "1/2024/QH15"}))
    assert said == "It is no longer in force since 01/07/2024 (1/2024/QH15)."


def test_an_ending_is_declared_listed_and_taken_back(congvu: Congvu, home: Path) -> None:
    """With its reason, and whatever the texts say; history and the log tell it."""
    number = Library.open(current_snapshot(home)).documents()[0].number
    before = document_of(home, number)

    done = congvu("end", number.lower(), "--from", "01/07/2026", "--reason", "Thay thế")

    assert done.exit_code == 0, done.output
    assert document_of(home, number)[1] == date(2026, 7, 1)
    assert congvu("end").stdout == f"{number:<22} 01/07/2026  Thay thế\n"
    assert f"ended     {number}" in congvu("history").stdout
    back = congvu("end", number, "--back")
    assert back.exit_code == 0, back.output
    assert document_of(home, number) == before
    assert congvu("end").stdout == ""
    log = congvu("audit").stdout
    assert [line.split()[3] for line in log.splitlines() if line[0] != " "] == [
        "revive", "publish", "end", "publish", "publish"]  # fmt: skip
    assert "cli:" in log
    assert "reason: Thay thế" in log


def test_a_document_is_corrected_removed_and_brought_back(
    congvu: Congvu, home: Path, amending: Path
) -> None:
    """Each publishes a snapshot of its own, which a rollback would take back."""
    assert congvu("refresh", "--yes", str(amending)).exit_code == 0
    corrected = congvu("correct", "9/2026/nđ-cp", "title", "Về việc đeo thẻ")
    removed = congvu("remove", "9/2026/NĐ-CP", "--reason", "Nhầm")
    assert "Now corrected: 1 (9/2026/NĐ-CP)" in corrected.stdout
    assert "Now removed: 1 (9/2026/NĐ-CP)" in removed.stdout
    assert "9/2026" not in congvu("documents").stdout
    assert congvu("remove").stdout == f"{'9/2026/NĐ-CP':<22} Nhầm\n"

    back = congvu("remove", "9/2026/NĐ-CP", "--back")

    assert back.exit_code == 0, back.output
    assert document_of(home, "9/2026/NĐ-CP")[0] == "Về việc đeo thẻ"
    assert len(congvu("history").stdout.splitlines()) > 8


def test_a_correction_is_not_blamed_for_the_rest_of_its_archive(
    congvu: Congvu, home: Path, tmp_path: Path
) -> None:
    """What cannot be read there was told when the archive was given."""
    with zipfile.ZipFile(tmp_path / "both.zip", "w") as archive:
        archive.writestr("good.md", AMENDING)
        archive.writestr("bad.docx", b"PK\x03\x04" + b"x" * 400)
    given = congvu("refresh", "--yes", str(tmp_path / "both.zip"))
    assert given.exit_code == 1 and "bad.docx" in given.stderr

    corrected = congvu("correct", "9/2026/NĐ-CP", "title", "Về việc đeo thẻ")

    assert (corrected.exit_code, corrected.stderr) == (0, "")
    assert document_of(home, "9/2026/NĐ-CP")[0] == "Về việc đeo thẻ"


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ("end 77/2020/NĐ-CP --from 1/7/2026", 1, "no document with the number 77/2020/NĐ-CP"),
        ("end 901 --from 1/7/2026", 1, "901/2019/QH14"),
        ("end 901/2019/QH14", 2, "--from DAY or --back"),
        ("end 901/2019/QH14 --back", 1, "nothing to take back"),
        ("remove 901/2019/QH14 --back", 1, "not been taken out"),
        ("correct 901/2019/QH14 colour red", 1, "colour cannot be corrected"),
        ("correct 901/2019/QH14 issued tomorrow", 1, "is not a day"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    congvu: Congvu, home: Path, words: str, status: int, said: str
) -> None:
    """Nothing is published."""
    before = current_snapshot(home)

    result = congvu(*words.split())

    assert (result.exit_code, said in result.stderr) == (status, True), result.stderr
    assert current_snapshot(home) == before


def test_a_rollback_says_how_to_take_it_back(congvu: Congvu, home: Path, amending: Path) -> None:
    """An undo can be undone by its own advice."""
    congvu("refresh", "--yes", str(amending))
    newest = current_snapshot(home).name

    undone = congvu("rollback").stdout

    assert undone.splitlines()[-1] == f"To take this back: congvu rollback {newest}"
    assert "9/2026" not in congvu("documents").stdout
    congvu("rollback", newest)
    assert "9/2026" in congvu("documents").stdout


def test_the_log_is_written_as_a_table(congvu: Congvu, amending: Path, tmp_path: Path) -> None:
    """Into a file or to standard output, all of it."""
    congvu("refresh", "--yes", str(amending))
    path = tmp_path / "log.csv"

    assert congvu("audit", "--csv", str(path)).exit_code == 0

    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    assert rows[-1]["act"] == "publish"
    assert "amending.md" in rows[-1]["after"]
    assert congvu("audit", "--csv", "-").stdout_bytes == path.read_bytes()


def test_ctrl_c_stops_with_nothing_half_done(home: Path, amending: Path) -> None:
    """The terminal shows the stage; afterwards one sentence, status 1, the library as it was."""
    before = current_snapshot(home)
    environment = {n: v for n, v in os.environ.items() if not n.startswith("CONGVU_")}
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*CONGVU, "refresh", "--yes", str(amending)],
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env=environment | {"CONGVU_HOME": str(home), "CONGVU_STARTER": "0", "TERM": "xterm"},
    )
    os.close(theirs)
    shown = b""
    while b"Storing documents" not in shown:
        shown += os.read(ours, 4096)
    process.send_signal(signal.SIGINT)
    with suppress(OSError):  # how a terminal ends whose other side is closed
        while more := os.read(ours, 4096):
            shown += more
    os.close(ours)

    assert process.wait(60) == 1
    assert "Error: Stopped: nothing was changed." in shown.decode()
    assert current_snapshot(home) == before
    assert not list((home / "library").glob(".building-*"))


def test_many_cards_are_cut_short(capsys: pytest.CaptureFixture[str]) -> None:
    """A list of thousands does not run off the screen."""
    from indexer.proposal import Card, Preview

    def card(number: int) -> Card:
        return Card(
            key=f"a#{number}", file="a.jsonl", number=f"{number}/2020/QH14", kind="Luật",
            title="Một", issuer="", issued=None, effective_from=None, effective_to=None,
            topics=(), articles=1, verbatim=True, state="added",
        )  # fmt: skip

    show(Preview(tuple(card(number) for number in range(1, 60))))

    printed = capsys.readouterr().out
    assert "[20]" in printed
    assert "[21]" not in printed
    assert "And 39 more: 21/2020/QH14, 22/2020/QH14" in printed
