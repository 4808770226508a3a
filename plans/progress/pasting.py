"""The figures of a period in a block of cells copied from a spreadsheet."""

import re
from collections.abc import Mapping, Sequence

from django.http import QueryDict

from agencies.formats.text import fold
from plans.declarations.pasting import block_of, with_values
from plans.models.progress import FIGURES

OF_ONE = "Ba dòng, mỗi dòng hai ô hồ sơ và trang; hoặc một dòng sáu ô."
OF_LINES = "Mỗi dòng: mã hoặc tên (bỏ trống thì theo thứ tự trong bảng), rồi sáu số như các cột của bảng."
NUMBER = re.compile(r"\d[\d.,\s]*")


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
