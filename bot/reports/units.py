"""Provinces and communes of today's two levels of local government, searched without marks.

Codes are those of the national list: "01" for a province, "01-00004" for a commune of it.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path

from knowledge.vietnamese import fold

_CITY = "Thành phố "
_KINDS = re.compile(r"^(?:xa|phuong|dac khu|tinh|thanh pho|tp|x|p)\.?\s+")
_FILLER = re.compile(
    r"(?<!\w)(?:ubnd|uy ban nhan dan|cong an|tram y te|tinh|tp|thanh pho)(?!\w)\.?"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A province, or a commune (xã, phường, đặc khu) of one."""

    code: str
    name: str
    """With its kind, as on its sign: "Phường Hoàn Kiếm", "Thành phố Hà Nội", "Tỉnh Cao Bằng"."""
    short: str
    """For a button: "Hà Nội", "P. Hoàn Kiếm"."""
    province: "Unit | None" = None

    @property
    def full(self) -> str:
        """Name and province: "Phường Hoàn Kiếm, Thành phố Hà Nội"."""
        return f"{self.name}, {self.province.name}" if self.province else self.name


class Units:
    """The whole list."""

    def __init__(self, provinces: Sequence[Unit], communes: Sequence[Unit]) -> None:
        self.provinces = tuple(sorted(provinces, key=lambda unit: fold(unit.short)))
        self._communes: dict[str, list[Unit]] = {unit.code: [] for unit in provinces}
        for unit in sorted(communes, key=lambda unit: fold(_bare(unit.name))):
            self._communes[unit.code[:2]].append(unit)
        self._by_code = {unit.code: unit for unit in (*provinces, *communes)}

    @classmethod
    @cache
    def load(cls) -> "Units":
        """Read the list that comes with ``vietnam-provinces``."""
        provinces, communes = [], []
        for entry in json.loads(_data_file().read_text(encoding="utf-8")):
            province = _province(entry["name"], entry["code"])
            provinces.append(province)
            communes += [_commune(one["name"], one["code"], province) for one in entry["wards"]]
        return cls(provinces, communes)

    def get(self, code: str) -> Unit | None:
        """Return the unit with this code, or None."""
        return self._by_code.get(code)

    def communes(self, province: str) -> Sequence[Unit]:
        """Return the communes of a province by name; none for an unknown code."""
        return self._communes.get(province, ())

    def search(self, text: str, province: str = "", limit: int = 8) -> list[Unit]:
        """Return the units that *text* names, best first, with or without marks.

        A commune is found by its name ("hoan kiem", "phường Hoàn Kiếm"), by its beginning ("hoan
        k"), and together with its province ("tan lap, tay ninh"). Only communes of *province* are
        looked through where one is given.
        """
        wanted = _Wanted.of(text)
        if len(wanted.name) < 2:
            return []
        # By kind of match, then by the national order.
        scored = sorted(
            (rank, order)
            for order, entry in enumerate(self._entries)
            if (not province or (entry.unit.province and entry.unit.code[:2] == province))
            and (rank := entry.rank(wanted))
        )
        close = [one for one in scored if one[0] < _LOOSE or one[0] == scored[0][0]]
        return [self._entries[order].unit for _, order in close[:limit]]

    @cached_property
    def _entries(self) -> "list[_Entry]":
        return [_Entry.of(unit) for unit in self._by_code.values()]


_LOOSE = 4
"""Ranks from here on are guesses, shown only where nothing better is found."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is searched for, folded: as it stands, and without the word for its kind."""

    name: str
    bare: str

    @classmethod
    def of(cls, text: str) -> "_Wanted":
        name = _squeezed(_FILLER.sub(" ", fold(text)))
        return cls(name, _bare(name))


@dataclass(frozen=True, slots=True)
class _Entry:
    """One unit as it is searched."""

    unit: Unit
    name: str
    bare: str
    province: str

    @classmethod
    def of(cls, unit: Unit) -> "_Entry":
        name = fold(unit.name)
        province = " " + _bare(fold(unit.province.name)) if unit.province else ""
        return cls(unit, name, _bare(name), province)

    def rank(self, wanted: _Wanted) -> int:
        """Return how well *wanted* names the unit: 1 best, 0 not at all."""
        if wanted.name == self.name or wanted.name == self.bare:
            return 2 if self.province else 1
        if self.name.startswith(wanted.name) or self.bare.startswith(wanted.bare):
            return 3
        if self.province and wanted.name.endswith(self.province):
            own = _bare(wanted.name.removesuffix(self.province))
            return (own == self.bare) or (self.bare.startswith(own) and 3) or 0
        return 5 if f" {self.bare} " in f" {wanted.name} " else 0


def _data_file() -> Path:
    """Return the list itself; the package's code, half a megabyte of names, is not loaded."""
    found = find_spec("vietnam_provinces")
    assert found is not None, "vietnam-provinces is a dependency"
    assert found.origin is not None, "it is an ordinary package"
    return Path(found.origin).with_name("data") / "nested-divisions.json"


def _province(name: str, code: int) -> Unit:
    name = " ".join(name.split())
    city = name.startswith(_CITY)
    return Unit(f"{code:02}", name if city else f"Tỉnh {name}", name.removeprefix(_CITY))


def _commune(name: str, code: int, province: Unit) -> Unit:
    name = " ".join(name.split())
    short = name.replace("Phường ", "P. ", 1).replace("Xã ", "X. ", 1).replace("Đặc khu", "ĐK", 1)
    return Unit(f"{province.code}-{code:05}", name, short, province)


def _bare(name: str) -> str:
    """Return a name without the word for its kind."""
    return _KINDS.sub("", fold(name)).strip()


def _squeezed(text: str) -> str:
    return " ".join(text.replace(",", " ").split())
