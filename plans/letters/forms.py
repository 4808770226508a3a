"""Số, ngày, bản quét of the agency's letter: the fields that every form for handing in has, all of them optional."""

from datetime import date
from typing import Any

from django import forms

from agencies.calendar import portal_today
from agencies.formfields import DayField
from agencies.open_text import OpenText

from .file_field import ScanField
from .services import Letter

NUMBER, DAY, SCAN = NAMES = ("letter_number", "letter_date", "letter_scan")


class LetterFields(forms.Form):
    """The file is the last field: what is behind a file that was cut off is lost."""

    letter_number = OpenText(
        label="Số công văn trình",
        max_length=60,
        required=False,
        help_text="Số công văn của cơ quan kèm theo lần gửi này, ví dụ 45/SYT-VP.",
    )
    letter_date = DayField(label="Ngày công văn", required=False)
    letter_scan = ScanField(
        label="Bản quét công văn (PDF)", required=False, readers="Cơ quan mình và nơi nhận tải được."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NAMES:
            self.fields[name] = self.fields.pop(name)

    def clean_letter_date(self) -> date | None:
        day = self.cleaned_data[DAY]
        if day and day > portal_today():
            raise forms.ValidationError("Ngày công văn không được sau hôm nay.")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        number, day = data.get(NUMBER), data.get(DAY)
        if (day or data.get(SCAN)) and not number and NUMBER not in self.errors:
            self.add_error(NUMBER, "Ghi số công văn, ví dụ 45/SYT-VP.")
        if (number or data.get(SCAN)) and not day and DAY not in self.errors:
            self.add_error(DAY, "Ghi ngày công văn, ví dụ 18/4/2025.")
        return data

    @property
    def letter(self) -> Letter | None:
        """The letter of a valid form; None where there is none."""
        data = self.cleaned_data
        return Letter(data[NUMBER], data[DAY], data[SCAN]) if data[NUMBER] else None

    def with_letter(self, details: dict[str, Any]) -> dict[str, Any]:
        """Keyword arguments of `perform`, the letter in the place of its fields; history names it."""
        kept = {name: value for name, value in details.items() if name not in NAMES}
        return kept | {"letter": self.letter, "document": self.letter.reference if self.letter else None}
