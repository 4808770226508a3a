"""Long papers of money: the page that asks for one, the page on which it is watched and taken."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from agencies.files import send_private
from agencies.requests import SignedInRequest
from agencies.workflow import WorkflowError

from ..models import MoneyFile
from . import files, objects
from .settlements import PaperDisagrees
from .views import object_of, wanted_of


def money_file_new(request: SignedInRequest, noun: str, pk: int, paper: str, extension: str) -> HttpResponseBase:
    """Says that the paper is long, and asks for it; leads to the file where the person has it as it reads now."""
    obj = object_of(request, noun, pk)
    try:
        wanted = wanted_of(noun, obj, paper, extension)
    except (PaperDisagrees, WorkflowError) as error:
        messages.error(request, str(error))
        return redirect(objects.NOUNS[noun].page_of(obj))
    if request.method == "POST":
        return asked_for(request, wanted)
    known = files.known(wanted, request.user)
    if known:
        return redirect("money_file", known.pk)
    context = {"wanted": wanted, "count": files.line_count(wanted.document), "format": files.FORMATS[extension]}
    return render(request, "reports/money_file_new.html", context)


def asked_for(request: SignedInRequest, wanted: files.Wanted) -> HttpResponseBase:
    """To the job that draws the paper; to the person's other one with a sentence while that is being drawn."""
    try:
        made = files.request_file(wanted, requester=request.user)
    except files.OneAtATime as error:
        messages.warning(request, str(error))
        made = error.file
    return redirect("money_file", made.pk)


def money_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The paper as it was drawn or is being drawn; POST has one drawn again that failed or is not kept any more."""
    file = find(request, pk)
    if request.method == "POST":
        try:
            if not files.draw_again(file, actor=request.user):
                messages.info(request, "Tệp này đang được lập hoặc đã có, không cần lập lại.")
        except files.OneAtATime as error:
            messages.warning(request, str(error))
            return redirect("money_file", error.file.pk)
        return redirect("money_file", pk)
    context = watching(file) | {"file": file}
    return render(request, "reports/money_file.html", context)


def money_file_progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """The progress alone, for htmx; the finished job loads the page anew."""
    file = find(request, pk)
    response = render(request, "components/job.html", watching(file))
    if file.is_over:
        response["HX-Refresh"] = "true"
    return response


def money_file_take(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The file itself."""
    file = find(request, pk)
    if file.state != file.State.DONE or not file.file:
        raise Http404("Chưa có tệp này.")
    return send_private(file.file, file.file_name)


def watching(file: MoneyFile) -> dict[str, Any]:
    """Context of components/job.html."""
    size = filesizeformat(file.file.size) if file.is_there else ""
    taken = {"url": reverse("money_file_take", args=[file.pk]), "name": file.file_name, "size": size}
    return {
        "job": file,
        "poll_url": reverse("money_file_progress", args=[file.pk]),
        "retry_url": reverse("money_file", args=[file.pk]),
        "files": [taken] if file.is_there else [],
    }


def find(request: SignedInRequest, pk: int) -> MoneyFile:
    """The person's own file, while they may have the paper. Http404 otherwise."""
    file = get_object_or_404(MoneyFile.objects.visible_to(request.user).select_related("requester"), pk=pk)
    if not objects.may_have(request.user, file.noun, file.object_id):
        raise Http404
    return file
