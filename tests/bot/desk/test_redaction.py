"""Hiding words and parts of pictures before something is shared."""

import io
import re
import unicodedata
import zipfile

import docx
import pytest
from httpx2 import Response
from PIL import Image

from bot.desk.redaction import BLOCK, RedactionError, hide, occurs, phrases_of
from bot.desk.redaction_images import Box, boxes_of, cover
from bot.desk.redaction_suggest import suggest
from bot.reports.model import Case
from tests.bot.desk.office import Browser, Keyholder, Office, report
from tests.bot.desk.visiting import receive_with_files, send, visitor


def _hidden(text: str, *phrases: str) -> str:
    return hide(text, phrases).text


def test_a_phrase_is_hidden_wherever_it_stands() -> None:
    """Every occurrence becomes the same block, in capitals or not."""
    text = "Chị Hoa ở quầy 3. CHỊ HOA bảo chờ; chị hoa về lúc 15 giờ."

    assert f"{BLOCK} ở quầy 3. {BLOCK} bảo chờ; {BLOCK} về lúc 15 giờ." == _hidden(text, "chị Hoa")


def test_a_name_typed_without_marks_is_hidden_too() -> None:
    """People type names without marks; the block covers both spellings."""
    assert f"{BLOCK}, tức {BLOCK}" == _hidden(
        "Nguyễn Thuý Hoà, tức nguyen thuy hoa", "Nguyễn Thúy Hòa"
    )


def test_a_word_with_other_marks_stays() -> None:
    """Hiding Lan leaves "làn" and "lần" alone, and the middle of longer words."""
    text = "lần sau, làn xe, lan man, Lane"

    assert f"lần sau, làn xe, {BLOCK} man, Lane" == _hidden(text, "Lan")


def test_a_phrase_is_found_over_a_line_break_and_in_loose_marks() -> None:
    """Neither a new line nor decomposed letters save a name from being hidden."""
    text = unicodedata.normalize("NFD", "gặp Trần Văn\n  Tám rồi về")

    assert f"gặp {BLOCK} rồi về" == unicodedata.normalize("NFC", _hidden(text, "Trần Văn Tám"))


def test_invisible_letters_do_not_save_a_name() -> None:
    """A zero-width space inside a name changes nothing."""
    assert BLOCK == _hidden("Lê Văn\u00a0T\u200bám", "Lê Văn Tám")


def test_a_number_is_hidden_in_every_way_of_writing_it() -> None:
    """Blanks, dots and dashes between digits make no other number."""
    text = "0912345678 hoặc 0912.345.678 hoặc 0912-345 678"

    assert f"{BLOCK} hoặc {BLOCK} hoặc {BLOCK}" == _hidden(text, "0912 345 678")


def test_overlapping_phrases_become_one_block() -> None:
    """Where two phrases overlap nothing of either shows between two blocks."""
    assert f"ông {BLOCK} nói" == _hidden("ông Lê Văn Tám nói", "Lê Văn", "Văn Tám")


def test_the_block_tells_nothing_of_what_it_hides() -> None:
    """A short and a long name leave the same text."""
    assert _hidden("anh An nói", "An") == _hidden(
        "anh Nguyễn Quang Thắng nói", "Nguyễn Quang Thắng"
    )


def test_a_phrase_that_does_not_occur_is_named() -> None:
    """Who mistypes a name is told that it hides nothing."""
    result = hide("Chị Hoa", ("Hoa", "Hoàn"))

    assert (("Hoàn",), 1) == (result.missed, result.places)
    assert not occurs(result.text, "Hoa")


def test_phrases_are_lines() -> None:
    """Empty lines and repetitions are left out."""
    assert ("Chị Hoa", "0912 345 678") == phrases_of(" Chị  Hoa \n\n0912 345 678\r\nChị Hoa\n")


