"""Documents of a catalogue: short ones at once, long ones by a job that this page watches."""

from tempfile import SpooledTemporaryFile

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from agencies.files import CONTENT_TYPES, send_private
from agencies.limits.work import EXPORTS, spend_work
from agencies.models import IssuedDocument
from agencies.workflow import WorkflowError
from plans.appraisal.handed_in import seen_by
from plans.models import Appraisal, Catalogue

from .. import document_jobs
from ..catalogue_documents import AT_ONCE, requested_document
from ..documents.pdf import PdfUnavailable
from ..models import Paper
from .reports import FORMATS

IN_MEMORY = 8 * 1024**2


def catalogue_official(request, pk, extension):
    """The official form (NĐ 30/2020, Phụ lục V), as the agency prints and signs it."""
    return served(request, pk, "official", extension)


def catalogue_export(request, pk):
    """The catalogue's rows in the template: to read, or to change and upload again."""
    return served(request, pk, "working", "xlsx")


def appraisal_document(request, pk, extension):
    appraisal = get_object_or_404(Appraisal.objects.visible_to(request.user), pk=pk)
    return served(request, appraisal.catalogue_id, f"appraisal-{pk}", extension)


def issued_document(request, pk, extension):
    """The letter of a document: about its one catalogue, or about all that it decides on."""
    document = get_object_or_404(IssuedDocument, pk=pk, kind=IssuedDocument.Kind.CATALOGUE_APPRAISAL)
    appraisals, returns = document.appraisals.all(), document.returns.all()
    if len(appraisals) == 1 and not returns:
        return served(request, appraisals[0].catalogue_id, f"appraisal-{appraisals[0].pk}", extension)
    decided = next(iter([*appraisals, *returns]), None)
    if decided is None:
        raise Http404
    return served(request, decided.catalogue_id, f"together-{pk}", extension)


def served(request, pk, form, extension):
    """The file itself where it is short; the page of the job that writes it where it is long."""
    document = find(request, pk, form, extension)
    try:
        if document.rows() > AT_ONCE[extension]:
            return redirect("paper", pk, form, extension)
        spend_work(EXPORTS, request.user)
        return private(document)
    except (PdfUnavailable, WorkflowError) as error:
        return refused(request, pk, form, error)


def refused(request, pk, form, error):
    """Back to where it was asked for: drafts on the appraiser's desk, all others on the catalogue's page."""
    messages.error(request, str(error))
    return redirect("admin:plans_catalogue_change" if form.startswith("draft") else "catalogue_detail", pk)


def find(request, pk, form, extension):
    seen = Catalogue.objects.visible_to(request.user)
    catalogue = get_object_or_404(seen.select_related("agency__parent", "fonds", "plan__reporting_agency"), pk=pk)
    document = requested_document(request.user, seen_by(request.user, catalogue), form, extension)
    if document is None:
        raise Http404("Không có văn bản này.")
    return document


def private(document):
    """The response that hands the file to this one person."""
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # the response closes it
    document.write(file)
    return handed_over(file, document.file_name)


def handed_over(file, name):
    """The written file as a download that nothing on the way keeps."""
    file.seek(0)
    content_type = CONTENT_TYPES[f".{name.rpartition('.')[2]}"]
    response = FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"], response["Cache-Control"] = "nosniff", "private, no-store"
    return response


def paper(request, pk, form, extension):
    """The document as it was last written, or being written; POST has it written anew."""
    asked = find(request, pk, form, extension)
    try:
        count = asked.rows()
    except WorkflowError as error:
        return refused(request, pk, form, error)
    if request.method == "POST":
        document_jobs.request_paper(asked, requester=request.user)
        return redirect("paper", pk, form, extension)
    context = {"paper": asked, "catalogue": asked.catalogue, "count": count, "format": FORMATS[extension]}
    return render(request, "reports/paper.html", context | watching(asked))


def paper_progress(request, pk, form, extension):
    """The progress alone, for htmx; the finished job loads the page anew."""
    context = watching(find(request, pk, form, extension))
    if context["job"] is None:
        return redirect("paper", pk, form, extension)
    response = render(request, "components/job.html", context)
    if context["job"].is_over:
        response["HX-Refresh"] = "true"
    return response


def watching(asked):
    """Context of components/job.html; no job where nobody has asked for the document yet."""
    address, job = [asked.catalogue.pk, asked.form, asked.extension], latest(asked)
    files = []
    if job and job.state == job.State.DONE and job.file and job.file.storage.exists(job.file.name):
        url, size = reverse("paper_file", args=address), filesizeformat(job.file.size)
        files = [{"url": url, "name": asked.file_name, "size": size}]
    poll_url, retry_url = reverse("paper_progress", args=address), reverse("paper", args=address)
    return {"job": job, "poll_url": poll_url, "files": files, "retry_url": retry_url}


def latest(asked):
    jobs = Paper.objects.filter(catalogue=asked.catalogue, form=asked.form, extension=asked.extension)
    return jobs.select_related("catalogue", "requester").order_by("-pk").first()


def paper_file(request, pk, form, extension):
    asked = find(request, pk, form, extension)
    job = latest(asked)
    if job is None or job.state != job.State.DONE or not job.file:
        return redirect("paper", pk, form, extension)
    return send_private(job.file, asked.file_name)
