"""Pages: requests for a purge, a new one, and the one at which the second person decides."""

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render

from .. import drafts
from ..list_choice import list_context, send_list
from ..models import Purge
from ..seen import refuse, seen_version, shown_again, status_of
from ..workflow import WorkflowError
from . import services
from .forms import PurgeForm
from .list_columns import LIST
from .places import REGISTER


def purge_list(request):
    rows = LIST.sort(request, Purge.objects.select_related("asked_by", "decided_by"))
    return render(request, "purge/list.html", list_context(request, LIST, rows) | {"count": len(rows)})


def purge_list_export(request):
    """The list as it is sorted, whole, as a workbook."""
    return send_list(request, LIST, LIST.sort(request, Purge.objects.select_related("asked_by", "decided_by")))


def purge_new(request):
    """Asks for places, document and reason. What is typed here is never kept as a draft."""
    drafts.take_stashed(request)
    form = PurgeForm(request.POST or None, initial={"places": request.GET.get("cho", "")[:200]})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            purge = services.ask(
                said["places"],
                actor=request.user,
                document=(said["document_number"], said["document_date"]),
                reason=said["reason"],
                everywhere=said["everywhere"],
            )
        except WorkflowError as error:
            refuse(form, error)
        else:
            messages.success(request, "Đã ghi đề nghị. Người thứ hai xem danh sách rồi xóa.")
            return redirect("purge_detail", purge.pk)
    return render(request, "purge/new.html", {"form": form}, status=status_of(form))


def purge_detail(request, pk):
    """The places of one request; the other person empties them, either one withdraws the request."""
    purge = get_object_or_404(Purge.objects.select_related("asked_by", "decided_by"), pk=pk)
    if request.method != "POST":
        return render(request, "purge/detail.html", context_of(request, purge))
    try:
        decide(request, purge)
    except WorkflowError as error:
        return shown_again(request, "purge/detail.html", context_of(request, get_object_or_404(Purge, pk=pk)), error)
    return redirect("purge_detail", pk)


def decide(request, purge):
    """Withdraw or carry out, as the button says. Raises WorkflowError."""
    version = seen_version(request)
    if "drop" in request.POST:
        services.drop(purge, actor=request.user, version=version)
        messages.success(request, "Đã rút đề nghị; chưa xóa gì.")
        return
    if purge.is_open and services.has_changed(purge):
        raise services.Overtaken(services.CHANGED)
    services.carry_out(purge, actor=request.user, version=version)
    messages.success(request, "Đã xóa nội dung. Việc còn lại với các bản sao lưu ghi ở dưới.")


def context_of(request, purge):
    found = purge.places.filter(is_named=False)
    return {
        "purge": purge,
        "rows": [(name_of(each), each.key, column_of(each)) for each in Paginator(found, 300).page(1)],
        "count": found.count(),
        "kinds": sorted(Counter(map(name_of, found)).items()),
        "waiting_files": found.exclude(file_name="").count(),
        "is_own": purge.asked_by_id == request.user.pk,
    }


def name_of(place):
    """What the row is called, in Vietnamese."""
    return str(REGISTER[place.table].model._meta.verbose_name)


def column_of(place):
    return str(REGISTER[place.table].column(place.column).verbose_name) if place.column else "cả dòng"
