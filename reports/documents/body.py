"""The body of Sở Nội vụ's report to UBND tỉnh (domain §7, sections I–V): sentences made of the figures."""

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong, format_int, format_percent, pad_quantity
from agencies.formats.text import clean_text
from agencies.formats.words import amount_in_words

from .content import Block

GROUPS = (
    ("departments", "Các sở, ban, ngành tỉnh", "Phụ lục I"),
    ("districts", "UBND cấp huyện", "Phụ lục II"),
)
LEVELS = (
    ("sở, ban, ngành", ("department", "board", "archives")),
    ("UBND cấp huyện", ("district",)),
    ("UBND cấp xã", ("commune",)),
)
MOST_NAMES, MOST_LINES = 10, 15


def body(facts):
    parts = (opening, directing, reviewing, digitizing, paying, integrating, checking, judging, troubles, proposals)
    return [block for part in parts for block in part(facts)]


def section(text):
    return Block("section", text)


def heading(text):
    return Block("heading", text)


def paragraph(text):
    return Block("paragraph", clean_text(text))


def item(text):
    return Block("item", f"- {clean_text(text)}")


def volume(files, pages):
    return f"{format_int(files)} hồ sơ; {format_int(pages)} trang"


def share(part, whole):
    return format_percent(part, whole, places=2)


def opening(facts):
    yield paragraph(
        f"Thực hiện {facts.plan_title}, {facts.issuer} tổng hợp, báo cáo Ủy ban nhân dân tỉnh tình hình, kết quả thực "
        f"hiện đến ngày {format_date(facts.as_of)} như sau:"
    )


def directing(facts):
    total = facts.figures.total
    cost = total.planned_cost_dong
    yield section("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI")
    yield paragraph(
        f"Theo Kế hoạch, khối lượng hồ sơ, tài liệu lưu trữ cần số hóa gồm: "
        f"{volume(total.planned_files, total.planned_pages)} tài liệu; tổng kinh phí thực hiện (dự kiến): "
        f"{format_dong(cost)} ({amount_in_words(cost)}); trong đó:"
    )
    for key, name, annex in GROUPS:
        yield item(f"{name}: {planned(facts.figures.groups[key])} (theo {annex} đính kèm).")
    yield paragraph(
        f"Kinh phí được tính theo đơn giá số hóa 01 trang tài liệu A4 (K=1) là {format_dong(facts.price_dong)}. "
        f"{reconciled(facts)}"
    )
    yield paragraph(
        f"{facts.issuer} đã theo dõi, đôn đốc {format_int(len(facts.figures.agencies))} cơ quan, đơn vị, địa phương "
        "triển khai thực hiện Kế hoạch; số liệu tại Báo cáo này do các cơ quan, đơn vị, địa phương kê khai và chịu "
        "trách nhiệm."
    )


def planned(group):
    text = f"{volume(group.planned_files, group.planned_pages)}; kinh phí {format_dong(group.planned_cost_dong)}"
    deadline = f"; hoàn thành trước ngày {format_date(group.printed_deadline)}" if group.printed_deadline else ""
    return text + deadline


def reconciled(facts):
    """How the targets of all agencies compare with the totals printed in the plan."""
    total = facts.figures.total
    targets = (total.planned_files, total.planned_pages, total.planned_cost_dong)
    gaps = [target - control for target, control in zip(targets, facts.control, strict=True)]
    if not any(gaps):
        return "Tổng chỉ tiêu của các cơ quan, đơn vị khớp với số liệu của Kế hoạch."
    files, pages, dong = map(format_int, gaps)
    return (
        f"Tổng chỉ tiêu của các cơ quan, đơn vị chênh lệch so với số liệu của Kế hoạch: {files} hồ sơ; {pages} trang; "
        f"{dong} đồng; cần rà soát."
    )


