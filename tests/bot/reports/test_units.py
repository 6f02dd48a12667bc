"""Provinces and communes are found the way people type them."""

import subprocess
import sys
import time

import pytest

from bot.reports.units import Units

UNITS = Units.load()


def test_the_list_has_two_levels() -> None:
    """34 provinces and their communes, with codes of the national list."""
    communes = [unit for one in UNITS.provinces for unit in UNITS.communes(one.code)]
    hoan_kiem = UNITS.get("01-00070")

    assert len(UNITS.provinces) == 34
    assert len(communes) == 3321
    assert hoan_kiem is not None
    assert hoan_kiem.full == "Phường Hoàn Kiếm, Thành phố Hà Nội"
    assert UNITS.get("99-00001") is None


def test_provinces_stand_in_the_order_of_the_alphabet() -> None:
    """Without "Thành phố", under which nobody looks."""
    names = [unit.short for unit in UNITS.provinces]

    assert names[:3] == ["An Giang", "Bắc Ninh", "Cà Mau"]
    assert "Hồ Chí Minh" in names


def test_names_hold_single_spaces() -> None:
    """The list itself has some double ones."""
    assert all("  " not in unit.full for unit in UNITS.communes("79"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("hoan kiem", "Phường Hoàn Kiếm, Thành phố Hà Nội"),
        ("Phường Hoàn Kiếm", "Phường Hoàn Kiếm, Thành phố Hà Nội"),
        ("hoàn k", "Phường Hoàn Kiếm, Thành phố Hà Nội"),
        ("tan lap, tay ninh", "Xã Tân Lập, Tỉnh Tây Ninh"),
        ("ubnd xa hung dao cao bang", "Xã Hưng Đạo, Tỉnh Cao Bằng"),
        ("con dao", "Đặc khu Côn Đảo, Thành phố Hồ Chí Minh"),
        ("ha noi", "Thành phố Hà Nội"),
        ("TP Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("Sở Nội vụ tỉnh Lào Cai", "Tỉnh Lào Cai"),
    ],
)
def test_a_unit_is_found(text: str, name: str) -> None:
    """With or without marks, by its beginning, together with its province or an office there."""
    assert [unit.full for unit in UNITS.search(text)] == [name]


def test_of_several_units_of_one_name_each_says_its_province() -> None:
    """The person chooses."""
    names = [unit.full for unit in UNITS.search("tan lap")]

    assert len(names) == len(set(names)) == 4


def test_only_communes_of_the_chosen_province_are_looked_through() -> None:
    """The name "hung dao" is in three provinces."""
    assert [unit.code[:2] for unit in UNITS.search("hung dao", "04")] == ["04"]


@pytest.mark.parametrize("text", ["", "x", "không có nơi nào như vậy", "   ", "tỉnh"])
def test_what_names_nothing_finds_nothing(text: str) -> None:
    """Then the unit can be written freely."""
    assert UNITS.search(text) == []


def test_a_search_is_quick() -> None:
    """It runs while somebody waits, in the event loop."""
    UNITS.search("hoan kiem")
    started = time.perf_counter()
    for _ in range(10):
        UNITS.search("phuong tan an")

    assert time.perf_counter() - started < 0.5


def test_only_the_list_of_the_package_is_read() -> None:
    """Its code is under another licence and is not loaded."""
    program = (
        "import sys; from bot.reports.units import Units; Units.load(); print(sorted(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert "'bot.reports.units'" in done.stdout
    assert "vietnam_provinces" not in done.stdout
