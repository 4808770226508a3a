"""A table over as many pages as it needs: head on each, numbers above, what closes it never alone on a page."""

import zlib
from dataclasses import dataclass, field

import pydyf

from .face import Face, added
from .frame import Frame, stroke
from .text import shown, wrapped

MM = 72 / 25.4
NUMBER = 13  # size of the page's number
FONTS = {"regular": "Serif", "bold": "SerifBold", "italic": "SerifItalic"}


@dataclass(frozen=True)
class Paper:
    """Millimetres of the sheet and its margins; NĐ 30/2020, Phụ lục I."""

    width: float = 210
    height: float = 297
    left: float = 30
    right: float = 15
    top: float = 20
    bottom: float = 20

    @property
    def room(self):
        return (self.width - self.left - self.right) * MM


UPRIGHT, ACROSS = Paper(), Paper(297, 210, 15, 15)


@dataclass(frozen=True)
class Line:
    """A paragraph outside the table: its text, face, alignment, the part of the width it takes, space before it."""

    text: str
    size: float = 13
    face: str = "regular"
    align: str = "left"
    share: tuple = (0, 1)
    before: float = 0
    rule: float = 0  # points of a line drawn below


@dataclass
class Press:
    """Pages that are being filled, in a pydyf.PDF."""

    pdf: pydyf.PDF
    paths: dict
    paper: Paper = UPRIGHT
    number: int = 0
    operators: list = field(default_factory=list)

    def __post_init__(self):
        self.faces = {style: Face(path, FONTS[style]) for style, path in self.paths.items()}
        for face in self.faces.values():
            added(self.pdf, face.reference)
        fonts = {face.name: face.reference.reference for face in self.faces.values()}
        self.resources = added(self.pdf, pydyf.Dictionary({"Font": pydyf.Dictionary(fonts)}))
        self.begin_page()

    @property
    def left(self):
        return self.paper.left * MM

    def begin_page(self):
        self.number, self.operators, self.y = self.number + 1, ["0.5 w"], (self.paper.height - self.paper.top) * MM
        if self.number > 1:
            face, base = self.faces["regular"], (self.paper.height - self.paper.top / 2) * MM - NUMBER / 2
            lines = wrapped(face, NUMBER, str(self.number), self.paper.room)
            self.operators.append(shown(face, NUMBER, lines, (self.left, self.paper.room), base, 0, "center"))

    def end_page(self):
        """The page's operators are compressed at once, so that a thousand pages stay small."""
        content = zlib.compress("\n".join(self.operators).encode(), 3)
        stream = added(self.pdf, pydyf.Stream([content], {"Filter": "/FlateDecode"}))
        box = pydyf.Array([0, 0, round(self.paper.width * MM, 2), round(self.paper.height * MM, 2)])
        self.pdf.add_page(pydyf.Dictionary({
            "Type": "/Page", "Parent": self.pdf.pages.reference, "MediaBox": box,
            "Resources": self.resources.reference, "Contents": stream.reference,
        }))  # fmt: skip

    def finish(self):
        self.end_page()
        for face in self.faces.values():
            face.embed(self.pdf)

    @property
    def bottom(self):
        return self.paper.bottom * MM

    def fits(self, height):
        return self.y - height >= self.bottom

    def turn(self):
        """Go on at the top of the next page."""
        self.end_page()
        self.begin_page()

    def write(self, *lines):
        """Paragraphs, one below the other."""
        for line in lines:
            face, leading = self.faces[line.face], line.size * 1.22
            box = self.left + line.share[0] * self.paper.room, (line.share[1] - line.share[0]) * self.paper.room
            broken, top = wrapped(face, line.size, line.text, box[1]), self.y - line.before
            self.operators.append(shown(face, line.size, broken, box, top - line.size, leading, line.align))
            self.y = top - len(broken) * leading
            if line.rule:
                self.y -= 5
                self.operators.append(stroke(box[0] + (box[1] - line.rule) / 2, self.y, line.rule))

    def beside(self, left, right):
        """Two stacks of paragraphs that begin at the same height."""
        top = self.y
        self.write(*left)
        bottom, self.y = self.y, top
        self.write(*right)
        self.y = min(bottom, self.y)

    def table(self, columns, rows, ending=0, numbering=()):
        """Draw the rows (texts of each); the last one has `ending` points left below it."""
        frame, waiting = Frame(self, columns, numbering), None
        for texts in rows:
            if waiting is not None:
                frame.add(waiting)
            waiting = texts
        if waiting is not None:
            frame.add(waiting, ending)
        frame.end()
