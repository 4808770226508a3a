"""The document as PDF, by WeasyPrint. It needs the system library Pango; everything else works without."""

from django.template.loader import render_to_string

DENSE_FROM = 10  # columns: smaller letters from here on


class PdfUnavailable(Exception):
    """This machine can't make PDF files; the message says in Vietnamese what to do."""


def to_pdf(document):
    """The bytes of the PDF. Raises PdfUnavailable where the system's libraries are missing."""
    weasyprint, fetcher = engine()
    html = render_to_string("documents/report.html", {"document": document, "annexes": sheets(document)})
    style = weasyprint.CSS(string=render_to_string("documents/report.css"), url_fetcher=fetcher)
    return weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf(stylesheets=[style], presentational_hints=True)


def engine():
    """WeasyPrint, and a fetcher that fetches nothing: no file and no address of the server ends up in a document."""
    try:
        import weasyprint
        from weasyprint.urls import URLFetcher
    except OSError:
        raise PdfUnavailable("Chưa lập được PDF: máy chủ thiếu thư viện pango; chạy ./portal doctor.") from None

    class FetchNothing(URLFetcher):
        def fetch(self, url, headers=None):
            raise ValueError("documents load nothing from outside")

    return weasyprint, FetchNothing()


def sheets(document):
    """Annexes as plain texts, ready for the template."""
    return [sheet(annex) for annex in document.annexes]


def sheet(annex):
    whole = sum(column.width_mm for column in annex.columns)
    head = [
        {"title": column.title, "number": number, "width": f"{100 * column.width_mm / whole:.2f}"}
        for column, number in zip(annex.columns, annex.numbering, strict=True)
    ]
    kinds = [column.kind for column in annex.columns]
    rows = [(kind, list(zip(kinds, texts, strict=True))) for kind, texts in annex.shown_rows()]
    return {"annex": annex, "head": head, "rows": rows, "dense": len(head) >= DENSE_FROM}
