"""A damaged library: what is said of it is what makes it whole again."""

from pathlib import Path

import pytest

from indexer import increment
from indexer.proposal import Removal
from indexer.publish import rollback
from knowledge.engines.local import LocalEngine
from knowledge.errors import DamagedIndexError, LibraryError
from knowledge.library import current_snapshot
from tests.indexer.files import DECREE, article_line
from tests.indexer.homes import DECREE_NUMBER, Refresh, live


def damage(path: Path) -> None:
    """Change the first byte of a file, whoever shares it."""
    with path.open("r+b") as stream:
        first = stream.read(1)
        stream.seek(0)
        stream.write(bytes([first[0] ^ 1]))


@pytest.mark.parametrize("name", ["vectors.faiss", "marks.npz", "units.npz", "lexical/meta.json"])
def test_a_damaged_index_is_made_anew_by_a_refresh(
    home: Path, decree: Path, run: Refresh, name: str
) -> None:
    """The error names the file and the command, which needs no file and loses nothing."""
    run(decree)
    folder = current_snapshot(home)
    damage(folder / name)
    with pytest.raises(DamagedIndexError, match=rf"{name} .* `congvu refresh`"):
        live(home)

    report = run()

    assert report.published
    assert report.changes.empty
    assert current_snapshot(home) != folder
    assert live(home).text(DECREE_NUMBER) == DECREE


def test_a_lost_file_of_the_index_is_made_anew_too(home: Path, decree: Path, run: Refresh) -> None:
    """A file that is not there counts as one that differs."""
    run(decree)
    (current_snapshot(home) / "vectors.faiss").unlink()

    assert run().published
    assert len(LocalEngine.open(live(home).folder)) == len(live(home).units())


def test_a_refresh_of_what_is_whole_makes_nothing_anew(
    home: Path, decree: Path, run: Refresh
) -> None:
    """Without files and without damage there is nothing to publish."""
    run(decree)

    assert not run().published


def test_a_damaged_database_is_left_by_going_back(home: Path, decree: Path, run: Refresh) -> None:
    """It is what is told of, whatever else is damaged, for nothing can be made from it."""
    run(decree)
    run(removals=[Removal(DECREE_NUMBER)])
    for name in ("lexical/meta.json", "library.db"):
        damage(current_snapshot(home) / name)

    with pytest.raises(LibraryError, match=r"library\.db .* `congvu rollback`") as raised:
        run()

    assert not isinstance(raised.value, DamagedIndexError)
    rollback(home)
    assert DECREE_NUMBER in live(home)


def test_damage_to_a_file_that_snapshots_share(
    home: Path, run: Refresh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Going back finds it again; a refresh makes files that nobody shares."""
    monkeypatch.setattr(increment, "LEAST", 1)
    long, short = tmp_path / "long.jsonl", tmp_path / "short.jsonl"
    lines = [article_line("1/2020/QH14", str(n), "Tưới hoa buổi sáng.") for n in range(30)]
    long.write_text("\n".join(lines), encoding="utf-8")
    short.write_text(article_line("2/2020/QH14", "1", "Cây cau trồng sau nhà."), encoding="utf-8")
    run(long)
    run(short)
    shared = current_snapshot(home) / "vectors.faiss"
    assert shared.stat().st_nlink == 2
    damage(shared)

    with pytest.raises(DamagedIndexError, match="congvu refresh"):
        rollback(home)
    assert run().published

    folder = live(home).folder
    assert (folder / "vectors.faiss").stat().st_nlink == 1
    assert len(LocalEngine.open(folder)) == 31
