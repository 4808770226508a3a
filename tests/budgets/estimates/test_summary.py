"""What stands beside an estimate: its money as typed, the plan's target, what is decided upon."""

import pytest

from budgets.estimates import summary
from budgets.estimates.forms import EstimateForm, ExtraLineFormSet
from plans.models import Target

PAGES = {"a4": 1_000, "a3": 50, "a2": 0, "a1": 0, "a0": 0}


def test_the_lines_a_new_estimate_would_have(plan):
    draft = summary.draft_of(PAGES)
    assert [(line.name, line.amount_dong) for line in draft.pop("lines")] == [
        ("Số hóa trang A4", 4_896_000),
        ("Số hóa trang A3", 489_600),
    ]
    assert draft == {"price": 4_896, "requested_dong": 5_385_600, "equivalent_pages": 1_100, "needs_confirmation": True}
    assert summary.draft_of({"a4": 1})["needs_confirmation"] is False


@pytest.fixture
def estimate(estimate_of):
    made = estimate_of(a4=1_000, a3=50)
    made.lines.create(position=3, name="Thuế", amount_dong=2_000)
    return made


def extras(**rows):
    data = {"extra-TOTAL_FORMS": "2", "extra-INITIAL_FORMS": "0"}
    return ExtraLineFormSet(data | {f"extra-{key}": value for key, value in rows.items()}, prefix="extra")


def test_the_panel_of_what_is_stored(plan, agencies, estimate):
    Target.objects.create(plan=plan, agency=agencies["SYT"], file_count=9, page_count=1_200)
    estimate.unit_price_dong = 5_000
    money = summary.money_of(estimate, EstimateForm(), ExtraLineFormSet(prefix="extra"))
    panel = money["panel"]
    assert (money["extra_dong"], panel["amount_dong"]) == (2_000, 1_100 * 5_000 + 2_000)
    assert (panel["equivalent_pages"], panel["plan_pages"], panel["unit_price_dong"]) == (1_100, 1_200, 5_000)
    assert [(line["key"], line["equivalent"]) for line in panel["lines"]][:2] == [
        ("pages_a4", 1_000),
        ("pages_a3", 100),
    ]
    assert (panel["title"], panel["plan_name"], panel["extra_key"]) == ("Số đề nghị", "chỉ tiêu", "extra")
    assert panel["note"] == (
        "Hệ số K của khổ A3 trở lên là số tạm tính, cần Sở Tài chính xác nhận. Đơn giá là đơn giá lúc lập dự toán."
    )


def test_the_panel_of_what_is_typed_also_where_some_of_it_is_wrong(estimate):
    form = EstimateForm({"name": "", "pages_a4": "10", "pages_a3": "nhiều"})
    typed = extras(**{"0-title": "Thuế", "0-extra": "300", "1-extra": "400"})
    money = summary.money_of(estimate, form, typed)
    assert (money["panel"]["equivalent_pages"], money["extra_dong"]) == (10, 300)
    assert money["panel"]["amount_dong"] == 10 * 4_896 + 300
    assert summary.typed_extras(estimate, extras()) == 0


def test_the_plans_own_volume_and_cost_beside_it(plan, agencies, estimate):
    assert summary.target_of(estimate) is None and summary.plan_target(estimate) is None
    Target.objects.create(plan=plan, agency=agencies["SXD"], file_count=9, page_count=7)
    Target.objects.create(plan=plan, agency=agencies["SYT"], file_count=9, page_count=1_200)
    assert summary.target_of(estimate) == {
        "page_count": 1_200,
        "cost_dong": 1_200 * 4_896,
        "difference_dong": 5_385_600 - 1_200 * 4_896,
        "difference_pages": -100,
    }


def test_what_is_decided_upon(estimate):
    assert [(fact["label"], fact["value"]) for fact in summary.facts_of(estimate)] == [
        ("Cơ quan", "Sở Y tế"),
        ("Trang A4 quy đổi", "1.100 trang"),
        ("Đơn giá", "4.896 đồng/trang"),
        ("Số đề nghị", "5.385.600 đồng"),
        ("Bằng chữ", "Năm triệu ba trăm tám mươi lăm ngàn sáu trăm đồng"),
    ]
