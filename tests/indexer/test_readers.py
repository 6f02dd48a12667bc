"""Reading files: each kind gives its words, and what cannot be read says so in one sentence."""

import gzip
import unicodedata
from datetime import date
from pathlib import Path

import docx
import pytest

from indexer.errors import ReadError
from indexer.readers import files, read, read_file, read_text
from indexer.structure import rejoin
from knowledge.model import DocumentTree, Level, Relation, RelationKind
from tests.indexer.files import DECREE, DIGEST, LATER, PASSWORD, article_line, write_pdf


def read_one(path: Path) -> DocumentTree:
    """Return the only document of a file."""
    (tree,) = read_file(path)
    return tree


def said_of(path: Path) -> str:
    """Return the sentence with which a file is refused."""
    with pytest.raises(ReadError) as caught:
        read_file(path)
    return str(caught.value)


class TestText:
    """Plain text in the encodings offices use."""

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
    def test_reads_unicode_with_and_without_its_mark(self, tmp_path: Path, encoding: str) -> None:
        """A text in any Unicode encoding is read the same."""
        mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
        path = tmp_path / "a.txt"
        path.write_bytes(mark + DECREE.encode(encoding))

        tree = read_one(path)

        assert tree.text == DECREE
        assert tree.document.number == "901/2021/NĐ-CP"
        assert [p.heading for p in tree.provisions if p.level is Level.ARTICLE] == [
            "Phạm vi điều chỉnh",
            "Người tưới cây",
            "Hiệu lực thi hành",
        ]

    def test_reads_windows_1258(self, tmp_path: Path) -> None:
        """A text of the old Windows code page is read when it makes Vietnamese sense."""
        path = tmp_path / "a.txt"
        path.write_bytes(_as_1258(DECREE))

        assert read_text(path) == DECREE

    def test_reads_what_only_looks_like_windows_1258(self, tmp_path: Path) -> None:
        """A TCVN3 text decodes as Windows-1258 without error, but not to Vietnamese."""
        path = tmp_path / "cu.txt"
        path.write_bytes("§iÒu 1. C«ng chøc ph¶i t­íi c©y mçi ngµy.\n".encode("latin-1") * 20)

        assert read_text(path).startswith("Điều 1. Công chức phải tưới cây mỗi ngày.\n")
        assert read(path).documents[0].remarks.legacy == ("TCVN3",)

    def test_refuses_letters_of_no_encoding_that_is_known(self, tmp_path: Path) -> None:
        """Text that makes no Vietnamese sense in any encoding is not guessed at."""
        path = tmp_path / "la.txt"
        path.write_bytes("Ærø ligger i Østersøen, og å er et bogstav.\n".encode("latin-1") * 20)

        assert "la.txt is not in Unicode" in said_of(path)

    def test_composes_letters_and_drops_control_characters(self, tmp_path: Path) -> None:
        """Stored text is NFC with plain line ends."""
        path = tmp_path / "a.txt"
        dirty = DECREE.replace("\n", "\r\n").replace("Điều 2", "\x0cĐiều 2\u200b")
        path.write_bytes(unicodedata.normalize("NFD", dirty).encode())

        assert read_text(path) == DECREE.replace("Điều 2", "\nĐiều 2")

    def test_extracts_that_call_themselves_unofficial_are_no_full_text(
        self, tmp_path: Path
    ) -> None:
        """What the head says of the text is kept as its note; a law may use the words inside."""
        words = (
            "LUẬT CÂY XANH số 9/2021/QH15 - CHỈ LÀ TRÍCH, KHÔNG chính thức.\n\nĐiều 1 (trích)\nA.\n"
        )
        (tmp_path / "extract.txt").write_text(words, encoding="utf-8")
        law = DECREE.replace("tưới cây mỗi sáng", "không chính thức tưới cây mỗi sáng")
        (tmp_path / "law.txt").write_text(law, encoding="utf-8")

        extract = read_one(tmp_path / "extract.txt").document
        assert (extract.number, extract.verbatim) == ("9/2021/QH15", False)
        assert "KHÔNG chính thức" in extract.note
        assert read_one(tmp_path / "law.txt").document.verbatim

    def test_refuses_a_text_in_which_nothing_can_be_cited(self, tmp_path: Path) -> None:
        """A shopping list is no document."""
        path = tmp_path / "list.txt"
        path.write_text("Mua sữa và bánh mì.", encoding="utf-8")

        assert "list.txt has no Điều" in said_of(path)


