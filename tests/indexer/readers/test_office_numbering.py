"""Numbers that Word makes are read as they are printed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.readers.docx_numbering import formatted
from indexer.readers.office import read
from indexer.structure import parse_document
from knowledge.model import Level
from tests.indexer.readers.word import (
    abstract,
    concrete,
    font,
    level,
    listed,
    paragraph,
    write_word,
)

Reader = Callable[..., list[str]]
_SPACE = '<w:suff w:val="space"/>'
ACT = abstract(
    0,
    level(0, "Điều %1.", more=_SPACE),
    level(1, "%2."),
    level(2, "%3)", "lowerLetter"),
)


@pytest.fixture
def lines_of(tmp_path: Path) -> Reader:
    """Return a function that reads a body with lists as lines."""

    def of(body: str, numbering: str, styles: str = "") -> list[str]:
        path = write_word(tmp_path / "a.docx", body, numbering=numbering, styles=styles)
        return read(path).text.splitlines()

    return of


def override(at: int, start: int) -> str:
    """Return the change of a list that makes a level begin at a number."""
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


class TestCounting:
    """Which number a paragraph gets."""

    def test_an_act_with_automatic_numbers_is_an_act(self, tmp_path: Path) -> None:
        """Điều, khoản and điểm that are only automatic numbers are found as provisions."""
        body = "".join(
            listed(text, 1, at)
            for text, at in (
                ("Phạm vi điều chỉnh", 0),
                ("Quy định này áp dụng với công chức.", 1),
                ("Người được tưới cây gồm:", 1),
                ("Người trực nhật;", 2),
                ("Trưởng phòng.", 2),
                ("Hiệu lực thi hành", 0),
                ("Có hiệu lực từ ngày ký.", 1),
            )
        )
        path = write_word(tmp_path / "a.docx", body, numbering=ACT + concrete(1, 0))

        tree = parse_document(read(path).text)

        found = [(p.level, p.path) for p in tree.provisions]
        assert [
            (Level.ARTICLE, "dieu1"),
            (Level.CLAUSE, "dieu1.khoan1"),
            (Level.CLAUSE, "dieu1.khoan2"),
            (Level.POINT, "dieu1.khoan2.diema"),
            (Level.POINT, "dieu1.khoan2.diemb"),
            (Level.ARTICLE, "dieu2"),
            (Level.CLAUSE, "dieu2.khoan1"),
        ] == found

    def test_lists_of_one_kind_count_on_together(self, lines_of: Reader) -> None:
        """Two lists of one abstract list are one list to a reader."""
        numbering = ACT + concrete(1, 0) + concrete(2, 0)
        body = listed("một", 1) + listed("hai", 2) + listed("ba", 1)

        assert ["Điều 1. một", "Điều 2. hai", "Điều 3. ba"] == lines_of(body, numbering)

    def test_a_list_may_say_where_it_begins(self, lines_of: Reader) -> None:
        """A list with a start of its own begins there once, and then counts."""
        numbering = ACT + concrete(1, 0) + concrete(2, 0, override(0, 7))
        body = listed("một", 1) + listed("hai", 2) + listed("ba", 2)

        assert ["Điều 1. một", "Điều 7. hai", "Điều 8. ba"] == lines_of(body, numbering)

    def test_a_lower_level_begins_anew(self, lines_of: Reader) -> None:
        """Below each new Điều the khoản begin at 1, unless the level is never to begin anew."""
        numbering = ACT + concrete(1, 0)
        on = numbering.replace('<w:lvl w:ilvl="1">', '<w:lvl w:ilvl="1"><w:lvlRestart w:val="0"/>')
        body = listed("A", 1) + listed("x", 1, 1) + listed("B", 1) + listed("y", 1, 1)

        assert ["Điều 1. A", "1. x", "Điều 2. B", "1. y"] == lines_of(body, numbering)
        assert ["Điều 1. A", "1. x", "Điều 2. B", "2. y"] == lines_of(body, on)

    def test_a_level_may_begin_anew_after_chapters_only(self, lines_of: Reader) -> None:
        """A level that restarts after the first one goes on over the second."""
        three = abstract(
            0,
            level(0, "Chương %1", "upperRoman"),
            level(1, "Mục %2"),
            level(2, "Điều %3.", more='<w:lvlRestart w:val="1"/>'),
        )
        places = [(0, "a"), (1, "b"), (2, "c"), (1, "d"), (2, "e"), (0, "f"), (2, "g")]
        body = "".join(listed(text, 1, at) for at, text in places)

        assert [
            *("Chương I a", "Mục 1 b", "Điều 1. c", "Mục 2 d", "Điều 2. e"),
            *("Chương II f", "Điều 1. g"),
        ] == lines_of(body, three + concrete(1, 0))

    def test_numbers_of_several_levels_stand_together(self, lines_of: Reader) -> None:
        """A label may hold the numbers above it, in digits where it says so."""
        both = abstract(
            0,
            level(0, "%1.", "upperRoman"),
            level(1, "%1.%2."),
            level(2, "%1.%2.%3", "lowerLetter", "<w:isLgl/>"),
        )
        body = listed("a", 1) + listed("b", 1, 1) + listed("c", 1, 2)

        assert ["I. a", "I.1. b", "1.1.1 c"] == lines_of(body, both + concrete(1, 0))

    def test_deleted_paragraphs_are_not_counted(self, lines_of: Reader) -> None:
        """A list counts what is left when tracked changes are accepted."""
        gone = listed("", 1).replace("<w:pPr>", "<w:pPr><w:rPr><w:del/></w:rPr>")
        body = listed("một", 1) + gone + listed("hai", 1)

        assert ["Điều 1. một", "Điều 2. hai"] == lines_of(body, ACT + concrete(1, 0))


class TestStyles:
    """Lists that paragraphs are in by their style."""

    STYLES = (
        '<w:style w:type="paragraph" w:styleId="Dieu"><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Khoan"><w:basedOn w:val="Dieu"/><w:pPr><w:numPr>'
        '<w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="DieuRieng"><w:basedOn w:val="Dieu"/></w:style>'
    )

    def test_a_style_puts_its_paragraphs_in_a_list(self, lines_of: Reader) -> None:
        """The list and the level come from the style, or from one that it rests on."""
        body = "".join(
            paragraph(text, properties=f'<w:pStyle w:val="{style}"/>')
            for text, style in (("A", "Dieu"), ("x", "Khoan"), ("B", "DieuRieng"))
        )

        read_lines = lines_of(body, ACT + concrete(1, 0), self.STYLES)

        assert ["Điều 1. A", "1. x", "Điều 2. B"] == read_lines

    def test_a_paragraph_may_leave_its_styles_list(self, lines_of: Reader) -> None:
        """List number 0 means no list."""
        out = '<w:pStyle w:val="Dieu"/><w:numPr><w:numId w:val="0"/></w:numPr>'
        body = paragraph("A", properties=out)

        assert ["A"] == lines_of(body, ACT + concrete(1, 0), self.STYLES)

    def test_a_list_may_stand_for_a_style_of_lists(self, lines_of: Reader) -> None:
        """An abstract list that only names a numbering style has that style's levels."""
        link = abstract(5, more='<w:numStyleLink w:val="Luat"/>')
        real = ACT.replace("<w:lvl ", '<w:styleLink w:val="Luat"/><w:lvl ', 1)

        assert ["Điều 1. A"] == lines_of(listed("A", 2), real + link + concrete(2, 5))

    def test_styles_in_a_circle_end(self, lines_of: Reader) -> None:
        """Styles that rest on each other, as a damaged file has them, cost nothing."""
        circle = "".join(
            f'<w:style w:type="paragraph" w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>'
            for a, b in (("A", "B"), ("B", "A"))
        )

        assert ["x"] == lines_of(paragraph("x", properties='<w:pStyle w:val="A"/>'), "", circle)


