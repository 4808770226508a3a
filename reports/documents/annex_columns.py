"""Columns of the report's annexes (domain §7): one definition feeds Excel, Word and PDF."""

from .content import AnnexColumn

SERIAL = AnnexColumn("serial", "TT", 10, "serial")
NAME = AnnexColumn("name", "Cơ quan, đơn vị", 62)
NOTE = AnnexColumn("note", "Ghi chú", 40)
SHARE = ("/", "disbursed", "allocated")


def amount(key: str, title: str, width_mm: int = 26, compute: tuple[str, ...] = (), sheet_mm: int = 0) -> AnnexColumn:
    """A column of whole numbers that are summed up."""
    return AnnexColumn(key, title, width_mm, "int", compute, summed=True, sheet_mm=sheet_mm)


def stage(key: str, title: str) -> AnnexColumn:
    """A stage of money (đồng), on a page that has twelve more columns."""
    return amount(key, title, 22, sheet_mm=29)


VOLUME = [
    SERIAL,
    NAME,
    amount("files", "Số hồ sơ"),
    amount("pages", "Số trang A4", 28),
    AnnexColumn("price", "Đơn giá (đồng)", 20, "int"),
    amount("cost", "Kinh phí (đồng)", 36, compute=("×", "pages", "price")),
    AnnexColumn("deadline", "Thời hạn (trước ngày)", 26, "day"),
    NOTE,
]
PROGRESS = [
    SERIAL,
    AnnexColumn("name", "Cơ quan, đơn vị", 43),
    amount("planned_files", "Kế hoạch (hồ sơ)", 19),
    amount("planned_pages", "Kế hoạch (trang)", 22),
    amount("period_pages", "Thực hiện trong kỳ (trang)", 20),
    amount("scanned_files", "Lũy kế (hồ sơ)", 19),
    amount("scanned_pages", "Lũy kế (trang)", 22),
    AnnexColumn("share", "Tỷ lệ (%)", 20, "percent", compute=("/", "scanned_pages", "planned_pages")),
    amount("left", "Còn lại (trang)", 22, compute=("-", "planned_pages", "scanned_pages")),
    amount("checked_pages", "Kiểm tra đạt (trang)", 21),
    amount("integrated_pages", "Đã lên Kho dùng chung (trang)", 21),
    AnnexColumn("schedule", "Tiến độ", 28),
]
MONEY = [
    SERIAL,
    AnnexColumn("name", "Cơ quan, đơn vị", 29, sheet_mm=62),
    stage("requested", "Đề nghị"),
    stage("appraised", "Thẩm định, phê duyệt"),
    stage("allocated", "Được giao"),
    AnnexColumn("source", "Nguồn (số quyết định)", 19, sheet_mm=40),
    AnnexColumn("form", "Hình thức", 13, sheet_mm=30),
    AnnexColumn("contractor", "Nhà thầu", 20, sheet_mm=50),
    stage("contracted", "Hợp đồng"),
    stage("accepted", "Nghiệm thu"),
    stage("disbursed", "Giải ngân"),
    AnnexColumn("share", "Tỷ lệ giải ngân (%)", 22, "percent", compute=SHARE, sheet_mm=22),
    stage("settled", "Quyết toán"),
]
MILESTONES = [
    SERIAL,
    NAME,
    AnnexColumn("review", "Rà soát hồ sơ, tài liệu", 37),
    AnnexColumn("detailed_plan", "Kế hoạch chi tiết", 37),
    AnnexColumn("catalogue", "Thẩm định Mục lục", 37),
    AnnexColumn("estimate", "Thẩm định, phê duyệt dự toán", 37),
    AnnexColumn("digitization", "Thực hiện số hóa", 37),
]
DIFFICULTIES = [
    SERIAL,
    AnnexColumn("name", "Cơ quan, đơn vị", 34, sheet_mm=62),
    AnnexColumn("period_end", "Kỳ báo cáo đến ngày", 22, "day"),
    AnnexColumn("difficulties", "Khó khăn, vướng mắc", 48, sheet_mm=85),
    AnnexColumn("proposals", "Kiến nghị, đề xuất", 36, sheet_mm=75),
    AnnexColumn("number", "Số trong sổ", 12, "middle"),
    AnnexColumn("kind", "Loại", 22, sheet_mm=32),
    AnnexColumn("answerer", "Nơi trả lời", 22, sheet_mm=32),
    AnnexColumn("state", "Trạng thái", 19, sheet_mm=26),
    AnnexColumn("answer", "Trả lời", 42, sheet_mm=75),
]
SUMMARY = [
    SERIAL,
    AnnexColumn("name", "Chỉ tiêu", 80),
    AnnexColumn("unit", "Đơn vị tính", 22),
    amount("departments", "Các sở, ban, ngành tỉnh", 42),
    amount("districts", "UBND cấp huyện", 42),
    amount("total", "Tổng cộng", 42, compute=("+", "departments", "districts")),
]
