"""Scans and photographs: what is written on them is read, and bounded."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from indexer.errors import ReadError
from indexer.readers import images, ocr, pdf
from indexer.readers.ocr_picture import prepared, skew
from indexer.structure import parse_document
from knowledge.model import Level
from tests.indexer.files import write_pdf
from tests.indexer.readers.accuracy import shares
from tests.indexer.readers.pages import joined, pdf_of, picture_with_layer
from tests.indexer.readers.scans import needs_tesseract, page, scanned

DECREE = [
    "Số: 901/2021/NĐ-CP",
    "NGHỊ ĐỊNH",
    "Về việc tưới cây trong công sở",
    "Điều 1. Phạm vi điều chỉnh",
    "Nghị định này quy định việc tưới cây trong công sở của các cơ quan, đơn vị.",
    "Điều 2. Người tưới cây",
    "1. Công chức trực nhật tưới cây mỗi sáng thứ hai, kể cả khi trời sắp mưa, và ghi vào sổ theo "
    "dõi của cơ quan để người trực sau được biết.",
    "2. Viên chức được tưới cây khi:",
    "a) Có bình tưới do cơ quan cấp và đã được hướng dẫn sử dụng;",
    "b) Được trưởng phòng đồng ý bằng văn bản trước ít nhất một ngày làm việc.",
    "Điều 3. Hiệu lực thi hành",
    "Nghị định này có hiệu lực thi hành kể từ ngày 01 tháng 5 năm 2021.",
]
"""An invented decree."""


@pytest.fixture(autouse=True)
def _tesseract() -> None:
    needs_tesseract()


@pytest.fixture(scope="module")
def sheet() -> Image.Image:
    """Return the decree as printed."""
    return page(DECREE)


def said_of(path: Path) -> ReadError:
    """Return the error with which a picture is refused."""
    with pytest.raises(ReadError) as caught:
        images.read(path)
    return caught.value


class TestRecognition:
    """Pages as scanners and telephones see them."""

    @pytest.mark.parametrize(
        ("dpi", "look"),
        [
            (200, {"askew": 1.5, "noise": 14.0}),
            (150, {"askew": -1.0, "noise": 8.0}),
            (200, {"shade": 0.6, "noise": 6.0}),
        ],
        ids=["askew", "coarse", "in-shade"],
    )
    def test_a_scan_comes_back_with_its_marks_and_provisions(
        self, tmp_path: Path, sheet: Image.Image, dpi: int, look: dict[str, float]
    ) -> None:
        """Letters, marks, Điều, khoản and điểm are right on every kind of scan."""
        scanned(sheet, dpi, **look).save(tmp_path / "scan.png")

        read = images.read(tmp_path / "scan.png")

        letters, marked = shares("\n".join(DECREE), read.text)
        assert letters > 0.97
        assert marked > 0.97
        assert read.remarks.pages_recognised == 1
        assert 0.85 < (read.remarks.confidence or 0) < 1
        tree = parse_document(read.text, "scan.png")
        assert tree.document.number == "901/2021/NĐ-CP"
        assert [p.path for p in tree.provisions] == [
            "dieu1",
            "dieu2",
            "dieu2.khoan1",
            "dieu2.khoan2",
            "dieu2.khoan2.diema",
            "dieu2.khoan2.diemb",
            "dieu3",
        ]

    def test_a_page_scanned_on_its_side_is_turned(self, tmp_path: Path, sheet: Image.Image) -> None:
        """Hardly a word is recognised, so the page is turned and read again."""
        turned = scanned(sheet, 200).transpose(Image.Transpose.ROTATE_90)
        turned.save(tmp_path / "scan.png")

        read = images.read(tmp_path / "scan.png")

        assert shares("\n".join(DECREE), read.text)[0] > 0.95

    def test_a_photograph_is_turned_as_the_camera_was_held(
        self, tmp_path: Path, sheet: Image.Image
    ) -> None:
        """The camera's note on how it was held counts."""
        exif = Image.Exif()
        exif[0x0112] = 6  # to be turned by 90 degrees with the clock
        photo = scanned(sheet, 200).transpose(Image.Transpose.ROTATE_90)
        photo.convert("RGB").save(tmp_path / "photo.jpg", exif=exif, quality=85)

        read = images.read(tmp_path / "photo.jpg")

        assert shares("\n".join(DECREE), read.text)[0] > 0.95

    def test_all_pages_of_a_tiff_are_read(self, tmp_path: Path) -> None:
        """A sentence goes on from one frame to the next."""
        frames = [scanned(page(lines), 200) for lines in (DECREE[:4], DECREE[4:7])]
        frames[0].save(tmp_path / "fax.tif", save_all=True, append_images=frames[1:])

        read = images.read(tmp_path / "fax.tif")

        assert read.remarks.pages_recognised == 2
        assert "Điều 1. Phạm vi điều chỉnh\nNghị định này quy định việc tưới cây" in read.text

    def test_scans_and_text_in_one_pdf_are_both_read(
        self, tmp_path: Path, sheet: Image.Image
    ) -> None:
        """Only the scan is recognised; its words stand where the page stands."""
        scanned(sheet, 200).save(tmp_path / "scan.pdf", resolution=200)
        write_pdf(tmp_path / "text.pdf", ["Điều 4. Tưới thêm", "Người trực tưới thêm khi nắng."])
        joined(tmp_path / "both.pdf", tmp_path / "scan.pdf", tmp_path / "text.pdf")

        read = pdf.read(tmp_path / "both.pdf")

        assert read.remarks.pages_recognised == 1
        tree = parse_document(read.text, "both.pdf")
        articles = [p.label for p in tree.provisions if p.level is Level.ARTICLE]
        assert articles == ["1", "2", "3", "4"]

    def test_a_text_layer_that_makes_no_sense_gives_way_to_the_picture(
        self, tmp_path: Path, sheet: Image.Image
    ) -> None:
        """A scanner that took Vietnamese for English leaves a layer of nonsense under the scan."""
        layer = ["CQNG HOA XA HQI CHU NGHIA VI$T NAM DQc l~p Tq do Hsnh phdc"] * 12
        path = picture_with_layer(tmp_path / "a.pdf", scanned(sheet, 200), layer)

        read = pdf.read(path)

        assert read.remarks.pages_recognised == 1
        assert "Điều 2. Người tưới cây" in read.text
        assert "CQNG" not in read.text

    def test_text_in_another_language_is_left_as_it_is(self, tmp_path: Path) -> None:
        """Recognised as Vietnamese it would only get marks that it does not have."""
        line = b"(Officials shall water the plants of their office every Monday morning) Tj T*\n"
        content = b"BT /F1 11 Tf 15 TL 60 780 Td " + line * 12 + b"ET"
        (tmp_path / "a.pdf").write_bytes(pdf_of(content))

        read = pdf.read(tmp_path / "a.pdf")

        assert read.remarks.pages_recognised == 0
        assert read.text.count("Officials shall water the plants") == 12


