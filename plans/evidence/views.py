from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Q, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies.acting import agency_to_write_for
from agencies.calendar import portal_today
from agencies.formats.numbers import format_int
from agencies.formats.text import has_words
from agencies.jobs import repeat_for
from agencies.list_choice import list_context, send_list
from agencies.models import Duty
from agencies.permissions import writes_for
from agencies.saved_views.lists import savable
from agencies.seen import refuse, seen_mark, status_after, status_of
from agencies.typed import Typed
from agencies.workflow import Overtaken, WorkflowError
from plans.models import ArchivalFile, EvidenceSample, ScanManifest
from plans.shortcuts import plan_or_404

from . import services
from .forms import GapForm, ManifestForm, RuleForm, SampleSizeForm, SeenForm
from .list_columns import KINDS, LINE_LIST, LIST, ORDERS
from .patterns import PLACES, WrongPattern

MOST_ROWS = 100_000  # of a workbook


@savable("manifest_list", "Bảng kê bản số hóa")
def manifest_list(request):
    """Manifests of the agencies that one sees, the latest first."""
    rows = chosen(request)
    counting = [row for row in rows if row.counts]
    context = {
        "q": request.GET.get("q", "")[:100],
        "counting": "tinh" in request.GET,
        "sums": {
            "count": len(rows),
            "files": sum(row.evidenced_files for row in counting),
            "pages": sum(row.evidenced_pages for row in counting),
        },
        "prepares": bool(request.user.answers_for) and request.user.writes,
    }
    return render(request, "plans/manifest_list.html", list_context(request, LIST, rows) | context)


def manifest_list_export(request):
    return send_list(request, LIST, chosen(request))


def chosen(request):
    """Those that the address asks for, in its order."""
    rows = ScanManifest.objects.visible_to(request.user).select_related("agency", "catalogue__fonds")
    rows = rows.in_force() if "tinh" in request.GET else rows
    wanted = request.GET.get("q", "")[:100]
    return LIST.sort(
        request, [row for row in rows if has_words(wanted, row.file_name, row.agency, row.catalogue or "")]
    )


def manifest_new(request):
    """Send a manifest; its rule is chosen on the next page."""
    agency, plan = agency_to_write_for(request), plan_or_404()
    posted = request.method == "POST"
    data = (request.POST, request.FILES) if posted else ()
    form = ManifestForm(agency, plan, *data, initial={"scanned_on": portal_today()})
    if posted and form.is_valid():
        wanted = form.cleaned_data
        try:
            made = services.take_in(
                agency,
                plan=plan,
                actor=request.user,
                data=form.data_read,
                file_name=wanted["table"].name,
                scanned_on=wanted["scanned_on"],
                catalogue=wanted["catalogue"],
            )
        except WorkflowError as error:
            refuse(form, error)
        else:
            return redirect("manifest_detail", made.pk)
    return render(request, "plans/manifest_new.html", {"form": form, "agency": agency}, status=status_of(form))


def find(request, pk):
    seen = ScanManifest.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("agency", "catalogue__fonds", "plan", "minimum", "requester"), pk=pk)


def find_own(request, pk):
    """The same, where one may change it. PermissionDenied with the reason."""
    manifest = find(request, pk)
    allowed, reason = writes_for(request.user, manifest.agency)
    if not allowed:
        raise PermissionDenied(reason)
    return manifest


def manifest_detail(request, pk):
    """Choose its rule; see how far it is; what it was compared with."""
    manifest = find(request, pk)
    writes = writes_for(request.user, manifest.agency)[0]
    if not manifest.pattern:
        return choose_rule_page(request, manifest, writes)
    lines = asked_lines(request, manifest)
    context = {
        "manifest": manifest,
        "job": manifest,
        "writes": writes,
        "looks": looks_at(request.user, manifest),
        "poll_url": reverse("manifest_progress", args=[pk]),
        "retry_url": reverse("manifest_retry", args=[pk]) if writes else "",
        "loai": request.GET.get("loai", ""),
        "q": request.GET.get("q", "")[:100],
        "kinds": [(name, word) for name, word in KINDS.items() if count_of(manifest, name)],
        "tiles": [(word, count_of(manifest, name), name) for name, word in KINDS.items() if name != "evidence"],
        "count": lines.count(),
        "samples": manifest.samples.select_related("drawn_by"),
        "size_form": SampleSizeForm(),
    }
    return render(request, "plans/manifest_detail.html", list_context(request, LINE_LIST, lines) | context)


def count_of(manifest, kind):
    return manifest.evidenced_files if kind == "evidence" else getattr(manifest, f"{kind}_count")


def looks_at(user, manifest):
    """Whether the person draws samples and says what was seen: the agency itself, and Sở Nội vụ."""
    return user.holds(Duty.APPRAISES_CATALOGUES) or writes_for(user, manifest.agency)[0]


def asked_lines(request, manifest):
    """The lines that the address asks for; none before all of them are written."""
    lines = with_catalogues(manifest.lines.all() if manifest.read_on else manifest.lines.none())
    kind, wanted = request.GET.get("loai", ""), request.GET.get("q", "")[:100]
    if kind == "evidence":
        lines = lines.filter(evidenced_pages__gt=0)
    elif kind in KINDS:
        lines = lines.filter(**{f"is_{kind}": True})
    if wanted:
        lines = lines.filter(Q(path__icontains=wanted) | Q(place__icontains=wanted))
    sort = request.GET.get("sort", "")
    column = ORDERS.get(sort.removeprefix("-"))
    return lines.order_by(("-" if sort.startswith("-") else "") + column, "pk") if column else lines.order_by("pk")


