from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Case, CharField, Count, Exists, IntegerField, OuterRef, Q, Sum, Value, When
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies.acting import acting_agency, agency_to_write_for
from agencies.calendar import portal_today
from agencies.formats.numbers import format_int
from agencies.list_choice import list_context, send_list
from agencies.permissions import writes_for
from agencies.requests import posted_keys
from agencies.seen import refuse, status_of
from agencies.typed import Typed, unjudge
from agencies.workflow import WorkflowError
from plans.models import Catalogue, Marking, ScanMark, Stage
from plans.pricing import a4_pages
from plans.shortcuts import plan_or_404

from . import services
from .counting import counted, counts_by_files
from .forms import MarkListForm
from .list_columns import LIST, NOT_YET, ORDERS
from .lists import shown_faults
from .services import markable

MOST_ROWS = 100_000  # of a workbook
SHOWN = 20
MOST_SHOWN = 200  # lines of a comparison on the page
BY_FILES = "ho-so"
WAYS = (BY_FILES, "tong")  # of reporting, as the button sends them
STAGES = [(NOT_YET, "Chưa số hóa"), *Stage.choices]


def marking(request):
    """The catalogues of an agency with how many of their files have reached which stage, and how it reports."""
    agency, plan = acting_agency(request), plan_or_404()
    known = Catalogue.objects.visible_to(request.user).filter(agency=agency, plan=plan).order_by("name")
    stages = {stage: Count("files__scan_marks", filter=Q(files__scan_marks__stage=stage)) for stage in Stage.values}
    figures = counted(agency, plan, portal_today())
    context = {
        "agency": agency,
        "catalogues": known.annotate(**stages),
        "figures": [(label, figures[f"{stage}_files"], figures[f"{stage}_pages"]) for stage, label in Stage.choices],
        "by_files": counts_by_files(agency, plan),
        "writes": writes_for(request.user, agency)[0],
    }
    return render(request, "plans/marking.html", context)


def marking_mode(request):
    """Report file by file from now on, or by typed sums again. BadRequest where the form does not say which."""
    agency, way = agency_to_write_for(request), request.POST.get("cach")
    if way not in WAYS:
        raise BadRequest("Trang vừa gửi không đầy đủ: tải lại trang rồi chọn cách báo cáo.")
    by_files = way == BY_FILES
    services.count_by_files(agency, plan_or_404(), actor=request.user, by_files=by_files)
    way = "theo từng hồ sơ: số liệu tự tính từ các hồ sơ đã đánh dấu" if by_files else "theo số tổng do cơ quan nhập"
    messages.success(request, f"Báo cáo tiến độ {way}.")
    return redirect("marking")


def find(request, pk):
    return get_object_or_404(Catalogue.objects.visible_to(request.user).select_related("agency", "fonds"), pk=pk)


def find_own(request, pk):
    """The same, where one may change it. PermissionDenied with the reason."""
    catalogue = find(request, pk)
    allowed, reason = writes_for(request.user, catalogue.agency)
    if not allowed:
        raise PermissionDenied(reason)
    return catalogue


def files_of(user, catalogue, query):
    """Files that may be marked, as the query narrows and sorts them, each with `a4`, `stage` and its `rank`."""
    has = {stage: Exists(ScanMark.objects.filter(file=OuterRef("pk"), stage=stage)) for stage in Stage.values}
    latest = list(reversed(Stage.values))
    stage = Case(*(When(has[each], then=Value(each)) for each in latest), default=Value(""), output_field=CharField())
    rank = Case(
        *(When(has[each], then=Value(3 - place)) for place, each in enumerate(latest)),
        default=Value(0),
        output_field=IntegerField(),
    )
    files = markable(catalogue).visible_to(user).annotate(a4=a4_pages(), stage=stage, rank=rank)
    wanted, box, text = query.get("cong_doan", ""), query.get("hop", "")[:30], query.get("q", "")[:100]
    if wanted == NOT_YET:
        files = files.filter(rank=0)
    elif wanted in Stage.values:
        files = files.filter(stage=wanted)
    files = files.filter(box_number=box) if box else files
    files = files.search(text) if text else files
    sort = query.get("sort", "")
    column = ORDERS.get(sort.removeprefix("-"))
    return files.order_by(("-" if sort.startswith("-") else "") + column, "pk") if column else files.by_position()


