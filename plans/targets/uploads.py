"""From a workbook of Phụ lục I, II to targets: read, judge, compare, and write only on confirmation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypedDict

from django.db import transaction

from agencies.calendar import portal_now, portal_today
from agencies.formats.text import clean_text
from agencies.history import record
from agencies.models import Agency, User
from agencies.typed import version_of
from plans.intake.sandbox import read_workbook
from plans.intake.secrets.refusing import refuse_secrets
from plans.intake.turns import turn
from plans.models import ControlFigure, Plan, Target, TargetUpload
from plans.pricing import plan_price_dong
from plans.unusual.bounds import Bounds, bounds_on
from plans.unusual.judge import unusual_target

from .annexes import lines_of_plan
from .services import (
    Pair,
    TargetError,
    TargetFigures,
    TargetsChanged,
    assign_targets,
    given_to_communes,
    standing_lines,
    too_little,
)
from .workbook import read_annex
from .workbook_rows import AnnexFault, AnnexReading

SETTLED = "Bảng này đã được ghi hoặc bỏ trước đó."
CHANGED_MEANWHILE = "Chỉ tiêu vừa thay đổi sau khi bạn xem. So sánh đã làm lại bên dưới: xem số mới rồi xác nhận."
Change = tuple[Agency, TargetFigures | None, TargetFigures]  # before, after


class SumAfter(TypedDict):
    """A control figure of a group, the sum as it would be, and the difference."""

    group: str
    unit: str
    control: int
    sum: int
    difference: int


@dataclass
class TargetComparison:
    """What a workbook would change: rows (agency, before, after), and each group's sums afterwards."""

    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    groups: list[list[SumAfter]] = field(default_factory=list)
    mark: str = ""  # of all that the page shows of it
    doubts: list[str] = field(default_factory=list)  # sentences on lines far from the targets of now

    @property
    def writes(self) -> int:
        return len(self.new) + len(self.changed)


def read_targets(data: bytes, file_name: str, plan: Plan) -> AnnexReading:
    """An AnnexReading with all faults, those against present divisions included. Raises sandbox.Refused."""
    with turn():
        sheets = read_workbook(data, file_name)
    refuse_secrets(sheets, file_name)
    annex = read_annex(sheets, agencies=list(lines_of_plan()), price_dong=plan_price_dong(plan))
    for agency, line in annex.lines.items():
        problem = too_little(agency, line, given(plan, agency))
        if problem:
            annex.faults.append(AnnexFault(*annex.places[agency], "Số trang A4", problem))
    return annex


def given(plan: Plan, agency: Agency) -> Pair:
    return given_to_communes(plan, agency) if agency.kind == Agency.Kind.DISTRICT else (0, 0)


@transaction.atomic
def keep_upload(annex: AnnexReading, *, plan: Plan, actor: User, file_name: str) -> TargetUpload:
    """The rows, waiting for confirmation; the workbook itself is not kept."""
    rows = [[agency.code, line.file_count, line.page_count, line.note] for agency, line in annex.lines.items()]
    warnings = [f"{each.place}: {each.text}" for each in annex.warnings]
    upload = TargetUpload.objects.create(
        plan=plan,
        uploaded_by=actor,
        file_name=clean_text(file_name)[-200:],
        rows={"lines": rows, "warnings": warnings, "empty": annex.empty},
    )
    record(plan, actor=actor, action="upload", sentence=f"nạp bảng chỉ tiêu của {len(rows)} cơ quan, chờ xem lại")
    return upload


@transaction.atomic
def cancel_upload(upload: TargetUpload, *, actor: User) -> None:
    """Throw away a table that nobody confirmed. Raises TargetError where it was confirmed or dropped meanwhile."""
    current = TargetUpload.objects.select_for_update().filter(pk=upload.pk, confirmed_at=None).first()
    if current is None:
        raise TargetError(SETTLED)
    current.delete()
    record(upload.plan, actor=actor, action="upload_cancelled", sentence="bỏ bảng chỉ tiêu đã nạp, chưa ghi")


def record_refusal(plan: Plan, *, actor: User, why: str) -> None:
    """Somebody sent a workbook that was not accepted; nothing of what it holds is kept."""
    sentence = "nạp một bảng chỉ tiêu không được nhận"
    record(plan, actor=actor, action="upload_refused", sentence=sentence, after={"why": why})


def lines_of(upload: TargetUpload) -> dict[Agency, TargetFigures]:
    """{Agency: TargetFigures} of a kept upload, in official order."""
    lines = {code: TargetFigures(files, pages, note) for code, files, pages, note in upload.rows["lines"]}
    return {agency: lines[agency.code] for agency in lines_of_plan().filter(code__in=lines)}


def compare(upload: TargetUpload) -> TargetComparison:
    standing, found, bounds = standing_lines(upload.plan), TargetComparison(), bounds_on(portal_today())
    lines = lines_of(upload)
    for agency, line in lines.items():
        before = standing.get(agency.code)
        if line.same_as(before):
            found.unchanged += 1
        else:
            (found.changed if before else found.new).append((agency, before, line))
            found.doubts += [f"{agency}: {text}." for text in far_from(before, line, bounds)]
    after = standing | {agency.code: line for agency, line in lines.items()}
    found.groups = [group_after(figure, after) for figure in upload.plan.control_figures.order_by("group")]
    found.mark = version_of(upload.rows["lines"], sorted(standing.items()))
    return found


def far_from(before: TargetFigures | None, line: TargetFigures, bounds: Bounds) -> list[str]:
    return unusual_target(line.page_count, before.page_count if before else None, bounds)


def group_after(figure: ControlFigure, lines: Mapping[str, TargetFigures]) -> list[SumAfter]:
    """Sums of a group as they would be, and how far from the control figure."""
    codes = set(lines_of_plan().in_group(figure.group).values_list("code", flat=True))
    files = sum(line.file_count for code, line in lines.items() if code in codes)
    pages = sum(line.page_count for code, line in lines.items() if code in codes)
    price = plan_price_dong(figure.plan)
    measures = (
        ("hồ sơ", figure.file_count, files),
        ("trang", figure.page_count, pages),
        ("đồng", figure.amount_dong, pages * price),
    )
    return [
        {
            "group": figure.get_group_display(),
            "unit": unit,
            "control": control,
            "sum": total,
            "difference": total - control,
        }
        for unit, control, total in measures
    ]


@transaction.atomic
def confirm_upload(upload: TargetUpload, *, actor: User, seen: str | None = None) -> int:
    """Write every line at once; returns how many changed. `seen` is the mark of the comparison that the actor saw.

    Raises TargetError, TargetsChanged.
    """
    current = TargetUpload.objects.select_for_update().filter(pk=upload.pk, confirmed_at=None).first()
    if current is None:
        raise TargetError(SETTLED)
    list(Target.objects.select_for_update().filter(plan=current.plan).order_by("pk"))
    if seen is not None and seen != compare(current).mark:
        raise TargetsChanged(CHANGED_MEANWHILE)
    count = assign_targets(current.plan, lines_of(current), actor=actor, source=f"Nạp từ tệp “{current.file_name}”")
    current.confirmed_at = portal_now()
    current.save(update_fields=["confirmed_at"])
    return count
