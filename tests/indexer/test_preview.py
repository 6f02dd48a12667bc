"""A preview tells what publishing would do, and does nothing."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest

from indexer.cautions import CODES, Standing, cautions_of
from indexer.preview import preview
from indexer.proposal import Card, Ending, Order, Preview, Removal
from indexer.readers.reading import Remarks
from indexer.structure import parse_document
from knowledge.clock import FixedClock
from knowledge.errors import CitationNotFoundError, LibraryError
from knowledge.library import current_snapshot
from knowledge.manifest import sha256_of
from knowledge.model import RelationKind
from tests.indexer.files import DECREE, DIGEST, LATER, written
from tests.indexer.homes import AMENDING, DECREE_NUMBER, LATER_NUMBER, Refresh

TODAY = date(2026, 11, 22)


Look = Callable[..., Preview]


@pytest.fixture
def look(home: Path, clock: FixedClock) -> Look:
    """Return what previews an order on the home, without the starter library."""

    def call(*paths: Path, texts: Path | None = None, **order: object) -> Preview:
        wished = Order(tuple(map(str, paths)), **order)  # type: ignore[arg-type]
        return preview(home, wished, clock=clock, starter=False, texts=texts)

    return call


def only(found: Preview) -> Card:
    """Return the one card of a preview."""
    (card,) = found.cards
    return card


def codes(card: Card) -> list[str]:
    """Return the codes of a card's cautions."""
    return [caution.code for caution in card.cautions]


def test_a_card_says_what_was_understood(decree: Path, look: Look, tmp_path: Path) -> None:
    """Number, kind, issuer, days, title, count of Điều, and the text in a file."""
    card = only(look(decree, texts=tmp_path / "texts"))

    assert card.key == f"{sha256_of(decree)}.txt#0"
    assert (card.file, card.number, card.kind) == ("decree.txt", DECREE_NUMBER, "Nghị định")
    assert (card.issuer, card.title) == ("Chính phủ", "Về việc tưới cây trong công sở")
    assert (card.issued, card.effective_from) == (date(2021, 3, 5), date(2021, 5, 1))
    assert (card.articles, card.verbatim, card.state) == (3, True, "added")
    assert (card.cautions, card.effects) == ((), ())
    assert card.text == "901-2021-NĐ-CP.txt"
    assert (tmp_path / "texts" / card.text).read_text("utf-8") == DECREE


def test_a_preview_changes_nothing(home: Path, decree: Path, run: Refresh, look: Look) -> None:
    """Of the home only the caches differ afterwards."""
    run(decree)
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*")}

    look(written(decree, DECREE.replace("thứ hai", "thứ ba")))

    after = {path: path.stat().st_mtime_ns for path in home.rglob("*")}
    changed = {path for path in after if before.get(path) != after[path]}
    assert {path.relative_to(home).parts[0] for path in changed} <= {"cache"}


def test_the_legal_effect_is_told_with_place_and_day(
    decree: Path, run: Refresh, look: Look, tmp_path: Path
) -> None:
    """Which provision is amended and which document replaced, from when, held or not."""
    run(decree)
    amending = only(look(written(tmp_path / "amending.txt", AMENDING)))
    replacing = only(look(written(tmp_path / "later.md", LATER)))
    unheld = only(look(written(tmp_path / "other.md", LATER.replace("901/2021", "77/2021"))))

    (amended,) = amending.effects
    assert (amended.kind, amended.target) == (RelationKind.AMENDS, DECREE_NUMBER)
    assert (amended.citation, amended.day, amended.held) == (
        "khoản 1 Điều 2", date(2023, 4, 1), True
    )  # fmt: skip
    (replaced,) = replacing.effects
    assert (replaced.kind, replaced.citation) == (RelationKind.REPLACES, "")
    assert (replaced.target_title, replaced.day) == (
        "Nghị định Về việc tưới cây trong công sở", date(2024, 7, 1)
    )  # fmt: skip
    assert [(e.target, e.held) for e in unheld.effects] == [("77/2021/NĐ-CP", False)]


def test_a_document_that_the_library_knows_to_have_ended_is_shown_so(
    decree: Path, run: Refresh, look: Look, tmp_path: Path
) -> None:
    """The end comes from the would-be library, not from the file."""
    run(written(tmp_path / "later.md", LATER))

    card = only(look(decree))

    assert card.effective_to == date(2024, 7, 1)
    (caution,) = card.cautions
    assert (caution.code, caution.values) == ("ended", {"day": "2024-07-01", "by": LATER_NUMBER})


