"""A province's plan from plans/data/, by name. Safe to run again: what people changed in the plan stays."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from agencies.agency_data import load_agencies
from agencies.models import Agency, DutyOffice
from plans.models import ControlFigure, Milestone, Plan, SizeFactor, UnitPrice
from plans.unusual.bounds import make_usual_bounds

DATA = Path(__file__).parent.parent / "data"
QUANG_NAM = "quang-nam"


def known_plans() -> list[str]:
    """Names of the plans that can be loaded."""
    return sorted(path.stem for path in DATA.glob("*.json"))


def content_of(name: str) -> dict[str, Any]:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def first_day(name: str) -> date:
    """The day on which the plan of that name begins."""
    return day(content_of(name), "starts_on")


@transaction.atomic
def load_plan(name: str = QUANG_NAM) -> Plan:
    """Agencies (agencies/data), plan, control figures, milestones, price and factors; returns the Plan."""
    load_agencies()
    data = content_of(name)
    plan, _ = Plan.objects.get_or_create(starts_on=day(data, "starts_on"), defaults=plan_fields(data))
    for row in data["control_figures"]:
        ControlFigure.objects.get_or_create(plan=plan, group=row["group"], defaults=row)
    for row in data["milestones"]:
        load_milestone(plan, row)
    for duty, code in data["offices"].items():
        if not DutyOffice.objects.filter(duty=duty).exists():
            DutyOffice.objects.create(duty=duty, agency=Agency.objects.get(code=code))
    for row in data["unit_prices"]:
        UnitPrice.objects.get_or_create(
            valid_from=day(row, "valid_from"), defaults=row | {"valid_from": day(row, "valid_from")}
        )
    for row in data["size_factors"]:
        if not SizeFactor.objects.filter(size=row["size"]).exists():
            SizeFactor.objects.create(**row)
    make_usual_bounds()
    return plan


def load_milestone(plan: Plan, row: dict[str, str]) -> None:
    """ "Trước ngày 20/4" ends at 24:00 on 19/4: the literal reading is the default (domain §3)."""
    printed = day(row, "printed_date")
    Milestone.objects.get_or_create(
        plan=plan,
        key=row["key"],
        group=row["group"],
        agency=None,
        valid_from=None,
        defaults={"printed_date": printed, "last_day_on_time": printed - timedelta(days=1), "source": row["source"]},
    )


def plan_fields(data: dict[str, Any]) -> dict[str, Any]:
    fields = {key: data[key] for key in ("name", "province_name", "period_days", "report_signer_title")}
    agency = Agency.objects.get(code=data["reporting_agency"])
    return fields | {"first_period_end": day(data, "first_period_end"), "reporting_agency": agency}


def day(row: dict[str, Any], key: str) -> date:
    return date.fromisoformat(row[key])
