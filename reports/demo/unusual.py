"""Two reports of the last period that are far beyond what there is to scan: they wait for Sở Nội vụ's second look."""

from agencies.formats.dates import format_date
from plans.declarations.unusual import of_progress
from plans.models import ProgressReport, UnusualValue
from plans.models.progress import FIGURES

from . import progress
from .days import LAST_DAY, moment, told_until
from .province import Province

KIND = UnusualValue.Kind.PROGRESS
SLIP = 10  # a digit too many
WHY = {
    "SVHTTDL": "Đã cộng cả tài liệu phim, ảnh số hóa trước Kế hoạch, quy đổi ra trang A4.",
    "505": "Số liệu do đơn vị thi công bàn giao, cộng dồn từ đầu năm.",
}


def write(province: Province) -> None:
    """None where the portal stands on an earlier day: the period is not over."""
    if told_until() < LAST_DAY:
        return
    for code, reason in WHY.items():
        report = reported(province, code)
        if report and (sentences := sentences_of(report)):
            keep(province, report, sentences, reason)


def reported(province: Province, code: str) -> ProgressReport | None:
    """The report of the last period, with pages that a digit too many makes; None where the agency never reported."""
    last = ProgressReport.objects.filter(agency__code=code).order_by("-period_end").first()
    if last is None or last.period_end == LAST_DAY:
        return None
    figures = {name: getattr(last, name) for name in FIGURES} | {"scanned_pages": last.scanned_pages * SLIP}
    at = moment(LAST_DAY, province.dice("unusual", code), 8)
    own = {"plan": province.plan, "agency": last.agency, "submitted_by": province.clerks[code]}
    report = ProgressReport.objects.create(
        **own, **figures, submitted_on=LAST_DAY, submitted_at=at, period_end=LAST_DAY, reason=WHY[code]
    )
    progress.record(province, report)
    return report


def sentences_of(report: ProgressReport) -> list[str]:
    figures = {name: getattr(report, name) for name in FIGURES}
    return of_progress(report.agency, report.plan, report.period_end, figures)


def keep(province: Province, report: ProgressReport, sentences: list[str], reason: str) -> None:
    """What waits, and what its agency said about it."""
    value = UnusualValue.objects.create(
        plan=report.plan,
        agency=report.agency,
        kind=KIND,
        object_id=report.pk,
        name=f"Báo cáo tiến độ kỳ đến {format_date(report.period_end)}",
        sentences=sentences,
        pages=report.scanned_pages,
        reason=reason,
        entered_by=report.submitted_by,
        entered_at=report.submitted_at,
        entered_on=LAST_DAY,
    )
    province.history.record(
        report,
        actor=report.submitted_by,
        action="explain_unusual",
        at=report.submitted_at,
        sentence=f"ghi lý do số liệu bất thường của {value}: {' '.join(sentences)}",
        after={"pages": value.pages, "dong": 0, "state": value.state},
        reason=reason,
    )
