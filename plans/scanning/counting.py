"""Progress counted file by file: the agencies that do, and the sums of the marks of their files."""

from datetime import date, timedelta

from django.db.models import Count, Sum

from agencies.calendar import start_of
from agencies.models import Agency
from plans.models import ArchivalFile, FileCounting, Plan, Stage
from plans.pricing import a4_pages

DAY = timedelta(days=1)
Figures = dict[str, int]  # {"scanned_files": …, "scanned_pages": …, …}: hồ sơ, trang A4 quy đổi


def counts_by_files(agency: Agency, plan: Plan) -> bool:
    """Whether the agency has chosen “theo từng hồ sơ”."""
    return FileCounting.objects.filter(agency=agency, plan=plan).exists()


def figures_by_files(agency: Agency, plan: Plan, until: date) -> Figures | None:
    """The six cumulative figures as the marks of the agency's files made by the day come to; None where it types them.

    This is what the progress report of an agency that counts by files holds.
    """
    return counted(agency, plan, until) if counts_by_files(agency, plan) else None


def counted(agency: Agency, plan: Plan, until: date) -> Figures:
    """The six cumulative figures that the marks made by the end of the day come to (hồ sơ, trang A4 quy đổi)."""
    files = ArchivalFile.objects.to_digitize().filter(catalogue__agency=agency, catalogue__plan=plan)
    rows = files.filter(catalogue__deleted_at=None, scan_marks__marking__made_at__lt=start_of(until + DAY)).order_by()
    sums = rows.values("scan_marks__stage").annotate(count=Count("pk"), pages=Sum(a4_pages()))
    found = {row["scan_marks__stage"]: (row["count"], row["pages"]) for row in sums}
    figures: Figures = {}
    for stage in Stage.values:
        figures[f"{stage}_files"], figures[f"{stage}_pages"] = found.get(stage, (0, 0))
    return figures
