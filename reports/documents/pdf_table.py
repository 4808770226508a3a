"""Long tables as PDF, by ReportLab: thousands of rows in the time an HTML engine takes for some dozens."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from reportlab import rl_config
from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepTogether, PageTemplate, Table

from .content import AnnexColumn
from .pdf_text import wrapped

rl_config.useA85 = 0  # pages as bytes, a fifth smaller
SIZE, LEADING, PADDING = 11, 12.6, 2.4
NUMBER = 13  # size of the page's number
UPRIGHT = {"pagesize": (210 * mm, 297 * mm), "leftMargin": 30 * mm, "rightMargin": 15 * mm}  # NĐ 30/2020, Phụ lục I
ACROSS = {"pagesize": (297 * mm, 210 * mm), "leftMargin": 15 * mm, "rightMargin": 15 * mm}
COMMON = {"topMargin": 20 * mm, "bottomMargin": 20 * mm, "pageCompression": 1, "lang": "vi-VN"}
TOGETHER = 100  # rows laid out at a time
TALL = 25  # lines; a row of more may go over several pages
ALIGNS = {"serial": "CENTER", "middle": "CENTER", "day": "CENTER", "int": "RIGHT", "percent": "RIGHT"}
ALL = (0, 0), (-1, -1)
STYLE = [
    ("GRID", *ALL, 0.5, black),
    ("VALIGN", *ALL, "MIDDLE"),
    ("FONT", *ALL, "regular", SIZE, LEADING),
    ("LEFTPADDING", *ALL, PADDING),
    ("RIGHTPADDING", *ALL, PADDING),
    ("TOPPADDING", *ALL, 0.4),
    ("BOTTOMPADDING", *ALL, 2.6),
]
HEAD = [("ALIGN", *ALL, "CENTER"), ("FACE", (0, 0), (-1, 0), "bold"), ("FACE", (0, 1), (-1, -1), "italic")]
OVER = [("VALIGN", *ALL, "TOP"), ("LINEBELOW", (0, "splitlast"), (-1, "splitlast"), 0.5, black)]


class PdfTable(BaseDocTemplate):
    """A document of one table: `faces` are the font's files by style, `page` is UPRIGHT or ACROSS."""

    def __init__(
        self,
        target: IO[bytes],
        faces: Mapping[str, Path],
        page: Mapping[str, Any],
        columns: Sequence[AnnexColumn],
        numbering: Sequence[str] = (),
        **about: str,
    ) -> None:
        super().__init__(target, **COMMON, **page, **about)
        for style, path in faces.items():
            registerFont(TTFont(style, path))
        unit = self.width / sum(column.width_mm for column in columns)
        self.widths = [column.width_mm * unit for column in columns]
        aligns = [ALIGNS.get(column.kind, "LEFT") for column in columns]
        self.style = [*STYLE, *(("ALIGN", (place, 0), (place, -1), align) for place, align in enumerate(aligns))]
        heads = ([column.title for column in columns], "bold"), (numbering, "italic")
        self.head = Table([self.cells(*each) for each in heads if each[0]], self.widths, style=[*STYLE, *HEAD])
        _, self.head_height = self.head.wrap(self.width, self.height)
        first = PageTemplate("first", self.room(self.height), autoNextPageTemplate="next")
        others = PageTemplate("next", self.room(self.height - self.head_height), onPage=self.begin)
        self.addPageTemplates([first, others])

    def room(self, height: float) -> Frame:
        """The page within its margins, as high as this (points)."""
        return Frame(self.leftMargin, self.bottomMargin, self.width, height, 0, 0, 0, 0)

    def begin(self, canvas: Any, _: Any) -> None:
        """The page's number, and the head of the table anew."""
        top = self.bottomMargin + self.height
        canvas.setFont("regular", NUMBER)
        canvas.drawCentredString(self.leftMargin + self.width / 2, top + 10 * mm - NUMBER / 2, str(self.page))
        self.head.drawOn(canvas, self.leftMargin, top - self.head_height)

    def write(self, above: list[Flowable], rows: Iterable[Sequence[object]], below: list[Flowable]) -> None:
        """Print what is above the table, its rows (texts of each) one after the other, and what closes it."""
        self.build([*above, self.head, Following(self.parts(rows, below))])

    def parts(self, rows: Iterable[Sequence[object]], below: list[Flowable]) -> Iterator[Flowable]:
        """The table in pieces; its last row stays with what closes it, unless that row alone goes over pages."""
        held: list[list[str]] = []
        for texts in rows:
            row = self.cells(texts)
            if held and (len(held) > TOGETHER or is_tall(row) or is_tall(held[-1])):
                yield self.table(held)
                held = []
            held.append(row)
        last = [] if held and is_tall(held[-1]) else held[-1:]
        if len(held) > len(last):
            yield self.table(held[: len(held) - len(last)])
        yield KeepTogether([*([self.table(last)] if last else []), *below])

    def table(self, rows: list[list[str]]) -> Table:
        """A piece of the table; a tall row alone may go over several pages."""
        if is_tall(rows[0]):
            return Table(rows, self.widths, style=[*self.style, *OVER], splitInRow=1)
        return Table(rows, self.widths, style=self.style)

    def cells(self, texts: Sequence[object], face: str = "regular") -> list[str]:
        """The texts, each broken into lines that fit its column."""
        pairs = zip(texts, self.widths, strict=True)
        return [wrapped(str(text), face, SIZE, width - 2 * PADDING) for text, width in pairs]


class Following(Flowable):
    """Brings the next piece when the one before is drawn, so that a page or two are held and not thousands."""

    _ZEROSIZE = True

    def __init__(self, pieces: Iterator[Flowable]) -> None:
        super().__init__()
        self.pieces = pieces

    def wrap(self, *_: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        for piece in self.pieces:
            self._frame.add_generated_content(piece, self)
            break


def is_tall(row: Iterable[str]) -> bool:
    return any(cell.count("\n") >= TALL for cell in row)
