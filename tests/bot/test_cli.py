"""The command line, in this process and as a real one."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from bot.cli import cli
from bot.settings import Settings
from indexer.refresh import refresh
from knowledge.clock import SystemClock
from knowledge.embedding import load_embedder
from knowledge.library import Library

CONGVU = (sys.executable, "-m", "bot.cli")
NOTE = """---
number: 7/CT-THU
kind: Chỉ thị
title: Về giờ làm việc nơi giả định
effective_from: 2021-01-01
digest: false
---
## Điều 1. Giờ làm việc
1. Công chức có mặt tại phòng làm việc lúc bảy giờ rưỡi.
"""

Congvu = Callable[..., Result]


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the settings of the machine out of the environment, its bot token above all."""
    for name in list(os.environ):
        if name.startswith("CONGVU_"):
            monkeypatch.delenv(name)


@pytest.fixture
def congvu(home: Path) -> Congvu:
    """Return the command line on a home of one's own that holds the test documents."""
    return command_line(home)


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """Return a file with one small directive."""
    path = tmp_path / "note.md"
    path.write_text(NOTE, encoding="utf-8")
    return path


def command_line(home: Path, **environment: str) -> Congvu:
    """Return what runs the command line on *home*, without the starter library."""
    variables = {"CONGVU_HOME": str(home), "CONGVU_STARTER": "0", **environment}

    def run(*words: str, typed: str = "") -> Result:
        return CliRunner(env=variables).invoke(cli, words, input=typed)

    return run


