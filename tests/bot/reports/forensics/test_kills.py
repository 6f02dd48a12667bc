"""kill -9 at any moment of the dialogue and of the sealing: nothing is lost, nothing comes twice.

Here 60 kills; ``FORENSICS=full`` makes it 300. Each life is a fork with the real handlers, killed
within a second of work or while it starts.
"""

import os
from pathlib import Path

import pytest

from bot.tryout import Server
from tests.bot.botapi import bot_api
from tests.bot.reports.forensics.citizens import crowd
from tests.bot.reports.forensics.lives import LIGHT
from tests.bot.reports.forensics.office import Office, new_office
from tests.bot.reports.forensics.trial import Rhythm, lost_or_altered, new_trial, stray_files

__all__ = ["bot_api"]

FULL = os.environ.get("FORENSICS") == "full"
KILLS, PEOPLE = (300, 260) if FULL else (60, 48)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="The kernel tells open files here.")
async def test_no_acknowledged_report_or_answer_is_lost_and_none_comes_twice(
    bot_api: Server, tmp_path: Path
) -> None:
    """Every code that was shown opens one case, with all that was typed, and there is no other."""
    office = Office(tmp_path / "home", new_office(tmp_path / "home"))
    people = crowd(PEOPLE, "kills", quick=True)
    trial = new_trial(bot_api, tmp_path, office, people, LIGHT, "kills")

    await trial.run(Rhythm(KILLS, seconds=1.0))

    print(
        f"{trial.killed_while_writing} kills while people wrote, {len(trial.acknowledged)} reports"
    )
    assert trial.killed_while_writing >= KILLS * 0.95
    assert [] == lost_or_altered(trial)
    assert len(trial.acknowledged) + sum(one.gave_up for one in trial.writers) == PEOPLE
    assert len(office.opened()) == len(trial.acknowledged)
    assert [] == stray_files(trial)
    assert [] == trial.written_elsewhere()
