"""Read drawn workbooks back in this process, and compare each file with what a careful person knows of it."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agencies.calendar import portal_today
from plans.intake import book
from plans.intake.columns import FIELD_ORDER
from plans.intake.reading import Reading, gathered
from plans.intake.sandbox import MAX_COLUMNS, MAX_ROWS, MAX_TEXT
from plans.intake.workbook.file_kinds import Refusal

from .workbooks import Drawing, Drawn

LONGEST_KIND = 90
# A doubt about one of these is a doubt about all of the group.
GROUPS = (("start_date", "end_date"), ("sheet_count", "page_count", "page_count_a3"))


@dataclass
class Compared:
    """One workbook: what differs without a word, and the sentences of what was asked."""

    seed: int
    silent: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    traits: list[str] = field(default_factory=list)


def read_here(data: bytes, file_name: str) -> Reading:
    """The reading of a workbook that we made ourselves, without a child. Raises Refusal."""
    path, lines = Path(file_name), list[str]()
    options: Any = {"mode": "catalogue", "mapping": None, "today": portal_today().isoformat(), "file_name": file_name}
    options |= {"stem": path.stem, "suffix": path.suffix, "rows": MAX_ROWS, "columns": MAX_COLUMNS, "text": MAX_TEXT}
    book.answer(data, options, lines.append)
    return gathered(map(json.loads, lines))


def compared(seed: int) -> Compared:
    """Draws the workbook of a seed and reads it back."""
    drawn = Drawing(seed).draw()
    found = Compared(seed, traits=drawn.traits)
    try:
        reading = read_here(drawn.data, drawn.file_name)
    except Refusal as refusal:
        found.asked.append(f"refused: {refusal.code}")
        return found
    if any(sheet.missing_cells for sheet in reading.sheets):
        found.silent.append("cells that are not accounted for")
    differences(drawn, reading, found)
    return found


def differences(drawn: Drawn, reading: Reading, found: Compared) -> None:
    rows = list(reading.rows())
    if len(rows) != len(drawn.files):
        texts = [problem.text for problem in reading.errors]
        (found.asked if texts else found.silent).append(f"{len(rows)} files instead of {len(drawn.files)}")
        found.asked += texts[:1]
        return
    for row, file in zip(rows, drawn.files, strict=True):
        number, read = row[1], dict(zip(FIELD_ORDER, row[2:], strict=True))
        for name, value in file.items():
            if read[name] != value:
                note(reading, found, number, (name, read[name], value))


def note(reading: Reading, found: Compared, number: int, difference: tuple[str, object, object]) -> None:
    """A difference is asked where the row, its column as a whole, or the rest of its title below has a problem."""
    name, read, value = difference
    group = next((each for each in GROUPS if name in each), (name,))
    heads = {row for sheet in reading.sheets for row in sheet.header_rows}
    texts = [
        problem.text
        for problem in reading.problems
        if problem.field in group and (problem.row in (number, number + (name == "title")) or problem.row in heads)
    ]
    if texts:
        found.asked.append(texts[0])
    else:
        found.silent.append(f"row {number}, {name}: {read!r} instead of {value!r}")


def kind_of(text: str) -> str:
    """A sentence without its numbers and without what is in brackets or quotation marks."""
    return re.sub(r"\d+", "#", re.sub(r"“.*?”", "“…”", re.sub(r"\(.*?\)", "(…)", text)))[:LONGEST_KIND]
