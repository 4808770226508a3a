"""Judges of unusual values as pure functions: numbers in, sentences that name the bound and why it asks out.

Pages are trang A4 quy đổi. A difference below the floor is never asked about: it moves no figure of the province.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from agencies.formats.numbers import format_dong, format_int, format_percent
from plans.models import Bound

from .bounds import Bounds

Key = Bound.Key
NOTHING_TO_COMPARE = "chưa có Mục lục đã thẩm định, rà soát hay chỉ tiêu để đối chiếu"


@dataclass(frozen=True)
class Reference:
    """What a volume is compared with: pages, and how a sentence names it ("số trang đã thẩm định")."""

    pages: int
    name: str


@dataclass(frozen=True)
class Money:
    """An estimate with those of its agency that were handed in: pages of its lines, đồng of pages, of extra lines."""

    pages: int
    pages_dong: int
    extra_dong: int


def unusual_extras(money: Money, bounds: Bounds) -> list[str]:
    """Extra lines above a share of what digitizing the pages costs."""
    most = money.pages_dong * bounds[Key.EXTRA_SHARE] // 100
    if money.extra_dong <= max(most, bounds[Key.EXTRA_FLOOR]):
        return []
    share = format_percent(money.extra_dong, money.pages_dong)
    than = f"bằng {share} tiền số hóa trang của các dự toán" if money.pages_dong else "mà chưa có trang nào"
    return [
        f"Chi phí khác {format_dong(money.extra_dong)}, {than}; thường không quá {bounds[Key.EXTRA_SHARE]}% "
        "vì Kế hoạch chỉ tính tiền lương số hóa theo trang."
    ]


def unusual_pages(money: Money, reference: Reference | None, price_dong: int, bounds: Bounds) -> list[str]:
    """Pages of an estimate that nobody else appraises far above what was appraised, reviewed or planned."""
    most = reference.pages * bounds[Key.PAGES_SHARE] // 100 if reference else 0
    above = money.pages - (reference.pages if reference else 0)
    if money.pages <= most or above * price_dong <= bounds[Key.MONEY_FLOOR]:
        return []
    if reference is None:
        return [f"Dự toán {format_int(money.pages)} trang A4 quy đổi, {NOTHING_TO_COMPARE}."]
    share = format_percent(money.pages, reference.pages)
    than = f", bằng {share} {reference.name}" if reference.pages else f", {reference.name} chưa có"
    return [
        f"Dự toán của cơ quan {format_int(money.pages)} trang A4 quy đổi{than} ({format_int(reference.pages)} trang); "
        f"thường không quá {bounds[Key.PAGES_SHARE]}% vì chỉ số hóa hồ sơ trong Mục lục."
    ]


def unusual_review(pages: int, planned: int | None, bounds: Bounds, *, is_whole: bool) -> list[str]:
    """A line's reviewed pages far from its target; far below only where nobody else of the line is still to review."""
    if planned is None or abs(pages - planned) <= bounds[Key.VOLUME_FLOOR]:
        return []
    beside = f"bằng {format_percent(pages, planned)} chỉ tiêu của Kế hoạch ({format_int(planned)} trang)"
    if pages > planned * bounds[Key.REVIEW_MOST] // 100:
        why = f"thường không quá {bounds[Key.REVIEW_MOST]}% vì chỉ tiêu lập theo số cơ quan đã báo cáo"
    elif is_whole and pages < planned * bounds[Key.REVIEW_LEAST] // 100:
        why = f"thường không dưới {bounds[Key.REVIEW_LEAST]}%, có thể ghi thiếu chữ số"
    else:
        return []
    return [f"Rà soát {format_int(pages)} trang A4 quy đổi, {beside}; {why}."]


def unusual_without_target(pages: int, bounds: Bounds) -> list[str]:
    """A review of a line that the plan gives no target."""
    if pages <= bounds[Key.VOLUME_FLOOR]:
        return []
    return [f"Rà soát {format_int(pages)} trang A4 quy đổi mà Kế hoạch chưa có chỉ tiêu để đối chiếu."]


def unusual_change(pages: int, before: int | None, bounds: Bounds) -> list[str]:
    """A review far from the one before it."""
    far = far_from(pages, before, bounds, "so với lần trước")
    return [f"Rà soát {far}."] if far else []


