"""Reference data in the admin: Quý changes it, Hoa and Tuấn look (Tuấn confirms K), everybody else stays outside."""

import pytest

from agencies.drafts import owner_token
from agencies.models import Event
from plans.models import Milestone, PeriodLength, Plan, SizeFactor, UnitPrice

pytestmark = pytest.mark.once

HOME = "/quan-tri/plans/"
MODELS = [
    "plan",
    "milestone",
    "controlfigure",
    "unitprice",
    "sizefactor",
    "periodlength",
    "reportingrule",
    "reportingexception",
]
AGREED = {"_agreed": "1"}


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("name, status", [("quy", 200), ("hoa", 200), ("tuan", 200), ("lan", 403), ("mai", 403)])
def test_who_comes_in(as_user, cast, plan, model, name, status):
    assert as_user(cast(name)).get(f"{HOME}{model}/").status_code == status


def test_numbers_and_days_are_written_as_vietnam_does(as_user, quy, plan):
    assert "144.790.352.928" in as_user(quy).get(f"{HOME}controlfigure/").content.decode()
    assert "20/4/2025" in as_user(quy).get(f"{HOME}milestone/").content.decode()
    assert "4.896" in as_user(quy).get(f"{HOME}unitprice/").content.decode()


def test_quy_adds_a_price_with_dots_and_a_day_first(as_user, quy, plan):
    client, data = as_user(quy), {"amount_dong": "5.120", "valid_from": "01/7/2025", "source": "Lương cơ sở mới"}
    asked = client.submit(f"{HOME}unitprice/add/", data).content.decode()
    assert "Dự toán lập từ ngày 01/7/2025 tính theo 5.120 đồng/trang A4" in asked
    assert not UnitPrice.objects.filter(amount_dong=5_120).exists()
    client.submit(f"{HOME}unitprice/add/", data | AGREED)
    price = UnitPrice.objects.get(amount_dong=5_120)
    assert price.valid_from.isoformat() == "2025-07-01"
    assert "5.120 đồng/trang từ 01/7/2025" in Event.objects.get(action="add").sentence


def test_an_expired_login_loses_no_price(client, as_user, quy, plan):
    url = f"{HOME}unitprice/add/"
    client.submit(url, {"_owner": owner_token(quy), "amount_dong": "5.120", "valid_from": "01/7/2025", "source": "Mới"})
    page = as_user(quy).get(url).content.decode()
    assert 'value="5.120"' in page
    assert 'value="01/7/2025"' in page
    assert not UnitPrice.objects.filter(amount_dong=5_120).exists()


