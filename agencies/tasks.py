"""Tasks of the worker by the clock for agencies (see config/schedule.py)."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from . import clock_steps, jobs
from .calendar import portal_now
from .chain.codes import make_code
from .chain.linking import link_what_waits
from .jobs import run_job as run_job
from .kept_files import clear_old_files
from .limits import logins, quotas
from .models import FormDraft, Job
from .once import clear_sent_forms
from .purge.services import delete_purged_files


@shared_task
def sweep_jobs() -> None:
    """Pick silent jobs up again; give up with a sentence after JOB_MAX_ATTEMPTS.

    Where the clock was set since the last sweep nobody is silent: each job gets its whole time anew.
    """
    if clock_steps.was_set():
        Job.objects.filter(state__in=Job.UNFINISHED).update(heartbeat_at=timezone.now())
        return
    silent = Job.objects.silent_since(timezone.now() - settings.JOB_HEARTBEAT_TIMEOUT)
    exhausted = silent.filter(state=Job.State.RUNNING, attempts__gte=settings.JOB_MAX_ATTEMPTS)
    exhausted.update(
        state=Job.State.FAILED,
        finished_at=portal_now(),
        message="Tiến trình xử lý dừng giữa chừng nhiều lần. Bấm “Làm lại”, hoặc báo quản trị hệ thống.",
    )
    for job_id in list(silent.values_list("pk", flat=True)):
        waiting = {"state": Job.State.QUEUED, "percent": 0, "message": jobs.WAITING, "heartbeat_at": timezone.now()}
        if silent.filter(pk=job_id).update(**waiting):
            jobs.wake_up(job_id)


@shared_task
def clear_sessions() -> None:
    """Delete ended sessions, with the forms that were kept in them."""
    call_command("clearsessions")


@shared_task
def clear_usage() -> None:
    """Forget counts of periods that are over, and addresses that nobody logged in from for long."""
    quotas.clear_usage()
    logins.clear_places()


@shared_task
def clear_old_drafts() -> None:
    """Delete drafts that nobody has changed for 90 days, files chosen for a form a day ago, keys of forms sent, and
    files that a purge could not delete."""
    FormDraft.objects.filter(saved_at__lt=portal_now() - timedelta(days=90)).delete()
    clear_old_files()
    clear_sent_forms()
    delete_purged_files()


@shared_task
def link_history() -> None:
    """Bind events whose process died between writing and binding them."""
    link_what_waits()


@shared_task
def code_history() -> None:
    """Keep the code of the history up to yesterday; safe to run again."""
    link_what_waits()
    make_code()
