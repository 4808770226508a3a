"""Texts set in lines for a page, by ReportLab: those of a cell as plain text, the others as paragraphs."""

from bisect import bisect
from itertools import accumulate
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph

JOINTS = "/–_.,;-"


def line(text, size=13, face="regular", **style):
    """A paragraph, never read as markup: what people wrote could name a file or an address to load."""
    style = ParagraphStyle("", fontName=face, fontSize=size, leading=size * 1.22, **style)
    return Paragraph(escape(text).replace("  ", "\xa0 "), style)


def middle(text, size=13, face="bold", **style):
    return line(text, size, face, alignment=TA_CENTER, **style)


def wrapped(text, face, size, room):
    """Broken at spaces, and inside a word only where the word alone is wider than the room (points)."""
    lines = simpleSplit(text, face, size, room)
    return "\n".join(part for line in lines for part in broken(line, face, size, room))


def broken(word, face, size, room):
    """The parts of a word too long for any line: after / or - where it can be, else between letters."""
    while len(word) > 1 and stringWidth(word, face, size) > room:
        widths = accumulate(stringWidth(letter, face, size) for letter in word[:1000])
        end = bisect(list(widths), room) or 1
        end = max(word.rfind(joint, 0, end) for joint in JOINTS) + 1 or end
        yield word[:end]
        word = word[end:]
    yield word
