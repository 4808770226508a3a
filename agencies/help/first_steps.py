"""Lần đầu vào cổng: the first steps of each duty, shown on the home page until the person has found the way."""

from dataclasses import dataclass

from ..audience import Audience, actions_of
from ..models import Duty, Event, User

FEW_SIGN_INS = 3


@dataclass(frozen=True)
class Step:
    """One step: what to do, on which page, explained by which guide."""

    text: str
    route: str
    guide: str


TOURS: dict[str, tuple[Step, ...]] = {
    Duty.PREPARES: (
        Step("Xem Việc của tôi: việc gần hạn nhất đứng đầu", "home", "lam-quen"),
        Step("Gửi rà soát khối lượng của cơ quan", "review", "ra-soat"),
        Step("Lập Mục lục, tải tệp Excel đang có lên", "catalogue_list", "tai-tep-excel"),
        Step("Trình Mục lục, trả lời câu hỏi của Sở Nội vụ", "catalogue_list", "trinh-va-tra-loi"),
        Step("Lập dự toán từ Mục lục đã thẩm định", "estimate_list", "du-toan"),
        Step("Gửi số liệu tiến độ mỗi kỳ", "progress", "tien-do"),
    ),
    Duty.SIGNS: (
        Step("Xem việc của cơ quan và thời hạn", "home", "lam-quen"),
        Step("Ký hoặc trả lại những gì cán bộ trình", "sign_off_list", "trinh-va-tra-loi"),
        Step("Phê duyệt, trình dự toán", "estimate_list", "du-toan"),
        Step("Xem tài khoản của cơ quan chờ bạn xác nhận", "account_changes", "tai-khoan"),
    ),
    Duty.READS: (
        Step("Xem việc của cơ quan và thời hạn", "home", "lam-quen"),
        Step("Xem các Mục lục và lịch sử của từng Mục lục", "catalogue_list", "muc-luc"),
    ),
    Duty.APPRAISES_CATALOGUES: (
        Step("Xem Việc của tôi: câu trả lời, Mục lục chờ, đơn vị chậm", "home", "lam-quen"),
        Step("Mở hàng chờ, thẩm định một Mục lục", "appraisal_queue", "tham-dinh-muc-luc"),
        Step("Tìm hồ sơ trùng giữa các cơ quan", "duplicate_list", "trung-lap"),
        Step("Theo dõi toàn tỉnh", "dashboard", "toan-tinh"),
        Step("Lập báo cáo gửi UBND tỉnh", "report_list", "bao-cao"),
    ),
    Duty.APPRAISES_ESTIMATES: (
        Step("Xem dự toán chờ thẩm định", "home", "lam-quen"),
        Step("Thẩm định hoặc trả lại một dự toán", "estimate_list", "du-toan"),
        Step("Theo dõi toàn tỉnh", "dashboard", "toan-tinh"),
    ),
    Duty.OPERATES_ARCHIVE: (
        Step("Xem cơ quan nào có hồ sơ chờ vào Kho, ghi kết quả kiểm tra", "archive_list", "kho-dung-chung"),
        Step("Xem số trang đã lên Kho của từng cơ quan", "agency_list", "toan-tinh"),
        Step("Xem báo cáo tiến độ của các cơ quan", "progress", "tien-do"),
    ),
    Duty.READS_EVERYTHING: (
        Step("Đọc tình hình toàn tỉnh trong một câu, xem đơn vị chậm", "dashboard", "toan-tinh"),
        Step("Mở trang của một cơ quan", "agency_list", "toan-tinh"),
        Step("Tải báo cáo tổng hợp", "report_list", "bao-cao"),
    ),
    Duty.ADMINISTRATOR: (
        Step("Làm danh sách Bắt đầu từ trên xuống", "begin", "quan-tri"),
        Step("Mời người dùng bằng giấy mời", "invitation_list", "quan-tri"),
        Step("Xem tình trạng và sao lưu của cổng", "status", "quan-tri"),
    ),
}


def tour(user: User) -> tuple[Step, ...]:
    """The first steps of the duty; none for who has done something here, or has come more than a few times."""
    done = Event.objects.filter(actor=user)
    if done.exclude(action__in=actions_of(Audience.ADMINISTRATORS)).exists():
        return ()
    if done.filter(action="login").count() > FEW_SIGN_INS:
        return ()
    return TOURS.get(user.duty_in_force, ())
