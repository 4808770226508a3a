"""Documents as offices attach them: a scanned PDF without text, a PDF with a text layer, a Word document."""

import io
from pathlib import Path

from docx import Document
from pypdf import PdfWriter
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from reports.documents.pdf import faces


def scanned_pdf(**properties):
    """A page without text, as a scanner makes it."""
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.add_metadata({f"/{name.title()}": value for name, value in properties.items()})
    writer.write(file)
    return file.getvalue()


def pdf_of(*lines):
    """A page with these lines as its text layer."""
    file = io.BytesIO()
    registerFont(TTFont("Serif", str(Path(faces()["regular"]))))
    canvas = Canvas(file)
    canvas.setFont("Serif", 13)
    for place, line in enumerate(lines):
        canvas.drawString(60, 780 - 20 * place, line)
    canvas.save()
    return file.getvalue()


def locked_pdf(password="mot-hai-ba"):
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.encrypt(password, algorithm="RC4-128")
    writer.write(file)
    return file.getvalue()


def docx_of(*lines, header="", **properties):
    document, file = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    document.save(file)
    return file.getvalue()


PDF = scanned_pdf()
