"""What `./portal bench kills` takes for a half, a double, a job without an end, and a thing left over."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from agencies.models import Job
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.models import CatalogueUpload, StagedFile
from reports.bench import remains
from reports.models import Report
from tests.helpers.catalogues import row
from tests.helpers.tampering import tampered

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def written(plan, lan, settings, tmp_path):
    """A catalogue that one workbook of three files was written into, whole."""
    settings.MEDIA_ROOT = tmp_path / "media"
    name = f"{remains.NAMED}lan 1"
    catalogue = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name=name, fonds_name="Sở Y tế")
    write_files(catalogue, actor=lan, added=[row(f"0{number}", page_count=9) for number in (1, 2, 3)])
    known = {"kind": "catalogue_upload", "requester": lan, "file_name": "a.xlsx", "state": Job.State.DONE}
    CatalogueUpload.objects.create(catalogue=catalogue, phase="written", written_at=timezone.now(), **known)
    return catalogue


def found():
    return sorted(sentence.partition(":")[0] for sentence in remains.remains(3))


def test_a_whole_one_is_nothing(written):
    assert list(remains.remains(3)) == []


def test_a_row_that_is_missing_is_a_half(written):
    written.files.first().delete()
    assert found() == ["half"]


def test_two_writings_and_two_of_one_name_are_doubles(written, plan, lan):
    CatalogueUpload.objects.create(
        catalogue=written, phase="written", kind="catalogue_upload", requester=lan, file_name="b", state=Job.State.DONE
    )
    create_catalogue(plan=plan, agency=lan.agency, actor=lan, name=written.name, fonds_name="Khác")
    assert {"double"} <= set(found())
    assert sum(sentence.startswith("double") for sentence in remains.remains(3)) == 2


def test_a_job_without_an_end_and_one_without_a_sentence_are_told(written, lan):
    Job.objects.create(kind="report", requester=lan)
    Job.objects.create(kind="report", requester=lan, state=Job.State.FAILED, message="")
    assert [sentence.split(":")[0].split("#")[0] for sentence in remains.remains(3)] == ["stuck", "report "]


def test_rows_that_wait_for_nobody_are_told(written, lan):
    values = {field.name: getattr(written.files.first(), field.name, None) for field in StagedFile._meta.fields}
    upload = written.uploads.get()
    own = {"upload": upload, "sheet": 1, "row": 2, "broken": False, "position": 1, "origin_upload": 0, "place": None}
    StagedFile.objects.create(
        **{name: value for name, value in values.items() if name not in {*own, "pk"} and value is not None}, **own
    )
    assert list(remains.staged()) == [f"staged: 1 rows of upload {upload.pk}"]


def test_files_that_are_gone_or_cut_off_or_nobodys_are_told(written, plan, hoa):
    report = Report.objects.create(kind="report", requester=hoa, plan=plan, as_of=plan.starts_on, state=Job.State.DONE)
    report.pdf.save("r.pdf", ContentFile(b"%PDF-1.7 cut off"))
    report.docx.save("r.docx", ContentFile(b"PK cut off"))
    report.xlsx.save("r.xlsx", ContentFile(b"PK"))
    default_storage.delete(report.xlsx.name)
    default_storage.save(f"report/{report.pk}/lost.pdf", ContentFile(b"%PDF"))
    said = list(remains.remains(3))
    assert sum("is not whole" in sentence for sentence in said) == 2
    assert any("not there" in sentence for sentence in said) and f"left over: report/{report.pk}/lost.pdf" in said


def test_the_daily_clearing_is_not_waited_for(written):
    default_storage.save("paper/lost.pdf", ContentFile(b"%PDF"))
    assert list(remains.remains(3)) == [] and not Path(default_storage.path("paper/lost.pdf")).exists()
    assert remains.files.ON_ITS_WAY == timedelta(days=1)


def test_a_history_that_was_changed_is_told(written):
    tampered("UPDATE agencies_event SET actor_name = 'Khác'")
    assert "history" in found()