_TEXT = (
    "Sáng 5/3/2026, chị Trần Thị Hoà (0912.345.678) đòi anh Hùng 500.000.000 đồng theo Nghị định "
    "số 112/2020/NĐ-CP. Nhà ở số 12 đường Láng, tổ dân phố 7; CCCD 001203004567, hoa.tt@gmail.com, "
    "xe 29A-123.45, fb.com/hoatran, +84 912 345 678. Phạm Văn Tí chứng kiến."
)


@pytest.mark.parametrize(
    ("kind", "phrase"),
    [
        ("name", "Trần Thị Hoà"),
        ("name", "Hùng"),
        ("name", "Phạm Văn Tí"),
        ("phone", "0912.345.678"),
        ("phone", "+84 912 345 678"),
        ("identity", "001203004567"),
        ("email", "hoa.tt@gmail.com"),
        ("plate", "29A-123.45"),
        ("link", "fb.com/hoatran"),
        ("address", "số 12 đường Láng"),
        ("address", "tổ dân phố 7"),
    ],
)
def test_what_may_tell_who_somebody_is_is_suggested(kind: str, phrase: str) -> None:
    """Names behind a form of address, numbers, addresses and plates are suggested."""
    assert (kind, phrase) in [(one.kind, one.phrase) for one in suggest(_TEXT)]


def test_sums_days_and_numbers_of_documents_are_not_suggested() -> None:
    """A sum of money, a day and a decree tell nobody's name."""
    phrases = " ".join(one.phrase for one in suggest(_TEXT))

    assert not [part for part in ("500.000.000", "5/3/2026", "112/2020") if part in phrases]


def test_all_suggestions_can_be_hidden() -> None:
    """What is suggested is found again when it is to be hidden."""
    phrases = [one.phrase for one in suggest(_TEXT)]

    assert () == hide(_TEXT, phrases).missed


def _photo(form: str = "JPEG") -> bytes:
    """Return a white picture of 200 x 100 pixels with a red left half and a name in its EXIF."""
    image = Image.new("RGB", (200, 100), "white")
    image.paste((255, 0, 0), (0, 0, 100, 100))
    exif = Image.Exif()
    exif[0x013B] = "Nguyen Canary"
    file = io.BytesIO()
    image.save(file, form, exif=exif)
    return file.getvalue()


def _opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_covered_part_is_black_and_the_rest_stays(form: str) -> None:
    """Black lies over the whole box and nowhere else."""
    covered = _opened(cover(_photo(form), (Box(0, 0, 250, 1000),)))

    assert (0, 0, 0) == covered.getpixel((20, 50))
    assert covered.getpixel((75, 50))[0] > 200
    assert min(covered.getpixel((180, 50))) > 200


def test_a_covered_picture_has_no_properties() -> None:
    """The copy is made of pixels: what the camera wrote is not in it."""
    data = cover(_photo(), ())

    assert b"Canary" in _photo()
    assert b"Canary" not in data
    assert {} == dict(Image.open(io.BytesIO(data)).getexif())


def test_what_is_blurred_keeps_no_detail() -> None:
    """Fine stripes become one tone: there is nothing to sharpen again."""
    image = Image.new("L", (300, 300))
    for x in range(0, 300, 2):
        image.paste(255, (x, 0, x + 1, 300))
    file = io.BytesIO()
    image.save(file, "PNG")
    blurred = _opened(cover(file.getvalue(), (Box(0, 0, 1000, 1000),), "blur")).convert("L")
    low, high = blurred.getextrema()

    assert high - low < 8


def test_boxes_are_four_numbers_on_a_line() -> None:
    """Blanks and commas part the numbers."""
    assert (Box(0, 10, 200, 300), Box(1, 2, 3, 4)) == boxes_of("0 10 200 300\n\n1,2, 3,4")


