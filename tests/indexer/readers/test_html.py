"""Web pages as portals of law give them: the document is read whole, and nothing beside it."""

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from indexer.errors import ReadError
from indexer.readers import html
from tests.indexer.files import DECREE

LINES = DECREE.splitlines()
FIRST = LINES.index("Điều 1. Phạm vi điều chỉnh")
PARAGRAPHS = "\n".join(f"<p>{line}</p>" for line in LINES)
SCRIPT = "<script>document.write('<p>Điều 9. Kịch bản</p>');</script>"


def read(tmp_path: Path, page: str, encoding: str = "utf-8") -> list[str]:
    """Return the lines that are read of a page."""
    path = tmp_path / "page.html"
    path.write_bytes(page.encode(encoding))
    return html.read(path).text.splitlines()


def test_a_page_wrapped_in_one_form(tmp_path: Path) -> None:
    """A portal whose whole page is one form, with tabs, hints over words, a login and comments."""
    body = PARAGRAPHS.replace(
        "Luật Cây xanh", '<a href="/van-ban/1" title="Luật">Luật Cây xanh</a>'
    ).replace("<p>Điều 2.", '<p><a name="dieu_2"></a>Điều 2.')
    page = f"""<!DOCTYPE html><html><head><title>Nghị định 901 - Cổng luật</title></head><body>
    <form method="post" action="/van-ban/901"><div id="header"><ul class="menu">
    <li><a href="/">Trang chủ</a><li><a href="/tin">Tin tức</a></ul>
    <div class="login-box">Đăng nhập <input type="text"><input type="password"></div></div>
    <div class="breadcrumb"><a href="/">Trang chủ</a> » <a href="/bo-may">Bộ máy</a></div>
    <div id="tabs"><a href="#1">Nội dung</a><a href="#2">Lược đồ</a> Cỡ chữ <b>A+</b></div>
    <div class="content1"><div class="mucLuc"><a href="#dieu_1">Điều 1. Phạm vi</a>
    <a href="#dieu_2">Điều 2. Người tưới</a></div><div>{body}
    <div class="tooltip-note">Điều này được hướng dẫn bởi Thông tư 1</div></div></div>
    <div class="docRelated"><h3>Văn bản liên quan</h3><p>Nghị định 800 về hoa</p></div>
    <div id="comments"><p>Điều 2 khó quá!</p><p>Điều 5. Tôi góp ý.</p></div>{SCRIPT}
    <div class="cookie-notice">Trang này dùng cookie. <button>Đồng ý</button></div>
    <div>Bản quyền thuộc Cổng luật. ĐT: 1900 0000</div></form></body></html>"""

    assert read(tmp_path, page) == LINES


def test_a_page_of_sections(tmp_path: Path) -> None:
    """A newer portal: article, aside, advertisements between the paragraphs, a list of contents."""
    middle = PARAGRAPHS.replace(
        "<p>Điều 3.", '<div class="ads-inline"><p>Mua phần mềm văn phòng</p></div><p>Điều 3.'
    )
    page = f"""<html><body><header><nav>Văn bản | Hỏi đáp</nav></header><main>
    <h1>Nghị định 901/2021/NĐ-CP tưới cây trong công sở</h1>
    <p>Cập nhật: 10/03/2021 <a href="/in">In</a></p>
    <article><div class="the-body">{middle}</div>
    <div class="share">Chia sẻ <a href="https://example.vn">bạn bè</a></div></article>
    <aside><p>Điều 1. Văn bản được xem nhiều</p></aside></main>
    <footer><p>Giấy phép số: 12/GP-BC</p></footer></body></html>"""

    assert read(tmp_path, page) == LINES


def test_a_page_laid_out_in_tables(tmp_path: Path) -> None:
    """An old portal puts menu, properties and text into the cells of one table."""
    page = f"""<HTML><BODY><TABLE><TR><TD><A HREF="/1">Trang chủ</A><BR><A HREF="/2">Tìm</A></TD>
    <TD><TABLE class="properties"><TR><TD>Số ký hiệu</TD><TD>901/2021/NĐ-CP</TD></TR>
    <TR><TD>Ngày ban hành</TD><TD>05/03/2021</TD></TR></TABLE>
    <DIV ID="fulltext">{PARAGRAPHS}</DIV></TD>
    <TD><A HREF="/3">Nghị định 800/2020/NĐ-CP</A></TD></TR></TABLE></BODY></HTML>"""

    assert read(tmp_path, page) == LINES


def test_a_page_of_broken_lines(tmp_path: Path) -> None:
    """A gazette that parts lines by <br> and closes nothing."""
    page = f"<center><font size=2>{'<BR>'.join(LINES)}</font><hr><a href=/>Về trang chủ</a>"

    assert read(tmp_path, page) == LINES


