"""The answer of `import_catalogue --json`, and its summary in Vietnamese."""

from collections.abc import Iterator, Sequence

from agencies.formats.numbers import format_int
from plans.intake.columns import FIELD_ORDER
from plans.intake.problems import Problem
from plans.intake.reading import Reading, SheetReading
from plans.intake.sandbox import Refused

from .command import COUNTS, CommandImport

JsonObject = dict[str, object]
JSON_NAMES = {"retention_years": "retention"}
NOT_IN_JSON = ("priority", "row_code")


def as_json(result: CommandImport | Refused) -> tuple[JsonObject, Iterator[JsonObject], JsonObject]:
    """(head, rows, tail) of the answer: the rows one at a time, because there may be 200.000."""
    if isinstance(result, Refused):
        head: JsonObject = {"status": "refused", "reason": result.code, "message": result.message, "sheets": []}
        return head, iter(()), {"left_out": [], "counts": dict.fromkeys(COUNTS, 0)}
    reading = result.reading
    head = {
        "status": "errors" if reading.errors else "ok",
        "reason": None,
        "message": summary(reading),
        "sheets": [sheet_json(sheet) for sheet in reading.sheets],
    }
    left_out = [{"sheet": each.sheet, "row": each.row, "why": each.why} for each in reading.left_out]
    return head, rows_json(reading), {"left_out": left_out, "counts": result.counts}


def sheet_json(sheet: SheetReading) -> JsonObject:
    columns = {JSON_NAMES.get(name, name): header for name, header in sheet.columns.items() if name not in NOT_IN_JSON}
    return {"name": sheet.name, "header_rows": list(sheet.header_rows), "columns": columns}


def summary(reading: Reading) -> str:
    """Counts of the reading in one sentence, with the problems of whole columns and the notes."""
    sentences = [
        f"Đọc {format_int(reading.row_count)} hồ sơ: {format_int(reading.error_count)} lỗi, "
        f"{format_int(reading.warning_count)} cảnh báo."
    ]
    sentences += [f"{problem.place}: {problem.text}" for problem in reading.problems if about_columns(reading, problem)]
    return " ".join(sentences + reading.notes)


def about_columns(reading: Reading, problem: Problem) -> bool:
    """True for what is wrong with a sheet and not with one of its files."""
    headers = {sheet.name: {0, *sheet.header_rows} for sheet in reading.sheets}
    return problem.row in headers.get(problem.sheet, {0})


def rows_json(reading: Reading) -> Iterator[JsonObject]:
    """Every row with its values and what is wrong; an error of a whole column is with the sheet's first row."""
    by_place: dict[tuple[str, int], list[Problem]] = {}
    of_sheet: dict[str, list[Problem]] = {}
    for problem in reading.problems:
        if about_columns(reading, problem):
            if problem.is_error:
                of_sheet.setdefault(problem.sheet, []).append(problem)
        else:
            by_place.setdefault((problem.sheet, problem.row), []).append(problem)
    for sheet, row, *values in reading.rows():
        problems = of_sheet.pop(sheet, []) + by_place.get((sheet, row), [])
        yield {
            "sheet": sheet,
            "row": row,
            "values": values_json(values),
            "errors": [problem_json(each) for each in problems if each.is_error],
            "warnings": [problem_json(each) for each in problems if not each.is_error],
        }


def values_json(values: Sequence[object]) -> JsonObject:
    row = {
        JSON_NAMES.get(name, name): value
        for name, value in zip(FIELD_ORDER, values, strict=True)
        if name not in NOT_IN_JSON
    }
    row["retention"] = "permanent" if row["retention"] == 0 else row["retention"]
    return row


def problem_json(problem: Problem) -> dict[str, str]:
    column = JSON_NAMES.get(problem.field, problem.field) or problem.header
    return {"column": column, "value": problem.value, "message": problem.text}
