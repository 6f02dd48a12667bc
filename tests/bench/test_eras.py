"""What counts as an answer of the wrong time, and whether the questions fit the texts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from knowledge.amendments import Amendment, Change, Held
from knowledge.asof import day_in_question
from knowledge.model import Document, Level, Provision, Quote, Status, Validity
from knowledge.notices import Notice
from knowledge.versions import Version, Wording
from tests.bench.data import CLOCK
from tests.bench.eras import Changed, EraQuestion, InForce, load_questions, load_truth

OLD, NEW = date(2019, 5, 1), date(2022, 5, 1)
TURN = date(2020, 7, 1)
QUESTIONS = load_questions()
DAYS_SAID_BY_A_LAW = ("e342", "e343")
"""Questions that say "trước khi Luật … có hiệu lực": only a library knows that day."""


def quote(path: str, *notices: Notice) -> Quote:
    """Return a quote of *path* of the document 1/2010/QH12 with *notices*."""
    return Quote(
        document=Document("1/2010/QH12", "Luật", "Thử"),
        provision=Provision("1/2010/QH12", path, "", Level.ARTICLE, "5", "", 0, 1),
        citation="Điều 5",
        text="a",
        lead="",
        validity=Validity(Status.IN_FORCE, None, None),
        score=1.0,
        amended=notices,
    )


def notice(held: Held, begun: bool) -> Notice:
    """Return the notice that Điều 5 was given anew on the day `TURN`."""
    amendment = Amendment(
        Change.REPLACED, "2/2019/QH14", "dieu1", "1/2010/QH12", "dieu5", TURN, held=held
    )
    words = Version(Wording.QUOTED, TURN, None, "b", "2/2019/QH14", "Điều 1", "dieu5")
    return Notice(amendment, "Điều 1", "", begun, words)


def test_an_old_wording_without_a_notice_is_misread() -> None:
    """What was changed must not stand there as if nothing had happened."""
    changed = Changed("1/2010/QH12", "dieu5.khoan2", TURN, holds_new=False)

    assert changed.misread(quote("dieu5"), NEW)
    assert changed.misread(quote("dieu5.khoan2.diema"), NEW)
    assert not changed.misread(quote("dieu5"), OLD)
    assert not changed.misread(quote("dieu5.khoan1"), NEW)
    assert not changed.misread(quote("dieu50"), NEW)


def test_an_old_wording_with_its_notice_is_right() -> None:
    """A reader who is told of the amendment is not misled."""
    changed = Changed("1/2010/QH12", "dieu5", TURN, holds_new=False)

    assert not changed.misread(quote("dieu5", notice(Held.BEFORE, begun=True)), NEW)
    assert changed.misread(quote("dieu5", notice(Held.BEFORE, begun=False)), NEW)


def test_a_newer_wording_on_an_earlier_day_needs_its_notice() -> None:
    """A consolidated text does not say how it read before."""
    changed = Changed("1/2010/QH12", "dieu5", TURN, holds_new=True)

    assert changed.misread(quote("dieu5"), OLD)
    assert not changed.misread(quote("dieu5", notice(Held.AFTER, begun=False)), OLD)
    assert not changed.misread(quote("dieu5"), NEW)


def test_a_document_is_in_force_until_the_day_before_its_end() -> None:
    """The end is the first day out of force; the whole document covers its parts."""
    law = InForce("1/2010/QH12", "", date(2012, 1, 1), TURN)

    assert law.covers(quote("dieu5.khoan1"))
    assert not replace(law, path="dieu6").covers(quote("dieu5"))
    assert [False, True, True, False] == [
        law.holds_on(day) for day in (date(2011, 12, 31), date(2012, 1, 1), date(2020, 6, 30), TURN)
    ]


def test_enough_questions_name_what_must_not_be_quoted() -> None:
    """At least 200 questions have a rule of another time that resembles the right one."""
    assert sum(bool(question.wrong) for question in QUESTIONS) >= 200
    assert len(QUESTIONS) == len({question.text for question in QUESTIONS})
    assert not [q.id for q in QUESTIONS if {*q.right} & {*q.wrong}]


def test_right_was_in_force_on_the_day_and_wrong_was_not() -> None:
    """The answers of each question agree with what the texts say of their own time."""
    truth = load_truth().in_force

    def binding(ids: Sequence[str], day: date) -> list[bool]:
        return [all(one.holds_on(day) for one in _spans(truth, name)) for name in ids]

    assert not [q.id for q in QUESTIONS if not all(binding(q.right, q.day))]
    assert not [q.id for q in QUESTIONS if any(binding(q.wrong, q.day))]


def _spans(truth: Sequence[InForce], name: str) -> list[InForce]:
    """Return what is known of the time of the Điều called *name*."""
    number, _, article = name.rpartition("|")
    return [one for one in truth if one.number == number and one.path in ("", f"dieu{article}")]


def test_the_day_of_each_question_is_understood() -> None:
    """Without a day beside it, the question's own words give the year that is meant."""
    today = CLOCK.today()
    named = [q for q in QUESTIONS if q.as_of is None and q.id not in DAYS_SAID_BY_A_LAW]

    def understood(question: EraQuestion) -> date:
        found = day_in_question(question.text, today)
        return found[0] if found else today

    assert not [q.id for q in named if understood(q).year != q.day.year]


def test_every_article_named_is_among_the_files(shared_data: Path) -> None:
    """Each document that a question names lies among the regulations or the starter library."""
    starter = Path(__file__).parents[2] / "knowledge" / "starter"
    files = [*(shared_data / "regs").glob("*.txt"), *starter.glob("*.md")]
    text = "\n".join(file.read_text("utf-8", errors="replace") for file in files)
    numbers = {one.rpartition("|")[0] for q in QUESTIONS for one in (*q.right, *q.wrong)}
    assert not [number for number in numbers if number not in text]
