"""What the parent asks of the child process, as JSON on its command line."""

from typing import NotRequired, TypedDict


class SheetLimits(TypedDict):
    """The largest sheet that is read."""

    rows: int
    columns: int


class Options(SheetLimits):
    """How a workbook is read; the last five are for catalogues only."""

    mode: str  # "cells", "catalogue" or "attachment"
    file_name: str
    stem: str  # of the file's name: how the only sheet of a .csv is called
    suffix: str  # in lower case, with its point
    text: int  # characters in all cells, at most
    trim: NotRequired[bool]  # the blank cells far off the tables are cut off
    today: NotRequired[str]  # ISO
    at_once: NotRequired[int | None]  # a workbook of more files is not read any further
    mapping: NotRequired[dict[str, str] | None]  # a person's correction, as `read_catalogue` takes it
    memory: NotRequired[int]  # bytes
    cpu: NotRequired[int]  # seconds
