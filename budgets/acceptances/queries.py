"""Sums of acceptances over agencies, as of a day: one query."""

from datetime import date
from typing import NamedTuple

from django.db.models import Sum

from budgets.models import Acceptance


class Accepted(NamedTuple):
    """đồng, hồ sơ, trang A4 quy đổi."""

    dong: int
    files: int
    a4_pages: int


def accepted_by_agency(day: date) -> dict[int, Accepted]:
    """{key of the agency: Accepted} as recorded by the end of the day."""
    rows = Acceptance.objects.by(day).order_by().values_list("contract__agency")
    sums = rows.annotate(Sum("amount_dong"), Sum("file_count"), Sum("a4_page_count"))
    return {agency: Accepted(*row) for agency, *row in sums}
