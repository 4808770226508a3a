"""What a worker does for jobs of the kind "catalogue_upload"."""

from agencies.jobs import handles

from .loading.work import carry_out
from .models import CatalogueUpload
from .services.uploads import KIND


@handles(KIND)
def run(job_id, beat):
    upload = CatalogueUpload.objects.select_related("catalogue__agency", "requester__agency").get(pk=job_id)
    return carry_out(upload, beat)
