"""From the plan to the shared archive, and from the estimate to the settlement: stages of components/funnel.html."""

from typing import Any

from plans.declarations.funnel_order import broken_steps

from ..figures import Figures

VOLUME = (
    ("planned", "Kế hoạch"),
    ("reviewed", "Đã rà soát"),
    ("appraised", "Mục lục đã thẩm định"),
    ("scanned", "Đã số hóa"),
    ("checked", "Kiểm tra đạt"),
    ("integrated", "Đã lên Kho dùng chung"),
)
MONEY = (
    ("planned_cost_dong", "Dự kiến của Kế hoạch"),
    ("requested_dong", "Đề nghị"),
    ("appraised_dong", "Thẩm định, phê duyệt"),
    ("allocated_dong", "Được giao"),
    ("contracted_dong", "Hợp đồng"),
    ("accepted_dong", "Nghiệm thu"),
    ("disbursed_dong", "Giải ngân"),
    ("settled_dong", "Quyết toán"),
)
WRONG = "số liệu sai thứ tự, cơ quan phải gửi lại báo cáo tiến độ"
REPORTED = ("scanned", "checked", "integrated")


def volume(row: Figures, unit: str) -> list[dict[str, Any]]:
    """Six stages in "files" (hồ sơ) or "pages" (trang A4 quy đổi)."""
    return [{"name": name, "value": known(row, stage, getattr(row, f"{stage}_{unit}"))} for stage, name in VOLUME]


def known(row: Figures, stage: str, value: int) -> int | None:
    """The figure, None where nobody has reported it yet: that is not a zero."""
    missing = row.last_period_end is None if stage in REPORTED else not value
    return None if missing else value


def money(row: Figures) -> list[dict[str, Any]]:
    """Stages in đồng; one of which nothing was recorded has no figure."""
    return [{"name": name, "value": getattr(row, field) or None} for field, name in MONEY]


def broken(row: Figures, unit: str = "pages") -> list[tuple[str, str, str]]:
    """(earlier stage, later one that is larger, the exception of the rule and where its reason is)."""
    names = dict(VOLUME)
    steps = broken_steps(lambda stage: known(row, stage, getattr(row, f"{stage}_{unit}")))
    return [(names[step.before], names[step.after], step.exception or WRONG) for step in steps]
