"""Files of a case are shown or saved so that they can do no harm."""

import io
from dataclasses import dataclass

import pytest
from httpx2 import Response
from PIL import Image

from bot.desk.attachments import saved_name
from bot.reports.model import Attachment, Case
from bot.reports.vault import Secrets
from tests.bot.desk.office import Browser, Office, report


def picture() -> bytes:
    """Return a small JPEG."""
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "#808080").save(content, "JPEG")
    return content.getvalue()


PAGE = b"<!doctype html><script>alert(1)</script>"


@dataclass
class Filed:
    """A case with one file, and the browser that asks for it."""

    office: Office
    browser: Browser
    case: Case
    file: Attachment

    def at(self, what: str) -> str:
        """Return the address of the file in one of its forms."""
        return f"/case/{self.case.number}/files/{self.file.file}/{what}"

    def get(self, what: str) -> Response:
        """Ask for the file in one of its forms."""
        return self.browser.http.get(self.at(what))


def filed(
    office: Office,
    browser: Browser,
    original: bytes = b"original",
    cleaned: bytes | None = None,
    name: str = "",
    media_type: str = "image/jpeg",
) -> Filed:
    """Return a case with a sealed file."""
    secrets, files = Secrets.new(), office.desk.files
    names = [files.new_id() for _ in range(2 if cleaned is not None else 1)]
    for file, content in zip(names, (original, cleaned or b""), strict=False):
        files.write(secrets.report_key, secrets.report_id, file, content)
    one = Attachment(
        names[0],
        name,
        media_type,
        len(original),
        *(names[1:] or ("",)),
        uncleaned="" if cleaned is not None else "unknown",
    )
    case = office.receive(report(attachments=(one,)), secrets=secrets, files=names)
    return Filed(office, browser, case, one)


def test_a_cleaned_image_is_shown_on_the_page(office: Office, browser: Browser) -> None:
    """The page shows the copy without properties, sent as nothing but an image."""
    one = filed(office, browser, cleaned=picture())

    page, image = browser.http.get(f"/case/{one.case.number}").text, one.get("image")

    assert f'<img src="{one.at("image")}" alt="Ảnh số 1' in page
    assert picture() == image.content
    assert "image/jpeg" == image.headers["content-type"]
    assert "nosniff" == image.headers["x-content-type-options"]
    assert "sandbox" in image.headers["content-security-policy"]
    assert "no-store" == image.headers["cache-control"]


@pytest.mark.parametrize("media_type", ["image/jpeg", "text/html", "image/svg+xml"])
def test_what_is_no_image_is_never_shown(office: Office, browser: Browser, media_type: str) -> None:
    """A page that calls itself an image is refused: content decides, not what it is called."""
    one = filed(office, browser, cleaned=PAGE, media_type=media_type)

    answer = one.get("image")

    assert 404 == answer.status_code
    assert b"alert(1)" not in answer.content


def test_a_cleaned_copy_is_saved(office: Office, browser: Browser) -> None:
    """Other kinds of file are not opened in the browser."""
    one = filed(office, browser, cleaned=PAGE, name="đơn.html", media_type="text/html")

    answer = one.get("cleaned")

    assert PAGE == answer.content
    assert "application/octet-stream" == answer.headers["content-type"]
    assert (
        "attachment; filename*=UTF-8''%C4%91%C6%A1n.html" == answer.headers["content-disposition"]
    )


def test_an_original_is_given_after_a_warning_only(office: Office, browser: Browser) -> None:
    """Its address warns; a press of the button saves it."""
    one = filed(office, browser, original=b"with all its properties", cleaned=picture())

    warning = one.get("original")
    original = browser.http.post(
        one.at("original"),
        data={"form_token": warning.text.split('name="form_token" value="')[2].split('"')[0]},
    )

    assert "cho biết người phản ánh là ai" in warning.text
    assert b"with all its properties" == original.content
    assert original.headers["content-disposition"].startswith("attachment")
    assert 403 == browser.http.post(one.at("original"), data={}).status_code


@pytest.mark.parametrize("form", ["image", "cleaned"])
def test_what_has_no_cleaned_copy_is_not_replaced_by_its_original(
    office: Office, browser: Browser, form: str
) -> None:
    """Without a cleaned copy nothing is shown, and the page says why."""
    one = filed(office, browser, original=picture())

    assert 404 == one.get(form).status_code
    assert "không làm sạch được" in browser.http.get(f"/case/{one.case.number}").text


@pytest.mark.parametrize("how", ["altered", "cut", "gone", "another's"])
def test_a_file_that_was_tampered_with(office: Office, browser: Browser, how: str) -> None:
    """The page says so in its place; nothing of it is given out; the report stays readable."""
    one, other = filed(office, browser, cleaned=picture()), filed(office, browser, cleaned=PAGE)
    path = office.home / "cases" / one.file.cleaned
    content = path.read_bytes()
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(
            {
                "altered": content[:-9] + bytes([content[-9] ^ 1]) + content[-8:],
                "cut": content[:-100],
                "another's": (office.home / "cases" / other.file.cleaned).read_bytes(),
            }[how]
        )

    page = browser.http.get(f"/case/{one.case.number}").text

    assert "Không mở được tệp này" in page
    assert "<img" not in page
    assert "bỏ quầy" in page
    for form in ("image", "cleaned"):
        assert 404 == one.get(form).status_code
        assert "Không mở được tệp này" in one.get(form).text


def test_files_belong_to_their_case(office: Office, browser: Browser) -> None:
    """The name of a file of another case leads nowhere."""
    one, other = filed(office, browser, cleaned=picture()), filed(office, browser, cleaned=PAGE)
    one.file = other.file

    for form in ("image", "cleaned", "original"):
        assert 404 == one.get(form).status_code


def test_a_locked_desk_gives_no_file(office: Office, browser: Browser) -> None:
    """After locking the same address leads to the unlock page."""
    one = filed(office, browser, cleaned=picture())
    browser.fill("/", "/lock")

    assert "/unlock" == one.get("image").url.path


@pytest.mark.parametrize(
    ("given", "media_type", "expected"),
    [
        ("đơn tố cáo.pdf", "application/pdf", "đơn tố cáo.pdf"),
        ("../../.bashrc", "text/plain", "_.._.bashrc"),
        ("a\r\nSet-Cookie: x", "text/plain", "a_Set-Cookie_ x"),
        ("photo\u202egpj.exe", "image/jpeg", "photo_gpj.exe"),
        ("", "image/jpeg", "2026-00001-abcd.jpg"),
        ("...", "application/x-unknown", "2026-00001-abcd.bin"),
        ("a" * 300 + ".pdf", "application/pdf", "a" * 116 + ".pdf"),
    ],
)
def test_names_of_saved_files_are_harmless(given: str, media_type: str, expected: str) -> None:
    """No folder, no line end, no hidden direction; its ending stays."""
    assert expected == saved_name(Attachment("abcd" * 8, given, media_type, 1), "2026-00001")
