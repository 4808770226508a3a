"""Lines of the reviews of several agencies in a block of cells copied from a spreadsheet."""

import re
from collections.abc import Mapping, Sequence

from django.http import QueryDict

from agencies.formats.text import fold
from plans.models import VolumeLine

from .pasting import block_of, with_values
from .review_forms import ARRANGEMENTS, LineForm, as_posted

HOW = (
    "Mỗi dòng: mã hoặc tên cơ quan (bỏ trống thì theo thứ tự trong bảng), rồi phông, thời hạn, chỉnh lý, hồ sơ, số tờ, "
    "trang A4, A3, A2, A1, A0. Dòng của cơ quan nào thay các dòng đang có của cơ quan đó."
)
NAMES = tuple(LineForm.base_fields)
RETENTIONS = {fold(label): value for value, label in VolumeLine.Retention.choices}
CHOICES = {
    "retention": RETENTIONS,
    "arrangement": {fold(name): value for value, name in (*ARRANGEMENTS, *VolumeLine.Arrangement.choices)},
}


def filled(data: QueryDict, text: str, agencies: Mapping[str, Sequence[str]]) -> QueryDict:
    """The form with the lines of the block in the place of those of the agencies that it names.

    `agencies`: {code: how the agency is called}. A line that names none is that of the next one without a line.
    """
    codes = {fold(name): code for code, called in agencies.items() for name in called if name}
    found: dict[str, list[dict[str, str]]] = {}
    for cells in block_of(text):
        code, rest = parted(cells, codes)
        code = code or next((one for one in agencies if one not in found), "")
        if code:
            found.setdefault(code, []).append(line_of(rest))
    values: dict[str, str] = {}
    for code, rows in found.items():
        values |= as_posted(rows, len(rows), code)
    return with_values(without_lines(data, found), values)


def without_lines(data: QueryDict, codes: Mapping[str, object]) -> QueryDict:
    """The form without the fields of the agencies' lines."""
    kept = data.copy()
    line = re.compile(rf"({'|'.join(map(re.escape, codes))})-\d+-[A-Za-z_]+")  # a code may have a "-" and digits
    for name in filter(line.fullmatch, data):
        del kept[name]
    return kept


def parted(cells: Sequence[str], codes: Mapping[str, str]) -> tuple[str, Sequence[str]]:
    """The agency's code, or "", and the cells of the line: a fonds may be called as its agency is."""
    code = codes.get(fold(cells[0]), "")
    is_fonds = len(cells) > 1 and choice_of("retention", cells[1]) in RETENTIONS.values()
    return code, cells if is_fonds or not (code or not cells[0]) else cells[1:]


def line_of(cells: Sequence[str]) -> dict[str, str]:
    return dict.fromkeys(NAMES, "") | {name: choice_of(name, cell) for name, cell in zip(NAMES, cells, strict=False)}


def choice_of(name: str, text: str) -> str:
    """The value of a choice that is written in words; other texts as they are."""
    word = fold(text)
    if name == "retention" and word.removesuffix(" nam").isdecimal():
        return str(VolumeLine.Retention.LIMITED)
    return CHOICES.get(name, {}).get(word, text)
