"""What a worker does for jobs: "catalogue_upload", "upload_marking", "duplicate_search" and "archive_export"."""

from agencies.jobs import Beat, handles
from plans.uploads.services import KIND

from .duplicates import search_job as duplicates
from .models import ArchiveExport, DuplicateSearch, UploadMarking
from .shared_archive import exports as archive
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


@handles(archive.KIND, long=True)
def export_to_archive(job_id: int, beat: Beat) -> str:
    known = ArchiveExport.objects.select_related("requester__agency", "agency", "plan")
    return archive.carry_out(known.get(pk=job_id), beat)
