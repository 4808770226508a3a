"""Reference data in the admin: Quý changes it, Hoa and Tuấn look (Tuấn confirms K), everybody else stays outside."""

import pytest

from agencies.drafts import owner_token
from agencies.models import Event
from plans.models import Milestone, Plan, SizeFactor, UnitPrice

HOME = "/quan-tri/plans/"
MODELS = ["plan", "milestone", "controlfigure", "unitprice", "sizefactor"]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("name, status", [("quy", 200), ("hoa", 200), ("tuan", 200), ("lan", 403), ("mai", 403)])
def test_who_comes_in(as_user, cast, plan, model, name, status):
    assert as_user(cast(name)).get(f"{HOME}{model}/").status_code == status


def test_numbers_and_days_are_written_as_vietnam_does(as_user, quy, plan):
    assert "144.790.352.928" in as_user(quy).get(f"{HOME}controlfigure/").content.decode()
    assert "20/4/2025" in as_user(quy).get(f"{HOME}milestone/").content.decode()
    assert "4.896" in as_user(quy).get(f"{HOME}unitprice/").content.decode()


def test_quy_adds_a_price_with_dots_and_a_day_first(as_user, quy, plan):
    data = {"amount_dong": "5.120", "valid_from": "01/7/2025", "source": "Lương cơ sở mới"}
    as_user(quy).post(f"{HOME}unitprice/add/", data)
    price = UnitPrice.objects.get(amount_dong=5_120)
    assert price.valid_from.isoformat() == "2025-07-01"
    assert "5.120 đồng/trang từ 01/7/2025" in Event.objects.get(action="add").sentence


def test_an_expired_login_loses_no_price(client, as_user, quy, plan):
    url = f"{HOME}unitprice/add/"
    client.post(url, {"_owner": owner_token(quy), "amount_dong": "5.120", "valid_from": "01/7/2025", "source": "Mới"})
    page = as_user(quy).get(url).content.decode()
    assert 'value="5.120"' in page
    assert 'value="01/7/2025"' in page
    assert not UnitPrice.objects.filter(amount_dong=5_120).exists()


def test_a_price_in_force_cannot_be_deleted(as_user, quy, plan):
    price = UnitPrice.objects.get()
    assert as_user(quy).post(f"{HOME}unitprice/{price.pk}/delete/", {"post": "yes"}).status_code == 403


def test_quy_moves_the_last_day_on_time_and_history_records_it(as_user, quy, plan):
    milestone = Milestone.objects.filter(key="review").get()
    data = {"plan": plan.pk, "key": "review", "group": "", "printed_date": "20/4/2025", "last_day_on_time": "20/4/2025"}
    as_user(quy).post(f"{HOME}milestone/{milestone.pk}/change/", data | {"source": milestone.source})
    milestone.refresh_from_db()
    assert milestone.last_day_on_time.isoformat() == "2025-04-20"
    assert Event.objects.about(milestone).get().before == {"last_day_on_time": "2025-04-19"}


def test_a_factor_is_confirmed_and_never_zero(as_user, quy, plan):
    factor = SizeFactor.objects.get(size="a3")
    url = f"{HOME}sizefactor/{factor.pk}/change/"
    assert "Hệ số K từ 1 trở lên" in as_user(quy).post(url, {"factor": "0"}).content.decode()
    as_user(quy).post(url, {"factor": "2", "confirmed": "on"})
    factor.refresh_from_db()
    assert (factor.size, factor.factor, factor.confirmed) == ("a3", 2, True)


def test_tuan_confirms_a_factor_and_nothing_else(as_user, tuan, plan):
    factor = SizeFactor.objects.get(size="a3")
    as_user(tuan).post(f"{HOME}sizefactor/{factor.pk}/change/", {"factor": "2", "confirmed": "on"})
    factor.refresh_from_db()
    assert factor.confirmed
    assert as_user(tuan).post(f"{HOME}unitprice/add/", {"amount_dong": "1"}).status_code == 403


def test_hoa_changes_nothing(as_user, hoa, plan):
    page = as_user(hoa).post(f"{HOME}plan/{plan.pk}/change/", {"name": "Khác"})
    assert page.status_code == 403 and not Plan.objects.filter(name="Khác").exists()


@pytest.mark.parametrize("model", ["plan", "controlfigure", "sizefactor", "milestone"])
def test_nobody_adds_what_the_plan_fixes(as_user, quy, plan, model):
    assert as_user(quy).get(f"{HOME}{model}/add/").status_code == 403
