"""What inspectors do with a case reaches the reporter, the timeline, or nobody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from bot.desk.telling import sentences
from bot.reports.coding import load
from bot.reports.model import FOLLOWING, Author, Case, Event, Message, Status
from bot.reports.vault import VaultError, open_blob
from tests.bot.desk.office import Browser, Keyholder, Office, hidden_fields, report


def messages(office: Office, case: Case) -> list[Message]:
    """Return the messages of *case*, opened as the reporter opens them."""
    key = office.secrets[case.id].report_key
    return [
        load(Message, open_blob(key, case.id, "message", number, blob))
        for number, blob in office.desk.cases.messages(case.id)
    ]


def events(office: Office, case: Case) -> list[Event]:
    """Return the events of *case*, opened with the inspectors' key."""
    key = office.secrets[case.id].notes_key
    return [
        load(Event, open_blob(key, case.id, "event", number, blob))
        for number, blob in office.desk.cases.events(case.id)
    ]


@pytest.fixture
def case(office: Office) -> Case:
    """Return a case that was received today."""
    return office.receive(report())


def at(case: Case, deed: str = "") -> str:
    """Return the address of *case*, or of something done with it."""
    return f"/case/{case.number}/{deed}" if deed else f"/case/{case.number}"


def test_a_message_reaches_the_reporter(office: Office, browser: Browser, case: Case) -> None:
    """The reporter opens it with the receipt's key; who wrote it only inspectors read."""
    page = browser.fill(at(case), at(case, "message"), message="Xin cho biết\nngày nào?")

    [message] = messages(office, case)
    [event] = events(office, case)
    assert Message(Author.INSPECTOR, "Xin cho biết\nngày nào?", date(2026, 11, 23)) == message
    assert ("message", "Trần Thanh Tra", "2026-11-23T09:00:00+07:00") == (
        event.what,
        event.inspector,
        event.at,
    )
    assert "Xin cho biết\nngày nào?" in page
    assert date(2026, 11, 23) == office.desk.cases.get(case.id).answered  # type: ignore[union-attr]


def test_a_note_stays_with_the_inspectors(office: Office, browser: Browser, case: Case) -> None:
    """The reporter's key does not open it, and no message is made."""
    browser.fill(at(case), at(case, "note"), note="Nghi ngờ trùng hồ sơ khác.")

    [(number, blob)] = office.desk.cases.events(case.id)
    assert ["Nghi ngờ trùng hồ sơ khác."] == [event.text for event in events(office, case)]
    assert [] == messages(office, case)
    with pytest.raises(VaultError):
        open_blob(office.secrets[case.id].report_key, case.id, "event", number, blob)


def test_a_case_is_assigned_to_an_inspector(
    office: Office, browser: Browser, case: Case, colleague: Keyholder
) -> None:
    """Everybody for whom reports are sealed can be chosen; the page shows who it is."""
    (office.home / "keys" / "inspectors" / "b.pub").write_bytes(colleague.public)

    assert "<option>Lê Đồng Nghiệp</option>" in browser.http.get(at(case)).text
    page = browser.fill(at(case), at(case, "assign"), inspector="Lê Đồng Nghiệp")

    assert "<dd>Lê Đồng Nghiệp</dd>" in page
    assert "<option selected>Lê Đồng Nghiệp</option>" in page


def told(office: Office, status: Status, result: str = "Đã nhắc nhở") -> str:
    """Return the standard sentence of *status* with *result* filled in."""
    return sentences(office.desk)[status].replace("(ghi kết quả xử lý)", result)


