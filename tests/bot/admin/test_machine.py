"""The state machine of a job: what leads where, and what changes nothing."""

from dataclasses import replace
from datetime import date

import pytest

from bot.admin.job import (
    MOST_FILES,
    Answered,
    Cancelled,
    Event,
    Expired,
    Failed,
    Fetched,
    File,
    Heard,
    Job,
    Kind,
    Named,
    Outcome,
    Pressed,
    Previewed,
    Published,
    Received,
    Refused,
    Stage,
    Stopped,
    Verb,
    View,
)
from bot.admin.machine import NONE, advance, outcome

NOW = 1_800_000_000
NEW = Job("j1", 1003, "telegram:1003", NOW, files=(File("a.docx", "F1", 7),))


def press(job: Job, verb: Verb, value: str = "", turn: int | None = None) -> Pressed:
    """Return a press of a button on the newest screen of *job*, or on that of *turn*."""
    at = job.turn if turn is None else turn
    return Pressed(verb, value, at, 50, "telegram:1004", "abc.docx#0", "s1")


def through(job: Job, *events: Event) -> Job:
    """Return what *events* make of *job*, one after the other."""
    for event in events:
        job = advance(job, event, NOW)
    return job


@pytest.fixture
def waiting() -> Job:
    """Return a job whose card is looked at."""
    seen = Previewed(True, 1, "s1")
    return through(NEW, Fetched(0), Received(1), seen)


def test_a_file_is_fetched_previewed_approved_and_published(waiting: Job) -> None:
    """The shortest way, with who approved it and what was live then."""
    publishing = through(waiting, press(waiting, Verb.PUBLISH))
    done = through(publishing, Published("s2", ("12/2026/QĐ",)))

    assert (Stage.PUBLISHING, "telegram:1004", "s1") == (
        publishing.stage,
        publishing.approved,
        publishing.live,
    )
    assert Outcome(Stage.DONE, "s2", ("12/2026/QĐ",)) == outcome(done)
    assert NOW == done.ended


def test_what_needs_a_person_waits_even_where_nobody_was_to_be_asked() -> None:
    """From then on a person decides, also about what is left when it is left out."""
    job = replace(NEW, at_once=True, stage=Stage.PREVIEWING)
    held = advance(job, Previewed(True, 2, "s1", needs_a_person=True), NOW)
    left = through(held, press(held, Verb.LEAVE_OUT), Previewed(True, 2, "s1"))

    assert Stage.WAITING is held.stage
    assert Stage.WAITING is left.stage
    assert Stage.PUBLISHING is advance(job, Previewed(True, 2, "s1"), NOW).stage


def test_a_job_that_waited_too_long_ends_but_for_a_publication(waiting: Job) -> None:
    """It counts as cancelled, with the reason; what is being published is not given up."""
    publishing = through(waiting, press(waiting, Verb.PUBLISH))
    expired = through(waiting, Expired())

    assert Outcome(Stage.CANCELLED, code="expired") == outcome(expired)
    assert NOW == expired.ended
    assert publishing == through(publishing, Expired())
    assert expired == through(expired, Expired())


def test_files_that_come_meanwhile_join_the_job_once() -> None:
    """A message that is handled again brings no second file, and the job waits for new ones."""
    two = through(NEW, Named(File("b.docx", "F2", 8)), Named(File("b.docx", "F2", 8)))

    assert ["a.docx", "b.docx"] == [file.name for file in two.files]
    assert Stage.RECEIVING is through(two, Fetched(0), Received(1)).stage
    assert Stage.PREVIEWING is through(two, Fetched(0), Fetched(1), Received(2)).stage


def test_a_job_takes_only_so_many_files() -> None:
    """What comes beyond that changes nothing, so it begins another job."""
    full = replace(NEW, files=tuple(File(f"{n}.txt", "F", n) for n in range(MOST_FILES)))

    assert full == through(full, Named(File("more.txt", "F", 1000)))


def test_an_older_screen_does_nothing(waiting: Job) -> None:
    """The second press of a button counts no more than one on a card that has gone."""
    publishing = through(waiting, press(waiting, Verb.PUBLISH))

    assert waiting == through(waiting, press(waiting, Verb.PUBLISH, turn=waiting.turn - 1))
    assert publishing == through(publishing, press(waiting, Verb.PUBLISH))
    assert publishing == through(publishing, press(publishing, Verb.DISCARD))


