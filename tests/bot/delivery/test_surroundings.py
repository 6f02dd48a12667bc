"""Looks at the disk, the clock and the library, and what is told of them."""

import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.delivery.health import Health
from bot.delivery.metrics import Metrics
from bot.delivery.surroundings import LEAST_FREE, Surroundings
from knowledge.clock import VIETNAM
from tests.bot.conftest import NOON


@dataclass
class Machine:
    """A machine whose time and disk a test moves."""

    home: Path
    time: datetime = NOON
    uptime: float = 1000.0
    free: int = 10 * LEAST_FREE
    health: Health = field(default_factory=Health)
    metrics: Metrics = field(default_factory=Metrics)

    def __post_init__(self) -> None:
        self.health.well("start")
        self.look: Callable[[], None] = Surroundings(
            self.home, self.health, self.metrics, self, lambda: self.uptime, lambda _: self.free
        ).look

    def now(self) -> datetime:
        """Return the time of the machine's clock."""
        return self.time.astimezone(VIETNAM)

    def today(self) -> date:
        """Return its day."""
        return self.now().date()

    def wait(self, seconds: float) -> None:
        """Let time pass for both clocks."""
        self.time += timedelta(seconds=seconds)
        self.uptime += seconds

    def value(self, name: str) -> float | None:
        """Return the value of a metric."""
        return self.metrics.registry.get_sample_value(f"congvu_{name}")

    @property
    def troubles(self) -> list[str]:
        """Parts in trouble."""
        return [trouble.part for trouble in self.health.findings]


@pytest.fixture
def machine(home: Path) -> Machine:
    """Return a machine in order, with a published library."""
    return Machine(home)


def test_a_machine_in_order_is_in_no_trouble(machine: Machine) -> None:
    """Looking changes nothing where nothing is wrong."""
    machine.look()
    machine.wait(15)
    machine.look()
    assert machine.health.ready
    assert machine.value("disk_free_bytes") == 10 * LEAST_FREE
    assert machine.value("clock_jumps_total") == 0


def test_the_real_disk_is_looked_at(home: Path) -> None:
    """Unless told otherwise, the free space is that of the home's own file system."""
    machine = Machine(home)
    Surroundings(home, machine.health, machine.metrics, machine).look()
    assert machine.value("disk_free_bytes") == pytest.approx(shutil.disk_usage(home).free, rel=0.5)


def test_a_disk_nearly_full_is_trouble_until_there_is_room(machine: Machine) -> None:
    """The trouble begins below the limit and ends well above it, so that it does not flutter."""
    machine.free = LEAST_FREE - 1
    machine.look()
    assert machine.troubles == ["space"]
    machine.free = LEAST_FREE + 1
    machine.look()
    assert machine.troubles == ["space"]
    machine.free = 2 * LEAST_FREE
    machine.look()
    assert machine.health.ready


def test_room_on_the_disk_does_not_hide_that_writing_failed(machine: Machine) -> None:
    """What others said of the disk, others take back."""
    machine.health.trouble("disk", "The disk is full.")
    machine.look()
    assert machine.troubles == ["disk"]


@pytest.mark.parametrize("seconds", [3600.0, -3600.0])
def test_a_clock_that_jumps_is_counted_and_logged_once(
    machine: Machine, seconds: float, caplog: pytest.LogCaptureFixture
) -> None:
    """Forwards or backwards; afterwards the new time is the time."""
    machine.look()
    machine.time += timedelta(seconds=seconds)
    with caplog.at_level(logging.WARNING):
        machine.look()
        machine.wait(15)
        machine.look()
    assert machine.value("clock_jumps_total") == 1
    assert f"{seconds:+.0f} s" in caplog.text
    assert machine.health.ready


def test_a_clock_that_is_corrected_a_little_has_not_jumped(machine: Machine) -> None:
    """Time servers move a clock by seconds; that is their work."""
    machine.look()
    machine.time += timedelta(seconds=50)
    machine.look()
    assert machine.value("clock_jumps_total") == 0


def test_the_librarys_age_grows(machine: Machine) -> None:
    """The age counts from when the published library was made, which was at noon."""
    machine.look()
    assert machine.value("library_age_seconds") == 0
    machine.wait(86400)
    machine.look()
    assert machine.value("library_age_seconds") == 86400


def test_a_library_that_is_gone_is_trouble_until_it_is_back(machine: Machine) -> None:
    """A damaged name of the published library is told before somebody's question finds it."""
    current = machine.home / "library" / "current"
    name = current.read_bytes()
    current.write_text("nothing-of-that-name")
    machine.look()
    assert machine.troubles == ["library"]
    current.write_bytes(name)
    machine.look()
    assert machine.health.ready
