"""One file of a catalogue: its page, its form, its removal."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies import history
from agencies.permissions import changes
from agencies.policies import admits
from agencies.requests import posted_int
from agencies.seen import refuse, seen_mark, shown_again, status_of
from agencies.typed import Typed
from agencies.workflow import Overtaken, WorkflowError
from plans.appraisal.conversation import with_conversation
from plans.appraisal.kept_sentences import NO_LONGER_ALIKE, kept_for_others
from plans.excess.facts import notice_of
from plans.intake.columns import COLUMNS, as_shown
from plans.intake.rows.judge_row import KEY
from plans.models import ArchivalFile, ProposedValue

from .appraised_before import deletion_warning_of, warning_of, with_changes_since
from .file_forms import SingleFileForm
from .file_history import mark_of, values_of
from .files import why_not_removed, write_files
from .grid_views import PREFIX, warn_to_check, with_more_rows
from .lookup import find, find_changeable
from .proposals import can_write_back, write_back
from .undo_views import tell_changed

EVENTS = 50
GONE = (
    "Hồ sơ bạn đang sửa vừa bị xóa khỏi Mục lục. Nội dung bạn nhập còn ở dòng 1: bấm Lưu vào Mục lục để nhập lại thành "
    "hồ sơ mới, hoặc bấm Hủy."
)


def file_detail(request, pk):
    """One file: all that is known of it, what was asked about it, who changed what."""
    file = get_object_or_404(ArchivalFile.objects.visible_to(request.user).select_related("appraisal__document"), pk=pk)
    catalogue = find(request, file.catalogue_id)
    [file] = with_changes_since(with_conversation([file], request.user))
    mine = request.user.acts_for(catalogue.agency) or not request.user.oversees
    context = {
        "catalogue": catalogue,
        "file": file,
        "excess": notice_of(catalogue),
        "back": place_of(request, file),
        "query": request.GET.urlencode(),
        "facts": [(column.header, text) for column, text in zip(COLUMNS, as_shown(file), strict=True) if text],
        "events": history.shown(file, request.user)[:EVENTS] if mine else [],
        "may_edit": changes(request.user, catalogue)[0],
        "tells_history": mine,
        "may_purge": admits("purges", request.user),
    }
    context["taken_over"] = taken_over(file) if context["may_edit"] else []
    return render(request, "plans/file_detail.html", context)


def taken_over(file):
    """What answers proposed of the file and Sở Nội vụ took over, where the cell still says so."""
    found = (note.proposal for note in file.conversation if hasattr(note, "proposal"))
    return [proposal for proposal in found if can_write_back(proposal, file)]


def file_write_back(request, pk):
    """Write into a cell what it held before Sở Nội vụ took over what an answer proposed."""
    file, catalogue = find_file(request, pk)
    if catalogue is None:
        return redirect("catalogue_detail", file.catalogue_id)
    key = posted_int(request.POST.get("proposal", "")) or 0
    proposal = get_object_or_404(ProposedValue.objects.select_related("note__author"), pk=key, note__file=file)
    try:
        write_back(proposal, actor=request.user)
        tell_changed(request, catalogue, f"Đã ghi lại {proposal.header} “{proposal.was}”.")
    except WorkflowError as error:
        messages.error(request, str(error))
    return redirect("catalogue_file", pk)


def file_edit(request, pk):
    if request.method == "POST" and not ArchivalFile.objects.filter(pk=pk).exists():
        return typed_for_a_gone_file(request)
    file, catalogue = find_file(request, pk)
    if catalogue is None:
        Typed(request).keep_for_later()
        return redirect("catalogue_detail", file.catalogue_id)
    typed = Typed(request, seen=mark_of(values_of(file)))
    form = SingleFileForm(typed.data, file=file)
    if request.method == "POST" and form.is_valid():
        refuse_taken_number(form, catalogue, file)
        if form.is_valid() and written(request, form, catalogue):
            typed.drop()
            warn_to_check(request, form.warnings())
            return redirect(place_of(request, file))
    context = {"catalogue": catalogue, "file": file, "form": form, "back": place_of(request, file)}
    context |= {"appraised_before": warning_of(file), "excess": notice_of(catalogue)}
    context["kept_for"] = kept_for_others(catalogue.files.filter(pk=file.pk), NO_LONGER_ALIKE)
    return render(request, "plans/file_form.html", context | typed.context(form), status=status_of(form))


def typed_for_a_gone_file(request):
    """A colleague removed the file while it was edited: what was typed goes on as a new row of the grid."""
    pk = posted_int(request.POST.get("catalogue", ""))
    catalogue = pk and find_changeable(request, pk)
    if not catalogue:
        if pk:
            return redirect("catalogue_detail", pk)
        raise Http404("Không có hồ sơ này.")
    typed = {f"{PREFIX}-0-{column.field}": request.POST.get(column.field, "") for column in COLUMNS}
    formset = with_more_rows(typed | {f"{PREFIX}-TOTAL_FORMS": "1", f"{PREFIX}-INITIAL_FORMS": "0"}, catalogue)
    formset._non_form_errors = formset.error_class([GONE])
    context = {"catalogue": catalogue, "formset": formset, "action": reverse("catalogue_files_new", args=[pk])}
    return render(request, "plans/file_grid.html", context)


def file_delete(request, pk):
    file, catalogue = find_file(request, pk)
    if catalogue is None:
        return redirect("catalogue_detail", file.catalogue_id)
    if refusal := why_not_removed(catalogue, catalogue.files.filter(pk=file.pk)):
        messages.error(request, refusal)
        return redirect(place_of(request, file))
    context = {"catalogue": catalogue, "file": file, "back": place_of(request, file), "seen": mark_of(values_of(file))}
    context["appraised_before"] = deletion_warning_of(file)
    context["kept_for"] = kept_for_others(catalogue.files.filter(pk=file.pk))
    if request.method != "POST":
        return render(request, "plans/file_delete.html", context)
    try:
        write_files(catalogue, actor=request.user, removed=[file], seen={file.pk: seen_mark(request)})
        tell_changed(request, catalogue, "Đã xóa hồ sơ khỏi Mục lục.")
    except Overtaken as error:
        return shown_again(request, "plans/file_delete.html", context, error)
    except WorkflowError as error:
        messages.error(request, str(error))
    return redirect(place_of(request, file))


def find_file(request, pk):
    """(file, its catalogue), or (file, None) with a message where it may not be changed now."""
    files = ArchivalFile.objects.visible_to(request.user).select_related("appraisal__document")
    file = get_object_or_404(files, pk=pk)
    return file, find_changeable(request, file.catalogue_id)


def place_of(request, file):
    """Back to where the row stands in the list that the person came from."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return reverse("catalogue_detail", args=[file.catalogue_id]) + f"{query}#hs-{file.pk}"


def written(request, form, catalogue):
    """True where the file was written or nothing had to be; otherwise the reason stands above the form."""
    changed = [(form.file, form.row())] if form.is_edited() else []
    seen = {form.file.pk: form.stored_mark}
    try:
        changes = write_files(catalogue, actor=request.user, changed=changed, seen=seen)
    except WorkflowError as error:
        refuse(form, error)
        return False
    if changes:
        tell_changed(request, catalogue, "Đã lưu hồ sơ.")
    else:
        messages.success(request, "Không có gì thay đổi.")
    return True


def refuse_taken_number(form, catalogue, file):
    same = catalogue.files.filter(**{name: form.cleaned_data[name] for name in KEY}).exclude(pk=file.pk)
    if same.exists():
        form.add_error("file_number", "Trùng hộp số và hồ sơ số với một hồ sơ đã có trong Mục lục.")