class TestRefused:
    """Files that are not what they should be."""

    def test_an_empty_file(self, tmp_path: Path) -> None:
        """An empty file is named."""
        (tmp_path / "a.md").touch()

        assert said_of(tmp_path / "a.md").startswith("a.md is empty")

    def test_blank_lines_only(self, tmp_path: Path) -> None:
        """Blank lines are no text."""
        (tmp_path / "a.txt").write_text("\n \n")

        assert "holds no text" in said_of(tmp_path / "a.txt")

    def test_an_unknown_kind(self, tmp_path: Path) -> None:
        """The sentence says which kinds can be read."""
        (tmp_path / "a.xyz").write_text("Điều 1. A")

        assert ".docx" in said_of(tmp_path / "a.xyz")

    def test_a_folder(self, tmp_path: Path) -> None:
        """A folder is called one, also where a file's text is asked for."""
        with pytest.raises(ReadError, match="is a folder: name a file in it"):
            read_text(tmp_path)

    def test_a_missing_file(self, tmp_path: Path) -> None:
        """A path that leads nowhere is a problem of that file only."""
        assert "cannot be read" in said_of(tmp_path / "gone.txt")

    def test_a_file_that_is_too_large(self, tmp_path: Path) -> None:
        """The bound is on the bytes on disk."""
        path = tmp_path / "a.txt"
        with path.open("wb") as stream:
            stream.truncate(files.MAX_BYTES + 1)

        assert "more than the 50 MB" in said_of(path)

    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            ("a.txt", b"%PDF-1.4 ...", "a.txt is damaged"),
            ("a.pdf", b"Day khong phai PDF", "does not begin like a .pdf"),
            ("a.html", b"PK\x03\x04 ...", "a.html is damaged"),
            ("a.txt", b"\x1f\x8b\x08 ...", "holds gzip, which is not read"),
            ("a.txt", b"ab\x00\x01\x02" * 50, "is not text"),
        ],
    )
    def test_a_file_with_the_wrong_ending(
        self, tmp_path: Path, name: str, content: bytes, sentence: str
    ) -> None:
        """The first bytes tell what a file is, whatever its name says."""
        (tmp_path / name).write_bytes(content)

        assert sentence in said_of(tmp_path / name)

    def test_a_damaged_word_file(self, tmp_path: Path) -> None:
        """A zip archive cut in half is damaged."""
        whole = tmp_path / "whole.docx"
        docx.Document().save(str(whole))
        half = tmp_path / "half.docx"
        half.write_bytes(whole.read_bytes()[:2000])

        assert said_of(half).startswith("half.docx is damaged")

    def test_a_damaged_pdf(self, tmp_path: Path) -> None:
        """A PDF with nothing behind its first line is refused in one sentence."""
        path = tmp_path / "a.pdf"
        path.write_bytes(b"%PDF-1.7\n\xff\xff\xff nothing")

        assert said_of(path).startswith("a.pdf ")

    def test_a_pdf_with_a_password(self, tmp_path: Path) -> None:
        """A protected PDF says that it is protected."""
        path = write_pdf(tmp_path / "a.pdf", ["Điều 1. A"], trailer=PASSWORD)

        assert "protected by a password" in said_of(path)

    def test_a_pdf_of_nothing(self, tmp_path: Path) -> None:
        """A PDF whose one page is blank says so."""
        assert "holds no text" in said_of(write_pdf(tmp_path / "a.pdf", []))


