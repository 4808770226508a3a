"""The page of the Sổ báo cáo: download it for a period, hand it back, look at what it says, and have it taken."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from agencies.calendar import portal_today
from agencies.file_fields import UploadField
from agencies.files import send_private
from agencies.history import record
from agencies.models import User
from agencies.requests import SignedInRequest
from agencies.seen import seen_mark, status_after
from agencies.workflow import WorkflowError
from plans.intake.sandbox import Refused
from plans.models import Plan, ProgressBook
from plans.shortcuts import plan_or_404

from .. import habits, rights
from . import services
from .drawing import book_of
from .services import Judged

SHOWN = 8  # periods to choose from


class BookForm(forms.Form):
    """The workbook that comes back."""

    workbook = UploadField(
        label="Sổ báo cáo đã ghi (.xlsx)",
        max_length=150,
        accept=".xlsx,.ods",
        missing="Chọn tệp sổ báo cáo cần nộp.",
        advice="Chỉ giữ trang tính của sổ rồi nộp lại.",
    )


def progress_book(request: SignedInRequest) -> HttpResponseBase:
    """Periods to download a book for; one that is handed back is read, and shown with all that is wrong."""
    plan, found = plan_or_404(), None
    form = BookForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = BookForm(request.POST, request.FILES)
        found = read(form, plan, request.user) if form.is_valid() else None
        if found and not (found.reading.faults or found.differences) and (answer := kept(request, form, found, plan)):
            return answer
    context: dict[str, object] = {"form": form, "found": found, "periods": periods(request.user, plan)}
    context |= {"outdated": services.OUTDATED, "by_telephone": rights.enters_by_telephone(request.user)}
    return render(request, "plans/progress_book.html", context)


def read(form: BookForm, plan: Plan, user: User) -> Judged | None:
    """The book beside the portal; None with the reason at the field where it is not taken at all."""
    file = form.cleaned_data["workbook"]
    try:
        return services.read_book(file.read(), file.name, user, plan)
    except Refused as refusal:
        record(plan, actor=user, action="upload_refused", sentence="nạp một sổ báo cáo không được nhận")
        form.add_error("workbook", refusal.message)
        return None


def kept(request: SignedInRequest, form: BookForm, found: Judged, plan: Plan) -> HttpResponse | None:
    """On to the preview; None with a sentence at the field where there is nothing to write, or it was written."""
    if found.taken:
        form.add_error("workbook", services.already(found.taken))
        return None
    if not found.lines:
        form.add_error("workbook", "Sổ không có gì khác số liệu đã gửi: không ghi gì.")
        return None
    name = form.cleaned_data["workbook"].name
    book = services.keep_book(found, plan=plan, actor=request.user, file_name=name)
    return redirect("progress_book_check", book.pk)


def periods(user: User, plan: Plan) -> list[tuple[date, int]]:
    """(last day, for how many agencies) of the latest periods, the latest first."""
    ends = plan.period_ends(portal_today())[-SHOWN:]
    counted = [(end, len(services.agencies_for(user, plan, end))) for end in reversed(ends)]
    return [(end, count) for end, count in counted if count]


def progress_book_template(request: SignedInRequest, period: str) -> HttpResponseBase:
    """The book of a period, filled in with what is known."""
    plan = plan_or_404()
    try:
        end = date.fromisoformat(period)
    except ValueError:
        raise Http404 from None
    agencies = services.agencies_for(request.user, plan, end)
    if not agencies:
        raise Http404
    rows = services.rows_of(agencies, plan, end, user=request.user)
    by_telephone = rights.enters_by_telephone(request.user)
    way = habits.thinks_in_period(request.user)
    content = book_of(rows, end, in_period=way, by_telephone=by_telephone)
    return send_private(content, f"So-bao-cao-{end.isoformat()}.xlsx")


def progress_book_check(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the book would write, and where it is out of date by now."""
    book = waiting(request.user, pk)
    refusal = None
    if request.method == "POST":
        try:
            receipt = services.take_book(book, actor=request.user, seen=seen_mark(request))
            messages.success(request, f"Đã nhận sổ báo cáo. {receipt}.")
            return redirect("progress_receipt", receipt.pk)
        except WorkflowError as error:
            refusal = error
            messages.error(request, str(error))
            if not ProgressBook.objects.waiting().filter(pk=pk).exists():
                return redirect("progress_book")
    context = {"book": book, "lines": services.lines_of(book), "differences": services.outdated(book)}
    context["outdated"] = services.OUTDATED
    return render(request, "plans/progress_book_check.html", context, status=status_after(refusal))


def progress_book_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    book = waiting(request.user, pk)
    try:
        services.cancel_book(book, actor=request.user)
        messages.info(request, "Đã bỏ sổ vừa nạp; chưa ghi gì.")
    except WorkflowError as error:
        messages.error(request, str(error))
    return redirect("progress_book")


def waiting(user: User, pk: int) -> ProgressBook:
    """The person's own book that waits to be confirmed. Http404 otherwise."""
    return get_object_or_404(ProgressBook.objects.visible_to(user).waiting().select_related("plan"), pk=pk)
