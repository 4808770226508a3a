"""Widths of texts on paper, and lengths of the rules under them (NĐ 30/2020, Phụ lục I). Lengths in mm."""

import unicodedata

TEXT, WIDE = 165.0, 267.0  # width between the margins of an upright page, of one laid across
ISSUER, NATION = 72.0, 93.0  # the two halves of the head of a document
HALVES = {TEXT: (ISSUER, NATION), WIDE: (117.0, 150.0)}
PART = 0.4  # a rule is a third to a half of the line above it
POINT = 25.4 / 72
FACES = {True: "Times-Bold", False: "Times-Roman"}


def line_width(text: str, size: float, bold: bool = True, room: float = TEXT) -> float:
    """Width of the widest of the lines that the text takes in the room, set in Times of that size (points).

    ReportLab knows the widths of Times without its file, but only of Latin letters: a mark above or below a letter
    does not make it wider.
    """
    from reportlab.lib.utils import simpleSplit  # ReportLab: only where a file is written
    from reportlab.pdfbase.pdfmetrics import stringWidth  # the same

    face = FACES[bold]
    lines = simpleSplit(without_marks(text), face, size, room / POINT)
    return max((stringWidth(line, face, size) * POINT for line in lines), default=0.0)


def without_marks(text: str) -> str:
    """The text in plain Latin letters of the same widths."""
    letters = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def issuer_rule(issuer: str, room: float = ISSUER) -> float:
    """Length of the rule under the body that issues the document."""
    return PART * line_width(issuer, 13, room=room)


def motto_rule(motto: str) -> float:
    """Length of the rule under the nation's motto: the motto's own."""
    return line_width(motto, 13, room=NATION)


def subject_rule(subject: str, room: float = TEXT) -> float:
    """Length of the rule under the subject of a document."""
    return PART * line_width(subject, 14, room=room)
