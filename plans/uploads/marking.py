"""Their own workbook with the errors marked, and the rows that can't be written; made in a limited child process."""

import json
import logging
import struct
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NotRequired, TypedDict

from django.db import transaction

from agencies.calendar import portal_now
from agencies.formats.numbers import format_int
from agencies.jobs import Beat, JobFailed, enqueue
from plans.intake.problems import Problem
from plans.intake.sandbox import MAX_COLUMNS, MAX_ROWS
from plans.intake.workbook.options import SheetLimits
from plans.models import CatalogueUpload, UploadMarking, UploadProblem

from .rest import Rest, rest_of
from .storage import keep_file

KIND = "upload_marking"
FAILED = "Chưa tạo được bản đánh dấu lỗi. Danh sách vị trí cần sửa trên trang này vẫn đầy đủ."
CHILD = Path(__file__).with_name("marking_child.py")
WALL_SECONDS = 90
# Above this a workbook is written anew as a stream: openpyxl holds every cell of the original in memory.
AS_IT_IS_ROWS = 20_000
log = logging.getLogger(__name__)


class TaskSheet(TypedDict):
    """A sheet with a table, and where its header is."""

    name: str
    header_rows: list[int]


class Task(TypedDict):
    """What to mark: problems as (sheet, row, column letter, level, header, value, text)."""

    title: str
    format: str
    as_it_is: bool
    rest: Rest
    sheets: list[TaskSheet]
    problems: list[tuple[str, int, str, str, str, str, str]]
    trim: NotRequired[SheetLimits]


def request_marking(upload: CatalogueUpload) -> None:
    """Have a worker make the copies once the preview can be seen."""
    with transaction.atomic():
        UploadMarking.objects.filter(upload=upload).delete()
        asked = {"requester": upload.requester, "created_at": portal_now()}
        enqueue(UploadMarking.objects.create(kind=KIND, upload=upload, **asked))


def carry_out(marking: UploadMarking, beat: Beat) -> str:
    """Raises JobFailed with a sentence."""
    upload = marking.upload
    beat(10, "Đang đánh dấu lỗi trong tệp của bạn")
    with upload.workbook.open("rb") as file:
        data = file.read()
    problems = UploadProblem.objects.filter(upload_id=upload.pk).order_by("number")
    if not mark_errors(upload, data, [each.as_problem() for each in problems.iterator()]):
        raise JobFailed(FAILED)
    return "Đã đánh dấu lỗi trong tệp của bạn."


def mark_errors(upload: CatalogueUpload, data: bytes, problems: Iterable[Problem]) -> bool:
    """Store the marked copy and, where rows are broken, the rest; False where none could be made: the preview still
    lists every problem."""
    task = task_of(upload, problems)
    answer = ask_child(task, data)
    if answer is None and task["as_it_is"]:
        answer = ask_child(task | {"as_it_is": False, "trim": {"rows": MAX_ROWS, "columns": MAX_COLUMNS}}, data)
    if answer is None:
        log.warning("upload %s: no marked copy could be made", upload.pk)
        return False
    for name, content in zip(("marked", "rest"), answer, strict=True):
        if content:
            keep_file(upload, name, content)
    return True


def task_of(upload: CatalogueUpload, problems: Iterable[Problem]) -> Task:
    ordered = sorted(problems, key=lambda each: not each.is_error)
    extension, counts = Path(upload.file_name).suffix.lower().lstrip("."), upload.counts
    return {
        "title": f"{upload.file_name}: {format_int(counts['errors'])} vị trí cần sửa, "
        f"{format_int(counts['warnings'])} vị trí nên kiểm tra lại",
        "format": extension,
        "as_it_is": extension == "xlsx" and counts["read"] <= AS_IT_IS_ROWS,
        "rest": rest_of(upload, ordered),
        "sheets": [{"name": sheet["name"], "header_rows": sheet["header_rows"]} for sheet in upload.sheets],
        "problems": [
            (each.sheet, each.row, each.column, each.level, each.header, each.value, each.text) for each in ordered
        ],
    }


def ask_child(task: Task, data: bytes) -> tuple[bytes, bytes] | None:
    """(marked, rest) as bytes, or None where the child failed or was stopped by a limit."""
    with TemporaryDirectory(prefix="portal-mark-") as folder:
        answer = run_child(json.dumps(task).encode() + b"\n" + data, folder)
    if len(answer) < 16:
        return None
    first, second = struct.unpack(">QQ", answer[:16])
    return answer[16 : 16 + first], answer[16 + first : 16 + first + second]


def run_child(given: bytes, folder: str) -> bytes:
    """What the child answers, whose temporary files lie in the folder; nothing where it failed or was stopped."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-B", str(CHILD)],
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=WALL_SECONDS,
            cwd="/",
            env={"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2", "TMPDIR": folder},
        )
    except subprocess.TimeoutExpired:
        return b""
    return b"" if done.returncode else done.stdout
