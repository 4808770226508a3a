"""The document as PDF, by WeasyPrint, its long annexes by ReportLab. Only WeasyPrint needs the library Pango.

The three libraries are imported where a file is written: WeasyPrint takes 1,1 s and 32 MB and fails without Pango,
ReportLab 0,2 s and 18 MB, pypdf 0,1 s and 7 MB, in every process of the web server.
"""

import io
from pathlib import Path
from tempfile import TemporaryFile
from types import ModuleType
from typing import IO, Any

from django.template.loader import render_to_string

from .content import Annex, Document, LongAnnex, Watch
from .fonts import serif_font, styled
from .measures import HALVES, TEXT, WIDE, issuer_rule, motto_rule, subject_rule

NO_FONT = "Chưa lập được PDF: máy chủ thiếu phông chữ kiểu Times New Roman; chạy ./portal doctor."
DENSE_FROM, DENSER_FROM = 10, 13  # columns: smaller letters from here on


class PdfUnavailable(Exception):
    """This machine can't make PDF files; the message says in Vietnamese what to do."""


def to_pdf(document: Document) -> bytes:
    """The bytes of the PDF. Raises PdfUnavailable where the system's libraries are missing."""
    target = io.BytesIO()
    write_pdf(document, target)
    return target.getvalue()


def write_pdf(document: Document, target: IO[bytes], watch: Watch = iter) -> None:
    """Write the PDF to the open file; `watch` sees each row of a long annex go by. Raises PdfUnavailable."""
    weasyprint, fetcher = engine()
    html = render_to_string("documents/report.html", context_of(document))
    style = weasyprint.CSS(string=render_to_string("documents/report.css"), url_fetcher=fetcher)
    printed = weasyprint.HTML(string=html, url_fetcher=fetcher)
    body = io.BytesIO(printed.write_pdf(stylesheets=[style], presentational_hints=True))
    long = [annex for annex in document.annexes if isinstance(annex, LongAnnex)]
    if long:
        append(long, document, body, target, watch)
    else:
        target.write(body.getbuffer())


def append(annexes: list[LongAnnex], document: Document, body: IO[bytes], target: IO[bytes], watch: Watch) -> None:
    """The body, and after it the long annexes on pages of their own."""
    from pypdf import PdfWriter  # only where a long file is written

    whole = PdfWriter(clone_from=body)
    for annex in annexes:
        with TemporaryFile() as sheets:
            write_long_annex(annex, document, sheets, watch)
            whole.append(sheets, import_outline=False)
    whole.write(target)


def write_long_annex(annex: LongAnnex, document: Document, target: IO[bytes], watch: Watch) -> None:
    """Write the annex, on pages of its own, to the open file."""
    # ReportLab: only where a long file is written
    from reportlab.platypus import Spacer

    from .pdf_table import ACROSS, PdfTable  # the same
    from .pdf_text import line, middle  # the same

    table = PdfTable(target, faces(), ACROSS, annex.columns, annex.numbering)
    remark = f"({document.remark})" if document.remark else ""
    italic = [text for text in (document.letterhead.annex_reference, remark) if text]
    above = [middle(annex.name, 14), middle(annex.title, 14), *(middle(text, face="italic") for text in italic)]
    below = [line(text, 13, "italic", spaceBefore=6) for text in annex.note_lines]
    table.write([*above, Spacer(0, 6)], watch(annex.lines()), below)


def faces() -> dict[str, Path]:
    """Paths of the font's faces. Raises PdfUnavailable where the machine has none with all Vietnamese letters."""
    regular = serif_font()
    if regular is None:
        raise PdfUnavailable(NO_FONT)
    return {"regular": regular} | {style: styled(regular, style) for style in ("bold", "italic")}


def engine() -> tuple[ModuleType, Any]:
    """WeasyPrint, and a fetcher that fetches nothing: no file and no address of the server ends up in a document."""
    try:
        import weasyprint  # raises OSError where Pango is missing
        from weasyprint.urls import URLFetcher  # the same
    except OSError:
        raise PdfUnavailable("Chưa lập được PDF: máy chủ thiếu thư viện pango; chạy ./portal doctor.") from None

    class FetchNothing(URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> None:
            raise ValueError("documents load nothing from outside")

    return weasyprint, FetchNothing()


def context_of(document: Document) -> dict[str, Any]:
    """What the template prints: the document, its annexes, lengths of the rules in its head (mm)."""
    head, room = document.letterhead, WIDE if document.across else TEXT
    lengths = (issuer_rule(head.issuer, HALVES[room][0]), motto_rule(head.motto), subject_rule(head.subject, room))
    rules = dict(zip(("issuer", "motto", "subject"), (f"{length:.1f}" for length in lengths), strict=True))
    inner = sheet(document.table) if document.table else None
    return {"document": document, "annexes": sheets(document), "inner": inner, "rules": rules}


def sheets(document: Document) -> list[dict[str, Any]]:
    """Annexes as plain texts, ready for the template."""
    return [sheet(annex) for annex in document.annexes if not annex.is_long]


def sheet(annex: Annex) -> dict[str, Any]:
    """Context of one annex: widths in percent, titles of groups, and every cell with the kind of its column."""
    whole = sum(column.width_mm for column in annex.columns)
    head = [
        {
            "title": column.title,
            "number": number,
            "width": f"{100 * column.width_mm / whole:.2f}",
            "is_grouped": bool(column.group),
        }
        for column, number in zip(annex.columns, annex.numbering, strict=True)
    ]
    kinds = [column.kind for column in annex.columns]
    rows = [(kind, list(zip(kinds, texts, strict=True))) for kind, texts in annex.shown_rows()]
    letters = {"dense": len(head) >= DENSE_FROM, "denser": len(head) >= DENSER_FROM}
    return {"annex": annex, "head": head, "rows": rows, **letters}
