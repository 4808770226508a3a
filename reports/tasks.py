"""What a worker does for jobs of the kinds "report" and "paper", and the daily clearing of old documents."""

from celery import shared_task

from agencies.jobs import Beat, handles

from . import document_jobs, services
from .models import Paper, Report


@handles(services.KIND, long=True)
def run(job_id: int, beat: Beat) -> str:
    report = Report.objects.select_related("plan__reporting_agency", "requester").get(pk=job_id)
    return services.build_report(report, beat)


@handles(document_jobs.KIND, long=True)
def write_paper(job_id: int, beat: Beat) -> str:
    return document_jobs.build_paper(Paper.objects.select_related("requester__agency").get(pk=job_id), beat)


@shared_task
def clear_old_papers() -> None:
    """Delete documents older than a week; whoever needs one has it written anew."""
    document_jobs.clear_papers()
