"""Promise: it betrays nobody who reports, and loses no report, whatever is killed when.

Here 40 people write to the real program, which is killed 6 times; with ``FORENSICS=full`` they are
230, of whom about 200 hand a report in, and 30 kills.
"""

import os
import shutil
from pathlib import Path

import pytest

from bot.tryout import Server
from tests.bot.botapi import bot_api
from tests.bot.reports import canaries
from tests.bot.reports.forensics.citizens import crowd
from tests.bot.reports.forensics.forms import Forms, forms_of_bytes
from tests.bot.reports.forensics.lives import REAL
from tests.bot.reports.forensics.office import Office, Opened, new_office
from tests.bot.reports.forensics.scanner import Scanner
from tests.bot.reports.forensics.trial import Rhythm, Trial, lost_or_altered, new_trial, stray_files
from tests.bot.reports.forensics.unsealing import unsealed

__all__ = ["bot_api"]

FULL = os.environ.get("FORENSICS") == "full"
PEOPLE, RHYTHM = (230, Rhythm(30, 8.0, 10)) if FULL else (40, Rhythm(6, 5.0, 2))


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="The kernel tells open files here.")
async def test_nothing_on_the_machine_leads_to_who_reported_or_what(
    bot_api: Server, answering_home: Path, tmp_path: Path
) -> None:
    """No name, id, word, code or key is in any file, log or core; every report is there, once."""
    home = tmp_path / "home"
    shutil.copytree(answering_home, home)
    office = Office(home, new_office(home))
    trial = new_trial(bot_api, tmp_path, office, crowd(PEOPLE, "promise"), REAL, "promise")

    await trial.run(RHYTHM)

    opened = office.opened()
    print(f"{len(opened)} reports, {trial.killed_while_writing} kills while people wrote")
    assert [] == trial.found, "right after a kill"
    assert [] == Scanner(trial.secrets(opened)).tree(tmp_path)
    assert [] == trial.written_elsewhere()
    assert [] == trial.temporary()
    assert [] == lost_or_altered(trial)
    assert (
        len(opened) == len(trial.acknowledged) == PEOPLE - sum(one.gave_up for one in trial.writers)
    )
    assert [] == stray_files(trial)
    assert [] == told_by_copies(office, opened)
    assert [] == opened_by_service_key(trial)
    office.close_all_and_purge()
    assert [] == Scanner(trial.secrets(opened) | remains_of(opened)).tree(tmp_path)
    assert [] == list((home / "cases").iterdir())
    assert [] == list(unsealed(home, home / "cases.db"))


def told_by_copies(office: Office, opened: list[Opened]) -> list[str]:
    """Return the attachments whose cleaned copies still tell of who made them."""
    files = office.files()
    every = (
        (one, kept)
        for one in opened
        for holder in (one.report, *one.messages)
        for kept in holder.attachments
        if kept.cleaned
    )
    return [
        f"{kept.media_type} of {one.case.number}"
        for one, kept in every
        if canaries.left_in(files.read(one.keys.report_key, one.case.id, kept.cleaned))
    ]


def opened_by_service_key(trial: Trial) -> list[bytes]:
    """Return what a thief reads who has the service key too, but for chats that are to be told."""
    home = trial.machine.home
    chats = [one for _, one in unsealed(home, home / "cases.db")]
    watching = [
        one
        for one in trial.acknowledged.values()
        if one.plan.watches and any(str(one.chat).encode() in text[:80] for text in chats)
    ]
    assert len(watching) == sum(one.plan.watches for one in trial.acknowledged.values())
    rest = [one for one in chats if not any(str(w.chat).encode() in one[:80] for w in watching)]
    return [*rest, *(one[:200] for _, one in unsealed(home, home / "bot.db"))]


def remains_of(opened: list[Opened]) -> Forms:
    """Return what would show that an erased case was ever there."""
    found: Forms = {}
    for one in opened:
        found |= forms_of_bytes(one.case.id, f"id of {one.case.number}")
        found |= forms_of_bytes(one.content[:24], f"sealed report of {one.case.number}")
        found |= forms_of_bytes(one.envelope[:24], f"envelope of {one.case.number}")
        found |= {one.case.number.encode(): f"number {one.case.number}"}
    return found
