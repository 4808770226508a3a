"""Báo cáo tổng hợp của Sở Nội vụ gửi UBND tỉnh: from the figures of a day to one document."""

from datetime import date

from agencies.chain.codes import code_before, in_words
from agencies.formats.dates import format_date
from agencies.models import Delegation
from plans.declarations.deadlines import beside
from plans.models import ControlFigure, Plan, ProgressReport
from plans.pricing import plan_price_dong

from ..figures import MilestoneFigure, ProvinceFigures
from ..figures.difficulties import register_of
from ..figures.urged import letters_sent, times_urged
from . import annexes
from .body import body
from .build import Build
from .content import ILLUSTRATIVE, Annex, Document, Letterhead, known
from .facts import Difficulty, ReportFacts
from .money_words import money_words
from .register import register_lines
from .signing import archive_line, signature

MILESTONE_WORDS = {"overdue": "Quá hạn", "due_soon": "Sắp đến hạn", "open": "Chưa đến hạn", "none": "–"}
OPEN = "…"
BLANK_DATE = "ngày      tháng      năm"


class FiguresDisagree(Exception):
    """A total does not equal its lines; the message says which, in Vietnamese."""


def report_document(
    plan: Plan, figures: ProvinceFigures, build: Build | None = None, delegation: Delegation | None = None
) -> Document:
    """The document of the figures, signed by the head or by the delegation; without a build their day is over.

    Raises FiguresDisagree where an annex does not add up to the figures.
    """
    issuer, build = issuer_of(plan), build or Build(figures.as_of)
    facts = ReportFacts(
        figures=figures,
        as_of=figures.as_of,
        build=build,
        issuer=issuer,
        plan_name=plan.name,
        plan_title=plan_title(plan),
        price_dong=plan_price_dong(plan),
        control=control_totals(plan),
        difficulties=difficulties_of(plan, figures.as_of),
        register=register_of(plan, figures.as_of),
        letters_sent=letters_sent(plan, figures.as_of),
        urged=times_urged(plan, figures.as_of),
    )
    signer_title, signer_name = signature(plan, delegation)
    document = Document(
        as_of=figures.as_of,
        letterhead=letterhead(plan, issuer, build),
        blocks=body(facts),
        summary=annexes.summary(figures),
        annexes=annexes_of(facts),
        signer_title=signer_title,
        signer_name=signer_name,
        recipients=[
            "- Như trên;",
            "- Lãnh đạo Sở;",
            "- Các cơ quan, đơn vị, địa phương liên quan;",
            archive_line(plan),
        ],
        remark=ILLUSTRATIVE if plan.figures_are_illustrative else "",
        until=build.until,
        history_code=history_code(figures.as_of),
    )
    reconcile(document, figures)
    return document


def history_code(as_of: date) -> str:
    """By which anybody can later prove that the history of the day before was not changed; empty where none is kept."""
    code = code_before(as_of)
    return f"{in_words(code)}." if code else ""


def issuer_of(plan: Plan) -> str:
    """The department that reports on the plan."""
    return plan.reporting_agency.name if plan.reporting_agency else "Sở Nội vụ"


def superior_of(plan: Plan) -> str:
    """The body above the department, short as NĐ 30/2020 allows: in full it does not fit beside the nation's name."""
    return f"UBND TỈNH {plan.province_name.upper()}"


def plan_title(plan: Plan, *, is_signed: bool = False) -> str:
    """Kế hoạch số … ngày … của Ủy ban nhân dân tỉnh … về …; number and day stay open where nobody recorded them.

    What has been signed has nothing open: it names the plan without them.
    """
    open_place = "" if is_signed else OPEN
    number, day = plan.number or open_place, format_date(plan.issued_on) if plan.issued_on else open_place
    cited = f"{f' số {number}' if number else ''}{f' ngày {day}' if day else ''}"
    rest = plan.name.removeprefix("Kế hoạch ")
    return f"Kế hoạch{cited} của Ủy ban nhân dân tỉnh {plan.province_name} về {rest[0].lower()}{rest[1:]}"


