"""Refreshing: what changed is taken in, at the cost of what changed, whole or not at all."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from indexer.errors import BusyError, IndexerError
from indexer.publish import builder_lock, history, rollback
from indexer.readers import read
from indexer.readers.reading import Reading
from knowledge.embedding import load_embedder
from knowledge.engines.local import LocalEngine
from knowledge.errors import LibraryError, NoLibraryError
from knowledge.library import current_snapshot
from tests.indexer.embedder import HashEmbedder
from tests.indexer.files import DECREE, DIGEST, LATER, article_line
from tests.indexer.homes import Refresh, live

NUMBER = "901/2021/NĐ-CP"
CHANGED = DECREE.replace("mỗi sáng thứ hai", "mỗi sáng thứ ba")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Return a folder with the invented decree in it."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "decree.txt").write_text(DECREE, encoding="utf-8")
    return folder


def test_a_folder_becomes_a_library(home: Path, files: Path, run: Refresh) -> None:
    """Documents are read, published and their files kept as they came."""
    (files / "later.md").write_text(LATER, encoding="utf-8")

    report = run(files)

    library = live(home)
    assert report.added == (NUMBER, "902/2024/NĐ-CP")
    assert report.snapshot == library.folder.name
    assert library.text(NUMBER) == DECREE
    assert library.document(NUMBER).effective_from == date(2021, 5, 1)
    assert library.document(NUMBER).effective_to == date(2024, 7, 1)
    kept = {path.read_text(encoding="utf-8") for path in (home / "sources").iterdir()}
    assert kept == {DECREE, LATER}
    name = hashlib.sha256(DECREE.encode()).hexdigest() + ".txt"
    assert (home / "sources" / name).is_file()


def test_the_same_files_again_change_nothing(home: Path, files: Path, run: Refresh) -> None:
    """An unchanged file makes no new snapshot, under another name neither."""
    first = run(files)
    (files / "decree.txt").rename(files / "renamed.txt")

    again = run(files)

    assert (again.snapshot, again.published) == (first.snapshot, False)
    assert (again.added, again.changed, again.unchanged) == ((), (), (NUMBER,))
    assert len(history(home)) == 1


def test_one_changed_document_costs_one_document(home: Path, files: Path, run: Refresh) -> None:
    """Only the passages that changed are embedded again."""
    (files / "later.md").write_text(LATER, encoding="utf-8")
    run(files)
    (files / "decree.txt").write_text(CHANGED, encoding="utf-8")
    embedder = HashEmbedder()

    report = run(files, embedder=embedder)

    assert (report.changed, report.unchanged) == ((NUMBER,), ("902/2024/NĐ-CP",))
    assert embedder.embedded == 1
    assert "thứ ba" in live(home).text(NUMBER)


def test_going_back_to_an_older_file_is_a_change(home: Path, files: Path, run: Refresh) -> None:
    """A file seen before, whose document has changed since, is taken again."""
    run(files)
    (files / "decree.txt").write_text(CHANGED, encoding="utf-8")
    run(files)
    (files / "decree.txt").write_text(DECREE, encoding="utf-8")

    assert run(files).changed == (NUMBER,)
    assert live(home).text(NUMBER) == DECREE


def test_a_full_text_takes_the_place_of_its_digest_and_keeps_it(
    home: Path, files: Path, run: Refresh
) -> None:
    """A digest never takes the place of the full text of the same number."""
    (files / "digest.md").write_text(DIGEST, encoding="utf-8")

    assert run(files / "digest.md").added == (NUMBER,)
    assert run(files / "decree.txt").replaced == (NUMBER,)
    report = run(files / "digest.md")

    assert (report.published, report.changed) == (False, ())
    assert live(home).document(NUMBER).verbatim


def test_of_two_files_with_one_number_the_later_is_taken(
    home: Path, files: Path, run: Refresh
) -> None:
    """The report says so in one line."""
    (files / "newer.txt").write_text(CHANGED, encoding="utf-8")

    report = run(files / "decree.txt", files / "newer.txt")

    assert live(home).text(NUMBER) == CHANGED
    assert [p.message for p in report.problems] == [
        f"newer.txt holds {NUMBER} like an earlier file of this refresh: the later one was taken."
    ]


def test_a_bad_file_does_not_stop_the_others(home: Path, files: Path, run: Refresh) -> None:
    """Each problem is one line that names its file."""
    (files / "empty.txt").touch()
    (files / "table.tsv").write_text("a\tb")
    (files / ".hidden").write_text("x")

    report = run(files, files / "missing.docx")

    assert report.added == (NUMBER,)
    assert [(p.path.name, p.refused) for p in report.problems] == [
        ("table.tsv", False),
        ("empty.txt", True),
        ("missing.docx", True),
    ]


def test_a_file_that_breaks_the_parser_does_not_stop_the_others(
    files: Path, run: Refresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What nobody foresaw about one file is told in one line; the rest is taken."""
    (files / "odd.txt").write_text("Điều 1. Lạ\nLạ.\n", encoding="utf-8")

    def break_on_odd(path: Path) -> Reading:
        if path.name == "odd.txt":
            raise UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed")
        return read(path)

    monkeypatch.setattr("indexer.readings.read", break_on_odd)
    report = run(files)

    assert report.added == (NUMBER,)
    assert [p.message for p in report.problems] == [
        "odd.txt could not be understood (UnicodeEncodeError): save it anew, and report it."
    ]


