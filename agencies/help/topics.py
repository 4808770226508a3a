"""The guides: what each is about, and which pages it explains. Their text lies in templates/help/guides/."""

from dataclasses import dataclass
from functools import cache
from html import unescape

from django.template.loader import render_to_string
from django.utils.html import strip_tags

from ..formats.text import fold, has_words

AROUND = 12  # words of a guide shown around what was found


@dataclass(frozen=True)
class Topic:
    """A guide. `routes`: names of the pages it explains, or the first word that their names share ("estimate")."""

    slug: str
    title: str
    about: str
    routes: tuple[str, ...] = ()

    @property
    def template(self) -> str:
        return f"help/guides/{self.slug}.html"


TOPICS = (
    Topic(
        "lam-quen",
        "Làm quen với cổng",
        "Trang Việc của tôi, tìm khắp cổng, tự lưu, hoàn tác",
        ("home", "find", "notice", "notices", "help", "draft", "acting", "style", "list", "saved"),
    ),
    Topic(
        "ra-soat",
        "Rà soát khối lượng, kế hoạch chi tiết",
        "Khai số hồ sơ, số trang theo phông; ghi kế hoạch của cơ quan",
        ("review", "detailed", "amount"),
    ),
    Topic(
        "muc-luc",
        "Lập và sửa Mục lục",
        "Nhập trên trang, sửa hàng loạt, hoàn tác, in theo mẫu",
        ("catalogue", "file", "paper"),
    ),
    Topic(
        "tai-tep-excel",
        "Tải tệp Excel của cơ quan lên",
        "Cổng đọc tệp đang có; xem trước, chọn cột, sửa lỗi rồi mới ghi",
        ("catalogue_upload",),
    ),
    Topic(
        "trinh-va-tra-loi",
        "Trình Mục lục, trả lời câu hỏi, sửa khi bị trả lại",
        "Trình lãnh đạo ký, trình, rút lại, câu hỏi của Sở Nội vụ, mở lại Mục lục đã thẩm định",
        ("catalogue_action", "catalogue_answers", "letter", "sign"),
    ),
    Topic(
        "tham-dinh-muc-luc",
        "Thẩm định Mục lục (Sở Nội vụ)",
        "Hàng chờ, xem từng hồ sơ, rút mẫu, hỏi, loại, thẩm định, trả lại",
        ("admin_plans_catalogue", "appraisal", "issued", "joint"),
    ),
    Topic("trung-lap", "Hồ sơ trùng", "Tìm, kết luận, loại bản thừa; luôn giữ lại một bản", ("duplicate",)),
    Topic(
        "du-toan",
        "Dự toán kinh phí",
        "Lập từ Mục lục đã thẩm định, trình, thẩm định, phê duyệt, điều chỉnh, bổ sung",
        ("estimate", "money"),
    ),
    Topic(
        "giao-du-toan",
        "Giao dự toán",
        "Ghi quyết định giao, bổ sung, giảm, thu hồi; nạp từ Excel; ghi đảo khi nhầm",
        ("allocation",),
    ),
    Topic(
        "phuong-an",
        "Phương án phân bổ",
        "Có ngần này tiền thì số hóa hồ sơ nào trước; so sánh, chọn trình, lập dự thảo quyết định giao",
        ("simulation",),
    ),
    Topic(
        "hop-dong",
        "Hợp đồng, nghiệm thu, giải ngân",
        "Hợp đồng, phụ lục, nghiệm thu, tạm ứng, thanh toán, quyết toán; nhà thầu; ghi đảo",
        ("contract", "acceptance", "payment", "settlement", "contractor"),
    ),
    Topic(
        "doi-chieu",
        "Sổ đối chiếu",
        "Từ chỉ tiêu đến quyết toán: vì sao mỗi công đoạn khác công đoạn trước",
        ("ledger",),
    ),
    Topic(
        "ban-so-hoa",
        "Bản số hóa: bảng kê, chứng cứ, đánh dấu hồ sơ",
        "Lập bảng kê tệp PDF, đối chiếu với Mục lục, rút mẫu, đánh dấu hồ sơ đã số hóa",
        ("manifest", "evidence", "marking"),
    ),
    Topic(
        "tien-do",
        "Báo cáo tiến độ",
        "Lũy kế hoặc trong kỳ, sổ báo cáo, giấy nhận, cấp huyện xác nhận",
        ("progress", "forecast"),
    ),
    Topic(
        "don-doc",
        "Công văn đôn đốc",
        "Soạn từ danh sách đơn vị chậm, sửa, in, ghi ban hành; cơ quan xác nhận đã nhận",
        ("urging",),
    ),
    Topic(
        "vuong-mac",
        "Khó khăn, vướng mắc",
        "Nêu, trả lời, hỏi thêm, khép lại; trả lời chung; câu trả lời dùng chung",
        ("difficulty",),
    ),
    Topic(
        "gia-han",
        "Gia hạn một mốc của Kế hoạch",
        "Xin gia hạn, Sở Nội vụ quyết định, ba ngày của một mốc",
        ("extension",),
    ),
    Topic(
        "kho-dung-chung",
        "Kho lưu trữ dùng chung",
        "Kiểm tra trường thông tin, xuất siêu dữ liệu, phiếu nhận, phim/ảnh, ghi âm, ghi hình",
        ("archive", "media"),
    ),
    Topic(
        "chi-tieu",
        "Chỉ tiêu và vượt chỉ tiêu",
        "Số của Kế hoạch, chia cho xã, lý do khi vượt",
        ("target", "excess", "unusual"),
    ),
    Topic(
        "toan-tinh",
        "Toàn tỉnh và trang của từng cơ quan",
        "Số liệu ở đâu ra, chậm nghĩa là gì, xem lại một ngày đã qua",
        ("dashboard", "agency"),
    ),
    Topic("bao-cao", "Báo cáo tổng hợp gửi UBND tỉnh", "Lập, tải Word, Excel, PDF; số liệu giữ nguyên", ("report",)),
    Topic(
        "tai-khoan",
        "Tài khoản, mật khẩu, đăng nhập",
        "Đổi mật khẩu, lớp xác thực thứ hai, các phiên đang mở, giấy mời",
        (
            "account",
            "calendar",
            "delegation",
            "oidc",
            "password",
            "second",
            "session",
            "invitation_password",
            "invitation",
            "login",
        ),
    ),
    Topic(
        "quan-tri",
        "Quản trị cổng",
        "Bắt đầu, giấy mời, danh mục, sao lưu, tình trạng",
        ("admin", "begin", "invitation_list", "invitation_issue", "mail", "outbox", "backup", "status"),
    ),
    Topic(
        "bi-mat-nha-nuoc",
        "Không đưa bí mật nhà nước lên cổng",
        "Vì sao tệp bị từ chối, làm gì khi lỡ đưa lên",
        ("purge",),
    ),
)
BY_SLUG = {topic.slug: topic for topic in TOPICS}
_BY_ROUTE = {name: topic for topic in TOPICS for name in topic.routes}


