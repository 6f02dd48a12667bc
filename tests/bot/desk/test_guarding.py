"""What the desk refuses, and what it tells browsers about its pages."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.desk.app import Place, build
from bot.desk.guarding import HEADERS, LONGEST_BODY
from tests.bot.desk.office import Browser, Keyholder, Office, hidden_fields, report


@pytest.mark.parametrize("path", ["/", "/unlock", "/nothing", "/static/desk.css", "/idle"])
def test_every_answer_has_the_headers(browser: Browser, path: str) -> None:
    """Nothing is kept, framed, sniffed, referred or loaded from elsewhere."""
    answer = browser.http.get(path, follow_redirects=False)

    assert HEADERS.items() <= dict(answer.headers).items()


def test_the_policy_allows_own_files_only(browser: Browser) -> None:
    """No inline script or style, no other host."""
    policy = browser.http.get("/").headers["content-security-policy"]

    assert policy.startswith("default-src 'none'")
    assert not {"unsafe", "http", "nonce", "*", "data:"} & set(policy.replace("-", " ").split())


def test_pages_hold_no_inline_script_or_style(office: Office, browser: Browser) -> None:
    """What the policy forbids is not there either."""
    case = office.receive(report())

    for path in ("/", f"/case/{case.number}"):
        html = browser.http.get(path).text
        assert " style=" not in html
        assert "<style" not in html
        assert " onclick=" not in html
        assert 1 == html.count("<script") == html.count('<script src="/static/desk.js"')


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8650", "127.0.0.1:9999", ""])
def test_a_foreign_host_is_refused(browser: Browser, host: str) -> None:
    """A name on the internet that leads to this machine gets nothing (DNS rebinding)."""
    answer = browser.http.get("/unlock", headers={"host": host})

    assert 421 == answer.status_code
    assert "Wrong host." == answer.text


@pytest.mark.parametrize("host", ["localhost:8650", "127.0.0.1:8650", "[::1]:8650"])
def test_names_of_this_machine_are_answered(browser: Browser, host: str) -> None:
    """The desk goes by all names of the loopback."""
    assert 200 == browser.http.get("/unlock", headers={"host": host}).status_code


@pytest.mark.parametrize(
    "changes",
    [{"form_token": ""}, {"form_token": "0" * 48}, {"form_token": "ộ"}],
    ids=["none", "made up", "no ascii"],
)
def test_a_form_from_elsewhere_is_refused(
    office: Office, browser: Browser, changes: dict[str, str]
) -> None:
    """Without the token of the page nothing is written."""
    case = office.receive(report())
    fields = {"note": "giả"} | changes

    answer = browser.http.post(f"/case/{case.number}/note", data=fields)

    assert 403 == answer.status_code
    assert [] == office.desk.cases.events(case.id)


def test_the_token_of_another_browser_is_refused(
    office: Office, browser: Browser, inspector: Keyholder
) -> None:
    """A token belongs to one cookie."""
    case = office.receive(report())
    target = f"/case/{case.number}/note"
    other = office.browser()
    other.unlock(inspector)
    stolen = hidden_fields(other.http.get(f"/case/{case.number}").text, target)

    assert 403 == browser.http.post(target, data=stolen | {"note": "giả"}).status_code


@pytest.mark.parametrize("path", ["/lock", "/alive", "/search", "/unlock"])
def test_what_another_site_sends_is_refused(browser: Browser, path: str) -> None:
    """Browsers say where a request comes from."""
    sent = browser.http.post(
        path,
        data=hidden_fields(browser.http.get("/").text, "/lock"),
        headers={"sec-fetch-site": "cross-site"},
    )

    assert 403 == sent.status_code
    assert "/" == browser.http.get("/").url.path


def test_a_long_form_is_refused(office: Office, browser: Browser) -> None:
    """More than any form holds is not even read to its end."""
    case = office.receive(report())

    answer = browser.http.post(f"/case/{case.number}/note", data={"note": "a" * LONGEST_BODY})

    assert 413 == answer.status_code
    assert "quá dài" in answer.text


def test_an_unforeseen_error_tells_nothing(
    office: Office, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    """The page and the log hold a number; the words of the error stay unsaid."""

    words = " ".join(["words", "of", "a", "report"])  # not so in the source, which is logged

    def fail(*arguments: object) -> None:
        raise RuntimeError(words)

    office.desk.cases.waiting = fail  # type: ignore[method-assign, assignment]

    with caplog.at_level(logging.DEBUG):
        answer = browser.http.get("/")

    assert 500 == answer.status_code
    assert "báo cho quản trị số lỗi" in answer.text
    assert words not in answer.text + caplog.text


def test_addresses_of_nothing_are_said(browser: Browser) -> None:
    """Unknown addresses and cases get a page in Vietnamese."""
    for path in ("/nothing", "/case/2026-99999", "/case/x"):
        answer = browser.http.get(path)
        assert 404 == answer.status_code
        assert "Không có trang này" in answer.text


def test_over_tls_the_cookie_and_the_browser_are_told(office: Office) -> None:
    """What was once enciphered stays so."""
    place = Place("desk.example", 8650, Path("cert.pem"), Path("key.pem"))
    desk = replace(office.desk, secure=True)
    http = TestClient(build(desk, place), base_url="https://desk.example:8650")

    answer = http.get("/unlock")

    assert "secure" in answer.headers["set-cookie"].lower()
    assert "max-age" in answer.headers["strict-transport-security"]
