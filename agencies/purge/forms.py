"""Form of a request for a purge: places, the document, the reason."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ..calendar import portal_today
from ..formats.numbers import format_int
from ..formfields import DayField
from ..open_text import OpenText
from ..secrecy.finding import Place
from .places import REGISTER, row_at

LINE = re.compile(r"(\w{1,60})\s+(\d{1,19}|\(\d{1,19}, ?\d{1,19}\))(?:\s+(\w{1,60}))?")
MOST = 200
NOT_A_PLACE = "Dòng {}: ghi tên bảng, số của dòng, tên cột, như danh sách của lệnh find_marks."
NO_SUCH_PLACE = "Dòng {}: không có chỗ này, hoặc chỗ này không xóa được."
TOO_MANY = "Mỗi đề nghị nêu không quá {} chỗ: chia thành nhiều đề nghị."


class PurgeForm(forms.Form):
    places = OpenText(
        label="Các chỗ cần xóa",
        max_length=20_000,
        help_text="Mỗi dòng một chỗ: tên bảng, số của dòng, tên cột (bỏ tên cột để xóa cả dòng), như danh sách của "
        "lệnh find_marks. Không ghi nội dung cần xóa.",
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off"}),
    )
    everywhere = forms.BooleanField(
        label="Xóa cả ở nơi khác có cùng nội dung",
        required=False,
        initial=True,
        help_text="Bỏ dấu khi nội dung là lời thường gặp; bản sao của chính dòng đó luôn được xóa.",
    )
    document_number = OpenText(label="Số văn bản", max_length=60, help_text="Văn bản yêu cầu xóa, ví dụ 12/BC-SNV.")
    document_date = DayField(label="Ngày văn bản")
    reason = OpenText(
        label="Lý do",
        max_length=2000,
        help_text="Không nhắc lại nội dung cần xóa.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_places(self) -> list[Place]:
        lines = [line.strip() for line in self.cleaned_data["places"].splitlines() if line.strip()]
        if len(lines) > MOST:
            raise ValidationError(TOO_MANY.format(format_int(MOST)))
        return [read(number, line) for number, line in enumerate(lines, 1)]

    def clean_document_date(self) -> Any:
        day = self.cleaned_data["document_date"]
        if day > portal_today():
            raise ValidationError("Ngày văn bản không được sau hôm nay.")
        return day


def read(number: int, line: str) -> Place:
    """The place that the line names. Raises ValidationError, which does not repeat the line."""
    found = LINE.fullmatch(line)
    if found is None:
        raise ValidationError(NOT_A_PLACE.format(number))
    place = Place(found[1], found[2], found[3] or "")
    entry = REGISTER.get(place.table)
    if entry is None or (place.column and place.column not in entry.columns) or row_at(place) is None:
        raise ValidationError(NO_SUCH_PLACE.format(number))
    return place