@pytest.mark.parametrize("status", FOLLOWING[Status.RECEIVED])
def test_each_change_of_status_is_told_in_its_sentence(
    office: Office, browser: Browser, case: Case, status: Status
) -> None:
    """Status, event and message change together; the sentence is the standard one."""
    body = "Thanh tra tỉnh" if status is Status.REFERRED else ""
    said = told(office, status) if status is Status.CLOSED else ""

    browser.fill(
        at(case),
        at(case, "status"),
        status=status,
        reason="Đã xem xét.",
        body=body,
        sentence=said,
    )

    [event] = events(office, case)
    [message] = messages(office, case)
    assert status is office.desk.cases.get(case.id).status  # type: ignore[union-attr]
    assert ("status", "Đã xem xét.", status, body) == (
        event.what,
        event.text,
        event.status,
        event.body,
    )
    assert (Author.SYSTEM, status) == (message.author, message.status)
    assert "Đã xem xét." not in message.text
    assert body in message.text
    assert "(tên cơ quan" not in message.text
    assert ("Kết quả: Đã nhắc nhở." in message.text) is (status is Status.CLOSED)


def test_the_sentence_can_be_edited(office: Office, browser: Browser, case: Case) -> None:
    """What the inspector writes is told instead, with the body filled into its gap."""
    browser.fill(
        at(case),
        at(case, "status"),
        status="referred",
        reason="Thuộc công an.",
        body="Công an xã",
        sentence="Hồ sơ đã gửi (tên cơ quan tiếp nhận) ngày hôm nay.",
    )

    assert ["Hồ sơ đã gửi Công an xã ngày hôm nay."] == [m.text for m in messages(office, case)]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"status": "verifying", "reason": "  "}, "Cần ghi lý do"),
        ({"status": "referred", "reason": "Chuyển."}, "Cần ghi cơ quan tiếp nhận"),
        ({"status": "closed", "reason": "Xong."}, "chưa điền: (ghi kết quả xử lý)."),
        (
            {"status": "spam", "reason": "Xong.", "sentence": "Chuyển (tên cơ quan tiếp nhận)."},
            "chưa điền: (tên cơ quan tiếp nhận).",
        ),
        ({"status": "concluded", "reason": "Xong."}, "không chuyển tiếp được"),
        ({"status": "nonsense", "reason": "Xong."}, "không chuyển tiếp được"),
    ],
)
def test_an_incomplete_change_is_refused(
    office: Office, browser: Browser, case: Case, fields: dict[str, str], said: str
) -> None:
    """Nothing is written; one sentence says what is missing; what was typed stays."""
    page = browser.fill(at(case), at(case, "status"), **fields)

    assert said in page
    assert f">{fields['reason']}</textarea>" in page
    assert [] == events(office, case) == messages(office, case)
    assert Status.RECEIVED is office.desk.cases.get(case.id).status  # type: ignore[union-attr]


@pytest.mark.parametrize("deed", ["message", "note", "assign"])
def test_empty_forms_write_nothing(office: Office, browser: Browser, case: Case, deed: str) -> None:
    """Blanks are no message, note or name."""
    name = "inspector" if deed == "assign" else deed

    page = browser.fill(at(case), at(case, deed), **{name: " \r\n "})

    assert "Chưa nhập nội dung." in page
    assert [] == events(office, case)


@pytest.mark.parametrize(
    ("deed", "fields"),
    [
        ("message", {"message": "Tin đến sau."}),
        ("status", {"status": "closed", "reason": "Tin đến sau."}),
        ("assign", {"inspector": "Tin đến sau."}),
    ],
)
def test_two_inspectors_at_once(
    office: Office, browser: Browser, case: Case, deed: str, fields: dict[str, str]
) -> None:
    """Whoever comes second reads that the case has changed, and loses no word."""
    stale = hidden_fields(browser.http.get(at(case)).text, at(case, deed))
    other = office.browser()
    other.unlock(office.inspector)
    other.fill(at(case), at(case, "status"), status="verifying", reason="Người đến trước.")

    answer = browser.http.post(at(case, deed), data=stale | fields)

    assert 409 == answer.status_code
    assert "Hồ sơ vừa thay đổi" in answer.text
    assert "Người đến trước." in answer.text
    assert deed == "assign" or "Tin đến sau.</textarea>" in answer.text
    assert Status.VERIFYING is office.desk.cases.get(case.id).status  # type: ignore[union-attr]
    assert 1 == len(events(office, case)) == len(messages(office, case))


