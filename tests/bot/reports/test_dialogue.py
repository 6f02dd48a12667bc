"""The dialogue as a pure function: whatever happens in whatever order, its promises hold."""

from dataclasses import replace
from datetime import date
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reports.answers import World
from bot.reports.dialogue import advance, begun, checked, handed_in
from bot.reports.events import (
    HANDED_IN,
    LONGEST_WHAT,
    MOST_FILES,
    Check,
    Draft,
    Edited,
    Erase,
    Event,
    Filed,
    GivenUp,
    Notice,
    Pressed,
    Say,
    Sent,
    Show,
    Step,
    Submit,
    Tidy,
    Typed,
    Verb,
)
from bot.reports.kinds import Kinds
from bot.reports.model import Attachment
from bot.reports.moments import Moment
from bot.reports.units import Units

TODAY = date(2026, 11, 22)
WORLD = World(
    TODAY,
    Kinds.load(),
    Units.load(),
    (Moment("today", "Hôm nay (22/11/2026)", TODAY), Moment("week", "Trong tuần này", None)),
)
VALUES = ("", "today", "week", "ruou-bia-thuoc-la", "khac", "04", "01-00070", "99", "2", *Step)
TEXTS = (
    "hoan kiem",
    "hôm qua",
    "31/12/2030",
    "uống rượu trong giờ",
    "xong",
    "bỏ qua",
    "quay lại",
    "hủy",
    "bắt đầu",
    "1234 5678 9012 3456",
    "x" * 501,
    "y" * 2500,
)


def file(number: int) -> Attachment:
    """Return an attachment with a sealed copy."""
    return Attachment(f"{number:032x}", "", "image/jpeg", 9, f"{number + 1000:032x}")


def typed(text: str, message: int = 1) -> Typed:
    """Return a text that came as this message."""
    return Typed(text, Sent(message, 0))


def step_on(draft: Draft, *events: Event | tuple[Verb, str]) -> Draft:
    """Let events happen one after the other; (verb, value) is a press on the newest screen."""

    def happen(before: Draft, event: Event | tuple[Verb, str]) -> Draft:
        press = Pressed(*event, before.turn) if isinstance(event, tuple) else event
        after, _ = advance(before, press, WORLD)
        assert after is not None
        return after

    return reduce(happen, events, draft)


def at_preview() -> Draft:
    """Return a draft that has everything, shown for a last look."""
    return step_on(
        begun("secrets", 1),
        (Verb.START, ""),
        (Verb.KIND, "thai-do"),
        (Verb.UNIT, "01-00070"),
        (Verb.WHEN, "today"),
        typed("Chị ấy quát người già.", 5),
        (Verb.NEXT, ""),
        (Verb.NEXT, ""),
        (Verb.NEXT, ""),
    )


EVENTS = st.one_of(
    st.builds(
        lambda verb, value, off: (verb, value, off),
        st.sampled_from(Verb),
        st.sampled_from(VALUES),
        st.sampled_from((0, 0, 0, 0, 1)),
    ),
    st.builds(typed, st.sampled_from(TEXTS), st.integers(1, 30)),
    st.builds(Edited, st.sampled_from(TEXTS), st.integers(1, 30)),
    st.builds(
        lambda number, message, album: Filed(file(number), Sent(message, 0), "chú thích", album),
        st.integers(0, 14),
        st.integers(1, 30),
        st.sampled_from(("", "a")),
    ),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(EVENTS, max_size=60))
def test_whatever_happens_the_draft_stays_sound(happened: list[object]) -> None:
    """Limits hold, files are never lost sight of, and only a whole report is handed in."""
    draft, sealed, erased = begun("secrets", 1), set[str](), set[str]()
    for event in happened:
        if isinstance(event, tuple):
            event = Pressed(event[0], event[1], draft.turn - event[2])
        if isinstance(event, Filed):
            sealed |= {event.file.file, event.file.cleaned}
            erased -= {event.file.file, event.file.cleaned}
        after, effects = advance(draft, event, WORLD)
        erased |= {name for one in effects if isinstance(one, Erase) for name in one.files}
        if any(isinstance(one, Submit) for one in effects):
            assert draft.step is Step.CONFIRM and draft.missing is None
        if after is None:
            assert sealed <= erased
            assert any(isinstance(one, Tidy) for one in effects)
            return
        assert after.turn >= draft.turn
        assert len(after.story) <= LONGEST_WHAT
        assert len(after.files) <= MOST_FILES
        assert after.trail[0] is Step.INTRO and len(set(after.trail)) == len(after.trail)
        assert sealed - erased == set(after.file_names)
        assert any(isinstance(one, Show) for one in effects) == (after.turn > draft.turn)
        draft = after


