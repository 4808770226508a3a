"""UBND tỉnh reads, the administrator keeps the portal in order."""

from django.urls import reverse

from agencies import backups
from agencies.formats.dates import format_date
from agencies.models import DutyOffice, Job, User
from plans.models import Plan

from ..models import Report
from .beginning import beginning
from .pills import Task, task
from .province_desk import ProvinceDesk
from .urging import unmatched, urging, without_heirs


def reader_tasks(desk: ProvinceDesk) -> list[Task]:
    """The latest report first, then where the plan is at risk."""
    report = Report.objects.visible_to(desk.user).filter(state=Job.State.DONE).first()
    found = [task("Xem tiến độ toàn tỉnh", reverse("dashboard"), tone="run", word="số liệu mới")]
    if report:
        url = reverse("report_detail", args=[report.pk])
        note = f"Số liệu đến ngày {format_date(report.as_of)}: Word, Excel, PDF."
        found.insert(0, task("Đọc báo cáo tổng hợp mới nhất", url, tone="run", word="đã lập", note=note))
    return found + urging(desk)


def administrator_tasks(desk: ProvinceDesk) -> list[Task]:
    """What a beginning province lacks, backups that stopped, accounts without an agency, failed jobs, tasks of the plan
    that an ending office leaves to nobody, ended agencies without successor, targets that do not add up."""
    found = [*to_begin(desk.plan), *troubled_backup(), *accounts(), *failed_jobs(), *offices(desk)]
    return [*found, *without_heirs(desk), *unmatched(desk)]


def to_begin(plan: Plan | None) -> list[Task]:
    """The start list, until nothing of it is missing."""
    left = [step.title for step in beginning(plan) if step.is_missing]
    if not left:
        return []
    note = f"{'; '.join(left)}."
    return [
        task("Bắt đầu: việc còn thiếu", reverse("begin"), count=len(left), tone="warn", word="còn thiếu", note=note)
    ]


def troubled_backup() -> list[Task]:
    """Backups that stopped: the last is old, or the daily one failed since. The first is a step of the start list."""
    state = backups.state()
    if not (state.is_old or state.has_failed):
        return []
    word = "không thành công" if state.has_failed else "đã cũ"
    return [task("Xem lại việc sao lưu", reverse("backup_help"), tone="bad", word=word, note=state.said)]


def accounts() -> list[Task]:
    """Accounts that wait for their agency."""
    count = User.objects.filter(is_active=True, agency__isnull=True, is_superuser=False).count()
    if not count:
        return []
    url = reverse("admin:agencies_user_changelist")
    return [task("Gán cơ quan cho tài khoản", url, count=count, tone="warn", word="chưa có cơ quan")]


def offices(desk: ProvinceDesk) -> list[Task]:
    """Tasks of the plan whose office ends, or has ended, while nobody is entered to go on."""
    title, url = "Ghi cơ quan giữ tiếp nhiệm vụ của Kế hoạch", reverse("admin:agencies_dutyoffice_add")
    return [
        task(title, url, tone="bad", word="chưa ghi", note=office.end_sentence)
        for office in DutyOffice.objects.ending(desk.today)
    ]


def failed_jobs() -> list[Task]:
    """Jobs that failed, with the message of the latest."""
    failed = Job.objects.filter(state=Job.State.FAILED)
    count, latest = failed.count(), failed.first()
    if latest is None:
        return []
    url = reverse("admin:agencies_job_changelist")
    note = latest.message
    return [task("Công việc nền không thành công", url, count=count, tone="bad", word="thất bại", note=note)]