class TestOffice:
    """Word documents, PDFs and web pages."""

    def test_reads_a_word_document(self, tmp_path: Path) -> None:
        """Paragraphs become lines; the two columns at the head are read one after the other."""
        word = docx.Document()
        head = word.add_table(rows=1, cols=2)
        head.cell(0, 0).text = "CHÍNH PHỦ\n-------\nSố: 901/2021/NĐ-CP"
        head.cell(
            0, 1
        ).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHà Nội, ngày 05 tháng 3 năm 2021"
        for line in DECREE.splitlines()[7:]:
            word.add_paragraph(line)
        word.save(str(tmp_path / "a.docx"))

        tree = read_one(tmp_path / "a.docx")

        assert tree.document.number == "901/2021/NĐ-CP"
        assert tree.document.issued == date(2021, 3, 5)
        assert tree.text.splitlines()[5:] == DECREE.splitlines()[7:]

    def test_converts_the_letters_of_a_legacy_font(self, tmp_path: Path) -> None:
        """What was typed in a TCVN3 font comes out as Unicode."""
        word = docx.Document()
        for line in ("§iÒu 1. Tưíi c©y", "C«ng chøc ph¶i tưíi c©y mçi ngµy.".replace("ư", "­")):
            word.add_paragraph().add_run(line.replace("ư", "­")).font.name = ".VnTime"
        word.save(str(tmp_path / "a.docx"))

        assert read_text(tmp_path / "a.docx") == (
            "Điều 1. Tưới cây\nCông chức phải tưới cây mỗi ngày.\n"
        )

    def test_reads_a_pdf(self, tmp_path: Path) -> None:
        """The text layer is read line by line, without the page number."""
        path = write_pdf(tmp_path / "a.pdf", [*DECREE.splitlines(), "- 1 -"])

        tree = read_one(path)

        assert tree.document.number == "901/2021/NĐ-CP"
        assert tree.text.splitlines() == DECREE.splitlines()

    def test_reads_a_web_page(self, tmp_path: Path) -> None:
        """Blocks become lines; menus and scripts are not text."""
        rows = "".join(f"<p>{line}</p>\n" for line in DECREE.splitlines())
        page = (
            "<html><head><title>x</title><style>p{}</style></head><body><nav>Trang chủ</nav><div>"
            f"<form><script>var a = '<p>Điều 9</p>';</script>{rows}</form>"
            "<table><tr><td>Một</td><td>Hai&nbsp;&amp; ba</td></tr></table></div></body></html>"
        )
        (tmp_path / "a.html").write_text(page, encoding="utf-8")

        assert read_text(tmp_path / "a.html") == DECREE + "Một\tHai & ba\n"

    def test_reads_a_web_page_in_the_encoding_it_names(self, tmp_path: Path) -> None:
        """The page's own word on its encoding counts."""
        page = '<meta charset="windows-1258"><p>Điều 1. Tưới cây'
        (tmp_path / "a.htm").write_bytes(_as_1258(page))

        assert read_text(tmp_path / "a.htm") == "Điều 1. Tưới cây\n"


