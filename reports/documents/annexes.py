"""The annexes of the report (domain §7), filled from the figures."""

from collections.abc import Callable, Iterable, Iterator
from itertools import count

from agencies.formats.dates import format_date

from ..figures import AgencyFigures, Figures, MilestoneFigure, ProvinceFigures
from ..unconfirmed import MONEY as MONEY_PARTS
from ..unconfirmed import PROGRESS as PROGRESS_PARTS
from ..unconfirmed import of_lines
from .annex_columns import DIFFICULTIES, MILESTONES, MONEY, PROGRESS, SUMMARY, VOLUME
from .content import (
    UNKNOWN,
    Annex,
    AnnexColumn,
    AnnexRow,
    Block,
    Cells,
    Group,
    Source,
    table_rows,
    words_of,
    worked_out,
)
from .money_words import MoneyWords
from .phrases import note

# (indicator, unit, field of Figures, annex, its column)
INDICATORS = (
    ("Khối lượng theo Kế hoạch", "hồ sơ", "planned_files", "volume", "files"),
    ("Khối lượng theo Kế hoạch", "trang A4", "planned_pages", "volume", "pages"),
    ("Kinh phí theo Kế hoạch (dự kiến)", "đồng", "planned_cost_dong", "volume", "cost"),
    ("Khối lượng đã rà soát", "hồ sơ", "reviewed_files", "", ""),
    ("Khối lượng đã rà soát", "trang A4", "reviewed_pages", "", ""),
    ("Mục lục đã thẩm định", "hồ sơ", "appraised_files", "", ""),
    ("Mục lục đã thẩm định", "trang A4", "appraised_pages", "", ""),
    ("Loại khỏi diện số hóa qua thẩm định", "hồ sơ", "left_out_files", "", ""),
    ("Loại khỏi diện số hóa qua thẩm định", "trang A4", "left_out_pages", "", ""),
    ("– trùng, thừa, hết giá trị", "trang A4", "saved_pages", "", ""),
    ("– chưa chỉnh lý, số hóa sau", "trang A4", "put_off_pages", "", ""),
    ("– lý do khác", "trang A4", "other_pages", "", ""),
    ("Kinh phí tiết kiệm do loại trùng, thừa, hết giá trị", "đồng", "saved_dong", "", ""),
    ("Kinh phí giảm khi thẩm định, phê duyệt dự toán", "đồng", "cut_dong", "", ""),
    ("Kinh phí tiết kiệm do giá hợp đồng thấp hơn giá dự toán", "đồng", "cheaper_dong", "", ""),
    ("Tổng kinh phí tiết kiệm", "đồng", "savings_dong", "", ""),
    ("Kinh phí của phần để lại số hóa sau", "đồng", "put_off_dong", "", ""),
    ("Đã số hóa", "hồ sơ", "scanned_files", "III", "scanned_files"),
    ("Đã số hóa", "trang A4", "scanned_pages", "III", "scanned_pages"),
    ("Đã kiểm tra đạt", "trang A4", "checked_pages", "III", "checked_pages"),
    ("Đã tích hợp lên Kho dùng chung", "trang A4", "integrated_pages", "III", "integrated_pages"),
    ("Dự toán đề nghị", "đồng", "requested_dong", "IV", "requested"),
    ("Dự toán đã thẩm định, phê duyệt", "đồng", "appraised_dong", "IV", "appraised"),
    ("Dự toán được giao", "đồng", "allocated_dong", "IV", "allocated"),
    ("Giá trị hợp đồng", "đồng", "contracted_dong", "IV", "contracted"),
    ("Giá trị đã nghiệm thu", "đồng", "accepted_dong", "IV", "accepted"),
    ("Đã giải ngân (gồm tạm ứng)", "đồng", "disbursed_dong", "IV", "disbursed"),
    ("Đã quyết toán", "đồng", "settled_dong", "IV", "settled"),
)
ESTIMATED = ("– trong đó ước tính từ số tờ", "trang A4", "estimated_pages", "", "")  # is below what was appraised
WAITING = (
    ("Cần xác nhận, chưa tính: số liệu khác thường", "số liệu", "unconfirmed_values", "", ""),
    ("– khối lượng rà soát", "trang A4", "unconfirmed_reviewed_pages", "", ""),
    ("– đã số hóa", "trang A4", "unconfirmed_scanned_pages", "", ""),
    ("– dự toán đề nghị", "đồng", "unconfirmed_requested_dong", "", ""),
    ("– dự toán đã thẩm định, phê duyệt", "đồng", "unconfirmed_appraised_dong", "", ""),
)
Names = tuple[tuple[str, str, str], ...]
DEPARTMENTS = ("A", "departments", "CÁC SỞ, BAN, NGÀNH TỈNH")
GROUPS: Names = (DEPARTMENTS, ("B", "districts", "UBND CẤP HUYỆN (GỒM CẢ CẤP XÃ)"))
OWN_ONLY: Names = (DEPARTMENTS, ("B", "districts", "UBND CẤP HUYỆN"))
STAGES_OF_MONEY = ("requested", "appraised", "allocated", "contracted", "accepted", "disbursed", "settled")
REPORTED = ("scanned_files", "scanned_pages", "checked_pages", "integrated_pages")
OUTSIDE_THE_REGISTER = note(
    "Dòng không có số là nội dung của báo cáo tiến độ mới nhất, không vào sổ khó khăn, vướng mắc.", "note_register"
)
WITH_COMMUNES = note("Số liệu của mỗi UBND cấp huyện gồm cả số liệu của UBND cấp xã trực thuộc.", "note_communes")


