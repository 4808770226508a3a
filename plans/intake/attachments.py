"""A document that somebody attaches, looked at in the limited child process before it is stored."""

from .sandbox import Refused, ask_child
from .turns import turn

NO_SECRETS = (
    "Văn bản có dấu hiệu bí mật nhà nước nên không được đưa lên cổng; cổng không lưu gì của tệp. "
    "Chọn văn bản khác, hoặc bỏ tệp và giao nhận văn bản theo quy định về bảo vệ bí mật nhà nước."
)
SENTENCES = {
    "secret": NO_SECRETS,
    "encrypted": "Tệp đang đặt mật khẩu nên không đọc được. Bỏ mật khẩu rồi chọn lại.",
    "damaged": "Tệp bị hỏng, không mở được. Xuất lại thành PDF hoặc quét lại rồi chọn lại.",
    "bomb": "Tệp nén quá mức bình thường của một văn bản. Xuất lại thành PDF rồi chọn lại.",
    "limits": "Tệp quá phức tạp để đọc an toàn. Xuất lại thành PDF hoặc tách tệp rồi chọn lại.",
    "empty": "Tệp rỗng, chọn tệp khác.",
}


def refuse_secret_document(data: bytes, file_name: str) -> None:
    """Raises Refused with a Vietnamese sentence where the document carries a mark of secrecy or cannot be read,
    TooBusy where too many are looked at.

    What is looked at: the name; the text layer, properties and notes of a PDF; every text of a .docx or .xlsx.
    """
    try:
        with turn():
            list(ask_child(data, file_name, mode="attachment"))
    except Refused as refused:
        raise Refused(refused.code, SENTENCES.get(refused.code, SENTENCES["limits"])) from None
