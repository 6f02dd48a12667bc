"""``congvu keys`` makes and keeps the inspectors' keys; ``verify-receipt`` checks a proof."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import cli
from bot.reports import inspector_keys
from bot.reports.cases import Cases
from bot.reports.inspector_keys import Cost, InspectorKey
from bot.reports.vault import Secrets, Vault, open_blob
from knowledge.clock import FixedClock
from tests.bot.reports.sealing import CHEAP, PASSPHRASE, REPORT


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the bot's home; what is written by name goes into a folder beside it."""
    monkeypatch.setenv("CONGVU_HOME", str(tmp_path / "home"))
    (tmp_path / "stick").mkdir()
    monkeypatch.chdir(tmp_path / "stick")
    return tmp_path / "home"


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let passphrases cost next to nothing."""
    monkeypatch.setattr(inspector_keys, "Cost", lambda: CHEAP)


def congvu(*words: str, typed: str = "") -> Result:
    """Run a command."""
    return CliRunner().invoke(cli, words, input=typed)


def new_key(name: str) -> Result:
    """Make a key as a person does, typing the passphrase twice."""
    return congvu("keys", "new", name, typed=f"{PASSPHRASE}\n{PASSPHRASE}\n")


def handed_in(home: Path, clock: FixedClock) -> tuple[str, bytes]:
    """Hand in a report and return its proof line and its id."""
    vault, cases = Vault.open(home), Cases.open(home, clock)
    sealed = vault.seal_report(Secrets.new(), REPORT)
    case = cases.add(sealed, REPORT.kind, REPORT.unit, date(2026, 11, 22), ())
    cases.close()
    return vault.proof(sealed.digest, case.received), case.id


def test_a_key_is_made_added_and_opens_what_is_sealed(home: Path) -> None:
    """With the cost that real passphrases have; said in advance what losing it means."""
    made = new_key("Nguyễn Văn An")
    added = congvu("keys", "add", "nguyen-van-an.pub")
    listed = congvu("keys", "list")
    key = InspectorKey.load(Path("nguyen-van-an.key"), PASSPHRASE)
    sealed = Vault.open(home).seal_report(Secrets.new(), REPORT)
    keys = key.open(sealed.id, dict(sealed.envelopes)[key.fingerprint])

    assert (0, 0, 0) == (made.exit_code, added.exit_code, listed.exit_code)
    assert made.output.index("unreadable for ever") < made.output.index("Private key")
    assert "congvu keys add nguyen-van-an.pub" in made.output
    assert PASSPHRASE not in made.output
    assert 0o600 == Path("nguyen-van-an.key").stat().st_mode & 0o777
    assert "cannot be" in added.output
    assert f"{key.fingerprint}  Nguyễn Văn An\n" == listed.output
    assert open_blob(keys.report_key, sealed.id, "report", 0, sealed.content)


def test_the_cost_of_a_passphrase_is_in_the_file(home: Path) -> None:
    """A quarter of a gigabyte for every try."""
    new_key("An")
    assert '"memory": 268435456' in Path("an.key").read_text()
    assert Cost(3, 268435456) == Cost()


@pytest.mark.usefixtures("cheap")
def test_a_private_key_is_not_written_into_the_home(home: Path) -> None:
    """Nor is one added, and none is written over."""
    inside = congvu("keys", "new", "An", "--out", str(home / "keys" / "an.key"))
    assert 0 == new_key("An").exit_code
    private = congvu("keys", "add", "an.key")
    again = congvu("keys", "new", "An")
    public = congvu("keys", "new", "An", "--out", "b.pub")

    assert [1, 1, 1, 1] == [one.exit_code for one in (inside, private, again, public)]
    assert "is the bot's own folder" in inside.output
    assert "must not lie on the bot's machine" in private.output
    assert "is there already" in again.output
    assert "for public keys" in public.output
    assert not (home / "keys").exists()


@pytest.mark.usefixtures("home", "cheap")
def test_a_short_passphrase_makes_no_key() -> None:
    """It is said at once, and nothing is written."""
    short = congvu("keys", "new", "An", typed="ngắn\nngắn\n")

    assert 1 == short.exit_code
    assert "at least 12 characters" in short.output
    assert [] == list(Path().iterdir())


@pytest.mark.usefixtures("home", "cheap")
def test_a_script_gives_the_passphrase_in_a_file() -> None:
    """Or on standard input; two lines to change it."""
    made = congvu("keys", "new", "An", "--passphrase-file", "-", typed=f"{PASSPHRASE}\n")
    Path("both").write_text(f"{PASSPHRASE}\nmột câu khác hẳn\n", encoding="utf-8")
    changed = congvu("keys", "passphrase", "an.key", "--passphrase-file", "both")
    empty = congvu("keys", "passphrase", "an.key", "--passphrase-file", "-", typed="a\n")

    assert (0, 0, 1) == (made.exit_code, changed.exit_code, empty.exit_code)
    assert "An" == InspectorKey.load(Path("an.key"), "một câu khác hẳn").name
    assert "Copies made before" in changed.output


@pytest.mark.usefixtures("home", "cheap")
def test_the_passphrase_is_changed_by_who_knows_it() -> None:
    """A wrong one is refused in a line, and the file stays as it is."""
    new_key("An")
    before = Path("an.key").read_bytes()
    new = "một câu khác hẳn"
    wrong = congvu("keys", "passphrase", "an.key", typed=f"không phải\n{new}\n{new}\n")
    unchanged = Path("an.key").read_bytes()
    right = congvu("keys", "passphrase", "an.key", typed=f"{PASSPHRASE}\n{new}\n{new}\n")

    assert (1, 0) == (wrong.exit_code, right.exit_code)
    assert "The passphrase is wrong." in wrong.output
    assert before == unchanged
    assert "An" == InspectorKey.load(Path("an.key"), new).name


@pytest.mark.usefixtures("cheap")
def test_keys_are_removed_by_name_and_the_last_one_only_after_asking(home: Path) -> None:
    """What was sealed for it can still be opened, which is said."""
    for name in ("An", "Bình"):
        new_key(name)
    congvu("keys", "add", "an.pub")
    congvu("keys", "add", "binh.pub")
    twice = congvu("keys", "add", "an.pub")
    first = congvu("keys", "remove", "An")
    kept = congvu("keys", "remove", "Bình", typed="n\n")
    unknown = congvu("keys", "remove", "An")
    last = congvu("keys", "remove", "Bình", "--yes")

    assert "already" in twice.output
    assert "can still be opened with it" in first.output
    assert (1, 1, 0) == (kept.exit_code, unknown.exit_code, last.exit_code)
    assert "congvu keys list" in unknown.output
    assert "takes no reports" in congvu("keys", "list").output
    assert () == Vault.open(home).inspectors


@pytest.mark.usefixtures("cheap")
def test_a_damaged_public_key_is_shown(home: Path) -> None:
    """The list fails then, so that a script notices."""
    new_key("An")
    congvu("keys", "add", "an.pub")
    (home / "keys" / "inspectors" / "x.pub").write_text("rubbish")
    listed = congvu("keys", "list")

    assert 1 == listed.exit_code
    assert "An" in listed.output
    assert "x.pub is damaged" in listed.output


@pytest.mark.usefixtures("cheap")
def test_a_proof_is_checked_against_the_case(home: Path, clock: FixedClock) -> None:
    """The day and whether the case is as it was; altered, erased and foreign lines are told."""
    new_key("An")
    congvu("keys", "add", "an.pub")
    line, case_id = handed_in(home, clock)
    genuine = congvu("verify-receipt", line[:50], line[50:])
    foreign = congvu("verify-receipt", line[:-1] + ("A" if line[-1] != "A" else "B"))
    with Cases.open(home, clock).transaction() as connection:
        connection.execute("UPDATE reports SET content = x'00' WHERE id = ?", (case_id,))
    altered = congvu("verify-receipt", line)
    (home / "cases.db").unlink()
    gone = congvu("verify-receipt", line)

    assert 0 == genuine.exit_code
    assert "on 22/11/2026: the signature is genuine" in genuine.output
    assert "held here unaltered" in genuine.output
    assert 1 == foreign.exit_code
    assert "did not sign" in foreign.output
    assert "was ALTERED" in altered.output
    assert "No cases are kept in this home" in gone.output


@pytest.mark.usefixtures("home")
def test_a_home_that_took_in_nothing_checks_nothing() -> None:
    """And no key is made by asking."""
    asked = congvu("verify-receipt", "CVPA1")

    assert 1 == asked.exit_code
    assert "no report was handed in here" in asked.output
