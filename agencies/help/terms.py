"""Thuật ngữ: the field's words as this portal uses them, with the source of each meaning."""

from dataclasses import dataclass

from ..formats.text import sort_key


@dataclass(frozen=True)
class Term:
    """A word, what it means here, and where that is laid down."""

    word: str
    meaning: str
    source: str = ""


_TERMS = (
    Term("Bảo quản vĩnh viễn, có thời hạn", "Thời gian phải giữ hồ sơ: mãi mãi, hoặc số năm kể từ khi kết thúc việc."),
    Term(
        "Chỉnh lý",
        "Phân loại, sắp xếp, loại ra giấy thừa và lập Mục lục. Tài liệu phải được chỉnh lý trước khi số hóa.",
        "Kế hoạch, mục I.2",
    ),
    Term("Chỉ tiêu", "Số hồ sơ, số trang Kế hoạch giao cho mỗi cơ quan.", "Kế hoạch, Phụ lục I, II"),
    Term("Đính chính", "Sửa số hoặc nội dung của kết quả đã ghi, nêu lý do; bản trước vẫn còn trong lịch sử."),
    Term("Độ mật", "Mật, Tối mật, Tuyệt mật. Tài liệu có độ mật chỉ khai số lượng, không đưa nội dung lên cổng."),
    Term("Đợt thẩm định", "Một phần Mục lục được thẩm định trước, bằng văn bản riêng; phần còn lại thẩm định sau."),
    Term("Đơn vị kế thừa", "Cơ quan nhận tiếp việc của đơn vị kết thúc hoạt động từ 01/7/2025."),
    Term("Hệ số K", "Một trang khổ lớn tính bằng bao nhiêu trang A4 khi tính tiền; do Sở Tài chính xác nhận."),
    Term("Hồ sơ", "Đơn vị bảo quản: các văn bản của một việc, một vấn đề. Mỗi dòng của Mục lục là một hồ sơ."),
    Term("Hộp, cặp", "Vật đựng hồ sơ. Số hồ sơ không trùng nhau trong cùng một hộp."),
    Term("Kế hoạch chi tiết", "Kế hoạch số hóa mỗi cơ quan tự ban hành.", "Kế hoạch, mục II.3.b"),
    Term("Kho lưu trữ dùng chung", "Nơi giữ bản số hóa của toàn tỉnh, do Sở Khoa học và Công nghệ vận hành."),
    Term("Kỳ báo cáo", "Khoảng thời gian của một báo cáo tiến độ; số khai là lũy kế đến ngày cuối kỳ."),
    Term("Loại khỏi diện số hóa", "Hồ sơ trùng, thừa, hết giá trị hoặc chưa chỉnh lý: không số hóa, không tính tiền."),
    Term("Lũy kế", "Cộng từ đầu đến hết kỳ, không phải chỉ của kỳ này."),
    Term("Mã kiểm tra bản trình", "Dãy ký tự tính từ nội dung: nội dung đổi thì mã đổi. In trên giấy để đối chiếu."),
    Term("Mở lại", "Cho phép sửa Mục lục đã thẩm định: cơ quan đề nghị, nêu lý do; Sở Nội vụ đồng ý hoặc từ chối."),
    Term("Mục lục hồ sơ", "Danh sách từng hồ sơ của một phông sẽ số hóa; Sở Nội vụ thẩm định trước khi lập dự toán."),
    Term("Mục lục số", "Số của quyển Mục lục trong phông; số hồ sơ có thể bắt đầu lại ở mỗi quyển."),
    Term("Nghiệm thu", "Xác nhận số trang đã số hóa đạt yêu cầu để thanh toán."),
    Term("Phông", "Toàn bộ tài liệu hình thành trong hoạt động của một cơ quan."),
    Term("Rà soát", "Cơ quan tự đếm tài liệu trong kho: số hồ sơ, số tờ, số trang."),
    Term("Số kiểm soát", "Tổng của Kế hoạch cho mỗi nhóm cơ quan; chỉ tiêu từng cơ quan cộng lại phải khớp."),
    Term("Thẩm định", "Sở Nội vụ xem Mục lục, Sở Tài chính xem dự toán của sở, ngành và kết luận bằng văn bản."),
    Term("Tờ và trang", "Một tờ giấy có hai mặt, tức là tối đa hai trang."),
    Term("Trang A4 quy đổi", "Số trang các khổ nhân hệ số K rồi cộng lại; tiền = trang A4 quy đổi × đơn giá."),
    Term("Trả lại", "Cơ quan thẩm định gửi trả kèm lý do; cơ quan sửa rồi trình lại."),
    Term("Trùng, thừa, hết giá trị", "Ba lý do loại hẳn: có bản khác, không cần giữ, hết thời hạn bảo quản."),
)
TERMS = sorted(_TERMS, key=lambda term: sort_key(term.word))
