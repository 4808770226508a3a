"""Work for jobs of the kinds "report", "paper" and "money_file", and by the clock: mails, clearing."""

from celery import shared_task

from agencies.jobs import Beat, handles

from . import document_jobs, services
from .digest.services import clear_old_mail as forget_old_mail
from .digest.services import send_due_mail
from .models import MoneyFile, Paper, Report
from .money_documents import files as money_files


@handles(services.KIND, long=True)
def run(job_id: int, beat: Beat) -> str:
    report = Report.objects.select_related("plan__reporting_agency", "requester").get(pk=job_id)
    return services.build_report(report, beat)


@handles(document_jobs.KIND, long=True)
def write_paper(job_id: int, beat: Beat) -> str:
    return document_jobs.build_paper(Paper.objects.select_related("requester__agency").get(pk=job_id), beat)


@handles(money_files.KIND, long=True)
def draw_money_file(job_id: int, beat: Beat) -> str:
    return money_files.draw_file(MoneyFile.objects.select_related("requester__agency").get(pk=job_id), beat)


@shared_task
def clear_old_papers() -> None:
    """Delete documents older than a week; whoever needs one has it written anew."""
    document_jobs.clear_papers()
    money_files.clear_files()


@shared_task
def send_mail() -> None:
    """One round of mails; safe to run again and by several workers at once."""
    send_due_mail()


@shared_task
def clear_old_mail() -> None:
    """Forget mails of long ago."""
    forget_old_mail()