def test_of_many_at_the_same_moment_one_succeeds(
    office: Office, browser: Browser, case: Case
) -> None:
    """Six presses at once on the same state make one change, one event, one message."""
    others = [office.browser() for _ in range(6)]
    for other in others:
        other.unlock(office.inspector)
    forms = [hidden_fields(one.http.get(at(case)).text, at(case, "status")) for one in others]

    def press(index: int) -> int:
        fields = forms[index] | {"status": "verifying", "reason": f"Lần {index}."}
        target = at(case, "status")
        return others[index].http.post(target, data=fields, follow_redirects=False).status_code

    with ThreadPoolExecutor(6) as pool:
        codes = sorted(pool.map(press, range(6)))

    assert [303, 409, 409, 409, 409, 409] == codes
    assert 1 == len(events(office, case)) == len(messages(office, case))


def test_a_message_of_the_reporter_is_not_overlooked(
    office: Office, browser: Browser, case: Case
) -> None:
    """An answer to what is no longer the last word is held back until it was seen."""
    stale = hidden_fields(browser.http.get(at(case)).text, at(case, "message"))
    office.write_as_reporter(case, "Xin bỏ qua, đã giải quyết.")

    answer = browser.http.post(at(case, "message"), data=stale | {"message": "Xin chờ."})

    assert "Hồ sơ vừa thay đổi" in answer.text
    assert "Xin bỏ qua, đã giải quyết." in answer.text
    again = hidden_fields(answer.text, at(case, "message"))
    browser.http.post(at(case, "message"), data=again | {"message": "Cảm ơn."})
    assert ["Xin bỏ qua, đã giải quyết.", "Cảm ơn."] == [m.text for m in messages(office, case)]


def test_a_form_sent_twice_counts_once(office: Office, browser: Browser, case: Case) -> None:
    """A double press sends one message."""
    fields = hidden_fields(browser.http.get(at(case)).text, at(case, "message"))

    for _ in range(2):
        browser.http.post(at(case, "message"), data=fields | {"message": "Một lần."})

    assert ["Một lần."] == [message.text for message in messages(office, case)]


def test_notes_do_not_get_into_each_others_way(
    office: Office, browser: Browser, case: Case
) -> None:
    """A note is kept whatever was added meanwhile."""
    stale = hidden_fields(browser.http.get(at(case)).text, at(case, "note"))
    browser.fill(at(case), at(case, "note"), note="Một.")

    browser.http.post(at(case, "note"), data=stale | {"note": "Hai."})

    assert ["Một.", "Hai."] == [event.text for event in events(office, case)]


def end(office: Office, browser: Browser, case: Case) -> None:
    """Close *case* with a result."""
    said = told(office, Status.CLOSED)
    fields = {"status": "closed", "reason": "Đã giải quyết tại chỗ.", "sentence": said}
    browser.fill(at(case), at(case, "status"), **fields)
    assert Status.CLOSED is office.desk.cases.get(case.id).status  # type: ignore[union-attr]


def test_an_ended_case_takes_no_further_status(
    office: Office, browser: Browser, case: Case
) -> None:
    """After the end there is no form for it, nor for an answer; notes stay possible."""
    end(office, browser, case)

    page = browser.http.get(at(case)).text

    assert f'action="{at(case, "status")}"' not in page
    assert f'action="{at(case, "message")}"' not in page
    assert f'action="{at(case, "note")}"' in page
    assert "người phản ánh không trả lời được nữa" in page


