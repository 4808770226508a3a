"""Cumulative figures of one reporting period."""

from plans.letters.forms import LetterFields

from .fields import long_text, quantity


class ProgressForm(LetterFields):
    """Six cumulative figures (pages: trang A4 quy đổi), what is difficult, what is proposed, the letter."""

    scanned_files = quantity("Hồ sơ đã số hóa", required=True)
    scanned_pages = quantity("Trang đã số hóa", required=True)
    checked_files = quantity("Hồ sơ kiểm tra đạt", required=True)
    checked_pages = quantity("Trang kiểm tra đạt", required=True)
    integrated_files = quantity("Hồ sơ đã lên Kho dùng chung", required=True)
    integrated_pages = quantity("Trang đã lên Kho dùng chung", required=True)
    difficulties = long_text("Khó khăn, vướng mắc", help_text="Ghi ngắn gọn từng việc; Sở Nội vụ tổng hợp vào báo cáo.")
    proposals = long_text("Kiến nghị, đề xuất")
    reason = long_text("Lý do", rows=3, max_length=2000)

    def figures(self):
        return {name: self.cleaned_data[name] for name in self.cleaned_data if name.endswith(("_files", "_pages"))}

    def add_errors(self, errors):
        for name, sentence in errors.items():
            self.add_error(name, sentence)

    def demand_reason(self, sentence):
        """The figures may go in, with a reason: say so at the reason's field."""
        self.add_error("reason", sentence)
