"""A person's days as a calendar: what is in it, how it is written, and who reads it."""

import re
from datetime import UTC, date, datetime

import pytest

from agencies.models import Event
from agencies.workflow import perform
from plans.difficulties.services import raise_difficulty
from plans.extensions.services import draft_extension
from reports.calendar_feed import views
from reports.calendar_feed.entries import entries_for
from reports.calendar_feed.ics import Entry, folded, written
from reports.calendar_feed.services import make_calendar, owner_of
from reports.models import CalendarFeed
from tests.helpers import factories as make
from tests.helpers.figures import DAY
from tests.helpers.money import an_appraised, signed

AT = datetime(2025, 6, 20, 1, 2, 3, tzinfo=UTC)


def read(content):
    """The calendar read back: [{property: value}] of its entries, lines unfolded and texts as they were."""
    text = content.decode()
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    found = []
    for part in re.sub("\r\n ", "", text).split("BEGIN:VEVENT\r\n")[1:]:
        body = part.partition("BEGIN:VALARM")[0]
        pairs = (line.partition(":") for line in body.split("\r\n") if line)
        found.append({name.partition(";")[0]: plain(value) for name, _, value in pairs})
    return found


def plain(value):
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], value)


def test_what_is_written_reads_back_as_it_was():
    long = "Ban hành kế hoạch; chi tiết, số hóa \\ hồ sơ\nđợt hai " * 6
    entry = Entry(date(2025, 12, 31), long, "milestone SYT review", "Trước ngày 20/4/2025.", "https://x.vn/a")
    (one,) = read(written("Lịch, của tôi", [entry], AT))
    assert one["SUMMARY"] == long and one["DESCRIPTION"] == "Trước ngày 20/4/2025."
    assert (one["DTSTART"], one["DTEND"], one["DTSTAMP"]) == ("20251231", "20260101", "20250620T010203Z")


def test_the_moment_is_in_utc():
    hanoi = datetime.fromisoformat("2025-06-20T00:30:00+07:00")
    assert b"DTSTAMP:20250619T173000Z" in written("x", [Entry(DAY, "a", "b")], hanoi)


def test_the_name_of_an_entry_is_stable_and_its_own():
    first, moved, other = Entry(DAY, "a", "x 1"), Entry(date(2025, 7, 1), "b", "x 1"), Entry(DAY, "a", "x 2")
    assert first.uid == moved.uid != other.uid


@pytest.mark.parametrize("length", [74, 75, 76, 150, 151])
def test_no_letter_is_cut_where_a_line_is_folded(length):
    line = "ộ" * length
    parts = list(folded(line))
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line
    assert all(len(part.encode()) <= 75 for part in parts)


def test_milestones_and_periods_of_the_own_agency_are_in_it(plan, agencies, lan, binh):
    make.a_target(agencies["SYT"], 117_000, 1_700)
    entries = {entry.title: entry.day for entry in entries_for(lan, plan, DAY)}
    assert entries["Hạn: Thực hiện số hóa – Sở Y tế"] == date(2025, 8, 14)  # "trước ngày 15/8"
    assert entries["Báo cáo tiến độ kỳ đến 20/6/2025 – Sở Y tế"] == DAY
    assert "Báo cáo tiến độ kỳ đến 27/6/2025 – Sở Y tế" in entries
    assert not any("Sở Y tế" in entry.title for entry in entries_for(binh, plan, DAY))


def test_an_extended_milestone_stands_on_its_new_day_and_names_both(plan, agencies, lan, hoa):
    make.a_target(agencies["SYT"], 117_000, 1_700)
    before = {entry.title: entry for entry in entries_for(lan, plan, DAY)}["Hạn: Thực hiện số hóa – Sở Y tế"]
    asked = {"milestone": "digitization", "proposed_day": date(2025, 9, 15), "reason": "Kho bị ngập."}
    request = perform(draft_extension(lan.agency, plan=plan, actor=lan, **asked), "submit", actor=lan)
    granted = {"granted_day": date(2025, 9, 15), "document": ("45/SNV-VTLT", DAY)}
    perform(request, "extend", actor=hoa, **granted)
    after = {entry.title: entry for entry in entries_for(lan, plan, DAY)}["Hạn: Thực hiện số hóa – Sở Y tế"]
    assert (before.day, after.day, before.uid == after.uid) == (date(2025, 8, 14), date(2025, 9, 15), True)
    assert after.note == "Kế hoạch: trước ngày 15/8/2025, gia hạn đến 15/9/2025."


def test_days_by_which_an_office_answers_and_contracts_end_are_in_it(plan, agencies, lan, tuan, hoa, son):
    one = raise_difficulty(lan.agency, plan=plan, actor=lan, kind=None, text="Thiếu vốn.", answerer="finance")
    signed(lan, an_appraised(lan, hoa), ends_on=date(2025, 7, 31))
    days = {entry.title: entry.day for user in (tuan, lan) for entry in entries_for(user, plan, DAY)}
    assert days[f"Hạn trả lời: {one}"] == one.due_on
    assert days["Hết thời hạn: Hợp đồng số 05/HĐ – Sở Y tế"] == date(2025, 7, 31)
    for other in (hoa, son):
        assert not any("Hạn trả lời" in entry.title for entry in entries_for(other, plan, DAY))
    perform(one, "answer_difficulty", actor=tuan, text="Đã bố trí.")
    assert not any("Hạn trả lời" in entry.title for entry in entries_for(tuan, plan, DAY))


def test_the_address_needs_no_log_in_and_only_its_hash_is_kept(client, agencies, lan):
    make.a_target(agencies["SYT"], 117_000, 1_700)
    token = make_calendar(lan)
    answer = client.get(f"/lich/{token}.ics")
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    assert "private" in answer["Cache-Control"] and read(answer.content)
    assert token not in CalendarFeed.objects.get().token_hash
    assert not Event.objects.filter(sentence__contains=token).exists()


def test_an_unknown_an_old_and_a_stopped_address_are_not_found(client, as_user, lan):
    old = make_calendar(lan)
    new = make_calendar(lan)
    assert [client.get(f"/lich/{token}.ics").status_code for token in (old, "x", new)] == [404, 404, 200]
    as_user(lan).post("/tai-khoan/tat-lich/")
    assert owner_of(new) is None


def test_a_closed_account_has_no_calendar(client, lan):
    token = make_calendar(lan)
    lan.is_active = False
    lan.save()
    assert client.get(f"/lich/{token}.ics").status_code == 404


def test_guessing_and_asking_too_often_is_refused(client, lan, monkeypatch):
    token = make_calendar(lan)
    for name in ("OF_ONE", "UNKNOWN"):
        quota = getattr(views, name)
        monkeypatch.setattr(views, name, type(quota)(quota.what, 2, quota.period, quota.sentence))
    assert [client.get(f"/lich/{token}.ics").status_code for _ in range(3)] == [200, 200, 429]
    assert [client.get(f"/lich/x{number}.ics").status_code for number in range(3)] == [404, 404, 429]


def test_the_address_is_shown_once(as_user, lan):
    browser = as_user(lan)
    page = browser.post("/tai-khoan/lich/").content.decode()
    token = re.search(r"/lich/([\w-]+)\.ics", page)[1]
    assert owner_of(token) == lan
    assert token not in browser.get("/tai-khoan/thu-va-lich/").content.decode()
