"""Công văn đôn đốc: drafted from the figures, edited, gone out once, corrected, received and counted."""

from datetime import date

import pytest

from agencies.documents import NumberTaken
from agencies.models import Event
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, perform
from plans.extensions.services import draft_extension
from reports.figures.urged import letters_sent, times_urged, urged_said
from reports.models import UrgingLetter, UrgingWording
from reports.urging import services
from tests.helpers import factories as make
from tests.helpers.figures import DAY


def test_figures_milestones_and_days_late_stand_in_the_sentences(drafted):
    (letter,) = drafted()
    assert "đã số hóa 9.000 trang trong 117.000 trang của Kế hoạch (7,69%), còn 108.000 trang" in letter.body
    assert "quá hạn 62 ngày mốc Rà soát hồ sơ, tài liệu (trước ngày 20/4/2025)" in letter.body
    # 108.000 pages on the 55 days from 21/6 to 14/8
    assert "còn 55 ngày, cần 1.964 trang mỗi ngày, đang đạt 143 trang mỗi ngày" in letter.body
    assert "theo số liệu đã nhận đến hết ngày 20/6/2025, Sở Y tế: " in letter.body
    assert "Sở Nội vụ đề nghị Sở Y tế:" in letter.body and "{" not in letter.body
    assert letter.subject == "đôn đốc tiến độ số hóa hồ sơ, tài liệu lưu trữ"


def test_the_days_late_are_those_of_the_forecast(drafted):
    facts = drafted()[0].urged.get().told
    forecast = date.fromisoformat(facts["forecast"])
    assert facts["days_late"] == (forecast - date(2025, 8, 14)).days > 0


def test_who_never_reported_has_done_an_unknown_number_not_none(plan, agencies, drafted):
    make.a_target(agencies["SXD"], 5_000, 100)
    (letter,) = drafted("SXD")
    assert "chưa báo cáo số trang đã số hóa trong 5.000 trang của Kế hoạch" in letter.body
    assert "chưa gửi báo cáo tiến độ từ kỳ đến ngày 13/6/2025" in letter.body
    assert letter.urged.get().told["scanned_pages"] is None


def test_one_letter_for_all_names_each_and_one_each_names_one(agencies, drafted):
    make.a_target(agencies["SXD"], 5_000, 100)
    (joint,) = drafted("SYT", "SXD")
    assert "còn 02 cơ quan, đơn vị, địa phương chậm tiến độ" in joint.body
    assert [line[:9] for line in joint.body.splitlines() if ": đã" in line or ": quá" in line] == [
        "- Sở Y tế",
        "- Sở Xây ",
    ]
    apart = drafted("SYT", "SXD", one_each=True)
    assert [str(one.urged.get().agency) for one in apart] == ["Sở Y tế", "Sở Xây dựng"]


def test_the_wording_of_a_day_is_that_of_the_admin(drafted):
    given = {"subject": "nhắc {don_vi}", "text_for_one": "Kính gửi {don_vi}: {tinh_hinh}", "text_for_many": "Nhắc."}
    UrgingWording.objects.create(valid_from=DAY, **given)
    UrgingWording.objects.create(valid_from=date(2025, 6, 21), subject="mai", text_for_one="x", text_for_many="x")
    (letter,) = drafted()
    assert letter.subject == "nhắc Sở Y tế" and letter.body.startswith("Kính gửi Sở Y tế: quá hạn 62 ngày")


def test_a_wording_with_an_unknown_place_is_refused():
    wording = UrgingWording(valid_from=DAY, subject="x", text_for_one="{don_vi.__class__}", text_for_many="x")
    with pytest.raises(Exception, match="Không có chỗ điền"):
        wording.clean()


def test_what_was_edited_is_what_goes_out_and_then_stays(drafted, hoa):
    (letter,) = drafted()
    edited = services.edit_letter(letter, subject="nhắc lần 2", body="Một.\nHai.", actor=hoa, expected_version=1)
    with pytest.raises(Overtaken):
        services.edit_letter(letter, subject="khác", body="Khác.", actor=hoa, expected_version=1)
    gone = services.send_letter(edited, number="5/SNV", day=DAY, actor=hoa, expected_version=2)
    with pytest.raises(Overtaken, match="đã ghi ban hành"):
        services.edit_letter(gone, subject="khác", body="Khác.", actor=hoa, expected_version=gone.version)
    assert UrgingLetter.objects.get().body == "Một.\nHai."


