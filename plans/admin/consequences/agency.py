"""Consequences of adding or editing an agency: in the figures, for its people, its work and its tasks."""

from collections.abc import Iterator
from datetime import date, timedelta

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int
from agencies.models import Agency, Duty, DutyOffice, User
from agencies.models.duty import OFFICE_DUTIES
from agencies.models.office import left_alone
from agencies.signatures import heads_of
from plans.models import Catalogue, SignOff

from .names import named


def of_agency(before: Agency | None, after: Agency) -> Iterator[str]:
    """Sentences on its first and last day, its heir, its superior and its kind; nothing where only names change."""
    new = {name for name in CHANGES if name != "head_signs"}
    changed = new if before is None else {n for n in CHANGES if getattr(before, n) != getattr(after, n)}
    for name, sentences in CHANGES.items():
        if name in changed:
            yield from sentences(before, after)


def of_first_day(before: Agency | None, after: Agency) -> Iterator[str]:
    """From which day figures and lists know it, and who works before it."""
    if after.kind == Agency.Kind.PROVINCE:
        return
    was = f" (trước là {first_day(before)})" if before else ""
    if after.active_from is None:
        yield f"{after} được tính từ đầu Kế hoạch{was}, cả trong số liệu và danh sách của những ngày đã qua."
        return
    yield (
        f"{after} được tính từ ngày {format_date(after.active_from)}{was}; số liệu và danh sách của những ngày trước "
        "đó không có cơ quan này, trừ chỉ tiêu và báo cáo đã nhập."
    )
    if after.active_from > portal_today() and before and (people := writers(after)):
        yield f"Trước ngày đó những người sau chỉ còn xem: {people}."


def first_day(agency: Agency) -> str:
    return f"ngày {format_date(agency.active_from)}" if agency.active_from else "từ đầu Kế hoạch"


def of_last_day(before: Agency | None, after: Agency) -> Iterator[str]:
    """From which day its people only read, who goes on, and which tasks of the plan nobody holds then."""
    if after.active_to is None:
        if before:
            yield f"{after} hoạt động tiếp, không còn ngày kết thúc; người của cơ quan này làm việc như trước."
        return
    day = after.active_to + timedelta(days=1)
    yield f"Từ ngày {format_date(day)} {after} không còn hoạt động; {after.who_goes_on}."
    if people := writers(after):
        yield f"Từ ngày đó những người sau chỉ còn xem: {people}."
    yield from tasks_left(after, after.active_to)


def tasks_left(after: Agency, last: date) -> Iterator[str]:
    """Tasks of the plan that it holds on its last day and nobody after it."""
    day = max(portal_today(), last + timedelta(days=1))
    for duty in OFFICE_DUTIES:
        office = DutyOffice.objects.holding(duty, day)
        if office and office.agency_id == after.pk:
            yield left_alone(duty, after)


def of_heir(before: Agency | None, after: Agency) -> Iterator[str]:
    """Who goes on with what is open, and that a new unit has no line of its own once it goes on for others."""
    heir = after.successor
    if heir is None:
        if before:
            yield f"{before.successor} không còn tiếp tục việc của {after}; {after.who_goes_on}."
        return
    count = Catalogue.objects.filter(agency_id=after.pk).exclude(state__in=Catalogue.SETTLED).count()
    yield f"Việc còn lại của {after} do {heir} tiếp tục, gồm {format_int(count)} Mục lục chưa thẩm định xong."
    if heir.active_from and not heir.predecessors.exists():
        yield f"{heir} làm tiếp phần của đơn vị cũ, không còn dòng riêng trong Kế hoạch."


def of_superior(before: Agency | None, after: Agency) -> Iterator[str]:
    """Whose line its figures are added to."""
    if before and before.parent:
        yield f"Số liệu của {after} không còn cộng vào {before.parent}."
    if after.parent:
        yield f"Số liệu của {after} cộng vào {after.parent}, kể cả của những ngày đã qua."


def of_kind(before: Agency | None, after: Agency) -> Iterator[str]:
    """Another group has other deadlines and another desk for estimates."""
    if before and before.group != after.group:
        old, new = (Agency.Group(each.group).label if each.group else "ngoài Kế hoạch" for each in (before, after))
        yield f"{after} chuyển nhóm, từ “{old}” sang “{new}”: số liệu, thời hạn tính theo nhóm mới trên mọi trang."


def of_signing(before: Agency | None, after: Agency) -> Iterator[str]:
    """Who signs first from now on, and what waits and needs no signature any more."""
    heads = named([str(each) for each in heads_of(after)], "người") if after.pk else ""
    if after.head_signs:
        who = f"{heads} ký" if heads else "chưa có tài khoản thủ trưởng đang dùng nên chưa có bước này"
        yield f"Mục lục, dự toán, rà soát của {after} do thủ trưởng ký trước khi gửi: {who}."
        return
    waiting = SignOff.objects.open().filter(agency_id=after.pk).count()
    yield f"Cán bộ của {after} gửi thẳng, không trình thủ trưởng ký; {format_int(waiting)} bản đang chờ ký cũng vậy."


CHANGES = {
    "kind": of_kind,
    "head_signs": of_signing,
    "active_from": of_first_day,
    "active_to": of_last_day,
    "successor_id": of_heir,
    "parent_id": of_superior,
}


def writers(agency: Agency) -> str:
    """Names of those who prepare, sign or decide there; empty where there are none."""
    duties = (Duty.PREPARES, Duty.SIGNS, *OFFICE_DUTIES)
    found = User.objects.filter(agency_id=agency.pk, is_active=True, duty__in=duties) if agency.pk else []
    return named([str(each) for each in found], "người")
