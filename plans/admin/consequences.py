"""Before reference data is saved, a page says what changes for whom; it is saved when that is agreed to."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

from django.db.models import Sum
from django.template.response import TemplateResponse

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong, format_int
from agencies.models import Agency, DutyOffice, InvitationTerm, User
from agencies.typed import Typed
from plans.models import Catalogue, Milestone, PeriodLength, Plan, SizeFactor, UnitPrice
from plans.models.milestone import nearest
from plans.models.pages import PAGE_FIELDS
from plans.models.plan import MOST_PERIOD_DAYS, Period
from plans.pricing import SizeFactors, plan_price_dong

from .naming import named

AGREED = "_agreed"
PERIODS_SHOWN = 4


class SaysWhatChanges:
    """For an admin: `consequences_of(before, after)` gives the sentences; `before` is None where a row is added."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and AGREED not in request.POST:
            page = self.page_before_saving(request, object_id)
            if page:
                return page
        return super().changeform_view(request, object_id, form_url, extra_context)

    def page_before_saving(self, request, object_id):
        """The page with the sentences; None where the form is not in order, or the person may not save it."""
        before = self.get_object(request, object_id) if object_id else None
        allowed = self.has_change_permission(request, before) if before else self.has_add_permission(request)
        if not allowed or (object_id and before is None):
            return None
        instance = self.get_object(request, object_id) if object_id else None
        form = self.get_form(request, before, change=bool(before))(request.POST, request.FILES, instance=instance)
        if not form.is_valid():
            return None
        sentences = list(self.consequences_of(before, form.instance))
        if sentences:  # "Không, sửa lại" leads back to what was typed
            Typed(request, seen=self.seen_version(request, before)).save(
                request.POST, self.seen_version(request, before)
            )
        return self.drawn(request, form, sentences) if sentences else None

    def drawn(self, request, form, sentences):
        sent = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
        context = {
            "title": "Điều gì thay đổi",
            "opts": self.opts,
            "object": str(form.instance),
            "sentences": sentences,
            "sent": [pair for pair in sent if pair[0] != "csrfmiddlewaretoken"],
            "agreed": AGREED,
        }
        return TemplateResponse(
            request, "admin/plans/consequences.html", self.admin_site.each_context(request) | context
        )


def of_plan(before: Plan | None, after: Plan) -> Iterator[str]:
    """New reporting periods, where their start or length changed; nothing for a first plan."""
    if before is None:
        return
    old, new = (shown(each.periods(each.first_period_end + timedelta(days=400))) for each in (before, after))
    if old != new:
        yield f"Các kỳ báo cáo từ đầu Kế hoạch: trước là {old}; sau là {new}."
    prices = {plan_price_dong(each) for each in (before, after)}
    if len(prices) == 2:
        yield money_of_targets(*(plan_price_dong(each) for each in (before, after)))


def of_period_length(before: PeriodLength | None, after: PeriodLength) -> Iterator[str]:
    """The periods to come, as they were and as they will be."""
    plan, horizon = after.plan, after.valid_from + timedelta(days=PERIODS_SHOWN * MOST_PERIOD_DAYS)
    old = shown(each for each in plan.periods(horizon) if each.first >= after.valid_from)
    changed = Plan.objects.get(pk=plan.pk)
    others = [pair for pair in plan.later_lengths if not before or pair[0] != before.valid_from]
    changed.later_lengths = sorted([*others, (after.valid_from, after.period_days)])
    new = shown(each for each in changed.periods(horizon) if each.first >= after.valid_from)
    yield f"Các kỳ báo cáo từ ngày {format_date(after.valid_from)}: trước là {old}; sau là {new}."
    yield "Các kỳ trước ngày này và báo cáo đã gửi giữ nguyên."


def shown(periods: Iterator[Period]) -> str:
    found = [f"{format_date(each.first)}–{format_date(each.last)}" for each in islice(periods, PERIODS_SHOWN)]
    return f"{'; '.join(found)} …" if found else "chưa có"


def of_unit_price(before: UnitPrice | None, after: UnitPrice) -> Iterator[str]:
    """What is counted by the new price, from which day to which, and what keeps its own."""
    others = list(UnitPrice.objects.exclude(pk=after.pk).order_by("valid_from"))
    later = next((each for each in others if each.valid_from > after.valid_from), None)
    until = f" đến hết ngày {format_date(later.valid_from - timedelta(days=1))}" if later else ""
    yield (
        f"Dự toán lập từ ngày {format_date(after.valid_from)}{until} tính theo {priced(after)}; "
        "dự toán đã lập giữ đơn giá lúc lập."
    )
    earlier = next((each for each in reversed(others) if each.valid_from < after.valid_from), None)
    if earlier:
        yield f"Trước ngày đó vẫn theo {priced(earlier)}."
    if later:
        yield f"Từ ngày {format_date(later.valid_from)} theo {priced(later)}, đã ghi từ trước."
    yield from of_plan_price(others, after)


def priced(price: UnitPrice) -> str:
    """The price and the document it comes from."""
    return f"{format_dong(price.amount_dong)}/trang A4 (căn cứ: {price.source})"


