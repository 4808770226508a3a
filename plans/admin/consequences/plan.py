"""Consequences of editing the plan or the length of its reporting periods."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from agencies.formats.dates import format_date
from plans.models import PeriodLength, Plan
from plans.models.plan import MOST_PERIOD_DAYS, Period
from plans.pricing import plan_price_dong

from .prices import money_of_targets

PERIODS_SHOWN = 4


def of_plan(before: Plan | None, after: Plan) -> Iterator[str]:
    """New reporting periods, where their start or length changed, and whose the report's milestone is; nothing for a
    first plan."""
    if before is None:
        return
    old, new = (shown(each.periods(each.first_period_end + timedelta(days=400))) for each in (before, after))
    if old != new:
        yield f"Các kỳ báo cáo từ đầu Kế hoạch: trước là {old}; sau là {new}."
    if before.reporting_agency_id != after.reporting_agency_id:
        old_one, new_one = (each.reporting_agency or "không cơ quan nào" for each in (before, after))
        yield f"Mốc báo cáo gửi UBND tỉnh, cả của những ngày đã qua: trước là của {old_one}; sau là của {new_one}."
    prices = {plan_price_dong(each) for each in (before, after)}
    if len(prices) == 2:
        yield money_of_targets(*(plan_price_dong(each) for each in (before, after)))


def of_period_length(before: PeriodLength | None, after: PeriodLength) -> Iterator[str]:
    """The periods to come, as they were and as they will be."""
    plan, horizon = after.plan, after.valid_from + timedelta(days=PERIODS_SHOWN * MOST_PERIOD_DAYS)
    old = shown(each for each in plan.periods(horizon) if each.first >= after.valid_from)
    changed = Plan.objects.get(pk=plan.pk)
    others = [pair for pair in plan.later_lengths if not before or pair[0] != before.valid_from]
    changed.later_lengths = sorted([*others, (after.valid_from, after.period_days)])
    new = shown(each for each in changed.periods(horizon) if each.first >= after.valid_from)
    yield f"Các kỳ báo cáo từ ngày {format_date(after.valid_from)}: trước là {old}; sau là {new}."
    yield "Các kỳ trước ngày này và báo cáo đã gửi giữ nguyên."


def shown(periods: Iterator[Period]) -> str:
    found = [f"{format_date(each.first)}–{format_date(each.last)}" for each in islice(periods, PERIODS_SHOWN)]
    return f"{'; '.join(found)} …" if found else "chưa có"
