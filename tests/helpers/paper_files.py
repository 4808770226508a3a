"""A Word file and a PDF read alike: lines of text with what they look like, rules with their lengths (mm, points).

A PDF is read with poppler's tools: pdftohtml for the lines, pdftoppm for the rules, which are neither text nor image.
"""

import html
import io
import re
import shutil
import subprocess
from dataclasses import dataclass

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from PIL import Image, ImageFont

from reports.documents.fonts import serif_font, styled

MM = 25.4 / 72
PAGE = re.compile(r'<page number="\d+".*? height="(\d+)" width="(\d+)">(.*?)</page>', re.DOTALL)
FONT = re.compile(r'<fontspec id="(\d+)" size="(\d+)" family="[^"]*?\+?([^"+]*)" color="([^"]*)"/>')
TEXT = re.compile(r'<text top="(\d+)" left="(\d+)" width="(\d+)" height="(\d+)" font="(\d+)">(.*?)</text>')
TIMES = ("TimesNewRoman", "LiberationSerif", "Tinos")
DOTS = 144  # of an inch


@dataclass
class Line:
    """A line of a PDF or a paragraph of a Word file; places in mm, None where Word only knows them when it prints."""

    text: str
    size: float
    bold: bool
    italic: bool
    page: int  # of a PDF; of a Word file its section
    align: str = ""
    left: float | None = None
    right: float | None = None
    top: float | None = None
    paragraph: Paragraph | None = None
    room: float = 0  # width of the cell or page it is in


def tool(*command, **options):
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} (poppler-utils) is not installed")
    return subprocess.run(command, capture_output=True, check=True, **options).stdout


def width_of(text, size, bold=True):
    """The width of the text in a font with Times New Roman's metrics."""
    regular = serif_font() or pytest.skip("no font with Times New Roman's metrics")
    font = ImageFont.truetype(str(styled(regular, "bold") if bold else regular), 1000)
    return font.getlength(text) / 1000 * size * MM


class Paper:
    """What both kinds of file answer."""

    def line(self, beginning):
        """The first line that begins so. AssertionError where there is none."""
        found = next((line for line in self.lines if line.text.startswith(beginning)), None)
        assert found, f"no line begins with {beginning!r}"
        return found

    def has(self, beginning):
        return any(line.text.startswith(beginning) for line in self.lines)

    @property
    def text(self):
        return re.sub(r"\s+", " ", " ".join(line.text for line in self.lines))


class PdfPaper(Paper):
    kind = "pdf"

    def __init__(self, data, folder):
        self.path = folder / "paper.pdf"
        self.path.write_bytes(data)
        xml = tool("pdftohtml", "-xml", "-i", "-stdout", "-zoom", "1", self.path).decode()
        self.fonts = {number: (int(size), family, colour) for number, size, family, colour in FONT.findall(xml)}
        self.sizes = [(int(width) * MM, int(height) * MM) for height, width, _ in PAGE.findall(xml)]
        pages = enumerate(PAGE.findall(xml), 1)
        self.lines = [self.read(number, found) for number, page in pages for found in TEXT.findall(page[2])]

    def read(self, page, found):
        top, left, width, _, font, marked = found
        text = html.unescape(re.sub(r"</?[bia][^>]*>", "", marked)).strip()
        left, right = int(left) * MM, (int(left) + int(width)) * MM
        look = self.fonts[font][0], "<b>" in marked, "<i>" in marked
        return Line(text, *look, page, left=left, right=right, top=int(top) * MM)

    def on(self, page):
        return [line for line in self.lines if line.page == page]

    def is_centred(self, line):
        width, _ = self.sizes[line.page - 1]
        edges = (30, 195) if width < 250 else (15, width - 15)
        return abs((line.left + line.right) - sum(edges)) < 3

    def dark_runs(self, page, top, bottom, left, right):
        """Lengths of the longest dark run of each row of dots within the box (mm)."""
        drawn = tool("pdftoppm", "-r", str(DOTS), "-gray", "-f", str(page), "-l", str(page), self.path)
        box = (int(side / 25.4 * DOTS) for side in (left, top, right, bottom))
        image = Image.open(io.BytesIO(drawn)).crop(tuple(box))
        width, dots = image.width, image.tobytes()
        rows = (dots[at : at + width] for at in range(0, len(dots), width))
        return [max((len(run) for run in re.findall(rb"[\x00-\xc0]+", row)), default=0) / DOTS * 25.4 for row in rows]

    def rule_under(self, beginning):
        """(length of the rule, width of the widest line above it)."""
        line = self.line(beginning)
        above = [one for one in self.on(line.page) if self.belongs(one, line)]
        end = max(one.top for one in above) + line.size * MM * 1.05
        middle = (line.left + line.right) / 2
        reach = min(middle - 30, 195 - middle) + 1
        runs = self.dark_runs(line.page, end, end + 4, middle - reach, middle + reach)
        return max(runs), max(one.right - one.left for one in above)

    def belongs(self, one, line):
        """Lines of one text: bold, under each other, in the same half of the page."""
        near = 0 <= one.top - line.top < 8 * (1 if line.size < 14 else 2)
        beside = abs((one.left + one.right) - (line.left + line.right)) < 6
        return one == line or (near and beside and one.bold and one.size == line.size and one.text != "BÁO CÁO")


class WordPaper(Paper):
    kind = "docx"

    def __init__(self, data, folder=None):
        self.word = docx.Document(io.BytesIO(data))
        self.lines = [line for block in self.word.iter_inner_content() for line in self.read(block)]
        self.number_sections()

    def read(self, block):
        if isinstance(block, Table):
            rows = ((row, cell) for row in block.rows for cell in row.cells)
            return [self.line_of(one, cell.width.mm) for _, cell in rows for one in cell.paragraphs]
        return [self.line_of(block, 165)]

    def line_of(self, paragraph, room):
        run = next(iter(paragraph.runs), None)
        size = (run.font.size if run else None) or self.styled(paragraph, "size")
        bold = run.bold if run and run.bold is not None else self.styled(paragraph, "bold")
        italic = run.italic if run and run.italic is not None else self.styled(paragraph, "italic")
        align = self.alignment(paragraph)
        return Line(paragraph.text, size.pt, bool(bold), bool(italic), 0, align=align, paragraph=paragraph, room=room)

    def styled(self, paragraph, name):
        style = paragraph.style
        while style is not None:
            if getattr(style.font, name) is not None:
                return getattr(style.font, name)
            style = style.base_style
        return None

    def alignment(self, paragraph):
        align = paragraph.alignment if paragraph.alignment is not None else paragraph.style.paragraph_format.alignment
        return {ALIGN.CENTER: "center", ALIGN.RIGHT: "right", ALIGN.JUSTIFY: "justify"}.get(align, "left")

    def number_sections(self):
        section = 1
        for line in self.lines:
            line.page = section
            section += line.paragraph._p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None

    def is_centred(self, line):
        return line.align == "center"

    def rule_under(self, beginning):
        """(length of the rule, width of the widest line above it)."""
        at = self.lines.index(self.line(beginning))
        rule = next(line for line in self.lines[at:] if line.paragraph._p.find(f".//{qn('w:pBdr')}") is not None)
        form = rule.paragraph.paragraph_format
        line = self.lines[at]
        return line.room - form.left_indent.mm - form.right_indent.mm, min(line.room, width_of(line.text, line.size))
