"""Small files of each kind, invented for the tests of reading and refreshing."""

import json
from pathlib import Path

DECREE = """CHÍNH PHỦ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 901/2021/NĐ-CP
Hà Nội, ngày 05 tháng 3 năm 2021
NGHỊ ĐỊNH
VỀ VIỆC TƯỚI CÂY TRONG CÔNG SỞ
Căn cứ Luật Cây xanh ngày 02 tháng 4 năm 2019;
Điều 1. Phạm vi điều chỉnh
Nghị định này quy định việc tưới cây trong công sở.
Điều 2. Người tưới cây
1. Công chức trực nhật tưới cây mỗi sáng thứ hai.
2. Viên chức được tưới cây khi:
a) Có bình tưới;
b) Được trưởng phòng đồng ý.
Điều 3. Hiệu lực thi hành
Nghị định này có hiệu lực thi hành kể từ ngày 01 tháng 5 năm 2021.
"""
"""An invented decree with three Điều."""

DIGEST = """---
number: 901/2021/NĐ-CP
kind: Nghị định
title: Về việc tưới cây trong công sở
issuer: Chính phủ
issued: 2021-03-05
effective_from: 2021-05-01
topics: ung-xu; gio-lam-viec
digest: true
source: Văn bản gốc
---
## Điều 2. Ai tưới cây
1. Người trực nhật tưới **mỗi** thứ hai.
"""
"""A digest of the same decree, as the starter library has them."""

LATER = """---
number: 902/2024/NĐ-CP
kind: Nghị định
title: Về cây xanh trong công sở
issued: 2024-06-01
effective_from: 2024-07-01
replaces: 901/2021/NĐ-CP
---
## Điều 1. Cây xanh
Mỗi phòng có một chậu cây.
"""
"""A decree that replaces the first one from 1 July 2024."""


def written(path: Path, text: str) -> Path:
    """Write a file and return its path."""
    path.write_text(text, encoding="utf-8")
    return path


def article_line(law: str, number: str, text: str, **more: str) -> str:
    """Return one line of an article list."""
    line = {"id": f"{law}|{number}", "law_id": law, "article_id": number}
    return json.dumps(line | {"title": f"Tên {number}", "text": text} | more, ensure_ascii=False)


def write_pdf(path: Path, lines: list[str], trailer: str = "") -> Path:
    """Write a one-page PDF that shows *lines*; a font's table says which letters the codes mean."""
    letters = sorted(set("".join(lines)))
    codes = {letter: at for at, letter in enumerate(letters, 1)}
    table = "".join(f"<{codes[c]:02x}> <{ord(c):04x}>\n" for c in letters)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{table}endbfchar\nendcmap end end"
    )
    shown = "".join(
        f"1 0 0 1 50 {780 - 16 * at} Tm <{bytes(codes[c] for c in line).hex()}> Tj\n"
        for at, line in enumerate(lines)
    )
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 842]/Contents 4 0 R"
        "/Resources<</Font<</F1 5 0 R>>>>>>",
        _stream(f"BT /F1 10 Tf {shown} ET"),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        _stream(cmap),
    ]
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table_at = len(body)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    body += "".join(f"{place:010d} 00000 n \n" for place in places)
    body += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{table_at}\n"
    path.write_bytes((body + "%%EOF\n").encode("latin-1"))
    return path


PASSWORD = "/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{0}>/U<{0}>>>".format("5a" * 32)
"""What a PDF's trailer holds when a password is needed to read it."""


def _stream(content: str) -> str:
    return f"<</Length {len(content)}>>\nstream\n{content}\nendstream"
