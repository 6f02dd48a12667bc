"""Citations as officials write them, attachments included."""

from pathlib import Path

import pytest
from sqlite_utils import Database

from indexer.structure import parse_document
from knowledge import store
from knowledge.library import Library
from knowledge.naming import citation_of

TEXT = """CHÍNH PHỦ
Số: 7/2020/NĐ-CP
NGHỊ ĐỊNH
Về giữ sổ
Điều 1. Ban hành quy chế
1. Ban hành kèm theo Nghị định này Quy chế giữ sổ:
a) Tại bộ;
b) Tại tỉnh.
2. Hiệu lực từ ngày ký.
QUY CHẾ
Giữ sổ
(Ban hành kèm theo Nghị định số 7/2020/NĐ-CP)
Điều 1. Sổ trực
Sổ trực có bìa xanh.
Điều 2. Giữ sổ
Sổ trực để tại quầy.
"""


class Held(Library):
    """A library of one parsed document, without the rest of a snapshot."""

    def __init__(self, folder: Path) -> None:
        db = Database(folder / "library.db")
        store.create(db)
        store.write_tree(db, parse_document(TEXT))
        super().__init__(folder, None, db)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "printed"),
    [
        ("dieu1", "Điều 1 Nghị định 7/2020/NĐ-CP"),
        ("dieu1.khoan2", "khoản 2 Điều 1 Nghị định 7/2020/NĐ-CP"),
        ("dieu1.khoan1.diemb", "điểm b khoản 1 Điều 1 Nghị định 7/2020/NĐ-CP"),
        ("phuluc1.dieu1", "Điều 1 phần kèm theo Nghị định 7/2020/NĐ-CP"),
        ("phuluc1", "phần kèm theo Nghị định 7/2020/NĐ-CP"),
    ],
)
def test_a_provision_is_cited_from_the_inside_out(tmp_path: Path, path: str, printed: str) -> None:
    """Điểm, khoản, Điều, attachment, document."""
    library = Held(tmp_path)

    assert printed == citation_of(library, library.provision("7/2020/NĐ-CP", path))
