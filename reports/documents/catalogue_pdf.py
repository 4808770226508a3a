"""The official form as PDF."""

from django.template.loader import render_to_string

from .catalogue import official_form, table
from .pdf import engine, sheet


def to_pdf(catalogue):
    """The bytes of the PDF. Raises PdfUnavailable where the system's libraries are missing."""
    weasyprint, fetcher = engine()
    annex = table(catalogue)
    context = {"form": official_form(catalogue, len(annex.rows)), "sheet": sheet(annex)}
    html = render_to_string("documents/catalogue.html", context)
    style = weasyprint.CSS(string=render_to_string("documents/report.css"), url_fetcher=fetcher)
    return weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf(stylesheets=[style], presentational_hints=True)