def test_a_page_saved_by_a_word_processor(tmp_path: Path) -> None:
    """Head and annex are tables with paragraphs in their cells, the annex in another section."""
    head = """<table><tr><td><p>CHÍNH PHỦ<br>-------</p></td><td><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA
    VIỆT NAM</p><p>Độc lập - Tự do - Hạnh phúc</p><p>---------------</p></td></tr><tr>
    <td><p>Số: 901/2021/NĐ-CP</p></td><td><p>Hà Nội, ngày 05 tháng 3 năm 2021</p></td></tr>
    </table>"""
    annex = """<p>DANH SÁCH CÂY</p><table><tr><td><p>Cây</p></td><td><p>Số&nbsp;chậu</p></td></tr>
    <tr><td><p>Trầu bà</p></td><td></td><td><p>3</p></td></tr></table>"""
    rest = "\n".join(f"<p class=MsoNormal>{line}</p>" for line in LINES[7:])
    page = f"""<html><head><style>p.MsoNormal {{font-size: 14pt}}</style></head><body><div
    class=WordSection1>{head}{rest}</div><div class=WordSection2>{annex}</div></body></html>"""

    assert read(tmp_path, page) == [
        *LINES[:5],
        "Số: 901/2021/NĐ-CP\tHà Nội, ngày 05 tháng 3 năm 2021",
        *LINES[7:],
        "DANH SÁCH CÂY",
        "Cây\tSố chậu",
        "Trầu bà\t\t3",
    ]


def test_a_decision_and_the_regulation_it_issues(tmp_path: Path) -> None:
    """Both count their Điều from 1, and each stands in a box of its own."""
    decision = "".join(f"<p>Điều {n}. Ban hành {n}.</p>" for n in (1, 2))
    regulation = "".join(f"<p>Điều {n}. Quy định {n}.</p>" for n in range(1, 6))
    page = f"""<div class="menu"><a href="/">Trang chủ</a></div><div class="doc"><div>
    <p>Số: 5/QĐ-SXD</p>{decision}</div><div><p>QUY CHẾ</p>{regulation}</div></div>
    <div class="x"><a href="/y">Xem thêm</a></div>"""

    assert read(tmp_path, page) == [
        "Số: 5/QĐ-SXD",
        *(f"Điều {n}. Ban hành {n}." for n in (1, 2)),
        "QUY CHẾ",
        *(f"Điều {n}. Quy định {n}." for n in range(1, 6)),
    ]


def test_a_page_without_articles(tmp_path: Path) -> None:
    """A letter with numbered items is found by them; what calls itself a menu is left out."""
    page = """<body><div id="topMenu">Trang chủ</div><div><h2>Thông báo</h2>
    <div class="text"><p>Số: 12/TB-VP</p><p>1. Tưới cây thứ hai.</p><p>2. Không tưới thứ ba.</p>
    </div></div><footer>Văn phòng</footer></body>"""

    assert read(tmp_path, page)[-3:] == [
        "Số: 12/TB-VP",
        "1. Tưới cây thứ hai.",
        "2. Không tưới thứ ba.",
    ]


def test_a_document_that_is_hidden_is_still_read(tmp_path: Path) -> None:
    """A page saved from another of its tabs hides the very text that is wanted."""
    page = f"""<body><div class="tab" style="display: none">{PARAGRAPHS}</div>
    <div class="tab"><a href="/1">Nghị định 800</a> được <a href="/2">thay thế</a></div></body>"""

    assert read(tmp_path, page) == LINES


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_a_page_in_any_unicode(tmp_path: Path, encoding: str) -> None:
    """What a page says of its encoding gives way to what it is in."""
    page = f'<html><meta charset="utf-8"><body>{PARAGRAPHS}</body></html>'

    assert read(tmp_path, page, encoding) == LINES


def test_a_page_saved_as_one_file(tmp_path: Path) -> None:
    """A browser's single file holds the page, its style and its pictures, written like a mail."""
    mail = MIMEMultipart("related")
    mail["From"] = "<Saved by a browser>"
    mail.attach(MIMEText("p { color: red }", "css"))
    mail.attach(MIMEText(f"<html><nav>Menu</nav><div>{PARAGRAPHS}</div></html>", "html", "utf-8"))
    path = tmp_path / "page.mht"
    path.write_bytes(mail.as_bytes())

    assert html.read_saved(path).text.splitlines() == LINES
    path.write_bytes(mail.as_bytes()[:300])
    with pytest.raises(ReadError, match="damaged"):
        html.read_saved(path)


def test_a_page_in_the_letters_of_an_older_font(tmp_path: Path) -> None:
    """A page of the 1990s names Latin-1 and a TCVN3 font."""
    old = "§iÒu 1. C«ng chøc ph¶i t­íi c©y mçi ngµy."
    page = f'<meta charset="iso-8859-1"><font face=".VnTime"><p>{old}</p></font>'
    path = tmp_path / "page.html"
    path.write_bytes(page.encode("latin-1"))

    extracted = html.read(path)

    assert extracted.text == "Điều 1. Công chức phải tưới cây mỗi ngày.\n"
    assert extracted.remarks.legacy == ("TCVN3",)


def test_a_page_that_shows_nothing(tmp_path: Path) -> None:
    """A page whose text is fetched by a script holds none."""
    with pytest.raises(ReadError, match="holds no text"):
        read(tmp_path, f"<html><body><div id=app></div>{SCRIPT}</body></html>")


def test_a_page_nested_deeply(tmp_path: Path) -> None:
    """A thousand open elements are read; a hundred thousand cost one sentence, not the stack."""
    text = "".join(f"<p>Điều {n}. A</p>" for n in (1, 2))

    assert read(tmp_path, "<div>" * 1000 + text) == ["Điều 1. A", "Điều 2. A"]
    with pytest.raises(ReadError, match="holds no text"):
        read(tmp_path, "<div>" * 100_000 + text)
