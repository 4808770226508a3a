"""What a worker does for jobs: uploads of catalogues and their marking, searches of duplicates, manifests of scans,
metadata for the shared archive."""

from agencies.jobs import Beat, handles
from plans.uploads.services import KIND

from .duplicates import search_job as duplicates
from .evidence import services as evidence
from .evidence import work as evidence_work
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


@handles(evidence.KIND, long=True)
def compare_manifest(job_id: int, beat: Beat) -> str:
    return evidence_work.run(job_id, beat)


@handles(archive.KIND, long=True)
def export_to_archive(job_id: int, beat: Beat) -> str:
    known = ArchiveExport.objects.select_related("requester__agency", "agency", "plan")
    return archive.carry_out(known.get(pk=job_id), beat)
