"""The dashboard's questions: as of which day, which agencies, in which order. Nothing here can fail the page."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.formats.text import fold, sort_key
from agencies.formfields import DayField
from agencies.models import Agency

from ..figures import BEHIND, HEIR_SILENT, SCHEDULES, SILENT, AgencyFigures

BEHIND_CHOICE = "behind"
HEIR_LATE = "heir-late"  # who has ended late: the successors are urged
LATE_AT_WORK = "late-at-work"  # without agencies that have ended, whom nobody urges
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


Asked = Callable[[AgencyFigures], bool]


def stands(key: str) -> Asked:
    return lambda row: row.schedule == key


def is_silent(row: AgencyFigures) -> bool:
    return row.is_silent


def late_heirs(row: AgencyFigures) -> tuple[str, ...]:
    """Names of those who must go on with what is late and whose agency has ended."""
    return row.heirs if row.has_ended and row.schedule == "late" else ()


STATES: dict[str, tuple[str, Asked]] = {
    BEHIND_CHOICE: ("Chậm, dưới mức kế hoạch hoặc chưa rõ", lambda row: row.schedule in BEHIND),
    **{key: (state.name, stands(key)) for key, state in SCHEDULES.items()},
    "silent": (SILENT.name, is_silent),
    "heir-silent": (HEIR_SILENT.name, lambda row: bool(row.silent_heirs)),
    LATE_AT_WORK: ("Chậm, còn hoạt động", lambda row: row.schedule == "late" and not row.has_ended),
    HEIR_LATE: ("Chậm, đơn vị kế thừa phải làm tiếp", lambda row: bool(late_heirs(row))),
    "ended": ("Đã kết thúc hoạt động", lambda row: row.has_ended),
    "no-heir": ("Đã kết thúc, chưa ghi đơn vị kế thừa", lambda row: row.has_ended and row.lacks_heir),
}


class AsOfForm(forms.Form):
    """Số liệu đến ngày: not in the future; today where nothing or something wrong was entered, with the error."""

    den_ngay = DayField(label="Số liệu đến ngày", required=False)

    @classmethod
    def asked(cls, request: HttpRequest) -> "AsOfForm":
        """The form as the address fills it in."""
        return cls({"den_ngay": request.GET.get("den_ngay") or format_date(portal_today())})

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
    """Tìm, nhóm, tình trạng, có mốc quá hạn; an unknown choice counts as none."""

    q = forms.CharField(label="Tìm", required=False, max_length=100)
    nhom = forms.ChoiceField(label="Nhóm", required=False, choices=[("", "Cả hai nhóm"), *Agency.Group.choices])
    tinh_trang = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[("", "Mọi tình trạng"), *((key, name) for key, (name, _) in STATES.items())],
    )
    tre = forms.BooleanField(label="Có mốc quá hạn", required=False)

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
        return self.in_order([row for row in rows if self.matches(row)])

    def in_order(self, found: list[AgencyFigures]) -> list[AgencyFigures]:
        """The rows in the order asked for."""
        key = SORTS.get(self.sort.lstrip("-"))
        return sorted(found, key=key, reverse=self.sort.startswith("-")) if key else found

    def matches(self, row: AgencyFigures) -> bool:
        """True where the row is what was asked for."""
        return (
            self.is_named(row)
            and self.get("nhom") in (None, "", row.group)
            and self.in_state(row)
            and (not self.get("tre") or is_overdue(row))
        )

    def is_named(self, row: AgencyFigures) -> bool:
        """True where the row or one of its communes has the words asked for in its name or code."""
        words = fold(self.get("q") or "")
        return any(words in fold(f"{each.name} {each.code}") for each in (row, *row.children))

    def in_state(self, row: AgencyFigures) -> bool:
        asked = self.get("tinh_trang")
        return not asked or STATES[asked][1](row)


def is_overdue(row: AgencyFigures) -> bool:
    """A milestone has passed undone."""
    return any(each.state == "overdue" for each in row.milestones.values())