@settings(max_examples=400, deadline=None)
@given(st.lists(EVENTS, max_size=40))
def test_back_leads_to_the_step_before(happened: list[object]) -> None:
    """After every step forward, one press of "back" stands where one stood before."""
    draft = begun("secrets", 1)
    for event in happened:
        if isinstance(event, tuple):
            event = Pressed(event[0], event[1], draft.turn - event[2])
        after, _ = advance(draft, event, WORLD)
        if after is None:
            return
        if len(after.trail) > len(draft.trail):
            back, _ = advance(after, Pressed(Verb.BACK, "", after.turn), WORLD)
            assert back is not None
            assert back.step is draft.step
        draft = after


@settings(max_examples=200, deadline=None)
@given(st.lists(EVENTS, max_size=40))
def test_giving_up_erases_everything(happened: list[object]) -> None:
    """/huy at any moment erases each file and takes each message out of the chat."""
    draft = begun("secrets", 1)
    for event in happened:
        if isinstance(event, tuple):
            event = Pressed(event[0], event[1], draft.turn - event[2])
        after, _ = advance(draft, event, WORLD)
        draft = after or draft

    after, effects = advance(draft, GivenUp(), WORLD)

    assert after is None
    assert effects[:2] == (Erase(draft.file_names), Tidy(draft.own))


def test_a_report_goes_through_all_steps() -> None:
    """The trail is the way that was gone, and the preview has everything."""
    draft = at_preview()

    assert draft.trail == (
        Step.INTRO,
        Step.KIND,
        Step.PROVINCE,
        Step.WHEN,
        Step.WHAT,
        Step.WHO,
        Step.EVIDENCE,
        Step.PREVIEW,
    )
    assert draft.missing is None
    assert draft.unit_text == "Phường Hoàn Kiếm, Thành phố Hà Nội"


def test_handing_in_takes_two_presses() -> None:
    """The first asks, the second does it; the draft itself stays until it is safe."""
    asked = step_on(at_preview(), (Verb.SEND, ""))
    after, effects = advance(asked, Pressed(Verb.SUBMIT, "", asked.turn), WORLD)

    assert (after, effects) == (asked, (Submit(),))


def test_what_is_handed_in_leaves_nothing_in_the_draft() -> None:
    """Only the ids of its messages stay, for the chat to be tidied."""
    left = handed_in(at_preview())

    assert left == Draft("", left.turn, (Step.RECEIPT,), own=(Sent(5, 0),))


@pytest.mark.parametrize(
    "step", [Step.KIND, Step.PROVINCE, Step.WHEN, Step.WHAT, Step.WHO, Step.EVIDENCE]
)
def test_a_part_that_is_changed_leads_back_to_the_preview(step: Step) -> None:
    """Each part can be opened from the preview, and "back" leaves it as it was."""
    draft = at_preview()
    changing = step_on(draft, (Verb.CHANGE, step))
    back = step_on(changing, (Verb.BACK, ""))

    assert changing.step is step
    assert replace(back, turn=0) == replace(draft, turn=0)


def test_a_changed_unit_leads_back_to_the_preview() -> None:
    """Also over the province and its communes."""
    draft = step_on(
        at_preview(),
        (Verb.CHANGE, Step.PROVINCE),
        (Verb.PROVINCE, "04"),
        (Verb.UNIT, "04"),
    )

    assert (draft.step, draft.unit, draft.unit_text) == (Step.PREVIEW, "04", "Tỉnh Cao Bằng")


def test_a_unit_can_be_written_freely() -> None:
    """It has no code then, and stands as it was typed."""
    draft = step_on(begun("s", 1), (Verb.START, ""), (Verb.KIND, "khac"), typed(" Trạm  Y tế  X "))
    draft = step_on(draft, (Verb.FREE, ""))

    assert (draft.unit, draft.unit_text, draft.step) == ("", "Trạm Y tế X", Step.WHEN)


def test_a_poster_fills_the_unit_in() -> None:
    """Its step is left out; the preview can still change it."""
    unit = WORLD.units.get("01-00070")
    draft = step_on(begun("s", 1, unit), (Verb.START, ""), (Verb.KIND, "khac"))

    assert (draft.unit, draft.step) == ("01-00070", Step.WHEN)


def test_a_press_on_an_older_screen_changes_nothing() -> None:
    """Who presses twice, or scrolls up, is told so."""
    draft = step_on(begun("s", 7), (Verb.START, ""))

    outcome = advance(draft, Pressed(Verb.KIND, "khac", 7), WORLD)

    assert outcome == (draft, (Notice("report-stale"),))


