"""Bắt đầu: what a province enters before its agencies can work, each step with what is there and where it is done."""

from django.urls import reverse

from plans.models import Plan
from plans.targets.setup import known_plans

from . import begin_money, begin_people, begin_plan, begin_server
from .step import Step

WAITS = "Nhập sau khi có Kế hoạch."


def beginning(plan: Plan | None) -> list[Step]:
    """Every step in the order in which they are best done; without a plan, its own steps wait for it."""
    return [
        the_plan(plan),
        begin_people.agencies(),
        *of_the_plan(plan),
        begin_money.bases(),
        begin_people.offices(),
        begin_people.second_administrator(),
        begin_people.appraisers(),
        begin_people.people(),
        begin_people.invitations(),
        begin_server.mail_server(),
        begin_server.backup(),
    ]


def the_plan(plan: Plan | None) -> Step:
    title = "Kế hoạch của UBND tỉnh"
    if plan:
        return Step(title, True, f"{plan.name}.", begin_plan.change(plan))
    ready = " | ".join(known_plans())
    said = f"Chưa có: nhập tên, ngày bắt đầu và kỳ báo cáo. Kế hoạch có sẵn nạp bằng ./portal manage load_plan {ready}."
    return Step(title, False, said, reverse("admin:plans_plan_add"))


def of_the_plan(plan: Plan | None) -> list[Step]:
    if plan:
        return [make(plan) for _, make in begin_plan.STEPS]
    return [Step(title, False, WAITS, reverse("admin:plans_plan_add")) for title, _ in begin_plan.STEPS]
