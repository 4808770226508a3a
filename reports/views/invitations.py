"""Giấy mời: who has been invited and how far they came; making invitations on paper or by mail."""

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies import mail
from agencies.calendar import portal_now, portal_today
from agencies.formats.numbers import format_int
from agencies.formats.text import has_words
from agencies.invitation_mail import mail_invitations
from agencies.invitations import invite, last_day, may_be_invited
from agencies.list_choice import list_context, send_list
from agencies.models import Invitation, User
from agencies.saved_views.lists import savable

from ..documents.pdf import PdfUnavailable
from ..invited import STATES, Guest, guests
from ..list_columns import GUESTS

NAMES_SHOWN = 5
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
ASK_FIRST = (
    "Chưa cấp giấy nào: {} người đang có giấy còn hạn, mã trên giấy đó sẽ không dùng được nữa. Đánh dấu đồng ý thay mã "
    "rồi cấp lại."
)


@savable("invitation_list", "Giấy mời")
def invitation_list(request):
    """Everybody who can be invited, with the state of the latest invitation."""
    found = GUESTS.sort(request, sought(request))
    context = {"count": len(found), "states": STATES, "state": request.GET.get("trang_thai", "")}
    context |= {"q": request.GET.get("q", "")}
    return render(request, "reports/invitation_list.html", list_context(request, GUESTS, found) | context)


def invitation_list_export(request):
    """The list as it is filtered and sorted, whole, as a workbook."""
    return send_list(request, GUESTS, GUESTS.sort(request, sought(request)))


def sought(request) -> list[Guest]:
    """The people of the list as the address narrows it."""
    state, text = request.GET.get("trang_thai", ""), request.GET.get("q", "")
    people = guests(may_be_invited(request.user))
    return [guest for guest in people if (not state or guest.state == state) and has_words(text, *guest.texts)]


def invitation_issue(request):
    """Asks before it invites the chosen people (?nguoi=1,2), or all who have never logged in; then a PDF or mails."""
    people = chosen(request)
    if not people:
        messages.info(request, "Không còn ai cần mời: mọi người đều đã đăng nhập, hoặc chưa có tài khoản nào.")
        return redirect("invitation_list")
    holding = holders(request, people)
    if request.method == "POST" and not (holding and "replace" not in request.POST):
        return by_mail(request, people) if "mail" in request.POST and mail.is_set() else on_paper(request, people)
    if request.method == "POST":
        messages.error(request, ASK_FIRST.format(format_int(holding)))
        return redirect(issue_page(people))
    context = {
        "people": people,
        "names": [str(user) for user in people[:NAMES_SHOWN]],
        "others": max(len(people) - NAMES_SHOWN, 0),
        "open": holding,
        "address": address(request),
        "is_local": request.get_host().rsplit(":", 1)[0] in LOCAL_HOSTS,
        "with_password": sum(bool(user.password) and user.has_usable_password() for user in people),
        "without_address": sum(not user.email for user in people),
        "last_day": last_day(),
        "mail_is_set": mail.is_set(),
        "keys": ",".join(str(user.pk) for user in people),
    }
    return render(request, "reports/invitation_issue.html", context)


def holders(request, people) -> int:
    """How many of the people hold an invitation that can still be used."""
    known = guests(may_be_invited(request.user).filter(pk__in=[user.pk for user in people]))
    return sum(guest.state == Invitation.State.OPEN for guest in known)


def issue_page(people) -> str:
    """The page that asks about these people."""
    return f"{reverse('invitation_issue')}?nguoi={','.join(str(user.pk) for user in people)}"


def chosen(request) -> list[User]:
    """The people whom the page is about."""
    keys = request.POST.get("nguoi") or request.GET.get("nguoi")
    people = may_be_invited(request.user)
    if keys is None:
        return list(people.filter(last_login=None))
    return list(people.filter(pk__in=[int(key) for key in keys.split(",") if key.isdecimal() and len(key) < 19]))


def on_paper(request, people):
    """The sheets as one PDF, the only place that has the codes."""
    # ReportLab: only where sheets are printed
    from ..documents.invitation_sheets import Round, invitation_sheets

    shared = Round(settings.PORTAL_NAME, address(request), str(request.user), portal_today(), last_day())
    try:
        with transaction.atomic():  # where no sheets can be made, the invitations of before still hold
            content = invitation_sheets(invite(people, actor=request.user), shared)
    except PdfUnavailable as error:
        messages.error(request, str(error))
        return redirect(issue_page(people))
    made = f"Đã cấp giấy mời cho {format_int(len(people))} người, trong tệp PDF đã tải lúc {portal_now():%H:%M}."
    messages.success(request, made)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="giay-moi-{portal_today():%Y-%m-%d}.pdf"'
    if mark := request.POST.get("downloaded"):  # the page goes on to the list once the file is there
        name, is_secure = f"{settings.COOKIE_PREFIX}downloaded", settings.SESSION_COOKIE_SECURE
        response.set_cookie(name, mark[:40], max_age=60, secure=is_secure, samesite="Strict")
    return response


def by_mail(request, people):
    """Mails to everybody who has an address; says how many went out."""
    sent = mail_invitations(people, actor=request.user, address=address(request))
    if sent.count:
        messages.success(request, f"Đã gửi {format_int(sent.count)} trong {format_int(len(people))} giấy mời.")
    if sent.refused:
        names = "; ".join(f"{user} ({user.agency})" for user in sent.refused[:NAMES_SHOWN])
        more = f" và {format_int(len(sent.refused) - NAMES_SHOWN)} người khác" * (len(sent.refused) > NAMES_SHOWN)
        messages.warning(request, f"Không gửi được vì không có địa chỉ thư đúng, hãy in giấy: {names}{more}.")
    if sent.stopped:
        messages.error(request, sent.stopped)
    return redirect("invitation_list")


def address(request) -> str:
    """The page that takes codes, as people reach it."""
    return request.build_absolute_uri(reverse("invitation"))