@pytest.mark.parametrize("typed", ["1 2 3", "a b c d", "0 0 0 10", "0 0 2000 10", "1 2 3 4 5"])
def test_a_line_that_is_no_box_is_refused(typed: str) -> None:
    """A box that was mistyped is not left out in silence."""
    with pytest.raises(RedactionError, match="no box"):
        boxes_of(typed)


def test_what_is_no_picture_is_refused() -> None:
    """A file that cannot be read is not passed on."""
    with pytest.raises(RedactionError, match="cannot be read"):
        cover(b"%PDF-1.7", ())


# The page

_CANARIES = ("Canari", "canari", "0912.345", "29A-123")
_WHAT = (
    "Chị Trần Thị Canari (0912.345.678) đòi tiền.\n"
    "Hom sau tran thi canari lai doi, xe 29A-123.45 dau o san."
)


def _ask(browser: Browser, case: Case, **fields: str | list[str]) -> Response:
    usual: dict[str, str | list[str]] = {
        "part": ["kind", "when", "what"],
        "phrases": "Trần Thị Canari\n0912345678",
        "suggested": ["29A-123.45"],
    }
    return send(browser, f"/case/{case.number}/redact", **(usual | fields))


def _give(browser: Browser, case: Case, form: str, **fields: str | list[str]) -> Response:
    """Look at the preview, then take the file."""
    preview = _ask(browser, case, form="preview", **fields).text
    found = re.search(r'name="looked_at" value="([0-9a-f]{64})"', preview)
    assert found
    return _ask(browser, case, form=form, looked_at=found[1], **fields)


def _all_bytes(file: bytes) -> bytes:
    """Return a file and, if it is a package, everything in it, unpacked."""
    if not file.startswith(b"PK"):
        return file
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return file + b"".join(package.read(name) for name in package.namelist())


@pytest.mark.parametrize("form", ["docx", "txt"])
def test_no_byte_of_what_is_hidden_is_in_the_file(office: Office, form: str) -> None:
    """Neither text nor properties nor pictures hold it, in any encoding."""
    case = receive_with_files(office, _WHAT)
    content = _all_bytes(_give(visitor(office), case, form).content)

    assert "█████".encode() in content
    for canary in _CANARIES:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert canary.encode(encoding) not in content


def test_the_document_holds_what_the_preview_showed_and_nothing_besides(office: Office) -> None:
    """Every line of the document is a title, a label or a line of the preview."""
    case = receive_with_files(office, _WHAT)
    document = docx.Document(io.BytesIO(_give(visitor(office), case, "docx").content))

    assert [
        "TRÍCH NỘI DUNG PHẢN ÁNH",
        f"Bản đã che thông tin · {case.number}",
        "Loại hành vi",
        "Giờ giấc làm việc",
        "Thời gian xảy ra",
        "chiều thứ sáu, 20/11/2026",
        "Nội dung phản ánh",
        f"Chị {BLOCK} ({BLOCK}) đòi tiền.",
        f"Hom sau {BLOCK} lai doi, xe {BLOCK} dau o san.",
    ] == [line.text for line in document.paragraphs]
    assert "" == document.core_properties.author


def test_who_is_accused_and_messages_stay_unless_they_are_ticked(office: Office) -> None:
    """At first neither the person accused nor any message is part of what is shared."""
    case = receive_with_files(office, _WHAT)
    office.write_as_reporter(case, "Tôi là nhân chứng.")
    browser = visitor(office)
    html = browser.http.get(f"/case/{case.number}/redact").text

    ticked = re.findall(r'name="part" value="([\w-]+)" checked', html)
    assert ["kind", "unit", "when", "what"] == ticked
    shared = _give(browser, case, "txt", part=["message-1"]).content.decode("utf-8-sig")
    assert "Tôi là nhân chứng." in shared
    assert "đòi tiền" not in shared


