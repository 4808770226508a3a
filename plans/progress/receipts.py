"""Giấy nhận số liệu: the number of the year, given last of all, so that nobody waits long for it."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from agencies.calendar import portal_now, portal_today
from agencies.models import User
from plans.models import ProgressReceipt, ProgressReport, ReceiptLine, ReceiptYear

from .rights import Told


@transaction.atomic
def give(
    reports: Sequence[ProgressReport],
    *,
    actor: User,
    way: str = ProgressReceipt.Way.FORM,
    told: Mapping[int, Told] | None = None,
) -> ProgressReceipt:
    """One receipt for the reports of one submission; `told`: by key of the report who said it by telephone.

    Numbers of a year follow each other without a gap: two submissions wait for each other here.
    """
    year = portal_today().year
    ReceiptYear.objects.get_or_create(year=year)
    counted = ReceiptYear.objects.select_for_update().get(year=year)
    counted.last_number += 1
    counted.save(update_fields=["last_number"])
    given = {"given_to": actor, "given_at": portal_now(), "way": way}
    receipt = ProgressReceipt.objects.create(plan=reports[0].plan, year=year, number=counted.last_number, **given)
    ReceiptLine.objects.bulk_create(line_of(receipt, report, (told or {}).get(report.pk)) for report in reports)
    return receipt


def line_of(receipt: ProgressReceipt, report: ProgressReport, told: Told | None) -> ReceiptLine:
    said = {"told_by": told.by, "told_at": told.at} if told else {}
    return ReceiptLine(receipt=receipt, report=report, **said)


def receipt_of(report: ProgressReport) -> ReceiptLine | None:
    """The line of the receipt given for the report; None for one from before receipts were given."""
    return ReceiptLine.objects.select_related("receipt").filter(report=report).first()
