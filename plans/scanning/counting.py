"""Progress counted file by file: the agencies that do, and the sums of the marks of their files."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Count, Sum

from agencies.calendar import start_of
from agencies.models import Agency
from plans.models import ArchivalFile, FileCounting, Plan, Stage
from plans.pricing import a4_pages

DAY = timedelta(days=1)
ALL = tuple(f"{stage}_{unit}" for stage in Stage.values for unit in ("files", "pages"))
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
    return counted_of([agency.pk], plan, until)[agency.pk]


def figures_of_those_who_count(agencies: Iterable[Agency], plan: Plan, until: date) -> dict[int, Figures]:
    """{key: as `figures_by_files`} of those among the agencies that count by files; two queries."""
    chosen = FileCounting.objects.filter(agency__in=[one.pk for one in agencies], plan=plan)
    return counted_of(list(chosen.values_list("agency_id", flat=True)), plan, until)


def counted_of(agencies: Sequence[int], plan: Plan, until: date) -> dict[int, Figures]:
    """{key: as `counted`} of these agencies; one query, none for nobody."""
    found = {one: dict.fromkeys(ALL, 0) for one in agencies}
    if not found:
        return {}
    files = ArchivalFile.objects.to_digitize().filter(catalogue__agency__in=agencies, catalogue__plan=plan)
    rows = files.filter(catalogue__deleted_at=None, scan_marks__marking__made_at__lt=start_of(until + DAY)).order_by()
    sums = rows.values("catalogue__agency", "scan_marks__stage").annotate(count=Count("pk"), pages=Sum(a4_pages()))
    for row in sums:
        stage, figures = row["scan_marks__stage"], found[row["catalogue__agency"]]
        figures[f"{stage}_files"], figures[f"{stage}_pages"] = row["count"], row["pages"]
    return found
