"""The body of Sở Nội vụ's report to UBND tỉnh (domain §7, sections I–V): sentences made of the figures."""

from collections.abc import Iterator

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong, format_int, pad_quantity
from agencies.formats.words import amount_in_words

from ..figures import Figures
from .achievements import checks, digitization, funding, integration, reviews
from .assessment import assessment
from .content import Block
from .facts import ReportFacts
from .phrases import GROUPS, item, paragraph, section, volume
from .statements import difficulties, proposals


def body(facts: ReportFacts) -> list[Block]:
    """Sections I to V in order."""
    achievements = (reviews, digitization, funding, integration, checks)
    parts = (opening, directives, *achievements, assessment, difficulties, proposals)
    return [block for part in parts for block in part(facts)]


def opening(facts: ReportFacts) -> Iterator[Block]:
    provenance = f" ({facts.build.provenance})" if facts.build.provenance else ""
    yield paragraph(
        f"Thực hiện {facts.plan_title}, {facts.issuer} tổng hợp, báo cáo Ủy ban nhân dân tỉnh tình hình, kết quả thực "
        f"hiện đến {facts.build.until}{provenance} như sau:",
        "opening",
    )


def directives(facts: ReportFacts) -> Iterator[Block]:
    """Section I: what the plan asks for, of whom, at which price, and who has reported on it."""
    files, pages, cost = facts.control
    yield section("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI")
    yield paragraph(
        f"Theo Kế hoạch, khối lượng hồ sơ, tài liệu lưu trữ cần số hóa gồm: {volume(files, pages)} tài liệu; tổng kinh "
        f"phí thực hiện (dự kiến): {format_dong(cost)} ({amount_in_words(cost)}). Chỉ tiêu của các cơ quan, đơn vị:",
        "plan",
    )
    for key, name, annex in GROUPS:
        yield item(f"{name}: {planned(facts.figures.groups[key])} (theo {annex} đính kèm).", "targets")
    yield paragraph(
        f"Kinh phí được tính theo đơn giá số hóa 01 trang tài liệu A4 (K=1) là {format_dong(facts.price_dong)}. "
        f"{reconciled(facts)}",
        "price",
    )
    yield paragraph(declared(facts), "declared")
    if facts.letters_sent:
        yield paragraph(urged(facts), "urged")


def declared(facts: ReportFacts) -> str:
    """Whom the plan binds, and how many of those with work to do have reported on it."""
    rows = facts.figures.agencies
    working = [row for row in rows if row.planned_pages or row.handed_in_until]
    reporting = sum(row.handed_in_until is not None for row in working)
    return (
        f"Kế hoạch áp dụng đối với {format_int(len(rows))} cơ quan, đơn vị, địa phương. Số liệu thực hiện tại Báo cáo "
        f"này do các cơ quan, đơn vị, địa phương kê khai; {format_int(reporting)}/{format_int(len(working))} cơ quan, "
        "đơn vị, địa phương có chỉ tiêu số hóa đã gửi báo cáo tiến độ."
    )


def urged(facts: ReportFacts) -> str:
    """How many letters urged whom, and how often each of those that were urged more than once."""
    rows = [(row.name, facts.urged.get(row.pk or 0)) for row in facts.figures.rolled_up]
    named = "; ".join(f"{name} đã đôn đốc {pad_quantity(one.times)} lần" for name, one in rows if one and one.times > 1)
    return (
        f"{facts.issuer} đã ban hành {pad_quantity(facts.letters_sent)} công văn đôn đốc "
        f"{pad_quantity(len(facts.urged))} cơ quan, đơn vị, địa phương{f' ({named})' if named else ''}."
    )


def planned(group: Figures) -> str:
    """Files, pages, cost and deadline of one group's targets."""
    text = f"{volume(group.planned_files, group.planned_pages)}; kinh phí {format_dong(group.planned_cost_dong)}"
    deadline = f"; hoàn thành trước ngày {format_date(group.printed_deadline)}" if group.printed_deadline else ""
    return text + deadline


def reconciled(facts: ReportFacts) -> str:
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
