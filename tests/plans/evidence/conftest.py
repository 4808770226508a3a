import pytest

from agencies.calendar import portal_now, portal_today
from agencies.tasks import run_job
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.evidence import services
from plans.models import ScanManifest
from tests.helpers.catalogues import row
from tests.helpers.manifests import manifest


@pytest.fixture
def catalogue(plan, lan):
    """Box 1: file 01 of 3 pages A4, file 02 of 2 pages A4 and one A3 (4 A4 pages); box 2: file 01 of 5."""
    made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Giai đoạn 2001–2010", fonds_name="Sở Y tế")
    rows = [
        row("01", page_count=3, page_count_a3=0, sheet_count=2),
        row("02", page_count=2, page_count_a3=1, sheet_count=2),
        row("01", box_number="2", page_count=5, page_count_a3=0, sheet_count=3),
    ]
    write_files(made, actor=lan, added=rows)
    type(made).objects.filter(pk=made.pk).update(state="submitted", submitted_at=portal_now())
    return made


@pytest.fixture
def read(plan, lan, catalogue):
    """`read(scan, …)`: a manifest of Lan's that was compared."""

    def compare(*scans, pattern="{hop}/{so_ho_so}.pdf", scanned_on=None, scope=None, run=True):
        made = services.take_in(
            lan.agency,
            plan=plan,
            actor=lan,
            data=manifest(*scans),
            file_name="manifest.csv",
            scanned_on=scanned_on or portal_today(),
            catalogue=scope,
        )
        services.choose_rule(made, pattern, actor=lan)
        if run:
            run_job(made.pk)
        return ScanManifest.objects.get(pk=made.pk)

    return compare
