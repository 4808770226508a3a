"""Correct what is wrong on the preview itself: by value, by column and by row; take a correction back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies.requests import posted_int
from agencies.seen import seen_mark
from agencies.workflow import Overtaken, WorkflowError

from . import correcting, problem_list
from .compare import comparison_mark
from .correct_forms import RowForm, WrongValuesForm
from .row_cells import next_wrong, row_to_correct
from .views import find, preview, stands_now
from .wrong_values import wrong_in

NOT_WAITING = "Tệp đang được đọc lại hoặc đã ghi; không sửa trong bản xem trước được nữa."
SEEN_OTHERWISE = "Chưa sửa gì: tệp đã được đọc lại ở cửa sổ khác. Xem nội dung hiện nay rồi sửa nếu vẫn cần."
NO_FILE = "Dòng này không phải là dòng của một hồ sơ. Xem lại cách hiểu các cột."
ALL_RIGHT = "Không còn dòng nào có lỗi."


def upload_correct(request, pk):
    """Values for all cells that say the same wrong thing, columns and answers: everything that was typed, at once."""
    upload = find(request, pk)
    if not upload.is_waiting:
        return not_waiting(request, pk)
    wrong = wrong_in(upload)
    form = WrongValuesForm(upload, wrong, request.POST)
    try:
        must_be_seen(request, upload)
        if not form.is_valid():
            return preview(request, upload, form=form)
        said = {"actor": request.user, "seen": seen_mark(request), "mapping": form.mapping()}
        correcting.correct(upload, form.corrections(), **said)
    except WorkflowError as error:
        return refused(request, pk, error)
    return redirect("catalogue_upload_preview", pk)


def upload_take_back(request, pk):
    """One correction is taken back."""
    upload = find(request, pk)
    if not upload.is_waiting:
        return not_waiting(request, pk)
    number = posted_int(request.POST.get("so", ""))
    try:
        correcting.take_back(upload, -1 if number is None else number, actor=request.user, seen=seen_mark(request))
    except WorkflowError as error:
        return refused(request, pk, error)
    return redirect("catalogue_upload_preview", pk)


def upload_without_memory(request, pk):
    """Read the workbook without what was decided of the one before; for good where that is asked."""
    upload = find(request, pk)
    if not upload.is_waiting:
        return not_waiting(request, pk)
    try:
        seen, for_good = seen_mark(request), "quen" in request.POST
        correcting.go_without_memory(upload, actor=request.user, seen=seen, for_good=for_good)
    except WorkflowError as error:
        return refused(request, pk, error)
    return redirect("catalogue_upload_preview", pk)


def upload_row(request, pk):
    """One row with its neighbours; its cells are corrected there."""
    upload = find(request, pk)
    if not upload.is_waiting:
        return not_waiting(request, pk)
    row = row_asked_for(request, upload)
    if row is None:
        messages.info(request, NO_FILE if request.GET else ALL_RIGHT)
        return redirect(reverse("catalogue_upload_preview", args=[pk]) + "#cot")
    form = RowForm(row, request.POST or None)
    if request.method == "POST":
        try:
            must_be_seen(request, upload)
            if form.is_valid():
                correcting.correct(upload, form.corrections(), actor=request.user, seen=seen_mark(request))
                return redirect(after_row(request, pk, row))
        except WorkflowError as error:
            return refused(request, pk, error)
    context = {"upload": upload, "catalogue": upload.catalogue, "row": row, "form": form}
    return render(request, "plans/upload_row.html", context | {"seen": comparison_mark(upload)})


def row_asked_for(request, upload):
    """The row that the address names, itself or by a problem in it, or else the first one with an error; or None."""
    sheet, number, problem = (posted_int(request.GET.get(name, "")) for name in ("trang", "dong", "vi-tri"))
    if problem is not None:
        one = problem_list.of(upload).filter(number=problem).first()
        return one and row_to_correct(upload, number_of(upload, one.sheet), one.row)
    if number is not None:
        return row_to_correct(upload, sheet or 1, number)
    first = next_wrong(upload, 0)
    return first and row_to_correct(upload, first.sheet, first.row)


def number_of(upload, name):
    """The number of the sheet with a table of this name, 0 for none."""
    return next((number for number, sheet in enumerate(upload.sheets, 1) if sheet["name"][:60] == name), 0)


def after_row(request, pk, row):
    """To the next row with an error where that was asked for and there is one, else back to the preview."""
    upload = find(request, pk)
    following = next_wrong(upload, row.position) if "tiep" in request.POST and upload.is_waiting else None
    if following is None:
        return reverse("catalogue_upload_preview", args=[pk])
    return reverse("catalogue_upload_row", args=[pk]) + f"?trang={following.sheet}&dong={following.row}"


def must_be_seen(request, upload):
    """Raises Overtaken where the page showed another reading: its lines are not those of this one."""
    if seen_mark(request) != comparison_mark(upload):
        raise Overtaken(SEEN_OTHERWISE)


def refused(request, pk, error):
    messages.error(request, str(error))
    return stands_now(request, pk) if isinstance(error, Overtaken) else redirect("catalogue_upload_preview", pk)


def not_waiting(request, pk):
    messages.error(request, NOT_WAITING)
    return redirect("catalogue_upload_preview", pk)