class TestMarkdown:
    """Digests of the starter library, and Markdown of any kind."""

    def test_front_matter_says_what_the_document_is(self, tmp_path: Path) -> None:
        """The fields become the document's, the marks of Markdown are gone."""
        (tmp_path / "a.md").write_text(DIGEST, encoding="utf-8")

        tree = read_one(tmp_path / "a.md")

        document = tree.document
        assert (document.number, document.kind) == ("901/2021/NĐ-CP", "Nghị định")
        assert document.title == "Về việc tưới cây trong công sở"
        assert (document.issued, document.effective_from) == (date(2021, 3, 5), date(2021, 5, 1))
        assert document.topics == ("ung-xu", "gio-lam-viec")
        assert document.source == "Văn bản gốc"
        assert not document.verbatim
        assert tree.text == "Điều 2. Ai tưới cây\n1. Người trực nhật tưới mỗi thứ hai.\n"
        assert [(p.path, p.id) for p in tree.provisions] == [
            ("dieu2", "901/2021/NĐ-CP|2"),
            ("dieu2.khoan1", "901/2021/NĐ-CP|2"),
        ]
        assert {p.document for p in tree.provisions} == {"901/2021/NĐ-CP"}

    def test_a_document_known_only_by_name_has_no_text(self, tmp_path: Path) -> None:
        """Front matter alone records that a document exists and what replaced it."""
        fields = "---\nnumber: 1/2008/QH12\ntitle: Cũ\neffective_to: 2025-07-01  # one day\n"
        (tmp_path / "a.md").write_text(fields + "replaced_by: 2/2025/QH15\n---\n", "utf-8")

        tree = read_one(tmp_path / "a.md")

        assert (tree.text, tree.provisions) == ("", ())
        assert tree.relations == (
            Relation(
                RelationKind.REPLACES,
                "2/2025/QH15",
                "1/2008/QH12",
                effective_from=date(2025, 7, 1),
            ),
        )

    def test_a_wording_can_be_younger_than_its_document(self, tmp_path: Path) -> None:
        """The Điều that are held begin on that day; the document keeps its own."""
        fields = (
            "---\nnumber: 1/2020/QH14\neffective_from: 2020-12-10\nwording_from: 2026-07-01\n---\n"
        )
        (tmp_path / "a.md").write_text(fields + "## Điều 3a. Thêm\nNội dung thêm.\n", "utf-8")

        (tree,) = read_file(tmp_path / "a.md")

        assert date(2020, 12, 10) == tree.document.effective_from
        assert {date(2026, 7, 1)} == {each.effective_from for each in tree.provisions}

    def test_relations_in_the_front_matter_name_several_documents(self, tmp_path: Path) -> None:
        """Numbers are parted by semicolons."""
        text = LATER.replace("replaces: 901/2021/NĐ-CP", "amends: 7/2019/QH14; 8/2019/QH14")
        (tmp_path / "a.md").write_text(text, encoding="utf-8")

        amended = [r.target for r in read_one(tmp_path / "a.md").relations]

        assert amended == ["7/2019/QH14", "8/2019/QH14"]

    @pytest.mark.parametrize(
        ("field", "sentence"),
        [
            ("color: red", "line 2: the front matter has no field like 'color: red'"),
            ("wording_from: soon", "wording_from in the front matter must be a day like"),
            ("issued: 5/3/2021", "issued in the front matter must be a day like"),
            ("digest: maybe", "digest in the front matter must be true or false"),
        ],
    )
    def test_a_wrong_field_is_named(self, tmp_path: Path, field: str, sentence: str) -> None:
        """A slip in the front matter is found, not passed over."""
        text = f"---\n{field}\nnumber: 1/2020/QH14\n---\nĐiều 1. A\n"
        (tmp_path / "a.md").write_text(text, encoding="utf-8")

        assert sentence in said_of(tmp_path / "a.md")

    def test_front_matter_that_never_ends_is_refused(self, tmp_path: Path) -> None:
        """Without its second fence a file has no body."""
        (tmp_path / "a.md").write_text("---\nnumber: 1\nĐiều 1. A\n", encoding="utf-8")

        assert "does not close it" in said_of(tmp_path / "a.md")