def of_plan_price(others: Sequence[UnitPrice], after: UnitPrice) -> Iterator[str]:
    """What the targets cost where the price of the plan's first day becomes another, and whose they are."""
    plan = Plan.current()
    if plan is None:
        return
    prices = sorted((each.valid_from, each.amount_dong) for each in (*others, after))
    in_force = [amount for day, amount in prices if day <= plan.starts_on]
    old, new = plan_price_dong(plan), (in_force or [prices[0][1]])[-1]
    if old != new:
        yield money_of_targets(old, new)
        targets = plan.targets.order_by("agency__official_order", "agency__code")
        found = list(targets.values_list("agency__name", flat=True))
        yield f"{format_int(len(found))} cơ quan, đơn vị có chỉ tiêu: {named(found)}."


def money_of_targets(old_dong: int, new_dong: int) -> str:
    """What the targets of the plan cost at either price."""
    plan = Plan.current()
    pages = (plan.targets.aggregate(pages=Sum("page_count"))["pages"] if plan else 0) or 0
    return (
        f"Kinh phí theo chỉ tiêu ({format_int(pages)} trang A4) từ {format_dong(pages * old_dong)} thành "
        f"{format_dong(pages * new_dong)}, trên mọi trang và báo cáo."
    )


def of_size_factor(before: SizeFactor | None, after: SizeFactor) -> Iterator[str]:
    """How many A4 pages the catalogues still being written come to; what was handed in keeps its factors."""
    if before and before.factor == after.factor and before.valid_from == after.valid_from:
        return
    name, day = after.size.upper(), max(after.valid_from or portal_today(), portal_today())
    open_ones = Catalogue.objects.filter(state__in=Catalogue.CHANGEABLE)
    pages = open_ones.aggregate(pages=Sum(PAGE_FIELDS[after.size]))["pages"] or 0
    old = SizeFactors().numbers_on(day)[after.size]
    yield (
        f"Mục lục đang lập có {format_int(pages)} trang {name}: từ {format_int(pages * old)} thành "
        f"{format_int(pages * after.factor)} trang A4 quy đổi kể từ ngày {format_date(day)}."
    )
    used = open_ones.filter(**{f"{PAGE_FIELDS[after.size]}__gt": 0}).order_by("agency__official_order", "agency__code")
    names = list(dict.fromkeys(used.values_list("agency__name", flat=True)))
    if names:
        yield f"Mục lục đó của {format_int(len(names))} cơ quan, đơn vị: {named(names)}."
    yield "Mục lục đã trình, đã thẩm định và dự toán đã lập giữ hệ số của ngày trình, ngày lập."


def of_milestone(before: Milestone | None, after: Milestone) -> Iterator[str]:
    """Which agencies get another deadline, and for which a day past becomes a day to come or the reverse."""
    today = portal_today()
    known = list(after.plan.milestones.in_force_on(max(today, after.valid_from or today)))
    changed = [each for each in known if each.pk != after.pk] + [after]
    moved: dict[tuple[date | None, date], list[str]] = {}
    bound = Agency.objects.holding_records().order_by("official_order", "code")
    for agency_id, kind, name in bound.values_list("pk", "kind", "name"):
        group = Agency.GROUP_OF_KIND[kind]
        old, new = (nearest(each, agency_id, group).get(after.key) for each in (known, changed))
        days = (old.last_day_on_time if old else None, new.last_day_on_time if new else after.last_day_on_time)
        if new and days[0] != days[1]:
            moved.setdefault(days, []).append(name)
    for (old_day, new_day), names in moved.items():
        was = f"từ {format_date(old_day)}" if old_day else "chưa có thời hạn"
        yield (
            f"{after.get_key_display()}: {format_int(len(names))} cơ quan, đơn vị đổi ngày cuối còn đúng hạn, {was} "
            f"thành {format_date(new_day)}{overdue(old_day, new_day, today)}: {named(names)}."
        )
    if moved and after.valid_from:
        yield f"Trước ngày {format_date(after.valid_from)}, các trang và báo cáo vẫn tính theo thời hạn cũ."


def overdue(old: date | None, new: date, today: date) -> str:
    """Whether that makes somebody late, or no longer late, from one moment to the next."""
    was_late, is_late = bool(old and old < today), new < today
    if was_late == is_late:
        return ""
    return "; thành quá hạn ngay" if is_late else "; không còn quá hạn"


def of_duty_office(before: DutyOffice | None, after: DutyOffice) -> Iterator[str]:
    """Who may no longer do the task from its day on, by name."""
    day = format_date(max(after.valid_from or portal_today(), portal_today()))
    yield f"Từ ngày {day}, “{after.get_duty_display()}” là việc của người thuộc {after.agency}."
    people = User.objects.filter(duty=after.duty, is_active=True).exclude(agency=after.agency)
    names = "; ".join(f"{each} ({each.agency})" for each in people.select_related("agency"))
    if names:
        yield f"Những người sau chỉ còn xem trong cơ quan mình cho đến khi đổi nhiệm vụ: {names}."


def of_invitation_term(before: InvitationTerm | None, after: InvitationTerm) -> Iterator[str]:
    """From when invitations hold for how long."""
    day = format_date(max(after.valid_from or portal_today(), portal_today()))
    yield f"Giấy mời cấp từ ngày {day} dùng được trong {after.days} ngày; giấy đã cấp giữ hạn của mình."
