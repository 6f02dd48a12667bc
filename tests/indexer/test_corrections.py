"""What administrators type is understood, and put into the whole of a document."""

from datetime import date

import pytest

from indexer.corrections import CorrectionError, checked, corrected, parsed, value_of
from indexer.structure import parse_document
from knowledge.model import Document, DocumentTree, Relation, RelationKind
from tests.indexer.files import DECREE

NUMBER = "901/2021/NĐ-CP"


@pytest.fixture
def tree() -> DocumentTree:
    """Return the invented decree, which replaces another from the day of its effect."""
    parsed_tree = parse_document(DECREE, "a.txt")
    day = parsed_tree.document.effective_from
    relations = (
        Relation(RelationKind.REPLACES, NUMBER, "1/2010/NĐ-CP", effective_from=day),
        Relation(RelationKind.REPEALS, NUMBER, "2/2010/NĐ-CP", effective_from=date(2022, 1, 1)),
        Relation(RelationKind.REPLACES, "3/2030/NĐ-CP", NUMBER, effective_from=day),
    )
    return DocumentTree(parsed_tree.document, DECREE, parsed_tree.provisions, relations)


@pytest.mark.parametrize(
    "typed",
    [
        "1/7/2026",
        "01.07.2026",
        "1-7-2026",
        "ngày 1 tháng 7 năm 2026",
        "ngay 01 thang 7 nam 2026",
        " 2026-07-01 ",
        "1 7 2026",
        "Ngày 1, tháng 7, năm 2026.",
        "từ 1/7/2026",
    ],
)
def test_days_are_understood_as_people_type_them(typed: str) -> None:
    """Figures, words, with and without marks: all are one day."""
    assert parsed("issued", typed) == "2026-07-01"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("số: 12 /2026/nđ - cp", "12/2026/NĐ-CP"),
        ("44/2019/qh14", "44/2019/QH14"),
        ("Số 26/CT-TTg", "26/CT-TTg"),
        ("34-KL/TW", "34-KL/TW"),
    ],
)
def test_numbers_are_written_as_they_officially_are(typed: str, number: str) -> None:
    """Spaces, small letters and the word before it do not count."""
    assert parsed("number", typed) == number


def test_topics_are_slugs_or_words() -> None:
    """A comma may be part of a topic's name, or part two of them; none is listed twice."""
    assert parsed("topics", "Rượu, bia; ky-luat, Kỷ luật") == "ruou-bia; ky-luat"


@pytest.mark.parametrize("typed", ["", "-", "không", "Không có"])
def test_none_is_a_value(typed: str) -> None:
    """A field that the document does not have can be emptied."""
    assert parsed("effective_to", typed) == ""


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("colour", "red", "unknown-field"),
        ("number", "-", "empty"),
        ("title", " ", "empty"),
        ("issued", "tomorrow", "not-a-day"),
        ("issued", "31/2/2026", "not-a-day"),
        ("issued", "5-2-2026x", "not-a-day"),
        ("issued", "x5 2 2026", "not-a-day"),
        ("issued", "5x2x2026", "not-a-day"),
        ("issued", "5/2/20260", "not-a-day"),
        ("issued", "5/2/2026 hoặc 6/2/2026", "not-a-day"),
        ("issued", "1/7/1026", "unlikely-day"),
        ("number", "the new one", "bad-number"),
        ("topics", "rượu bia; bóng đá", "unknown-topic"),
        ("title", "x" * 601, "too-long"),
    ],
)
def test_what_cannot_be_is_told_by_a_code(field: str, typed: str, code: str) -> None:
    """Each has a sentence of its own."""
    with pytest.raises(CorrectionError) as raised:
        parsed(field, typed)

    assert raised.value.code == code
    assert str(raised.value).endswith(".")


def test_a_correction_written_by_hand_is_checked_like_a_typed_one() -> None:
    """What an order brings may come from anywhere."""
    assert checked({"issued": "1/7/2026"}) == {"issued": "2026-07-01"}
    with pytest.raises(CorrectionError):
        checked({"path": "../x"})


def test_a_corrected_number_is_in_all_of_the_tree(tree: DocumentTree) -> None:
    """Provisions, ids and relations follow; the text stays as it is."""
    found = corrected(tree, {"number": "9/2021/NĐ-CP"})

    assert found.document.number == "9/2021/NĐ-CP"
    assert {p.document for p in found.provisions} == {"9/2021/NĐ-CP"}
    assert found.provisions[1].id == "9/2021/NĐ-CP|2"
    assert [r.source for r in found.relations[:2]] == ["9/2021/NĐ-CP"] * 2
    assert found.text == tree.text


def test_what_took_effect_with_the_document_follows_its_corrected_day(tree: DocumentTree) -> None:
    """A day of its own that a relation states stays; so does what another document says."""
    found = corrected(tree, {"effective_from": "2021-06-15"})

    assert found.document.effective_from == date(2021, 6, 15)
    assert [r.effective_from for r in found.relations] == [
        None,
        date(2022, 1, 1),
        date(2021, 5, 1),
    ]


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("kể từ ngày ký", date(2021, 4, 2)),
        ("sau 45 ngày kể từ ngày ban hành", date(2021, 5, 17)),
        ("kể từ ngày 01 tháng 5 năm 2021", date(2021, 5, 1)),
    ],
)
def test_a_corrected_day_of_issue_moves_the_effect_that_hangs_on_it(stated: str, day: date) -> None:
    """With it what takes effect with the document; a day that the text names stays."""
    text = DECREE.replace("kể từ ngày 01 tháng 5 năm 2021", stated)
    text = text.replace("tưới cây trong công sở.", "tưới cây. Bãi bỏ Nghị định số 1/2010/NĐ-CP.")
    read = parse_document(text, "a.txt")

    found = corrected(read, {"issued": "2021-04-02"})

    assert day == found.document.effective_from
    assert {day} == {r.effective_from or day for r in found.relations}
    assert found == corrected(found, {"issued": "2021-04-02"})


def test_a_corrected_effect_stays_where_the_day_of_issue_is_corrected_too() -> None:
    """What a person says of the effect counts; what the text says of it does not any more."""
    tree = parse_document(
        DECREE.replace("kể từ ngày 01 tháng 5 năm 2021", "kể từ ngày ký"), "a.txt"
    )

    both = corrected(tree, {"issued": "2021-04-02", "effective_from": "2021-06-15"})
    unknown = corrected(tree, {"issued": ""})

    assert date(2021, 6, 15) == both.document.effective_from
    assert unknown.document.effective_from is None


def test_correcting_twice_is_correcting_once(tree: DocumentTree) -> None:
    """All fields are set, and setting them again changes nothing."""
    fields = {
        "number": "9/2021/NĐ-CP",
        "kind": "Quyết định",
        "title": "Về cây",
        "issuer": "Bộ Cây",
        "issued": "2021-03-06",
        "effective_from": "2021-06-15",
        "effective_to": "2030-01-01",
        "topics": "ung-xu; van-thu",
    }

    once = corrected(tree, fields)

    assert corrected(once, fields) == once
    assert {name: value_of(once.document, name) for name in fields} == fields
    emptied = corrected(once, {"effective_to": "", "topics": "", "issued": ""}).document
    assert (emptied.effective_to, emptied.topics, emptied.issued) == (None, (), None)


def test_without_corrections_a_tree_is_what_it_was(tree: DocumentTree) -> None:
    """Nothing is touched."""
    assert corrected(tree, {}) is tree
    assert value_of(Document("1", "", ""), "issued") == ""
