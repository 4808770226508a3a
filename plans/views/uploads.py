from itertools import groupby

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from agencies.workflow import WorkflowError

from ..forms.catalogue import UploadForm
from ..intake.columns import COLUMNS, as_shown
from ..intake.problems import ERROR, WARNING, Problem
from ..intake.sandbox import Refused
from ..models import CatalogueUpload
from ..services import uploads
from .catalogues import find_changeable

FIRST_ROWS, PROBLEMS_SHOWN = 20, 2000


def upload_new(request, pk):
    """Choose a workbook; what was read waits on the preview page."""
    catalogue = find_changeable(request, pk)
    if catalogue is None:
        return redirect("catalogue_detail", pk)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["workbook"]
        try:
            upload = uploads.read_upload(catalogue, actor=request.user, data=file.read(), file_name=file.name)
        except Refused as refusal:
            form.add_error("workbook", refusal.message)
        else:
            return redirect("catalogue_upload_preview", upload.pk)
    return render(request, "plans/upload_form.html", {"catalogue": catalogue, "form": form, "columns": COLUMNS})


def upload_preview(request, pk):
    """What confirming would do, and everything that is wrong; nothing is written yet."""
    upload = find(request, pk)
    if upload.confirmed_at:
        return redirect("catalogue_detail", upload.catalogue_id)
    problems = [Problem(**each) for each in upload.problems]
    errors = [problem for problem in problems if problem.is_error]
    return render(request, "plans/upload_preview.html", {
        "upload": upload, "catalogue": upload.catalogue, "columns": COLUMNS, "errors": errors,
        "levels": by_level(problems[:PROBLEMS_SHOWN]), "unlisted": max(0, len(problems) - PROBLEMS_SHOWN),
        "warning_count": len(problems) - len(errors),
        "comparison": None if errors else counts(uploads.compare(upload)),
        "first_rows": [(row["_row"], cells_of(row)) for row in upload.rows[:FIRST_ROWS]],
    })  # fmt: skip


def upload_confirm(request, pk):
    upload = find(request, pk)
    catalogue = find_changeable(request, upload.catalogue_id)
    if catalogue is None:
        return redirect("catalogue_detail", upload.catalogue_id)
    try:
        changes = uploads.confirm_upload(upload, actor=request.user)
    except WorkflowError as error:
        messages.error(request, str(error))
        return redirect("catalogue_upload_preview", pk)
    text = f"Đã {changes} từ tệp." if changes else "Tệp giống hệt Mục lục đang có: không có gì thay đổi."
    messages.success(request, text)
    return redirect("catalogue_detail", catalogue.pk)


def upload_cancel(request, pk):
    upload = find(request, pk)
    CatalogueUpload.objects.filter(pk=upload.pk, confirmed_at__isnull=True).delete()
    messages.success(request, "Đã bỏ tệp vừa tải lên; Mục lục giữ nguyên.")
    return redirect("catalogue_detail", upload.catalogue_id)


def find(request, pk):
    seen = CatalogueUpload.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("catalogue__agency", "catalogue__fonds"), pk=pk)


def counts(comparison):
    return {
        "added": len(comparison.added),
        "changed": len(comparison.changed),
        "unchanged": comparison.unchanged,
        "untouched": comparison.untouched,
    }


def cells_of(row):
    """[(text, CSS class)] of a row of the preview; what could not be read stands as it was typed."""
    typed = row.get("_typed", {})
    classes = ["num" if column.numeric else "text" if column.field == "title" else "" for column in COLUMNS]
    return [
        (typed[column.field] or "(trống)", f"{css} unread".strip()) if column.field in typed else (text, css)
        for column, text, css in zip(COLUMNS, as_shown(row), classes, strict=True)
    ]


LEVELS = {ERROR: "Cần sửa", WARNING: "Nên kiểm tra lại"}


def by_level(problems):
    """Errors, then warnings, each grouped by column: the same mistake in many rows stands together."""
    levels = [(title, [each for each in problems if each.level == level]) for level, title in LEVELS.items()]
    return [{"title": title, "count": len(found), "groups": by_column(found)} for title, found in levels if found]


def by_column(problems):
    ordered = sorted(problems, key=lambda problem: (problem.header, problem.sheet, problem.row))
    return [(name, list(found)) for name, found in groupby(ordered, key=lambda problem: problem.header)]