class TestRefused:
    """Pictures from which nothing comes."""

    def test_a_picture_without_words_says_so(self, tmp_path: Path) -> None:
        """A photograph of a wall has no text."""
        Image.linear_gradient("L").resize((900, 700)).save(tmp_path / "wall.jpg")

        assert said_of(tmp_path / "wall.jpg").code == "only-pictures"

    def test_a_picture_too_large_to_unpack_is_refused(self, tmp_path: Path) -> None:
        """The bound is on pixels: white takes hardly a byte on disk."""
        Image.new("1", (20_000, 20_000), 1).save(tmp_path / "a.png")

        assert said_of(tmp_path / "a.png").code == "unsafe"

    def test_a_damaged_picture_is_refused(self, tmp_path: Path, sheet: Image.Image) -> None:
        """Half a JPEG gives no half text."""
        sheet.save(tmp_path / "whole.jpg")
        data = (tmp_path / "whole.jpg").read_bytes()
        (tmp_path / "half.jpg").write_bytes(data[: len(data) // 2])

        assert said_of(tmp_path / "half.jpg").code == "damaged"

    def test_more_scans_than_can_be_recognised_in_time_are_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The limit is named before the first page is recognised."""
        monkeypatch.setattr(ocr, "MAX_PAGES", 2)
        small = [Image.new("L", (200, 280), shade) for shade in (0, 90, 200)]
        small[0].save(tmp_path / "a.pdf", save_all=True, append_images=small[1:])

        with pytest.raises(ReadError) as caught:
            pdf.read(tmp_path / "a.pdf")

        assert (caught.value.code, caught.value.values) == (
            "too-many-pages",
            {"pages": 3, "most": 2},
        )


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Hide Tesseract, as on a machine on which it was not installed."""
    monkeypatch.setenv("PATH", str(tmp_path))
    ocr.languages.cache_clear()
    yield
    ocr.languages.cache_clear()


@pytest.mark.usefixtures("without_tesseract")
def test_without_tesseract_a_scan_says_what_to_install(tmp_path: Path, sheet: Image.Image) -> None:
    """Scans and photographs name the packages that are missing."""
    sheet.save(tmp_path / "a.png")
    sheet.save(tmp_path / "a.pdf")

    assert said_of(tmp_path / "a.png").code == "no-tesseract"
    with pytest.raises(ReadError, match="tesseract-ocr-vie"):
        pdf.read(tmp_path / "a.pdf")


class TestPicture:
    """Making a picture fit."""

    @pytest.mark.parametrize("askew", [-2.3, 0.0, 1.4])
    def test_the_angle_of_a_page_is_found(self, sheet: Image.Image, askew: float) -> None:
        """A page that was turned is turned back, to a tenth of a degree or two."""
        turned = sheet.rotate(askew, fillcolor=255)

        assert skew(turned) == pytest.approx(-askew, abs=0.21)

    def test_shade_is_divided_out(self, sheet: Image.Image) -> None:
        """Paper is as light in the dark corner as in the other."""
        shaded = scanned(sheet, 200, shade=0.6)

        fit = prepared(shaded)

        assert shaded.getpixel((shaded.width - 20, 20)) < 120  # type: ignore[operator]
        assert fit.getpixel((fit.width - 20, 20)) > 220  # type: ignore[operator]
