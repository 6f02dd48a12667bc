"""What a run of the load tool is told on the command line."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FAULTS = ("none", "light", "heavy")
MODES = ("polling", "webhook")
MIXES = ("mixed", "questions")


@dataclass(frozen=True, slots=True)
class Options:
    """One run; see ``parse`` for what each means."""

    chats: int = 2000
    rate: float = 25.0
    seconds: float = 180.0
    latency: float = 0.1
    faults: str = "light"
    mode: str = "polling"
    mix: str = "mixed"
    limits: bool = False
    burst: int = 0
    kills: int = 0
    find_limit: bool = False
    announce: int = 0
    patience: float = 60.0
    seed: int = 1
    home: Path | None = None
    checkout: Path = ROOT
    keep: Path | None = None
    json: Path | None = None


def parse(words: list[str] | None = None) -> Options:
    """Read the command line; what a scenario wants otherwise than usual is set here."""
    given = vars(_parser().parse_args(words))
    usual: dict[str, Any] = {}
    if given["burst"]:
        usual = {"rate": 5.0, "seconds": 60.0, "faults": "none", "patience": 120.0}
    elif given["kills"]:
        usual = {"chats": 50, "faults": "none", "patience": 120.0}
    elif given["announce"]:
        usual = {"rate": 5.0, "seconds": 60.0, "faults": "none", "limits": True, "patience": 120.0}
    elif given["find_limit"]:
        usual = {"seconds": 30.0, "faults": "none"}
    told = {name: value for name, value in given.items() if value is not None}
    return Options(**(usual | told))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.load",
        description="Put the real bot under load on the try-out server and measure it.",
    )
    add = parser.add_argument
    add("--chats", type=int, help="simulated private chats (2000; 50 with --kills)")
    add(
        "--rate",
        type=float,
        help="acts offered a second, whatever the bot does (25; burst, announce: 5)",
    )
    add(
        "--seconds",
        type=float,
        help="how long they are offered (180; burst, announce: 60; limit: 30)",
    )
    add("--latency", type=float, help="seconds of each round trip to the server (0.1)")
    add("--faults", choices=FAULTS, help="faults met by chance (light; none in other scenarios)")
    add("--mode", choices=MODES, help="how updates reach the bot (polling)")
    add("--mix", choices=MIXES, help="everything people do, or questions only (mixed)")
    add("--limits", action="store_true", default=None, help="refuse what exceeds Telegram's limits")
    add("--burst", type=int, metavar="N", help="one chat sends N messages at once")
    add("--kills", type=int, metavar="N", help="kill -9 the bot N times during 1000 updates")
    add("--find-limit", action="store_true", default=None, help="find the highest rate it holds")
    add("--announce", type=int, metavar="N", help="announce a document to N people meanwhile")
    add(
        "--patience",
        type=float,
        help="seconds to wait in the end; burst, kills: without any news (60; 120)",
    )
    add("--seed", type=int, help="of all that is drawn by chance (1)")
    add("--home", type=Path, help="a home whose library is used (a copy; default: the starter)")
    add("--checkout", type=Path, help="folder whose bot is run (this one)")
    add("--keep", type=Path, help="new folder where the bot's home and log are left")
    add("--json", type=Path, help="file that the numbers are added to, by scenario")
    return parser
