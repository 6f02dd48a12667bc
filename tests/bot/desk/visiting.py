"""An inspector's browser on the pages of figures, reports, exports and redaction."""

import io
import os
from datetime import date

from httpx2 import Response
from PIL import Image

from bot.reports.model import Attachment, Case, Status
from bot.reports.vault import Secrets
from tests.bot.desk.office import Browser, Office, hidden_fields, report


def visitor(office: Office) -> Browser:
    """Return a browser that has unlocked the desk of *office*."""
    browser = office.browser()
    browser.unlock(office.inspector)
    return browser


def send(browser: Browser, address: str, **fields: str | list[str]) -> Response:
    """Send the first form of the page at *address*, its hidden fields kept."""
    hidden = hidden_fields(browser.http.get(address).text, address)
    return browser.http.post(address, data=hidden | fields)


def receive_many(office: Office) -> None:
    """Take in reports of October: 5 and 4 of two kinds, 1 of a third; 3 of September; 1 of May."""
    for kind, count, day in (
        ("gio-lam-viec", 5, date(2026, 10, 5)),
        ("thai-do", 4, date(2026, 10, 12)),
        ("tham-nhung", 1, date(2026, 10, 20)),
        ("gio-lam-viec", 3, date(2026, 9, 1)),
        ("gio-lam-viec", 1, date(2026, 5, 4)),
    ):
        for number in range(count):
            case = office.receive(report(kind=kind, unit="01"), received=day)
            if kind == "thai-do" and number < 3:
                office.desk.cases.set_status(case.id, Status.VERIFYING, 1, b"sealed")


def photo() -> bytes:
    """Return a white picture with a red left half."""
    image = Image.new("RGB", (200, 100), "white")
    image.paste((255, 0, 0), (0, 0, 100, 100))
    file = io.BytesIO()
    image.save(file, "JPEG")
    return file.getvalue()


def receive_with_files(office: Office, what: str) -> Case:
    """Take in a report with a photo (original and cleaned copy) and a video that has none."""
    secrets = Secrets.new()
    original, cleaned, video = (os.urandom(16).hex() for _ in range(3))
    for name, content in (
        (original, photo() + b"EXIF-CANARY"),
        (cleaned, photo()),
        (video, b"video" * 50_000),
    ):
        office.desk.files.write(secrets.report_key, secrets.report_id, name, content)
    attachments = (
        Attachment(original, "Ảnh.jpg", "image/jpeg", len(photo()), cleaned),
        Attachment(video, "phim.mp4", "video/mp4", 250_000, "", "video"),
    )
    return office.receive(
        report(what, attachments=attachments),
        files=(original, cleaned, video),
        secrets=secrets,
    )
