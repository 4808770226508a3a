"""The official form as PDF: any length, for nothing of it is held but the pages, compressed."""

import pydyf

from .catalogue import FORM, lines, official_form
from .pdf import faces
from .press import Line, Press

ENDING = 190  # points that the closing, the date and the signature take
LEFT, RIGHT = (-0.03, 0.46), (0.46, 1.03)
SIGNED = (0.45, 1)


def write_pdf(catalogue, target, watch=iter):
    """Write the PDF to the open file; `watch` sees each row go by. Raises PdfUnavailable where a font is missing."""
    pdf, form = pydyf.PDF(), official_form(catalogue)
    pdf.info.update({"Title": pydyf.String(form.subject), "Author": pydyf.String(form.issuer)})
    pdf.catalog["Lang"] = pydyf.String("vi-VN")
    press = Press(pdf, faces())
    head(press, form)
    press.table(FORM, watch(lines(catalogue)), ending=ENDING)
    close(press, form)
    press.finish()
    pdf.write(target, compress=True)


def head(press, form):
    left = (
        Line(form.superior, 12, align="center", share=LEFT),
        Line(form.issuer, 13, "bold", "center", LEFT, rule=79),
    )
    right = (
        Line(form.nation, 12, "bold", "center", RIGHT),
        Line(form.motto, 13, "bold", "center", RIGHT, rule=164),
    )
    press.beside(left, right)
    press.write(
        Line(form.title, 14, "bold", "center", before=16),
        Line(form.subject, 13, "bold", "center", rule=140),
    )
    press.y -= 12


def close(press, form):
    press.write(
        Line(form.closing, before=8),
        Line(form.words, face="italic", before=2),
        Line(form.place_and_date, 13, "italic", "center", SIGNED, before=12),
        Line(form.signer, 13, "bold", "center", SIGNED),
    )
