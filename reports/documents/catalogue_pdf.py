"""The official form as PDF: any length, for nothing of it is held but the pages, compressed."""

import pydyf

from .catalogue import FORM, lines, official_form
from .fonts import serif_font, styled
from .pdf import PdfUnavailable
from .press import Line, Press

NO_FONT = "Chưa lập được PDF: máy chủ thiếu phông chữ kiểu Times New Roman; chạy ./portal doctor."
ENDING = 190  # points that the closing, the date and the signature take
LEFT, RIGHT = (-0.03, 0.46), (0.46, 1.03)
SIGNED = (0.45, 1)


def write_pdf(catalogue, target, count):
    """Write the PDF of so many files to the open file. Raises PdfUnavailable where the machine lacks the font."""
    pdf, form = pydyf.PDF(), official_form(catalogue, count)
    pdf.info.update({"Title": pydyf.String(form.subject), "Author": pydyf.String(form.issuer)})
    pdf.catalog["Lang"] = pydyf.String("vi-VN")
    press = Press(pdf, faces())
    head(press, form)
    press.table(FORM, lines(catalogue), ending=ENDING)
    close(press, form)
    press.finish()
    pdf.write(target, compress=True)


def faces():
    regular = serif_font()
    if regular is None:
        raise PdfUnavailable(NO_FONT)
    return {"regular": regular} | {style: styled(regular, style) for style in ("bold", "italic")}


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
