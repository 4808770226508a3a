"""Inspection of one page: resolution and colour of the images on it as they are drawn, and whether it carries text."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from .colours import colour_of
from .drawing import steps, writes_letters
from .facts import LEAST_FIRST, Colour

POINTS_AN_INCH = 72
PART_OF_PAGE = 0.25  # an image that covers less is a logo or a stamp, unless there is none larger
DEEPEST_FORM = 5
WRITES = "text"
HEXADECIMAL = re.compile(rb"#([0-9A-Fa-f]{2})")
Matrix = tuple[float, float, float, float]  # a b c d: where an image lies is of no interest


@dataclass(frozen=True)
class PageFacts:
    """`dpi` and `colour` are those of the finest image that covers a good part of the page (a page may be put together
    of a coarse ground and fine letters)."""

    dpi: int | None
    colour: Colour
    has_text: bool


@dataclass(frozen=True)
class Drawn:
    """An image as it is drawn: the part of the page that it covers, and its dots an inch in the coarser direction."""

    part: float
    dpi: int
    colour: Colour


def look_at(page: pikepdf.Page) -> PageFacts:
    """Raises what pikepdf raises where the page cannot be read, ValueError where a number is none."""
    unit = float(page.obj.get("/UserUnit", 1))
    found = list(walk(content_of(page), page.resources, (unit, 0, 0, unit), 0))
    images = [each for each in found if isinstance(each, Drawn)]
    least = PART_OF_PAGE * area_of(page) * unit**2
    main = [each for each in images if each.part >= least] or images
    return PageFacts(
        dpi=max((each.dpi for each in main), default=None),
        colour=max((each.colour for each in main), key=LEAST_FIRST.index, default=Colour.NONE),
        has_text=len(images) < len(found),
    )


def content_of(page: pikepdf.Page) -> bytes:
    contents = page.obj.get("/Contents")
    if contents is None:
        return b""
    if isinstance(contents, pikepdf.Array):
        return b"\n".join(each.read_bytes() for each in contents)
    return contents.read_bytes()


def area_of(page: pikepdf.Page) -> float:
    """In units of the page, 72 of which are an inch where it says nothing else."""
    left, bottom, right, top = (float(number) for number in page.mediabox)
    return abs((right - left) * (top - bottom))


def walk(content: bytes, resources: Any, matrix: Matrix, depth: int) -> Iterator[Drawn | str]:
    """Yields each image that is drawn, and once WRITES where there is text."""
    kept: list[Matrix] = []
    writes = False
    for operator, said in steps(content):
        if operator == b"q":
            kept.append(matrix)
        elif operator == b"Q":
            matrix = kept.pop() if kept else matrix
        elif operator == b"cm":
            matrix = times(matrix_of(said[-6:]), matrix)
        elif operator == b"Do":
            yield from drawn(resources, name_of(said[-1]), matrix, depth)
        elif not writes and writes_letters(said):
            writes = True
            yield WRITES


def drawn(resources: Any, name: str, matrix: Matrix, depth: int) -> Iterator[Drawn | str]:
    thing = resources.get("/XObject", {}).get(name)
    if thing is None:
        return
    kind = thing.get("/Subtype")
    if kind == "/Image":
        yield image(thing, matrix)
    elif kind == "/Form" and depth < DEEPEST_FORM:
        inside = times(matrix_of(thing["/Matrix"]), matrix) if "/Matrix" in thing else matrix
        yield from walk(thing.read_bytes(), thing.get("/Resources", resources), inside, depth + 1)


def name_of(word: bytes) -> str:
    """A name as a dictionary has it: `/a#20b` is one with a space."""
    return HEXADECIMAL.sub(lambda found: bytes.fromhex(found.group(1).decode()), word).decode("utf-8", "replace")


def image(thing: Any, matrix: Matrix) -> Drawn:
    a, b, c, d = matrix
    wide, high = math.hypot(a, b) / POINTS_AN_INCH, math.hypot(c, d) / POINTS_AN_INCH
    dots = [int(thing["/Width"]) / wide] if wide else []
    dots += [int(thing["/Height"]) / high] if high else []
    return Drawn(abs(a * d - b * c), round(min(dots, default=0)), colour_of(thing))


def matrix_of(operands: Iterable[Any]) -> Matrix:
    a, b, c, d, *_ = (float(each) for each in operands)
    return a, b, c, d


def times(first: Matrix, then: Matrix) -> Matrix:
    (a, b, c, d), (e, f, g, h) = first, then
    return a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h
