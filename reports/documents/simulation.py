"""Tờ trình with the proposal of an allocation: what the sum covers, agency by agency, and what is left out."""

from agencies.calendar import day_of
from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong, format_int
from agencies.formats.words import amount_in_words
from agencies.models import Agency
from budgets.models import Simulation
from budgets.simulations.outcome import AgencyPart, NamedPart, Outcome
from plans.models import Plan

from .annex_columns import NAME, SERIAL, amount
from .content import (
    ILLUSTRATIVE,
    Annex,
    AnnexColumn,
    AnnexRow,
    Block,
    Cells,
    Document,
    Letterhead,
    summed_up,
    words_of,
    worked_out,
)
from .phrases import item, note, paragraph, section
from .report import BLANK_DATE, plan_title, superior_of

AGENCIES = [
    SERIAL,
    NAME,
    amount("files", "Số hồ sơ được chọn", 22),
    amount("pages", "Số trang A4 được chọn", 26),
    AnnexColumn("price", "Đơn giá (đồng)", 18, "int"),
    amount("cost", "Kinh phí phân bổ (đồng)", 34, compute=("×", "pages", "price")),
    amount("work", "Người-ngày", 20),
    amount("left_files", "Số hồ sơ còn lại", 22),
    amount("left_pages", "Số trang A4 còn lại", 26),
    amount("late", "Trong đó không kịp hạn", 24),
]
MARKS = [
    SERIAL,
    AnnexColumn("name", "Dấu hiệu ưu tiên", 80),
    AnnexColumn("points", "Điểm", 16, "int"),
    AnnexColumn("there", "Số hồ sơ", 30, "int"),
    AnnexColumn("files", "Số hồ sơ được chọn", 30, "int"),
    AnnexColumn("pages", "Số trang A4 được chọn", 34, "int"),
    AnnexColumn("left_pages", "Số trang A4 còn lại", 34, "int"),
]
SEVERAL = note("Một hồ sơ có thể có nhiều dấu hiệu nên các dòng không cộng lại được.", "")
ROUNDED = note("Người-ngày của từng cơ quan làm tròn lên.", "")


def simulation_document(outcome: Outcome) -> Document:
    """The draft of the tờ trình with its annexes; number, date and signature stay open until it is signed."""
    simulation = outcome.simulation
    plan, issuer = simulation.plan, simulation.requester.agency or simulation.owner
    return Document(
        as_of=day_of(simulation.finished_at) if simulation.finished_at else simulation.starts_on,
        letterhead=letterhead(plan, issuer, simulation),
        blocks=body(outcome),
        summary=None,
        annexes=[of_agencies(outcome), of_marks(outcome)],
        signer_title=signer_title(simulation),
        signer_name="",
        recipients=["- Như trên;", "- Lưu: VT."],
        remark=ILLUSTRATIVE if plan.figures_are_illustrative else "",
    )


def is_of_the_province(simulation: Simulation) -> bool:
    return simulation.owner.kind == Agency.Kind.PROVINCE


def signer_title(simulation: Simulation) -> str:
    return "GIÁM ĐỐC" if is_of_the_province(simulation) else "CHỦ TỊCH"


def letterhead(plan: Plan, issuer: Agency, simulation: Simulation) -> Letterhead:
    """A tờ trình to whoever issues the decision."""
    province, year = is_of_the_province(simulation), simulation.starts_on.year
    number = f"Số:       /TTr-{issuer.code}"
    to = f"Ủy ban nhân dân tỉnh {plan.province_name}" if province else str(simulation.owner)
    return Letterhead(
        superior=superior_of(plan),
        issuer=str(issuer).upper(),
        number=number,
        place_and_date=f"{plan.province_name}, {BLANK_DATE} {year}",
        subject="Phân bổ kinh phí số hóa tài liệu lưu trữ",
        addressee=to,
        annex_reference=f"(Kèm theo Tờ trình {number[0].lower()}{number[1:]} {BLANK_DATE} {year} của {issuer})",
        kind="TỜ TRÌNH",
    )


def body(outcome: Outcome) -> list[Block]:
    """What is proposed, how it was chosen, what is left out."""
    return [*proposal(outcome), *way_of_choosing(outcome), *rest(outcome)]


