"""The first administrator of a real portal."""

import os
import sys
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from agencies.history import record
from agencies.models import Duty, User

VARIABLE = "PORTAL_ADMIN_PASSWORD"
NOT_ASKED = f"Thiếu {{}}: chạy lại với {{}}, mật khẩu đặt trong biến {VARIABLE}, hoặc chạy ở cửa sổ lệnh để được hỏi."
WELCOME = "Tài khoản quản trị đầu tiên của cổng. Mật khẩu không hiện khi gõ."
THERE_IS_ONE = "Cổng đã có người quản trị: {}. Thêm người ở trang Quản trị, mục Người dùng."
QUESTIONS = {
    "username": ("--username", "Tên đăng nhập (ví dụ quantri)"),
    "full_name": ("--full-name", "Họ và tên"),
    "email": ("--email", "Thư điện tử (bỏ trống cũng được)"),
}


class Command(BaseCommand):
    help = (
        "Make the first administrator: asks in Vietnamese, or takes options and PORTAL_ADMIN_PASSWORD. "
        "Exit codes: 0 made or already there, 1 refused, 2 something was not given and nobody could be asked."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        for name, (option, question) in QUESTIONS.items():
            parser.add_argument(option, dest=name, help=question)

    def handle(self, **options: Any) -> None:
        known = User.objects.administrators().first()
        if known:
            self.stdout.write(THERE_IS_ONE.format(known.username))
            return
        given = {name: options[name] for name in QUESTIONS}
        if sys.stdin.isatty():
            self.stdout.write(WELCOME)
        user = self.asked(given)
        self.stdout.write(
            f"Đã tạo tài khoản {user.username}. Mở cổng: ./portal run; đăng nhập rồi làm theo trang Bắt đầu."
        )

    def asked(self, given: dict[str, str | None]) -> User:
        """The account, once everything is in order; asks again for what is refused where somebody can be asked."""
        while True:
            try:
                return made(self.answers(given), self.password())
            except ValidationError as error:
                if not sys.stdin.isatty():
                    raise CommandError(" ".join(error.messages)) from None
                self.stderr.write(" ".join(error.messages))
                given = dict.fromkeys(given)

    def answers(self, given: dict[str, str | None]) -> dict[str, str]:
        return {name: self.ask(name) if value is None else value for name, value in given.items()}

    def ask(self, name: str) -> str:
        option, question = QUESTIONS[name]
        if not sys.stdin.isatty():
            if name == "email":
                return ""
            raise CommandError(NOT_ASKED.format(question.lower(), option), returncode=2)
        return input(f"{question}: ").strip()

    def password(self) -> str:
        if VARIABLE in os.environ:
            return os.environ[VARIABLE]
        if not sys.stdin.isatty():
            raise CommandError(NOT_ASKED.format("mật khẩu", VARIABLE), returncode=2)
        first, second = getpass("Mật khẩu (ít nhất 10 ký tự): "), getpass("Gõ lại mật khẩu: ")
        if first != second:
            raise ValidationError("Hai lần gõ mật khẩu không giống nhau: làm lại.")
        return first


@transaction.atomic
def made(fields: dict[str, str], password: str) -> User:
    """The administrator with this password. Raises ValidationError with what is wrong."""
    user = User(**fields, duty=Duty.ADMINISTRATOR, is_superuser=True)
    user.set_password(password)
    user.full_clean(exclude=["agency"])  # it administers them all
    validate_password(password, user)
    user.save()
    record(user, actor=user, action="add", sentence=f"tạo tài khoản quản trị đầu tiên {user.username}")
    return user