def unusual_target(pages: int, before: int | None, bounds: Bounds) -> list[str]:
    """A target far from the one before it, as a phrase without a full stop."""
    far = far_from(pages, before, bounds, "so với số đang có")
    return [f"chỉ tiêu {far}"] if far else []


def far_from(pages: int, before: int | None, bounds: Bounds, compared: str) -> str:
    """ "tăng 900 trang so với lần trước (100 trang), bằng …"; "" where nothing was before or the gap is usual."""
    gap = abs(pages - before) if before else 0
    if not before or gap <= max(bounds[Key.VOLUME_FLOOR], before * bounds[Key.REVIEW_CHANGE] // 100):
        return ""
    word, usual = "tăng" if pages > before else "giảm", bounds[Key.REVIEW_CHANGE]
    return (
        f"{word} {format_int(gap)} trang {compared} ({format_int(before)} trang), bằng {format_percent(gap, before)}; "
        f"thường không quá {usual}%"
    )


def unusual_files(files: int, pages: int, bounds: Bounds, where: str = "") -> list[str]:
    """Pages a file outside the usual."""
    if pages <= bounds[Key.VOLUME_FLOOR] and files * bounds[Key.FILE_LEAST] <= bounds[Key.VOLUME_FLOOR]:
        return []
    if not files or files * bounds[Key.FILE_LEAST] <= pages <= files * bounds[Key.FILE_MOST]:
        return []
    return [
        f"{where}{format_int(files)} hồ sơ có {format_int(pages)} trang, trung bình {format_int(pages // files)} trang "
        f"một hồ sơ; thường là {bounds[Key.FILE_LEAST]}–{bounds[Key.FILE_MOST]} trang."
    ]


def unusual_whole(pages: int, planned: int | None) -> list[str]:
    """One catalogue with more pages than all targets of the plan together."""
    if planned is None or pages <= planned:
        return []
    return [f"Mục lục {format_int(pages)} trang A4 quy đổi, nhiều hơn cả Kế hoạch ({format_int(planned)} trang)."]


def unusual_jump(added: int, reference: Reference | None, days: Fraction, bounds: Bounds) -> list[str]:
    """Pages scanned since the report before, against what the plan's pace asks for in that part (`days`) of its time.

    `days` is the share of the plan's days that lies between the two reports.
    """
    if added <= bounds[Key.VOLUME_FLOOR]:
        return []
    if reference is None:
        return [f"Thêm {format_int(added)} trang đã số hóa, {NOTHING_TO_COMPARE}."]
    usual = int(reference.pages * min(Fraction(1), days))
    if added <= usual * bounds[Key.PACE_TIMES]:
        return []
    return [
        f"Thêm {format_int(added)} trang đã số hóa so với kỳ trước, trong khi nhịp của Kế hoạch là "
        f"{format_int(usual)} trang; thường không quá {bounds[Key.PACE_TIMES]} lần."
    ]


def unusual_total(pages: int, reference: Reference | None, bounds: Bounds) -> list[str]:
    """Pages scanned in all far above what there is to scan."""
    if reference is None or pages - reference.pages <= bounds[Key.VOLUME_FLOOR]:
        return []
    if pages <= reference.pages * bounds[Key.SCANNED_SHARE] // 100:
        return []
    beside = f"{reference.name} ({format_int(reference.pages)} trang)"
    return [
        f"Đã số hóa {format_int(pages)} trang, bằng {format_percent(pages, reference.pages)} {beside}; "
        f"thường không quá {bounds[Key.SCANNED_SHARE]}%."
    ]


def unusual_fall(stages: Iterable[tuple[str, int, int]], bounds: Bounds) -> list[str]:
    """Cumulative pages far below the report before: (name of the stage, pages now, pages before)."""
    found = []
    for name, pages, before in stages:
        gap = before - pages
        if gap > max(bounds[Key.VOLUME_FLOOR], before * bounds[Key.FALL_SHARE] // 100):
            found.append(
                f"Trang {name} giảm {format_int(gap)} so với kỳ trước ({format_int(before)} trang); số lũy kế "
                f"thường không giảm quá {bounds[Key.FALL_SHARE]}%."
            )
    return found
