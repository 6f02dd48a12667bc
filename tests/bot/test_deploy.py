"""What docs/deploy promises: settings that exist, limits that fit each other, alarms on metrics."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.delivery.health import PARTS
from bot.delivery.metrics import Metrics
from bot.settings import PREFIX, Settings

DEPLOY = Path(__file__).parents[2] / "docs" / "deploy"
ALL_SETTINGS = {PREFIX + name.upper() for name in Settings.model_fields}


def text(name: str) -> str:
    """Return the text of a file in docs/deploy."""
    return (DEPLOY / name).read_text(encoding="utf-8")


def unit() -> dict[str, list[str]]:
    """Return what the unit says, by name: a name may be given several times."""
    found: dict[str, list[str]] = {}
    for line in text("congvu.service").splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def seconds(name: str) -> float:
    """Return a duration of the unit that is given in seconds."""
    return float(unit()[name][-1])


def default(name: str) -> float:
    """Return the default of a setting."""
    return float(Settings.model_fields[name].default)


def documented(heading: str) -> list[str]:
    """Return the first cells of the README's tables under *heading*."""
    section = text("README.md").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| (`.+?) \|", section, re.MULTILINE)


@pytest.mark.parametrize("name", ["congvu.service", "congvu.env", "congvu-admin", "README.md"])
def test_only_settings_that_exist_are_named(name: str) -> None:
    """Whoever copies from here is not refused at the start."""
    named = set(re.findall(r"CONGVU_[A-Z]+(?:_[A-Z]+)*", text(name)))
    assert named
    assert named <= ALL_SETTINGS


def test_every_setting_is_documented() -> None:
    """The README's table holds each setting once, and no other."""
    cells = [cell.strip("`") for cell in documented("Settings")]
    assert sorted(cells) == sorted(ALL_SETTINGS)


def test_a_stop_has_time_to_drain() -> None:
    """systemd kills no bot that is still ending what it began, with five seconds for closing."""
    assert seconds("TimeoutStopSec") >= default("drain_seconds") + 10


def test_the_watchdog_is_more_patient_than_an_update_may_be_slow() -> None:
    """Updates that take their whole time in every thread do not end the bot."""
    assert seconds("WatchdogSec") >= default("update_seconds") + 60


def test_the_unit_waits_for_our_word_and_leaves_no_dumps() -> None:
    """Ready and alive are what the main process says; a crash leaves no texts on the disk."""
    said = unit()
    assert said["Type"] == ["notify"]
    assert said["NotifyAccess"] == ["main"]
    assert said["Restart"] == ["always"]
    assert said["LimitCORE"] == ["0"]
    assert said["UMask"] == ["0077"]
    assert said["CapabilityBoundingSet"] == [""]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed here.")
def test_systemd_has_nothing_against_the_unit(tmp_path: Path) -> None:
    """No name is misspelt and no value is refused; the program itself need not be installed."""
    copy = tmp_path / "congvu.service"
    copy.write_text(
        re.sub("^ExecStart=.*", "ExecStart=/bin/true", text("congvu.service"), flags=re.MULTILINE)
    )
    result = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(copy)], capture_output=True, text=True
    )
    assert (result.returncode, result.stdout + result.stderr) == (0, "")


def test_alarms_are_on_metrics_that_exist() -> None:
    """An alarm on a misspelt metric would never ring."""
    metrics = Metrics()
    metrics.trouble.labels("start")
    exposed = set(re.findall(r"^([a-z_]+)", metrics.text().decode(), re.MULTILINE))
    used = set(re.findall(r"\b(?:congvu|process)_[a-z_]+", text("alerts.yml")))
    assert used
    assert used <= exposed


def test_every_alarm_and_every_trouble_is_explained() -> None:
    """The README says of each what it means; of nothing else."""
    names = re.findall(r"alert: (\w+)", text("alerts.yml"))
    cells = [word for cell in documented("What each alarm means") for word in cell.split(", ")]
    assert sorted(cell.strip("`") for cell in cells) == sorted([*names, *PARTS])


def test_the_admins_command_hands_the_settings_on(tmp_path: Path) -> None:
    """Run with stand-ins for user and program, it exports home and settings and its arguments."""
    settings = tmp_path / "congvu.env"
    settings.write_text("# a comment\nCONGVU_ADMINS=1001,1002\n")
    program = tmp_path / "congvu"
    program.write_text('#!/bin/sh\necho "$CONGVU_HOME $CONGVU_ADMINS $*"\n')
    program.chmod(0o755)
    script = (
        text("congvu-admin")
        .replace("/etc/congvu/congvu.env", str(settings))
        .replace("setpriv --reuid=congvu --regid=congvu --init-groups ", "")
        .replace("/opt/congvu/.venv/bin/congvu", str(program))
    )
    result = subprocess.run(
        ["/bin/sh", "-c", script, "congvu-admin", "doctor", "--live"],
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"]},
        check=True,
    )
    assert result.stdout == "/var/lib/congvu 1001,1002 doctor --live\n"
