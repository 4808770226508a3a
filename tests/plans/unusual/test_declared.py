"""Reviews and progress reports beyond a bound: a reason when they are typed, no figure before a second person."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from agencies import history
from plans.declarations.reviews import submit_review
from plans.excess.measure import excess_of
from plans.models import Bound, Plan, ProgressReport, UnusualValue, VolumeReview
from plans.progress.services import submit_progress
from plans.progress.table import progress_table, sums
from plans.unusual.bounds import bounds_on, make_usual_bounds
from plans.unusual.services import Unusual, confirm, give_back
from reports.figures import province_figures
from tests.helpers import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TODAY, PERIOD, NEXT = date(2025, 6, 20), date(2025, 6, 13), date(2025, 6, 20)
WHY = "Bàn giao của đợt chỉnh lý cũ."


def figures(pages, files=None):
    files = pages // 27 if files is None else files
    return dict.fromkeys(("checked_files", "checked_pages", "integrated_files", "integrated_pages"), 0) | {
        "scanned_files": files,
        "scanned_pages": pages,
    }


def reported(plan, actor, pages, period_end=PERIOD, reason="Thẩm định sau."):
    details = {"period_end": period_end, "figures": figures(pages), "reason": reason}
    return submit_progress(actor.agency, plan=plan, actor=actor, **details)


def reviewed(plan, actor, pages, reason="", files=None):
    line = {"fonds_name": "Phông chính", "arrangement": "full", "retention": "permanent", "page_count": pages}
    line["file_count"] = pages // 27 if files is None else files
    return submit_review(actor.agency, plan=plan, actor=actor, lines=[line], reason=reason)


def own(code="SYT", day=TODAY):
    return province_figures(Plan.current(), day).by_code[code]


def test_a_review_far_above_the_target_asks_and_waits(plan, lan, hoa):
    make.a_target(lan.agency, 100_000)
    with pytest.raises(Unusual, match="bằng 900,00% chỉ tiêu"):
        reviewed(plan, lan, 900_000)
    assert not VolumeReview.objects.exists()
    made = reviewed(plan, lan, 900_000, WHY)
    value = UnusualValue.objects.get(object_id=made.pk)
    assert (value.kind, value.pages, value.reason, value.entered_by) == ("review", 900_000, WHY, lan)
    assert (own().reviewed_pages, own().unconfirmed_reviewed_pages) == (0, 900_000)
    assert own().milestones["review"].done_on == TODAY  # it was handed in all the same
    confirm(value, actor=hoa, seen=1)
    assert (own().reviewed_pages, own().unconfirmed_reviewed_pages) == (900_000, 0)


def test_the_last_usual_review_stands_until_then(plan, lan, hoa):
    make.a_target(lan.agency, 100_000)
    reviewed(plan, lan, 98_000)
    reviewed(plan, lan, 10_000, "Thiếu một số 0.")
    assert (own().reviewed_pages, own().unconfirmed_reviewed_pages) == (98_000, -88_000)
    give_back(UnusualValue.objects.get(), actor=hoa, seen=1, answer="Kiểm tra lại.")
    assert own().reviewed_pages == 98_000
    reviewed(plan, lan, 99_000, "Sửa.")
    assert UnusualValue.objects.get().state == "replaced"
    assert (own().reviewed_pages, own().unconfirmed_reviewed_pages) == (99_000, 0)


def test_a_jump_waits_and_the_report_before_it_stands(plan, lan, hoa, day):
    make.a_target(lan.agency, 1_000_000)
    reported(plan, lan, 100_000)
    jump = reported(plan, lan, 900_000, NEXT, WHY)
    value = UnusualValue.objects.get(object_id=jump.pk)
    assert "Thêm 800.000 trang đã số hóa so với kỳ trước" in value.sentences[0]
    row = own()
    assert (row.scanned_pages, row.unconfirmed_scanned_pages, row.last_period_end) == (100_000, 800_000, PERIOD)
    assert (row.handed_in_until, row.is_silent) == (NEXT, False)  # it did report
    assert "cần xác nhận" in row.schedule_name
    tomorrow = day("2025-06-21")
    confirm(value, actor=hoa, seen=1)
    confirmed = own(day=tomorrow)
    assert (confirmed.scanned_pages, confirmed.unconfirmed_scanned_pages) == (900_000, 0)
    assert (own().scanned_pages, own().unconfirmed_scanned_pages) == (100_000, 800_000)  # as of the day before


def test_the_next_report_does_not_carry_a_jump_past_the_second_person(plan, lan, day):
    make.a_target(lan.agency, 1_000_000)
    reported(plan, lan, 100_000)
    reported(plan, lan, 900_000, NEXT, WHY)
    later = day("2025-06-27")
    reported(plan, lan, 910_000, later, "Tăng ít.")
    assert UnusualValue.objects.filter(state="open").count() == 2
    assert own(day=later).scanned_pages == 100_000


def test_the_table_of_a_period_sums_what_the_figures_do(plan, lan, hoa):
    make.a_target(lan.agency, 1_000_000)
    reported(plan, lan, 100_000)
    reported(plan, lan, 900_000, NEXT, WHY)
    row = next(each for each in progress_table(plan, NEXT, hoa) if each.agency == lan.agency)
    assert (row.state, row.waits, row.scanned_pages, row.in_period_pages) == ("da-gui", True, 100_000, None)
    assert sums([row])["scanned_pages"] == province_figures(plan, TODAY).total.scanned_pages == 100_000


def test_a_form_warns_and_keeps_what_was_typed(plan, lan, as_user):
    make.a_target(lan.agency, 1_000_000)
    typed = {name: str(value) for name, value in figures(1_200_000).items()}
    typed |= {"difficulties": "Thiếu máy quét.", "proposals": "", "reason": "", "version": "0"}
    shown = as_user(lan).submit("/tien-do/ky/2025-06-13/", typed).content.decode()
    assert (
        "Đã số hóa 1.200.000 trang, bằng 120,00% chỉ tiêu của Kế hoạch" in shown
        and "sau khi Sở Nội vụ xác nhận" in shown
    )
    assert "Thiếu máy quét." in shown and 'value="1200000"' in shown.replace("1.200.000", "1200000")
    as_user(lan).submit("/tien-do/ky/2025-06-13/", typed | {"reason": WHY})
    made = ProgressReport.objects.get()
    assert history.of(made).filter(action="explain_unusual").get().reason == WHY
    assert "Cần xác nhận." in as_user(lan).get(f"/tien-do/{made.pk}/").content.decode()


def test_without_any_target_nobody_is_asked(plan, lan):
    reported(plan, lan, 90_000)
    assert not UnusualValue.objects.exists()


def test_bounds_are_dated_data(plan, lan):
    Bound.objects.all().delete()
    assert bounds_on(TODAY)["review_most"] == 150
    make_usual_bounds()
    assert Bound.objects.count() == len(Bound.Key)
    Bound.objects.create(key="review_most", value=1_000, valid_from=TODAY, source="Công văn")
    assert bounds_on(TODAY - timedelta(days=1))["review_most"] == 150
    assert bounds_on(TODAY)["review_most"] == 1_000
    make.a_target(lan.agency, 100_000)
    reviewed(plan, lan, 900_000)
    assert not UnusualValue.objects.exists()


def test_an_unconfirmed_review_lets_no_larger_catalogue_in(plan, lan):
    make.a_target(lan.agency, 100_000)
    reviewed(plan, lan, 98_000)
    reviewed(plan, lan, 900_000, WHY)
    assert excess_of(lan.agency, plan).reviewed.pages == 98_000


def test_an_administrator_changes_a_bound_from_the_next_day_on(plan, quy, as_user):
    with pytest.raises(ValidationError, match="từ ngày mai"):
        Bound(key="review_most", value=200, valid_from=TODAY, source="Công văn").full_clean()
    address = "/quan-tri/plans/bound/add/"
    sent = {"key": "review_most", "value": "200", "valid_from": "21/6/2025", "source": "Công văn 5/SNV"}
    shown = as_user(quy).submit(address, sent).content.decode()
    assert "từ 150 thành 200; số liệu đã gửi không xét lại" in shown
