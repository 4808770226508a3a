"""Columns of the lists of contracts and contractors: to sort by, and as workbooks (đồng)."""

from agencies.formats.dates import format_date
from agencies.list_choice import PortalList
from agencies.list_columns import ListColumn
from budgets.models import Contractor

VALID, NOT_VALID = "Còn giá trị", "Không còn giá trị"


def proof(row: Contractor) -> str:
    """Whether a proof of what it may do holds today; for a row of `with_valid_proof`."""
    return VALID if row.valid_proof else NOT_VALID


COLUMNS = (
    ListColumn("agency", "Cơ quan", lambda row: str(row.agency), 34),
    ListColumn("number", "Số hợp đồng", lambda row: row.number, 22),
    ListColumn("day", "Ngày ký", lambda row: format_date(row.signed_on), within="number"),
    ListColumn("form", "Hình thức", lambda row: row.get_form_display(), 20),
    ListColumn("contractor", "Nhà thầu", lambda row: str(row.contractor or ""), 30),
    ListColumn("ends", "Thời hạn", lambda row: format_date(row.ends_on), order=lambda row: row.ends_on),
    ListColumn("value", "Giá trị (đồng)", lambda row: row.sums.value_dong, 20, adds_up=True),
    ListColumn("accepted", "Nghiệm thu (đồng)", lambda row: row.sums.accepted_dong, 20, adds_up=True),
    ListColumn("cash", "Giải ngân (đồng)", lambda row: row.sums.cash_dong, 20, adds_up=True),
    ListColumn(
        "advance",
        "Trong đó tạm ứng chưa thu hồi (đồng)",
        lambda row: row.sums.open_advance_dong,
        20,
        adds_up=True,
        within="cash",
    ),
    ListColumn("left", "Còn lại (đồng)", lambda row: row.sums.left_dong, 20, adds_up=True),
)
CONTRACTS = PortalList("contract_list", "Hợp đồng số hóa", "Danh-sach-Hop-dong", COLUMNS, size=100)

CONTRACTORS = PortalList(
    "contractor_list",
    "Nhà thầu, đơn vị thực hiện",
    "Danh-sach-Nha-thau",
    (
        ListColumn("name", "Tên đơn vị", lambda row: row.name, 40),
        ListColumn("tax_code", "Mã số thuế", lambda row: row.tax_code, 18),
        ListColumn("proof", "Giấy tờ năng lực", proof, 20),
        ListColumn("address", "Địa chỉ", lambda row: row.address, 50),
        ListColumn("contact", "Liên hệ", lambda row: row.contact, 40, within="address"),
    ),
    size=100,
)
LOADS = (
    ListColumn("contractor", "Nhà thầu", lambda row: row.contractor.name, 36),
    ListColumn("tax_code", "Mã số thuế", lambda row: row.contractor.tax_code, 18, within="contractor"),
    ListColumn("proof", "Giấy tờ năng lực", lambda row: row.proof_standing[1], 20),
    ListColumn("contracts", "Hợp đồng", lambda row: row.contracts, adds_up=True),
    ListColumn("pages", "Trang A4 nhận làm", lambda row: row.page_count, 18, adds_up=True),
    ListColumn("accepted", "Trang A4 đã nghiệm thu", lambda row: row.accepted_pages, 18, adds_up=True),
    ListColumn("left", "Trang A4 còn phải làm", lambda row: row.left_pages, 18, adds_up=True),
    ListColumn("needed", "Cần mỗi ngày", lambda row: row.needed_a_day),
    ListColumn("done", "Đã làm mỗi ngày", lambda row: row.done_a_day),
    ListColumn("standing", "Nhận định", lambda row: row.standing[1], 28),
)
LOAD_LIST = PortalList("contractor_load", "Khối lượng nhà thầu nhận làm", "Khoi-luong-Nha-thau", LOADS, size=100)