def marking_files(request, pk):
    """Files of a catalogue with their stage, to be ticked or marked by the filter."""
    catalogue = find(request, pk)
    files = files_of(request.user, catalogue, request.GET)
    sums = files.order_by().aggregate(count=Count("pk"), pages=Sum("a4"))
    context = {
        "catalogue": catalogue,
        "sums": sums,
        "stages": Stage.choices,
        "filters": {name: request.GET.get(name, "") for name in ("cong_doan", "hop", "q")},
        "choices": STAGES,
        "writes": writes_for(request.user, catalogue.agency)[0],
        "markings": Marking.objects.filter(catalogue=catalogue).select_related("made_by", "undone_by")[:SHOWN],
    }
    return render(request, "plans/marking_files.html", list_context(request, LIST, files) | context)


def marking_files_export(request, pk):
    catalogue = find(request, pk)
    files = list(files_of(request.user, catalogue, request.GET)[:MOST_ROWS])
    return send_list(request, LIST, files, title=f"Hồ sơ theo công đoạn số hóa, {catalogue.name}")


def marking_mark(request, pk):
    """Mark what was ticked, or all that the filter leaves."""
    catalogue, stage = find_own(request, pk), request.POST.get("stage", "")
    back = reverse("marking_files", args=[pk])
    if stage not in Stage.values:
        messages.error(request, "Chọn công đoạn cần đánh dấu.")
        return redirect(back)
    every = "tat_ca" in request.POST
    ticked = posted_keys(request.POST.getlist("ho_so"))
    keys = files_of(request.user, catalogue, request.POST).values_list("pk", flat=True) if every else ticked
    try:
        if not keys:
            raise WorkflowError("Chọn ít nhất một hồ sơ.")
        made = services.mark(catalogue, keys, stage, actor=request.user)
        show_marked(request, made)
    except WorkflowError as error:
        messages.error(request, str(error))
    return redirect(back)


def show_marked(request, made):
    messages.success(request, f"Đã đánh dấu {format_int(made.file_count)} hồ sơ: {made.get_stage_display()}.")


def marking_list(request, pk):
    """Mark the files that a pasted list or a contractor's workbook names."""
    catalogue = find_own(request, pk)
    typed = Typed(request)
    form = MarkListForm(catalogue, typed.data, request.FILES if request.method == "POST" else None)
    if request.method == "POST" and request.FILES:
        form = with_list_read(request, catalogue, form)
    elif request.method == "POST" and form.is_valid():
        try:
            show_marked(request, services.mark(catalogue, form.keys, form.cleaned_data["stage"], actor=request.user))
        except WorkflowError as error:
            refuse(form, error)
        else:
            typed.drop()
            return redirect("marking_files", pk)
    context = {"form": form, "catalogue": catalogue} | typed.context(form) | compared(form)
    return render(request, "plans/marking_list.html", context, status=status_of(form))


def compared(form):
    """What the list comes to beside the catalogue, before anything is written."""
    return {
        "found": len(form.keys),
        "faults": shown_faults(form.found.faults, MOST_SHOWN),
        "differences": form.differences[:MOST_SHOWN],
        "more_differences": max(0, len(form.differences) - MOST_SHOWN),
    }


def with_list_read(request, catalogue, form):
    """The form with the workbook's files in its list, to look at before anything is written."""
    form.is_valid()
    delivery = form.read_workbook() if form.cleaned_data.get("workbook") else None
    if delivery is None:
        return form
    data = request.POST.copy()
    data["files_listed"] = delivery.text
    data.pop("skip", None)
    request.POST = data  # what is kept as a draft holds the list
    request.FILES.clear()
    messages.info(request, form.said(delivery))
    form = MarkListForm(catalogue, data)
    form.is_valid()
    unjudge(form)  # what was found is shown; nobody has sent the list yet
    return form


def marking_undo(request, pk):
    """Take a marking back as a whole."""
    known = Marking.objects.visible_to(request.user).select_related("catalogue__agency")
    made = get_object_or_404(known, pk=pk)
    find_own(request, made.catalogue_id)
    try:
        services.undo(made, actor=request.user)
        messages.success(request, f"Đã bỏ lần đánh dấu {format_int(made.file_count)} hồ sơ.")
    except WorkflowError as error:
        messages.error(request, str(error))
    return redirect("marking_files", made.catalogue_id)
