"""Đôn đốc: the letters, choosing whom to urge, the text, how it went out, and that it was received."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from agencies import history
from agencies.files import send_private
from agencies.formats.numbers import format_int
from agencies.limits.work import EXPORTS, spend_work
from agencies.list_choice import list_context, send_list
from agencies.requests import SignedInRequest
from agencies.saved_views.lists import savable
from agencies.seen import seen_version, shown_again
from agencies.workflow import Overtaken, WorkflowError
from plans.shortcuts import plan_or_404

from ..board.filters import STATES, AsOfForm, BoardFilter
from ..documents.pdf import PdfUnavailable
from ..figures import province_figures
from ..models import UrgingLetter
from ..money_documents.papers import written
from . import services
from .choosing import FORECAST, FROM, asked_for, choices, offered, only_forecast
from .finding import is_about
from .forms import ChoiceForm, LettersFilter
from .list_columns import LIST
from .paper import urging_document
from .permissions import urges

FORMATS = ("docx", "pdf")
KEPT_IN_ADDRESS = ("q", "nhom", "tinh_trang", "tre", "muc", "vuong", FROM)


@savable("urging_list", "Công văn đôn đốc")
def urging_list(request: SignedInRequest) -> HttpResponse:
    rows, filters = narrowed(request)
    context = list_context(request, LIST, LIST.sort(request, rows)) | {
        "filters": filters,
        "filtered": any(filters.values()),
        "count": len(rows),
        "states": UrgingLetter.State.choices,
        "may_urge": urges(request.user)[0],
    }
    return render(request, "reports/urging_list.html", context)


def urging_list_export(request: SignedInRequest) -> HttpResponseBase:
    """The list as it is filtered and sorted, whole, as a workbook."""
    rows, _ = narrowed(request)
    return send_list(request, LIST, LIST.sort(request, rows))


def narrowed(request: SignedInRequest) -> tuple[list[UrgingLetter], dict[str, str]]:
    """(letters that the person may see and asked for, filters)."""
    form = LettersFilter(request.GET)
    filters = form.cleaned_data if form.is_valid() else {}
    rows = seen_by(request).prefetch_related("urged__agency", "urged__about")
    if filters.get("trang_thai"):
        rows = rows.filter(state=filters["trang_thai"])
    wanted = filters.get("q") or ""
    return [row for row in rows if is_about(row, wanted)], filters


def seen_by(request: SignedInRequest) -> QuerySet[UrgingLetter]:
    known = ("plan__reporting_agency", "document__issuer", "document__delegation", "drafted_by", "sent_by")
    return UrgingLetter.objects.visible_to(request.user).select_related(*known)


def find(request: SignedInRequest, pk: int) -> UrgingLetter:
    """The letter where the person may see it. Http404 otherwise."""
    return get_object_or_404(seen_by(request), pk=pk)


def urging_new(request: SignedInRequest) -> HttpResponse:
    """The late lines of a filter with ticks, as of a day; sent, they become drafts."""
    allowed, why = urges(request.user)
    if not allowed:
        messages.error(request, why)
        return redirect("urging_list")
    plan, asked = plan_or_404(), AsOfForm.asked(request)
    figures = province_figures(plan, asked.as_of)
    asked_rows = asked_for(request, plan, figures)
    rows = offered(asked_rows)
    posted = request.POST if request.method == "POST" else None
    form = ChoiceForm(rows, posted)
    if posted is not None and form.is_valid():
        picked = [row for row in rows if row.code in form.cleaned_data["don_vi"]]
        try:
            made = services.draft_letters(plan, picked, as_of=asked.as_of, actor=request.user, one_each=form.one_each)
        except WorkflowError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã soạn {format_int(len(made))} dự thảo. Đọc lại, sửa, in rồi trình ký.")
            return redirect("urging_edit", made[0].pk) if len(made) == 1 else redirect("urging_list")
    ticked = set(posted.getlist("don_vi")) if posted is not None else None
    context = {
        "asked": asked,
        "board": BoardFilter(request.GET),
        "as_of": asked.as_of,
        "form": form,
        "lines": choices(plan, rows, figures, ticked),
        "without_cause": only_forecast(asked_rows),
        "states": [(key, name) for key, (name, _) in STATES.items()],
        "from_forecast": request.GET.get(FROM) == FORECAST,
        "carried": [(name, request.GET[name]) for name in KEPT_IN_ADDRESS if name in request.GET],
    }
    return render(request, "reports/urging_new.html", context)


def urging_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    letter = find(request, pk)
    urged = list(letter.urged.select_related("agency", "about", "received_by"))
    mine = [one for one in urged if request.user.acts_for(one.agency)]
    context = {
        "letter": letter,
        "urged": urged,
        "lines": [line for line in letter.body.splitlines() if line.strip()],
        "may_urge": urges(request.user)[0],
        "may_receive": not letter.is_draft and any(one.received_at is None for one in mine),
        "events": history.shown(letter, request.user),
    }
    return render(request, "reports/urging_detail.html", context)


def urging_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    letter, template = find(request, pk), "reports/urging_delete.html"
    if request.method != "POST":
        return render(request, template, {"letter": letter})
    try:
        services.delete_letter(letter, actor=request.user, expected_version=seen_version(request))
    except Overtaken as error:
        return shown_again(request, template, {"letter": letter}, error)
    except WorkflowError as error:
        messages.error(request, str(error))
        return redirect("urging_detail", pk)
    messages.success(request, "Đã hủy dự thảo.")
    return redirect("urging_list")


def urging_receive(request: SignedInRequest, pk: int) -> HttpResponse:
    letter = find(request, pk)
    try:
        services.receive_letter(letter, actor=request.user)
    except Overtaken as error:
        messages.info(request, str(error))
    except WorkflowError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã xác nhận nhận {letter}.")
    return redirect("urging_detail", pk)


def urging_paper(request: SignedInRequest, pk: int, extension: str) -> HttpResponseBase:
    """The letter as Word or PDF; a draft has its number and day open."""
    letter = find(request, pk)
    if extension not in FORMATS:
        raise Http404
    spend_work(EXPORTS, request.user)
    try:
        content = written(urging_document(letter), extension, "Công văn đôn đốc")
    except PdfUnavailable as error:
        messages.error(request, str(error))
        return redirect("urging_detail", pk)
    draft = "du-thao-" if letter.is_draft else ""
    return send_private(content, f"{draft}cong-van-don-doc-{letter.pk}-{letter.as_of.isoformat()}.{extension}")
