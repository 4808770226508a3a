"""What a simulation is asked: a sum, a deadline, weights of the priorities, of which agencies."""

from datetime import date
from typing import Any, cast

from django import forms

from agencies.calendar import portal_today
from agencies.formfields import DayField, MoneyField, QuantityField
from agencies.open_text import OpenText
from budgets.allocations.permissions import Charge
from budgets.allocations.rules import LARGEST_DONG
from budgets.contracts.load import deadlines_on
from budgets.models import Simulation, WorkRate
from plans.models import ArchivalFile, Plan

from .permissions import scopes_of
from .piles import MARKS, MOST_POINTS

USUAL_WEIGHT = 10  # the plan ranks none above another
MOST_PEOPLE, MOST_PAGES = 10_000, 100_000
TOO_LARGE = {"max_value": "Số quá lớn: kiểm tra lại."}
NO_RATE = "Chưa có định mức năng suất nào áp dụng; nhập số của đơn vị."


class SimulationForm(forms.Form):
    name = OpenText(label="Tên phương án", max_length=120, help_text="Ví dụ: 20 tỷ, ưu tiên vĩnh viễn")
    scope = forms.ChoiceField(label="Phạm vi")
    sum_dong = MoneyField(label="Số tiền", min_value=1, max_value=LARGEST_DONG, error_messages=TOO_LARGE)
    starts_on = DayField(label="Bắt đầu làm từ ngày")
    deadline = DayField(label="Xong trong ngày", help_text="Ngày cuối cùng còn đúng hạn")
    pages_per_day = QuantityField(
        label="Số trang A4 một người làm mỗi ngày", min_value=1, max_value=MOST_PAGES, error_messages=TOO_LARGE
    )
    workers = QuantityField(
        label="Số người nhiều nhất ở một cơ quan",
        min_value=1,
        max_value=MOST_PEOPLE,
        required=False,
        error_messages=TOO_LARGE,
        help_text="Trống: không giới hạn, Cổng cho biết cần bao nhiêu người",
    )
    count_by = forms.ChoiceField(label="Cách tính điểm", choices=Simulation.CountBy.choices)
    with_awaited = forms.BooleanField(label="Gồm cả Mục lục đã trình, chưa thẩm định", required=False)
    only_arranged = forms.BooleanField(label="Chỉ chọn hồ sơ đã chỉnh lý", required=False)
    minus_allocated = forms.BooleanField(label="Trừ kinh phí đã giao mà chưa nghiệm thu", required=False)

    def __init__(self, *args: Any, charge: Charge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["scope"]).choices = scopes_of(charge)
        for name, label in ArchivalFile.Priority.choices:
            self.fields[weight(name)] = QuantityField(label=label, max_value=MOST_POINTS, error_messages=TOO_LARGE)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("deadline")
        if first and last and last < first:
            self.add_error("deadline", "Ngày xong không được trước ngày bắt đầu.")
        return data

    def asked(self) -> dict[str, Any]:
        """What the service takes."""
        data = dict(self.cleaned_data)
        return {"weights": {name: data.pop(weight(name)) for name in MARKS}} | data

    @property
    def weight_fields(self) -> list[forms.BoundField]:
        return [self[weight(name)] for name in MARKS]


def weight(name: str) -> str:
    """The name of the field for the weight of a priority."""
    return f"weight_{name}"


def proposed(charge: Charge, plan: Plan) -> dict[str, Any]:
    """What an empty form proposes: today until the plan's deadline, the usual rate, equal weights."""
    today = portal_today()
    rate = WorkRate.objects.in_force_on(today)
    deadline = deadlines_on(today, plan)(charge.agencies[0])
    return {
        "starts_on": today,
        "deadline": max(deadline, today) if deadline else None,
        "pages_per_day": rate.pages_per_day if rate else None,
        "only_arranged": True,
        "minus_allocated": True,
        **{weight(name): USUAL_WEIGHT for name in MARKS},
    }


def repeated(simulation: Simulation) -> dict[str, Any]:
    """The form as this simulation was asked, under a new name."""
    weights = {weight(name): points for name, points in simulation.weights.items()}
    return simulation.asked | weights | {"name": f"{simulation.name} (2)"[:120]}


def rate_note(day: date) -> str:
    """Where the proposed rate is from, as the hint below its field."""
    rate = WorkRate.objects.in_force_on(day)
    return rate.source if rate else NO_RATE
