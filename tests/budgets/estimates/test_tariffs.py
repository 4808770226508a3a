"""An estimate keeps its price and K until its preparer, who sees old and new, chooses those of today."""

from datetime import date

import pytest

from agencies.models import Event
from agencies.workflow import Overtaken
from budgets.estimates.new_price import made_at_another_price
from budgets.estimates.services import revise_estimate
from budgets.estimates.tariffs import new_tariff, take_tariff
from budgets.models import Estimate
from plans.models import SizeFactor, UnitPrice

pytestmark = pytest.mark.once


@pytest.fixture
def dearer(draft):
    """From today on a page costs 5.200 đồng, and A3 counts three times."""
    SizeFactor.objects.filter(size="a3").update(factor=3)
    return UnitPrice.objects.create(amount_dong=5_200, valid_from=date(2025, 6, 20), source="TT 99")


def revised(draft, lan, **pages):
    return revise_estimate(draft, actor=lan, name=draft.name, note="", pages_by_size=pages)


def test_who_saves_a_draft_keeps_its_price_and_k(draft, dearer, lan):
    saved = revised(draft, lan, a4=1_000, a3=50, a2=1)
    assert saved.requested_dong == (1_000 + 50 * 2 + 4) * 4_896


def test_lan_sees_both_sums_and_chooses(as_user, draft, dearer, lan):
    page = as_user(lan).get(f"/du-toan/{draft.pk}/").content.decode()
    assert "Đơn giá, hệ số K đã đổi" in page and "5.980.000 đồng" in page
    address = f"/du-toan/{draft.pk}/don-gia/"
    shown = as_user(lan).get(address).content.decode()
    assert "5.385.600 đồng" in shown and "+594.400" in shown and "Hệ số K khổ A3" in shown
    as_user(lan).post(address, {"version": draft.version, "seen": new_tariff(draft).mark})
    taken = Estimate.objects.get()
    assert (taken.unit_price_dong, taken.requested_dong, new_tariff(taken)) == (5_200, 1_150 * 5_200, None)
    assert Event.objects.get(action="take_price").before == {"requested_dong": 5_385_600, "unit_price_dong": 4_896}


def test_it_is_taken_as_it_was_seen_or_not_at_all(draft, dearer, lan):
    mark = new_tariff(draft).mark
    UnitPrice.objects.filter(pk=dearer.pk).update(amount_dong=5_300)
    with pytest.raises(Overtaken):
        take_tariff(draft, actor=lan, expected_version=draft.version, mark=mark)
    mark = new_tariff(draft).mark
    saved = revised(draft, lan, a4=900)
    with pytest.raises(Overtaken):
        take_tariff(saved, actor=lan, expected_version=draft.version, mark=mark)
    assert Estimate.objects.get().unit_price_dong == 4_896


def test_before_a_price_is_saved_it_says_what_it_would_change(draft, estimate_of):
    Estimate.objects.filter(pk=estimate_of("SXD", name="Kho", state="appraised", a4=10).pk).update(a4_page_count=10)
    said = list(made_at_another_price(UnitPrice(amount_dong=5_000, valid_from=date(2025, 7, 1))))
    assert "1 dự toán, nếu cơ quan chọn đơn giá mới thì tăng 114.400 đồng" in said[0]
    assert "từ 5.385.600 đồng thành 5.500.000 đồng" in said[1]
    assert "đã quyết định: 1 dự toán" in said[2] and "tăng 1.040 đồng" in said[2]
    assert said[3].startswith("Đơn giá mới chọn được từ ngày")
