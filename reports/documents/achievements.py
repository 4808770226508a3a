"""Section II of the report: what has been done, in files, pages and đồng."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong, format_int, pad_quantity

from .. import unconfirmed
from ..figures import AgencyFigures, Figures
from .content import Block
from .facts import ReportFacts
from .phrases import heading, item, paragraph, section, share, volume

LEVELS = (
    ("sở, ban, ngành", ("department", "board", "archives")),
    ("UBND cấp huyện", ("district",)),
    ("UBND cấp xã", ("commune",)),
)


def reviews(facts: ReportFacts) -> Iterator[Block]:
    """II.1: reviews, detailed plans and appraised catalogues."""
    total = facts.figures.total
    yield section("II. KẾT QUẢ THỰC HIỆN")
    yield heading("1. Rà soát hồ sơ, tài liệu; ban hành kế hoạch chi tiết; thẩm định Mục lục")
    yield paragraph("Kết quả các mốc thời hạn của từng cơ quan, đơn vị tại Phụ lục V. Tổng hợp:", "milestones")
    yield item(f"Rà soát hồ sơ, tài liệu số hóa: {reached(facts, 'review')} đã hoàn thành{reviewed(total)}.", "reviews")
    yield item(f"Ban hành kế hoạch số hóa chi tiết: {reached(facts, 'detailed_plan')} đã ban hành.", "detailed_plans")
    yield item(f"Thẩm định Mục lục hồ sơ, tài liệu số hóa: {appraised(facts, total)}{awaiting(total)}.", "appraisals")
    yield from above_targets(facts)
    yield from unconfirmed_values(facts)


def unconfirmed_values(facts: ReportFacts) -> Iterator[Block]:
    """What lies beyond a bound and counts in no figure of the report."""
    total = facts.figures.total
    if total.unconfirmed_values:
        yield item(unconfirmed.of_report(total, facts.figures.rolled_up), "unconfirmed")
    if total.unchecked:
        yield item(unconfirmed.of_districts(facts.figures.rolled_up), "unchecked")


def above_targets(facts: ReportFacts) -> Iterator[Block]:
    """Units whose appraised catalogues hold more pages than their target, and what that costs at the plan's price."""
    rows = [row for row in facts.figures.rolled_up if row.appraised_pages > row.planned_pages > 0]
    if rows:
        pages = sum(row.appraised_pages - row.planned_pages for row in rows)
        each = "; ".join(f"{row.name} {format_int(row.appraised_pages - row.planned_pages)} trang" for row in rows)
        yield item(
            f"Mục lục đã thẩm định vượt chỉ tiêu của Kế hoạch: {pad_quantity(len(rows))} đơn vị, {format_int(pages)} "
            f"trang, tương ứng {format_dong(pages * facts.price_dong)} ({each}).",
            "above_targets",
        )


def reviewed(total: Figures) -> str:
    if not total.reviewed_files:
        return ""
    known = volume(total.reviewed_files, total.reviewed_pages)
    done = share(total.reviewed_pages, total.planned_pages)
    return f"; khối lượng rà soát là {known}, bằng {done} số trang của Kế hoạch"


def appraised(facts: ReportFacts, total: Figures) -> str:
    if not total.appraised_pages:
        return "chưa có Mục lục được thẩm định"
    done = share(total.appraised_pages, total.planned_pages)
    known = volume(total.appraised_files, total.appraised_pages)
    return f"{facts.issuer} đã thẩm định {known}, bằng {done} số trang của Kế hoạch{estimated(total)}{left_out(total)}"


def estimated(total: Figures) -> str:
    """How much of it rests on estimates, where anything does."""
    if not total.estimated_files:
        return ""
    pages = format_int(total.estimated_pages)
    return f", trong đó {pages} trang của {pad_quantity(total.estimated_files)} hồ sơ là ước tính từ số tờ"


def left_out(total: Figures) -> str:
    """What is left out, and of which kind; where there is one kind only its figures are not said twice."""
    if not total.left_out_files:
        return ""
    parts = []
    if total.saved_files:
        saved = volume(total.saved_files, total.saved_pages)
        parts.append(f"{saved} trùng, thừa, hết giá trị, tiết kiệm {format_dong(total.saved_dong)}")
    if total.put_off_files:
        later = volume(total.put_off_files, total.put_off_pages)
        parts.append(f"{later} chưa chỉnh lý, sẽ số hóa sau với kinh phí {format_dong(total.put_off_dong)}")
    if total.other_files:
        parts.append(f"{volume(total.other_files, total.other_pages)} vì lý do khác")
    if total.left_out_files in (total.saved_files, total.put_off_files, total.other_files):
        return f"; đã loại khỏi diện số hóa {parts[0]}"
    every = volume(total.left_out_files, total.left_out_pages)
    return f"; đã loại khỏi diện số hóa {every}, gồm: {', '.join(parts)}"