def summary(figures: ProvinceFigures) -> Annex:
    """The province at a glance; each figure names the annex it is taken from. What waits follows where any does."""
    serials = count(1)
    shown = [*indicators(figures.total), *(row for row in WAITING if getattr(figures.total, row[2]))]
    rows = [summary_row(figures, "" if row[0].startswith("– ") else str(next(serials)), *row) for row in shown]
    return Annex("", "SỐ LIỆU TỔNG HỢP TOÀN TỈNH", SUMMARY, rows)


def indicators(total: Figures) -> Iterator[tuple[str, str, str, str, str]]:
    """The lines of the summary; how much was estimated only where anything was."""
    for row in INDICATORS:
        yield row
        if row[2] == "appraised_pages" and total.estimated_pages:
            yield ESTIMATED


def summary_row(
    figures: ProvinceFigures, serial: str, name: str, unit: str, field: str, annex: str, column: str
) -> AnnexRow:
    """One indicator by group, and where the annexes have it."""
    groups: dict[str, Figures] = {**figures.groups, "total": figures.total}
    values = {key: stated(group, field, annex) for key, group in groups.items()}
    cells = worked_out(SUMMARY, {"serial": serial, "name": name, "unit": unit} | values)
    sources: dict[str, Source] = {}
    if annex == "volume":
        sources = {"departments": ("I", "total", column), "districts": ("II", "total", column)}
    elif annex:
        sources = {"departments": (annex, "A", column), "districts": (annex, "B", column)}
    return AnnexRow(cells, sources=sources)


def stated(group: Figures, field: str, annex: str) -> int | str:
    """The figure as its annex has it: what nobody has reported, asked for or granted is not known."""
    value: int = getattr(group, field)
    is_known = {"III": group.last_period_end, "IV": value}.get(annex, True)
    return value if is_known else UNKNOWN


def volume_annex(
    roman: str, title: str, groups: Iterable[tuple[str, str, list[AgencyFigures]]], price_dong: int
) -> Annex:
    """Volume and cost of the groups (mark, title, agencies), at the plan's price."""
    lines = [(mark, name, [volume_line(row, price_dong) for row in rows]) for mark, name, rows in groups]
    rows = table_rows(VOLUME, lines)
    return Annex(roman, title, VOLUME, rows, unit="đồng", words=words_of(rows[-1].cells["cost"]))


def volume_line(row: AgencyFigures, price_dong: int) -> Cells:
    return {
        "name": row.name,
        "files": row.planned_files,
        "pages": row.planned_pages,
        "price": price_dong,
        "deadline": row.printed_deadline,
    }


def volume_of_departments(figures: ProvinceFigures, price_dong: int) -> Annex:
    """Phụ lục I."""
    rows = in_group(figures, "departments")
    groups = [
        ("A", "CÁC SỞ, BAN, NGÀNH", [row for row in rows if row.kind == "department"]),
        ("B", "BAN QUẢN LÝ, TRUNG TÂM LƯU TRỮ LỊCH SỬ TỈNH", [row for row in rows if row.kind != "department"]),
    ]
    title = "KHỐI LƯỢNG VÀ KINH PHÍ SỐ HÓA CỦA CÁC SỞ, BAN, NGÀNH TỈNH"
    return volume_annex("I", title, groups, price_dong)


def volume_of_districts(figures: ProvinceFigures, price_dong: int) -> Annex:
    """Phụ lục II."""
    rows = in_group(figures, "districts")
    groups = [
        ("A", "UBND THÀNH PHỐ, THỊ XÃ", [row for row in rows if not is_rural(row)]),
        ("B", "UBND HUYỆN", [row for row in rows if is_rural(row)]),
    ]
    annex = volume_annex("II", "KHỐI LƯỢNG VÀ KINH PHÍ SỐ HÓA CỦA UBND CẤP HUYỆN", groups, price_dong)
    annex.notes.append(WITH_COMMUNES)
    return annex


def progress(figures: ProvinceFigures, until: str) -> Annex:
    """Phụ lục III."""

    def line(row: AgencyFigures) -> Cells:
        ends = row.period_ends
        has_reported_now = ends and row.last_period_end and row.last_period_end >= ends[-1]
        return {
            "name": row.name,
            "planned_files": row.planned_files,
            "planned_pages": row.planned_pages,
            "period_pages": row.period_scanned_pages if has_reported_now else UNKNOWN,
            **{key: getattr(row, key) if row.last_period_end else UNKNOWN for key in REPORTED},
            "share": UNKNOWN,  # where it can't be worked out
            "left": row.planned_pages,
            "schedule": row.schedule_name,
        }

    waits = any(row.handed_in_until and not row.last_period_end for row in figures.rolled_up)
    unknown = "chưa có báo cáo, hoặc báo cáo còn cần xác nhận" if waits else "chưa có báo cáo"
    silent = note(f"Dấu “{UNKNOWN}” là {unknown}.", "note_unreported")
    notes = [WITH_COMMUNES, silent, *readings(figures, until), *left_out_until_confirmed(figures, PROGRESS_PARTS)]
    return both_groups("III", "TIẾN ĐỘ THỰC HIỆN SỐ HÓA", PROGRESS, figures, line, notes=notes)


