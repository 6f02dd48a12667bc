"""Text in fonts older than Unicode becomes Unicode, and text in Unicode stays as it is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.legacy import Run, converted, converted_runs, decoded
from indexer.readers.legacy_fonts import encoding_of, shows_capitals
from indexer.readers.legacy_tables import ENCODINGS, TABLES, TCVN3, VNI
from tests.indexer.readers.old_letters import surfaced

ACT = [
    "Cộng hoà xã hội chủ nghĩa Việt Nam",
    "Điều 2. Người tưới cây",
    "1. Công chức trực nhật tưới cây mỗi sáng thứ hai, trừ ngày nghỉ lễ.",
    "a) Có bình tưới, được trưởng phòng đồng ý bằng văn bản;",
    "của",
    "Số: 12/2003/QĐ-BCD",
]
_VIETNAMESE = [
    *("Điều", "khoản", "của", "Nghị", "định", "này", "áp", "dụng", "đối", "với", "cán", "bộ"),
    *("công", "chức", "người", "lao", "động", "trong", "các", "cơ", "quan", "nhà", "nước", "ở"),
    *("trung", "ương", "cấp", "tỉnh", "huyện", "xã", "là", "có", "thể", "được", "hưởng", "chế"),
    *("ưu", "đãi", "ông", "bà", "cô", "chú", "và", "tôi", "hôm", "nào", "cá", "nhân", "à", "ơ"),
    *("ý", "ổ", "ĐẢNG", "VIÊN", "THỦ", "TƯỚNG", "Ý", "KIẾN", "Quỳnh", "nghiêng", "thuở", "ngoằn"),
]
_ENGLISH = [
    *("the", "office", "of", "Microsoft", "Windows", "report", "ASEAN", "café", "naïve"),
    *("résumé", "Genève", "São", "über", "señor"),
]
_OTHERS = ["12/2003/QĐ-TTg", "50", "3.000.000đ", "–", "§", "5°C", "200m²", "©", "«", "»", "…", "½"]
WORDS = st.lists(st.sampled_from([*_VIETNAMESE, *_ENGLISH, *_OTHERS]), max_size=30).map(" ".join)
VIETNAMESE = st.lists(st.sampled_from(_VIETNAMESE), min_size=1, max_size=30).map(" ".join)


class TestUnicodeIsSafe:
    """Nothing that is Unicode already is changed."""

    @given(st.lists(WORDS, max_size=8))
    def test_mixed_text_comes_back_as_it_was(self, paragraphs: list[str]) -> None:
        """Vietnamese among English, French, numbers and signs comes back byte for byte."""
        assert (paragraphs, ()) == converted(paragraphs)

    @given(st.lists(VIETNAMESE, max_size=8), st.booleans())
    def test_vietnamese_in_any_font_comes_back(self, paragraphs: list[str], old: bool) -> None:
        """A Unicode paragraph with letters that only Unicode has survives an old font's name."""
        marked = [f"Điều ấy: {text} được ưu tiên ở đây ạ" for text in paragraphs]
        fonts = [".VnTime" if old else "VNI-Times"] * len(marked)

        assert (marked, ()) == converted(marked, fonts)

    @given(st.lists(WORDS, max_size=8))
    def test_decomposed_text_is_not_touched(self, paragraphs: list[str]) -> None:
        """Marks that stand apart from their letters are Unicode too."""
        apart = [unicodedata.normalize("NFD", text) for text in paragraphs]

        assert (apart, ()) == converted(apart)

    @given(st.text(max_size=60))
    def test_anything_can_be_handed_in(self, text: str) -> None:
        """No text, in no font, is an error; plain ASCII is never changed."""
        (result,), _ = converted([text], [".VnTime"])

        assert not text.isascii() or text == result

    def test_eth_for_d_is_unicode(self) -> None:
        """Numbers typed with the Icelandic eth, as old keyboards did, are no old encoding."""
        lines = ["Số: 12/NÐ-CP, 13/NÐ-CP, 14/NÐ-CP, 15/NÐ-CP", *ACT]

        assert (lines, ()) == converted(lines)
        assert (lines[:1], ()) == converted(["Số: 12/NÐ-CP, 13/NÐ-CP, 14/NÐ-CP, 15/NÐ-CP"])

    def test_foreign_languages_are_not_vietnamese(self) -> None:
        """Paragraphs of French, Spanish and German are no encoding of Vietnamese."""
        foreign = [
            "Le décret relatif à l'été a été signé à Genève par le président élu, très âgé.",
            "El señor Muñoz pidió más información sobre la situación económica de España.",
            "Über die Gebühren für größere Häuser müssen wir natürlich später sprechen.",
        ]

        assert (foreign, ()) == converted(foreign)

    def test_a_name_among_old_words_stays(self) -> None:
        """A foreign name in another font is kept where all the rest is converted."""
        lines, found = converted(["François Godement", *(surfaced(x, TCVN3) for x in ACT)])

        assert (["François Godement", *ACT], (TCVN3,)) == (lines, found)


