"""One trial of a bot: a crowd writes to it, it is killed at random, and everything is looked at."""

import asyncio
import random
import signal
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.tryout import Server
from bot.tryout.server import PROBES
from tests.bot.reports.forensics.citizens import Crowd, Plan
from tests.bot.reports.forensics.following import Follower
from tests.bot.reports.forensics.forms import Forms, forms_of_bytes, forms_of_digits
from tests.bot.reports.forensics.lives import Lives, Machine
from tests.bot.reports.forensics.office import Office, Opened
from tests.bot.reports.forensics.scanner import Finding, Scanner
from tests.bot.reports.forensics.writing import Writer

_GONE = "Bad Request: message to delete not found"
"""What a deletion is answered that is made once more after a kill."""
AT_ONCE = 24
"""People who write at the same time."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often the bot is killed, and how it is looked at."""

    kills: int
    seconds: float
    """How long it is at work between two kills, at most."""
    looks: int = 0
    """After how many of the kills everything is looked through."""


@dataclass
class Trial:
    """A bot on a machine of its own, and the crowd that writes to it."""

    server: Server
    machine: Machine
    office: Office
    crowd: Crowd
    command: Sequence[str]
    seed: str
    writers: list[Writer] = field(default_factory=list)
    written: set[str] = field(default_factory=set)
    """Files that the process had open for writing when it was killed."""
    found: list[Finding] = field(default_factory=list)
    """What was found right after kills."""
    killed_while_writing: int = 0
    """Kills while somebody was still writing."""

    def __post_init__(self) -> None:
        self.writers = [Writer(self.server, plan) for plan in self.crowd.plans]
        self.lives = Lives(self.machine, self.server, self.command)
        self.server.tolerated = (*PROBES, _GONE)
        self._doors = asyncio.Semaphore(AT_ONCE)

    async def run(self, rhythm: Rhythm) -> None:
        """Let all write while the bot is killed, and end it in peace."""
        writing = asyncio.gather(*(self._one(one) for one in self.writers), return_exceptions=True)
        try:
            await self._kill(rhythm, writing)
            problems = [one for one in await writing if isinstance(one, Exception)]
            status = await self.lives.end(signal.SIGTERM)
        finally:
            await self.lives.close()
        if problems:
            raise ExceptionGroup(f"{len(problems)} people did not get through", problems)
        assert status == 0, self.lives.last_words()

    async def _kill(self, rhythm: Rhythm, writing: "asyncio.Future[Any]") -> None:
        chance = random.Random(self.seed)
        scanner = Scanner(self.crowd.secrets)
        for number in range(rhythm.kills):
            self.killed_while_writing += not writing.done()
            self.written |= set(await self.lives.live_and_die(chance, rhythm.seconds))
            if number < rhythm.looks:
                self.found += await asyncio.to_thread(scanner.tree, self.machine.folder)
        await self.lives.start()
        await self.lives.ready()

    async def _one(self, writer: Writer) -> None:
        async with self._doors:
            await writer.write()
            if writer.code and (writer.plan.later or writer.plan.watches):
                await Follower(writer).follow()

    @property
    def acknowledged(self) -> dict[str, Writer]:
        """Those to whom a code was shown, by it."""
        return {writer.code: writer for writer in self.writers if writer.code}

    def secrets(self, opened: Iterable[Opened]) -> Forms:
        """Return all that must be found nowhere, now that codes and keys are known."""
        secrets = dict(self.crowd.secrets)
        for code in self.acknowledged:
            secrets |= forms_of_digits(code)
        for one in opened:
            secrets |= forms_of_bytes(one.keys.report_key, f"report key of {one.case.number}")
            secrets |= forms_of_bytes(one.keys.notes_key, f"notes key of {one.case.number}")
        return secrets

    def written_elsewhere(self) -> list[str]:
        """Return the files that were open for writing and lie neither at home nor in the log."""
        home, log = f"{self.machine.home}/", f"{self.machine.log}/"
        return sorted(one for one in self.written if not one.startswith((home, log)))

    def temporary(self) -> list[Path]:
        """Return what lies in the folder for temporary files, and any core."""
        left = [*self.machine.temporary.rglob("*"), *self.machine.folder.rglob("core*")]
        return [one for one in left if one.is_file()]


def new_trial(
    server: Server, folder: Path, office: Office, crowd: Crowd, command: Sequence[str], seed: str
) -> Trial:
    """Return a trial on the machine at *folder*, whose home *office* has its key in."""
    return Trial(server, Machine(folder), office, crowd, command, seed)


def differences(plan: Plan, writer: Writer, opened: Opened, office: Office) -> list[str]:
    """Return in what the report that an inspector opens is not what was typed and sent."""
    report, case = opened.report, opened.case
    pairs = {
        "kind": (plan.kind, report.kind),
        "kind of the case": (plan.kind, case.kind),
        "unit": (writer.unit, report.unit),
        "unit of the case": (writer.unit, case.unit),
        "when": (bool(plan.when), report.when == plan.when),
        "who": (plan.who, report.who),
        "files": (len(plan.evidence), len(report.attachments)),
    }
    if plan.unit_text:
        pairs["unit as typed"] = (plan.unit_text, report.unit_text)
    later = [one.text for one in opened.messages]
    if plan.later:
        pairs["later"] = ([plan.later], [text.split("\n")[0] for text in later])
    captions = [one.caption for one in plan.evidence if one.caption]
    pairs["story"] = ("\n".join((*plan.story, *captions)), report.what)
    wrong = [f"{name}: {typed!r} became {got!r}" for name, (typed, got) in pairs.items()
             if typed != got]  # fmt: skip
    files = office.files()
    for sent, kept in zip(plan.evidence, report.attachments, strict=False):
        if files.read(opened.keys.report_key, case.id, kept.file) != sent.content:
            wrong.append(f"the file {sent.name} is another")
    return wrong


def lost_or_altered(trial: Trial) -> list[str]:
    """Return what is not as it was typed, of all that was acknowledged."""
    opened = {one.case.id: one for one in trial.office.opened()}
    wrong: list[str] = []
    for code, writer in trial.acknowledged.items():
        case = trial.office.by_code(code)
        if case is None or case.id not in opened:
            wrong.append(f"{writer.plan.person.username}: the report is lost")
        else:
            wrong += differences(writer.plan, writer, opened[case.id], trial.office)
            if not trial.office.proves(writer.proof, case):
                wrong.append(f"{case.number}: the proof is another's")
    return wrong


def stray_files(trial: Trial) -> list[str]:
    """Return the sealed files that are left for good: of no case, once the bot has swept."""
    files, cases = trial.office.files(), trial.office.cases()
    known = cases.known_files()
    cases.close()
    for name in files.orphans(known, older_than=0):
        files.erase(name)
    return sorted(one.name for one in (trial.machine.home / "cases").iterdir()
                  if one.name not in known)  # fmt: skip
