"""Four figures at the head of the dashboard, each a way to what is behind it."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from agencies.formats.numbers import format_billion, format_dong, format_int
from plans.targets.reconciliation import ControlRow

from ..figures import BEHIND, Figures, ProvinceFigures
from ..unconfirmed import of_money
from .filters import BEHIND_CHOICE

Tile = dict[str, Any]  # of components/tile.html


def tiles(
    figures: ProvinceFigures, control: Iterable[ControlRow], earlier: ProvinceFigures | None = None
) -> list[Tile]:
    """Volume, money, queue, what was saved where anything was, agencies behind."""
    total = figures.total
    first = [volume(total, control), money(total), queue(total)]
    return [*first, *([saved(total)] if total.left_out_pages else []), behind(figures, earlier)]


def volume(total: Figures, control: Iterable[ControlRow]) -> Tile:
    """What is planned, and whether it adds up to the control figures."""
    matches = all(row.matches for row in control)
    return {
        "label": "Khối lượng kế hoạch",
        "figure": format_int(total.planned_pages),
        "unit": "trang",
        "of": f"{format_int(total.planned_files)} hồ sơ",
        "tone": "ok" if matches else "bad",
        "word": "Khớp số kiểm soát" if matches else "Chưa khớp số kiểm soát",
        "url": reverse("target_list"),
        "link": "Chỉ tiêu và đối chiếu",
    }


def money(total: Figures) -> Tile:
    """What the plan costs, and what was asked for and granted."""
    price = total.planned_cost_dong // total.planned_pages if total.planned_pages else 0
    return {
        "label": "Kinh phí dự kiến",
        "figure": format_billion(total.planned_cost_dong),
        "unit": "đồng",
        "of": format_dong(total.planned_cost_dong) + (f" · {format_int(price)} đ/trang" if price else ""),
        "note": " · ".join(filter(None, [asked_and_granted(total), of_money(total)])),
        "url": reverse("estimate_list"),
        "link": "Các dự toán",
    }


def asked_and_granted(total: Figures) -> str:
    """What was asked for and granted; nobody's estimate is no nought."""
    if not total.requested_dong:
        waits = total.unconfirmed_requested_dong
        return "Dự toán đã đề nghị đều cần xác nhận" if waits else "Chưa có dự toán nào được đề nghị"
    asked = f"Đề nghị {format_billion(total.requested_dong)}"
    if not total.appraised_dong:
        return f"{asked} đồng · chưa có dự toán được thẩm định, phê duyệt"
    return f"{asked} · thẩm định, phê duyệt {format_billion(total.appraised_dong)} đồng"


def queue(total: Figures) -> Tile:
    """Catalogues that wait for Sở Nội vụ."""
    return {
        "label": "Mục lục chờ thẩm định",
        "figure": format_int(total.awaiting_catalogues),
        "of": f"{format_int(total.awaiting_pages)} trang A4 quy đổi",
        "note": f"Đã thẩm định {format_int(total.appraised_files)} hồ sơ{estimated(total)}",
        "url": reverse("catalogue_list"),
        "link": "Các Mục lục",
    }


def estimated(total: Figures) -> str:
    """How many of their pages were worked out from sheets, where any were."""
    return f", trong đó {format_int(total.estimated_pages)} trang ước tính từ số tờ" if total.estimated_pages else ""


def saved(total: Figures) -> Tile:
    """What leaving files out for good saves, and beside it what is only put off."""
    notes = [f"Trùng {format_int(total.duplicate_files)}", f"thừa {format_int(total.superfluous_files)}"]
    notes.append(f"hết giá trị {format_int(total.worthless_files)} hồ sơ")
    besides = ((total.put_off_files, "chưa chỉnh lý để lại số hóa sau"), (total.other_files, "loại vì lý do khác"))
    apart = [f"{format_int(count)} hồ sơ {words}" for count, words in besides if count]
    return {
        "label": "Tiết kiệm do loại trùng, thừa, hết giá trị",
        "figure": format_billion(total.saved_dong),
        "unit": "đồng",
        "of": f"{format_int(total.saved_files)} hồ sơ · {format_int(total.saved_pages)} trang A4 quy đổi",
        "note": ", ".join(notes) + (f"; chưa kể {', '.join(apart)}" if apart else ""),
        "url": reverse("catalogue_list"),
        "link": "Các Mục lục",
    }


def behind(figures: ProvinceFigures, earlier: ProvinceFigures | None = None) -> Tile:
    """Agencies behind, of those the plan gives a line (a district counts once, with its communes).

    The three states add up to the figure; who is silent is in one of them too.
    """
    rows = [row for row in figures.rolled_up if row.planned_pages]
    late, at_risk, unknown = (sum(row.schedule == key for row in rows) for key in BEHIND)
    notes = [f"{format_int(sum(row.is_silent for row in rows))} đơn vị chưa báo cáo"]
    if figures.total.silent_heirs:
        notes.append(f"{format_int(len(figures.total.silent_heirs))} đơn vị kế thừa chưa báo cáo")
    return {
        "label": "Đơn vị chậm, dưới mức kế hoạch hoặc chưa rõ",
        "figure": format_int(late + at_risk + unknown),
        "unit": f"trong {format_int(len(rows))}",
        "of": f"{format_int(late)} chậm · {format_int(at_risk)} dưới mức kế hoạch · {format_int(unknown)} chưa rõ",
        "note": "; ".join([*notes, f"một tuần trước có {format_int(behind_in(earlier))} đơn vị"] if earlier else notes),
        "url": f"?tinh_trang={BEHIND_CHOICE}#don-vi",
        "link": "Chỉ xem các đơn vị này",
    }


def behind_in(figures: ProvinceFigures) -> int:
    """How many rows are late, at risk or unknown."""
    return sum(row.schedule in BEHIND for row in figures.rolled_up)
