"""Where everything stands in a Sổ báo cáo; who draws it and who reads it have it from here."""

from plans.models.progress import FIGURES

SHEET = "Sổ báo cáo"
PERIOD, WAY = "Kỳ đến ngày", "Cách ghi"
CUMULATIVE, IN_PERIOD = "Lũy kế", "Trong kỳ"
PERIOD_ROW, WAY_ROW, HEADER_ROW = 3, 4, 6
UNITS = {"files": "hồ sơ", "pages": "trang"}
STAGES = {"scanned": "đã số hóa", "checked": "kiểm tra đạt", "integrated": "lên Kho"}
NAMES = {name: f"{UNITS[name.split('_')[1]]} {STAGES[name.split('_')[0]]}" for name in FIGURES}
BASE = {name: f"Kỳ trước: {NAMES[name]}" for name in FIGURES}
NOW = {name: f"Kỳ này: {NAMES[name]}" for name in FIGURES}
COLUMNS = {
    "number": "TT",
    "code": "Mã",
    "name": "Cơ quan, đơn vị",
    "version": "Lần gửi đã có",
    **{f"base_{name}": title for name, title in BASE.items()},
    **NOW,
    "total": "Trang đã số hóa, lũy kế",
    "added": "Trang số hóa trong kỳ",
    "check": "Kiểm tra",
    "difficulties": "Khó khăn, vướng mắc",
    "proposals": "Kiến nghị, đề xuất",
    "reason": "Lý do",
}
TOLD = {"told_by": "Người báo số liệu", "told_at": "Báo lúc"}
TYPED = (*FIGURES, "difficulties", "proposals", "reason", *TOLD)
WIDTHS = {"number": 5, "code": 9, "name": 34, "version": 8, "check": 26, "told_by": 24, "told_at": 20}
WIDTHS |= dict.fromkeys(("difficulties", "proposals", "reason"), 30)


def columns_of(by_telephone: bool) -> dict[str, str]:
    """{key: title} in their order; who enters by telephone also writes who told the figures, and when."""
    return COLUMNS | TOLD if by_telephone else COLUMNS
