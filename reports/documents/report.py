"""Báo cáo tổng hợp của Sở Nội vụ gửi UBND tỉnh: from the figures of a day to one document."""

from dataclasses import dataclass
from datetime import date

from agencies.formats.dates import format_date
from plans.models import ControlFigure, ProgressReport
from plans.pricing import plan_price_dong

from . import annexes
from .body import body
from .content import ILLUSTRATIVE, Document, Letterhead

MILESTONE_WORDS = {"overdue": "Quá hạn", "due_soon": "Sắp đến hạn", "open": "Chưa đến hạn", "none": "–"}
BLANK_DATE = "ngày      tháng      năm"


class FiguresDisagree(Exception):
    """A total does not equal its lines; the message says which, in Vietnamese."""


@dataclass(frozen=True)
class Trouble:
    """What one agency wrote in its latest progress report."""

    name: str
    period_end: date
    difficulties: str
    proposals: str


@dataclass(frozen=True)
class Facts:
    """Everything the sentences speak of."""

    figures: object
    as_of: date
    issuer: str
    plan_name: str
    plan_title: str
    price_dong: int
    control: tuple  # hồ sơ, trang, đồng printed in the plan
    difficulties: list


def report_document(plan, figures):
    """The document of the figures; raises FiguresDisagree where an annex does not add up to them."""
    issuer = plan.reporting_agency.name if plan.reporting_agency else "Sở Nội vụ"
    facts = Facts(
        figures=figures,
        as_of=figures.as_of,
        issuer=issuer,
        plan_name=plan.name,
        plan_title=plan_title(plan),
        price_dong=plan_price_dong(plan),
        control=control_totals(plan),
        difficulties=troubles(plan, figures.as_of),
    )
    document = Document(
        as_of=figures.as_of,
        letterhead=letterhead(plan, issuer, figures.as_of),
        blocks=body(facts),
        summary=annexes.summary(figures),
        annexes=annexes_of(facts),
        signer_title=plan.report_signer_title,
        signer_name=plan.report_signer_name,
        recipients=["- Như trên;", "- Lãnh đạo Sở;", "- Các cơ quan, đơn vị, địa phương liên quan;", "- Lưu: VT."],
        remark=ILLUSTRATIVE if plan.figures_are_illustrative else "",
    )
    reconcile(document, figures)
    return document


def plan_title(plan):
    number = f" số {plan.number}" if plan.number else ""
    rest = plan.name.removeprefix("Kế hoạch ")
    return f"Kế hoạch{number} của Ủy ban nhân dân tỉnh {plan.province_name} về {rest[0].lower()}{rest[1:]}"


def letterhead(plan, issuer, as_of):
    code = plan.reporting_agency.code if plan.reporting_agency else "SNV"
    number = f"Số:       /BC-{code}"
    rest = plan.name.removeprefix("Kế hoạch ")
    return Letterhead(
        superior=f"ỦY BAN NHÂN DÂN TỈNH {plan.province_name.upper()}",
        issuer=issuer.upper(),
        number=number,
        place_and_date=f"{plan.province_name}, {BLANK_DATE} {as_of.year}",
        subject=f"Tình hình, kết quả {rest[0].lower()}{rest[1:]} (số liệu đến ngày {format_date(as_of)})",
        addressee=f"Ủy ban nhân dân tỉnh {plan.province_name}",
        annex_reference=f"(Kèm theo Báo cáo {number[0].lower()}{number[1:].replace(':', '')} {BLANK_DATE} "
        f"{as_of.year} của {issuer})",
    )


def annexes_of(facts):
    figures = facts.figures
    found = [
        annexes.volume_of_departments(figures, facts.price_dong),
        annexes.volume_of_districts(figures, facts.price_dong),
        annexes.progress(figures, lambda row: row.schedule_name),
        annexes.money(figures),
        annexes.milestones(figures, milestone_text),
    ]
    return [*found, annexes.difficulties(facts.difficulties)] if facts.difficulties else found


def milestone_text(milestone):
    if milestone.done_on is None:
        return MILESTONE_WORDS.get(milestone.state, "")
    late = " (trễ)" if milestone.state == "done_late" else ""
    return f"{format_date(milestone.done_on)}{late}"


def control_totals(plan):
    rows = ControlFigure.objects.filter(plan=plan).values_list("file_count", "page_count", "amount_dong")
    return tuple(sum(column) for column in zip(*rows, strict=True)) or (0, 0, 0)


def troubles(plan, as_of):
    """Difficulties and proposals of each agency's latest progress report of the day, in the official order."""
    reports = ProgressReport.objects.filter(plan=plan, period_end__lte=as_of).by(as_of)
    latest = {report.agency_id: report for report in reports.order_by("period_end", "version").select_related("agency")}
    speaking = [report for report in latest.values() if report.difficulties.strip() or report.proposals.strip()]
    speaking.sort(key=lambda report: (report.agency.official_order, report.agency.code))
    return [Trouble(r.agency.name, r.period_end, r.difficulties, r.proposals) for r in speaking]


def reconcile(document, figures):
    """Every total must be what the body says (domain §8: "totals that do not equal their lines")."""
    expected = {"I": figures.groups["departments"], "II": figures.groups["districts"]}
    for roman, group in expected.items():
        total = document.annex(roman).total
        said = (group.planned_files, group.planned_pages, group.planned_cost_dong)
        if (total["files"], total["pages"], total["cost"]) != said:
            raise FiguresDisagree(f"Tổng của Phụ lục {roman} không khớp số liệu tổng hợp của nhóm.")
    scanned = document.annex("III").total["scanned_pages"]
    if scanned != figures.total.scanned_pages:
        raise FiguresDisagree("Tổng lũy kế của Phụ lục III không khớp số liệu toàn tỉnh.")
