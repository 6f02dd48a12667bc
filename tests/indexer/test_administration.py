"""Corrections, endings and removals: part of the library, in every snapshot from then on."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from indexer.audit import AuditLog
from indexer.errors import IndexerError, ReadError
from indexer.incoming import place_name
from indexer.known import declared_endings, known_of, place_of_document, removed_documents
from indexer.proposal import Ending, Removal
from indexer.publish import history, rollback
from indexer.readers.reading import ReadDocument, Reading
from indexer.readers.trees import renumber
from indexer.structure import parse_document
from knowledge.errors import CitationNotFoundError
from knowledge.library import current_snapshot
from knowledge.manifest import sha256_of
from tests.indexer.files import DECREE, DIGEST, LATER, written
from tests.indexer.homes import (
    AMENDING,
    DECREE_NUMBER,
    LATER_NUMBER,
    Refresh,
    live,
    make_older,
)

CHANGED = DECREE.replace("mỗi sáng thứ hai", "mỗi sáng thứ ba")


REPOSITORY = Path(__file__).parents[2]
DYING = """
import os, sys
from pathlib import Path
from indexer import refresh
from knowledge.clock import SystemClock
from tests.indexer.homes import refreshing
refresh.publish = lambda *_, **__: os._exit(0)
refreshing(Path(sys.argv[1]), SystemClock())(Path(sys.argv[2]), actor="cli:b")
raise SystemExit("It lives.")
"""
"""A refresh whose process ends when it would publish."""


def key_of(home: Path, number: str = DECREE_NUMBER) -> str:
    """Return the key under which an order corrects a held document."""
    return place_name(place_of_document(known_of(current_snapshot(home)), number))


def test_a_corrected_field_is_what_the_library_says(home: Path, decree: Path, run: Refresh) -> None:
    """Dates, title, topics and all provisions follow, and history names the document."""
    run(decree)
    fields = {"issued": "6/3/2021", "effective_from": "15/6/2021", "title": "Về cây"}

    report = run(corrections={key_of(home): fields | {"topics": "ung-xu"}})

    library = live(home)
    document = library.document(DECREE_NUMBER)
    assert (document.issued, document.title) == (date(2021, 3, 6), "Về cây")
    assert document.topics == ("ung-xu",)
    assert {p.effective_from for p in library.passages()} == {date(2021, 6, 15)}
    assert (report.changed, report.corrected) == ((DECREE_NUMBER,), (DECREE_NUMBER,))
    assert history(home)[0].changes.corrected == (DECREE_NUMBER,)


def test_a_corrected_number_outlives_another_reading_of_the_file(
    home: Path, decree: Path, run: Refresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A newer reader reads the same file again, under whatever name, and keeps what was set."""
    run(decree)
    first = run(corrections={key_of(home): {"number": "9/2021/NĐ-CP"}})
    assert (first.added, first.removed) == (("9/2021/NĐ-CP",), (DECREE_NUMBER,))
    monkeypatch.setattr("indexer.incoming.READER_VERSION", "newer")

    report = run(decree.rename(decree.with_name("again.txt")))

    assert report.corrected == ()
    assert [d.number for d in live(home).documents()] == ["9/2021/NĐ-CP"]
    assert live(home).provision("9/2021/NĐ-CP", "dieu2").id == "9/2021/NĐ-CP|2"


def test_corrections_add_up(home: Path, decree: Path, run: Refresh) -> None:
    """A later one sets its own field; the log has each value before and after."""
    run(decree, actor="cli:a")
    run(corrections={key_of(home): {"issued": "2021-03-06"}}, actor="telegram:1")
    run(corrections={key_of(home): {"issued": "2021-03-07", "title": "Về cây"}}, actor="telegram:2")

    document = live(home).document(DECREE_NUMBER)
    assert (document.issued, document.title) == (date(2021, 3, 7), "Về cây")
    second, first = AuditLog(home).entries(act="correct")
    assert (first.actor, first.before, first.after) == (
        "telegram:1", {"issued": "2021-03-05"}, {"issued": "2021-03-06"}
    )  # fmt: skip
    assert second.before == {"issued": "2021-03-06", "title": "Về việc tưới cây trong công sở"}