def reviewing(facts):
    total = facts.figures.total
    yield section("II. KẾT QUẢ THỰC HIỆN")
    yield heading("1. Rà soát hồ sơ, tài liệu; ban hành kế hoạch chi tiết; thẩm định Mục lục")
    yield item(
        f"Rà soát hồ sơ, tài liệu số hóa: {reached(facts, 'review')} đã hoàn thành; khối lượng rà soát là "
        f"{volume(total.reviewed_files, total.reviewed_pages)}, bằng {share(total.reviewed_pages, total.planned_pages)}"
        " số trang của Kế hoạch."
    )
    yield item(f"Ban hành kế hoạch số hóa chi tiết: {reached(facts, 'detailed_plan')} đã ban hành.")
    yield item(
        f"Thẩm định Mục lục hồ sơ, tài liệu số hóa: {facts.issuer} đã thẩm định "
        f"{volume(total.appraised_files, total.appraised_pages)}, bằng "
        f"{share(total.appraised_pages, total.planned_pages)} số trang của Kế hoạch{awaiting(total)}."
    )


def awaiting(total):
    if not total.awaiting_catalogues:
        return ""
    count = pad_quantity(total.awaiting_catalogues)
    return f"; còn {count} Mục lục với {format_int(total.awaiting_pages)} trang đang chờ thẩm định"


def reached(facts, key):
    """'48/265 cơ quan, đơn vị (sở, ban, ngành 15/15; UBND cấp huyện 17/17; UBND cấp xã 16/233)'."""
    counts = [(name, *_met(facts.figures.agencies, key, kinds)) for name, kinds in LEVELS]
    parts = "; ".join(f"{name} {done}/{every}" for name, done, every in counts if every)
    done, every = (sum(count[place] for count in counts) for place in (1, 2))
    return f"{format_int(done)}/{format_int(every)} cơ quan, đơn vị, địa phương ({parts})"


def _met(agencies, key, kinds):
    states = [a.milestones[key].state for a in agencies if a.kind in kinds and key in a.milestones]
    bound = [state for state in states if state != "none"]
    return sum(state.startswith("done") for state in bound), len(bound)


def digitizing(facts):
    total = facts.figures.total
    yield heading("2. Khối lượng đã số hóa")
    yield paragraph(
        f"Lũy kế đến ngày {format_date(facts.as_of)}, toàn tỉnh đã số hóa {scanned(total)}; trong kỳ báo cáo gần nhất "
        f"số hóa thêm {format_int(total.period_scanned_pages)} trang (chi tiết tại Phụ lục III). Trong đó:"
    )
    yield item(f"Các sở, ban, ngành tỉnh: {scanned(facts.figures.groups['departments'])}.")
    districts = facts.figures.groups["districts"]
    communes = [row for row in facts.figures.agencies if row.kind == "commune"]
    files, pages = sum(row.scanned_files for row in communes), sum(row.scanned_pages for row in communes)
    yield item(f"UBND cấp huyện, cấp xã: {scanned(districts)}; riêng UBND cấp xã: {volume(files, pages)}.")


def scanned(row):
    done = share(row.scanned_pages, row.planned_pages)
    return f"{volume(row.scanned_files, row.scanned_pages)}, đạt {done} số trang của Kế hoạch"


def paying(facts):
    total = facts.figures.total
    yield heading("3. Kinh phí")
    yield paragraph(
        f"Các cơ quan, đơn vị, địa phương đã lập, đề nghị dự toán {format_dong(total.requested_dong)}; đã được thẩm "
        f"định, phê duyệt {format_dong(total.appraised_dong)}, bằng "
        f"{share(total.appraised_dong, total.planned_cost_dong)} kinh phí dự kiến của Kế hoạch; trong đó Sở Tài chính "
        f"thẩm định {format_dong(total.appraised_dong - total.decided_dong)}, địa phương tự phê duyệt "
        f"{format_dong(total.decided_dong)} (chi tiết tại Phụ lục IV)."
    )


def integrating(facts):
    total = facts.figures.total
    yield heading("4. Tích hợp lên Kho lưu trữ dùng chung")
    yield paragraph(
        f"Đã tích hợp {volume(total.integrated_files, total.integrated_pages)} lên Kho lưu trữ dùng chung của tỉnh, "
        f"bằng {share(total.integrated_pages, total.scanned_pages)} số trang đã số hóa."
    )