def readings(figures: ProvinceFigures, until: str) -> list[Block]:
    """Which reading of the past the columns have: of a period, and of what was handed in `until` (Build.until)."""
    ends = figures.total.period_ends
    if not ends:
        return []
    period = f"“Thực hiện trong kỳ” là số liệu của kỳ đến ngày {format_date(ends[-1])}"
    return [note(f"{period}; các cột lũy kế theo số liệu đã nhận đến {until}.", "note_readings")]


def money(figures: ProvinceFigures, said: MoneyWords) -> Annex:
    """Phụ lục IV (đồng): each stage as the screen has it; of which nothing was recorded, that is not known."""

    def line(row: AgencyFigures) -> Cells:
        stages = {key: getattr(row, f"{key}_dong") or UNKNOWN for key in STAGES_OF_MONEY}
        share = {"share": UNKNOWN}  # where it can't be worked out
        return {"name": row.name, **stages, **share, **said.cells(row)}

    waits = any(row.unconfirmed_requested_dong and not row.requested_dong for row in figures.rolled_up)
    or_waits = ", hoặc số liệu còn cần xác nhận" if waits else ""
    open_ones = note(f"Dấu “{UNKNOWN}” là chưa ghi văn bản của công đoạn đó{or_waits}.", "note_unasked")
    notes = [WITH_COMMUNES, open_ones, *with_advances(figures), *left_out_until_confirmed(figures, MONEY_PARTS)]
    return both_groups("IV", "KINH PHÍ SỐ HÓA", MONEY, figures, line, unit="đồng", notes=notes)


def with_advances(figures: ProvinceFigures) -> list[Block]:
    """Why more can have been paid than was accepted; [] where nothing was paid."""
    if not figures.total.disbursed_dong:
        return []
    words = "Giải ngân gồm cả tạm ứng nên có thể lớn hơn nghiệm thu; tỷ lệ giải ngân tính trên số được giao."
    return [note(words, "note_advances")]


def left_out_until_confirmed(figures: ProvinceFigures, names: Names) -> list[Block]:
    """What the figures of the annex leave out because nobody has confirmed it, unit by unit; [] where there is none."""
    lines = of_lines(figures.rolled_up, names)
    if not lines:
        return []
    return [note(f"Cần xác nhận, chưa tính vào các cột trên: {' | '.join(lines)}.", "note_unconfirmed")]


def milestones(figures: ProvinceFigures, milestone_text: Callable[[MilestoneFigure], str]) -> Annex:
    """Phụ lục V; dates have no total."""

    def line(row: AgencyFigures) -> Cells:
        return {"name": row.name} | {key: milestone_text(m) for key, m in row.milestones.items()}

    whose = "Mốc thực hiện số hóa của UBND cấp huyện gồm cả cấp xã; các mốc khác là của riêng UBND cấp huyện."
    notes = [note(whose, "note_milestones")]
    annex = both_groups(
        "V", "KẾT QUẢ THỰC HIỆN CÁC MỐC THỜI HẠN", MILESTONES, figures, line, notes=notes, names=OWN_ONLY
    )
    annex.rows.pop()
    return annex


def difficulties(lines: list[Cells]) -> Annex:
    """Phụ lục VI: lines only."""
    rows = table_rows(DIFFICULTIES, [("", "", lines)])[1:-1]
    notes = [] if all(line.get("number") for line in lines) else [OUTSIDE_THE_REGISTER]
    title = "KHÓ KHĂN, VƯỚNG MẮC VÀ KIẾN NGHỊ CỦA CÁC CƠ QUAN, ĐƠN VỊ"
    return Annex("VI", title, DIFFICULTIES, rows, notes=notes)


def both_groups(
    roman: str,
    title: str,
    columns: list[AnnexColumn],
    figures: ProvinceFigures,
    line: Callable[[AgencyFigures], Cells],
    notes: list[Block],
    unit: str = "",
    names: Names = GROUPS,
) -> Annex:
    """An annex of one line per agency, in both groups."""
    groups: list[Group] = [(mark, name, [line(row) for row in in_group(figures, key)]) for mark, key, name in names]
    return Annex(roman, title, columns, table_rows(columns, groups), unit=unit, notes=notes)


def in_group(figures: ProvinceFigures, group: str) -> list[AgencyFigures]:
    """Rows of the group, a district with its communes."""
    return figures.rolled_up_rows_of(group)


def is_rural(row: AgencyFigures) -> bool:
    return row.name.lower().startswith("ubnd huyện")
