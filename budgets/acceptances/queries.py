"""Sums of acceptances over agencies, as of a day: one query."""

from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet, Sum

from budgets.models import Acceptance, AcceptanceLine, AcceptedFile
from plans.models import Appraisal


class Accepted(NamedTuple):
    """đồng, hồ sơ, trang A4 quy đổi."""

    dong: int
    files: int
    a4_pages: int


def lines_of(acceptance: Acceptance) -> QuerySet[AcceptanceLine]:
    """Its lines as page and paper list them, each with its catalogue and fonds."""
    order = ("catalogue__fonds__name", "catalogue__name", "pk")
    return acceptance.lines.select_related("catalogue__fonds").order_by(*order)


def resting_on(appraisal: Appraisal) -> str:
    """A sentence where files of the appraisal were accepted, which rests on its pages; "" otherwise."""
    files = appraisal.catalogue.files.values("pk")
    taken = AcceptedFile.objects.filter(withdrawn_by=None, file_id__in=files).select_related("acceptance").first()
    return f"{taken.acceptance} đã nghiệm thu hồ sơ theo kết quả này nên không đính chính được." if taken else ""


def accepted_by_agency(day: date) -> dict[int, Accepted]:
    """{key of the agency: Accepted} as recorded by the end of the day."""
    rows = Acceptance.objects.by(day).order_by().values_list("contract__agency")
    sums = rows.annotate(Sum("amount_dong"), Sum("file_count"), Sum("a4_page_count"))
    return {agency: Accepted(*row) for agency, *row in sums}