class TestOldEncodings:
    """What is in an old encoding is converted, by its font or by its words."""

    @pytest.mark.parametrize("encoding", ENCODINGS)
    def test_words_tell_the_encoding(self, encoding: str) -> None:
        """Without a font's name the words are enough, and short lines follow the document."""
        assert (ACT, (encoding,)) == converted([surfaced(line, encoding) for line in ACT])

    @pytest.mark.parametrize(
        ("encoding", "font"),
        [("TCVN3", ".VnTime"), ("VNI", "VNI-Times"), ("VPS", "VPS Times"), ("VISCII", "VI Times")],
    )
    @given(text=VIETNAMESE)
    def test_a_font_tells_the_encoding(self, encoding: str, font: str, text: str) -> None:
        """Any Vietnamese text comes back from the font it was typed in."""
        small = text.lower()
        lines, _ = converted([surfaced(f"điều ấy được {small}", encoding)], [font])

        assert [f"điều ấy được {small}"] == lines

    @pytest.mark.parametrize("encoding", ENCODINGS)
    def test_bytes_tell_the_encoding(self, encoding: str) -> None:
        """A plain text file in an old encoding is decoded."""
        text = "\n".join(ACT)
        page = "cp1252" if encoding in (TCVN3, VNI) else "latin-1"

        assert (text, encoding) == decoded(surfaced(text, encoding).encode(page))

    def test_bytes_of_other_encodings_are_left_alone(self) -> None:
        """Windows-1258, UTF-8 and French are none of these encodings."""
        windows = "\n".join(unicodedata.normalize("NFD", line) for line in ACT)
        for once, apart in (("a\u0306", "ă"), ("o\u031b", "ơ"), ("u\u031b", "ư")):
            windows = windows.replace(once, apart)
        for letter in "âêôÂÊÔ":
            windows = windows.replace(unicodedata.normalize("NFD", letter), letter)

        assert decoded(windows.encode("cp1258", "ignore")) is None
        assert decoded("\n".join(ACT).encode()) is None
        assert decoded("Le décret a été signé à Genève.".encode("latin-1")) is None
        assert decoded(b"plain words") is None

    def test_two_encodings_in_one_document(self) -> None:
        """Each paragraph is converted from its own encoding."""
        mixed = [*(surfaced(x, TCVN3) for x in ACT[:4]), *(surfaced(x, VNI) for x in ACT[:4])]

        assert ([*ACT[:4], *ACT[:4]], (TCVN3, VNI)) == converted(mixed)

    def test_two_encodings_in_one_paragraph(self) -> None:
        """A run in an old font is converted beside one that is Unicode."""
        runs = [Run(surfaced("Nghị định của ", TCVN3), ".VnTime"), Run("Chính phủ", "Arial")]

        assert (["Nghị định của Chính phủ"], (TCVN3,)) == converted_runs([runs])

    def test_a_letter_in_two_runs(self) -> None:
        """A letter of VNI is two characters, and they may stand in two runs."""
        runs = [Run("Vie", "VNI-Times"), Run("ät Nam, ñoäc laäp", "VNI-Helve")]

        assert (["Việt Nam, độc lập"], (VNI,)) == converted_runs([runs])

    def test_a_font_whose_name_is_wrong(self) -> None:
        """Where the words are clearly of another encoding the font's name is not believed."""
        lines, found = converted([surfaced(ACT[2], VNI)] * 2, [".VnTime"] * 2)

        assert ([ACT[2]] * 2, (VNI,)) == (lines, found)

    def test_words_that_read_both_ways_follow_the_document(self) -> None:
        """ "Cộng" in TCVN3 looks like "Céng" in Unicode: with no font known the others decide."""
        assert (["Cộng", "phụ", *ACT], (TCVN3,)) == converted(
            [surfaced(line, TCVN3) for line in ("Cộng", "phụ", *ACT)]
        )

    def test_short_lines_of_unicode_follow_the_document_too(self) -> None:
        """In a Unicode document all set in .VnTime, lines that read both ways stay."""
        lines = [*ACT, "Ghi chú:", "là cá nhân", "Tên tôi"]

        assert (lines, ()) == converted(lines, [".VnTime"] * len(lines))

    def test_stand_ins_of_pdf_files(self) -> None:
        """Minus, bullet and Greek mu, which PDF files hold for bytes, are letters in words."""
        lines, _ = converted(["Nhμ n−íc giao Thñ t−íng", "x∙ héi, 5 − 3"], [".VnTime"] * 2)

        assert ["Nhà nước giao Thủ tướng", "xã hội, 5 − 3"] == lines

    def test_what_word_did_to_the_letters(self) -> None:
        """Word's optional hyphens, and its capital at a sentence's begin, are taken back."""
        lines, _ = converted(["ph\xad\xad¬ng h\xadíng ho\xad¹t ®éng", "Ñy ban"], [".VnTime"] * 2)

        assert ["phương hướng hoạt động", "Ủy ban"] == lines


