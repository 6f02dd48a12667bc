"""Word files are read as a reader of the printed page sees them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.errors import ReadError
from indexer.readers import docx_text
from indexer.readers.office import read
from indexer.readers.reading import Extracted
from tests.indexer.readers.word import (
    font,
    paragraph,
    run,
    table,
    write_package,
    write_word,
)

Reader = Callable[..., str]
_BOX = "<w:txbxContent>" + paragraph("Chữ trong khung") + "</w:txbxContent>"


@pytest.fixture
def text_of(tmp_path: Path) -> Reader:
    """Return a function that reads a body, and other parts, as a .docx."""

    def of(body: str, **parts: str) -> str:
        return read(write_word(tmp_path / "a.docx", body, **parts)).text

    return of


def extracted(tmp_path: Path, body: str) -> Extracted:
    """Return what reading a body gives."""
    return read(write_word(tmp_path / "a.docx", body))


def refusal(path: Path) -> str:
    """Return the code with which a file is refused."""
    with pytest.raises(ReadError) as caught:
        read(path)
    return caught.value.code


class TestParagraphs:
    """Paragraphs, and what stands inside them."""

    def test_each_is_a_line(self, text_of: Reader) -> None:
        """Paragraphs become lines, runs are joined, blanks and empty paragraphs are left out."""
        body = paragraph("Điều ", "1.  Phạm vi") + paragraph() + paragraph(" Nội dung ")

        assert "Điều 1. Phạm vi\nNội dung\n" == text_of(body)

    def test_breaks_tabs_and_hyphens_are_kept(self, text_of: Reader) -> None:
        """A line break ends a line, a tab stays, a hyphen that must not break is a hyphen."""
        inside = "<w:r><w:t>Số</w:t><w:tab/><w:t>12/QĐ</w:t><w:noBreakHyphen/><w:t>BCD</w:t>"
        inside += "<w:br/><w:t>Hà Nội</w:t></w:r>"

        assert "Số\t12/QĐ-BCD\nHà Nội\n" == text_of(paragraph(inside))

    def test_soft_hyphens_are_left_out(self, text_of: Reader) -> None:
        """A place where a word might be parted is not part of it."""
        assert "nghiêng\n" == text_of(
            paragraph("<w:r><w:t>nghi</w:t><w:softHyphen/><w:t>êng</w:t></w:r>")
        )

    def test_links_controls_and_smart_tags_count(self, text_of: Reader) -> None:
        """Text in hyperlinks, content controls, fields and smart tags is read in its place."""
        inside = f"<w:hyperlink>{run('một ')}</w:hyperlink><w:sdt><w:sdtPr/><w:sdtContent>"
        inside += f"{run('hai ')}</w:sdtContent></w:sdt><w:smartTag>{run('ba ')}</w:smartTag>"
        inside += f'<w:fldSimple w:instr="AUTHOR">{run("bốn")}</w:fldSimple>'
        body = f"<w:sdt><w:sdtContent>{paragraph(inside)}</w:sdtContent></w:sdt>"

        assert "một hai ba bốn\n" == text_of(body)

    def test_a_prompt_is_no_text(self, text_of: Reader) -> None:
        """What a content control shows while nothing was typed is left out."""
        prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Bấm vào đây')}"

        assert "Tên:\n" == text_of(paragraph(run("Tên: "), prompt + "</w:sdtContent></w:sdt>"))

    def test_hidden_text_is_left_out(self, text_of: Reader) -> None:
        """Text hidden by itself or by its style is not printed, so it is not read."""
        styles = '<w:style w:type="character" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>'
        runs = run("hiện"), run("ẩn", "<w:vanish/>"), run("ẩn", '<w:rStyle w:val="An"/>')
        shown = run(" lại", '<w:rStyle w:val="An"/><w:vanish w:val="0"/>')

        assert "hiện lại\n" == text_of(paragraph(*runs, shown), styles=styles)

    def test_signs_of_symbol_fonts_are_unicode(self, text_of: Reader) -> None:
        """Signs that Word keeps by their place in Symbol or Wingdings become real ones."""
        sign = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
        box = run("\uf0fe", font("Wingdings"))

        assert "≥ 5 ☑\n" == text_of(paragraph(sign, run(" 5 "), box))

    def test_headers_and_footers_are_left_out(self, text_of: Reader) -> None:
        """What stands on every page is not part of the text."""
        body = paragraph("Nội dung")

        assert "Nội dung\n" == text_of(body, header1=paragraph("Đầu"), footer1=paragraph("Cuối"))

    def test_a_text_box_is_read_once(self, text_of: Reader) -> None:
        """A box that is kept in two forms, for old and new programs, is read in one of them."""
        both = f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{_BOX}"
        both += "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        both += f"{_BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
        body = paragraph(run("Trước"), f"<w:r>{both}</w:r>") + paragraph("Sau")

        assert "Trước\nChữ trong khung\nSau\n" == text_of(body)

    def test_strict_files_are_read_too(self, tmp_path: Path) -> None:
        """Word's strict format differs in the names of its vocabulary only."""
        strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
        document = f'<w:document xmlns:w="{strict}"><w:body>{paragraph("Chặt chẽ")}'
        path = write_package(
            tmp_path / "a.docx", {"word/document.xml": document + "</w:body></w:document>"}
        )

        assert "Chặt chẽ\n" == read(path).text


