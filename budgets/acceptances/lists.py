"""A list of files to accept, pasted or from a workbook: a line a file: box, number, Mục lục số; all faults at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from plans.intake.rows.judge_row import KEY
from plans.models import Catalogue
from plans.scanning.lists import Wanted, is_meant, named, shown_faults

from .files import FileRow, rows_of


@dataclass
class Listed:
    """Files that a list names, and what is wrong with its lines."""

    rows: list[FileRow] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def shown_faults(self) -> list[str]:
        """The first faults, and how many more there are."""
        return shown_faults(self.faults)


def find_files(catalogue: Catalogue, wanted: Sequence[Wanted]) -> Listed:
    """The files of the catalogue that the lines name. What was not appraised, is accepted already or stands twice in
    the list is a fault."""
    known = {key_of(row): (row, taken) for row, taken in rows_of(catalogue)}
    by_number = defaultdict[str, list[Wanted]](list)
    for key in known:
        by_number[key[1]].append(key)
    others = {(box, number) for box, number, _ in set(catalogue.files.values_list(*KEY)) - known.keys()}
    found, seen = Listed(), dict[Wanted, int]()
    for place, one in enumerate(wanted, 1):
        keys = [one] if one in known else [key for key in by_number.get(one[1], ()) if is_meant(one, key)] or [one]
        key = keys[0]
        fault = fault_of(keys, key, known, others, seen)
        if fault:
            found.faults.append(f"Dòng {place}, {named(*one)}: {fault}")
        else:
            seen[key] = place
            found.rows.append(known[key][0])
    return found


def key_of(row: FileRow) -> Wanted:
    return row.box_number, row.file_number, row.catalogue_number


def fault_of(
    keys: Sequence[Wanted],
    key: Wanted,
    known: Mapping[Wanted, tuple[FileRow, bool]],
    others: Collection[tuple[str, str]],
    seen: Mapping[Wanted, int],
) -> str:
    """What is wrong with the line, or ""."""
    if len({box for box, *_ in keys}) > 1:
        return "có ở nhiều hộp, ghi thêm số hộp."
    if len(keys) > 1:
        return "có ở nhiều Mục lục số, ghi thêm Mục lục số sau hồ sơ số."
    if key not in known:
        return "chưa được thẩm định, hoặc bị loại." if key[:2] in others else "không có trong Mục lục."
    if known[key][1]:
        return "đã nghiệm thu trước đây."
    return f"đã có ở dòng {seen[key]}." if key in seen else ""