def awaiting(total: Figures) -> str:
    if not total.awaiting_catalogues:
        return ""
    count = pad_quantity(total.awaiting_catalogues)
    return f"; còn {count} Mục lục với {format_int(total.awaiting_pages)} trang đang chờ thẩm định"


def reached(facts: ReportFacts, key: str) -> str:
    """'48/265 cơ quan, đơn vị (sở, ban, ngành 15/15; UBND cấp huyện 17/17; UBND cấp xã 16/233)'."""
    counts = [(name, *met(facts.figures.agencies, key, kinds)) for name, kinds in LEVELS]
    parts = "; ".join(f"{name} {done}/{every}" for name, done, every in counts if every)
    done, every = sum(done for _, done, _ in counts), sum(every for _, _, every in counts)
    return f"{format_int(done)}/{format_int(every)} cơ quan, đơn vị, địa phương ({parts})"


def met(agencies: Iterable[AgencyFigures], key: str, kinds: Collection[str]) -> tuple[int, int]:
    """How many agencies of these kinds reached the milestone, and of how many that it binds."""
    states = [a.milestones[key].state for a in agencies if a.kind in kinds and key in a.milestones]
    bound = [state for state in states if state != "none"]
    return sum(state.startswith("done") for state in bound), len(bound)


def digitization(facts: ReportFacts) -> Iterator[Block]:
    """II.2: what has been scanned, by group."""
    total = facts.figures.total
    yield heading("2. Khối lượng đã số hóa")
    if not total.last_period_end:
        nobody = "chưa có cơ quan, đơn vị, địa phương báo cáo khối lượng đã số hóa"
        nobody = "khối lượng đã số hóa được báo cáo đều còn cần xác nhận" if total.handed_in_until else nobody
        yield paragraph(
            f"Đến {facts.build.until}, {nobody}{in_the_period(facts)} (chi tiết tại Phụ lục III).", "scanned"
        )
        return
    yield paragraph(
        f"Lũy kế theo số liệu đã nhận đến {facts.build.until}, toàn tỉnh đã số hóa {scanned(total)}"
        f"{in_the_period(facts)} (chi tiết tại Phụ lục III). Trong đó:",
        "scanned",
    )
    yield item(f"Các sở, ban, ngành tỉnh: {scanned(facts.figures.groups['departments'])}.", "scanned_by_group")
    districts = facts.figures.groups["districts"]
    communes = facts.figures.sum_of(row for row in facts.figures.agencies if row.kind == "commune")
    own = volume(communes.scanned_files, communes.scanned_pages) if communes.last_period_end else "chưa báo cáo"
    old = " (tính theo đơn vị trước sắp xếp)" if districts.has_ended else ""
    yield item(f"UBND cấp huyện, cấp xã{old}: {scanned(districts)}; riêng UBND cấp xã: {own}.", "scanned_by_group")


def in_the_period(facts: ReportFacts) -> str:
    """What the last period that ended holds, and how many have reported for it; nothing before its first end."""
    total = facts.figures.total
    if not total.period_ends:
        return ""
    end = total.period_ends[-1]
    asked, reported, inherited = reporters(facts, end)
    said = f"{format_int(reported)}/{format_int(asked)} cơ quan, đơn vị, địa phương đã báo cáo{inherited}"
    done = f"số hóa thêm {format_int(total.period_scanned_pages)} trang, " if reported else ""
    return f"; số liệu của kỳ đến ngày {format_date(end)}: {done}{said}"


def reporters(facts: ReportFacts, end: date) -> tuple[int, int, str]:
    """Reports that were owed for the period, how many of them were sent, and for how many agencies successors owe them.

    An agency that had ended by the end of the period owes none itself: its successor does, where one is recorded.
    """
    rows = [row for row in facts.figures.agencies if row.planned_pages or row.handed_in_until]
    asked = [row for row in rows if end in row.asked_ends or row.handed_in_until == end]
    ended = [row for row in asked if row.ends_on and row.ends_on < end and row.heirs]
    heirs = {heir for row in ended for heir in row.heirs}
    heirs_owe = f"{pad_quantity(len(heirs))} đơn vị kế thừa có trách nhiệm báo cáo"
    said = f" (trong đó phần của {pad_quantity(len(ended))} đơn vị đã kết thúc do {heirs_owe})"
    return len(asked), sum(row.handed_in_until == end for row in asked), said if ended else ""


def scanned(row: Figures) -> str:
    """What was scanned, as far as anybody has reported."""
    if not row.last_period_end:
        return "số liệu báo cáo còn cần xác nhận" if row.handed_in_until else "chưa có số liệu báo cáo"
    done = share(row.scanned_pages, row.planned_pages)
    return f"{volume(row.scanned_files, row.scanned_pages)}, đạt {done} số trang của Kế hoạch"


def funding(facts: ReportFacts) -> Iterator[Block]:
    """II.3: what was asked for and granted, and what became of it."""
    yield heading("3. Kinh phí")
    yield from estimates(facts)
    yield from spent(facts)


