"""Queue of catalogues: what a filter leaves, its sums, and how long each has waited."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from django.utils import timezone

from agencies.calendar import portal_today
from agencies.formats.dates import format_datetime
from agencies.formats.numbers import format_int, pad_quantity
from agencies.formats.text import fold
from agencies.models import Agency, Duty, User
from plans.models import Catalogue
from plans.models.pages import PAGE_FIELDS
from plans.pricing import a4_pages_of, with_a4_pages

SLOW_DAYS, VERY_SLOW_DAYS = 5, 10


def rows_for(user: User, filters: Mapping[str, str]) -> list[Catalogue]:
    """Catalogues the user may see, narrowed; for Sở Nội vụ what waits for it comes first, oldest on top."""
    rows = with_a4_pages(Catalogue.objects.visible_to(user)).select_related("agency", "fonds")
    if filters.get("state"):
        rows = rows.filter(state=filters["state"])
    if filters.get("agency"):
        rows = rows.filter(agency__code=filters["agency"])
    wanted = fold(filters.get("q") or "")
    ordered = rows.order_by("agency__official_order", "name")
    found = [row for row in ordered if wanted in fold(f"{row.agency} {row.fonds} {row.name}")]
    if user.duty == Duty.APPRAISES_CATALOGUES:
        found.sort(key=lambda row: (not row.is_awaited, -(days_waiting(row) or 0)))
    return found


def agencies_with_catalogues(user: User) -> Iterable[Agency]:
    """The agencies that have a catalogue in the user's list, for its filter; [] where there is only one."""
    found = Agency.objects.filter(catalogues__in=Catalogue.objects.visible_to(user)).distinct()
    return found if len(found) > 1 else []


def sums_of(rows: Collection[Catalogue]) -> dict[str, int]:
    """Σ hồ sơ, Σ trang A4 quy đổi of the rows, and how many wait for Sở Nội vụ."""
    return {
        "count": len(rows),
        "files": sum(row.file_count for row in rows),
        "pages": sum(row.a4_pages for row in rows),
        "waiting": sum(row.is_awaited for row in rows),
    }


def days_waiting(catalogue: Catalogue) -> int | None:
    """Days since it was handed in, while it lies with Sở Nội vụ; otherwise None."""
    if not (catalogue.is_awaited and catalogue.submitted_at):
        return None
    return days_since(catalogue.submitted_at, portal_today())


def days_since(moment: datetime, day: date) -> int:
    """Whole days from the day of the moment in Vietnam to the day."""
    return (day - timezone.localtime(moment).date()).days


def waiting_text(catalogue: Catalogue) -> str:
    """'chờ 12 ngày', 'mới trình hôm nay', or an empty string."""
    days = days_waiting(catalogue)
    if days is None:
        return ""
    return f"chờ {format_int(days)} ngày" if days else "mới trình hôm nay"


def waiting_tone(catalogue: Catalogue) -> str:
    """Colour of the days that a catalogue has waited; the words beside it say how many."""
    return wait_tone(days_waiting(catalogue) or 0)


def wait_tone(days: int) -> str:
    """Colour of that many days of waiting: idle, warn above 5, bad above 10."""
    return "bad" if days > VERY_SLOW_DAYS else "warn" if days > SLOW_DAYS else "idle"


def facts_of(catalogue: Catalogue) -> list[dict[str, str]]:
    """[{label, value}] of the catalogue, for the confirmation page of an action."""
    pages = [
        f"{format_int(getattr(catalogue, name))} trang {size.upper()}"
        for size, name in PAGE_FIELDS.items()
        if getattr(catalogue, name)
    ]
    facts = [
        ("Cơ quan", str(catalogue.agency)),
        ("Phông", str(catalogue.fonds)),
        ("Số hồ sơ", f"{pad_quantity(catalogue.file_count)} hồ sơ"),
        ("Số trang", ", ".join(pages) or "–"),
        ("Trang A4 quy đổi", format_int(a4_pages_of(catalogue))),
    ]
    if catalogue.submitted_at:
        facts.append(("Trình lúc", f"{format_datetime(catalogue.submitted_at)}, {catalogue.submitted_by or ''}"))
    return [{"label": label, "value": value} for label, value in facts]


WEIGHTS = {
    "submit": "Sau khi trình, Mục lục không sửa được cho đến khi rút lại hoặc Sở Nội vụ trả lại.",
    "withdraw": "Mục lục trở về trạng thái đang lập, Sở Nội vụ không thấy trong hàng chờ nữa.",
    "appraise": "Mục lục được chốt: cơ quan không sửa được nữa và lập dự toán theo số trang này.",
    "tranche": "Chỉ các hồ sơ đã chấp nhận được thẩm định để số hóa trước; phần còn lại tiếp tục được xem xét.",
    "reopen": "Mục lục trở về trạng thái đang lập; kết quả đã thẩm định vẫn có hiệu lực cho đến lần thẩm định sau.",
    "return": "Cơ quan thấy lý do ngay trên đầu trang Mục lục; ghi rõ dòng nào sai và cần sửa thế nào.",
}
