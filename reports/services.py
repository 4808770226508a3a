"""Asking for the report, building its files, keeping them: all or nothing."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max

from agencies.calendar import portal_now
from agencies.formats.dates import format_date
from agencies.history import record
from agencies.jobs import Beat, JobFailed, enqueue, repeat
from agencies.limits.work import REPORTS, spend_work
from agencies.models import Delegation, Job, User
from agencies.policies import admits
from plans.models import Plan

from .documents.content import Document
from .documents.docx import to_docx
from .documents.pdf import PdfUnavailable, to_pdf
from .documents.report import FiguresDisagree, report_document
from .documents.xlsx import to_xlsx
from .figures import as_plain, province_figures
from .models import Report

KIND = "report"
# format, percent when it starts, what the user reads meanwhile, how it is made
STEPS: tuple[tuple[str, int, str, Callable[[Document], bytes]], ...] = (
    ("xlsx", 25, "Đang lập tệp Excel", to_xlsx),
    ("docx", 40, "Đang lập tệp Word", to_docx),
    ("pdf", 60, "Đang lập tệp PDF", to_pdf),
)


@transaction.atomic
def request_report(plan: Plan, *, as_of: date, requester: User, delegation: Delegation | None = None) -> Report:
    """A report of the day's figures, put in the queue, signed by the head or the delegation; twice the same is one."""
    same = Report.objects.filter(plan=plan, as_of=as_of, requester=requester, delegation=delegation)
    waiting = same.filter(state__in=(Job.State.QUEUED, Job.State.RUNNING)).first()
    if waiting:
        return waiting
    spend_work(REPORTS, requester)
    asked = {"kind": KIND, "requester": requester, "created_at": portal_now()}
    asked |= {"delegation": delegation, "number": next_number(plan, as_of)}
    report = Report.objects.create(plan=plan, as_of=as_of, **asked)
    record_event(report, requester, "request_report", "yêu cầu lập")
    enqueue(report)
    return report


def next_number(plan: Plan, as_of: date) -> int:
    """The number of the next report of that day; two requests at once get two."""
    Plan.objects.select_for_update().get(pk=plan.pk)
    last = Report.objects.filter(plan=plan, as_of=as_of).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


@transaction.atomic
def repeat_report(report: Report, *, actor: User) -> bool:
    """Put a failed report back in the queue; False where it has not failed."""
    repeated = repeat(report)
    if repeated:
        record_event(report, actor, "repeat_report", "yêu cầu lập lại")
    return repeated


def record_event(report: Report, actor: User | None, action: str, verb: str) -> None:
    """Write the Event; the report speaks of the whole province, so it belongs to no agency's history."""
    sentence = f"{verb} báo cáo tổng hợp, số liệu đến ngày {format_date(report.as_of)}, lần {report.number}"
    if report.delegation:
        sentence += f", ký {report.delegation.signed_as}"
    record(report, actor=actor, action=action, sentence=sentence, after={"state": report.state})


def build_report(report: Report, beat: Beat) -> str:
    """Compute the figures once, make the files in memory, keep them all; returns the message for the user.

    Raises JobFailed with a sentence where it can't succeed. A worker that dies on the way leaves no row with a file:
    the next attempt clears what lies in the report's folder.
    """
    check_requester(report)
    discard_files(report)
    beat(5, "Đang tổng hợp số liệu của các cơ quan, đơn vị")
    build = replace(report.build, made_at=portal_now())
    figures = province_figures(report.plan, report.as_of)
    beat(15, "Đang soạn báo cáo")
    try:
        document = report_document(report.plan, figures, build, report.delegation)
    except FiguresDisagree as error:
        raise JobFailed(str(error)) from None
    files, trouble = make_files(document, beat)
    beat(90, "Đang lưu các tệp")
    keep(report, as_plain(figures), files, beat, build.made_at)
    return trouble or "Đã lập xong báo cáo."


def check_requester(report: Report) -> None:
    """Raise JobFailed where the person may no longer have it: rights may have changed since they asked."""
    requester = report.requester
    if not (requester.is_active and admits("builds_reports", requester)):
        raise JobFailed("Người yêu cầu không còn quyền lập báo cáo tổng hợp.")


def make_files(document: Document, beat: Beat) -> tuple[dict[str, bytes], str]:
    """({format: bytes}, trouble): where PDF can't be made the other two are, with a sentence on what to do."""
    files: dict[str, bytes] = {}
    trouble = ""
    for extension, percent, message, make in STEPS:
        beat(percent, message)
        try:
            files[extension] = make(document)
        except PdfUnavailable as error:
            trouble = str(error)
    return files, trouble


def keep(
    report: Report,
    figures: Mapping[str, object],
    files: Mapping[str, bytes],
    beat: Beat,
    figures_at: datetime | None = None,
) -> None:
    """Write the files, then the row that names them; when another worker took the job over, neither stays."""
    names: dict[str, str] = {}
    try:
        for extension, content in files.items():
            path = f"{folder(report)}/{uuid4().hex}.{extension}"
            names[extension] = default_storage.save(path, ContentFile(content))
        with transaction.atomic():
            beat(95, "Đang lưu các tệp")
            Report.objects.filter(pk=report.pk).update(figures=figures, figures_at=figures_at, **names)
            report.refresh_from_db()
            record_event(report, None, "build_report", "lập xong")
    except BaseException:
        for name in names.values():
            default_storage.delete(name)
        raise


def folder(report: Report) -> str:
    """Where the files of the report lie in the storage."""
    return f"report/{report.pk}"


def discard_files(report: Report) -> None:
    """Forget the files of an earlier attempt, named in the row or left behind by a worker that was killed."""
    Report.objects.filter(pk=report.pk).update(xlsx="", pdf="", docx="", figures={})
    try:
        _, left_behind = default_storage.listdir(folder(report))
    except FileNotFoundError:
        return
    for name in left_behind:
        default_storage.delete(f"{folder(report)}/{name}")