class TestArticles:
    """Lists of articles, one JSON object per line."""

    def test_lines_of_one_law_become_one_document(self, tmp_path: Path) -> None:
        """Laws keep their order; each article keeps its own id and has its khoản."""
        lines = [
            article_line("7/2019/QH14", "1", "Mở đầu."),
            article_line("Luật Cây xanh", "1", "Cây là cây."),
            article_line("7/2019/QH14", "2", "Gồm:\n\n1. Một;\n\n2. Hai."),
        ]
        path = tmp_path / "a.jsonl.gz"
        path.write_bytes(gzip.compress("\n".join(lines).encode()))

        first, second = read_file(path)

        assert first.text == ("Điều 1. Tên 1\nMở đầu.\nĐiều 2. Tên 2\nGồm:\n\n1. Một;\n\n2. Hai.\n")
        assert [(p.path, p.id) for p in first.provisions] == [
            ("dieu1", "7/2019/QH14|1"),
            ("dieu2", "7/2019/QH14|2"),
            ("dieu2.khoan1", "7/2019/QH14|2"),
            ("dieu2.khoan2", "7/2019/QH14|2"),
        ]
        assert rejoin(first) == first.text
        assert (second.document.number, second.document.title) == ("Luật Cây xanh",) * 2

    def test_days_come_from_the_line_or_its_note(self, tmp_path: Path) -> None:
        """A law's days are those of most of its articles; the others keep their own."""
        note = (
            "(Điều 1 Luật số 7/2019/QH14 Luật Cây xanh ngày 02/04/2019 của Quốc hội, "
            "có hiệu lực thi hành kể từ ngày 01/01/2020)"
        )
        lines = [
            article_line("7/2019/QH14", "1", "A.", note=note),
            article_line("7/2019/QH14", "2", "B.", effective_from="2020-01-01"),
            article_line("7/2019/QH14", "2a", "C.", effective_from="2023-05-01"),
        ]
        (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")

        tree = read_one(tmp_path / "a.jsonl")

        document = tree.document
        assert (document.kind, document.title, document.issuer) == ("Luật", "Cây xanh", "Quốc hội")
        assert (document.issued, document.effective_from) == (date(2019, 4, 2), date(2020, 1, 1))
        assert [p.effective_from for p in tree.provisions] == [None, None, date(2023, 5, 1)]

    def test_an_article_may_have_a_title_only(self, tmp_path: Path) -> None:
        """A repealed article is kept by its title."""
        (tmp_path / "a.jsonl").write_text(article_line("7/2019/QH14", "3", ""), encoding="utf-8")

        assert read_one(tmp_path / "a.jsonl").text == "Điều 3. Tên 3\n"

    @pytest.mark.parametrize(
        ("bad", "sentence"),
        [
            ("{", "line 2 is not an article"),
            ("[]", "line 2 is not an article"),
            ('{"id": "x", "law_id": "y", "article_id": "1"}', "line 2 is not an article"),
            (article_line("L", "1", "B"), "line 2: the id 'L|1' stands on an earlier line too"),
            (article_line("L", "2", "B", effective_from="mai"), "line 2 is not an article"),
        ],
    )
    def test_a_wrong_line_is_named(self, tmp_path: Path, bad: str, sentence: str) -> None:
        """A list with a wrong line is refused whole: half a law would be a lie."""
        text = article_line("L", "1", "A") + "\n" + bad
        (tmp_path / "a.jsonl").write_text(text, encoding="utf-8")

        assert sentence in said_of(tmp_path / "a.jsonl")

    def test_halves_of_characters_are_dropped(self, tmp_path: Path) -> None:
        """JSON can name half of a surrogate pair, which no text can hold."""
        line = article_line("L", "1", "A?B", note="?").replace("?", "\\ud800")
        (tmp_path / "a.jsonl").write_text(line, encoding="utf-8")

        assert read_one(tmp_path / "a.jsonl").text.endswith("AB\n")

    def test_a_cut_archive_is_refused(self, tmp_path: Path) -> None:
        """A .gz that ends too early is damaged."""
        packed = gzip.compress(article_line("L", "1", "A" * 999).encode())
        (tmp_path / "a.jsonl.gz").write_bytes(packed[:-20])

        assert "damaged" in said_of(tmp_path / "a.jsonl.gz")


def _as_1258(text: str) -> bytes:
    """Return *text* in Windows-1258, which writes the tone after the vowel."""
    pieces = []
    for letter in text:
        try:
            pieces.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            base, tone = _split_tone(letter)
            pieces.append(base.encode("cp1258") + tone.encode("cp1258"))
    return b"".join(pieces)


def _split_tone(letter: str) -> tuple[str, str]:
    spread = unicodedata.normalize("NFD", letter)
    tone = next(c for c in spread if c in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", spread.replace(tone, "")), tone
