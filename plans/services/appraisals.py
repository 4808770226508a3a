"""Effects of the catalogue's workflow; `agencies.workflow.perform` owns the transaction."""

from agencies.calendar import portal_today
from agencies.workflow import WorkflowError

from ..models import Appraisal, Catalogue
from ..models.pages import PAGE_FIELDS
from ..pricing import tariff_on


def declare_secrecy(catalogue, actor, *, secrecy_declared=False, **details):
    """Handing in needs the declaration that no state secret is in the list (Luật BVBMNN; domain §4)."""
    if not secrecy_declared:
        raise WorkflowError("Đánh dấu cam kết: Mục lục không chứa tài liệu Mật, Tối mật, Tuyệt mật.")
    Catalogue.objects.filter(pk=catalogue.pk).update(secrecy_declared=True)


def freeze_totals(catalogue, actor, *, document, **details):
    """Keep what was appraised: the sums of the day, with the document's number and date."""
    number, day = document
    return Appraisal.objects.create(
        catalogue=catalogue,
        decided_by=actor,
        decided_on=portal_today(),
        document_number=number,
        document_date=day,
        file_count=catalogue.file_count,
        a4_page_count=tariff_on(portal_today()).a4_pages(catalogue.pages_by_size()),
        **{field: getattr(catalogue, field) for field in PAGE_FIELDS.values()},
    )
