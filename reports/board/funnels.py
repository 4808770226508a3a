"""From the plan to the shared archive, and from the estimate to the settlement: stages of components/funnel.html."""

from typing import Any

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
)
MONEY_LATER = ("Được giao", "Hợp đồng", "Nghiệm thu", "Giải ngân", "Quyết toán")
REPORTED = ("scanned", "checked", "integrated")


def volume(row: Figures, unit: str) -> list[dict[str, Any]]:
    """Six stages in "files" (hồ sơ) or "pages" (trang A4 quy đổi)."""
    return [{"name": name, "value": known(row, stage, getattr(row, f"{stage}_{unit}"))} for stage, name in VOLUME]


def known(row: Figures, stage: str, value: int) -> int | None:
    """The figure, None where nobody has reported it yet: that is not a zero."""
    missing = row.last_period_end is None if stage in REPORTED else not value
    return None if missing else value


def money(row: Figures) -> list[dict[str, Any]]:
    """Stages in đồng; the later ones have no figures yet."""
    stages: list[dict[str, Any]] = [{"name": name, "value": getattr(row, field) or None} for field, name in MONEY]
    return stages + [{"name": name, "value": None} for name in MONEY_LATER]


def broken(row: Figures, unit: str = "pages") -> list[tuple[str, str]]:
    """Pairs of stages in the wrong order: the later one is larger. A warning, not an error, after the plan."""
    stages = [(name, getattr(row, f"{stage}_{unit}")) for stage, name in VOLUME[2:]]
    return [(a[0], b[0]) for a, b in zip(stages, stages[1:], strict=False) if b[1] > a[1] > 0]