def checking(facts):
    total = facts.figures.total
    yield heading("5. Kiểm tra, giám sát")
    yield paragraph(
        f"Các cơ quan, đơn vị, địa phương đã kiểm tra đạt yêu cầu {volume(total.checked_files, total.checked_pages)}, "
        f"bằng {share(total.checked_pages, total.scanned_pages)} số trang đã số hóa."
    )


def judging(facts):
    yield section("III. ĐÁNH GIÁ")
    yield heading("1. Kết quả đạt được")
    rows = facts.figures.rolled_up
    yield paragraph(
        f"Trong {format_int(len(rows))} sở, ban, ngành và UBND cấp huyện: {count_of(rows, 'done')} đã hoàn thành "
        f"số hóa; {count_of(rows, 'on_time')} đúng tiến độ; {count_of(rows, 'at_risk')} có nguy cơ chậm."
    )
    yield heading("2. Tồn tại, hạn chế")
    yield item(f"Chậm tiến độ: {named(rows, 'late')}.")
    yield item(f"Chưa báo cáo hoặc ngừng báo cáo tiến độ: {named(rows, 'silent')}.")
    for key, name, _ in GROUPS:
        yield item(f"{name}: {outlook(facts.figures.groups[key])}.")


def count_of(rows, schedule):
    count = sum(row.schedule == schedule for row in rows)
    return f"{pad_quantity(count)} đơn vị" if count else "không có đơn vị nào"


def named(rows, schedule):
    names = [row.name for row in rows if row.schedule == schedule]
    if not names:
        return "không có"
    more = f" và {pad_quantity(len(names) - MOST_NAMES)} đơn vị khác" if len(names) > MOST_NAMES else ""
    return f"{pad_quantity(len(names))} đơn vị ({', '.join(names[:MOST_NAMES])}{more})"


def outlook(group):
    """What is left and the pace it asks for, in pages a day."""
    if not group.remaining_pages:
        return "đã hoàn thành khối lượng của Kế hoạch" if group.planned_pages else "chưa có chỉ tiêu"
    left = f"còn {format_int(group.remaining_pages)} trang"
    if group.needed_per_day is None:
        return f"{left}, đã quá thời hạn của Kế hoạch"
    return (
        f"{left}; bốn tuần gần nhất số hóa bình quân {format_int(group.pace_per_day)} trang/ngày, để hoàn thành đúng "
        f"hạn cần {format_int(group.needed_per_day)} trang/ngày"
    )


def troubles(facts):
    yield section("IV. KHÓ KHĂN, VƯỚNG MẮC")
    none = "Các cơ quan, đơn vị, địa phương chưa báo cáo khó khăn, vướng mắc."
    yield from voices(facts.difficulties, "difficulties", none)


def proposals(facts):
    yield section("V. KIẾN NGHỊ, ĐỀ XUẤT")
    yield paragraph(
        f"{facts.issuer} kính đề nghị Ủy ban nhân dân tỉnh chỉ đạo các cơ quan, đơn vị, địa phương chậm tiến độ tập "
        "trung nguồn lực, hoàn thành số hóa theo thời hạn của Kế hoạch; báo cáo tiến độ đầy đủ, đúng kỳ."
    )
    none = "Các cơ quan, đơn vị, địa phương chưa có kiến nghị, đề xuất khác."
    yield from voices(facts.difficulties, "proposals", none)
    yield paragraph(
        f"Trên đây là báo cáo tình hình, kết quả thực hiện {facts.plan_name}, {facts.issuer} kính báo cáo Ủy ban nhân "
        "dân tỉnh xem xét, chỉ đạo./."
    )


def voices(reports, field, none):
    """What agencies wrote, the same words once, with who wrote them; the rest stands in Phụ lục VI."""
    writers = {}
    for report in reports:
        if text := clean_text(getattr(report, field)).rstrip("."):
            writers.setdefault(text, []).append(report.name)
    if not writers:
        yield paragraph(none)
    for text, names in list(writers.items())[:MOST_LINES]:
        yield item(f"{text} ({', '.join(names[:MOST_NAMES])}{' …' if len(names) > MOST_NAMES else ''}).")
    if len(writers) > MOST_LINES:
        yield item(f"Và {pad_quantity(len(writers) - MOST_LINES)} nội dung khác (chi tiết tại Phụ lục VI).")
