"""Columns of the lists of contracts and contractors: to sort by, and as workbooks (đồng)."""

from agencies.formats.dates import format_date
from agencies.list_columns import ListColumn

COLUMNS = (
    ListColumn("agency", "Cơ quan", lambda row: str(row.agency), 34),
    ListColumn("number", "Số hợp đồng", lambda row: row.number, 22),
    ListColumn("day", "Ngày ký", lambda row: format_date(row.signed_on)),
    ListColumn("form", "Hình thức", lambda row: row.get_form_display(), 20),
    ListColumn("contractor", "Nhà thầu", lambda row: str(row.contractor or ""), 30),
    ListColumn("ends", "Thời hạn", lambda row: format_date(row.ends_on)),
    ListColumn("value", "Giá trị (đồng)", lambda row: row.sums.value_dong, 20, adds_up=True),
    ListColumn("accepted", "Nghiệm thu (đồng)", lambda row: row.sums.accepted_dong, 20, adds_up=True),
    ListColumn("advance", "Tạm ứng chưa thu hồi (đồng)", lambda row: row.sums.open_advance_dong, 20, adds_up=True),
    ListColumn("cash", "Giải ngân (đồng)", lambda row: row.sums.cash_dong, 20, adds_up=True),
    ListColumn("left", "Còn lại (đồng)", lambda row: row.sums.left_dong, 20, adds_up=True),
)
LOADS = (
    ListColumn("contractor", "Nhà thầu", lambda row: row.contractor.name, 36),
    ListColumn("tax_code", "Mã số thuế", lambda row: row.contractor.tax_code, 18),
    ListColumn("proof", "Giấy tờ năng lực", lambda row: row.proof_standing[1], 20),
    ListColumn("contracts", "Hợp đồng", lambda row: row.contracts, adds_up=True),
    ListColumn("pages", "Trang A4 nhận làm", lambda row: row.page_count, 18, adds_up=True),
    ListColumn("accepted", "Trang A4 đã nghiệm thu", lambda row: row.accepted_pages, 18, adds_up=True),
    ListColumn("left", "Trang A4 còn phải làm", lambda row: row.left_pages, 18, adds_up=True),
    ListColumn("needed", "Cần mỗi ngày", lambda row: row.needed_a_day),
    ListColumn("done", "Đã làm mỗi ngày", lambda row: row.done_a_day),
    ListColumn("standing", "Nhận định", lambda row: row.standing[1], 28),
)