def test_a_folder_without_files_is_a_problem(files: Path, tmp_path: Path, run: Refresh) -> None:
    """A folder named by mistake is not passed over in silence; one named twice is no problem."""
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "gone.txt").symlink_to(tmp_path / "nowhere")

    report = run(files, files, empty)

    assert report.added == (NUMBER,)
    assert [p.message for p in report.problems] == [
        "empty is a folder without files to read: name another, or put files in it."
    ]


def test_only_bad_files_make_no_library(home: Path, files: Path, run: Refresh) -> None:
    """Without a document there is nothing to publish."""
    (files / "decree.txt").write_text("Không phải văn bản.", encoding="utf-8")

    report = run(files)

    assert (report.snapshot, report.published, len(report.problems)) == ("", False, 1)
    with pytest.raises(NoLibraryError):
        current_snapshot(home)


def test_an_article_list_brings_many_documents_and_changes_some(
    home: Path, files: Path, run: Refresh
) -> None:
    """Of a changed list only the laws that differ count as changed."""
    path = files / "laws.jsonl"
    old = [article_line("7/2019/QH14", "1", "Một."), article_line("8/2019/QH14", "1", "Hai.")]
    path.write_text("\n".join(old), encoding="utf-8")
    run(path)
    path.write_text(old[0] + "\n" + article_line("8/2019/QH14", "1", "Ba."), encoding="utf-8")

    report = run(path)

    assert (report.changed, report.unchanged) == (("8/2019/QH14",), ("7/2019/QH14",))
    assert [p.id for p in live(home).provisions("8/2019/QH14")] == ["8/2019/QH14|1"]


def test_a_dry_run_only_tells(home: Path, files: Path, run: Refresh) -> None:
    """Nothing is published or kept."""
    report = run(files, dry_run=True)

    assert (report.added, report.published) == ((NUMBER,), False)
    assert not (home / "sources").exists()
    with pytest.raises(NoLibraryError):
        current_snapshot(home)


def test_another_model_embeds_the_library_anew(home: Path, files: Path, run: Refresh) -> None:
    """A change of model is a reason for a snapshot, even when no file changed."""
    run(files)

    report = run(files, embedder=HashEmbedder("test/hash-2"))

    assert report.published
    assert live(home).manifest.model_id == "test/hash-2"


def test_progress_names_stages_and_documents(files: Path, run: Refresh) -> None:
    """Each stage counts up to its total, in this order."""
    events: list[tuple[str, int, int, str]] = []

    run(files, progress=lambda *event: events.append(event))

    stages = list(dict.fromkeys(stage for stage, *_ in events))
    assert stages == ["read", "store", "passages", "segment", "embed", "index", "publish"]
    assert ("read", 0, 1, "decree.txt") in events
    assert all(done <= total for _, done, total, _ in events)
    assert {stage for stage, done, total, _ in events if done == total} == set(stages)


def test_progress_names_only_files_that_were_given(files: Path, run: Refresh) -> None:
    """Whoever sent a file would not know those of the starter library."""
    read: list[str] = []

    def note(stage: str, done: int, total: int, name: str) -> None:
        read.extend([name] if stage == "read" and name else [])

    run(files, starter=True, progress=note)

    assert ["decree.txt"] == read