def build_here(settings: Settings) -> None:
    """Build the first library of a home in this process."""
    refresh(settings.home, [], clock=SystemClock(), embedder=load_embedder(settings.model))


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a real process on *home*."""
    return os.environ | {"CONGVU_HOME": str(home), "CONGVU_STARTER": "0"}


def one_line(result: Result) -> str:
    """Return the one line on standard error of a command that met a problem with its input."""
    assert result.exit_code == 1, result.output
    (line,) = result.stderr.splitlines()
    return line


@pytest.mark.parametrize("name", list(cli.commands))
def test_every_command_and_option_has_help(name: str) -> None:
    """No command and no option is without a sentence that says what it does."""
    command = cli.commands[name]
    assert (command.help or "").strip().split("\n")[0].endswith(".")
    options = [p for p in command.params if isinstance(p, click.Option)]
    assert [option.name for option in options if not option.help] == []
    arguments = [p for p in command.params if isinstance(p, click.Argument)]
    unnamed = [a.name for a in arguments if (a.name or "").upper() not in (command.help or "")]
    assert unnamed == []


def test_help_is_quick_because_nothing_heavy_is_imported() -> None:
    """The command line imports no model, no tagger and no Telegram before a command runs."""
    heavy = ["torch", "numpy", "onnxruntime", "underthesea", "telegram", "tantivy", "viparse"]
    code = f"import bot.cli, sys; print([name for name in {heavy} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stdout == "[]\n"


def test_wrong_usage_ends_with_status_2(congvu: Congvu) -> None:
    """Unknown commands and contradictory options are usage errors."""
    assert congvu("fetch").exit_code == 2
    assert congvu("ask").exit_code == 2
    assert congvu("ask", "a", "--questions", "b").exit_code == 2
    assert congvu("search", "--questions", "f", "--top", "0").exit_code == 2
    assert congvu("ask", " ").exit_code == 2
    for day in ("yesterday", "31/02/2025", "2025-13-01"):
        result = congvu("ask", "a", "--as-of", day)
        assert result.exit_code == 2
        assert "not a day like 2021-03-05 or 05/03/2021" in result.stderr


def test_ask_prints_one_json_object(congvu: Congvu) -> None:
    """An answer as JSON has the promised keys and verbatim quotes."""
    result = congvu("ask", "Công chức có được uống bia trong giờ làm việc không?", "--json")
    answer = json.loads(result.stdout)
    assert answer["outcome"] == "answered"
    assert answer.keys() >= {"outcome", "as_of", "quotes", "took_ms", "confidence", "suggestions"}
    best = answer["quotes"][0]
    assert best["document"] == "901/2019/QH14"
    assert best["citation"] == "khoản 1 Điều 3 Luật 901/2019/QH14"
    assert best["text"].strip().startswith("1. Công chức uống rượu, bia trong giờ làm việc")
    assert (best["status"], best["verbatim"]) == ("con_hieu_luc", True)
    assert (best["effective_from"], best["effective_to"]) == ("2020-01-01", None)


def test_ask_prints_text_for_people(congvu: Congvu) -> None:
    """Without --json the citation, the status and the quote are printed."""
    result = congvu("ask", "khoản 1 điều 3 luật 901/2019/QH14")
    assert result.exit_code == 0
    assert "Khoản 1 Điều 3 Luật 901/2019/QH14" in result.stdout
    assert "Còn hiệu lực từ 01/01/2020" in result.stdout


def test_ask_takes_a_day(congvu: Congvu) -> None:
    """As of a day before the law took effect, the law does not answer."""
    question = "Công chức có được uống bia trong giờ làm việc không?"
    for day in ("2015-06-30", "30/06/2015"):
        answer = json.loads(congvu("ask", question, "--as-of", day, "--json").stdout)
        assert answer["as_of"] == "2015-06-30"
        assert "901/2019/QH14" not in [quote["document"] for quote in answer["quotes"]]


def test_many_questions_give_one_object_per_line(congvu: Congvu, tmp_path: Path) -> None:
    """ask and search read {"id", "question"} lines and print a line for each, in order."""
    questions = tmp_path / "q.jsonl"
    lines = [{"id": "a", "question": "Điều 2 luật 901/2019/QH14"}, {"id": 2, "question": "đeo thẻ"}]
    questions.write_text("\n\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    answers = [
        json.loads(line)
        for line in congvu("ask", "--questions", str(questions)).stdout.splitlines()
    ]
    assert [answer["id"] for answer in answers] == ["a", 2]
    assert answers[0]["quotes"][0]["citation"] == "Điều 2 Luật 901/2019/QH14"
    ranked = congvu("search", "--questions", str(questions), "--top", "2").stdout.splitlines()
    hits = json.loads(ranked[1])
    assert hits["id"] == 2
    assert hits["hits"][0]["id"] == "901/2019/QH14|2"
    assert len(hits["hits"]) <= 2
    assert hits["hits"][0]["score"] >= hits["hits"][-1]["score"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"id": 1, "question": "a"}\n{"id": 2}', "line 2"),
        (b"[1]", "line 1"),
        (b'{"id": 1, "question": 5}', "line 1"),
        (b'{"id": 1, "question": "\\ud800"}', "line 1"),
        (b"\xff\xfe\x00", "UTF-8"),
        (None, "No such file"),
    ],
)
def test_a_bad_file_of_questions_is_told_in_one_line(
    congvu: Congvu, tmp_path: Path, content: bytes | None, said: str
) -> None:
    """The line that cannot be understood is named before anything is computed."""
    path = tmp_path / "q.jsonl"
    if content is not None:
        path.write_bytes(content)
    assert said in one_line(congvu("search", "--questions", str(path)))


def test_an_empty_question_of_a_file_finds_nothing(congvu: Congvu, tmp_path: Path) -> None:
    """A line without a question still gets its line, with no hits."""
    path = tmp_path / "q.jsonl"
    path.write_text('{"id": 1, "question": " "}', encoding="utf-8")
    result = congvu("search", "--questions", str(path))
    assert json.loads(result.stdout) == {"id": 1, "hits": []}


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ("refresh {note}", 0, ""),
        ("search --questions -", 1, "Error: Standard input is closed"),
        ("ask \udcf4", 1, "Error: The question is not UTF-8 text"),
    ],
)
def test_odd_terminals_meet_a_sentence(
    home: Path, note: Path, words: str, status: int, said: str
) -> None:
    """Without standard input, or with bytes that are no UTF-8, there is no traceback."""
    closed = 'exec "$@" <&-'
    command = ["sh", "-c", closed, "-", *CONGVU, *words.format(note=note).split()]
    result = subprocess.run(command, capture_output=True, text=True, env=environment(home))
    assert (result.returncode, result.stderr.startswith(said)) == (status, True), result.stderr
    assert len(result.stderr.splitlines()) <= 1


@pytest.mark.parametrize("command", ["refresh", "ask rượu", "history", "rollback"])
def test_a_home_that_is_no_folder_is_told_in_one_line(note: Path, command: str) -> None:
    """Errors of the system name the path and where to look."""
    said = one_line(command_line(note)(*command.split()))
    assert said.startswith(f"Error: {note}")
    assert "Not a directory" in said


def test_show_prints_the_provision_verbatim(congvu: Congvu, library: Library) -> None:
    """Standard output holds the stored words and nothing else; the citation goes beside it."""
    result = congvu("show", "khoản", "2", "điều", "2", "luật", "901")
    provision = library.provision("901/2019/QH14", "dieu2.khoan2")
    assert result.stdout == library.provision_text(provision).rstrip("\n") + "\n"
    assert "khoản 2 Điều 2 Luật 901/2019/QH14 · Còn hiệu lực" in result.stderr


@pytest.mark.parametrize("citation", ["điều 99 luật 901", "luật 555/2019/QH14", "uống rượu bia"])
def test_show_says_when_there_is_no_such_provision(congvu: Congvu, citation: str) -> None:
    """What the library does not hold, and what is no citation, is one line on standard error."""
    result = congvu("show", citation)
    assert citation in one_line(result)
    assert result.stdout == ""


def test_documents_are_listed(congvu: Congvu, library: Library) -> None:
    """Every document is listed, as text and as JSON."""
    numbers = [document.number for document in library.documents()]
    rows = json.loads(congvu("documents", "--json").stdout)
    assert [row["number"] for row in rows] == numbers
    assert {row["status"] for row in rows} >= {"con_hieu_luc", "het_hieu_luc"}
    assert len(congvu("documents").stdout.splitlines()) == len(numbers)


def test_read_prints_the_text_of_a_file(congvu: Congvu, note: Path, tmp_path: Path) -> None:
    """A file is printed as understood; one that cannot be read is told in one line."""
    assert "Công chức có mặt tại phòng làm việc" in congvu("read", str(note)).stdout
    assert "none.txt" in one_line(congvu("read", str(tmp_path / "none.txt")))


def test_refresh_publishes_and_rollback_takes_back(congvu: Congvu, note: Path) -> None:
    """A dry run changes nothing; a refresh adds the document; a rollback takes it away."""
    assert "7/CT-THU" in congvu("refresh", str(note), "--dry-run").stdout
    assert "7/CT-THU" not in congvu("documents").stdout
    published = congvu("refresh", str(note), "--yes")
    assert published.exit_code == 0
    assert "Now added: 1 (7/CT-THU)" in published.stdout
    assert "7/CT-THU" in congvu("documents").stdout
    assert "Nothing to publish." in congvu("refresh", str(note)).stdout
    newest, added, before, *_ = congvu("history").stdout.splitlines()
    assert (newest[0], added.split(), before[0]) == ("*", ["added", "7/CT-THU"], " ")
    assert before.split()[0] in congvu("rollback").stdout
    assert "7/CT-THU" not in congvu("documents").stdout
    assert newest.split()[1] in congvu("rollback", newest.split()[1]).stdout
    assert "no snapshot" in one_line(congvu("rollback", "19990101-000000-0001"))


def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    congvu: Congvu, note: Path, tmp_path: Path
) -> None:
    """The bad file is told in one line and in the exit status; the good one is taken."""
    empty = tmp_path / "empty.txt"
    empty.touch()
    result = congvu("refresh", str(empty), str(note))
    assert "empty.txt is empty" in one_line(result)
    assert "Now added: 1 (7/CT-THU)" in result.stdout


def test_a_terminal_is_asked_before_publishing(note: Path, tmp_path: Path) -> None:
    """On a terminal a refresh shows what would change; "n" leaves the home without a library."""
    home = tmp_path / "fresh"
    ours, theirs = pty.openpty()
    os.write(ours, b"n\n")
    result = subprocess.run(
        [*CONGVU, "refresh", str(note)],
        stdin=theirs,
        capture_output=True,
        text=True,
        env=environment(home),
    )
    os.close(ours)
    os.close(theirs)
    card, _, rest = result.stdout.partition("Publish this?")
    assert card.startswith("[1] 7/CT-THU ")
    assert "Would be added: 1 (7/CT-THU)" in card
    assert "Published" not in rest
    assert result.returncode == 1
    assert not (home / "library" / "current").exists()


def test_a_new_home_gets_the_library_that_comes_along(
    note: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first command that needs a library builds the starter library; here, of one file."""
    # The starter library is built in a process of its own, which reads all of it; this one builds
    # the same order here.
    monkeypatch.setattr("indexer.taking.starter_files", lambda: [note])
    monkeypatch.setattr("bot.console.home._build_starter", build_here)
    congvu = command_line(tmp_path / "fresh", CONGVU_STARTER="1")
    assert "phòng làm việc" in congvu("show", "khoản 1 điều 1 chỉ thị 7/CT-THU").stdout
    assert len(congvu("history").stdout.splitlines()) == 2


