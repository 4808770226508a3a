from http import HTTPStatus

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies.files import send_private
from agencies.jobs import repeat_for
from agencies.paging import numbered_page
from agencies.requests import posted_int
from agencies.seen import seen_mark, shown_again
from agencies.workflow import Overtaken, WorkflowError
from plans.appraisal.unknown import ALL, DATES, PAGES, RETENTION
from plans.catalogues.lookup import find_changeable
from plans.intake.columns import COLUMNS
from plans.intake.sandbox import Refused
from plans.models import CatalogueUpload, HeaderMapping

from . import problem_list
from . import services as uploads
from .compare import comparison_mark
from .correct_forms import WrongValuesForm
from .corrections import cells_corrected, change_in_words, place_in_words, reach_in_words
from .excess import excess_after
from .first_rows import first_rows, shown_columns
from .forms import ConfirmForm, MappingForm, UploadForm
from .kept_copies import kept_among_missing
from .known import is_supplement
from .memory import choices_in_words
from .wrong_values import wrong_in

PROBLEMS_PAGE = 100
SAME_VALUE = "gia-tri"  # of an address: only places that say the same
FILES = {
    "marked": ("Tải lại tệp của bạn có đánh dấu lỗi", "{name} (đánh dấu lỗi).xlsx"),
    "rest": ("Tải các dòng chưa ghi được", "{name} (các dòng cần sửa).xlsx"),
}


def upload_new(request, pk):
    """Choose a workbook; what was read waits on the preview page."""
    catalogue = find_changeable(request, pk)
    if catalogue is None:
        return redirect("catalogue_detail", pk)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["workbook"]
        try:
            upload = uploads.request_upload(catalogue, actor=request.user, data=file.read(), file_name=file.name)
        except Refused as refusal:
            form.add_error("workbook", refusal.message)
        except WorkflowError as error:
            form.add_error(None, str(error))
        else:
            return redirect("catalogue_upload_preview", upload.pk)
    known = HeaderMapping.objects.visible_to(request.user).count()
    context = {"catalogue": catalogue, "form": form, "columns": COLUMNS, "known": known}
    return render(request, "plans/upload_form.html", context)


def upload_preview(request, pk):
    """The state of the upload: progress while it is worked on, then what confirming would do and all that is wrong."""
    upload = find(request, pk)
    if upload.phase in (upload.Phase.WRITTEN, upload.Phase.SAME, upload.Phase.UNDONE) and upload.is_over:
        return written(request, upload)
    return preview(request, upload)


def preview(request, upload, status=HTTPStatus.OK, form=None):
    """The upload while it is worked on or waits to be confirmed; `form` is what was sent to correct it, with errors."""
    context = {"upload": upload, "catalogue": upload.catalogue} | watching(upload)
    if upload.is_waiting:
        context |= alike(request, upload) or review_before_writing(upload, form)
    return render(request, "plans/upload_preview.html", context, status=status)


def alike(request, upload):
    """The places of one kind of mistake, or of one column, a page at a time; None where none is asked for."""
    kind, column = (posted_int(request.GET.get(name, "")) for name in ("loai", "cot"))
    same = {"whole_column": bool(column), "same_value": SAME_VALUE in request.GET}
    common, places = problem_list.like(upload, column or kind, **same)
    if common is None:
        return None
    page = numbered_page(request, places, PROBLEMS_PAGE)
    return {"common": common, "whole_column": bool(column), "page": page, "files": files_of(upload)}


def review_before_writing(upload, form=None):
    """What confirming would do, all that is wrong, the first rows, and the forms to go on with."""
    return {
        "wrong_form": form or WrongValuesForm(upload, wrong_in(upload)),
        "made": corrections_in_words(upload),
        "cells_corrected": cells_corrected(upload),
        "recalled": choices_in_words(upload.mapping, recalled_of(upload)) if upload.recalled else [],
        "levels": problem_list.levels(upload),
        "columns": shown_columns(upload),
        "first_rows": first_rows(upload),
        "unknown": unknown_of(upload),
        "supplement": supplement_of(upload),
        "excess": excess_after(upload),
        "kept_for": kept_among_missing(upload),
        "confirm_form": ConfirmForm(upload),
        "seen": comparison_mark(upload),
        "mapping_form": MappingForm(upload),
        "files": files_of(upload),
    }


def corrections_in_words(upload):
    """[(number, place, change, how far it reaches, the correction)] of what was corrected in the preview."""
    sheets = len(upload.sheets)
    return [
        (each["number"], place_in_words(each, sheets), change_in_words(each), reach_in_words(each), each)
        for each in upload.corrections
    ]


def recalled_of(upload):
    return [each for each in upload.corrections if each.get("remembered")]


def unknown_of(upload):
    """[(what is not known, how many rows)] of the rows that can be written."""
    counts = upload.counts
    return [
        (f"Chưa rõ {each.name}", counts[each.counter])
        for each in ALL
        if counts.get(each.counter) and not (is_supplement(upload) and each.key not in supplied_by(upload))
    ]


def supplied_by(upload):
    """Keys of what a workbook without titles was to supply: it has a column of it."""
    named = {field for sheet in upload.sheets for field in sheet["columns"]}
    columns = {"page_count": PAGES.key, "retention_years": RETENTION.key, "start_date": DATES.key}
    return {key for field, key in columns.items() if field in named}