def test_an_answer_to_a_case_that_ended_meanwhile_is_not_lost(
    office: Office, browser: Browser, case: Case
) -> None:
    """It is not sent, since nobody could reply; the words stay on the page."""
    stale = hidden_fields(browser.http.get(at(case)).text, at(case, "message"))
    end(office, browser, case)

    answer = browser.http.post(at(case, "message"), data=stale | {"message": "Xin hỏi thêm."})

    assert 409 == answer.status_code
    assert "Hồ sơ đã kết thúc nên tin chưa gửi." in answer.text
    assert "readonly>Xin hỏi thêm.</textarea>" in answer.text
    assert [Author.SYSTEM] == [message.author for message in messages(office, case)]


@pytest.mark.parametrize(
    ("deed", "fields", "said"),
    [
        ("message", {"message": "Xin chào."}, "Đã gửi tin cho người phản ánh."),
        ("note", {"note": "Đã gọi."}, "Đã ghi chú nội bộ."),
        ("assign", {"inspector": "Trần Thanh Tra"}, "Đã giao hồ sơ."),
        ("status", {"status": "verifying", "reason": "Rõ."}, "Đã thay đổi tình trạng"),
    ],
)
def test_what_was_done_is_said_once_beside_the_story(
    office: Office, browser: Browser, case: Case, deed: str, fields: dict[str, str], said: str
) -> None:
    """The browser goes to the timeline, where one sentence confirms; the next look has none."""
    other = office.receive(report())
    hidden = hidden_fields(browser.http.get(at(case)).text, at(case, deed))

    answer = browser.http.post(at(case, deed), data=hidden | fields, follow_redirects=False)

    assert f"{at(case)}#story" == answer.headers["location"]
    notice = f'role="status">{said}'
    assert notice not in browser.http.get(at(other)).text
    story = browser.http.get(at(case)).text.split('id="story"')[1].split("<ol")[0]
    assert notice in story
    assert notice not in browser.http.get(at(case)).text


def test_closing_without_a_result_shows_where_to_write_it(
    office: Office, browser: Browser, case: Case
) -> None:
    """Without scripts too: the standard sentence comes back with its gap, to be filled in."""
    page = browser.fill(at(case), at(case, "status"), status="closed", reason="Xong.", sentence="")

    field = page.split('id="sentence"')[1].split("</textarea>")[0]
    assert field.endswith(f">{sentences(office.desk)['closed']}")


def test_nothing_can_be_written_into_a_case_of_others(
    office: Office, browser: Browser, colleague: Keyholder
) -> None:
    """Without its keys nothing could be sealed for it."""
    case = office.receive(report(), sealed_for=[colleague])
    token = hidden_fields(browser.http.get("/").text, "/lock")

    answer = browser.http.post(at(case, "note"), data=token | {"note": "Ghi."})

    assert 403 == answer.status_code
    assert [] == office.desk.cases.events(case.id)


def test_the_story_is_told_in_order(office: Office, browser: Browser, case: Case) -> None:
    """Events and messages of several days stand one after the other, each once."""
    browser.fill(at(case), at(case, "assign"), inspector="Trần Thanh Tra")
    office.write_as_reporter(case, "A-hỏi thăm.")
    browser.fill(at(case), at(case, "message"), message="B-trả lời.")
    office.clock.move(days=1)
    browser.unlock(office.inspector)
    office.write_as_reporter(case, "C-bổ sung.")
    browser.fill(at(case), at(case, "note"), note="D-ghi chú.")
    browser.fill(at(case), at(case, "status"), status="verifying", reason="E-lý do.")
    office.write_as_reporter(case, "F-cảm ơn.")

    page = browser.http.get(at(case)).text

    story = page.split('<ol class="timeline">')[1].split("</ol>")[0]
    steps = ["giao hồ sơ cho", "A-hỏi", "B-trả", "D-ghi", "C-bổ", "E-lý", "đang được xác", "F-cảm"]
    assert [1] * len(steps) == [story.count(step) for step in steps]
    assert sorted(steps, key=story.index) == steps