def topic_of(route: str) -> Topic:
    """The guide to the page of this route; for one that none names, how to find one's way."""
    words = route.split("_")
    names = ("_".join(words[:length]) for length in range(len(words), 0, -1))
    return next((_BY_ROUTE[name] for name in names if name in _BY_ROUTE), TOPICS[0])


@cache
def text_of(topic: Topic) -> str:
    """The guide's plain text."""
    return " ".join(unescape(strip_tags(render_to_string(topic.template))).split())


@dataclass(frozen=True)
class Found:
    """A guide that has the words, with some of its text around the first of them."""

    topic: Topic
    excerpt: str


def matching(text: str) -> list[Found]:
    """The guides that have the text as it is, or else each of its words; those that have it in the title come first."""
    whole = [topic for topic in TOPICS if f" {fold(text)}" in f" {fold(all_of(topic))}"]
    found = whole or [topic for topic in TOPICS if has_words(text, all_of(topic))]
    found.sort(key=lambda topic: not has_words(text, topic.title))
    return [Found(topic, excerpt(text_of(topic).split(), fold(text).split())) for topic in found]


def all_of(topic: Topic) -> str:
    return f"{topic.title} {topic.about} {text_of(topic)}"


def excerpt(words: list[str], wanted: list[str]) -> str:
    """Some words around the first place where all the wanted words are, or else the first of them."""
    folded = [fold(word) for word in words]
    together = (n for n in range(len(words)) if " ".join(folded[n : n + len(wanted)]).startswith(" ".join(wanted)))
    alone = (n for n, word in enumerate(folded) if word.startswith(tuple(wanted)))
    place = next(together, next(alone, 0))
    start = max(0, place - AROUND // 2)
    shown = " ".join(words[start : start + 2 * AROUND])
    return f"{'… ' if start else ''}{shown}{' …' if start + 2 * AROUND < len(words) else ''}"
