"""A small library of invented decrees that amend one another, without an index to search."""

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from indexer.amended import write_amendments
from indexer.resolve import resolve
from indexer.structure import parse_document
from knowledge import store
from knowledge.library import Library
from knowledge.manifest import Manifest
from knowledge.model import DocumentTree

GARDEN, CARE, LATER = "12/2028/NĐ-CP", "71/2031/NĐ-CP", "90/2033/NĐ-CP"

OLD = "2. Người làm vườn tưới hoa mỗi ngày một lần."
NEW = "2. Người làm vườn tưới hoa mỗi ngày hai lần, trừ ngày mưa."
NEWEST = "2. Người làm vườn tưới hoa khi đất khô."

GARDEN_TEXT = (
    "CHÍNH PHỦ\nSố: 12/2028/NĐ-CP\nHà Nội, ngày 05 tháng 6 năm 2028\nNGHỊ ĐỊNH\nVề vườn hoa\n"
    "Chương I\nQUY ĐỊNH CHUNG\n"
    "Điều 1. Phạm vi\nNghị định này quy định về vườn hoa của cơ quan.\n"
    "Điều 2. Trồng cây\n1. Cây trồng theo hàng.\n2. Cây có tên trên biển.\n"
    "Chương II\nCHĂM SÓC\n"
    f"Điều 3. Tưới hoa\n1. Nước tưới là nước sạch.\n{OLD}\n"
    "Điều 4. Làm cỏ\n1. Cỏ được nhổ vào mùa khô:\na) Bằng tay;\nb) Bằng liềm.\n"
    "2. Cỏ khô được gom lại.\n"
    "Điều 5. Hiệu lực thi hành\n"
    "Nghị định này có hiệu lực thi hành từ ngày 01 tháng 8 năm 2028.\n"
)
CARE_TEXT = (
    "CHÍNH PHỦ\nSố: 71/2031/NĐ-CP\nHà Nội, ngày 02 tháng 3 năm 2031\nNGHỊ ĐỊNH\n"
    "Sửa đổi, bổ sung một số điều của Nghị định số 12/2028/NĐ-CP ngày 05 tháng 6 năm 2028 của "
    "Chính phủ về vườn hoa\n"
    "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 12/2028/NĐ-CP\n"
    f"1. Sửa đổi, bổ sung khoản 2 Điều 3 như sau:\n“{NEW}”.\n"
    "2. Bổ sung khoản 3 vào sau khoản 2 Điều 3 như sau:\n“3. Nước mưa được giữ lại.”.\n"
    "3. Thay thế cụm từ “biển” bằng cụm từ “thẻ” tại khoản 2 Điều 2.\n"
    "4. Bãi bỏ điểm b khoản 1 Điều 4.\n"
    "Điều 2. Hiệu lực thi hành\n"
    "Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031.\n"
)
LATER_TEXT = (
    "CHÍNH PHỦ\nSố: 90/2033/NĐ-CP\nHà Nội, ngày 02 tháng 3 năm 2033\nNGHỊ ĐỊNH\n"
    "Sửa đổi một số điều của Nghị định số 12/2028/NĐ-CP ngày 05 tháng 6 năm 2028 của Chính phủ về "
    "vườn hoa\n"
    f"Điều 1. Sửa đổi khoản 2 Điều 3 như sau:\n“{NEWEST}”.\n"
    "Điều 2. Sửa đổi Điều 4 như sau:\n“Điều 4. Làm cỏ\n1. Cỏ được cắt bằng máy.\n"
    "2. Cỏ tươi được ủ.”.\n"
    "Điều 3. Hiệu lực thi hành\n"
    "Nghị định này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2033.\n"
)


def garden(**changes: str) -> DocumentTree:
    """Return the decree on gardens, with words exchanged for others."""
    text = GARDEN_TEXT
    for old, new in changes.items():
        text = text.replace({"clause": OLD, "point": "b) Bằng liềm.\n"}[old], new)
    return parse_document(text)


def care() -> DocumentTree:
    """Return the decree that amends it in 2031."""
    return parse_document(CARE_TEXT)


def later() -> DocumentTree:
    """Return the decree that amends it again in 2033."""
    return parse_document(LATER_TEXT)


def database_of(*trees: DocumentTree) -> Database:
    """Return a database as a build leaves it, without passages."""
    db = Database(sqlite3.connect(":memory:", check_same_thread=False))
    store.create(db)
    for tree in trees:
        store.write_tree(db, tree)
    resolve(db)
    write_amendments(db)
    return db


def library_of(*trees: DocumentTree, amendments: bool = True) -> Library:
    """Return an open library of *trees*; without *amendments*, as older versions made it."""
    db = database_of(*trees)
    if not amendments:
        db.execute("DROP TABLE amendments")
    manifest = Manifest(store.SCHEMA_VERSION, 1, "", "", "test/none", 1, len(trees), 0, 0)
    return Library(Path("20331122-0001"), manifest, db)