def test_a_corrected_end_stands_above_what_other_texts_say(
    home: Path, decree: Path, run: Refresh, tmp_path: Path
) -> None:
    """Also where the correction is that it has none."""
    run(decree, written(tmp_path / "later.md", LATER))
    assert live(home).document(DECREE_NUMBER).effective_to == date(2024, 7, 1)

    report = run(corrections={key_of(home): {"effective_to": "-"}})

    assert live(home).document(DECREE_NUMBER).effective_to is None
    assert report.revived == (DECREE_NUMBER,)
    run(corrections={key_of(home): {"effective_to": "1/1/2025"}})
    assert live(home).document(DECREE_NUMBER).effective_to == date(2025, 1, 1)


def test_what_cannot_be_corrected_changes_nothing(home: Path, decree: Path, run: Refresh) -> None:
    """A wrong value, a wrong place, a place that no file has."""
    first = run(decree)
    for corrections in (
        {key_of(home): {"issued": "tomorrow"}},
        {"nothing": {"title": "x"}},
        {"0.txt#0": {"title": "x"}},
        {key_of(home).replace("#0", "#7"): {"title": "x"}},
    ):
        with pytest.raises(IndexerError):
            run(corrections=corrections)

    assert live(home).folder.name == first.snapshot


def test_a_correction_finds_its_document_when_more_of_an_archive_can_be_read(
    home: Path, run: Refresh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program was missing; now that it is there, the same archive is read again."""
    archive = written(tmp_path / "all.zip", "anything")
    decree, later = (parse_document(text, "a.txt") for text in (DECREE, LATER.partition("##")[2]))
    later = renumber(later, replace(later.document, number=LATER_NUMBER))
    lacking = (ReadError("no-tesseract", "all.zip › decree.pdf"),)
    held = Reading((ReadDocument(later),), lacking)
    monkeypatch.setattr("indexer.readings.read", lambda path: held)
    assert [p.code for p in run(archive).problems] == ["no-tesseract"]
    run(corrections={key_of(home, LATER_NUMBER): {"title": "Về chậu cây"}})
    held = Reading((ReadDocument(decree), ReadDocument(later)))

    report = run(archive)

    assert (report.added, report.removed) == ((DECREE_NUMBER,), ())
    assert live(home).document(LATER_NUMBER).title == "Về chậu cây"
    assert live(home).document(DECREE_NUMBER).title == decree.document.title


def test_a_document_declared_ended_ends_whatever_the_texts_say(
    home: Path, decree: Path, run: Refresh
) -> None:
    """The day counts for its provisions and passages too, in this snapshot and later ones."""
    run(decree)

    report = run(endings=[Ending("901/2021/nđ-cp", date(2022, 1, 1), "Thay thế")], actor="cli:a")
    run(written(decree, CHANGED))

    library = live(home)
    assert "thứ ba" in library.text(DECREE_NUMBER)
    assert library.document(DECREE_NUMBER).effective_to == date(2022, 1, 1)
    assert {p.effective_to for p in library.passages()} == {date(2022, 1, 1)}
    assert report.ended == (DECREE_NUMBER,)
    assert declared_endings(home) == (Ending(DECREE_NUMBER, date(2022, 1, 1), "Thay thế"),)
    (entry,) = AuditLog(home).entries(act="end")
    assert (entry.actor, entry.target) == ("cli:a", DECREE_NUMBER)
    assert entry.before == {"effective_to": ""}
    assert entry.after == {"effective_to": "2022-01-01", "reason": "Thay thế"}


def test_a_declared_end_stands_above_a_stated_one_and_can_be_taken_back(
    home: Path, decree: Path, run: Refresh, tmp_path: Path
) -> None:
    """Afterwards the texts count again."""
    run(decree, written(tmp_path / "later.md", LATER))
    run(endings=[Ending(DECREE_NUMBER, date(2025, 6, 1))])
    assert live(home).document(DECREE_NUMBER).effective_to == date(2025, 6, 1)

    run(endings=[Ending(DECREE_NUMBER, None)])

    assert live(home).document(DECREE_NUMBER).effective_to == date(2024, 7, 1)
    assert declared_endings(home) == ()
    with pytest.raises(IndexerError, match="nothing to take back"):
        run(endings=[Ending(DECREE_NUMBER, None)])


def test_the_same_ending_again_changes_nothing(home: Path, decree: Path, run: Refresh) -> None:
    """No snapshot is made for what stands already."""
    ending = Ending(DECREE_NUMBER, date(2022, 1, 1), "Thay thế")
    run(decree, endings=[ending])

    assert not run(endings=[ending]).published


def test_what_is_not_held_cannot_end_or_go(home: Path, decree: Path, run: Refresh) -> None:
    """The sentence names it."""
    run(decree)
    with pytest.raises(CitationNotFoundError, match="77/2020"):
        run(endings=[Ending("77/2020/NĐ-CP", date(2022, 1, 1))])
    with pytest.raises(CitationNotFoundError, match="77/2020"):
        run(removals=[Removal("77/2020/NĐ-CP")])
    with pytest.raises(IndexerError, match="not been taken out"):
        run(removals=[Removal(DECREE_NUMBER, back=True)])


def test_a_removed_document_is_gone_and_comes_back(
    home: Path, decree: Path, run: Refresh, tmp_path: Path
) -> None:
    """Its effects go with it; taken back, it comes from the file that was kept."""
    run(decree, written(tmp_path / "later.md", LATER))

    report = run(removals=[Removal(LATER_NUMBER, "Nhầm")], actor="cli:a")

    assert (report.removed, report.revived) == ((LATER_NUMBER,), (DECREE_NUMBER,))
    assert LATER_NUMBER not in live(home)
    assert live(home).document(DECREE_NUMBER).effective_to is None
    assert removed_documents(home) == (Removal(LATER_NUMBER, "Nhầm"),)
    (tmp_path / "later.md").unlink()
    back = run(removals=[Removal(LATER_NUMBER, back=True)])
    assert (back.added, back.ended) == ((LATER_NUMBER,), (DECREE_NUMBER,))
    assert live(home).document(LATER_NUMBER).source == "later.md"
    assert removed_documents(home) == ()
    assert [e.act for e in AuditLog(home).entries()][:4] == [
        "restore", "publish", "remove", "publish"
    ]  # fmt: skip


def test_a_removed_starter_document_stays_away_until_a_person_brings_it(
    home: Path, run: Refresh, tmp_path: Path
) -> None:
    """A refresh does not bring it back by itself; a person's file does."""
    run(starter=True)
    number = live(home).documents()[0].number
    run(removals=[Removal(number)], starter=True)

    assert not run(starter=True).published
    assert number not in live(home)
    run(written(tmp_path / "own.md", DIGEST.replace(DECREE_NUMBER, number)), starter=True)
    assert number in live(home)
    assert removed_documents(home) == ()


def test_what_is_left_out_is_not_taken(
    home: Path, decree: Path, run: Refresh, tmp_path: Path
) -> None:
    """Neither the document nor, where nothing else is in it, its file; it can come later."""
    later = written(tmp_path / "later.md", LATER)
    run(later)
    changed = written(later, LATER.replace("một chậu", "hai chậu"))

    report = run(decree, changed, without=[f"{sha256_of(changed)}.md#0"])

    assert (report.added, report.changed) == ((DECREE_NUMBER,), ())
    assert "một chậu" in live(home).text(LATER_NUMBER)
    assert len(list((home / "sources").iterdir())) == 2
    assert run(changed).changed == (LATER_NUMBER,)


def test_history_tells_what_is_amended_and_ended(
    home: Path, decree: Path, run: Refresh, tmp_path: Path
) -> None:
    """Provisions of other documents by their citations, documents by their numbers."""
    run(decree)
    amending = run(written(tmp_path / "amending.txt", AMENDING))
    ending = run(written(tmp_path / "later.md", LATER))

    assert amending.added == ("903/2023/NĐ-CP",)
    assert amending.amended == ("khoản 1 Điều 2 Nghị định 901/2021/NĐ-CP",)
    assert set(ending.ended) == {DECREE_NUMBER, "903/2023/NĐ-CP"}  # which only amends it
    assert history(home)[0].changes.ended == ending.ended
    assert history(home)[1].changes.amended == amending.amended
    assert history(home)[2].changes.amended == ()


def test_an_undo_takes_decisions_back_and_can_be_undone(
    home: Path, decree: Path, run: Refresh
) -> None:
    """They are part of the snapshots."""
    run(decree)
    ended = run(endings=[Ending(DECREE_NUMBER, date(2022, 1, 1))]).snapshot

    rollback(home)
    assert live(home).document(DECREE_NUMBER).effective_to is None
    rollback(home, ended)
    assert live(home).document(DECREE_NUMBER).effective_to == date(2022, 1, 1)


def test_a_home_of_the_program_before_goes_on_without_a_step(
    home: Path, decree: Path, run: Refresh, tmp_path: Path
) -> None:
    """Its snapshots are served, built upon and gone back to; nothing is read or lost anew."""
    later = written(tmp_path / "later.md", LATER)
    run(decree)
    run(later)
    for entry in history(home):
        make_older(home / "library" / entry.id)
    assert live(home).manifest.schema_version == 1
    assert live(home).document(DECREE_NUMBER).effective_to == date(2024, 7, 1)
    assert len(history(home)) == 2
    assert not run(decree, later).published

    report = run(
        corrections={key_of(home): {"title": "Về cây"}},
        endings=[Ending(DECREE_NUMBER, date(2023, 1, 1))],
    )

    library = live(home)
    assert library.manifest.schema_version > 1
    assert library.text(DECREE_NUMBER) == DECREE
    assert library.document(DECREE_NUMBER).title == "Về cây"
    assert library.document(DECREE_NUMBER).effective_to == date(2023, 1, 1)
    assert LATER_NUMBER in library
    assert report.corrected == (DECREE_NUMBER,)
    rollback(home)
    assert live(home).document(DECREE_NUMBER).effective_to == date(2024, 7, 1)


def test_a_publication_whose_process_died_is_settled_by_the_next(
    home: Path, decree: Path, run: Refresh, tmp_path: Path
) -> None:
    """Its snapshot was never live: it goes, and the log says that nothing came of the act."""
    first = run(decree, actor="cli:a")
    later = written(tmp_path / "later.md", LATER)
    subprocess.run([sys.executable, "-c", DYING, home, later], check=True, cwd=REPOSITORY)
    assert [(e.actor, e.outcome) for e in AuditLog(home).entries()] == [
        ("cli:b", "died"), ("cli:a", "done")
    ]  # fmt: skip
    assert (live(home).folder.name, len(history(home))) == (first.snapshot, 2)

    second = run(later, actor="cli:c")

    assert [e.id for e in history(home)] == [second.snapshot, first.snapshot]
    assert [(e.actor, e.outcome) for e in AuditLog(home).entries()] == [
        ("cli:c", "done"), ("cli:b", "failed"), ("cli:a", "done")
    ]  # fmt: skip


def test_nothing_is_published_that_cannot_be_logged(home: Path, decree: Path, run: Refresh) -> None:
    """A damaged log is told with its mend, and nothing is left of the attempt."""
    run(decree)
    (home / "audit.db").write_bytes(b"no database" * 1000)

    with pytest.raises(IndexerError, match="audit log"):
        run(written(decree, CHANGED))

    assert len(history(home)) == 1
    assert live(home).text(DECREE_NUMBER) == DECREE
    (home / "audit.db").rename(home / "audit-damaged.db")
    assert run(decree).published
