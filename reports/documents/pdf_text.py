"""Texts set in lines for a page, by ReportLab: those of a cell as plain text, the others as paragraphs."""

from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph

JOINTS = "/–_.,;-"


def line(text: str, size: float = 13, face: str = "regular", **style: Any) -> Paragraph:
    """A paragraph, never read as markup: what people wrote could name a file or an address to load."""
    look = ParagraphStyle("", fontName=face, fontSize=size, leading=size * 1.22, **style)
    return Paragraph(escape(text).replace("  ", "\xa0 "), look)


def middle(text: str, size: float = 13, face: str = "bold", **style: Any) -> Paragraph:
    """A centred paragraph, bold unless said otherwise."""
    return line(text, size, face, alignment=TA_CENTER, **style)


def wrapped(text: str, face: str, size: float, room: float) -> str:
    """Broken at spaces, and inside a word only where the word alone is wider than the room (points)."""
    lines = simpleSplit(text, face, size, room)
    return "\n".join(part for line in lines for part in broken(line, face, size, room))


def broken(word: str, face: str, size: float, room: float) -> Iterator[str]:
    """The parts of a word too long for any line: after / or - where it can be, else between letters."""
    while len(word) > 1 and stringWidth(word, face, size) > room:
        widths = accumulate(stringWidth(letter, face, size) for letter in word[:1000])
        end = bisect(list(widths), room) or 1
        end = max(word.rfind(joint, 0, end) for joint in JOINTS) + 1 or end
        yield word[:end]
        word = word[end:]
    yield word
