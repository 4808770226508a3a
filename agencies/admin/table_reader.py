"""Read an administrator's workbook in a limited child process: no table harms the web process."""

import json
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError

from ..limits.places import place_or_later
from ..secrecy.refusals import StateSecret
from .table_child import DAMAGED, SECRET

CHILD = Path(__file__).with_name("table_child.py")
WALL_SECONDS, PATIENCE_SECONDS = 60, 20
BUSY = "Cổng đang đọc nhiều tệp cùng lúc, chưa nhận thêm tệp."
NOT_A_WORKBOOK = "Tệp này không phải bảng tính .xlsx, hoặc đã hỏng. Mở bằng Excel rồi lưu thành .xlsx, và chọn lại."
TOO_LARGE = (
    "Bảng quá lớn hoặc quá phức tạp để đọc an toàn. Chép riêng các dòng cần nhập vào bảng mẫu trống rồi chọn lại."
)


def rows_of(data: bytes) -> list[list[str]]:
    """Texts of the rows of a workbook. Raises ValidationError, StateSecret, TooBusy."""
    answer = ask(data)
    if "rows" in answer:
        return list(answer["rows"])
    if answer["refused"] == SECRET:
        raise StateSecret
    raise ValidationError(NOT_A_WORKBOOK if answer["refused"] == DAMAGED else TOO_LARGE)


def ask(data: bytes) -> dict[str, list[list[str]]]:
    with place_or_later("workbook", settings.WORKBOOK_PLACES, PATIENCE_SECONDS, sentence=BUSY, again_after=60):
        try:
            done = subprocess.run(
                [sys.executable, "-I", str(CHILD)],
                input=data,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=WALL_SECONDS,
                env={"LANG": "C.UTF-8"},
                check=True,
            )
        except subprocess.SubprocessError:  # ended by a limit
            raise ValidationError(TOO_LARGE) from None
    return dict(json.loads(done.stdout))
