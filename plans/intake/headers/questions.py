"""Questions that are asked once for a whole file, and a person's answers among the chosen columns.

An answer is an entry of the mapping whose key begins with a question mark: {"?century": "19"}.
A sheet that a person leaves out is an entry too: {"!Bảng tính 2": "no"}.
"""

from collections.abc import Mapping

CENTURY, DOCUMENTS, NUMBER = "?century", "?documents", "?number"
SUM, RUNNING, SHEET = "sum", "running", "!"
Answers = Mapping[str, str]


def answers_in(mapping: Mapping[str, str] | None) -> dict[str, str]:
    """The answers among the chosen columns."""
    return {key: value for key, value in (mapping or {}).items() if key.startswith("?") and value}


def leaves_out(mapping: Mapping[str, str], sheet: str) -> bool:
    """True for a sheet that a person chose not to have read."""
    return f"{SHEET}{sheet}" in mapping


def left_out_sheets(mapping: Mapping[str, str] | None) -> list[str]:
    """Names of the sheets that a person chose not to have read."""
    return [key.removeprefix(SHEET) for key in mapping or () if key.startswith(SHEET)]