def supplement_of(upload):
    """What a workbook without titles does to the files that are there, as numbers; None for any other workbook."""
    if not is_supplement(upload):
        return None
    counts = upload.counts
    changed, filled = counts.get("changed", 0), counts.get("filled", 0)
    matched = changed + counts.get("unchanged", 0)
    unmatched = counts.get("unmatched", 0)
    return {"matched": matched, "filled": filled, "replaced": changed - filled, "unmatched": unmatched}


def written(request, upload):
    """The result; what remains to be corrected can still be downloaded from here."""
    return render(
        request,
        "plans/upload_written.html",
        {
            "upload": upload,
            "catalogue": upload.catalogue,
            "files": files_of(upload),
            "made": corrections_in_words(upload),
            "can_undo": CatalogueUpload.objects.undoable(upload.catalogue) == upload,
        }
        | watching(upload),
    )


def upload_progress(request, pk):
    """The progress alone, for htmx; an upload that was read or written loads the page anew."""
    upload = find(request, pk)
    response = render(request, "components/job.html", watching(upload) | {"files": files_of(upload)})
    was_watched = posted_int(request.GET.get("viec", "")) or upload.watched.pk
    if upload.is_over and was_watched == upload.pk:
        response["HX-Refresh"] = "true"
    return response


def watching(upload):
    """Context of components/job.html. The page asks for the job it shows: the next one may be over before it asks."""
    address = {"args": [upload.pk]}
    return {
        "job": upload.watched,
        "poll_url": reverse("catalogue_upload_progress", **address) + f"?viec={upload.watched.pk}",
        "retry_url": reverse("catalogue_upload_retry", **address) if upload.workbook else "",
    }


def upload_retry(request, pk):
    if not repeat_for(request.user, find(request, pk).watched):
        messages.info(request, "Tệp này đang được xử lý, không cần làm lại.")
    return redirect("catalogue_upload_preview", pk)


def upload_columns(request, pk):
    """Read the workbook again with the columns that the clerk chose."""
    upload = find(request, pk)
    form = MappingForm(upload, request.POST)
    if not upload.is_waiting or not form.is_valid():
        messages.error(request, "Chưa đọc lại được: chọn mỗi cột nhiều nhất một lần rồi bấm Đọc lại.")
        return redirect("catalogue_upload_preview", pk)
    return reported(request, pk, lambda: uploads.read_again(upload, actor=request.user, mapping=form.mapping()))


def upload_confirm(request, pk):
    upload = find(request, pk)
    if find_changeable(request, upload.catalogue_id) is None:
        return redirect("catalogue_detail", upload.catalogue_id)
    form = ConfirmForm(upload, request.POST)
    options = form.cleaned_data if form.is_valid() else {}
    try:
        uploads.confirm_upload(upload, actor=request.user, seen=seen_mark(request), **options)
    except Overtaken as error:
        messages.error(request, str(error))
        return stands_now(request, pk)
    except WorkflowError as error:
        messages.error(request, str(error))
    return redirect("catalogue_upload_preview", pk)


def stands_now(request, pk):
    """The comparison as it is, to be looked at and confirmed anew (409); where it waits no more, the way to it."""
    upload = find(request, pk)
    return (
        preview(request, upload, HTTPStatus.CONFLICT) if upload.is_waiting else redirect("catalogue_upload_preview", pk)
    )


def reported(request, pk, call):
    """Make the call; what keeps it from happening is shown on the upload's page."""
    try:
        call()
    except WorkflowError as error:
        messages.error(request, str(error))
    return redirect("catalogue_upload_preview", pk)


def upload_cancel(request, pk):
    upload = find(request, pk)
    if uploads.cancel_upload(upload):
        messages.success(request, "Đã hủy tệp vừa tải lên; Mục lục giữ nguyên.")
    return redirect("catalogue_detail", upload.catalogue_id)


def upload_undo(request, pk):
    """Take the latest written upload of the catalogue back, after a look at what that means."""
    catalogue = find_changeable(request, pk)
    upload = catalogue and CatalogueUpload.objects.undoable(catalogue)
    if upload is None:
        if catalogue:
            messages.error(request, "Không còn lần tải nào hoàn tác được.")
        return redirect("catalogue_detail", pk)
    context = {"catalogue": catalogue, "upload": upload}
    if request.method != "POST":
        return render(request, "plans/upload_undo.html", context)
    if request.POST.get("upload") != str(upload.pk):
        return shown_again(request, "plans/upload_undo.html", context, Overtaken(uploads.NOT_LATEST))
    try:
        changes = uploads.undo_upload(catalogue, actor=request.user, seen=upload)
        messages.success(request, f"Đã hoàn tác lần ghi từ tệp {upload.file_name}: {changes}.")
    except WorkflowError as error:
        messages.error(request, str(error))
    return redirect("catalogue_detail", pk)


def upload_file(request, pk, name):
    """Their own workbook with the errors marked, or the rows that were not written."""
    upload = find(request, pk)
    if name not in FILES or not getattr(upload, name):
        raise Http404("Lần tải này không có tệp đó.")
    stem = upload.file_name.rpartition(".")[0] or upload.file_name
    return send_private(getattr(upload, name), FILES[name][1].format(name=stem))


def files_of(upload):
    return [
        {"name": title, "url": reverse("catalogue_upload_file", args=[upload.pk, name])}
        for name, (title, _) in FILES.items()
        if getattr(upload, name) and getattr(upload, name).storage.exists(getattr(upload, name).name)
    ]


def find(request, pk):
    seen = CatalogueUpload.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("catalogue__agency", "catalogue__fonds", "marking"), pk=pk)