def test_without_a_library_one_line_says_so(tmp_path: Path) -> None:
    """Where nothing is published and no starter library is wanted, the mend is named."""
    congvu = command_line(tmp_path, CONGVU_BOT_TOKEN="1:not-asked-for-anything")
    for words in (["ask", "a"], ["show", "điều 1 luật 1"], ["documents"], ["run"], ["try"]):
        assert "congvu refresh" in one_line(congvu(*words))


def test_an_unknown_setting_is_told_in_one_line(home: Path) -> None:
    """A misspelt variable stops every command that reads settings."""
    assert "CONGVU_HOMME" in one_line(command_line(home, CONGVU_HOMME="x")("documents"))


def test_run_needs_a_token(congvu: Congvu) -> None:
    """Without a token the bot does not start, and says what to set."""
    assert "CONGVU_BOT_TOKEN" in one_line(congvu("run"))


def test_the_doctor_finds_a_home_in_order(congvu: Congvu) -> None:
    """Each line begins with OK, WARN or FAIL; a missing token is a warning only."""
    result = congvu("doctor")
    assert {line.split()[0] for line in result.stdout.splitlines()} <= {"OK", "WARN"}
    assert "Library: 4 documents" in result.stdout
    assert "WARN  Bot token: none. Mend: " in result.stdout
    assert result.exit_code == 0