def proposal(outcome: Outcome) -> list[Block]:
    simulation, total = outcome.simulation, outcome.total
    scope = simulation.get_scope_display()
    return [
        paragraph(f"Căn cứ {plan_title(simulation.plan)};"),
        section("I. ĐỀ XUẤT PHÂN BỔ"),
        paragraph(
            f"Với số tiền {format_dong(simulation.sum_dong)}, đề xuất phân bổ {format_dong(total.chosen_dong)} (bằng "
            f"chữ: {amount_in_words(total.chosen_dong)}) để số hóa {format_int(total.chosen_files)} hồ sơ, "
            f"{format_int(total.chosen_pages)} trang A4 quy đổi, đơn giá {format_dong(simulation.price_dong)} một "
            f"trang. Phạm vi: {scope}. Chi tiết từng cơ quan tại Phụ lục I."
        ),
        paragraph(
            f"Thực hiện từ ngày {format_date(simulation.starts_on)} đến hết ngày {format_date(simulation.deadline)} "
            f"({format_int(outcome.days)} ngày làm việc, không trừ ngày nghỉ lễ); cần "
            f"{format_int(outcome.total.people_days)} người-ngày với năng suất {format_int(simulation.pages_per_day)} "
            "trang một người một ngày."
        ),
    ]


def way_of_choosing(outcome: Outcome) -> list[Block]:
    """The weights in words; how near the best the choice is."""
    points = "; ".join(f"{name[0].lower()}{name[1:]} {format_int(many)} điểm" for name, many in outcome.points)
    by_file = outcome.simulation.count_by == Simulation.CountBy.FILES
    counted = "mỗi hồ sơ tính điểm một lần" if by_file else "điểm của hồ sơ tính cho từng trang của nó"
    near = "" if outcome.is_the_best else f" Cách chọn tốt nhất có thể có không hơn quá {outcome.gap_percent}% số điểm."
    return [
        section("II. CÁCH CHỌN"),
        paragraph(
            f"Hồ sơ được chọn theo thứ tự ưu tiên của Kế hoạch: {points}; {counted}. Kết quả tại Phụ lục II.{near}"
        ),
        paragraph("Khi tiền không đủ cho mọi hồ sơ cùng điểm, các cơ quan chia nhau theo số trang còn lại của mình."),
    ]


def rest(outcome: Outcome) -> list[Block]:
    """What is not covered, with the reason."""
    total = outcome.total
    lines = [f"Chưa có tiền: {format_int(total.unpaid_pages)} trang;"]
    if total.late_pages:
        lines.append(f"Không kịp hạn dù có tiền: {format_int(total.late_pages)} trang;")
    if total.held_pages:
        held = f"{format_int(total.held_files)} hồ sơ, {format_int(total.held_pages)} trang"
        lines.append(f"Đã có kinh phí được giao từ trước, không phân bổ thêm: {held};")
    lines += [f"{why}, không đưa vào để chọn: {format_int(files)} hồ sơ;" for why, files, _ in outcome.aside]
    return [
        section("III. PHẦN CÒN LẠI"),
        paragraph(f"Còn {format_int(total.left_files)} hồ sơ, {format_int(total.left_pages)} trang chưa được chọn:"),
        *(item(line) for line in lines[:-1]),
        item(f"{lines[-1][:-1]}./."),
    ]


def of_agencies(outcome: Outcome) -> Annex:
    """Phụ lục I: a line for each agency, đồng = pages × price."""
    lines = [worked_out(AGENCIES, agency_line(n, each)) for n, each in enumerate(outcome.agencies, 1)]
    total = AnnexRow(summed_up(AGENCIES, lines) | {"name": "TỔNG CỘNG"}, "total")
    return Annex(
        "I",
        "PHÂN BỔ KINH PHÍ SỐ HÓA THEO CƠ QUAN, ĐƠN VỊ",
        AGENCIES,
        [*(AnnexRow(line) for line in lines), total],
        words=words_of(outcome.total.chosen_dong),
        notes=[ROUNDED],
    )


def agency_line(serial: int, part: AgencyPart) -> Cells:
    return {
        "serial": str(serial),
        "name": str(part.agency),
        "files": part.chosen_files,
        "pages": part.chosen_pages,
        "price": part.price_dong,
        "work": part.people_days,
        "left_files": part.left_files,
        "left_pages": part.left_pages,
        "late": part.late_pages,
    }


def of_marks(outcome: Outcome) -> Annex:
    """Phụ lục II: how far each priority is covered."""
    points = dict(outcome.points)
    rows = [AnnexRow(mark_line(n, each, points[each.name])) for n, each in enumerate(outcome.marks, 1)]
    return Annex("II", "HỒ SƠ ĐƯỢC CHỌN THEO DẤU HIỆU ƯU TIÊN", MARKS, rows, notes=[SEVERAL])


def mark_line(serial: int, part: NamedPart, points: int) -> Cells:
    return {
        "serial": str(serial),
        "name": part.name,
        "points": points,
        "there": part.files,
        "files": part.chosen_files,
        "pages": part.chosen_pages,
        "left_pages": part.left_pages,
    }
