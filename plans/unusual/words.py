"""The sentences about values beyond a bound, wherever they are typed, shown or summed."""

from collections.abc import Iterable

REASON_LABEL = "Lý do số liệu bất thường"
REASON_NEEDED = (
    "Số liệu này khác thường: kiểm tra lại từng số; nếu đúng, ghi lý do. Số liệu chỉ tính vào số của tỉnh sau khi "
    "{office} xác nhận."
)
TO_CONFIRM = "Cần xác nhận"
OFFICES = {"review": "Sở Nội vụ", "progress": "Sở Nội vụ", "estimate": "Sở Tài chính"}


def asked(kind: str, sentences: Iterable[str]) -> str:
    """The sentences, and what to do about them."""
    return " ".join([*sentences, reason_needed(kind)])


def reason_needed(kind: str) -> str:
    return REASON_NEEDED.format(office=OFFICES[kind])
