import logging
from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from . import jobs
from .calendar import portal_now
from .models import FormDraft, Job

log = logging.getLogger(__name__)


@shared_task
def run_job(job_id):
    """Run one job if nobody else does; safe to call any number of times."""
    attempt = jobs.claim(job_id)
    if attempt is None:
        return
    kind = Job.objects.values_list("kind", flat=True).get(pk=job_id)
    try:
        message = jobs.HANDLERS[kind](job_id, jobs.heartbeat(job_id, attempt))
        jobs.finish(job_id, attempt, Job.State.DONE, message or "Đã xong")
    except jobs.JobLost:
        log.warning("job %s was taken over", job_id)
    except jobs.JobFailed as failure:
        jobs.finish(job_id, attempt, Job.State.FAILED, str(failure), percent=0)
    except Exception:
        log.exception("job %s (%s) failed", job_id, kind)
        jobs.finish(
            job_id, attempt, Job.State.FAILED, "Lỗi của cổng, đã ghi nhật ký. Bấm “Làm lại” để chạy lại.", percent=0
        )


@shared_task
def sweep_jobs():
    """Pick silent jobs up again; give up with a sentence after JOB_MAX_ATTEMPTS."""
    silent = Job.objects.silent_since(timezone.now() - settings.JOB_HEARTBEAT_TIMEOUT)
    exhausted = silent.filter(state=Job.State.RUNNING, attempts__gte=settings.JOB_MAX_ATTEMPTS)
    exhausted.update(
        state=Job.State.FAILED,
        finished_at=timezone.now(),
        message="Tiến trình xử lý dừng giữa chừng nhiều lần. Bấm “Làm lại”, hoặc báo quản trị hệ thống.",
    )
    for job_id in list(silent.values_list("pk", flat=True)):
        waiting = {"state": Job.State.QUEUED, "percent": 0, "message": jobs.WAITING, "heartbeat_at": timezone.now()}
        if silent.filter(pk=job_id).update(**waiting):
            run_job.delay(job_id)


@shared_task
def clear_sessions():
    """Sessions that have ended are thrown away, with the forms that were kept in them."""
    call_command("clearsessions")


@shared_task
def clear_old_drafts():
    """Drafts nobody touched for 90 days are thrown away."""
    FormDraft.objects.filter(saved_at__lt=portal_now() - timedelta(days=90)).delete()
