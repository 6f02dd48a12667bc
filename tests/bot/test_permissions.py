"""What the bot keeps is for its own user only."""

from pathlib import Path

from bot.delivery.ledger import Ledger
from bot.permissions import make_private, readable_by_others
from bot.reports.cases import Cases
from knowledge.clock import FixedClock


def test_a_file_is_made_for_its_user_and_keeps_what_it_holds(tmp_path: Path) -> None:
    """One that others could read is taken from them, with its content as it was."""
    path = tmp_path / "x.db"
    path.write_text("kept")
    path.chmod(0o644)
    before = readable_by_others(path)
    make_private(path)

    assert before
    assert not readable_by_others(path)
    assert path.read_text() == "kept"


def test_databases_and_their_logs_are_for_the_bots_user(tmp_path: Path, clock: FixedClock) -> None:
    """Kind, unit and day of a case stand in the clear, so no other account may read them."""
    ledger, cases = Ledger.open(tmp_path), Cases.open(tmp_path, clock)
    found = sorted(path.name for path in tmp_path.glob("*.db*"))
    open_to_others = [path.name for path in tmp_path.glob("*.db*") if readable_by_others(path)]
    ledger.close()
    cases.close()

    assert {"bot.db", "bot.db-wal", "cases.db", "cases.db-wal"} <= set(found)
    assert open_to_others == []