def test_an_interrupted_refresh_leaves_nothing_behind(
    home: Path, files: Path, run: Refresh
) -> None:
    """Ctrl-C at any stage before publishing: no snapshot, no source, no half-built folder."""
    for stage in ("read", "store", "passages", "segment", "embed", "index"):

        def interrupt(now: str, *_: object, at: str = stage) -> None:
            if now == at:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            run(files, progress=interrupt)

        left = [p.name for p in (home / "library").iterdir()]
        left += [p.name for p in (home / "sources").glob("*")]
        assert left == [".lock"], stage


def test_a_full_disk_is_told_in_one_sentence_and_leaves_nothing(
    home: Path, files: Path, run: Refresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engines have errors of their own for a full disk; nothing half done stays."""

    def full(*_: object) -> None:
        raise ValueError("An IO error occurred: 'No space left on device'")

    monkeypatch.setattr("indexer.search_index.LocalWriter.finish", full)
    with pytest.raises(IndexerError, match="No space left on device"):
        run(files)

    assert not [path for path in (home / "library").iterdir() if path.name != ".lock"]
    assert not list((home / "sources").iterdir())


def test_a_damaged_cache_is_begun_anew(home: Path, files: Path, run: Refresh) -> None:
    """What a cache held can be computed again; its damage costs time and nothing else."""
    (home / "cache").mkdir(parents=True)
    for name in ("segments.db", "embeddings.db"):
        (home / "cache" / name).write_bytes(b"no database" * 500)

    assert run(files).added == (NUMBER,)


def test_two_refreshes_at_once_are_told_apart(home: Path, files: Path, run: Refresh) -> None:
    """The second gets one clear sentence."""
    with builder_lock(home), pytest.raises(BusyError, match="Another refresh"):
        run(files)


def test_a_damaged_live_library_is_not_built_upon(home: Path, files: Path, run: Refresh) -> None:
    """A refresh refuses to carry damage on; after a rollback it goes through."""
    run(files)
    (files / "later.md").write_text(LATER, encoding="utf-8")
    second = run(files)
    with (home / "library" / second.snapshot / "library.db").open("r+b") as stream:
        stream.seek(5000)
        stream.write(b"\xff")
    (files / "decree.txt").write_text(CHANGED, encoding="utf-8")

    with pytest.raises(LibraryError, match="congvu rollback"):
        run(files)
    rollback(home)

    assert run(files).published


def test_the_starter_library_gives_way_to_what_people_add(
    home: Path, files: Path, run: Refresh
) -> None:
    """The starter digests are there from the start, and do not come back over a person's own."""
    first = run(starter=True)
    number = live(home).documents()[0].number
    own = DIGEST.replace(NUMBER, number)
    (files / "own.md").write_text(own, encoding="utf-8")

    second = run(files / "own.md", starter=True)
    third = run(starter=True)

    assert number in first.added
    assert (second.changed, third.published) == ((number,), False)
    assert live(home).document(number).title == "Về việc tưới cây trong công sở"


def test_a_full_text_keeps_what_the_starter_digest_knows_beyond_its_words(
    home: Path, files: Path, run: Refresh
) -> None:
    """Topics, and the day a law ended, stay known when its text comes in, and when it changes."""
    run(starter=True)
    digest = next(d for d in live(home).documents() if d.effective_to and d.topics)
    for words in ("Điều này có lời.", "Điều này có lời khác."):
        text = f"---\nnumber: {digest.number}\n---\nĐiều 1. Lời\n{words}\n"
        (files / "full.md").write_text(text, encoding="utf-8")

        report = run(files / "full.md", starter=True)

        full = live(home).document(digest.number)
        assert digest.number in (*report.replaced, *report.changed)
        assert full.verbatim
        assert words in live(home).text(digest.number)
        assert (full.topics, full.effective_to) == (digest.topics, digest.effective_to)


def test_the_bundled_model_builds_a_library_to_search(
    home: Path, files: Path, run: Refresh
) -> None:
    """With the real model, the nearest passage to a question is the one that answers it."""
    embedder = load_embedder()

    run(files, embedder=embedder)

    library = live(home)
    vector = embedder.encode_query(["Ai phải tưới cây buổi sáng?"])[0]
    engine = LocalEngine.open(library.folder)
    nearest = engine.dense(vector, 1).on(date(2022, 1, 1))
    assert library.manifest.model_id == embedder.model_id
    assert library.passage(int(nearest.units[0])).path == "dieu2"