def letterhead(plan: Plan, issuer: str, build: Build) -> Letterhead:
    """The head of the report; its number and date stay open until it is signed."""
    code = plan.reporting_agency.code if plan.reporting_agency else "SNV"
    year = build.as_of.year
    rest = plan.name.removeprefix("Kế hoạch ")
    return Letterhead(
        superior=superior_of(plan),
        issuer=issuer.upper(),
        number=f"Số:       /BC-{code}",
        place_and_date=f"{plan.province_name}, {BLANK_DATE} {year}",
        subject=f"Tình hình, kết quả {rest[0].lower()}{rest[1:]} (số liệu đến {build.until})",
        addressee=f"Ủy ban nhân dân tỉnh {plan.province_name}",
        annex_reference=f"(Kèm theo Báo cáo số       /BC-{code} {BLANK_DATE} {year} của {issuer})",
    )


def annexes_of(facts: ReportFacts) -> list[Annex]:
    """Phụ lục I to V, and VI where an agency raised difficulties or wrote of them."""
    figures = facts.figures
    found = [
        annexes.volume_of_departments(figures, facts.price_dong),
        annexes.volume_of_districts(figures, facts.price_dong),
        annexes.progress(figures, facts.build.until),
        annexes.money(figures, money_words(figures.plan, figures.as_of)),
        annexes.milestones(figures, milestone_text),
    ]
    lines = register_lines(facts.register, facts.difficulties)
    return [*found, annexes.difficulties(lines)] if lines else found


def milestone_text(milestone: MilestoneFigure) -> str:
    """The day it was met, or its state."""
    return beside(reached_or_not(milestone), milestone.extended_to if milestone.state != "none" else None)


def reached_or_not(milestone: MilestoneFigure) -> str:
    if milestone.done_on is None:
        return MILESTONE_WORDS.get(milestone.state, "")
    late = " (trễ)" if milestone.state == "done_late" else ""
    return f"{format_date(milestone.done_on)}{late}"


def control_totals(plan: Plan) -> tuple[int, int, int]:
    """Files, pages and đồng that the plan prints for the province."""
    rows = list(ControlFigure.objects.filter(plan=plan).values_list("file_count", "page_count", "amount_dong"))
    return sum(files for files, _, _ in rows), sum(pages for _, pages, _ in rows), sum(dong for _, _, dong in rows)


def difficulties_of(plan: Plan, as_of: date) -> list[Difficulty]:
    """Difficulties and proposals of each agency's latest progress report of the day, in the official order."""
    reports = ProgressReport.objects.filter(plan=plan, period_end__lte=as_of).by(as_of)
    latest = {report.agency_id: report for report in reports.order_by("period_end", "version").select_related("agency")}
    speaking = [report for report in latest.values() if report.difficulties.strip() or report.proposals.strip()]
    speaking.sort(key=lambda report: (report.agency.official_order, report.agency.code))
    return [statement_of(report) for report in speaking]


def statement_of(report: ProgressReport) -> Difficulty:
    agency = report.agency
    said = (report.period_end, report.difficulties, report.proposals)
    return Difficulty(agency.name, *said, agency.code, (agency.official_order, agency.code))


def reconcile(document: Document, figures: ProvinceFigures) -> None:
    """Raise FiguresDisagree where a total is not what the body says (domain §8)."""
    expected = {"I": figures.groups["departments"], "II": figures.groups["districts"]}
    for roman, group in expected.items():
        total = document.annex(roman).total
        said = (group.planned_files, group.planned_pages, group.planned_cost_dong)
        if (total["files"], total["pages"], total["cost"]) != said:
            raise FiguresDisagree(f"Tổng của Phụ lục {roman} không khớp số liệu tổng hợp của nhóm.")
    scanned = document.annex("III").total["scanned_pages"]
    if known(scanned) != figures.total.scanned_pages:
        raise FiguresDisagree("Tổng lũy kế của Phụ lục III không khớp số liệu toàn tỉnh.")
