"""Cumulative figures of one reporting period, of one agency or of several in one form."""

from django import forms

from plans.declarations.fields import ASK, long_text, quantity
from plans.letters.forms import LetterFields
from plans.models.progress import FIGURES, STAGES


class FiguresForm(forms.Form):
    """Six cumulative figures (pages: trang A4 quy đổi), and why, where it is asked."""

    scanned_files = quantity("Hồ sơ đã số hóa", required=True)
    scanned_pages = quantity("Trang đã số hóa", required=True)
    checked_files = quantity("Hồ sơ kiểm tra đạt", required=True)
    checked_pages = quantity("Trang kiểm tra đạt", required=True)
    integrated_files = quantity("Hồ sơ đã lên Kho dùng chung", required=True)
    integrated_pages = quantity("Trang đã lên Kho dùng chung", required=True)
    reason = long_text("Lý do", rows=3, max_length=2000)

    def figures(self):
        return {name: self.cleaned_data[name] for name in self.cleaned_data if name.endswith(("_files", "_pages"))}

    def keep_figures(self, by_files):
        """Figures that are counted from files are shown and not typed; None leaves them to be typed."""
        self.by_files = by_files is not None
        for name in by_files or ():
            self.fields[name].disabled = True

    def add_errors(self, errors):
        for name, sentence in errors.items():
            self.add_error(name, sentence)

    def demand_reason(self, sentence):
        """The figures may go in, with a reason: say so at the reason's field."""
        self.add_error("reason", sentence)


class ProgressForm(LetterFields, FiguresForm):
    """The figures of one agency, what is difficult, what is proposed, its letter."""

    difficulties = long_text("Khó khăn, vướng mắc", help_text="Ghi ngắn gọn từng việc; Sở Nội vụ tổng hợp vào báo cáo.")
    proposals = long_text("Kiến nghị, đề xuất")


class LineForm(FiguresForm):
    """One agency's line among several; a line in which nothing is new is not sent."""

    use_required_attribute = False

    def __init__(self, agency, current, data=None):
        initial = {name: getattr(current, name) for name in FIGURES} if current else {}
        super().__init__(data, prefix=agency.code, initial=initial)
        self.agency, self.current, self.warnings, self.before = agency, current, [], {}
        self.fields["reason"].label = f"Lý do, {agency}"
        for name in FIGURES:
            self.fields[name].widget.attrs["aria-label"] = f"{agency}, {self.fields[name].label}"
            self.fields[name].required = False

    def clean(self):
        data = super().clean()
        missing = [name for name in FIGURES if not self[name].data and name not in self.errors]
        for name in missing if self.says_something else ():
            self.add_error(name, ASK)
        return data

    @property
    def says_something(self):
        """True where a figure was typed that is not what was sent before."""
        return self.is_bound and any(name in FIGURES for name in self.changed_data)

    @property
    def version(self):
        """The version of the report that the line shows; 0 for none."""
        return self.current.version if self.current else 0

    @property
    def asks(self):
        """True where a reason is asked for, or was given."""
        return bool(self.warnings or self["reason"].errors or self["reason"].value())

    def show_before(self, figures):
        """Keep the figures of the period before, to stand beside the fields."""
        self.before = figures or {}

    def cells(self):
        """(field, the figure of the period before) in the order of the stages."""
        names = [f"{stage}_{unit}" for stage in STAGES for unit in ("files", "pages")]
        return [(self[name], self.before.get(name)) for name in names]

    def written(self, name):
        """The figure as it stands in the line, 0 where it cannot be read."""
        try:
            return self.fields[name].clean(self[name].value())
        except forms.ValidationError:
            return 0
