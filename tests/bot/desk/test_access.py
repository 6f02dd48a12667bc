"""The desk opens with a key file and its passphrase, and locks itself."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from bot.desk.sessions import IDLE
from tests.bot.desk.office import Browser, Keyholder, Office, form_token, report

WRONG = "không phải câu này"


def test_without_a_key_there_is_only_the_unlock_page(office: Office) -> None:
    """Whoever comes without having unlocked is sent to unlock, wherever they wanted to go."""
    case = office.receive(report())
    browser = office.browser()

    pages = [browser.http.get(path) for path in ("/", f"/case/{case.number}")]

    assert ["/unlock", "/unlock"] == [page.url.path for page in pages]
    assert all(case.number not in page.text for page in pages)


def test_key_and_passphrase_open_the_inbox(office: Office, inspector: Keyholder) -> None:
    """With the right passphrase the inspector sees the cases, and their words."""
    case = office.receive(report("Quầy số 3 vắng."))

    page = office.browser().unlock(inspector)

    assert case.number in page
    assert "Quầy số 3 vắng." in page
    assert inspector.key.name in page


def test_a_wrong_passphrase_is_said(office: Office, inspector: Keyholder) -> None:
    """A wrong passphrase is told from a file that is no key."""
    assert "Câu mật khẩu không đúng" in office.browser().unlock(inspector, WRONG)


@pytest.mark.parametrize("spoil", [lambda file: b"no key", lambda file: file[:-40]])
def test_what_is_no_key_file_is_said(office: Office, inspector: Keyholder, spoil) -> None:  # type: ignore[no-untyped-def]
    """Another file, and a damaged key file, are called that."""
    spoilt = replace(inspector, file=spoil(inspector.file))

    assert "không phải tệp khóa, hoặc đã hỏng" in office.browser().unlock(spoilt)


def test_wrong_passphrases_are_slowed(office: Office, inspector: Keyholder) -> None:
    """After a wrong one even the right one must wait, each time twice as long."""
    browser = office.browser()
    waits = []
    for _ in range(8):
        browser.unlock(inspector, WRONG)
        assert "Hãy đợi" in browser.unlock(inspector)
        waits.append(office.desk.brake.seconds_left())
        office.clock.move(seconds=waits[-1])

    assert [1, 2, 4, 8, 16, 32, 64, 64] == waits
    assert inspector.key.name in browser.unlock(inspector)


def test_another_browser_cannot_pass_the_pause(office: Office, inspector: Keyholder) -> None:
    """The pause holds for the desk, not for one cookie."""
    office.browser().unlock(inspector, WRONG)

    assert "Hãy đợi" in office.browser().unlock(inspector)


def test_the_right_passphrase_ends_the_pauses(office: Office, inspector: Keyholder) -> None:
    """A slip after a good day costs one second again."""
    browser = office.browser()
    for _ in range(3):
        browser.unlock(inspector, WRONG)
        office.clock.move(seconds=60)
    browser.unlock(inspector)

    office.browser().unlock(inspector, WRONG)

    assert 1 == office.desk.brake.seconds_left()


def test_the_key_file_can_be_named_at_the_start(
    office: Office, inspector: Keyholder, tmp_path: Path
) -> None:
    """With a path given on the command line only the passphrase is asked."""
    path = tmp_path / "khoa.json"
    path.write_bytes(inspector.file)
    office.desk = replace(office.desk, key_file=path)

    page = office.browser().unlock(replace(inspector, file=b""))

    assert inspector.key.name in page


def test_a_key_file_on_a_stick_that_was_taken_out_is_said(
    office: Office, inspector: Keyholder, tmp_path: Path
) -> None:
    """When the named file is gone the page asks for one."""
    office.desk = replace(office.desk, key_file=tmp_path / "gone.json")

    assert "Cần có cả tệp khóa" in office.browser().unlock(replace(inspector, file=b""))


def test_the_key_file_never_lies_on_this_machine(
    office: Office, inspector: Keyholder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An uploaded key file is read without a temporary file."""
    temporary = tmp_path / "temporary"  # does not exist: a file made there would be an error
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))

    assert inspector.key.name in office.browser().unlock(inspector)
    assert not temporary.exists()


def test_ten_idle_minutes_lock_the_desk(office: Office, browser: Browser) -> None:
    """At ten minutes the key is gone; the page says why."""
    office.clock.move(seconds=IDLE.total_seconds() - 1)
    assert "/" == browser.http.get("/").url.path

    office.clock.move(seconds=IDLE.total_seconds())
    page = browser.http.get("/")

    assert "/unlock" == page.url.path
    assert "Trang đã khóa" in page.text


def test_asking_how_long_is_left_is_no_use(office: Office, browser: Browser) -> None:
    """A page left open asks, and is locked all the same; writing in it counts as use."""
    office.clock.move(minutes=9)
    assert {"left": 60} == browser.http.get("/idle").json()
    assert {"left": 600} == browser.http.post("/alive").json()

    office.clock.move(minutes=10)

    assert {"left": 0} == browser.http.get("/idle").json()
    assert {"left": 0} == browser.http.post("/alive").json()


def test_a_page_left_open_without_javascript_locks_the_desk(browser: Browser) -> None:
    """Where the page itself goes to the unlock page, the key is forgotten, and it says why."""
    page = browser.http.get("/unlock?why=idle")

    assert "tự khóa sau 10 phút" in page.text
    assert "/unlock" == browser.http.get("/").url.path


def test_locking_forgets_key_and_cases(
    office: Office, inspector: Keyholder, browser: Browser
) -> None:
    """The button locks at once; what was opened is no longer kept."""
    office.receive(report())
    browser.http.get("/")
    [session] = office.desk.sessions._by_token.values()
    assert 1 == len(session.opened)

    page = browser.fill("/", "/lock")

    assert "Đã khóa" in page
    assert 0 == len(session.opened)
    assert {} == office.desk.sessions._by_token
    session.opened.get(office.desk.cases, inspector.key, office.desk.cases.listed()[0])
    assert 0 == len(session.opened)  # a page still being drawn keeps nothing either


def test_the_cookie_is_for_this_page_only(office: Office, inspector: Keyholder) -> None:
    """No script reads it, no other site sends it, and unlocking gives a fresh one."""
    browser = office.browser()
    first = browser.http.get("/unlock")
    answer = browser.http.post(
        "/unlock",
        data={"form_token": form_token(first.text), "passphrase": "năm từ chọn ngẫu nhiên"},
        files={"key_file": ("key.json", inspector.file)},
        follow_redirects=False,
    )
    given = [page.headers["set-cookie"].lower() for page in (first, answer)]

    assert all("httponly" in one and "samesite=strict" in one for one in given)
    assert given[0].split(";")[0] != given[1].split(";")[0]
    assert 43 <= len(answer.cookies["congvu_desk_8650"])


def test_two_inspectors_have_a_key_each(
    office: Office, browser: Browser, colleague: Keyholder
) -> None:
    """Locking one browser leaves the other open."""
    other = office.browser()
    other.unlock(colleague)

    browser.fill("/", "/lock")

    assert colleague.key.name in other.http.get("/").text
    assert "/unlock" == browser.http.get("/").url.path
