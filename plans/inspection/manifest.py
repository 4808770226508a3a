"""The manifest: facts as .csv, written aside while the inspection runs and put in its place when it is whole.

Rows are in the order in which folders are walked, so an interrupted inspection goes on by walking rows and files
side by side: nothing but the next row is held in memory. What each interrupted run wrote lies beside it as
`NAME.1.part`, ….
"""

import csv
import heapq
import os
from collections.abc import Iterable, Iterator
from itertools import count, groupby
from pathlib import Path
from time import monotonic
from typing import TextIO

from .facts import HEADERS, ScanFacts, as_row, from_row
from .folders import place_of
from .sentences import SENTENCES

ENCODING = "utf-8-sig"  # Excel shows Vietnamese only with the mark
FLUSH_ROWS, KEEP_SECONDS = 100, 5.0
TRIED_AGAIN = (SENTENCES["gone"], SENTENCES["limits"])  # they depend on the machine as much as on the file


def parts(manifest: Path) -> list[Path]:
    """What interrupted inspections left, the newest first."""
    names = manifest.parent.glob(f"{manifest.name}.*.part")
    numbered = [(int(number), path) for path in names if (number := path.suffixes[-2][1:]).isdecimal()]
    return [path for _, path in sorted(numbered, reverse=True)]


def known(manifest: Path) -> Iterator[ScanFacts]:
    """Each file that the manifest or what lies beside it knows, as the newest of them says, in order of walking."""
    sources = [rows(path) for path in (*parts(manifest), manifest) if path.exists()]
    merged = heapq.merge(*sources, key=place_of)  # of equal ones the first source comes first
    return (next(same) for _, same in groupby(merged, key=place_of))


def rows(path: Path) -> Iterator[ScanFacts]:
    """The whole rows of the file; a half one at its end, as one that somebody has spoiled, is left out."""
    with path.open(encoding=ENCODING, newline="", errors="replace") as file:
        for row in csv.DictReader(whole_lines(file)):
            try:
                yield from_row(row)
            except (ValueError, KeyError, TypeError, AttributeError):
                continue


def whole_lines(file: TextIO) -> Iterator[str]:
    return (line for line in file if line.endswith("\n"))


def with_known(files: Iterable[ScanFacts], manifest: Path) -> Iterator[tuple[ScanFacts, bool]]:
    """Each file, as it is known where it has not changed since, and whether it is."""
    rows_left = known(manifest)
    row = next(rows_left, None)
    for file in files:
        while row and place_of(row) < place_of(file):
            row = next(rows_left, None)
        if row and row.is_of(file) and row.error not in TRIED_AGAIN:
            yield row, True
        else:
            yield file, bool(file.error)


def write(manifest: Path, facts: Iterable[ScanFacts]) -> Iterator[ScanFacts]:
    """Write each aside as it comes, and yield it; when all came, put the whole in the manifest's place."""
    old = parts(manifest)
    path = manifest.with_name(f"{manifest.name}.{next_number(old)}.part")
    with path.open("x", encoding=ENCODING, newline="", errors="backslashreplace") as file:
        table = csv.writer(file)
        table.writerow(HEADERS.values())
        kept = monotonic()
        for number, each in enumerate(facts, 1):
            table.writerow(as_row(each))
            if number % FLUSH_ROWS == 0:
                file.flush()  # whoever kills this process leaves it
            if monotonic() - kept > KEEP_SECONDS:
                keep(file)
                kept = monotonic()
            yield each
        keep(file)
    os.replace(path, manifest)
    for each_part in old:
        each_part.unlink()


def next_number(old: list[Path]) -> int:
    taken = {path.suffixes[-2] for path in old}
    return next(number for number in count(1 + len(old)) if f".{number}" not in taken)


def keep(file: TextIO) -> None:
    """On the disk, whatever happens to this machine."""
    file.flush()
    os.fsync(file.fileno())
