"""A block of cells copied from a spreadsheet, put into the fields of a form: what stood in them is replaced."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, QueryDict

from agencies.formats.text import fold
from agencies.typed import unjudge
from plans.models.progress import FIGURES

NUMBER = re.compile(r"\d[\d.,\s]*")
FILL, TEXT = "fill", "pasted"  # the button, the box of text


def block_of(text: str) -> list[list[str]]:
    """Lines of cells; a tab, a semicolon or two spaces part cells. Empty lines are left out."""
    lines = (re.split(r"\t|;|\s{2,}", line.strip("\r\n ")) for line in text.splitlines())
    return [[cell.strip() for cell in line] for line in lines if any(cell.strip() for cell in line)]


def numbers_of(line: Sequence[str]) -> list[str]:
    """The cells of a line that are numbers, up to its end: a label before them is none."""
    found: list[str] = []
    for cell in reversed(line):
        if cell and not NUMBER.fullmatch(cell):
            break
        found.insert(0, cell)
    return found


def filled_one(data: QueryDict, text: str) -> QueryDict:
    """The form of one agency: three lines of files and pages, or one line of all six figures."""
    lines = [numbers_of(line) for line in block_of(text)]
    values = lines[0][-6:] if lines and len(lines[0]) >= len(FIGURES) else [one for line in lines for one in line[-2:]]
    return with_values(data, dict(zip(FIGURES, values, strict=False)))


def filled_lines(data: QueryDict, text: str, lines: Mapping[str, Sequence[str]]) -> QueryDict:
    """The form with a line each: by the code or name that stands before the six figures, else one after the other.

    `lines`: {prefix of its fields: how the line is called}.
    """
    names = {fold(name): prefix for prefix, called in lines.items() for name in called if name}
    left, values = list(lines), {}
    for line in block_of(text):
        prefix = next((names[fold(cell)] for cell in line if fold(cell) in names), left[0] if left else None)
        if prefix is None:
            break
        left = [one for one in left if one != prefix]
        for name, value in zip(FIGURES, numbers_of(line)[-len(FIGURES) :], strict=False):
            values[f"{prefix}-{name}"] = value
    return with_values(data, values)


def with_values(data: QueryDict, values: Mapping[str, str]) -> QueryDict:
    found = data.copy()
    for name, value in values.items():
        found[name] = value
    found.pop(FILL, None)
    found.pop(TEXT, None)
    return found


def take(request: HttpRequest, fill: Callable[[QueryDict, str], QueryDict]) -> bool:
    """True where the button of the box was pressed: what is in the box stands in the fields, and nothing is sent."""
    if request.method != "POST" or FILL not in request.POST:
        return False
    filled: Any = fill(request.POST, request.POST.get(TEXT, ""))
    request.POST = filled
    return True


def unjudged(*forms: BaseForm) -> None:
    """Show what was filled in without an error: nobody has sent it yet."""
    for form in forms:
        unjudge(form)
