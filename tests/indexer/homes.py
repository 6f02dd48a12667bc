"""Homes to try administration on: an invented library, and one as an older program left it."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from indexer.refresh import RefreshReport, refresh
from knowledge import manifest as manifests
from knowledge.clock import Clock
from knowledge.library import DATABASE, Library, current_snapshot
from tests.indexer.embedder import HashEmbedder

Refresh = Callable[..., RefreshReport]

DECREE_NUMBER = "901/2021/NĐ-CP"
LATER_NUMBER = "902/2024/NĐ-CP"

AMENDING = """CHÍNH PHỦ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 903/2023/NĐ-CP
Hà Nội, ngày 10 tháng 2 năm 2023
NGHỊ ĐỊNH
SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA NGHỊ ĐỊNH SỐ 901/2021/NĐ-CP
Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 901/2021/NĐ-CP
1. Sửa đổi khoản 1 Điều 2 như sau:
“1. Công chức trực nhật tưới cây mỗi chiều thứ sáu.”
Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực thi hành kể từ ngày 01 tháng 4 năm 2023.
"""
"""A decree that amends khoản 1 Điều 2 of the invented decree."""


def refreshing(home: Path, clock: Clock) -> Refresh:
    """Return a refresh of *home* with the tiny model and without the starter library."""

    def call(*paths: Path, **options: object) -> RefreshReport:
        known: dict[str, object] = {"embedder": HashEmbedder(), "starter": False}
        return refresh(home, paths, clock=clock, **(known | options))  # type: ignore[arg-type]

    return call


def live(home: Path) -> Library:
    """Return the live library, every byte of it checked."""
    return Library.open(current_snapshot(home))


def make_older(folder: Path) -> None:
    """Turn the snapshot in *folder* into one of schema version 1, byte for byte as it was sealed.

    Version 1 had no decisions of administrators, and three groups of changes.
    """
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        known = {"documents", "provisions", "relations", "passages", "files"}
        for name in {row[0] for row in tables if not row[0].startswith("sqlite")} - known:
            connection.execute(f"DROP TABLE {name}")
        connection.execute("ALTER TABLE documents DROP COLUMN fixed_to")
        connection.commit()
        connection.execute("VACUUM")
    path = folder / manifests.NAME
    content = json.loads(path.read_bytes())
    path.unlink()
    groups = ("added", "changed", "replaced")
    content |= {
        "schema_version": 1,
        "changes": {group: content["changes"][group] for group in groups},
        "files": {
            name: {"size": mark.size, "sha256": mark.sha256}
            for name, mark in manifests.mark_files(folder).items()
        },
    }
    del content["seal"]
    seal = manifests.seal_of(content)
    path.write_bytes(manifests.encoded(content | {"seal": seal}))
