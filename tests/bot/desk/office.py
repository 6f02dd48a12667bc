"""An office with inspectors, sealed cases and a desk, made with the real parts."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from nacl.public import PrivateKey, PublicKey, SealedBox
from starlette.testclient import TestClient

from bot.desk.app import Place, build, open_desk
from bot.desk.web import Desk
from bot.reports.blobs import seal_blob
from bot.reports.coding import dump
from bot.reports.inspector_keys import (
    CaseKeys,
    Cost,
    InspectorKey,
    envelope_of,
    new_inspector_key,
    open_private_file,
)
from bot.reports.inspectors import folder_of
from bot.reports.model import Author, Case, Message, Report
from bot.reports.vault import SealedReport, Secrets, digest_of
from knowledge.clock import VIETNAM
from tests.bot.reports.filing import MovableClock

PASSPHRASE = "năm từ chọn ngẫu nhiên"
CHEAP = Cost(rounds=1, memory=8 * 1024 * 1024)
"""Tests need no costly passphrase."""

PLACE = Place()


def _morning() -> MovableClock:
    """Return a clock that stands at a Monday's beginning of work."""
    return MovableClock(datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM))


@dataclass(frozen=True)
class Keyholder:
    """An inspector: the key file as it is handed out, and the key opened."""

    file: bytes
    public: bytes
    key: InspectorKey


def new_keyholder(name: str) -> Keyholder:
    """Return an inspector with a key file under PASSPHRASE."""
    file, public = new_inspector_key(name, PASSPHRASE, CHEAP)
    return Keyholder(file, public, open_private_file(file, PASSPHRASE))


@dataclass
class Office:
    """A home folder with cases, and a desk on it."""

    home: Path
    inspector: Keyholder
    clock: MovableClock = field(default_factory=_morning)
    place: Place = PLACE

    def __post_init__(self) -> None:
        folder = folder_of(self.home)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "a.pub").write_bytes(self.inspector.public)
        self.desk: Desk = open_desk(self.home, self.place, self.clock)
        self.secrets: dict[bytes, Secrets] = {}

    def receive(
        self,
        report: Report,
        received: date | None = None,
        sealed_for: Iterable[Keyholder] | None = None,
        files: Iterable[str] = (),
        secrets: Secrets | None = None,
    ) -> Case:
        """Take in *report* as the bot does, but without the slow hash of the receipt."""
        secrets = secrets or Secrets.new()
        keys = CaseKeys(secrets.report_key, secrets.notes_key)
        content = seal_blob(secrets.report_key, secrets.report_id, "report", 0, dump(report))
        envelopes = [
            (one.key.fingerprint, _envelope(one.key.private, secrets.report_id, keys))
            for one in ([self.inspector] if sealed_for is None else sealed_for)
        ]
        sealed = SealedReport(
            secrets.report_id,
            os.urandom(32),
            content,
            b"for the reporter",
            tuple(envelopes),
            digest_of(secrets.report_id, content),
        )
        day = received or self.clock.today()
        case = self.desk.cases.add(sealed, report.kind, report.unit, day, files=files)
        self.secrets[case.id] = secrets
        return case

    def write_as_reporter(self, case: Case, text: str) -> None:
        """Add a message of the reporter."""
        number = self.desk.cases.next_message(case.id)
        message = Message(Author.REPORTER, text, self.clock.today())
        blob = seal_blob(
            self.secrets[case.id].report_key, case.id, "message", number, dump(message)
        )
        self.desk.cases.add_message(case.id, number, blob, by_inspector=False)

    def browser(self) -> "Browser":
        """Return a browser that has not unlocked the desk."""
        return Browser(TestClient(build(self.desk, self.place), base_url="http://127.0.0.1:8650"))


@dataclass
class Browser:
    """A browser at the desk."""

    http: TestClient

    def unlock(self, holder: Keyholder, passphrase: str = PASSPHRASE) -> str:
        """Fill in the unlock page and return the page that follows."""
        token = form_token(self.http.get("/unlock").text)
        answer = self.http.post(
            "/unlock",
            data={"form_token": token, "passphrase": passphrase},
            files={"key_file": ("key.json", holder.file)},
        )
        return answer.text

    def fill(self, page: str, target: str, **fields: str) -> str:
        """Send the form of *page* with this *target*, its hidden fields kept; return the answer."""
        answer = self.http.post(
            target, data=hidden_fields(self.http.get(page).text, target) | fields
        )
        return answer.text


def form_token(html: str) -> str:
    """Return the form token of a page."""
    found = re.search(r'name="form_token" value="([0-9a-f]+)"', html)
    assert found
    return found[1]


def hidden_fields(html: str, target: str) -> dict[str, str]:
    """Return the hidden fields of the form with this target."""
    form = html.split(f'action="{target}"')[1].split("</form>")[0]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))


def report(what: str = "Cán bộ bỏ quầy lúc 14 giờ.", **changes: object) -> Report:
    """Return a report of conduct."""
    usual: dict[str, object] = {
        "kind": "gio-lam-viec",
        "unit": "01-00004",
        "unit_text": "",
        "when": "chiều thứ sáu, 20/11/2026",
        "event_day": date(2026, 11, 20),
        "what": what,
        "who": "người ngồi quầy số 3",
    }
    return Report(**(usual | changes))  # type: ignore[arg-type]


def _envelope(private: PrivateKey, case_id: bytes, keys: CaseKeys) -> bytes:
    public: PublicKey = private.public_key
    return SealedBox(public).encrypt(envelope_of(case_id, keys))
