"""Steps of the start list about agencies, their duties and their people."""

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from agencies.calendar import portal_now, portal_today
from agencies.formats.numbers import format_int
from agencies.models import Agency, Duty, DutyOffice, Invitation, User
from agencies.models.duty import OFFICE_DUTIES

from .step import Step

LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]"}
LOCAL_ADDRESS = (
    "Địa chỉ công khai của cổng chưa đặt (DJANGO_ALLOWED_HOSTS): giấy mời in lúc này chỉ mở được trên máy chủ."
)


def second_administrator() -> Step:
    count = User.objects.administrators().count()
    said = f"{format_int(count)} tài khoản quản trị đang dùng" + (": nên có từ hai người." if count < 2 else ".")
    return Step("Người quản trị thứ hai", count > 1, said, reverse("admin:agencies_user_add"))


def agencies() -> Step:
    count = Agency.objects.holding_records().count()
    return Step(
        "Cơ quan, đơn vị",
        count > 0,
        f"{format_int(count)} cơ quan, đơn vị trong Kế hoạch.",
        reverse("admin:agencies_agency_changelist" if count else "admin:agencies_agency_import"),
    )


def offices() -> Step:
    today = portal_today()
    lacks = [duty.label for duty in OFFICE_DUTIES if not DutyOffice.objects.holding(duty, today)]
    ending = [office.end_sentence for office in DutyOffice.objects.ending(today)]
    wrong = ([f"Chưa ghi cơ quan giữ: {'; '.join(lacks)}."] if lacks else []) + ending
    said = " ".join(wrong) or "Đã ghi cơ quan của từng nhiệm vụ."
    return Step("Cơ quan giữ nhiệm vụ", not wrong, said, reverse("admin:agencies_dutyoffice_changelist"))


def appraisers() -> Step:
    held = set(User.objects.filter(is_active=True).values_list("duty", flat=True))
    lacks = [duty.label for duty in OFFICE_DUTIES if duty not in held]
    said = f"Chưa có người: {'; '.join(lacks)}." if lacks else "Mỗi nhiệm vụ có ít nhất một người."
    return Step("Người thẩm định và vận hành", not lacks, said, reverse("admin:agencies_user_add"))


def people() -> Step:
    today = portal_today()
    bound = Agency.objects.holding_records().active_on(today).exclude(kind=Agency.Kind.COMMUNE)
    total = bound.count()
    staffed = bound.filter(users__duty=Duty.PREPARES, users__is_active=True).distinct().count()
    said = f"{format_int(staffed)} trong {format_int(total)} cơ quan, đơn vị có cán bộ chuẩn bị hồ sơ."
    return Step("Tài khoản của các cơ quan", 0 < total == staffed, said, reverse("admin:agencies_user_import"))


def invitations() -> Step:
    """Done when everybody has logged in or holds an invitation that has not run out."""
    active = User.objects.filter(is_active=True, is_superuser=False)
    running = Invitation.objects.unspent().filter(expires_at__gt=portal_now()).values("user")
    total, came = active.count(), active.exclude(last_login=None).count()
    left = active.filter(Q(last_login=None) & ~Q(pk__in=running)).count()
    said = f"{format_int(came)} trong {format_int(total)} người đã đăng nhập; {format_int(left)} người chưa được mời."
    if set(settings.ALLOWED_HOSTS) <= LOCAL_HOSTS:
        said += " " + LOCAL_ADDRESS
    return Step("Giấy mời đăng nhập", total > 0 and not left, said, reverse("invitation_list"))
