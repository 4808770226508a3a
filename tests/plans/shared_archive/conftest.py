"""What the tests of the shared archive begin with: appraised catalogues of Sở Y tế and of Sở Xây dựng."""

import pytest

from agencies import jobs
from agencies.calendar import portal_today
from plans.models import ArchiveExport, ArchiveItem
from plans.shared_archive import exports
from plans.shared_archive.mapping import mapping_on
from plans.shared_archive.records import prepare
from tests.helpers import factories as make
from tests.helpers.catalogues import appraise, hand_in, row


@pytest.fixture
def appraised(agencies, lan, hoa):
    """Five files of Sở Y tế, all appraised: 100 pages A4 and 2 of A3 each, 104 pages as A4."""
    catalogue = appraise(hand_in(agencies["SYT"], lan, rows=5), hoa)
    make.a_progress_report(agencies["SYT"], make.FIRST_DAY, 10_000, checked_pages=10_000)
    return catalogue


@pytest.fixture
def export(plan, son, agencies):
    """`export()`: Sơn exports what is due of Sở Y tế, and a worker writes it."""

    def make_one(code="SYT", actor=son, run=True):
        agency = agencies[code]
        due = prepare(agency, plan, mapping_on(portal_today()))
        made = exports.request_export(agency, plan, actor=actor, seen=due.mark(), seen_doubts=True)
        if run:
            jobs.run_here(made.pk)
        return ArchiveExport.objects.get(pk=made.pk)

    return make_one


@pytest.fixture
def codes():
    """{file number: code} of the lines that stand."""
    return lambda: {one.code.rsplit(".", 1)[1]: one.code for one in ArchiveItem.objects.filter(is_latest=True)}


__all__ = ["row"]
