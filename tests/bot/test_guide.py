"""What the administrators' guide names exists: commands, settings, limits, words of screens."""

import re
import shlex
from pathlib import Path

import click
import pytest

from bot.admin.job import MOST_FILES
from bot.admin.jobs import KEPT as JOB_KEPT
from bot.admin.jobs import WAITS
from bot.cli import cli
from bot.commands import ADMIN_COMMANDS, COMMANDS
from bot.delivery.downloads import LARGEST
from bot.settings import PREFIX, Settings
from indexer.cautions import CODES
from indexer.publish import KEPT as SNAPSHOTS_KEPT
from indexer.readers.archive import MOST_MEMBERS, MOST_UNPACKED
from indexer.readers.files import MAX_BYTES
from indexer.readers.ocr import MAX_PAGES

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "quan-tri.md").read_text(encoding="utf-8")
TYPED = sorted({span for span in re.findall(r"`([^`\n]+)`", GUIDE) if span.startswith("congvu ")})
QUOTED = sorted({" ".join(one.split()) for one in re.findall("“([^”]+)”", GUIDE)} - {"…"})


def shown(source: str) -> str:
    """Return a line of a text as the guide writes it: plain, with … for what is filled in."""
    plain = re.sub(r"<[^>]+>|⚠️|🗓", "", source.replace('{ "" }', ""))
    return re.sub(r"\{[^{}]*\}", "…", plain).strip()


def words_of_screens() -> dict[str, set[str]]:
    """Return by id what each text of the chat says: its lines, and the sentences of each line."""
    found: dict[str, set[str]] = {}
    name = ""
    for file in ("vi.ftl", "admin.ftl", "following.ftl", "upkeep.ftl"):
        for line in (ROOT / "bot" / "texts" / file).read_text(encoding="utf-8").splitlines():
            begins = re.match(r"([a-z][\w-]*) =", line)
            name = begins[1] if begins else name
            text = shown(line[begins.end() :] if begins else line)
            found.setdefault(name, set()).update((text, *re.split(r"(?<=[.?!]) ", text)))
    return found


SCREENS = words_of_screens()


def test_every_chat_command_exists() -> None:
    """No command is misspelt, and none of the administrators' is left out."""
    named = set(re.findall(r"(?:^|[\s`(])/([a-z]+)\b(?!/)", GUIDE, re.MULTILINE))
    assert set(ADMIN_COMMANDS) <= named <= {*COMMANDS, *ADMIN_COMMANDS}


@pytest.mark.parametrize("typed", TYPED)
def test_every_command_line_is_understood(typed: str) -> None:
    """The program takes the command with its options as the guide writes them."""
    name, *arguments = shlex.split(typed)[1:]
    assert cli.commands[name].make_context(name, arguments)


def test_every_option_belongs_to_the_command_of_its_row() -> None:
    """What a row of the table says of further options is so."""
    rows = re.findall(r"^\| `congvu (\w+)(.*)", GUIDE, re.MULTILINE)
    assert rows
    for name, line in rows:
        options = (o for o in cli.commands[name].params if isinstance(o, click.Option))
        known = {spelling for option in options for spelling in option.opts}
        assert set(re.findall(r"(?<=[\s`])--[a-z-]+", line)) <= known


def test_every_setting_exists() -> None:
    """Whoever copies a setting from here is not refused at the start."""
    named = set(re.findall(r"CONGVU_[A-Z]+(?:_[A-Z]+)*", GUIDE))
    assert named
    assert named <= {PREFIX + name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("quoted", QUOTED)
def test_every_quoted_word_stands_on_a_screen(quoted: str) -> None:
    """A button or sentence that is quoted is looked for on the screen, letter by letter."""
    assert any(quoted in lines for lines in SCREENS.values())


@pytest.mark.parametrize("code", [*CODES, "ended-by"])
def test_every_caution_is_explained(code: str) -> None:
    """The table quotes each caution in full."""
    whole = max(SCREENS[f"caution-{code}"], key=len)
    assert f"\n| “{whole}” | " in GUIDE


@pytest.mark.parametrize(
    "limit",
    [
        f"qua Telegram nhiều nhất {LARGEST >> 20} MB",
        f"đến {MAX_BYTES >> 20} MB",
        f"nhiều nhất {MOST_FILES} tệp một việc",
        f"nhiều nhất {MOST_MEMBERS} tệp, {MOST_UNPACKED >> 20} MB sau khi giải nén",
        f"nhiều nhất {MAX_PAGES} trang",
        f"giữ {JOB_KEPT.days} ngày",
        f"giữ {WAITS.days} ngày",
        f"giữ {SNAPSHOTS_KEPT} bản thư viện",
    ],
)
def test_every_limit_is_the_programs(limit: str) -> None:
    """A limit that is changed in the program is changed in the guide."""
    assert limit in " ".join(GUIDE.split())
