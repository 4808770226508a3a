"""What a child process would have read, without a workbook and without a child."""

from plans.intake.columns import FIELDS
from plans.intake.problems import WARNING, Problem
from plans.intake.reading import FIELD_ORDER, Chunk, Reading, SheetReading
from plans.uploads import services as uploads

SHEET, SHAPE = "Mục lục", "a" * 32
MISTAKE = Problem("Nhập một số.", SHEET, 6, "I", "Trang A4", "1,5", field="page_count")
DOUBT = Problem("Kiểm tra lại.", SHEET, 7, "B", "Hồ sơ số", "7", WARNING, "file_number")


def reading_of(*rows, fields=FIELDS, problems=(), **more):
    """What a child would have read; the rows begin at row 5, in chunks of four."""
    wrong = [problem for problem in problems if problem.is_error]
    chunks = []
    for start in range(0, len(rows), 4):
        part, numbers = rows[start : start + 4], list(range(5 + start, 5 + min(start + 4, len(rows))))
        columns = [[values.get(name, "") for values in part] for name in FIELD_ORDER]
        chunks.append(Chunk(0, 1, numbers, columns, frozenset(problem.row for problem in wrong)))
    sheet = SheetReading(SHEET, (4,), {name: name for name in fields})
    return Reading(
        sheets=[sheet],
        row_count=len(rows),
        problems=list(problems),
        names=[SHEET],
        chunks=chunks,
        error_count=len(wrong),
        warning_count=len(problems) - len(wrong),
        shape=SHAPE,
        **more,
    )


def confirm(upload, actor=None, **options):
    """Confirmed by the one who sent it, where nobody else is named."""
    return uploads.confirm_upload(upload, actor=actor or upload.requester, **options)


def numbers(catalogue):
    return list(catalogue.files.order_by("position").values_list("file_number", flat=True))


def contents_of(catalogue):
    """Everything the catalogue holds, but for its version."""
    catalogue.refresh_from_db()
    totals = (catalogue.file_count, catalogue.page_count, catalogue.sheet_count, catalogue.accepted_files)
    return totals, list(catalogue.files.order_by("pk").values())
