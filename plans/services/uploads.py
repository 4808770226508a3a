"""From an uploaded workbook to a preview, from the preview to the catalogue; a list with secrets is refused first."""

from dataclasses import dataclass

from django.db import transaction

from agencies.calendar import portal_now
from agencies.formats.numbers import format_int
from agencies.formats.text import clean_text
from agencies.uploads import is_too_large, too_large
from agencies.workflow import Overtaken, WorkflowError

from ..intake.checks import judge, key_of
from ..intake.columns import FIELDS
from ..intake.problems import Problem
from ..intake.sandbox import Refused, read_workbook
from ..intake.secrecy import file_name_is_marked, is_marked, secret_places
from ..models import Catalogue, CatalogueUpload
from .files import write_files

ROWS_NAMED, MOST_PROBLEMS = 30, 10_000
DIVIDE = "Chia thành nhiều tệp rồi tải lên từng tệp."


@dataclass(frozen=True)
class Comparison:
    """An upload against the catalogue's present rows: new rows, [(file, row)] of changed ones, counts of the rest."""

    added: list
    changed: list
    unchanged: int
    untouched: int


@transaction.atomic
def read_upload(catalogue, *, actor, data, file_name):
    """Read and judge a workbook given as bytes and keep what was read for the preview.

    Raises Refused; a workbook with state secrets is refused whole, and nothing of it is kept or logged.
    """
    if is_too_large(len(data)):
        raise Refused("limits", too_large(DIVIDE))
    sheets = read_workbook(data, file_name)
    refuse_secrets(sheets, file_name)
    judgement = judge(sheets)
    CatalogueUpload.objects.filter(catalogue=catalogue, uploaded_by=actor, confirmed_at__isnull=True).delete()
    return CatalogueUpload.objects.create(
        catalogue=catalogue,
        uploaded_by=actor,
        file_name=clean_text(file_name)[-200:],
        rows=judgement.rows,
        problems=[problem.as_json() for problem in kept(judgement.problems)],
    )


def kept(problems):
    """The first of them, errors before warnings: a broken workbook of 20.000 rows has hundreds of thousands."""
    ordered = sorted(problems, key=lambda problem: not problem.is_error)
    left = ordered[MOST_PROBLEMS:]
    if not left:
        return problems
    text = f"Còn {format_int(len(left))} chỗ khác chưa kể ra: sửa các chỗ đã nêu rồi tải lên lại."
    return [*ordered[:MOST_PROBLEMS], Problem(text=text, level=left[0].level)]


def refuse_secrets(sheets, file_name=""):
    places = secret_places(sheets)
    if not places and not file_name_is_marked(file_name) and not any(is_marked(sheet.name) for sheet in sheets):
        return
    told = "; ".join(f"trang tính {number_of(sheets, name)}, dòng {listed(rows)}" for name, rows in places)
    raise Refused(
        "secret",
        f"Tệp bị từ chối toàn bộ vì có dấu hiệu bí mật nhà nước ({told or 'ở tên tệp hoặc tên trang tính'}). "
        "Cổng không lưu nội dung nào của tệp. Bỏ các dòng này khỏi tệp; tài liệu mật chỉ kê số lượng theo độ mật "
        "trong phần Rà soát.",
    )


def number_of(sheets, name):
    """A sheet by its name; by its number where the name itself carries a mark."""
    number = next(at for at, sheet in enumerate(sheets, 1) if sheet.name == name)
    return f"thứ {number}" if is_marked(name) else f"“{name}”"


def listed(rows):
    """'5, 9, 12' and how many more."""
    more = len(rows) - ROWS_NAMED
    return ", ".join(map(str, rows[:ROWS_NAMED])) + (f" và {format_int(more)} dòng khác" if more > 0 else "")


def compare(upload):
    """What confirming would do to the catalogue now."""
    present = {(file.box_number, file.file_number): file for file in upload.catalogue.files.all()}
    added, changed, unchanged = [], [], 0
    for row in upload.rows:
        file = present.pop(key_of(row), None)
        if file is None:
            added.append(row)
        elif differs(file, row):
            changed.append((file, row))
        else:
            unchanged += 1
    return Comparison(added, changed, unchanged, len(present))


def differs(file, row):
    return any(getattr(file, name) != row[name] for name in FIELDS)


@transaction.atomic
def confirm_upload(upload, *, actor):
    """Write the upload into its catalogue: new and changed rows only. Raises WorkflowError, Overtaken, NotAllowed."""
    if any(problem["level"] == "error" for problem in upload.problems):
        raise WorkflowError("Tệp còn lỗi nên chưa ghi được. Sửa tệp rồi tải lên lại.")
    claimed = CatalogueUpload.objects.filter(pk=upload.pk, confirmed_at__isnull=True).update(confirmed_at=portal_now())
    if not claimed:
        raise Overtaken("Lần tải này đã được xác nhận trước đó.")
    Catalogue.objects.select_for_update().get(
        pk=upload.catalogue_id
    )  # a second upload compares with what this one wrote
    comparison = compare(upload)
    changes = write_files(
        upload.catalogue, actor=actor, added=comparison.added, changed=comparison.changed,
        how=f" từ tệp {upload.file_name}",
    )  # fmt: skip
    CatalogueUpload.objects.filter(pk=upload.pk).update(rows=[], problems=[])
    return changes