def test_the_same_number_again_tells_which_articles_differ(
    home: Path, decree: Path, run: Refresh, look: Look
) -> None:
    """Changed, new and gone Điều, by their labels; the same words are no change."""
    run(decree)
    assert only(look(decree)).state == "unchanged"
    changed = DECREE.replace("mỗi sáng thứ hai", "mỗi sáng thứ ba")
    pot = "Điều 2a. Chậu\nMỗi phòng một chậu.\nĐiều 3. Hiệu lực"
    changed = changed.replace("Điều 3. Hiệu lực", pot)

    card = only(look(written(decree, changed)))

    assert card.state == "changed"
    assert (card.difference.changed, card.difference.added) == (("2",), ("2a",))
    (caution,) = card.cautions
    assert (caution.code, caution.values) == (
        "same-number", {"added": 1, "removed": 0, "changed": 1}
    )  # fmt: skip


def test_a_file_whose_articles_are_those_that_are_held_says_what_else_differs(
    decree: Path, run: Refresh, look: Look, tmp_path: Path
) -> None:
    """What was set by hand would be lost with another file of the same document: that is told."""
    run(decree)
    other = written(tmp_path / "other.txt", DECREE.replace("ngày 05 tháng", "ngày 06 tháng"))

    card = only(look(other))

    assert "changed" == card.state
    assert [("same-articles", {}), ("fields-differ", {"fields": "issued"})] == [
        (one.code, one.values) for one in card.cautions
    ]


def test_a_digest_gives_way_and_never_takes_the_place_of_a_full_text(
    home: Path, decree: Path, run: Refresh, look: Look, tmp_path: Path
) -> None:
    """Both are said."""
    digest = written(tmp_path / "digest.md", DIGEST)
    assert codes(only(look(digest))) == ["digest"]
    run(digest)
    full = only(look(decree))
    run(decree)
    refused = only(look(written(digest, DIGEST.replace("tưới **mỗi**", "tưới cây mỗi"))))

    assert (full.state, codes(full)) == ("replaced", ["digest-replaced"])
    assert (refused.state, codes(refused)) == ("refused", ["digest-held", "digest"])


def test_corrections_show_before_they_are_made(decree: Path, look: Look) -> None:
    """The card has the corrected value and says by hand; the file is not read again."""
    key = only(look(decree)).key
    decree.touch()

    card = only(look(decree, corrections={key: {"number": "9/2021/NĐ-CP", "issued": "1/1/2027"}}))

    assert (card.key, card.number, card.issued) == (key, "9/2021/NĐ-CP", date(2027, 1, 1))
    assert codes(card) == ["future-date", "effect-before-issue", "corrected"]
    assert card.cautions[-1].values == {"fields": "number, issued"}


def test_a_file_that_is_held_already_is_corrected_once(
    decree: Path, run: Refresh, look: Look, tmp_path: Path
) -> None:
    """Whether it is sent again with the correction or not, there is one card for it."""
    run(decree)
    key = only(look(decree)).key
    wished = {key: {"title": "Về cây"}}

    sent, kept = only(look(decree, corrections=wished)), only(look(corrections=wished))

    assert sent == kept
    assert (sent.state, sent.title, sent.file) == ("changed", "Về cây", "decree.txt")
    assert run(decree, corrections=wished).problems == ()


def test_what_is_left_out_stays_on_a_card(decree: Path, look: Look) -> None:
    """It can be taken in again by another press."""
    card = only(look(decree, without=(f"{sha256_of(decree)}.txt#0",)))

    assert (card.state, card.effects) == ("left-out", ())


def test_two_files_with_one_number_are_told(decree: Path, look: Look, tmp_path: Path) -> None:
    """Both cards say so; the later file is the one that is taken."""
    newer = written(tmp_path / "newer.txt", DECREE.replace("thứ hai", "thứ ba"))

    first, second = look(decree, newer).cards

    assert (first.state, second.state) == ("refused", "added")
    assert [c.cautions[0].values for c in (first, second)] == [
        {"file": "newer.txt"}, {"file": "decree.txt"}
    ]  # fmt: skip


def test_members_of_an_archive_have_cards_and_remarks_of_their_own(
    decree: Path, look: Look, tmp_path: Path
) -> None:
    """A member that cannot be read does not keep the others out."""
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(decree, "decree.txt")
        archive.writestr("later.md", LATER)
        archive.writestr("broken.docx", b"PK\x03\x04nothing")

    found = look(path)

    assert [card.number for card in found.cards] == [DECREE_NUMBER, LATER_NUMBER]
    assert [card.key.rpartition("#")[2] for card in found.cards] == ["0", "1"]
    (remark,) = found.remarks
    assert "broken.docx" in remark.file
    assert (remark.refused, remark.file in remark.message) == (True, True)


