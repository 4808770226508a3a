"""Options of the child process, passed by the parent as JSON on its command line."""

from typing import Any, NotRequired, TypedDict


class SheetLimits(TypedDict):
    """The largest sheet that is read."""

    rows: int
    columns: int


class SheetOptions(SheetLimits):
    """How the sheets of a workbook are opened."""

    stem: str  # of the file's name: how the only sheet of a .csv is called
    trim: NotRequired[bool]  # the sheets are read from a mended copy, without the blank cells far off


class Options(SheetOptions):
    """How a workbook is read; all from `today` on are for catalogues only."""

    mode: str  # "cells", "catalogue" or "attachment"
    file_name: str
    suffix: str  # in lower case, with its point
    text: int  # characters in all cells, at most
    today: NotRequired[str]  # ISO
    at_once: NotRequired[int | None]  # a workbook of more files is not read any further
    mapping: NotRequired[dict[str, str] | None]  # a person's choice of columns, as `read_catalogue` takes it
    corrections: NotRequired[list[dict[str, Any]]]  # what a person wrote in place of cells (rows.corrections)
    ahead: NotRequired[int]  # bytes before those of the workbook: its corrections, as JSON
    may_supplement: NotRequired[bool]  # a table without titles may supplement files that are there
    memory: NotRequired[int]  # bytes
    cpu: NotRequired[int]  # seconds
