"""Reading and printing citations."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.citation import Citation, find, match_number, parse

LIBRARY = [
    "112/2020/NĐ-CP",
    "112/2011/NĐ-CP",
    "44/2019/QH14",
    "44/2013/NĐ-CP",
    "26/CT-TTg",
    "26/2016/CT-TTg",
    "03/2026/TT-BGDĐT",
    "34-KL/TW",
]

NUMBERS = st.one_of(
    st.builds(
        "{}/{}/{}".format,
        st.integers(1, 99999),
        st.integers(1945, 2099),
        st.sampled_from(["NĐ-CP", "QH14", "TT-BGDĐT", "QĐ-TTg", "TTLT-BNV-BTC", "NQ-UBTVQH10"]),
    ),
    st.builds(
        "{}/{}".format,
        st.integers(1, 9999),
        st.sampled_from(["CT-TTg", "CĐ-TTg", "UBND-VX1", "NĐ-CP", "CP", "QĐ-UBND"]),
    ),
    st.builds(
        "{}-{}/{}".format,
        st.integers(1, 999),
        st.sampled_from(["KL", "CT", "QĐ", "NQ", "HD"]),
        st.sampled_from(["TW", "TU", "BCĐTW"]),
    ),
    st.integers(1, 9999).map(str),
    st.builds("{}/{}".format, st.integers(1, 999), st.integers(1945, 2099)),
)
DOCUMENTS = st.one_of(
    st.builds(
        lambda number, kind: {"document": number, "kind": kind},
        NUMBERS,
        st.sampled_from(["", "Luật", "Bộ luật", "Nghị định", "Thông tư", "Chỉ thị", "Kết luận"]),
    ),
    st.builds(
        lambda title: {"kind": "Luật", "title": title},
        st.sampled_from(["Viên chức", "Phòng, chống tác hại của rượu, bia", "đất đai 2013"]),
    ),
)
LABELS = st.integers(1, 300).map(str)
WITH_LETTER = st.builds("{}{}".format, st.integers(1, 300), st.sampled_from(["", "a", "b", "đ"]))
POINTS = st.builds(
    "{}{}".format, st.sampled_from("abcdđeghiklmnopqrstuvxy"), st.sampled_from(["", "1"])
)
PLACES = st.one_of(
    st.just({}),
    WITH_LETTER.map(lambda article: {"article": article}),
    st.builds(lambda a, k: {"article": a, "clause": k}, WITH_LETTER, LABELS),
    st.builds(lambda a, k, d: {"article": a, "clause": k, "point": d}, WITH_LETTER, LABELS, POINTS),
    st.sampled_from(["1", "12", "IV"]).map(lambda item: {"item": item}),
    st.builds(
        lambda p, a: {"appendix": p, "article": a},
        st.sampled_from(["I", "IX", "2", "A"]),
        st.one_of(st.just(""), LABELS),
    ),
)


@given(PLACES, DOCUMENTS)
def test_a_printed_citation_is_read_back(place: dict[str, str], document: dict[str, str]) -> None:
    """Reading what a citation prints gives the citation."""
    citation = Citation(**{**place, **document})
    assert citation == parse(str(citation))


@given(PLACES, DOCUMENTS)
def test_composition_and_capitals_do_not_matter(
    place: dict[str, str], document: dict[str, str]
) -> None:
    """A printed citation in decomposed letters or capitals points at the same provision."""
    citation = Citation(**{**place, **document})
    assert citation == parse(unicodedata.normalize("NFD", str(citation)))
    shouted = parse(str(citation).upper())
    assert shouted is not None
    assert (citation.path, citation.document) == (shouted.path, shouted.document)


@given(st.text())
def test_any_text_is_read_without_error(text: str) -> None:
    """Reading never fails, and spans lie inside the text."""
    parse(text)
    assert all(0 <= start < end <= len(text) for _, start, end in find(text))
    assert match_number(text, []) == []


FULL = Citation(document="112/2020/NĐ-CP", kind="Nghị định", article="8", clause="2")


@pytest.mark.parametrize(
    "typed",
    [
        "khoản 2 Điều 8 Nghị định 112/2020/NĐ-CP",
        "khoan 2 dieu 8 nghi dinh 112/2020/nd-cp",
        "NĐ112/2020/NĐ-CP Đ.8 K.2",
        "k2 đ8 nđ 112/2020/nđ-cp",
        "Điều 8, khoản 2 của Nghị định số 112/2020/NĐ – CP",
        "Nghị định 112/2020/NĐ-CP, Điều 8 khoản 2",
        "cho tôi xem khoản 2, điều 8 nghị định 112/2020/ndcp quy định gì?",
        "khoản 2 điều 8 nghị định 112-2020-NĐ-CP",
    ],
)
def test_a_citation_is_read_however_it_is_typed(typed: str) -> None:
    """Marks, capitals, order, short forms and a few polite words do not matter."""
    assert parse(typed) == FULL


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("khoản 2 điều 8 nđ 112", "khoản 2 Điều 8 Nghị định 112"),
        ("dieu 5 luat 44/2019", "Điều 5 Luật 44/2019"),
        ("nghị định 112 năm 2020", "Nghị định 112/2020"),
        ("Điều 8 khoản 2 điểm a", "điểm a khoản 2 Điều 8"),
        ("điểm đ khoản 1 điều 8 nđ 112", "điểm đ khoản 1 Điều 8 Nghị định 112"),
        ("44/2019/QH14", "44/2019/QH14"),
        ("phụ lục i nghị định 30/2020/nđ-cp", "Phụ lục I Nghị định 30/2020/NĐ-CP"),
        ("mục 3 chỉ thị 26/CT-TTg", "mục 3 Chỉ thị 26/CT-TTg"),
        ("34-kl/tw", "34-KL/TW"),
        ("6319/ubnd-vx1", "6319/UBND-VX1"),
        ("thong tu 03/2026/tt-bgddt", "Thông tư 03/2026/TT-BGDĐT"),
        ("Luật Cán bộ, công chức số 22/2008/QH12", "Luật 22/2008/QH12"),
        (
            "điều 5 luật phòng chống tác hại của rượu bia",
            "Điều 5 Luật phòng chống tác hại của rượu bia",
        ),
        ("luật viên chức 2010 điều 19", "Điều 19 Luật viên chức 2010"),
    ],
)
def test_parts_of_a_citation_are_told_apart(typed: str, printed: str) -> None:
    """Partial numbers, items, appendices and names of documents are understood."""
    assert printed == str(parse(typed))


@pytest.mark.parametrize(
    "text",
    [
        "Điều 8 nghị định 112 quy định hình thức kỷ luật nào với người nghiện?",
        "công chức có được uống rượu không?",
        "điều 8 và điều 9 nghị định 112",
        "khoản 2",
        "112",
        "10/người",
        "kỷ luật 2 công chức",
        "luật nào quy định về quà tặng?",
        "",
    ],
)
def test_more_or_less_than_a_citation_is_none(text: str) -> None:
    """A question that mentions a citation, or a khoản without an article, is not a citation."""
    assert parse(text) is None


def test_citations_are_found_in_running_text() -> None:
    """Each citation is found with its span; a khoản alone is not one."""
    text = (
        "Theo khoản 1, khoản 2 Điều 5 và Điều 6 Luật số 44/2019/QH14, Nghị định 112/2020/NĐ-CP, "
        "quyết định 5 vấn đề theo Chỉ thị số 26/CT-TTg."
    )
    assert [(str(citation), text[start:end]) for citation, start, end in find(text)] == [
        ("khoản 2 Điều 5", "khoản 2 Điều 5"),
        ("Điều 6 Luật 44/2019/QH14", "Điều 6 Luật số 44/2019/QH14"),
        ("Nghị định 112/2020/NĐ-CP", "Nghị định 112/2020/NĐ-CP"),
        ("Chỉ thị 26/CT-TTg", "Chỉ thị số 26/CT-TTg"),
    ]


def test_a_citation_inside_a_question_is_found() -> None:
    """The citation of a question that asks more is found, with or without marks."""
    for text in (
        "Điều 8 nghị định 112 quy định gì với ai?",
        "dieu 8 nghi dinh 112 ap dung voi ai?",
    ):
        assert [str(citation) for citation, _, _ in find(text)] == ["Điều 8 Nghị định 112"]


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("điểm đ khoản 2 điều 5a", "dieu5a.khoan2.diemđ"),
        ("điều 3 phụ lục IV nđ 30", "phuluc4.dieu3"),
        ("mục II chỉ thị 26/CT-TTg", "so2"),
        ("nđ 112", ""),
    ],
)
def test_a_citation_gives_the_path_of_its_provision(typed: str, path: str) -> None:
    """Paths name the provision as the tree of a document does."""
    citation = parse(typed)
    assert citation is not None
    assert path == citation.path


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("112", ["112/2020/NĐ-CP", "112/2011/NĐ-CP"]),
        ("112/2020", ["112/2020/NĐ-CP"]),
        ("nđ 112/2020", ["112/2020/NĐ-CP"]),
        ("Nghị định số 44", ["44/2013/NĐ-CP"]),
        ("luật 44", ["44/2019/QH14"]),
        ("44/2019/qh14", ["44/2019/QH14"]),
        ("112/2020/ndcp", ["112/2020/NĐ-CP"]),
        ("26/ct-ttg", ["26/CT-TTg"]),
        ("3/2026/tt-bgddt", ["03/2026/TT-BGDĐT"]),
        ("34-kl/tw", ["34-KL/TW"]),
        ("99", []),
        ("rượu bia", []),
    ],
)
def test_part_of_a_number_finds_the_documents_meant(query: str, numbers: list[str]) -> None:
    """Missing codes, years, marks and leading zeros do not matter; a whole match wins."""
    assert numbers == match_number(query, LIBRARY)
