"""The ten stages of the ledger and what may lie between two of them (domain §3, §5)."""

from dataclasses import dataclass

from ..figures import Figures


@dataclass(frozen=True)
class Stage:
    """`dong` and `pages` name fields of Figures; pages of a stage of money are known by its documents only.

    A stage of volume has no đồng of its own: its pages are at the plan's price.
    """

    key: str
    name: str
    dong: str = ""
    pages: str = ""
    has_pages: bool = True
    route: str = ""  # the list of what the stage is made of

    def dong_of(self, row: Figures, price_dong: int) -> int:
        """Đồng of the stage."""
        return getattr(row, self.dong) if self.dong else getattr(row, self.pages) * price_dong


STAGES = (
    Stage("planned", "Kế hoạch", dong="planned_cost_dong", pages="planned_pages"),
    Stage("reviewed", "Rà soát", pages="reviewed_pages"),
    Stage("listed", "Mục lục đã thẩm định", pages="appraised_pages", route="catalogue_list"),
    Stage("requested", "Dự toán đề nghị", dong="requested_dong", route="estimate_list"),
    Stage("appraised", "Dự toán được thẩm định, phê duyệt", dong="appraised_dong", route="estimate_list"),
    Stage("allocated", "Được giao", dong="allocated_dong", has_pages=False, route="allocation_list"),
    Stage("contracted", "Hợp đồng", dong="contracted_dong", route="contract_list"),
    Stage("accepted", "Nghiệm thu", dong="accepted_dong", route="contract_list"),
    Stage("paid", "Giải ngân", dong="disbursed_dong", has_pages=False, route="contract_list"),
    Stage("settled", "Quyết toán", dong="settled_dong", has_pages=False, route="settlement_list"),
)

# {stage that the difference leads to: {cause: its name}}, in the order of the page.
CAUSES: dict[str, dict[str, str]] = {
    "reviewed": {
        "not_reviewed": "Chưa gửi rà soát",
        "reviewed_more": "Rà soát nhiều hơn chỉ tiêu",
        "reviewed_less": "Rà soát ít hơn chỉ tiêu",
        "reviewed_inside": "Cấp xã rà soát, chỉ tiêu nằm trong số của huyện",
        "review_unconfirmed": "Rà soát bất thường, chờ xác nhận nên chưa tính",
    },
    "listed": {
        "duplicate": "Loại vì trùng",
        "superfluous": "Loại vì thừa",
        "worthless": "Loại vì hết giá trị",
        "unarranged": "Để lại vì chưa chỉnh lý",
        "other": "Loại vì lý do khác",
        "awaiting": "Mục lục đã trình, chờ thẩm định",
        "not_listed": "Chưa trình Mục lục",
        "listed_less": "Mục lục đã trình ít hơn rà soát, hoặc còn bị trả lại",
        "listed_more": "Mục lục nhiều hơn rà soát",
        "listed_unreviewed": "Có Mục lục, rà soát chưa gửi hoặc chưa được tính",
    },
    "requested": {
        "not_asked": "Đã thẩm định Mục lục, chưa trình dự toán",
        "asked_less": "Đề nghị ít trang hơn Mục lục đã thẩm định",
        "asked_more": "Đề nghị nhiều trang hơn Mục lục đã thẩm định",
        "factor": "Hệ số K khác với hệ số của Mục lục",
        "price": "Đơn giá khác đơn giá của Kế hoạch",
        "extra": "Chi phí khác ngoài số trang",
        "unlined": "Phần đề nghị không chi tiết theo dòng",
        "ask_unconfirmed": "Dự toán bất thường, chờ xác nhận nên chưa tính",
    },
    "appraised": {
        "waiting_finance": "Chờ Sở Tài chính thẩm định",
        "waiting_own": "Huyện, xã chưa phê duyệt",
        "pages_cut": "Giảm số trang khi thẩm định",
        "extra_cut": "Giảm chi phí khác khi thẩm định",
        "unlined_cut": "Giảm chung, không chi tiết theo dòng",
        "result_unconfirmed": "Kết quả bất thường, chờ xác nhận nên chưa tính",
    },
    "allocated": {
        "not_allocated": "Chưa có quyết định giao",
        "allocated_less": "Giao ít hơn số thẩm định",
        "allocated_more": "Giao vượt số thẩm định",
        "allocation_cut": "Đã giao rồi điều chỉnh giảm, thu hồi",
    },
    "contracted": {
        "not_contracted": "Được giao, chưa ký hợp đồng",
        "contracted_less": "Hợp đồng ít hơn số được giao",
        "contracted_more": "Hợp đồng vượt số được giao",
        "cheaper": "Giá hợp đồng thấp hơn giá dự toán",
        "dearer": "Giá hợp đồng cao hơn giá dự toán",
    },
    "accepted": {"not_accepted": "Đã ký hợp đồng, chưa nghiệm thu"},
    "paid": {"unpaid": "Đã nghiệm thu, chưa thanh toán", "open_advance": "Tạm ứng chưa thu hồi"},
    "settled": {
        "not_settled": "Đã giải ngân, chưa quyết toán",
        "settled_less": "Quyết toán ít hơn số đã giải ngân",
        "settled_more": "Quyết toán nhiều hơn số đã giải ngân",
    },
}
UNEXPLAINED = "Khác, chưa giải thích"