def test_a_file_is_given_only_after_its_preview(office: Office) -> None:
    """Who changes the form after the preview sees the new preview first."""
    case = receive_with_files(office, _WHAT)
    browser = visitor(office)
    never_looked = _ask(browser, case, form="docx")
    preview = _ask(browser, case, form="preview").text
    looked_at = re.findall(r'name="looked_at" value="(\w+)"', preview)[0]
    changed = _ask(browser, case, form="docx", looked_at=looked_at, phrases="")

    assert {422} == {never_looked.status_code, changed.status_code}
    assert "Hãy xem trước" in changed.text
    assert "content-disposition" not in changed.headers


def test_a_shared_copy_is_noted_in_the_timeline(office: Office) -> None:
    """Inspectors see later which parts left the desk, and in what form; a preview is no sharing."""
    case = receive_with_files(office, _WHAT)
    browser = visitor(office)
    _ask(browser, case, form="preview")
    assert [] == office.desk.cases.events(case.id)

    _give(browser, case, "txt")
    html = browser.http.get(f"/case/{case.number}").text

    assert 1 == len(office.desk.cases.events(case.id))
    assert "Bản đã che, tệp văn bản: Loại hành vi, Thời gian xảy ra, Nội dung phản ánh" in html


def _with_picture(office: Office, browser: Browser, **more: str) -> tuple[Case, dict[str, str]]:
    case = receive_with_files(office, _WHAT)
    html = browser.http.get(f"/case/{case.number}/redact").text
    file = re.findall(r'name="take-(\w+)"', html)[0]
    return case, {f"{name}-{file}": value for name, value in more.items()}


def test_a_covered_picture_is_in_the_document(office: Office) -> None:
    """The red half is black in the document's only picture; the original is not in it."""
    browser = visitor(office)
    case, fields = _with_picture(office, browser, take="1", boxes="0 0 500 1000")
    content = _give(browser, case, "docx", **fields).content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        pictures = [name for name in package.namelist() if name.startswith("word/media/")]
        image = _opened(package.read(pictures[0]))

    assert 1 == len(pictures)
    assert max(image.getpixel((50, 50))) < 20
    assert min(image.getpixel((180, 50))) > 230
    assert b"EXIF-CANARY" not in _all_bytes(content)


def test_the_preview_shows_the_covered_picture(office: Office) -> None:
    """What the preview shows is what would be given."""
    browser = visitor(office)
    case, fields = _with_picture(office, browser, take="1", boxes="0 0 500 1000")
    html = _ask(browser, case, form="preview", **fields).text
    source = re.findall(rf'src="(/case/{case.number}/redact/[^"]+)"', html)[0]

    image = _opened(browser.http.get(source.replace("&amp;", "&")).content)

    assert max(image.getpixel((50, 50))) < 20


def test_a_mistyped_box_is_refused_with_a_sentence(office: Office) -> None:
    """Nothing is shared with a box that was meant and is not there."""
    browser = visitor(office)
    case, fields = _with_picture(office, browser, take="1", boxes="0 0 500")
    answer = _ask(browser, case, form="preview", **fields)

    assert 422 == answer.status_code
    assert "Khung che của ảnh 1 chưa đúng" in answer.text


def test_nothing_chosen_is_refused(office: Office) -> None:
    """A copy of nothing is not made."""
    case = receive_with_files(office, _WHAT)

    assert "ít nhất một phần" in _ask(visitor(office), case, part=[], form="preview").text


def test_a_case_of_another_inspector_cannot_be_redacted(
    office: Office, colleague: Keyholder
) -> None:
    """What does not open on the page is not given out here either."""
    case = office.receive(report(), sealed_for=[colleague])

    assert 404 == visitor(office).http.get(f"/case/{case.number}/redact").status_code


def test_a_picture_of_too_many_pixels_is_refused() -> None:
    """A small file that unpacks to a gigabyte is not unpacked."""
    file = io.BytesIO()
    Image.new("1", (10_000, 7_000)).save(file, "PNG")

    with pytest.raises(RedactionError, match="too large"):
        cover(file.getvalue(), ())