def test_what_was_looked_at_is_what_is_published(waiting: Job) -> None:
    """Where the library has changed since, documents are previewed and undos asked anew."""
    later = replace(press(waiting, Verb.PUBLISH), live="s2")
    again = through(waiting, later)
    undo = replace(waiting, kind=Kind.UNDO, target="s0")

    assert (Stage.PREVIEWING, "s2") == (again.stage, again.live)
    shown = through(undo, later)
    assert (Stage.WAITING, "s2", undo.turn + 1) == (shown.stage, shown.live, shown.turn)
    assert Stage.PUBLISHING is through(undo, press(undo, Verb.PUBLISH)).stage


def test_a_corrected_field_is_previewed_again(waiting: Job) -> None:
    """The newest value of a field counts, for the document that was shown."""
    job = waiting
    for value in ("2026-02-04", "2026-02-05"):
        job = through(job, press(job, Verb.FIX))
        job = through(job, press(job, Verb.FIELD, "issued"))
        assert job.listens
        job = through(job, Answered(value, "abc.docx#0"))
        assert Stage.PREVIEWING is job.stage
        job = through(job, Previewed(True, 1, "s1"))

    assert [("abc.docx#0", "issued", "2026-02-05")] == [
        (one.key, one.field, one.value) for one in job.corrections
    ]
    assert (View.CARD, "") == (job.view, job.asked)


def test_topics_are_chosen_one_by_one(waiting: Job) -> None:
    """A press puts a topic in, a second one takes it out, and "done" takes what is chosen."""
    job = through(waiting, press(waiting, Verb.FIX))
    job = through(job, press(job, Verb.FIELD, "topics=ky-luat"))
    for topic in ("ruou-bia", "van-thu", "van-thu"):
        job = through(job, press(job, Verb.CHOOSE, topic))
    job = through(job, press(job, Verb.ENTER))

    assert "ky-luat; ruou-bia" == job.corrections[0].value


def test_going_back_leads_from_the_value_to_the_fields_to_the_card(waiting: Job) -> None:
    """Nothing is corrected on the way, and what is typed then is a question again."""
    job = through(waiting, press(waiting, Verb.FIX))
    job = through(job, press(job, Verb.FIELD, "title"))
    fields = through(job, press(job, Verb.BACK))
    card = through(fields, press(fields, Verb.BACK))

    assert (View.FIELDS, View.CARD) == (fields.view, card.view)
    assert not fields.listens
    assert () == card.corrections


def test_a_document_is_left_out_and_taken_in_again(waiting: Job) -> None:
    """Both are previewed, since the effect on the library changes."""
    without = through(waiting, press(waiting, Verb.LEAVE_OUT))
    back = through(without, Previewed(False, 1, "s1"))
    back = through(back, press(back, Verb.LEAVE_OUT))

    assert ("abc.docx#0",) == without.without
    assert (Stage.PREVIEWING, ()) == (back.stage, back.without)


def test_taking_photographs_apart_forgets_what_was_said_of_them(waiting: Job) -> None:
    """The documents are others then."""
    corrected = through(waiting, press(waiting, Verb.LEAVE_OUT), Previewed(True, 2, "s1"))
    apart = through(corrected, press(corrected, Verb.APART))

    assert (True, (), Stage.PREVIEWING) == (apart.apart, apart.without, apart.stage)


@pytest.mark.parametrize("stage", [Stage.ASKING, Stage.RECEIVING, Stage.PREVIEWING])
def test_what_changes_nothing_yet_is_cancelled_at_once(stage: Stage) -> None:
    """/huy ends the job."""
    assert Stage.CANCELLED is through(replace(NEW, stage=stage), Cancelled()).stage


def test_a_publication_is_stopped_only_when_it_is_known_to_have_stopped(waiting: Job) -> None:
    """Until then it may still have been done; then that counts."""
    publishing = through(waiting, press(waiting, Verb.PUBLISH))
    stopping = through(publishing, Cancelled())

    assert (Stage.PUBLISHING, True) == (stopping.stage, stopping.stopping)
    assert stopping == through(stopping, Cancelled())
    assert Stage.CANCELLED is through(stopping, Stopped()).stage
    assert Stage.DONE is through(stopping, Published("s2")).stage


