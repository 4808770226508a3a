"""What the tests of estimates share."""

from datetime import date

import pytest

from agencies.workflow import perform
from budgets.estimates import services
from plans.models import Appraisal, Catalogue, Fonds
from tests.helpers.factories import a_document


@pytest.fixture
def catalogue_of(plan, agencies, hoa):
    """`catalogue_of("SYT", a4=1000, a3=50)`: an appraised catalogue of the agency."""

    def make(code="SYT", name="Mục lục 1", a4=1_000, **larger):
        fonds, _ = Fonds.objects.get_or_create(agency=agencies[code], name="Phông chính")
        pages = {"page_count": a4, "file_count": 10} | {f"page_count_{size}": count for size, count in larger.items()}
        catalogue = Catalogue.objects.create(
            plan=plan, agency=agencies[code], fonds=fonds, name=name, state=Catalogue.State.APPRAISED, **pages
        )
        decided = {"decided_on": date(2025, 6, 10), "document": a_document(hoa, date(2025, 6, 10), "5/SNV")}
        Appraisal.objects.create(catalogue=catalogue, decided_by=hoa, a4_page_count=a4, **decided, **pages)
        return catalogue

    return make


@pytest.fixture
def estimate_of(plan, agencies, lan):
    """`estimate_of("SYT", a4=10)`: a draft with these pages."""

    def make(code="SYT", name="Đợt 1", state="draft", **pages):
        estimate = services.draft_estimate(agencies[code], plan=plan, actor=lan, name=name, pages_by_size=pages)
        estimate.state = state
        estimate.save(update_fields=["state"])
        return estimate

    return make


@pytest.fixture
def draft(plan, agencies, lan, catalogue_of):
    """Lan's estimate of all that was appraised: 1.000 pages A4 and 50 A3, 5.385.600 đồng."""
    catalogue_of(a3=50)
    return services.draft_estimate(agencies["SYT"], plan=plan, actor=lan)


@pytest.fixture
def submitted(draft, lan):
    return perform(draft, "submit", actor=lan)
