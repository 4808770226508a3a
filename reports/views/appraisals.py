"""Văn bản thẩm định Mục lục, made when it is asked for: it is short, and its figures no longer change."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from plans.models import Appraisal

from ..documents.appraisal import appraisal_document as document_of
from ..documents.docx import to_docx
from ..documents.pdf import PdfUnavailable, to_pdf
from .reports import FORMATS

MAKERS = {"docx": to_docx, "pdf": to_pdf}


def appraisal_document(request, pk, extension):
    seen = Appraisal.objects.visible_to(request.user).select_related("catalogue__agency", "catalogue__fonds")
    appraisal = get_object_or_404(seen.select_related("catalogue__plan__reporting_agency"), pk=pk)
    if extension not in MAKERS:
        raise Http404("Văn bản thẩm định có dạng docx và pdf.")
    try:
        data = MAKERS[extension](document_of(appraisal))
    except PdfUnavailable as error:
        messages.error(request, str(error))
        return redirect("catalogue_detail", appraisal.catalogue_id)
    name = f"tham-dinh-muc-luc-{appraisal.catalogue_id}-{appraisal.pk}.{extension}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(data, content_type=FORMATS[extension][1], headers=headers)
