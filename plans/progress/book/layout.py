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
    "source": "Số liệu lấy từ",
    **{f"base_{name}": title for name, title in BASE.items()},
    **NOW,
    "send": "Gửi số tính từ hồ sơ",
    "total": "Trang đã số hóa, lũy kế",
    "added": "Trang số hóa trong kỳ",
    "check": "Kiểm tra",
    "difficulties": "Khó khăn, vướng mắc",
    "proposals": "Kiến nghị, đề xuất",
    "reason": "Lý do",
}
TOLD = {"told_by": "Người báo số liệu", "told_at": "Báo lúc"}
TYPED = (*FIGURES, "difficulties", "proposals", "reason", *TOLD)
OF_FILES = ("source", "send")  # columns of a book in which an agency counts by files
COUNTED, BY_HAND = "Hồ sơ đã đánh dấu, lũy kế", "Ghi tay"
YES, NO = "Có", "Không"
WIDTHS = {"number": 5, "code": 9, "name": 34, "version": 8, "source": 14, "check": 26, "told_by": 24, "told_at": 20}
WIDTHS |= dict.fromkeys(("difficulties", "proposals", "reason"), 30)


def columns_of(by_telephone: bool, some_counted: bool = False) -> dict[str, str]:
    """{key: title} in their order; who enters by telephone also writes who told the figures, and when."""
    every = COLUMNS | (TOLD if by_telephone else {})
    return {key: title for key, title in every.items() if some_counted or key not in OF_FILES}