def test_cancelling_leaves_a_card_that_waits(waiting: Job) -> None:
    """Only what is being asked for ends; the card is there again."""
    asked = through(waiting, press(waiting, Verb.FIX))

    assert waiting == through(waiting, Cancelled())
    assert (Stage.WAITING, View.CARD) == (
        through(asked, Cancelled()).stage,
        through(asked, Cancelled()).view,
    )


@pytest.mark.parametrize("kind", [Kind.UNDO, Kind.ENDING])
def test_cancelling_closes_a_question_that_waits(kind: Kind, waiting: Job) -> None:
    """Nothing had to be read for it, and its buttons would stay behind."""
    closed = through(replace(waiting, kind=kind, files=()), Cancelled())

    assert Stage.DISCARDED is closed.stage


def test_what_failed_can_be_tried_again_from_where_its_files_are(waiting: Job) -> None:
    """Corrections stay; a file that could not be had is fetched again."""
    failed = through(
        replace(waiting, stage=Stage.PUBLISHING), Failed("busy", {}, "Another refresh runs.")
    )
    lost = through(NEW, Fetched(0, "lost"), Received(1), Failed("nothing", {}, "None."))

    assert Outcome(Stage.FAILED, code="busy", message="Another refresh runs.") == outcome(failed)
    again = through(failed, press(failed, Verb.AGAIN))
    assert (Stage.PREVIEWING, "", 0) == (again.stage, again.code, again.ended)
    fetched = through(lost, press(lost, Verb.AGAIN))
    assert (Stage.RECEIVING, "") == (fetched.stage, fetched.files[0].problem)


def test_a_job_that_asks_nobody_publishes_by_itself() -> None:
    """So does one of the watched folder where that is configured; without news it just ends."""
    job = replace(NEW, stage=Stage.PREVIEWING, at_once=True, actor="inbox")
    refused = (Refused("b.txt", "b.txt is empty."),)
    publishing = through(job, Previewed(True, 1, "s1", refused))
    nothing = through(job, Previewed(False, 1, "s1"))

    assert (Stage.PUBLISHING, "inbox", "s1") == (
        publishing.stage,
        publishing.approved,
        publishing.live,
    )
    assert refused == through(publishing, Published("s2")).refused
    assert (Stage.DONE, "") == (nothing.stage, nothing.snapshot)


def test_three_questions_lead_to_an_ending() -> None:
    """Which document, from when, why; a button can stand for the last two."""
    job = replace(NEW, kind=Kind.ENDING, stage=Stage.ASKING, asked="number", files=())
    day = through(job, Answered("26/CT-TTg"))
    reason = through(day, press(day, Verb.CHOOSE, "2027-01-01"))
    typed = through(reason, Answered("Thay bằng văn bản mới"))
    skipped = through(reason, press(reason, Verb.CHOOSE, NONE))

    assert ("day", "reason") == (day.asked, reason.asked)
    assert ("26/CT-TTg", date(2027, 1, 1), "Thay bằng văn bản mới", Stage.PREVIEWING) == (
        typed.number,
        typed.day,
        typed.reason,
        typed.stage,
    )
    assert ("", Stage.PREVIEWING) == (skipped.reason, skipped.stage)


def test_an_ending_is_taken_back_without_a_reason() -> None:
    """No day means that the document goes by its own dates again."""
    job = replace(NEW, kind=Kind.ENDING, stage=Stage.ASKING, asked="day", number="26/CT-TTg")
    after = through(job, press(job, Verb.CHOOSE, NONE))

    assert (None, Stage.PREVIEWING) == (after.day, after.stage)


def test_the_newest_message_is_where_the_job_is_shown(waiting: Job) -> None:
    """What is heard late of an older one changes nothing."""
    assert 60 == through(waiting, Heard(60), Heard(40)).message


def test_a_job_is_no_outcome_while_it_goes_on(waiting: Job) -> None:
    """Whoever asks is told to come again."""
    assert outcome(waiting) is None
    assert Outcome(Stage.DISCARDED) == outcome(through(waiting, press(waiting, Verb.DISCARD)))
