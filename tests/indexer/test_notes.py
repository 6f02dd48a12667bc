"""Notes of editors inside a text."""

from indexer.notes import without_notes
from indexer.structure import parse_document, rejoin
from knowledge.model import RelationKind

HEAD = "NGHỊ ĐỊNH\nVề tưới cây\nSố: 45/2031/NĐ-CP\nNgày 05/03/2031, Chính phủ\n\n"
NOTE = (
    "[Ghi chú pháp điển: Điều {0} Nghị định số 45/2031/NĐ-CP, có hiệu lực thi hành kể từ ngày "
    "01/05/2031, có nội dung được sửa đổi bởi Điều 1 Nghị định số 46/2032/NĐ-CP có hiệu lực thi "
    "hành kể từ ngày 01/01/2033]\n"
)
FIRST = "Điều 1. Người tưới\n{0}1. Công chức tưới cây.\n2. Viên chức xách nước.\n"
SECOND = "Điều 2. Ngày tưới\nTưới vào thứ hai.\n{0}"


def test_notes_are_read_and_then_left_out() -> None:
    """What the notes say of dates and changes stays known; their words are in no provision."""
    noted = HEAD + FIRST.format(NOTE.format(1)) + SECOND.format(NOTE.format(2))
    tree = without_notes(parse_document(noted))
    assert tree.text == HEAD + FIRST.format("") + SECOND.format("")
    assert rejoin(tree) == tree.text
    texts = {p.path: tree.text[p.start : p.end] for p in tree.provisions}
    assert texts["dieu1"] == FIRST.format("")
    assert texts["dieu1.khoan1"] == "1. Công chức tưới cây.\n"
    assert texts["dieu2"] == SECOND.format("")
    changed = [(r.source, r.target_path) for r in tree.relations if r.kind is RelationKind.AMENDS]
    assert changed == [("46/2032/NĐ-CP", "dieu1"), ("46/2032/NĐ-CP", "dieu2")]


def test_a_note_at_the_very_end_leaves_no_trace() -> None:
    """The last line may be a note without a line end."""
    tree = without_notes(parse_document(HEAD + SECOND.format(NOTE.format(2).rstrip())))
    assert tree.text == HEAD + SECOND.format("")
    assert tree.provisions[-1].end == len(tree.text)


def test_a_text_without_notes_is_left_alone() -> None:
    """Other square brackets belong to the text."""
    tree = parse_document(HEAD + FIRST.format("[1] Xem mẫu.\n"))
    assert without_notes(tree) is tree