def test_the_doctor_finds_damage(congvu: Congvu, home: Path) -> None:
    """A changed byte in the library, and a key that others can read, are failures."""
    database = next((home / "library").glob("*/library.db"))
    database.chmod(0o644)
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(content)
    (home / "keys").mkdir(exist_ok=True)
    (home / "keys" / "service.key").write_bytes(b"x" * 32)
    (home / "keys" / "service.key").chmod(0o644)
    result = congvu("doctor")
    failed = [line for line in result.stdout.splitlines() if line.startswith("FAIL")]
    assert any("congvu rollback" in line for line in failed)
    assert any("chmod 600" in line for line in failed)
    assert result.exit_code == 1


def test_output_is_utf8_whatever_the_terminal_says(note: Path, tmp_path: Path) -> None:
    """A process whose terminal claims to know ASCII only still prints Vietnamese as UTF-8."""
    result = subprocess.run(
        [*CONGVU, "read", str(note)],
        capture_output=True,
        env=environment(tmp_path) | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
    )
    assert result.returncode == 0
    assert "Công chức có mặt" in result.stdout.decode()


def test_run_without_a_token_says_so_before_it_builds_anything(tmp_path: Path) -> None:
    """Nobody waits a minute for the first library to learn that the token is missing."""
    home = tmp_path / "new"
    result = CliRunner(env={"CONGVU_HOME": str(home)}).invoke(cli, ["run"])

    assert result.exit_code == 1
    assert "CONGVU_BOT_TOKEN" in result.stderr
    assert not home.exists()
