"""Cumulative figures of one reporting period, of one agency or of several in one form."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from agencies.models import User
from agencies.seen import refuse
from agencies.typed import version_of
from agencies.workflow import Overtaken
from plans.declarations.fields import ASK, long_text, quantity
from plans.declarations.validators import Figures
from plans.letters.forms import LetterFields
from plans.models import ProgressReport
from plans.models.progress import FIGURES, STAGES

from .habits import CUMULATIVE, PERIOD, WAY, WAYS, thinks_in_period

RECOUNTED = "Số liệu tính từ hồ sơ vừa thay đổi: xem số mới rồi gửi."
STALE = "Số liệu kỳ trước vừa thay đổi nên số lũy kế tính lại khác: xem số mới rồi gửi."


def way_of(data: Mapping[str, Any] | None, user: User) -> bool:
    """True where figures are typed for the period: as the form says that was sent, else as the person is used to."""
    return data.get(WAY) == PERIOD if data is not None else thinks_in_period(user)


def mark_of(before: Figures | None) -> str:
    """A mark of the figures that those of a period are added to."""
    return version_of([before[name] for name in FIGURES]) if before else ""


class FiguresForm(forms.Form):
    """Six figures (pages: trang A4 quy đổi), and why, where it is asked.

    They are cumulative, or with `in_period` those of the period, which are added to the figures `before`.
    """

    before: Figures | None = None
    in_period = False
    by_files = False

    scanned_files = quantity("Hồ sơ đã số hóa", required=True)
    scanned_pages = quantity("Trang đã số hóa", required=True)
    checked_files = quantity("Hồ sơ kiểm tra đạt", required=True)
    checked_pages = quantity("Trang kiểm tra đạt", required=True)
    integrated_files = quantity("Hồ sơ đã lên Kho dùng chung", required=True)
    integrated_pages = quantity("Trang đã lên Kho dùng chung", required=True)
    reason = long_text("Lý do", rows=3, max_length=2000)

    def figures(self) -> dict[str, int]:
        """The cumulative figures, as far as they can be read."""
        known = {name: self.cleaned_data[name] for name in FIGURES if name in self.cleaned_data}
        return {name: value + self.added_to(name) for name, value in known.items()}

    def added_to(self, name: str) -> int:
        """What a figure of the period is added to; 0 for a cumulative one."""
        return self.before[name] if self.in_period and self.before else 0

    def shown(self, current: ProgressReport | None) -> dict[str, int]:
        """The figures of the report in force, as they are typed here."""
        return {name: getattr(current, name) - self.added_to(name) for name in FIGURES} if current else {}

    def check_before(self, sent: Mapping[str, Any] | None, prefix: str = "") -> None:
        """Refuse figures of a period whose page had shown other figures before it."""
        if self.in_period and sent is not None and sent.get(f"{prefix}base", "") != mark_of(self.before):
            refuse(self, Overtaken(STALE))

    @property
    def base(self) -> str:
        return mark_of(self.before)

    def keep_figures(self, by_files):
        """Figures that are counted from files are shown and not typed; None leaves them to be typed."""
        self.by_files = by_files is not None
        for name, figure in (by_files or {}).items():
            self.initial[name], self.fields[name].disabled = figure, True

    def add_errors(self, errors):
        for name, sentence in errors.items():
            self.add_error(name, sentence)

    def demand_reason(self, sentence):
        """The figures may go in, with a reason: say so at the reason's field."""
        self.fields["reason"].required = True
        self.add_error("reason", sentence)


class ProgressForm(LetterFields, FiguresForm):
    """The figures of one agency, what is difficult, what is proposed, its letter."""

    way = forms.ChoiceField(label="Cách ghi", choices=WAYS, required=False, widget=forms.RadioSelect)
    difficulties = long_text("Khó khăn, vướng mắc", help_text="Ghi ngắn gọn từng việc; Sở Nội vụ tổng hợp vào báo cáo.")
    proposals = long_text("Kiến nghị, đề xuất")

    def __init__(self, *args, current=None, before=None, in_period=False, **kwargs):
        self.before, self.in_period = before, in_period
        initial = self.shown(current)
        if any(value < 0 for value in initial.values()):
            self.in_period, initial = False, {name: getattr(current, name) for name in FIGURES}
        words = {name: getattr(current, name) for name in ("difficulties", "proposals")} if current else {}
        way = {WAY: PERIOD if self.in_period else CUMULATIVE}
        super().__init__(*args, initial=initial | words | way, **kwargs)


class LineForm(FiguresForm):
    """One agency's line among several; a line in which nothing is new is not sent.

    `by_files`: what its files come to, shown and not typed; such a line is sent where it is ticked.
    """

    use_required_attribute = False
    period_end: date

    send = forms.BooleanField(label="Gửi số liệu này", required=False)

    def __init__(self, agency, current, data=None, *, before=None, in_period=False, prefix="", title="", by_files=None):
        self.before, self.in_period = before, in_period and by_files is None
        super().__init__(data, prefix=prefix or agency.code, initial=self.shown(current))
        self.keep_figures(by_files)
        self.is_new = current is None or any(
            value != getattr(current, name) for name, value in (by_files or {}).items()
        )
        self.counted = version_of(list(by_files.values())) if by_files else ""
        if by_files is None:
            del self.fields["send"]
        else:
            self.initial["send"] = self.is_new
        self.agency, self.current, self.warnings, self.title = agency, current, [], title or str(agency)
        self.row_name = self.title
        self.fields["reason"].label = f"Lý do, {self.title}"
        for name in FIGURES:
            self.fields[name].widget.attrs["aria-label"] = f"{self.title}, {self.fields[name].label}"
            self.fields[name].required = False

    def clean(self):
        data = super().clean()
        open_ones = [] if self.by_files else FIGURES
        missing = [name for name in open_ones if not self[name].data and name not in self.errors]
        for name in missing if self.says_something else ():
            self.add_error(name, ASK)
        return data

    @property
    def says_something(self):
        """True where a figure was typed that is not what was sent before, or such counted ones are ticked."""
        if self.by_files:
            return self.is_bound and self.is_new and bool(self["send"].data)
        return self.is_bound and any(name in FIGURES for name in self.changed_data)

    def check_counted(self, sent):
        """Refuse counted figures of which the page had shown others."""
        if self.by_files and sent.get(f"{self.prefix}-counted", "") != self.counted:
            refuse(self, Overtaken(RECOUNTED))

    @property
    def version(self):
        """The version of the report that the line shows; 0 for none."""
        return self.current.version if self.current else 0

    @property
    def asks(self):
        """True where a reason is asked for, or was given."""
        return bool(self.warnings or self["reason"].errors or self["reason"].value())

    def cells(self):
        """(field, the figure of the period before) in the order of the stages."""
        names = [f"{stage}_{unit}" for stage in STAGES for unit in ("files", "pages")]
        return [(self[name], self.before[name] if self.before else None) for name in names]

    def written(self, name):
        """The figure as it stands in the line, 0 where it cannot be read."""
        try:
            return self.fields[name].clean(self[name].value())
        except forms.ValidationError:
            return 0
