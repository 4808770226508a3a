"""Đồng not spent, by what saved them; every figure is of the figures."""

from typing import Any

from agencies.formats.numbers import format_int

from ..figures import Figures

# (field of Figures, what saved it, how that is worked out), in the order in which work goes on.
CAUSES = (
    ("duplicate_dong", "Loại hồ sơ trùng", "Số trang được loại × đơn giá của Kế hoạch"),
    ("useless_dong", "Loại hồ sơ thừa, hết giá trị", "Số trang được loại × đơn giá của Kế hoạch"),
    ("cut_dong", "Giảm khi thẩm định, phê duyệt dự toán", "Số đề nghị − số thẩm định của các dự toán đã có kết quả"),
    ("cheaper_dong", "Giá hợp đồng thấp hơn giá dự toán", "Số trang hợp đồng × (đơn giá dự toán − đơn giá hợp đồng)"),
)


def savings(row: Figures) -> dict[str, Any]:
    """{rows, total} where anything was saved, {} otherwise; amounts as text (đồng)."""
    found = [(name, format_int(getattr(row, field)), how) for field, name, how in CAUSES if getattr(row, field)]
    return {"rows": found, "total": format_int(row.savings_dong)} if found else {}
