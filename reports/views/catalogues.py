"""The official form of a catalogue, as the agency prints and signs it."""

import io
from tempfile import SpooledTemporaryFile

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import redirect

from agencies.formats.numbers import format_int
from plans.views.catalogues import find

from ..documents import catalogue_docx, catalogue_pdf, catalogue_xlsx
from ..documents.pdf import PdfUnavailable
from .reports import FORMATS

MOST_ROWS = {"docx": 3_000, "pdf": 300}  # a page of 300 rows takes WeasyPrint some seconds
IN_MEMORY = 8 * 1024**2
TOO_LONG = "Mục lục có {} hồ sơ, dài quá {} dòng để lập tệp {}: tải tệp Excel (.xlsx) rồi in từ đó."


def catalogue_official(request, pk, extension):
    catalogue = find(request, pk)
    if extension not in FORMATS:
        raise Http404
    most = MOST_ROWS.get(extension)
    if most and catalogue.file_count > most:
        name = FORMATS[extension][0]
        messages.error(request, TOO_LONG.format(format_int(catalogue.file_count), format_int(most), name))
        return redirect("catalogue_detail", pk)
    try:
        file = MAKERS[extension](catalogue)
    except PdfUnavailable as error:
        messages.error(request, str(error))
        return redirect("catalogue_detail", pk)
    return private(file, f"muc-luc-ho-so-{pk}.{extension}", FORMATS[extension][1])


def private(file, name, content_type):
    response = FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"], response["Cache-Control"] = "nosniff", "private, no-store"
    return response


def workbook(catalogue):
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  the response closes it
    catalogue_xlsx.write_xlsx(catalogue, file)
    file.seek(0)
    return file


MAKERS = {
    "xlsx": workbook,
    "docx": lambda catalogue: io.BytesIO(catalogue_docx.to_docx(catalogue)),
    "pdf": lambda catalogue: io.BytesIO(catalogue_pdf.to_pdf(catalogue)),
}
