"""Sở Tài chính appraises, returns and is held to what was asked for; a commune decides for itself."""

from datetime import date

import pytest

from agencies.models import Event
from agencies.workflow import NotAllowed, WorkflowError, perform
from budgets.estimates import services
from budgets.models import Estimate
from plans.models import VolumeReview
from tests.helpers.estimates import DOCUMENT, decision_fields, granted


def test_tuan_appraises_less_and_says_why(as_user, lan, tuan, submitted):
    url = f"/du-toan/{submitted.pk}/appraise/"
    shown = as_user(tuan).get(url).content.decode()
    assert 'value="1.000"' in shown and 'value="50"' in shown
    page = as_user(tuan).submit(url, decision_fields(submitted, amount_2="25"))
    assert "Số hóa trang A3: số này khác số đề nghị, ghi lý do chênh lệch." in page.content.decode()
    as_user(tuan).submit(url, decision_fields(submitted, amount_2="25", why_2="Trang A3 trùng"))
    submitted.refresh_from_db()
    assert submitted.state == "appraised"
    assert (submitted.result.requested_dong, submitted.result.difference_dong) == (5_385_600, -244_800)
    page = as_user(lan).get(f"/du-toan/{submitted.pk}/").content.decode()
    assert (
        "−244.800 đồng" in page
        and "Trang A3 trùng" in page
        and "25/50 trang" in page
        and "12/STC-NS ngày 20/6/2025" in page
    )


def test_nobody_appraises_more_than_was_asked_for(as_user, tuan, submitted):
    page = (
        as_user(tuan)
        .submit(f"/du-toan/{submitted.pk}/appraise/", decision_fields(submitted, amount_1="1.001", reason="Tăng"))
        .content.decode()
    )
    assert "Số hóa trang A4: không được lớn hơn số đề nghị (1.000 trang)" in page
    with pytest.raises(WorkflowError, match="không được lớn hơn số đề nghị"):
        perform(submitted, "appraise", actor=tuan, document=("1", date(2025, 6, 20)), lines=granted(1_001))
    submitted.refresh_from_db()
    assert submitted.state == "submitted"


def test_tuan_appraises_the_amount_asked_for(as_user, tuan, submitted):
    as_user(tuan).submit(f"/du-toan/{submitted.pk}/appraise/", decision_fields(submitted))
    assert submitted.appraisals.get().difference_dong == 0


def test_a_document_of_tomorrow_is_refused(as_user, tuan, submitted):
    page = as_user(tuan).submit(
        f"/du-toan/{submitted.pk}/appraise/", decision_fields(submitted, document_date="21/6/2025")
    )
    assert "không được sau hôm nay" in page.content.decode()


def test_tuan_returns_it_and_lan_reads_why(as_user, lan, tuan, submitted):
    as_user(tuan).submit(f"/du-toan/{submitted.pk}/return/", {"reason": "Thiếu thuyết minh"})
    page = as_user(lan).get(f"/du-toan/{submitted.pk}/").content.decode()
    assert "Trả lại để sửa" in page and "Thiếu thuyết minh" in page
    submitted.refresh_from_db()
    as_user(lan).submit(f"/du-toan/{submitted.pk}/submit/", {"version": submitted.version})
    submitted.refresh_from_db()
    assert submitted.state == "submitted"


def test_nobody_decides_on_what_they_submitted(submitted, tuan):
    Estimate.objects.update(submitted_by=tuan)
    with pytest.raises(NotAllowed, match="không được tự quyết định"):
        perform(submitted, "appraise", actor=tuan, document=DOCUMENT)


@pytest.mark.parametrize("name", ["hoa", "lan", "minh", "nam", "binh", "mai", "son", "quy", "thu"])
def test_only_so_tai_chinh_appraises(cast, submitted, name):
    with pytest.raises(NotAllowed):
        perform(submitted, "appraise", actor=cast(name), document=DOCUMENT)


def test_so_tai_chinhs_own_estimate_is_marked(plan, agencies, catalogue_of, cast, tuan):
    catalogue_of("STC")
    clerk = cast("binh")
    clerk.agency = agencies["STC"]
    clerk.save()
    estimate = services.draft_estimate(agencies["STC"], plan=plan, actor=clerk)
    perform(estimate, "submit", actor=clerk)
    perform(estimate, "appraise", actor=tuan, document=DOCUMENT)
    assert Event.objects.about(estimate).get(action="appraise").own_agency


def test_thu_decides_for_her_commune_and_tuan_only_looks(as_user, plan, agencies, thu, tuan):
    VolumeReview.objects.create(
        plan=plan,
        agency=agencies["20335"],
        submitted_by=thu,
        submitted_on=date(2025, 4, 18),
        page_count=2_000,
        a4_page_count=2_000,
    )
    as_user(thu).submit("/du-toan/lap-moi/", {"name": "Dự toán phường", "agency": "20335"})
    estimate = Estimate.objects.get()
    assert estimate.requested_dong == 2_000 * 4_896
    assert as_user(tuan).get(f"/du-toan/{estimate.pk}/").status_code == 404
    as_user(thu).submit(f"/du-toan/{estimate.pk}/decide/", decision_fields(estimate, document_number="07/QĐ-UBND"))
    estimate.refresh_from_db()
    assert estimate.state == "decided" and estimate.result.own_decision
    page = as_user(tuan).get("/du-toan/").content.decode()
    assert "Dự toán phường" in page and "(để biết)" in page
    assert "/appraise/" not in as_user(tuan).get(f"/du-toan/{estimate.pk}/").content.decode()


def test_so_tai_chinh_cannot_appraise_a_communes_estimate(plan, agencies, thu, tuan):
    estimate = services.draft_estimate(agencies["20335"], plan=plan, actor=thu, pages_by_size={"a4": 5})
    with pytest.raises(NotAllowed, match="tự phê duyệt"):
        perform(estimate, "submit", actor=thu)
    Estimate.objects.update(state="submitted")
    with pytest.raises(NotAllowed, match="tự phê duyệt"):
        perform(estimate, "appraise", actor=tuan, document=DOCUMENT)


def test_lan_cannot_decide_for_her_department(draft, lan):
    with pytest.raises(NotAllowed, match="do Sở Tài chính thẩm định"):
        perform(draft, "decide", actor=lan, document=DOCUMENT)
