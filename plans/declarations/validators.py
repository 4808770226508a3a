"""Rules of declared figures as pure functions: numbers in, Vietnamese sentences out; for forms, services, imports.

An error keeps figures out; a warning lets them in with a reason (domain §3, §4).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int, format_percent
from plans.models.progress import STAGES

from .funnel_order import STRICT, is_broken

FEWEST_PAGES_PER_FILE, MOST_PAGES_PER_FILE = 5, 300
STAGE_NAMES = {"scanned": "đã số hóa", "checked": "kiểm tra đạt", "integrated": "đã lên Kho dùng chung"}
# The six cumulative figures of a report by name: scanned_files, scanned_pages, checked_files …
Figures = Mapping[str, int]
UNIT_NAMES = {"files": "hồ sơ", "pages": "trang"}


@dataclass
class Judgement:
    """What a rule found: errors as {field name: sentence}, warnings as sentences that ask for a reason."""

    errors: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Limits:
    """What an agency's progress is measured against; None where nothing was planned, reviewed or appraised."""

    planned_files: int | None = None
    planned_pages: int | None = None
    reviewed_files: int | None = None
    reviewed_pages: int | None = None
    appraised_files: int | None = None
    appraised_pages: int | None = None


def line_errors(files: int, pages: int) -> dict[str, str]:
    """A line has files and pages, or it is no line. Returns {field name: sentence}."""
    errors: dict[str, str] = {}
    if pages and not files:
        errors["file_count"] = "Có trang mà chưa có hồ sơ: nhập số hồ sơ, ví dụ 1.250."
    if files and not pages:
        errors["page_count"] = "Nhập số trang của ít nhất một khổ giấy, ví dụ 1.250."
    if not files and not pages:
        errors["file_count"] = "Nhập số hồ sơ lớn hơn 0, hoặc bỏ dòng này."
    return errors


def line_warnings(files: int, sheets: int, pages: int) -> list[str]:
    """Implausible figures of one line (pages of all sizes, each counted once)."""
    warnings = []
    if sheets and pages > 2 * sheets:
        warnings.append(f"số trang ({format_int(pages)}) lớn hơn hai lần số tờ ({format_int(sheets)})")
    if files and not FEWEST_PAGES_PER_FILE * files <= pages <= MOST_PAGES_PER_FILE * files:
        warnings.append(
            f"trung bình {_rounded(pages, files)} trang một hồ sơ, thường là "
            f"{FEWEST_PAGES_PER_FILE}–{MOST_PAGES_PER_FILE}; kiểm tra lại"
        )
    return warnings


def volume_against_plan(pages: int, planned_pages: int | None) -> str:
    """How the reviewed volume differs from the plan's, or an empty string (trang A4 quy đổi)."""
    if planned_pages is None or pages == planned_pages:
        return ""
    gap = abs(pages - planned_pages)
    word = "nhiều hơn" if pages > planned_pages else "ít hơn"
    share = f" ({format_percent(gap, planned_pages)})" if planned_pages else ""
    return f"Khối lượng rà soát {word} Kế hoạch {format_int(gap)} trang{share}."


def judge_progress(
    figures: Figures, *, limits: Limits | None = None, previous: Figures | None = None, following: Figures | None = None
) -> Judgement:
    """Judge cumulative figures of a period.

    `figures`, `previous` and `following` map `scanned_files`, `scanned_pages`, `checked_files` … to numbers;
    `previous` is the last report before the period, `following` the first after it.
    """
    limits = limits or Limits()
    return Judgement(
        errors=broken_order(figures),
        warnings=[
            *above_limits(figures, limits),
            *fallen(figures, previous, "kỳ trước"),
            *(fallen(following, figures, "kỳ đang nhập", subject="Kỳ sau: ") if following else []),
        ],
    )


def broken_order(figures: Mapping[str, int | None]) -> dict[str, str]:
    """Each stage is at most the one before it: scanned ≥ checked ≥ integrated (domain §3). Figures may be missing."""
    errors: dict[str, str] = {}
    for step in STRICT:
        before, stage = step.before, step.after
        for unit, name in UNIT_NAMES.items():
            most, value = figures.get(f"{before}_{unit}"), figures.get(f"{stage}_{unit}")
            if most is not None and value is not None and is_broken(step, most, value):
                errors[f"{stage}_{unit}"] = (
                    f"Số {name} {STAGE_NAMES[stage]} ({format_int(value)}) không được lớn hơn "
                    f"số {name} {STAGE_NAMES[before]} ({format_int(most)})."
                )
    if figures.get("scanned_pages") and figures.get("scanned_files") == 0:
        errors.setdefault("scanned_files", "Có trang đã số hóa mà chưa có hồ sơ: nhập số hồ sơ, ví dụ 1.250.")
    return errors


def above_limits(figures: Figures, limits: Limits) -> list[str]:
    warnings = []
    for unit, name in UNIT_NAMES.items():
        done = figures[f"scanned_{unit}"]
        warnings += _above(done, getattr(limits, f"planned_{unit}"), f"số {name} theo Kế hoạch", name)
        if limits.appraised_pages:
            warnings += _above(done, getattr(limits, f"appraised_{unit}"), f"số {name} đã thẩm định", name)
    if figures["scanned_pages"] and not limits.appraised_pages:
        warnings.append(NOT_APPRAISED)
    return warnings


NOT_APPRAISED = (
    "Mục lục chưa được Sở Nội vụ thẩm định: theo Kế hoạch, tài liệu phải được chỉnh lý và Mục lục phải được "
    "thẩm định trước khi số hóa."
)


def fallen(figures: Figures, earlier: Figures | None, name: str, subject: str = "") -> list[str]:
    """A cumulative figure never falls between periods without a stated reason (domain §3)."""
    if not earlier:
        return []
    return [
        f"{subject}{UNIT_NAMES[unit].capitalize()} {STAGE_NAMES[stage]} ({format_int(figures[key])}) "
        f"nhỏ hơn {name} ({format_int(earlier[key])}); số lũy kế không giảm."
        for stage in STAGES
        for unit in UNIT_NAMES
        if figures[key := f"{stage}_{unit}"] < earlier[key]
    ]


def period_errors(period_from: date | None, period_to: date | None) -> dict[str, str]:
    if period_from and period_to and period_from > period_to:
        return {"period_to": f"Ngày kết thúc phải từ ngày bắt đầu ({format_date(period_from)}) trở đi."}
    return {}


def _above(done: int, most: int | None, of_what: str, name: str) -> list[str]:
    if most is None or done <= most:
        return []
    return [
        f"Đã số hóa {format_int(done)} {name}, lớn hơn {of_what} ({format_int(most)}): "
        f"vượt {format_int(done - most)} {name}."
    ]


def _rounded(part: int, whole: int) -> str:
    return format_int((2 * part + whole) // (2 * whole)) if part >= whole else "chưa đến 1"