class TestFields:
    """Fields show their results, not their instructions."""

    def test_the_result_is_kept(self, text_of: Reader) -> None:
        """Of a field, in runs of its own and nested, only the innermost results are read."""
        mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
        begin, middle, end = (mark.format(kind) for kind in ("begin", "separate", "end"))
        code = "<w:r><w:instrText>REF {}</w:instrText></w:r>"
        nested = begin + code.format("b") + middle + run("khoản 2") + end
        runs = run("xem "), begin + code.format("a") + nested + middle + run("Điều 5"), end

        assert "xem Điều 5 này\n" == text_of(paragraph(*runs, run(" này")))

    def test_a_table_of_contents_is_left_out(self, text_of: Reader) -> None:
        """A table of contents would say every heading twice."""
        mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
        begin = mark.format("begin") + "<w:r><w:instrText> TOC \\o </w:instrText></w:r>"
        body = paragraph(begin + mark.format("separate") + run("Điều 1. A 2"))
        body += paragraph(run("Điều 2. B 3") + mark.format("end")) + paragraph("Điều 1. A")

        assert "Điều 1. A\n" == text_of(body)

    def test_a_field_that_never_ends_swallows_nothing(self, text_of: Reader) -> None:
        """A damaged field costs its own instruction, not the document."""
        begin = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF</w:instrText></w:r>'

        assert "một\nhai\n" == text_of(paragraph(run("một"), begin) + paragraph("hai"))


class TestChanges:
    """Tracked changes are read as accepted."""

    def test_insertions_stay_and_deletions_go(self, tmp_path: Path) -> None:
        """What was inserted is text, what was deleted is none; both are counted."""
        gone = "<w:del><w:r><w:delText>năm </w:delText></w:r></w:del>"
        added = f"<w:ins>{run('sáu ')}</w:ins>"

        found = extracted(tmp_path, paragraph(run("trong "), gone, added, run("ngày")))

        assert "trong sáu ngày\n" == found.text
        assert 2 == found.remarks.tracked_changes

    def test_what_was_moved_stands_once(self, tmp_path: Path) -> None:
        """Moved text is read where it went, not where it came from."""
        body = paragraph(f"<w:moveFrom>{run('đi')}</w:moveFrom>", run("một"))
        body += paragraph(run("hai "), f"<w:moveTo>{run('đi')}</w:moveTo>")

        assert "một\nhai đi\n" == extracted(tmp_path, body).text

    def test_a_deleted_end_joins_two_paragraphs(self, tmp_path: Path) -> None:
        """Where the end of a paragraph was deleted it goes on in the next."""
        body = paragraph("một ", properties="<w:rPr><w:del/></w:rPr>") + paragraph("hai")

        assert "một hai\n" == extracted(tmp_path, body).text

    def test_deleted_rows_go(self, tmp_path: Path) -> None:
        """A row of a table that was deleted is not read."""
        rows = table(["a", "b"], ["c", "d"]).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>", 1)

        assert "c\td\n" == extracted(tmp_path, rows).text

    def test_what_was_deleted_is_read_where_it_is_asked_for(self, tmp_path: Path) -> None:
        """Words, the ends of paragraphs, rows, notes and what was moved away all stand, counted."""
        gone = "<w:del><w:r><w:delText>năm </w:delText></w:r></w:del>"
        called = '<w:r><w:footnoteReference w:id="2"/></w:r>'
        ends = paragraph(run("trong "), gone, called, properties="<w:rPr><w:del/></w:rPr>")
        moved = paragraph(
            f"<w:moveFrom>{run('đi')}</w:moveFrom>", f"<w:moveTo>{run('đi')}</w:moveTo>"
        )
        row = table(["a", "b"]).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>")
        note = f'<w:footnote w:id="2">{paragraph(gone)}</w:footnote>'
        path = write_word(tmp_path / "a.docx", ends + moved + row, footnotes=note)

        found = docx_text.read(path, deleted=True)

        assert ["trong năm [1]", "điđi", "a\tb", "[1] năm"] == found.text.splitlines()
        assert (1, 5) == (found.remarks.tracked_changes, found.remarks.tracked_deletions)


