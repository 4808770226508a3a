"""One change to many files of a catalogue at once: one statement, one event, totals in the same transaction."""

from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet

from agencies.formats.dates import format_partial_date
from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.models import User
from agencies.workflow import WorkflowError
from plans.intake.cells.values import show_retention
from plans.intake.rows.judge_columns import ends_early
from plans.models import ArchivalFile, Catalogue
from plans.models.pages import PageBasis

from .change_sets import change_set, keep_files
from .file_history import MOST_RECORDED, Row, record_changes, values_of
from .files import TAKEN, settle_totals
from .services import open_for_change

LABELS = {
    "box_number": "hộp/cặp số",
    "retention_years": "thời hạn bảo quản",
    "arranged": "đã chỉnh lý",
    "priority": "ưu tiên",
    "condition": "tình trạng",
    "start_date": "thời gian bắt đầu",
    "page_count": "số trang A4",
    "page_basis": "căn cứ số trang",
}
UNKNOWN = "Chưa rõ"
EARLY = "Có hồ sơ kết thúc trước thời gian bắt đầu này: bỏ đánh dấu hồ sơ đó, hoặc sửa riêng."
Value = str | int | bool | None
UNDECIDED = {"decision": "", "left_out_reason": "", "looked_at": None, "appraisal": None}


@transaction.atomic
def change_files(
    catalogue: Catalogue,
    files: QuerySet[ArchivalFile],
    values: Row,
    *,
    actor: User,
    expected_version: int | None = None,
) -> int:
    """Give the files of the queryset these values ({field: value}); returns how many changed.

    Like a single edit, it takes back what Sở Nội vụ decided on them. Raises NotAllowed, Overtaken, WorkflowError.
    """
    current = open_for_change(catalogue, actor, expected_version)
    before = counts(files, values)
    changed = differing(files.filter(catalogue=current), values)
    refuse_early_ends(changed, values)
    touched = list(changed.order_by()[: MOST_RECORDED + 1])
    if not touched:
        return 0
    with change_set(current, actor) as change:
        count = keep_files(change, changed)
        set_values(changed, values, current.revision)
        change.sentence = f"đặt {values_text(values)} cho {format_int(count)} hồ sơ"
    settle_totals(current)
    record_changes([(file, values_of(file), values) for file in touched], actor=actor)
    sentence = f"{change.sentence} trong {current}"
    record(current, actor=actor, action="files", before=before, after=values, sentence=sentence)
    return count


def set_values(files: QuerySet[ArchivalFile], values: Row, revision: int) -> None:
    """One statement for all files; raises WorkflowError where two would have the same box and number."""
    chosen = ArchivalFile.objects.filter(pk__in=files.order_by().values("pk"))
    try:
        with transaction.atomic():
            chosen.update(**values, **UNDECIDED, revision=revision)
    except IntegrityError:
        raise WorkflowError(TAKEN) from None


def refuse_early_ends(files: QuerySet[ArchivalFile], values: Row) -> None:
    """Raise WorkflowError where the new start lies after the end of a file."""
    start = values.get("start_date")
    ends = files.exclude(end_date="").order_by().values_list("end_date", flat=True).distinct() if start else ()
    if any(ends_early(str(start), end) for end in ends):
        raise WorkflowError(EARLY)


def differing(files: QuerySet[ArchivalFile], values: Row) -> QuerySet[ArchivalFile]:
    """The files that do not have all of the values yet."""
    return files.filter(~Q(**values))


def counts(files: QuerySet[ArchivalFile], values: Row) -> dict[str, dict[str, int]]:
    """{field: {value in Vietnamese: how many files have it now}} for the preview and the history."""
    return {field: counts_by_value(files, field) for field in values}


def counts_by_value(files: QuerySet[ArchivalFile], field: str) -> dict[str, int]:
    """{value in Vietnamese: how many files have it}, the most frequent first."""
    found = files.order_by().values_list(field).annotate(count=Count("pk")).order_by("-count", field)
    return {value_text(field, value): count for value, count in found}


def values_text(values: Row) -> str:
    """The values in Vietnamese: 'đã chỉnh lý “Có”, tình trạng “Tốt”'."""
    return ", ".join(f"{LABELS[field]} “{value_text(field, value)}”" for field, value in values.items())


def value_text(field: str, value: Value) -> str:
    """A value in Vietnamese: "Có", "50 năm", "Bảo quản vĩnh viễn"."""
    if field == "arranged":
        return "Có" if value else "Không"
    if field == "retention_years":
        return UNKNOWN if value is None else show_retention(int(value))
    if field == "box_number":
        return str(value) or "–"
    if field == "start_date":
        return format_partial_date(str(value)) or UNKNOWN
    if field == "page_count":
        return format_int(int(value or 0))
    if field == "page_basis":
        return str(PageBasis(str(value or "")).label)
    names = dict(ArchivalFile.Condition.choices if field == "condition" else ArchivalFile.Priority.choices)
    return names.get(str(value), "Không ưu tiên")
