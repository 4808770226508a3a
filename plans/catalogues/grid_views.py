"""Files of a catalogue as a grid: empty rows to type or paste into, and the existing ones a page at a time."""

from itertools import product

from django.contrib import messages
from django.shortcuts import redirect, render

from agencies.paging import NUMBER, numbered_page
from agencies.requests import posted_int
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from plans.appraisal.kept_sentences import DELETED, NO_LONGER_ALIKE, kept_among
from plans.excess.facts import notice_of
from plans.intake.columns import COLUMNS

from .appraised_before import warning_of_several
from .file_forms import initial_text
from .files import write_files
from .grid_forms import MOST_ROWS, ChangedFilesFormSet, NewFilesFormSet
from .lookup import find_changeable
from .undo_views import tell_changed

PAGE = 50
MORE_ROWS = 10
PREFIX = "form"


def files_new(request, pk):
    """A grid of empty rows: typed or pasted from Excel."""
    catalogue = find_changeable(request, pk)
    typed = Typed(request)
    if catalogue is None:
        typed.keep_for_later()
        return redirect("catalogue_detail", pk)
    formset = NewFilesFormSet(typed.data, catalogue=catalogue, prefix=PREFIX)
    if "add_rows" in request.POST:
        formset = with_more_rows(request.POST, catalogue)
    elif request.method == "POST" and formset.is_valid() and save(request, catalogue, formset):
        typed.drop()
        return redirect("catalogue_detail", pk)
    context = {"catalogue": catalogue, "formset": formset, "excess": notice_of(catalogue)}
    context["unused"] = formset.unused_sizes()
    return render(request, "plans/file_grid.html", context | typed.context(formset))


def files_edit(request, pk):
    """The existing rows, a page at a time. A posted page names its files, so that rows never change places."""
    catalogue = find_changeable(request, pk)
    if catalogue is None:
        Typed(request, key=f"{request.path.strip('/')}/{request.GET.get(NUMBER, '1')[:5]}").keep_for_later()
        return redirect("catalogue_detail", pk)
    page = numbered_page(request, catalogue.files.by_position(), PAGE)
    typed = Typed(request, key=f"{request.path.strip('/')}/{page.number}", seen=catalogue.version, by_row=True)
    files = named_files(catalogue, typed.data) if typed.data else page.object_list
    formset = ChangedFilesFormSet(typed.data, catalogue=catalogue, files=files, prefix=PREFIX)
    if request.method == "POST" and formset.is_valid() and save(request, catalogue, formset):
        typed.drop()
        return redirect("catalogue_detail", pk)
    context = {"catalogue": catalogue, "formset": formset, "page": page, "existing": True}
    context["unused"] = formset.unused_sizes()
    context["excess"] = notice_of(catalogue)
    shown = catalogue.files.filter(pk__in=[file.pk for file in files if file])
    context["appraised_before"] = warning_of_several(shown)
    context["kept_for"] = kept_among(shown, f"{DELETED} hoặc {NO_LONGER_ALIKE}")
    return render(request, "plans/file_grid.html", context | typed.context(formset))


def named_files(catalogue, posted):
    """The file of each posted row; None where it is no file of the catalogue any more."""
    count = min(posted_int(posted.get(f"{PREFIX}-TOTAL_FORMS", "")) or 0, PAGE)
    wanted = [posted_int(posted.get(f"{PREFIX}-{number}-file", "")) for number in range(count)]
    found = catalogue.files.in_bulk([key for key in wanted if key is not None])
    return [found.get(key) for key in wanted]


def save(request, catalogue, formset):
    """True where it was written or nothing had to be; otherwise the reason stands above the grid."""
    try:
        changes = write_files(catalogue, actor=request.user, **formset.changes())
    except WorkflowError as error:
        formset._non_form_errors = formset.error_class([str(error)])
        return False
    text = str(changes)
    if text:
        tell_changed(request, catalogue, f"Đã {text} trong Mục lục.")
    else:
        messages.success(request, "Không có gì thay đổi.")
    warn_to_check(request, formset.warnings())
    return True


def warn_to_check(request, warnings):
    """Show the first five warnings on rows that were written all the same."""
    if warnings:
        more = f" (và {len(warnings) - 5} dòng khác)" if len(warnings) > 5 else ""
        messages.warning(request, "Nên kiểm tra lại. " + " ".join(warnings[:5]) + more)


def with_more_rows(data, catalogue):
    """The grid as typed, unjudged, with more empty rows; the way to add rows without JavaScript."""
    data, shown = data.copy(), posted_int(data.get(f"{PREFIX}-TOTAL_FORMS", "")) or 0
    total = min(shown + MORE_ROWS, MOST_ROWS)
    data[f"{PREFIX}-TOTAL_FORMS"] = str(total)
    for number, column in product(range(shown, total), COLUMNS):
        data[f"{PREFIX}-{number}-{column.field}"] = initial_text(column, None)
    formset = NewFilesFormSet(data, catalogue=catalogue, prefix=PREFIX)
    formset._errors, formset._non_form_errors = [], formset.error_class()
    for form in formset.forms:
        form._errors, form.cleaned_data = {}, {}
    return formset
