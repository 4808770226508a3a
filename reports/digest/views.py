"""Thư và lịch of one's own account, and Hộp thư đi of the administrator."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from agencies.formats.dates import format_datetime
from agencies.formats.text import has_words
from agencies.list_choice import PortalList, list_context, send_list
from agencies.list_columns import ListColumn
from agencies.requests import SignedInRequest
from agencies.saved_views.lists import savable

from ..models import CalendarFeed, MailWish, OutgoingMail
from .post import goes_out
from .services import choose_mail, wish_of

LIST = PortalList(
    "outbox",
    "Hộp thư đi",
    "Hop-thu-di",
    (
        ListColumn("subject", "Tiêu đề", lambda row: row.subject, 60),
        ListColumn("user", "Người nhận", lambda row: str(row.user), 28),
        ListColumn("address", "Địa chỉ", lambda row: row.address, 32, within="user"),
        ListColumn(
            "at",
            "Thời điểm",
            lambda row: format_datetime(timezone.localtime(row.created_at)),
            order=lambda row: row.created_at,
        ),
        ListColumn("state", "Trạng thái", lambda row: row.state_said, 22),
    ),
)


class WishForm(forms.Form):
    """Which mails the person wants."""

    choice = forms.ChoiceField(label="Nhận thư", choices=MailWish.Choice.choices, widget=forms.RadioSelect)


class OutboxFilter(forms.Form):
    """What the list of mails is narrowed by."""

    STATES = [(key, name) for key, name in OutgoingMail.State.choices if key != OutgoingMail.State.NOTHING]

    q = forms.CharField(required=False, max_length=100)
    trang_thai = forms.ChoiceField(required=False, choices=[("", "Mọi trạng thái"), *STATES])


def account_mail(request: SignedInRequest) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = WishForm(sent, initial={"choice": wish_of(request.user)})
    if sent is not None and form.is_valid():
        choose_mail(request.user, form.cleaned_data["choice"])
        messages.success(request, "Đã lưu cách nhận thư.")
        return redirect("account_mail")
    feed = CalendarFeed.objects.filter(user=request.user).first()
    context = {"form": form, "feed": feed, "goes_out": goes_out()}
    return render(request, "reports/account_mail.html", context)


@savable("outbox", "Hộp thư đi")
def outbox(request: SignedInRequest) -> HttpResponse:
    rows, filters = narrowed(request)
    context = list_context(request, LIST, LIST.sort(request, rows)) | {
        "filters": filters,
        "filtered": any(filters.values()),
        "count": len(rows),
        "states": OutboxFilter.STATES,
        "goes_out": goes_out(),
        "doubtful": sum(row.is_doubtful for row in rows),
    }
    return render(request, "reports/outbox.html", context)


def outbox_export(request: SignedInRequest) -> HttpResponseBase:
    """The list as it is filtered and sorted, whole, as a workbook."""
    rows, _ = narrowed(request)
    return send_list(request, LIST, LIST.sort(request, rows))


def narrowed(request: SignedInRequest) -> tuple[list[OutgoingMail], dict[str, str]]:
    form = OutboxFilter(request.GET)
    filters = form.cleaned_data if form.is_valid() else {}
    rows = OutgoingMail.objects.visible_to(request.user).select_related("user").defer("text")
    if filters.get("trang_thai"):
        rows = rows.filter(state=filters["trang_thai"])
    wanted = filters.get("q") or ""
    return [row for row in rows if has_words(wanted, row.user, row.address, row.subject)], filters


def outbox_mail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One mail as it was written."""
    mail = get_object_or_404(OutgoingMail.objects.visible_to(request.user).select_related("user"), pk=pk)
    return render(request, "reports/outbox_mail.html", {"mail": mail})