class TestLabels:
    """What a label looks like."""

    @pytest.mark.parametrize(
        ("number", "format_", "shown"),
        [
            (3, "decimal", "3"),
            (3, "decimalZero", "03"),
            (5, "lowerLetter", "e"),
            (28, "upperLetter", "BB"),
            (14, "upperRoman", "XIV"),
            (9, "lowerRoman", "ix"),
            (4, "vietnameseCounting", "4"),
            (4, "none", ""),
        ],
    )
    def test_formats(self, number: int, format_: str, shown: str) -> None:
        """Numbers are shown in the formats that documents here use."""
        assert shown == formatted(number, format_)

    def test_bullets_are_bullets(self, lines_of: Reader) -> None:
        """A dash stays a dash; the pictures of symbol fonts become one bullet."""
        signs = abstract(0, level(0, "-", "bullet"), level(1, "\uf0b7", "bullet"))
        body = listed("một", 1) + listed("hai", 1, 1)

        assert ["- một", "• hai"] == lines_of(body, signs + concrete(1, 0))

    def test_labels_in_an_old_font_are_unicode(self, lines_of: Reader) -> None:
        """A label that was typed in a font older than Unicode is converted like text."""
        old = abstract(0, level(0, "§iÒu %1.", more=f"<w:rPr>{font('.VnTime')}</w:rPr>"))

        assert ["Điều 1. Phạm vi"] == lines_of(listed("Phạm vi", 1), old + concrete(1, 0))

    def test_unknown_lists_have_no_labels(self, lines_of: Reader) -> None:
        """A paragraph in a list, or at a level, that does not exist is read without a number."""
        body = listed("một", 9) + listed("hai", 1, 8)

        assert ["một", "hai"] == lines_of(body, ACT + concrete(1, 0) + concrete(3, 77))
