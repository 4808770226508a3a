"""The page before saving says what changes for whom, by name."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.models import Agency, Duty, DutyOffice, Event
from plans.admin.consequences.plan import of_plan
from plans.admin.consequences.prices import of_unit_price
from plans.models import Milestone, Plan, Target, UnitPrice
from tests.helpers.factories import a_catalogue, a_target

pytestmark = [pytest.mark.django_db, pytest.mark.once]
AGREED = {"_agreed": "1"}
NO_HEIR = "Sở Nội vụ giữ “Thẩm định Mục lục (Sở Nội vụ)” và kết thúc hoạt động ngày 30/6/2025"


@pytest.fixture
def ask(as_user, quy):
    """Sentences of the page that comes before a row is saved."""
    client = as_user(quy)

    def asked(model, data, pk=None):
        url = reverse(f"admin:{model}_change", args=[pk]) if pk else reverse(f"admin:{model}_add")
        answer = client.submit(url, data)
        assert "sentences" in (answer.context or {}), answer.context["adminform"].form.errors
        return answer.context["sentences"]

    return asked


def as_sent(agency, **changes):
    sent = {name: getattr(agency, name) for name in ("code", "name", "short_name", "kind", "official_order")}
    return {**sent, "parent": agency.parent_id or "", "successor": agency.successor_id or ""} | changes


# An agency


def test_a_new_agency_counts_from_today_unless_said_otherwise(ask, as_user, quy, plan, day):
    form = as_user(quy).get(reverse("admin:agencies_agency_add")).content.decode()
    assert 'name="active_from" value="20/6/2025"' in form and "trống: có từ đầu Kế hoạch" in form
    new = {"code": "BM", "name": "Ban Mới", "kind": "board", "official_order": "900"}
    assert ask("agencies_agency", new | {"active_from": "20/6/2025"}) == [
        "Ban Mới được tính từ ngày 20/6/2025; số liệu và danh sách của những ngày trước đó không có cơ quan này, trừ "
        "chỉ tiêu và báo cáo đã nhập."
    ]
    assert ask("agencies_agency", new) == [
        "Ban Mới được tính từ đầu Kế hoạch, cả trong số liệu và danh sách của những ngày đã qua."
    ]
    day("2025-04-01")  # before the plan
    assert 'name="active_from" value=' not in as_user(quy).get(reverse("admin:agencies_agency_add")).content.decode()


def test_the_end_of_an_office_names_its_people_and_the_task_that_nobody_holds(ask, agencies, hoa):
    sentences = ask("agencies_agency", as_sent(agencies["SNV"], active_to="30/6/2025"), agencies["SNV"].pk)
    assert sentences == [
        "Từ ngày 01/7/2025 Sở Nội vụ không còn hoạt động; chưa ghi đơn vị kế thừa.",
        f"Từ ngày đó những người sau chỉ còn xem: {hoa}.",
        f"{NO_HEIR}: từ ngày sau chưa ghi cơ quan nào giữ việc này.",
    ]
    DutyOffice.objects.create(duty=Duty.APPRAISES_CATALOGUES, agency=agencies["STC"], valid_from=date(2025, 7, 1))
    assert ask("agencies_agency", as_sent(agencies["SNV"], active_to="30/6/2025"), agencies["SNV"].pk) == sentences[:2]


def test_another_heir_superior_and_kind_are_said(ask, agencies):
    old = agencies["SYT"]
    a_catalogue(old, 400)
    sent = as_sent(old, successor=agencies["SXD"].pk, parent=agencies["SNV"].pk, kind="commune")
    assert ask("agencies_agency", sent, old.pk) == [
        "Sở Y tế chuyển nhóm, từ “Các sở, ban, ngành tỉnh” sang “UBND cấp huyện”: số liệu, thời hạn tính theo nhóm mới "
        "trên mọi trang.",
        "Việc còn lại của Sở Y tế do Sở Xây dựng tiếp tục, gồm 1 Mục lục chưa thẩm định xong.",
        "Số liệu của Sở Y tế cộng vào Sở Nội vụ, kể cả của những ngày đã qua.",
    ]


def test_a_new_name_changes_nothing_for_others(as_user, quy, agencies):
    sent = as_sent(agencies["SYT"], short_name="Y tế")
    url = reverse("admin:agencies_agency_change", args=[agencies["SYT"].pk])
    assert as_user(quy).submit(url, sent).status_code == 302
    assert Agency.objects.get(code="SYT").short_name == "Y tế"


def test_the_heads_signature_says_who_signs_and_what_waits_and_is_kept_in_history(ask, as_user, quy, agencies, nam):
    syt = agencies["SYT"]
    url = reverse("admin:agencies_agency_change", args=[syt.pk])
    assert ask("agencies_agency", as_sent(syt, head_signs="on"), syt.pk) == [
        f"Mục lục, dự toán, rà soát của Sở Y tế do thủ trưởng ký trước khi gửi: {nam} ký."
    ]
    assert as_user(quy).submit(url, as_sent(syt, head_signs="on") | AGREED).status_code == 302
    assert Agency.objects.get(code="SYT").head_signs
    kept = Event.objects.about(syt).get(action="change")
    assert (kept.before["head_signs"], kept.after["head_signs"]) == ("False", "True")
    assert ask("agencies_agency", as_sent(syt), syt.pk) == [
        "Cán bộ của Sở Y tế gửi thẳng, không trình thủ trưởng ký; 0 bản đang chờ ký cũng vậy."
    ]


# An office that ends


def test_an_office_that_ends_is_warned_of_until_another_is_entered(as_user, quy, agencies, day):
    pages = [reverse("admin:agencies_agency_change", args=[agencies["SNV"].pk]), reverse("begin"), reverse("home")]
    Agency.objects.filter(code="SNV").update(active_to=date(2025, 6, 30))
    for moment in ("2025-06-20", "2025-07-02"):
        day(moment)
        assert [page for page in pages if NO_HEIR not in as_user(quy).get(page).content.decode()] == []
    DutyOffice.objects.create(duty=Duty.APPRAISES_CATALOGUES, agency=agencies["STC"], valid_from=date(2025, 7, 1))
    assert [page for page in pages if NO_HEIR in as_user(quy).get(page).content.decode()] == []


def test_who_appraises_for_an_office_that_has_ended_only_reads(as_user, agencies, hoa, lan, day):
    waiting = a_catalogue(lan.agency, 400, submitted_on=date(2025, 6, 18), state="submitted")
    Agency.objects.filter(code="SNV").update(active_to=date(2025, 6, 20))
    queue = reverse("admin:plans_catalogue_changelist")
    assert waiting.name in as_user(hoa).get(queue).content.decode()
    day("2025-06-21")
    assert as_user(hoa).get(queue).status_code in (302, 403)
    assert as_user(hoa).get(reverse("catalogue_detail", args=[waiting.pk])).status_code == 404
    assert as_user(hoa).get("/").status_code == 200


# What is dated


def test_a_deadline_of_one_agency_names_it(ask, plan, agencies):
    data = {"key": "digitization", "group": "", "agency": agencies["SYT"].pk, "valid_from": "20/6/2025"}
    data |= {"printed_date": "30/9/2025", "last_day_on_time": "29/9/2025", "source": "QĐ 77"}
    assert ask("plans_milestone", data)[0] == (
        "Thực hiện số hóa: 1 cơ quan, đơn vị đổi ngày cuối còn đúng hạn, từ 14/8/2025 thành 29/9/2025: Sở Y tế."
    )
    group = ask("plans_milestone", data | {"agency": "", "group": "departments"})[0]
    assert "15 cơ quan, đơn vị" in group and group.endswith(
        "Sở Khoa học và Công nghệ; Sở Xây dựng và 10 cơ quan, đơn vị khác."
    )


def test_a_milestone_of_the_day_of_another_kind_is_asked_about_like_any_other(ask, plan):
    """A new province enters several milestones of one day, one after the other."""
    day = Milestone.objects.get(key="review").printed_date.strftime("%d/%m/%Y")
    Milestone.objects.filter(key="catalogue").delete()
    given = {"key": "catalogue", "printed_date": day, "last_day_on_time": day, "source": "Kế hoạch"}
    assert ask("plans_milestone", given)[0].startswith("Thẩm định Mục lục: 265 cơ quan, đơn vị đổi ngày cuối")


def test_another_kind_that_is_there_already_is_a_sentence(as_user, quy, plan, agencies):
    dated = {"plan": plan, "agency": agencies["SYT"], "valid_from": date(2025, 6, 25)}
    days = {"printed_date": date(2025, 9, 30), "last_day_on_time": date(2025, 9, 29)}
    made = [Milestone.objects.create(key=key, **dated, **days) for key in ("review", "report")]
    data = {"key": "report", "group": "", "agency": agencies["SYT"].pk, "valid_from": "25/6/2025"}
    data |= {"printed_date": "30/9/2025", "last_day_on_time": "29/9/2025"}
    page = as_user(quy).submit(reverse("admin:plans_milestone_change", args=[made[0].pk]), data | AGREED)
    assert "Đã có mốc này cho cùng nhóm hoặc cơ quan" in page.content.decode()


def test_a_price_before_a_later_one_says_from_when_to_when_and_by_which_document(ask, plan):
    UnitPrice.objects.create(amount_dong=6_000, valid_from=date(2025, 9, 1), source="TT 9/2025")
    assert ask("plans_unitprice", {"amount_dong": "5.120", "valid_from": "01/7/2025", "source": "NĐ 73/2024"}) == [
        "Dự toán lập từ ngày 01/7/2025 đến hết ngày 31/8/2025 tính theo 5.120 đồng/trang A4 (căn cứ: NĐ 73/2024); dự "
        "toán đã lập giữ đơn giá lúc lập.",
        f"Trước ngày đó vẫn theo 4.896 đồng/trang A4 (căn cứ: {UnitPrice.objects.last().source}).",
        "Từ ngày 01/9/2025 theo 6.000 đồng/trang A4 (căn cứ: TT 9/2025), đã ghi từ trước.",
    ]


def test_a_price_of_the_plan_itself_names_whose_targets_it_counts(ask, plan, agencies):
    a_target(agencies["SYT"], 1_000)
    first = UnitPrice.objects.get().valid_from
    day = plan.starts_on.strftime("%d/%m/%Y")
    said = ask("plans_unitprice", {"amount_dong": "5.000", "valid_from": day, "source": "x"})
    assert first < plan.starts_on and said[-1] == "1 cơ quan, đơn vị có chỉ tiêu: Sở Y tế."


def test_a_price_of_a_plan_without_targets_says_nothing_of_them(ask, plan):
    Target.objects.all().delete()
    UnitPrice.objects.all().delete()
    assert "chỉ tiêu" not in " ".join(of_unit_price(None, UnitPrice(amount_dong=5, valid_from=plan.starts_on)))


def test_a_factor_names_whose_catalogues_it_counts_anew(ask, plan, agencies):
    a_catalogue(agencies["SYT"], 100, page_count_a3=10)
    a_catalogue(agencies["SXD"], 100)
    said = ask("plans_sizefactor", {"size": "a3", "factor": "3", "valid_from": "01/7/2025"})
    assert said[1] == "Mục lục đó của 1 cơ quan, đơn vị: Sở Y tế."


# The plan


def test_another_reporting_agency_says_whose_the_reports_milestone_is(plan, agencies):
    changed = Plan.objects.get(pk=plan.pk)
    assert list(of_plan(plan, changed)) == []
    changed.reporting_agency = None
    assert list(of_plan(plan, changed)) == [
        f"Mốc báo cáo gửi UBND tỉnh, cả của những ngày đã qua: trước là của {plan.reporting_agency}; "
        "sau là của không cơ quan nào."
    ]