def test_a_letter_goes_out_once(sent, hoa):
    letter = sent()
    with pytest.raises(Overtaken):
        services.send_letter(letter, number="1235/SNV", day=DAY, actor=hoa, expected_version=letter.version)
    assert Event.objects.filter(action="urge").count() == 1


def test_one_number_is_one_letter(drafted, sent, hoa):
    sent()
    (other,) = drafted()
    with pytest.raises(NumberTaken):
        services.send_letter(other, number="1234/SNV-QLVTLT", day=DAY, actor=hoa, expected_version=1)
    other.refresh_from_db()
    assert other.is_draft


@pytest.mark.parametrize("dated", [date(2025, 6, 21), date(2025, 6, 19)])
def test_a_letter_bears_no_day_to_come_and_none_before_its_figures(drafted, hoa, dated):
    (letter,) = drafted()
    with pytest.raises(WorkflowError, match="Ngày công văn không được sau|trước ngày của số liệu"):
        services.send_letter(letter, number="5/SNV", day=dated, actor=hoa, expected_version=1)


def test_a_correction_needs_a_reason_and_is_told_to_the_agency(sent, hoa, lan):
    letter = sent(number="1243/SNV")
    given = {"number": "1234/SNV", "day": DAY, "actor": hoa, "expected_version": letter.version}
    with pytest.raises(WorkflowError, match="Ghi lý do"):
        services.correct_letter(letter, reason=" ", **given)
    right = services.correct_letter(letter, reason="Ghi nhầm số.", **given)
    told = Event.objects.visible_to(lan).get(action="correct_urging")
    assert told.sentence == (
        "đính chính Công văn số 1243/SNV ngày 20/6/2025: nay là Công văn số 1234/SNV ngày 20/6/2025"
    )
    assert (told.reason, str(right)) == ("Ghi nhầm số.", "Công văn số 1234/SNV ngày 20/6/2025")


def test_who_is_urged_says_once_that_it_was_received(sent, lan, minh, binh):
    letter = sent()
    for stranger in (minh, binh):
        with pytest.raises(NotAllowed):
            services.receive_letter(letter, actor=stranger)
    services.receive_letter(letter, actor=lan)
    with pytest.raises(Overtaken):
        services.receive_letter(letter, actor=lan)
    assert letter.urged.get().received_by == lan


def test_drafts_are_the_offices_and_what_went_out_is_for_who_it_urges(drafted, sent, cast):
    (draft,), letter = drafted(), sent()
    seen = {name: set(UrgingLetter.objects.visible_to(cast(name))) for name in ("hoa", "mai", "tuan", "lan", "minh")}
    assert seen == {"hoa": {draft, letter}, "mai": {letter}, "tuan": {letter}, "lan": {letter}, "minh": {letter}}
    assert set(UrgingLetter.objects.visible_to(cast("binh"))) == set()


@pytest.mark.parametrize("name", ["tuan", "quy", "lan"])
def test_only_who_follows_the_plan_urges(drafted, cast, name):
    (letter,) = drafted()
    with pytest.raises(NotAllowed):
        services.send_letter(letter, number="1/X", day=DAY, actor=cast(name), expected_version=1)


def test_letters_are_counted_as_of_the_day_they_were_recorded(plan, agencies, sent, day):
    sent(number="1/SNV")
    day("2025-06-23")
    sent(number="2/SNV", day=date(2025, 6, 21))
    syt = agencies["SYT"].pk
    assert syt not in times_urged(plan, date(2025, 6, 19))
    assert times_urged(plan, date(2025, 6, 22))[syt] == (1, DAY)
    assert times_urged(plan, date(2025, 6, 23))[syt] == (2, date(2025, 6, 21))
    assert letters_sent(plan, date(2025, 6, 23)) == 2
    assert urged_said(times_urged(plan, date(2025, 6, 23))[syt]) == "đã đôn đốc 02 lần, gần nhất ngày 21/6/2025"


def test_what_was_extended_is_late_from_the_extended_day_on(plan, late, lan, hoa, drafted, day):
    decided = day("2025-06-02")
    asked = {"milestone": "review", "proposed_day": date(2025, 6, 15), "reason": "Kho bị ngập."}
    request = perform(draft_extension(late, plan=plan, actor=lan, **asked), "submit", actor=lan)
    granted = {"granted_day": date(2025, 6, 15), "document": ("45/SNV-VTLT", decided)}
    perform(request, "extend", actor=hoa, **granted)
    day("2025-06-20")
    said = "quá hạn 05 ngày mốc Rà soát hồ sơ, tài liệu (trước ngày 20/4/2025, được gia hạn đến hết ngày 15/6/2025)"
    assert said in drafted()[0].body
