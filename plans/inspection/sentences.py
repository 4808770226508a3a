"""Sentences on why a scan is no evidence, in Vietnamese."""

SENTENCES = {
    "empty": "Tệp rỗng (0 byte): quét lại hoặc chép lại tệp.",
    "large": "Tệp lớn hơn 4 GB nên không đọc: chia thành nhiều tệp.",
    "no_pdf": "Tệp không phải là PDF, hoặc hỏng đến mức không mở được: quét lại.",
    "password": "Tệp đặt mật khẩu nên không đọc được: bỏ mật khẩu rồi lưu lại.",
    "no_pages": "Tệp không có trang nào: quét lại.",
    "many_pages": "Tệp có quá 20.000 trang: chia thành nhiều tệp.",
    "damaged": "Tệp bị hỏng một phần, có thể thiếu trang: lưu lại từ bản gốc hoặc quét lại.",
    "page": "Không đọc được trang {page}: quét lại trang này.",
    "gone": "Không mở được tệp trên đĩa: kiểm tra quyền đọc, ổ đĩa.",
    "limits": "Tệp quá lớn hoặc quá phức tạp để đọc an toàn: lưu lại bằng phần mềm khác rồi kiểm tra lại.",
}
