"""Điện thoại: how a number that people call is written."""

from django.core.validators import RegexValidator

PHONE = RegexValidator(
    r"^[+(]?[0-9][0-9 .()-]{5,}( máy lẻ [0-9]{1,5})?$",
    "Nhập số điện thoại, ví dụ 0235 3852 123 hoặc 0235 3852 123 máy lẻ 12.",
)


def dialled(phone: str) -> str:
    """The digits that a telephone dials, without an extension; "" for none."""
    number = phone.split(" máy lẻ ")[0]
    return "".join(sign for sign in number if sign in "+0123456789")