def test_a_price_in_force_cannot_be_deleted(as_user, quy, plan):
    price = UnitPrice.objects.get()
    assert as_user(quy).submit(f"{HOME}unitprice/{price.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_deadline_is_extended_by_a_milestone_of_its_own(as_user, quy, plan):
    first = Milestone.objects.get(key="digitization", group="departments")
    data = {"key": "digitization", "group": "departments", "agency": "", "valid_from": "21/6/2025"}
    data |= {"printed_date": "30/9/2025", "last_day_on_time": "29/9/2025", "source": "QĐ 77"}
    asked = as_user(quy).submit(f"{HOME}milestone/add/", data).content.decode()
    assert "cơ quan, đơn vị đổi ngày cuối còn đúng hạn, từ 14/8/2025 thành 29/9/2025" in asked
    as_user(quy).submit(f"{HOME}milestone/add/", data | AGREED)
    assert Milestone.objects.filter(key="digitization", group="departments").count() == 2
    again = as_user(quy).submit(f"{HOME}milestone/add/", data).content.decode()
    assert "Đã có mốc này cho cùng nhóm" in again
    as_user(quy).submit(f"{HOME}milestone/{first.pk}/change/", data | AGREED)
    first.refresh_from_db()
    assert (first.last_day_on_time.isoformat(), first.valid_from) == ("2025-08-14", None)


def test_what_was_entered_today_is_still_mended(as_user, quy, plan):
    data = {"key": "report", "group": "districts", "agency": "", "valid_from": "20/6/2025", "source": ""}
    data |= {"printed_date": "30/9/2025", "last_day_on_time": "29/9/2025"}
    as_user(quy).submit(f"{HOME}milestone/add/", data | AGREED)
    made = Milestone.objects.get(key="report", group="districts")
    data["last_day_on_time"] = "28/9/2025"
    as_user(quy).submit(f"{HOME}milestone/{made.pk}/change/", data | AGREED)
    made.refresh_from_db()
    assert made.last_day_on_time.isoformat() == "2025-09-28"


def test_a_factor_in_force_is_confirmed_and_changed_by_a_new_one(as_user, tuan, quy, plan):
    factor = SizeFactor.objects.get(size="a3")
    as_user(tuan).submit(f"{HOME}sizefactor/{factor.pk}/change/", {"factor": "7", "confirmed": "on"} | AGREED)
    factor.refresh_from_db()
    assert (factor.size, factor.factor, factor.confirmed) == ("a3", 2, True)
    assert (factor.confirmed_by, factor.confirmed_on.isoformat()) == (tuan, "2025-06-20")
    assert "20/6/2025" in as_user(quy).get(f"{HOME}sizefactor/").content.decode()
    assert as_user(tuan).submit(f"{HOME}unitprice/add/", {"amount_dong": "1"}).status_code == 403
    url, data = f"{HOME}sizefactor/add/", {"size": "a3", "factor": "0", "valid_from": "01/7/2025"}
    assert "Nhập số từ 1 trở lên" in as_user(quy).submit(url, data).content.decode()
    asked = as_user(quy).submit(url, data | {"factor": "3"}).content.decode()
    assert "Mục lục đang lập có 0 trang A3" in asked and "giữ hệ số của ngày trình" in asked
    as_user(quy).submit(url, data | {"factor": "3"} | AGREED)
    assert SizeFactor.objects.filter(size="a3").count() == 2


def test_a_confirmation_that_is_taken_away_names_nobody(as_user, tuan, plan):
    factor = SizeFactor.objects.get(size="a3")
    factor.confirmed = True
    factor.note_confirmation(tuan)
    factor.confirmed = False
    factor.note_confirmation(tuan)
    assert (factor.confirmed_by, factor.confirmed_on) == (None, None)


def test_a_price_comes_from_a_document(as_user, quy, plan):
    url = f"{HOME}unitprice/add/"
    data = {"amount_dong": "5.200", "valid_from": "01/9/2025", "source": "Nghị định về lương cơ sở"}
    data |= {"number": "73/2025/NĐ-CP", "issued_on": "30/6/2025"}
    asked = as_user(quy).submit(url, data).content.decode()
    assert "căn cứ: Nghị định về lương cơ sở số 73/2025/NĐ-CP ngày 30/6/2025" in asked
    as_user(quy).submit(url, data | AGREED)
    assert "73/2025/NĐ-CP" in as_user(quy).get(f"{HOME}unitprice/").content.decode()


def test_another_length_of_periods_shows_both_before_it_is_saved(as_user, quy, plan):
    url = f"{HOME}periodlength/add/"
    asked = as_user(quy).submit(url, {"valid_from": "28/6/2025", "period_days": "10"}).content.decode()
    assert "trước là 28/6/2025–04/7/2025" in asked and "sau là 28/6/2025–07/7/2025" in asked
    as_user(quy).submit(url, {"valid_from": "28/6/2025", "period_days": "0"} | AGREED)
    assert not PeriodLength.objects.exists()
    as_user(quy).submit(url, {"valid_from": "28/6/2025", "period_days": "10"} | AGREED)
    assert PeriodLength.objects.get().period_days == 10


def test_hoa_changes_nothing(as_user, hoa, plan):
    page = as_user(hoa).submit(f"{HOME}plan/{plan.pk}/change/", {"name": "Khác"})
    assert page.status_code == 403 and not Plan.objects.filter(name="Khác").exists()


@pytest.mark.parametrize("model", ["plan", "controlfigure"])
def test_nobody_adds_what_the_plan_fixes(as_user, quy, plan, model):
    assert as_user(quy).get(f"{HOME}{model}/add/").status_code == 403
