"""An office with one inspector, and a browser that has unlocked its desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.desk.office import Browser, Keyholder, Office, new_keyholder


@pytest.fixture(scope="session")
def inspector() -> Keyholder:
    """Return the inspector for whom cases are sealed."""
    return new_keyholder("Trần Thanh Tra")


@pytest.fixture(scope="session")
def colleague() -> Keyholder:
    """Return an inspector who came later: older cases are not sealed for this one."""
    return new_keyholder("Lê Đồng Nghiệp")


@pytest.fixture
def office(tmp_path: Path, inspector: Keyholder) -> Iterator[Office]:
    """Return an office without cases."""
    office = Office(tmp_path / "home", inspector)
    yield office
    office.desk.cases.close()


@pytest.fixture
def browser(office: Office, inspector: Keyholder) -> Browser:
    """Return a browser in which the inspector has unlocked the desk."""
    browser = office.browser()
    browser.unlock(inspector)
    return browser