@pytest.mark.parametrize(
    ("text", "kind"),
    [("cán bộ vòi tiền", "sach-nhieu"), ("nhau say trong gio lam viec", "gio-lam-viec")],
)
def test_a_kind_can_be_typed(text: str, kind: str) -> None:
    """With or without marks; the longest words decide."""
    draft = step_on(begun("s", 1), (Verb.START, ""), typed(text))

    assert (draft.kind, draft.step) == (kind, Step.PROVINCE)


def test_a_kind_that_is_not_understood_is_asked_again() -> None:
    """The buttons come again under a sentence."""
    draft = step_on(begun("s", 1), (Verb.START, ""))
    after, effects = advance(draft, typed("xin chào"), WORLD)

    assert after is not None and after.step is Step.KIND
    assert effects == (Show("report-kind-unclear"),)


def test_a_day_to_come_is_asked_again() -> None:
    """Nothing can be reported before it has happened."""
    draft = step_on(begun("s", 1), (Verb.START, ""), (Verb.KIND, "khac"), (Verb.UNIT, "04"))
    after, effects = advance(draft, typed("ngày 31/12/2026"), WORLD)

    assert after is not None and after.step is Step.WHEN
    assert effects == (Show("report-when-future"),)


def test_an_edited_message_changes_its_part_only() -> None:
    """And the preview is shown anew; a message of something else is none of ours."""
    draft = at_preview()
    changed, effects = advance(draft, Edited("Chị ấy quát bà cụ.", 5), WORLD)

    assert changed is not None and changed.story == "Chị ấy quát bà cụ."
    assert effects == (Show(),)
    assert advance(draft, Edited("Điều 3 nói gì?", 99), WORLD) == (draft, ())


def test_an_edit_before_the_last_press_calls_the_press_back() -> None:
    """What is confirmed is what was seen."""
    asked = step_on(at_preview(), (Verb.SEND, ""))

    assert step_on(asked, Edited("Khác hẳn.", 5)).step is Step.PREVIEW


def test_the_same_file_counts_once() -> None:
    """An update that is handled again adds nothing."""
    event = Filed(file(1), Sent(8, 0))
    once = step_on(at_preview(), event)
    after, effects = advance(once, event, WORLD)

    assert after is not None and len(after.files) == 1
    assert effects == ()


def test_an_eleventh_file_is_refused_and_erased() -> None:
    """It lies sealed already, and goes."""
    draft = step_on(at_preview(), *(Filed(file(n), Sent(n, 0)) for n in range(MOST_FILES)))
    eleventh = file(11)
    after, effects = advance(draft, Filed(eleventh, Sent(40, 0)), WORLD)

    assert after is not None and after.files == draft.files
    assert effects == (Erase((eleventh.file, eleventh.cleaned)), Say("report-file-many", 10))


def test_further_files_of_an_album_are_taken_silently() -> None:
    """One answer to ten photographs."""
    first, second = (Filed(file(n), Sent(n, 0), "", "album") for n in (1, 2))
    draft = step_on(at_preview(), first)
    after, effects = advance(draft, second, WORLD)

    assert after is not None and len(after.files) == 2
    assert effects == ()


def test_text_beyond_4000_characters_is_refused_whole() -> None:
    """The answer so far stays as it was."""
    draft = step_on(at_preview(), (Verb.CHANGE, Step.WHAT))
    after, effects = advance(draft, typed("x" * 3990), WORLD)

    assert after is not None and after.what == draft.what
    assert effects == (Show("report-what-long"),)


def test_after_the_receipt_only_a_code_is_taken() -> None:
    """Other texts are for the assistant again."""
    draft = handed_in(at_preview())

    assert advance(draft, typed("Điều 3 nói gì?"), WORLD) == (draft, ())
    _, effects = advance(draft, typed("1234 5678 9012 3456", 9), WORLD)
    assert effects == (Check("1234 5678 9012 3456"),)
    wrong, _ = checked(draft, right=False)
    right, _ = checked(draft, right=True)
    assert wrong == draft
    assert right is not None and right.step is Step.TIDYING


@pytest.mark.parametrize("step", HANDED_IN)
def test_huy_after_handing_in_takes_no_receipt_away(step: Step) -> None:
    """The code may not be written down yet."""
    after, effects = advance(replace(handed_in(at_preview()), trail=(step,)), GivenUp(), WORLD)

    assert (after, effects) == (None, (Say("report-kept"),))
