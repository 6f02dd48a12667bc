"""How far a job is, is shown now and then, and always the newest."""

import asyncio

from bot.admin.progress import Step, shown


async def test_of_many_reports_only_the_newest_is_shown() -> None:
    """What comes between two edits is passed over."""
    steps: asyncio.Queue[Step] = asyncio.Queue()

    async with shown(steps.put, 0.01) as tell:
        tell("embed", 0, 1000, "26/CT-TTg")
        first = await steps.get()
        for done in range(1, 501):
            tell("embed", done, 1000, "26/CT-TTg")
        second = await steps.get()

    assert [(0, 0), (500, 50)] == [(one.done, one.percent) for one in (first, second)]
    assert steps.empty()


async def test_work_goes_on_when_nothing_can_be_shown() -> None:
    """A full disk, for instance, is no reason to end a job."""
    failed = asyncio.Event()

    async def show(step: Step) -> None:
        failed.set()
        raise OSError

    async with shown(show, 0.01) as tell:
        tell("read", 1, 2, "a.docx")
        await failed.wait()
        tell("read", 2, 2, "b.docx")


def test_a_stage_without_an_end_has_no_share() -> None:
    """Nothing is divided by none."""
    assert 0 == Step("publish", 0, 0, "", None).percent
    assert 100 == Step("publish", 3, 2, "", None).percent