def with_catalogues(lines):
    """The lines, each with name and fonds of its file's catalogue: numbers of files begin again in each."""
    file = ArchivalFile.objects.filter(pk=OuterRef("file_key"))
    names = {"catalogue_name": "catalogue__name", "fonds_name": "catalogue__fonds__name"}
    return lines.annotate(**{name: Subquery(file.values(path)[:1]) for name, path in names.items()})


def manifest_detail_export(request, pk):
    manifest = find(request, pk)
    lines = asked_lines(request, manifest)[:MOST_ROWS]
    return send_list(request, LINE_LIST, list(lines), title=f"Đối chiếu bản số hóa, {manifest.agency}")


def choose_rule_page(request, manifest, writes):
    """How the known rules do on the first rows; one that was typed before them."""
    form = RuleForm(request.GET if "pattern" in request.GET else None)
    typed = form.cleaned_data["pattern"] if form.is_bound and form.is_valid() else ""
    try:
        trials = services.trials(manifest, typed)
    except WrongPattern as wrong:
        form.add_error("pattern", str(wrong))
        trials = services.trials(manifest)
    context = {"manifest": manifest, "trials": trials, "form": form, "writes": writes, "places": PLACES.items()}
    return render(request, "plans/manifest_rule.html", context, status=status_of(form))


def manifest_rule(request, pk):
    manifest = find_own(request, pk)
    try:
        services.choose_rule(manifest, request.POST.get("pattern", ""), actor=request.user)
    except Overtaken as error:
        return shown_anew(request, pk, error)
    except (WorkflowError, WrongPattern) as error:
        messages.error(request, str(error))
    return redirect("manifest_detail", pk)


def shown_anew(request, pk, error):
    """The manifest as it is now, and why nothing was done."""
    messages.error(request, str(error))
    response = manifest_detail(request, pk)
    response.status_code = status_after(error)
    return response


def manifest_progress(request, pk):
    manifest = find(request, pk)
    writes = writes_for(request.user, manifest.agency)[0]
    context = {
        "job": manifest,
        "poll_url": reverse("manifest_progress", args=[pk]),
        "retry_url": reverse("manifest_retry", args=[pk]) if writes else "",
    }
    answer = render(request, "components/job.html", context)
    if manifest.is_over:
        answer["HX-Refresh"] = "true"
    return answer


def manifest_retry(request, pk):
    repeat_for(request.user, find_own(request, pk))
    return redirect("manifest_detail", pk)


def manifest_withdraw(request, pk):
    manifest = find_own(request, pk)
    try:
        services.withdraw(manifest, actor=request.user)
        messages.success(request, "Đã bỏ bảng kê; số trang có chứng cứ không tính bảng kê này nữa.")
    except Overtaken as error:
        return shown_anew(request, pk, error)
    except WorkflowError as error:
        messages.error(request, str(error))
    return redirect("manifest_list")


def evidence_sample_new(request, pk):
    manifest = find(request, pk)
    if request.method != "POST":
        return redirect("manifest_detail", pk)  # its form is there
    if not looks_at(request.user, manifest):
        raise PermissionDenied("Việc này của Sở Nội vụ và cơ quan có bản số hóa.")
    form = SampleSizeForm(request.POST)
    try:
        if form.is_valid():
            made = services.draw(manifest, form.cleaned_data["size"], actor=request.user)
            return redirect("evidence_sample", made.pk)
        messages.error(request, " ".join(form.errors["size"]))
    except WorkflowError as error:
        messages.error(request, str(error))
    return redirect("manifest_detail", pk)


def evidence_sample(request, pk):
    """The files of a sample, each with what was seen of it."""
    seen = EvidenceSample.objects.filter(manifest__in=ScanManifest.objects.visible_to(request.user))
    drawn = get_object_or_404(seen.select_related("manifest__agency", "drawn_by"), pk=pk)
    looks = looks_at(request.user, drawn.manifest)
    files, refusal = list(drawn.files.select_related("line", "seen_by")), None
    forms = [SeenForm(each, request.POST or None) for each in files]
    if request.method == "POST":
        if not looks:
            raise PermissionDenied("Việc này của Sở Nội vụ và cơ quan có bản số hóa.")
        if all(form.is_valid() for form in forms):
            results = {form.sampled.pk: (form.cleaned_data["result"], form.cleaned_data["note"]) for form in forms}
            try:
                count = services.note_results(drawn, results, actor=request.user, seen=seen_mark(request))
                messages.success(request, f"Đã ghi kết quả của {format_int(count)} hồ sơ.")
                return redirect("evidence_sample", pk)
            except WorkflowError as error:
                refusal = error
                messages.error(request, str(error))
    good, bad = (sum(each.result == result for each in files) for result in ("good", "bad"))
    context = {"sample": drawn, "manifest": drawn.manifest, "forms": forms, "good": good, "bad": bad, "looks": looks}
    context["open"] = len(files) - good - bad
    context["mark"] = services.mark_of(drawn)
    return render(request, "plans/evidence_sample.html", context, status=status_after(refusal))


def evidence_gap(request):
    """Why the agency reports more pages than it can show."""
    agency, plan = agency_to_write_for(request), plan_or_404()
    typed = Typed(request)
    form = GapForm(typed.data)
    if request.method == "POST" and form.is_valid():
        services.explain_gap(agency, plan=plan, actor=request.user, reason=form.cleaned_data["reason"])
        typed.drop()
        messages.success(request, "Đã ghi lý do chênh lệch.")
        return redirect("agency_detail", agency.code)
    standing = services.standing_reason(agency, plan)
    context = {"form": form, "agency": agency, "standing": standing}
    return render(request, "plans/evidence_gap.html", context | typed.context(form), status=status_of(form))
