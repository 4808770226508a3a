"""An estimate of a clerk: drafted, edited, compared, deleted; who may see it; and the list of all."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.drafts import owner_token
from agencies.models import Event
from agencies.workflow import WorkflowError, perform
from budgets.estimates import limits, services
from budgets.models import Estimate
from plans.models import SizeFactor, Target
from tests.conftest import PASSWORD
from tests.helpers.estimates import DOCUMENT, edit_fields, granted


def test_lan_drafts_from_the_appraised_pages(as_user, lan, catalogue_of):
    catalogue_of(a3=50)
    as_user(lan).submit("/du-toan/lap-moi/", {"name": "Đợt 1", "agency": "SYT"})
    estimate = Estimate.objects.get()
    assert (estimate.a4_page_count, estimate.requested_dong) == (1_100, 1_100 * 4_896)
    assert [(line.page_count, line.factor, line.amount_dong) for line in estimate.lines.all()] == [
        (1_000, 1, 4_896_000),
        (50, 2, 489_600),
    ]
    page = as_user(lan).get(f"/du-toan/{estimate.pk}/").content.decode()
    assert "5.385.600 đồng" in page and "Năm triệu ba trăm tám mươi lăm ngàn sáu trăm đồng" in page
    assert "K cần Sở Tài chính xác nhận" in page


def test_the_plans_own_control_figure_is_exact(plan, agencies, lan):
    pages = {"a4": 29_573_193, "a3": 0, "a2": 0, "a1": 0, "a0": 0}
    estimate = services.draft_estimate(agencies["SYT"], plan=plan, actor=lan, pages_by_size=pages)
    assert estimate.requested_dong == 144_790_352_928


def test_a_confirmed_factor_needs_no_mark(as_user, lan, plan, agencies, catalogue_of):
    SizeFactor.objects.filter(size="a3").update(confirmed=True)
    catalogue_of(a3=50)
    estimate = services.draft_estimate(agencies["SYT"], plan=plan, actor=lan)
    assert not estimate.needs_confirmation
    assert "K cần Sở Tài chính xác nhận" not in as_user(lan).get(f"/du-toan/{estimate.pk}/").content.decode()


def test_a_department_without_an_appraised_catalogue_cannot_draft(as_user, lan):
    page = as_user(lan).submit("/du-toan/lap-moi/", {"name": "Đợt 1", "agency": "SYT"})
    assert "Chưa có Mục lục được thẩm định" in page.content.decode()
    assert not Estimate.objects.exists()


def test_a_department_cannot_submit_before_its_catalogue_is_appraised(plan, agencies, lan):
    estimate = services.draft_estimate(agencies["SYT"], plan=plan, actor=lan, pages_by_size={"a4": 10})
    with pytest.raises(WorkflowError, match="chưa được Sở Nội vụ thẩm định"):
        perform(estimate, "submit", actor=lan)


def test_lan_cannot_draft_for_another_agency(as_user, lan, catalogue_of):
    catalogue_of(a3=50)
    catalogue_of("SXD")
    as_user(lan).submit("/du-toan/lap-moi/", {"name": "Đợt 1", "agency": "SXD"})
    assert not Estimate.objects.exists()


def test_two_drafts_of_one_name_are_not_made_by_a_double_click(as_user, lan, catalogue_of):
    catalogue_of(a3=50)
    for _ in range(2):
        page = as_user(lan).submit("/du-toan/lap-moi/", {"name": "Đợt 1", "agency": "SYT"})
    assert "đã có dự toán cùng tên" in page.content.decode()
    assert Estimate.objects.count() == 1


def test_lan_edits_pages_and_adds_a_line(as_user, lan, draft):
    extra = {"extra-0-title": "Vật tư", "extra-0-extra": "1.500.000 đồng"}
    as_user(lan).submit(f"/du-toan/{draft.pk}/sua/", edit_fields(draft, pages_a4="900", note="Theo QĐ", **extra))
    draft.refresh_from_db()
    assert draft.requested_dong == (900 + 100) * 4_896 + 1_500_000
    assert draft.a4_page_count == 1_000
    assert Event.objects.about(draft).get(action="revise").before == {"requested_dong": 5_385_600}


def test_pages_above_the_appraised_ones_are_refused_at_the_field(as_user, lan, draft):
    page = as_user(lan).submit(f"/du-toan/{draft.pk}/sua/", edit_fields(draft, pages_a3="51")).content.decode()
    assert "vượt số đã thẩm định còn lại là 50 trang" in page and 'href="#id_pages_a3"' in page
    draft.refresh_from_db()
    assert draft.requested_dong == 5_385_600


@pytest.mark.parametrize("typed", ["1,000", "1.23", "-5", "nhiều", "99999999999999999"])
def test_what_is_no_number_is_said_so(as_user, lan, draft, typed):
    page = as_user(lan).submit(f"/du-toan/{draft.pk}/sua/", edit_fields(draft, pages_a4=typed))
    assert "Cần sửa" in page.content.decode()


def test_half_an_extra_line_is_an_error(as_user, lan, draft):
    page = as_user(lan).submit(f"/du-toan/{draft.pk}/sua/", edit_fields(draft, **{"extra-0-title": "Thuế"}))
    assert "Ghi số tiền" in page.content.decode()


def test_rows_can_be_added_without_javascript(as_user, lan, draft):
    page = as_user(lan).submit(f"/du-toan/{draft.pk}/sua/", edit_fields(draft, add_rows="1", pages_a4="77"))
    assert 'value="7"' in page.content.decode() and 'value="77"' in page.content.decode()


def test_two_clerks_do_not_overwrite_each_other(as_user, lan, nam, draft):
    stale = edit_fields(draft, pages_a4="100")
    as_user(nam).submit(f"/du-toan/{draft.pk}/sua/", edit_fields(draft, pages_a4="900"))
    page = as_user(lan).submit(f"/du-toan/{draft.pk}/sua/", stale)
    assert "Có người vừa thay đổi dự toán này" in page.content.decode()
    draft.refresh_from_db()
    assert draft.a4_page_count == 1_000


def test_pages_are_asked_for_once(plan, agencies, lan, submitted):
    second = services.draft_estimate(agencies["SYT"], plan=plan, actor=lan, name="Đợt 2", pages_by_size={"a4": 1})
    with pytest.raises(WorkflowError, match="vượt số đã thẩm định còn lại là 0 trang"):
        perform(second, "submit", actor=lan)
    assert limits.source_pages(agencies["SYT"])[0]["a4"] == 0


def test_what_was_submitted_cannot_be_edited(as_user, lan, submitted):
    as_user(lan).submit(f"/du-toan/{submitted.pk}/sua/", edit_fields(submitted, pages_a4="1"))
    submitted.refresh_from_db()
    assert submitted.a4_page_count == 1_100


def test_lan_deletes_a_draft_but_nothing_handed_in(as_user, lan, draft):
    perform(draft, "submit", actor=lan)
    perform(draft, "withdraw", actor=lan)
    as_user(lan).submit(f"/du-toan/{draft.pk}/xoa/")
    assert Estimate.objects.exists()
    Estimate.objects.update(submitted_at=None)
    as_user(lan).submit(f"/du-toan/{draft.pk}/xoa/")
    assert not Estimate.objects.exists()
    assert Event.objects.get(action="delete").sentence.endswith("5.385.600 đồng")


def test_the_cost_is_compared_with_the_target(as_user, lan, plan, agencies, draft):
    Target.objects.create(plan=plan, agency=agencies["SYT"], file_count=9, page_count=1_200)
    page = as_user(lan).get(f"/du-toan/{draft.pk}/").content.decode()
    assert "−489.600 đồng" in page and "còn thiếu 100 trang" in page


def test_binh_never_sees_so_y_tes_estimate(as_user, binh, submitted):
    for path in ("", "sua/", "xoa/", "submit/", "appraise/"):
        assert as_user(binh).get(f"/du-toan/{submitted.pk}/{path}").status_code == 404
    assert submitted.name not in as_user(binh).get("/du-toan/").content.decode()


def test_minh_reads_and_changes_nothing(as_user, minh, draft):
    page = as_user(minh).get(f"/du-toan/{draft.pk}/")
    assert page.status_code == 200 and f"/du-toan/{draft.pk}/sua/" not in page.content.decode()
    assert as_user(minh).submit(f"/du-toan/{draft.pk}/sua/", edit_fields(draft)).status_code == 403


def test_an_unknown_action_does_not_exist(as_user, lan, draft):
    assert as_user(lan).get(f"/du-toan/{draft.pk}/allocate/").status_code == 404


def test_the_list_filters_without_diacritics_and_sums(as_user, lan, tuan, submitted):
    services.record_appraisal(submitted, tuan, document=DOCUMENT, lines=granted(1_000, 25))
    page = as_user(tuan).get("/du-toan/?q=so+y+te&group=departments&state=submitted").content.decode()
    assert "tổng đề nghị <b>5.385.600</b>" in page and "<b>−244.800</b>" in page
    nothing = as_user(tuan).get("/du-toan/?q=xay+dung").content.decode()
    assert "Không có dự toán nào" in nothing and "1 dự toán đã có kết quả" in nothing  # what is said is of the whole
    assert as_user(tuan).get("/du-toan/?state=nothing&page=x").status_code == 200


def test_the_list_asks_as_often_for_three_rows_as_for_one(
    as_user, tuan, lan, plan, agencies, submitted, django_assert_num_queries
):
    client = as_user(tuan)
    with CaptureQueriesContext(connection) as one:
        client.get("/du-toan/")
    for number in range(2):
        services.draft_estimate(agencies["SYT"], plan=plan, actor=lan, name=f"{number}", pages_by_size={"a4": 1})
    Estimate.objects.update(submitted_at=submitted.submitted_at)
    with django_assert_num_queries(len(one)):
        page = client.get("/du-toan/")
    assert "<b>3</b> dự toán" in page.content.decode()


def test_what_lan_typed_survives_an_expired_login(as_user, client, lan, draft):
    owner = {"_owner": owner_token(lan)}
    client.submit(f"/du-toan/{draft.pk}/sua/", edit_fields(draft, pages_a4="456") | owner)
    client.submit("/dang-nhap/", {"username": "lan", "password": PASSWORD})
    page = client.get(f"/du-toan/{draft.pk}/sua/").content.decode()
    assert 'value="456"' in page and "Cổng đã giữ lại" in page
    draft.refresh_from_db()
    assert draft.a4_page_count == 1_100