def test_endings_and_removals_are_repeated_with_the_held_number(
    decree: Path, run: Refresh, look: Look, tmp_path: Path
) -> None:
    """What is not there is refused as publishing would refuse it."""
    run(decree, written(tmp_path / "later.md", LATER))

    found = look(
        endings=(Ending("901/2021/nđ-cp", date(2022, 1, 1), "Cũ"),),
        removals=(Removal("0902/2024/nđ-cp"),),
    )

    assert found.cards == ()
    assert found.endings == (Ending(DECREE_NUMBER, date(2022, 1, 1), "Cũ"),)
    assert found.removals == (Removal(LATER_NUMBER),)
    with pytest.raises(CitationNotFoundError):
        look(endings=(Ending("77/2021/NĐ-CP", date(2022, 1, 1)),))


def test_a_removed_document_that_comes_again_is_told(
    decree: Path, run: Refresh, look: Look
) -> None:
    """Somebody had a reason to take it out."""
    run(decree)
    run(removals=[Removal(DECREE_NUMBER)])

    card = only(look(decree))

    assert (card.state, codes(card)) == ("added", ["removed-before"])


def test_documents_of_a_newer_starter_library_are_named_apart(
    home: Path, decree: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """They come along whatever file is given, and have no cards."""
    own = written(tmp_path / "own.md", LATER)
    monkeypatch.setattr("indexer.taking.starter_files", lambda: [own])

    found = preview(home, Order((str(decree),)), clock=clock)

    assert [card.number for card in found.cards] == [DECREE_NUMBER]
    assert found.others == (LATER_NUMBER,)


def test_what_only_amended_an_ended_document_is_named_with_it(
    home: Path, decree: Path, run: Refresh, clock: FixedClock, tmp_path: Path
) -> None:
    """It ends on the same day, and comes back when the declaration is taken back."""
    amending = LATER.replace("replaces:", "amends:").replace("title: Về", "title: Sửa đổi về")
    run(decree, written(tmp_path / "amending.md", amending))
    end = Ending(DECREE_NUMBER, date(2026, 7, 1))

    ending = preview(home, Order(endings=(end,)), clock=clock, starter=False)
    run(endings=(end,))
    reviving = preview(home, Order(endings=(replace(end, day=None),)), clock=clock, starter=False)

    assert ending.along == (Ending(LATER_NUMBER, date(2026, 7, 1)),)
    assert reviving.along == (Ending(LATER_NUMBER, None),)


def test_a_damaged_library_is_not_previewed_upon(
    home: Path, decree: Path, run: Refresh, look: Look
) -> None:
    """The sentence says what to do."""
    run(decree)
    (current_snapshot(home) / "manifest.json").write_text("{}")

    with pytest.raises(LibraryError, match="congvu rollback"):
        look(decree)


def test_what_reading_had_to_do_is_told() -> None:
    """Recognised words, old fonts, tracked changes."""
    tree = parse_document(DECREE, "a.pdf")
    remarks = Remarks(("TCVN3", "VNI"), 0.6, 3, 12)

    found = {c.code: c.values for c in cautions_of(tree, remarks, Standing("added", TODAY))}

    assert found == {
        "ocr-low": {"percent": 60, "pages": 3},
        "legacy-font": {"fonts": "TCVN3, VNI"},
        "tracked-changes": {"count": 12},
    }
    struck = cautions_of(tree, Remarks(("VNI",), tracked_deletions=601), Standing("added", TODAY))
    assert [c.code for c in struck] == ["tracked-deletions", "legacy-font"]
    sure = cautions_of(tree, Remarks(confidence=0.95, pages_recognised=1), Standing("added", TODAY))
    assert [c.code for c in sure] == ["ocr"]


def test_what_is_missing_in_a_document_is_told() -> None:
    """No number, no title, no days, and a row of Điều with a hole and a repetition."""
    text = "Điều 1. Một\nMột.\nĐiều 2. Hai\nHai.\nĐiều 5. Năm\nNăm.\nĐiều 2. Hai\nLại hai.\n"
    tree = parse_document(text, "a.txt")
    found = {c.code: c.values for c in cautions_of(tree, Remarks(), Standing("added", TODAY))}

    assert {"no-number", "no-title", "no-date", "no-effect"} <= set(found)
    assert found["missing-articles"] == {"labels": "3, 4", "count": 2}
    assert set(found) <= set(CODES)


def test_a_long_act_is_previewed_in_time(
    home: Path, decree: Path, run: Refresh, look: Look, tmp_path: Path
) -> None:
    """Forty pages cost less than three seconds once they have been read."""
    clauses = "".join(f"{k}. {'Công chức tưới cây. ' * 12}\n" for k in range(1, 6))
    articles = "".join(f"Điều {n}. Việc thứ {n}\n{clauses}" for n in range(4, 120))
    act = written(tmp_path / "act.txt", DECREE + articles)
    run(decree)
    look(act)

    started = perf_counter()
    card = only(look(act))

    assert len(DECREE + articles) > 40 * 2500
    assert card.articles > 100
    assert perf_counter() - started < 3
