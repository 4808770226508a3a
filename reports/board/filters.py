"""The dashboard's questions: as of which day, which agencies, in which order. Nothing here can fail the page."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from agencies.calendar import portal_today
from agencies.formats.text import fold, sort_key
from agencies.formfields import DayField
from agencies.models import Agency

from ..figures import SCHEDULES, AgencyFigures

BEHIND = ("late", "silent", "at_risk")
BEHIND_CHOICE = ("behind", "Chậm, có nguy cơ hoặc chưa báo cáo")
FAR = 10**18
RANK = {key: rank for rank, key in enumerate(SCHEDULES)}
SORTS: dict[str, Callable[[AgencyFigures], Any]] = {
    "name": lambda row: sort_key(row.name),
    "files": lambda row: row.planned_files,
    "pages": lambda row: row.planned_pages,
    "scanned": lambda row: row.scanned_pages,
    "share": lambda row: row.share or 0,
    "needed": lambda row: FAR if row.needed_per_day is None else row.needed_per_day,
    "pace": lambda row: row.pace_per_day,
    "forecast": lambda row: FAR if row.forecast_done_on is None else row.forecast_done_on.toordinal(),
    "state": lambda row: RANK[row.schedule],
}


class AsOfForm(forms.Form):
    """Số liệu đến ngày: not in the future; today where nothing or something wrong was entered, with the error."""

    den_ngay = DayField(label="Số liệu đến ngày", required=False)

    @classmethod
    def asked(cls, request: HttpRequest) -> "AsOfForm":
        """The form as the address fills it in."""
        return cls({"den_ngay": request.GET.get("den_ngay") or f"{portal_today():%d/%m/%Y}"})

    def clean_den_ngay(self) -> date | None:
        day = self.cleaned_data["den_ngay"]
        if day and day > portal_today():
            raise forms.ValidationError("Ngày số liệu không được sau hôm nay.")
        return day

    @property
    def as_of(self) -> date:
        """The day asked about."""
        return portal_today() if self.errors else self.cleaned_data["den_ngay"] or portal_today()


class BoardFilter(forms.Form):
    """Tìm, nhóm, tình trạng, chỉ đơn vị trễ; an unknown choice counts as none."""

    q = forms.CharField(label="Tìm", required=False, max_length=100)
    nhom = forms.ChoiceField(label="Nhóm", required=False, choices=[("", "Cả hai nhóm"), *Agency.Group.choices])
    tinh_trang = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[("", "Mọi tình trạng"), BEHIND_CHOICE, *((key, state.name) for key, state in SCHEDULES.items())],
    )
    tre = forms.BooleanField(label="Chỉ đơn vị trễ", required=False)

    def __init__(self, data: QueryDict, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.full_clean()
        self.sort = data.get("sort") or ""

    def get(self, name: str) -> Any:
        """What was asked under this name; None where it was an unknown choice."""
        return self.cleaned_data.get(name)

    @property
    def is_active(self) -> bool:
        """True where anything is asked for."""
        return any(self.get(name) for name in self.fields)

    def select(self, rows: Iterable[AgencyFigures]) -> list[AgencyFigures]:
        """The rows that match, in the order asked for; the official order by default."""
        found = [row for row in rows if self.matches(row)]
        key = SORTS.get(self.sort.lstrip("-"))
        return sorted(found, key=key, reverse=self.sort.startswith("-")) if key else found

    def matches(self, row: AgencyFigures) -> bool:
        """True where the row is what was asked for."""
        return (
            self.is_named(row)
            and self.get("nhom") in (None, "", row.group)
            and self.in_state(row.schedule)
            and (not self.get("tre") or is_late(row))
        )

    def is_named(self, row: AgencyFigures) -> bool:
        """True where the row or one of its communes has the words asked for in its name or code."""
        words = fold(self.get("q") or "")
        return any(words in fold(f"{each.name} {each.code}") for each in (row, *row.children))

    def in_state(self, schedule: str) -> bool:
        asked = self.get("tinh_trang")
        return schedule in BEHIND if asked == BEHIND_CHOICE[0] else asked in (None, "", schedule)


def is_late(row: AgencyFigures) -> bool:
    """Late or silent with digitization, or a milestone has passed undone."""
    return row.schedule in ("late", "silent") or any(each.state == "overdue" for each in row.milestones.values())
