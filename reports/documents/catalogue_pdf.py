"""The official form as PDF, of any length.

ReportLab is imported where a file is written: 0,2 s and 18 MB that no web process needs before.
"""

from typing import IO, Any

from plans.models import Catalogue

from .catalogue import FORM, OfficialForm, lines, official_form
from .content import Watch
from .measures import ISSUER, NATION, issuer_rule, motto_rule, subject_rule
from .pdf import faces


def write_pdf(catalogue: Catalogue, target: IO[bytes], watch: Watch = iter) -> None:
    """Write the PDF to the open file; `watch` sees each row go by. Raises PdfUnavailable where a font is missing."""
    from .pdf_table import UPRIGHT, PdfTable  # ReportLab: only where a file is written

    form = official_form(catalogue)
    table = PdfTable(target, faces(), UPRIGHT, FORM, title=form.subject, author=form.issuer)
    table.write(above(form), watch(lines(catalogue)), below(form, table.width))


def above(form: OfficialForm) -> list[Any]:
    """What is above the table."""
    # ReportLab: only where a file is written
    from reportlab.lib.units import mm
    from reportlab.platypus import HRFlowable, Spacer, Table

    from .pdf_text import middle  # the same

    def rule(length: float) -> Any:
        return HRFlowable(length * mm, 0.75, color="black", spaceBefore=3, spaceAfter=0)

    left = [middle(form.superior, 12, "regular"), middle(form.issuer), rule(issuer_rule(form.issuer))]
    right = [middle(form.nation, 12), middle(form.motto), rule(motto_rule(form.motto))]
    bare = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    style = [*bare, ("VALIGN", (0, 0), (-1, -1), "TOP"), ("ALIGN", (0, 0), (-1, -1), "CENTER")]
    beside = Table([[left, right]], [ISSUER * mm, NATION * mm], style=style)
    return [
        beside,
        middle(form.title, 14, spaceBefore=16),
        middle(form.subject, 14),
        rule(subject_rule(form.subject)),
        Spacer(0, 12),
    ]


def below(form: OfficialForm, width: float) -> list[Any]:
    """What closes the list: count, words, place and date, who signs."""
    # ReportLab: only where a file is written
    from reportlab.platypus import Spacer

    from .pdf_text import line, middle  # the same

    return [
        line(form.closing, spaceBefore=6),
        *(line(text, face="italic", spaceBefore=6) for text in form.notes),
        middle(form.place_and_date, face="italic", spaceBefore=12, leftIndent=0.45 * width),
        middle(form.signer, leftIndent=0.45 * width),
        Spacer(0, 90),  # for the signature
    ]
