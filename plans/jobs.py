"""What a worker does for jobs of the kinds "catalogue_upload", "upload_marking" and "duplicate_search"."""

from agencies.jobs import Beat, handles
from plans.uploads.services import KIND

from .duplicates import search_job as duplicates
from .models import DuplicateSearch, UploadMarking
from .uploads import marking, work


@handles(KIND)
def read_or_write(job_id: int, beat: Beat) -> str:
    return work.run(job_id, beat)


@handles(marking.KIND)
def mark(job_id: int, beat: Beat) -> str:
    return marking.carry_out(UploadMarking.objects.select_related("upload").get(pk=job_id), beat)


@handles(duplicates.KIND, long=True)
def search_duplicates(job_id: int, beat: Beat) -> str:
    known = DuplicateSearch.objects.select_related("requester__agency", "agency", "catalogue__agency")
    return duplicates.carry_out(known.get(pk=job_id), beat)
