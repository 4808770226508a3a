"""What a worker does for jobs of the kind "report"."""

from agencies.jobs import handles

from . import services
from .models import Report


@handles(services.KIND)
def run(job_id, beat):
    report = Report.objects.select_related("plan__reporting_agency", "requester").get(pk=job_id)
    return services.build_report(report, beat)