class TestTables:
    """Tables are rows with tabs, except where they are layout."""

    def test_a_row_is_a_line(self, text_of: Reader) -> None:
        """Cells of a row are parted by tabs, whatever stands before and after the table."""
        body = paragraph("Trước") + table(["STT", "Tên"], ["1", "Cây"]) + paragraph("Sau")

        assert "Trước\nSTT\tTên\n1\tCây\nSau\n" == text_of(body)

    def test_the_head_of_a_document_is_read_by_columns(self, text_of: Reader) -> None:
        """Two cells of several lines are columns: first the one, then the other."""
        left = paragraph("CHÍNH PHỦ") + paragraph("Số: 12/NĐ-CP")
        right = paragraph("CỘNG HÒA") + paragraph("Hà Nội")

        assert "CHÍNH PHỦ\nSố: 12/NĐ-CP\nCỘNG HÒA\nHà Nội\n" == text_of(table([left, right]))

    def test_a_numbered_row_stays_a_row(self, text_of: Reader) -> None:
        """A row of a list stays one line though a cell has two paragraphs."""
        rows = table(["1", paragraph("Cây") + paragraph("xanh"), "2 chậu"])

        assert "1\tCây xanh\t2 chậu\n" == text_of(rows)

    def test_tables_in_cells_are_read(self, text_of: Reader) -> None:
        """A table inside a cell gives its rows there."""
        assert "a\nb\tc\nd\n" == text_of(table([paragraph("a") + table(["b", "c"]), "d"]))


class TestNotes:
    """Notes stand at the end, marked where they are called."""

    def test_notes_follow_the_text(self, text_of: Reader) -> None:
        """A note is called by its number in brackets and told after the last paragraph."""
        call = '<w:r><w:footnoteReference w:id="7"/></w:r>'
        notes = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        notes += f'<w:footnote w:id="7">{paragraph(run(" Được sửa đổi."))}</w:footnote>'
        body = paragraph(run("Điều 1. Phạm vi"), call) + paragraph("Cuối")

        assert "Điều 1. Phạm vi[1]\nCuối\n[1] Được sửa đổi.\n" == text_of(body, footnotes=notes)

    def test_a_note_to_a_provision_leaves_its_label_whole(self, text_of: Reader) -> None:
        """A note called inside a label moves to the end of the line."""
        call = '<w:r><w:footnoteReference w:id="{}"/></w:r>'.format
        body = (
            paragraph(run("Điều 1."), call(1), run(" Phạm vi"))
            + paragraph(run("Điều 2"), call(2), run(". Người tưới cây"))
            + paragraph(run("a)"), call(3), run(" Có bình"), call(4), run(" tưới;"))
        )

        expected = "Điều 1. Phạm vi[1]\nĐiều 2. Người tưới cây[2]\na) Có bình[4] tưới;[3]\n"
        assert expected == text_of(body)


class TestRefusals:
    """Damaged and hostile files are refused by name."""

    def test_no_archive(self, tmp_path: Path) -> None:
        """Bytes that are no archive are damage."""
        path = tmp_path / "a.docx"
        path.write_bytes(b"PK\x03\x04" + bytes(200))

        assert "damaged" == refusal(path)

    def test_no_document(self, tmp_path: Path) -> None:
        """An archive without a document is damage."""
        assert "damaged" == refusal(write_package(tmp_path / "a.docx", {"word/styles.xml": "<a/>"}))

    def test_no_xml(self, tmp_path: Path) -> None:
        """A document that is no XML is damage."""
        path = write_package(tmp_path / "a.docx", {"word/document.xml": "<w:document"})

        assert "damaged" == refusal(path)

    def test_entities_are_not_expanded(self, tmp_path: Path) -> None:
        """A document that declares entities is refused before any grows."""
        entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
        bomb = f'<!DOCTYPE d [<!ENTITY e0 "bom">{entities}]><d>&e11;</d>'

        assert "damaged" == refusal(write_package(tmp_path / "a.docx", {"word/document.xml": bomb}))

    def test_a_bomb_is_not_unpacked(self, tmp_path: Path) -> None:
        """A part that says it is huge is refused without being read."""
        bomb = "<d>" + " " * (65 << 20) + "</d>"

        assert "unsafe" == refusal(write_package(tmp_path / "a.docx", {"word/document.xml": bomb}))

    def test_nothing_to_read(self, tmp_path: Path) -> None:
        """A document without a word says so."""
        assert "no-text" == refusal(write_word(tmp_path / "a.docx", paragraph()))

    def test_endless_nesting_ends(self, tmp_path: Path) -> None:
        """Tables in tables in tables are read to a depth, and cost no more than that."""
        deep = paragraph("đáy")
        for _ in range(60):
            deep = table([deep])

        assert "trên\n" == extracted(tmp_path, paragraph("trên") + deep).text