class TestCapitals:
    """Capitals that are shown but were not typed."""

    def test_a_font_of_capitals(self) -> None:
        """Small letters in .VnTimeH are capitals; letters that were typed so stay for reading."""
        typed = ["céng hoµ x· héi chñ nghÜa", "Bé Tµi chÝnh", "ch\xad¬ng i. Quy ®Þnh", "a) Bé Y tÕ"]

        lines, _ = converted(typed, [".VnTimeH"] * 4)

        assert [
            *("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA", "Bộ Tài chính", "Chương I. Quy định", "a) Bộ Y tế"),
        ] == lines

    def test_capitals_typed_in_a_plain_font(self) -> None:
        """TCVN3 has no capitals with tone marks: words otherwise in capitals get them."""
        lines, _ = converted(["CéNG HOµ X· HéI TØNH Hµ NéI, ngµy 5 ë Hµ Néi"], [".VnTime"])

        assert ["CỘNG HOÀ XÃ HỘI TỈNH HÀ NỘI, ngày 5 ở Hà Nội"] == lines

    def test_word_may_show_capitals(self) -> None:
        """Word's "all caps" shows what it shows in any font."""
        assert (["ĐIỀU LỆ"], ()) == converted_runs([[Run("điều lệ", "Arial", capitals=True)]])


class TestFonts:
    """What fonts' names say."""

    @pytest.mark.parametrize(
        ("font", "encoding", "capitals"),
        [
            (".VnTime", "TCVN3", False),
            (".VnTimeH", "TCVN3", True),
            ("ABCDEF+.VnArial NarrowH,Bold", "TCVN3", True),
            ("VNTime", "TCVN3", False),
            ("VNI-Times", "VNI", False),
            ("vni-helve-condense", "VNI", False),
            ("VPS Long An", "VPS", False),
            ("VI Times", "VISCII", False),
            ("Times New Roman", "", False),
            ("Vni", "VNI", False),
            ("Vivaldi", "", False),
            ("", "", False),
        ],
    )
    def test_names(self, font: str, encoding: str, capitals: bool) -> None:
        """The families of fonts for each encoding are known, however a file spells them."""
        assert (encoding, capitals) == (encoding_of(font), shows_capitals(font))


class TestTables:
    """The tables themselves."""

    @pytest.mark.parametrize("encoding", ENCODINGS)
    def test_every_letter_has_a_form(self, encoding: str) -> None:
        """Each marked small letter can be written, by a byte or by one shared with Latin-1."""
        tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
        letters = {unicodedata.normalize("NFC", x + tone) for x in "aăâeêioôơuưy" for tone in tones}
        shared = set("àáâãèéêìíòóôõùúý")

        written = set(TABLES[encoding].values()) | shared

        assert {x for x in letters | {"đ"} if not x.isascii()} <= written
