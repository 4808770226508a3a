"""The frame of a table: its columns on the paper, its rows, its head on every page."""

from .text import shown, wrapped

SIZE, LEADING, PADDING = 11, 12.6, 2.4
ALIGNS = {"serial": "center", "middle": "center", "day": "center", "int": "right", "percent": "right"}


class Frame:
    """The table on the page that is being filled. Several pages hold it: each has its head and its uprights."""

    def __init__(self, press, columns, numbering=()):
        unit = press.paper.room / sum(column.width_mm for column in columns)
        widths = [column.width_mm * unit for column in columns]
        self.press, self.titles, self.numbering = press, [column.title for column in columns], numbering
        self.edges = [press.left + sum(widths[:place]) for place in range(len(widths) + 1)]
        self.boxes = [(edge + PADDING, width - 2 * PADDING) for edge, width in zip(self.edges, widths, strict=False)]
        self.aligns = [ALIGNS.get(column.kind, "left") for column in columns]
        self.begin()

    def begin(self):
        self.top = self.press.y
        self.rule()
        middle = ["center"] * len(self.titles)
        for texts, face in ((self.titles, "bold"), (self.numbering, "italic")):
            if texts:
                self.draw(self.cells(texts, face), face, middle)

    def end(self):
        """The uprights, from the head down to the last row of this page."""
        bottom = self.press.y
        for edge in self.edges:
            self.press.operators.append(f"{edge:.2f} {bottom:.2f} m {edge:.2f} {self.top:.2f} l S")

    def cells(self, texts, face="regular"):
        face = self.press.faces[face]
        return [wrapped(face, SIZE, str(text), box[1]) for text, box in zip(texts, self.boxes, strict=True)]

    def add(self, texts, keep=0):
        """A row and `keep` points below it on one page; a row higher than a page goes over several."""
        cells = self.cells(texts)
        if not self.press.fits(height_of(cells) + keep):
            self.turn()
        while not self.press.fits(height_of(cells)):
            room = int((self.press.y - self.press.bottom) // LEADING) - 1
            self.draw([lines[:room] for lines in cells], "regular", self.aligns)
            cells = [lines[room:] for lines in cells]
            self.turn()
        self.draw(cells, "regular", self.aligns)

    def turn(self):
        self.end()
        self.press.turn()
        self.begin()

    def draw(self, cells, face, aligns):
        """One row, each cell in the middle of its height."""
        height, face = height_of(cells), self.press.faces[face]
        for lines, box, align in zip(cells, self.boxes, aligns, strict=True):
            if lines:
                top = self.press.y - (height - len(lines) * LEADING) / 2 - SIZE * 0.9
                self.press.operators.append(shown(face, SIZE, lines, box, top, LEADING, align))
        self.press.y -= height
        self.rule()

    def rule(self):
        self.press.operators.append(stroke(self.edges[0], self.press.y, self.edges[-1] - self.edges[0]))


def stroke(left, y, length):
    return f"{left:.2f} {y:.2f} m {left + length:.2f} {y:.2f} l S"


def height_of(cells):
    return max(1, *map(len, cells)) * LEADING + 3
