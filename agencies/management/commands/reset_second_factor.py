from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies.models import User
from agencies.second_factor import devices

SENTENCE = "đặt lại lớp xác thực thứ hai của {} bằng lệnh trên máy chủ"


class Command(BaseCommand):
    help = "Forget phone and recovery codes of an account: for the only administrator who has lost both."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *, username: str, **options: Any) -> None:
        user = User.objects.filter(username__iexact=username).first()
        if user is None:
            raise CommandError(f"Không có tài khoản {username}.")
        devices.drop(user, actor=None, sentence=SENTENCE.format(user))
        self.stdout.write(f"Đã đặt lại: {user.username} đăng nhập bằng mật khẩu rồi thêm điện thoại mới.")