def estimates(facts: ReportFacts) -> Iterator[Block]:
    """What was asked for and granted."""
    total = facts.figures.total
    if not total.requested_dong:
        none = "Các cơ quan, đơn vị, địa phương chưa trình dự toán kinh phí số hóa (chi tiết tại Phụ lục IV)."
        if total.unconfirmed_requested_dong:
            none = "Dự toán mà các cơ quan, đơn vị, địa phương đã trình đều còn cần xác nhận (chi tiết tại Phụ lục IV)."
        yield paragraph(none, "no_estimates")
        return
    rows = facts.figures.agencies
    asking = f"{format_int(sum(row.requested_dong > 0 for row in rows))}/{format_int(len(rows))}"
    yield paragraph(
        f"{asking} cơ quan, đơn vị, địa phương đã đề nghị dự toán {format_dong(total.requested_dong)}; "
        f"{granted(total)} (chi tiết tại Phụ lục IV).",
        "estimates",
    )


def granted(total: Figures) -> str:
    """What was appraised or approved, and by whom, without what there is none of."""
    if not total.appraised_dong:
        return "chưa có dự toán được thẩm định, phê duyệt"
    deciders = (
        ("Sở Tài chính thẩm định", total.appraised_dong - total.decided_dong),
        ("địa phương tự phê duyệt", total.decided_dong),
    )
    parts = [(words, dong) for words, dong in deciders if dong]
    among = f"trong đó {', '.join(f'{words} {format_dong(dong)}' for words, dong in parts)}"
    done = share(total.appraised_dong, total.planned_cost_dong)
    return (
        f"đã được thẩm định, phê duyệt {format_dong(total.appraised_dong)}, bằng {done} kinh phí dự kiến của Kế hoạch; "
        f"{among if len(parts) > 1 else f'toàn bộ do {parts[0][0]}'}"
    )


def spent(facts: ReportFacts) -> Iterator[Block]:
    """What was allocated, contracted, accepted, disbursed and settled, as far as anything was recorded."""
    total = facts.figures.total
    stages = (
        (total.allocated_dong, f"được giao dự toán {format_dong(total.allocated_dong)}{of_appraised(total)}"),
        (total.contracted_dong, f"giá trị hợp đồng đã ký {format_dong(total.contracted_dong)}"),
        (total.accepted_dong, f"nghiệm thu {format_dong(total.accepted_dong)}"),
        (total.disbursed_dong, f"giải ngân (gồm tạm ứng) {format_dong(total.disbursed_dong)}{of_allocated(total)}"),
        (total.settled_dong, f"quyết toán {format_dong(total.settled_dong)}"),
    )
    stages_so_far = "; ".join(words for dong, words in stages if dong)
    if stages_so_far:
        yield paragraph(
            f"Lũy kế đến {facts.build.until}, toàn tỉnh: {stages_so_far} (chi tiết tại Phụ lục IV).", "spent"
        )


def of_appraised(total: Figures) -> str:
    if not total.appraised_dong:
        return ""
    return f", bằng {share(total.allocated_dong, total.appraised_dong)} số đã thẩm định, phê duyệt"


def of_allocated(total: Figures) -> str:
    if not total.allocated_dong:
        return ""
    return f", bằng {share(total.disbursed_dong, total.allocated_dong)} số được giao"


def integration(facts: ReportFacts) -> Iterator[Block]:
    """II.4: what is in the shared archive."""
    total = facts.figures.total
    yield heading("4. Tích hợp lên Kho lưu trữ dùng chung")
    done = volume(total.integrated_files, total.integrated_pages)
    yield paragraph(
        f"Các cơ quan, đơn vị, địa phương báo cáo đã tích hợp {done} lên Kho lưu trữ dùng chung của tỉnh"
        f"{of_scanned(total.integrated_pages, total)}."
        if total.integrated_pages
        else "Chưa có cơ quan, đơn vị, địa phương báo cáo đã tích hợp lên Kho lưu trữ dùng chung của tỉnh.",
        "integrated",
    )


def checks(facts: ReportFacts) -> Iterator[Block]:
    """II.5: what passed the check."""
    total = facts.figures.total
    yield heading("5. Kiểm tra, giám sát")
    done = volume(total.checked_files, total.checked_pages)
    yield paragraph(
        f"Các cơ quan, đơn vị, địa phương báo cáo đã kiểm tra đạt yêu cầu {done}"
        f"{of_scanned(total.checked_pages, total)}."
        if total.checked_pages
        else "Các cơ quan, đơn vị, địa phương chưa báo cáo kết quả kiểm tra chất lượng số hóa.",
        "checked",
    )


def of_scanned(pages: int, total: Figures) -> str:
    return f", bằng {share(pages, total.scanned_pages)} số trang đã số hóa" if total.scanned_pages else ""
