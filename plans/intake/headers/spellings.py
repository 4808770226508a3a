"""Spellings of the headers of columns. Accents, case, punctuation and line breaks do not matter."""

SPELLINGS = {
    "box_number": """
        Hộp số | Cặp số | Hộp | Cặp | Số hộp | Số cặp | Hộp, cặp | Hộp, cặp số | Cặp, hộp | Cặp, hộp số | Cặp/hộp số |
        Số hộp, cặp | Số cặp/hộp | Ký hiệu hộp | Số thứ tự hộp | Bìa, cặp, hộp số | Bó, cặp số | Bó/cặp số |
        Kho - Giá - Hộp | Giá - Hộp | Kho - Hộp | Kho - Giá - Kệ - Hộp | Kho - Kệ - Hộp |
        Hộp (cặp) | Số hiệu hộp | Mã hộp | Số hộp lưu trữ | Hộp lưu trữ |
        Box | Box No. | Box number | boxNumber
    """,
    "file_number": """
        Số hồ sơ | HS số | Số HS | ĐVBQ | ĐVBQ số | Số ĐVBQ | Đơn vị bảo quản | Đơn vị bảo quản số |
        Số đơn vị bảo quản | Hồ sơ (ĐVBQ) số | Hồ sơ/ĐVBQ | Hồ sơ/ĐVBQ số | Số hồ sơ (ĐVBQ) | Hồ sơ, ĐVBQ số |
        Số thứ tự hồ sơ | STT hồ sơ | Mã hồ sơ | Số hiệu hồ sơ | Tập số | Hồ sơ số (ĐVBQ) |
        Hồ sơ | Mã số hồ sơ | File | File No. | File number | File code | fileCode |
        File notation | fileNotation | fileNumber
    """,
    "reference_code": """
        Số, ký hiệu hồ sơ | Số và ký hiệu hồ sơ | Số và ký hiệu HS | Số, ký hiệu HS | Số và ký hiệu | Ký hiệu |
        Ký hiệu hồ sơ | Số ký hiệu | SKH | Số, KH hồ sơ | Số, KH | Số, kí hiệu | Số và kí hiệu | Số, kí hiệu hồ sơ |
        Số và kí hiệu hồ sơ | Kí hiệu | Kí hiệu hồ sơ | Ký hiệu HS | Ký hiệu thông tin |
        Reference code
    """,
    "title": """
        Tên hồ sơ | Tiêu đề | Tiêu đề HS | Trích yếu nội dung | Trích yếu | Nội dung | Nội dung hồ sơ |
        Trích yếu nội dung hồ sơ | Trích yếu hồ sơ | Tên nhóm, tiêu đề hồ sơ | Tên đề mục và tiêu đề hồ sơ |
        Tiêu đề hồ sơ, tài liệu | Tiêu đề hồ sơ (ĐVBQ) | Tiêu đề hồ sơ hoặc nội dung văn bản | Tên loại và trích yếu |
        Tên loại và trích yếu nội dung | Tiêu đề, nội dung hồ sơ | Tên hồ sơ, tài liệu | Nội dung tài liệu |
        Tên hồ sơ/Tiêu đề hồ sơ | Nội dung trích yếu | Tiêu đề/Trích yếu nội dung hồ sơ | Tên, tiêu đề hồ sơ |
        Tên gọi hồ sơ | Tên đơn vị bảo quản | Tiêu đề đơn vị bảo quản | Nội dung chính |
        Tên hồ sơ/Đơn vị bảo quản | Tiêu đề hồ sơ/Đơn vị bảo quản | Tên nhóm, hồ sơ | Tên nhóm hồ sơ, hồ sơ |
        Nội dung hồ sơ, tài liệu | Title | File title
    """,
    "start_date": """
        Từ ngày | Ngày bắt đầu | Thời gian bắt đầu | Năm bắt đầu | Từ | Từ năm | Sớm nhất | Ngày sớm nhất |
        Ngày tháng bắt đầu | Ngày mở hồ sơ | Thời gian mở hồ sơ | Bắt đầu từ | Thời gian tài liệu bắt đầu |
        Thời gian tài liệu từ | Thời gian tài liệu sớm nhất | Ngày, tháng, năm bắt đầu | Bắt đầu (ngày, tháng, năm) |
        Ngày tháng năm bắt đầu | Thời gian từ | Ngày BĐ | Thời gian BĐ | BĐ | Năm đầu | Tài liệu sớm nhất |
        Ngày đầu | Ngày tháng đầu | Thời gian đầu | Ngày đầu tiên | Start | Start date | startDate
    """,
    "end_date": """
        Đến ngày | Ngày kết thúc | Thời gian kết thúc | Năm kết thúc | Đến | Đến năm | Muộn nhất | Ngày muộn nhất |
        Ngày tháng kết thúc | Ngày đóng hồ sơ | Thời gian đóng hồ sơ | Thời gian tài liệu kết thúc |
        Thời gian tài liệu đến | Thời gian tài liệu muộn nhất | Ngày, tháng, năm kết thúc |
        Kết thúc (ngày, tháng, năm) | Ngày tháng năm kết thúc | Thời gian đến | Ngày KT | Thời gian KT | KT |
        Năm cuối | Tài liệu muộn nhất |
        Ngày cuối | Ngày tháng cuối | Thời gian cuối | Ngày cuối cùng | End | End date | endDate
    """,
    "retention_years": """
        THBQ | T.H.B.Q | Thời hạn BQ | Thời hạn | TH bảo quản | TH BQ | Thời gian bảo quản | Hạn bảo quản |
        Thời hạn lưu trữ |
        Thời hạn bảo quản (năm) | Số năm bảo quản | T/hạn bảo quản | Thời hạn bảo quản hồ sơ |
        Thời hạn bảo quản tài liệu |
        Retention | Retention period | maintenance
    """,
    "sheet_count": """
        Số lượng tờ | Tờ | SL tờ | Tổng số tờ | Số tờ tài liệu | Số lượng (tờ) | Số tờ của hồ sơ |
        Sheets | Number of sheets | numberOfPaper
    """,
    "page_count": """
        Số trang | Số lượng trang | Tổng số trang | Trang | SL trang | Số trang tài liệu | Số lượng (trang) |
        Số trang (A4) | Tổng số trang A4 | Số trang của hồ sơ | Tổng trang |
        Pages | Number of pages | numberOfPage
    """,
    "arranged": """
        Chỉnh lý | Tình trạng chỉnh lý | Hồ sơ đã chỉnh lý | Tài liệu đã chỉnh lý | Đã chỉnh lý (Có/Không) |
        Đã chỉnh lý hoàn chỉnh | Chỉnh lý hoàn chỉnh | Chỉnh lý (Có/Không) | Đã chỉnh lý chưa
    """,
    "priority": """
        Diện ưu tiên | Diện ưu tiên số hóa
    """,
    "digitized_before": """
        Đã số hóa | Số hóa | Đã được số hóa | Tình trạng số hóa | Đã số hóa (Có/Không) | Số hóa trước đây |
        Đã số hóa chưa | Đã scan
    """,
    "condition": """
        Tình trạng tài liệu | Tình trạng | Tình trạng hồ sơ | Tình trạng vật lý của tài liệu | TTVL |
        Tình trạng vật lý tài liệu | Mức độ hư hỏng | Chất lượng tài liệu |
        Condition | Format
    """,
    "archive_number": """
        Số LT | Ký hiệu lưu trữ | Lưu trữ số | Số ký hiệu lưu trữ | Số và ký hiệu lưu trữ | Số hiệu lưu trữ |
        Mã lưu trữ | Mã số lưu trữ | Số lưu trữ của hồ sơ |
        Archive No. | Archive number | archiveNumber
    """,
    "note": """
        Chú thích | Ghi chú khác | Ghi chú thêm | Ghi chú (nếu có) |
        Note | Notes | Remarks | Remark
    """,
    "fonds": """
        Phông | Tên phông | Mã phông | Phông lưu trữ | Phông số | Tên phông lưu trữ |
        Fonds | Fonds name
    """,
    "dates": """
        Thời gian tài liệu | Thời gian | Ngày tháng tài liệu | Ngày tháng | Năm | Thời gian bắt đầu – kết thúc |
        Thời gian của tài liệu | Bắt đầu – Kết thúc | Ngày tháng năm tài liệu | Ngày, tháng, năm tài liệu |
        Ngày tháng bắt đầu và kết thúc | Ngày tháng bắt đầu - kết thúc | Thời gian tài liệu (từ - đến) | Năm tài liệu |
        Ngày, tháng bắt đầu và kết thúc | Thời gian hồ sơ | Thời gian TL | Niên đại | Năm hình thành |
        Thời gian hình thành | Thời gian tài liệu bắt đầu - kết thúc | Thời gian BĐ - KT | Từ ngày đến ngày |
        Từ ngày - đến ngày | Ngày bắt đầu/Ngày kết thúc | Ngày bắt đầu và ngày kết thúc | Ngày bắt đầu, kết thúc |
        Thời gian bắt đầu/Thời gian kết thúc | Bắt đầu/Kết thúc | Ngày, tháng, năm |
        Ngày tháng năm | Thời gian bắt đầu và kết thúc | Năm hồ sơ |
        Dates
    """,
    "sheets_pages": """
        Số tờ/Số trang | Số tờ, số trang | Tờ/trang | Số tờ/trang | Số lượng tờ/trang | Số tờ (trang) |
        Số tờ hoặc số trang | Số tờ và số trang | Số tờ - số trang
    """,
    "number": """
        Số TT | STT | TT | Số thứ tự | S TT | No
    """,
    "catalogue_number": """
        Số mục lục | Mục lục | Mục lục hồ sơ số | ML số | Số ML
    """,
    "paper_size": """
        Khổ giấy | Khổ tài liệu | Kích thước giấy | Khổ giấy tài liệu | Cỡ giấy | Khổ giấy nếu khác A4
    """,
    "converted_pages": """
        Quy A4 | Quy đổi A4 | Quy ra A4 | Quy đổi ra A4 | Quy về A4 | Quy ra trang A4 | Số trang A4 quy đổi |
        Số trang quy đổi A4 | Số trang quy ra A4 | Tổng quy A4 | Quy đổi ra khổ A4 | Quy khổ A4
    """,
    "row_code": """
        Mã dòng của cổng
    """,
    "level": """
        Mức độ mật | Độ mật | Cấp độ mật | Dấu chỉ mức độ mật | Mật
    """,
}
# How offices shorten the words of a header; written out on both sides, so that "TG BĐ" is "Thời gian bắt đầu".
SHORT = {
    "tg": "thoi gian",
    "t gian": "thoi gian",
    "t han": "thoi han",
    "th": "thoi han",
    "thbq": "thoi han bao quan",
    "bq": "bao quan",
    "bd": "bat dau",
    "kt": "ket thuc",
    "sl": "so luong",
    "s luong": "so luong",
    "s to": "so to",
    "s trang": "so trang",
    "s lt": "so luu tru",
    "hs": "ho so",
    "tl": "tai lieu",
    "lt": "luu tru",
    "vl": "vat ly",
    "cl": "chinh ly",
    "sh": "so hoa",
    "dvbq": "don vi bao quan",
    "nd": "noi dung",
    "kh": "ky hieu",
    "ki hieu": "ky hieu",
    "g chu": "ghi chu",
    "t trang": "tinh trang",
    "tr": "trang",
}
# Columns of a workbook that are no column of ours: part of others, or only understood.
EXTRA = ("fonds", "dates", "sheets_pages", "number", "level", "row_code", "paper_size", "converted_pages")

SIZES = {"page_count": "A4"} | {f"page_count_a{n}": f"A{n}" for n in (3, 2, 1, 0)}
OF_SIZE = (
    "{0} | Khổ {0} | Số trang {0} | Số trang khổ {0} | Trang khổ {0} | Số lượng trang {0} | Số lượng {0} | "
    "Khổ giấy {0} | Giấy {0} | Trang {0} | Trong đó {0} | Trong đó khổ {0} | Trong đó trang {0} | Trong đó số trang {0}"
)


def spelt(field: str) -> tuple[str, ...]:
    """Every spelling of a column, without the header that our own template has."""
    text = SPELLINGS.get(field, "") + ("|" + OF_SIZE.format(SIZES[field]) if field in SIZES else "")
    return tuple(each.strip() for each in text.split("|") if each.strip())
