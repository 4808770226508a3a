"""Nine weeks of progress: what was scanned, checked and integrated, week by week, never more than was appraised."""

from datetime import date, timedelta
from random import Random

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int
from agencies.models import Agency
from plans.models import DistrictCheck, ProgressReceipt, ProgressReport, ReceiptLine, ReceiptYear, ReportingRule
from plans.models.progress import STAGES

from .days import LAST_DAY, last_known_day, moment, workday
from .province import Holding, Province
from .words import WORDS

RECEIPTED = 2  # periods of which receipts are kept


def write(province: Province) -> None:
    ends = province.plan.period_ends(LAST_DAY)
    reports = [report for one in province.holdings for report in reports_of(province, one, ends)]
    sent = [report for report in reports if report.submitted_on <= last_known_day()]
    made = ProgressReport.objects.bulk_create(sent, batch_size=1_000)
    for report in made:
        record(province, report)
    latest = [report for report in made if report.period_end in ends[-RECEIPTED:]]
    give_receipts(province, sorted(latest, key=lambda one: one.submitted_at))
    ask_districts(province, [report for report in latest if report.period_end == ends[-1]])


def give_receipts(province: Province, reports: list[ProgressReport]) -> None:
    """One for each, numbered in the order in which they came; earlier reports are from before there were any."""
    given = [
        ProgressReceipt(
            plan=province.plan,
            year=report.submitted_on.year,
            number=number,
            given_to=report.submitted_by,
            given_at=report.submitted_at,
        )
        for number, report in enumerate(reports, 1)
    ]
    receipts = ProgressReceipt.objects.bulk_create(given)
    lines = [ReceiptLine(receipt=one, report=report) for one, report in zip(receipts, reports, strict=True)]
    ReceiptLine.objects.bulk_create(lines)
    if reports:
        ReceiptYear.objects.create(year=reports[0].submitted_on.year, last_number=len(reports))


def ask_districts(province: Province, reports: list[ProgressReport]) -> None:
    """From the last period on districts confirm what their communes report; about half has been answered so far."""
    rule = {"valid_from": LAST_DAY, "district_confirms": True, "number": "1245/SNV-VTLT"}
    ReportingRule.objects.create(plan=province.plan, source="Công văn của Sở Nội vụ về báo cáo tiến độ", **rule)
    asked = [one for one in reports if one.agency.kind == Agency.Kind.COMMUNE and one.agency.parent_id]
    districts = {one.pk: one for one in province.agencies.values()}
    confirmed = [confirmation(province, one, districts[one.agency.parent_id or 0]) for one in asked[::2]]
    DistrictCheck.objects.bulk_create(confirmed)


def confirmation(province: Province, report: ProgressReport, district: Agency) -> DistrictCheck:
    """The district confirms what its commune sent as soon as it came."""
    said = {"said_by": province.clerks[district.code], "said_at": report.submitted_at, "said_on": report.submitted_on}
    return DistrictCheck(report=report, district=district, outcome=DistrictCheck.Outcome.CONFIRMED, **said)


def reports_of(province: Province, one: Holding, ends: list[date]) -> list[ProgressReport]:
    """The periods an agency reported: all, all but the one that ends today, or only the first ones."""
    if not one.has_target or not one.story.reports:
        return []
    random = province.dice("progress", one.code)
    scanned = scanned_by_period(province, one, ends, random)
    quality, shared = random.uniform(0.86, 0.97), random.uniform(0.45, 0.85)
    found, before = [], (0, 0, 0)
    for end, pages in list(zip(ends, scanned, strict=True))[: one.story.reports]:
        last_scanned, last_checked, last_integrated = before
        checked = max(last_checked, int((last_scanned + (pages - last_scanned) * 0.3) * quality))
        integrated = max(last_integrated, int(last_checked * shared))
        before = (pages, checked, integrated)
        found.append(report(province, one, end, before, random))
    return found


def scanned_by_period(province: Province, one: Holding, ends: list[date], random: Random) -> list[int]:
    """Cumulative pages; work starts when the first catalogue is appraised and never runs ahead of the appraisals."""
    goal, found, last = int(one.pages * one.story.done), [], 0
    weights = [random.uniform(0.75, 1.25) for _ in ends]
    for number, end in enumerate(ends, 1):
        share = (sum(weights[:number]) / sum(weights)) ** one.story.bend
        appraised = sum(
            pages for day, _, pages in province.appraised.get(one.code, ()) if day + timedelta(days=3) < end
        )
        last = max(last, min(int(goal * share), appraised))
        found.append(last)
    return found


def report(province: Province, one: Holding, end: date, pages: tuple[int, int, int], random: Random) -> ProgressReport:
    """Files go with pages, as they do in the appraised catalogues."""
    appraised = province.appraised.get(one.code, [])
    files, whole = sum(row[1] for row in appraised), sum(row[2] for row in appraised)
    most = sum(row[1] for row in appraised if row[0] < end)
    day = end if random.random() < 0.6 or end == LAST_DAY else min(workday(end + timedelta(days=3)), LAST_DAY)
    figures: dict[str, int] = {}
    for stage, number in zip(STAGES, pages, strict=True):
        figures |= {f"{stage}_pages": number, f"{stage}_files": min(most, number * files // whole) if whole else 0}
    trouble = random.choice(WORDS["difficulties"]) if random.random() < 0.13 else {"difficulty": "", "proposal": ""}
    return ProgressReport(
        plan=province.plan,
        agency=one.agency,
        submitted_by=province.clerks[one.code],
        submitted_on=day,
        submitted_at=moment(day, random, 7 if day == LAST_DAY else None),
        period_end=end,
        difficulties=trouble["difficulty"],
        proposals=trouble["proposal"],
        **figures,
    )


def record(province: Province, report: ProgressReport) -> None:
    pages = format_int(report.scanned_pages)
    province.history.record(
        report,
        actor=report.submitted_by,
        action="submit",
        at=report.submitted_at,
        sentence=f"gửi số liệu kỳ {format_date(report.period_end)}: {pages} trang lũy kế",
        after={f"{stage}_pages": getattr(report, f"{stage}_pages") for stage in STAGES},
    )
