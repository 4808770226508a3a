"""An estimate names the catalogues, tranches or the review that its pages rest on, and is set against them."""

from datetime import date

from agencies.workflow import perform
from budgets.estimates import services
from budgets.estimates.basis import basis_of
from budgets.models import EstimateBasis
from plans.models import Appraisal, VolumeReview
from tests.helpers.estimates import DOCUMENT


def test_lans_draft_names_both_catalogues_and_links_to_them(as_user, lan, plan, agencies, catalogue_of):
    first, second = catalogue_of(a4=600), catalogue_of(name="Mục lục 2", a4=400)
    estimate = services.draft_estimate(agencies["SYT"], plan=plan, actor=lan)
    rows = [(row.appraisal.catalogue, row.a4_page_count) for row in estimate.basis.all()]
    assert rows == [(first, 600), (second, 400)]
    assert (basis_of(estimate).a4_page_count, basis_of(estimate).difference_pages) == (1_000, 0)
    page = as_user(lan).get(f"/du-toan/{estimate.pk}/").content.decode()
    assert f'href="/muc-luc/{first.pk}/"' in page and "đúng bằng căn cứ" in page and "5/SNV ngày 10/6/2025" in page


def test_it_is_written_anew_when_it_is_handed_in(lan, catalogue_of, estimate_of):
    catalogue_of(a4=600)
    estimate = estimate_of(a4=500)
    catalogue_of(name="Mục lục 2", a4=400)
    assert basis_of(estimate).a4_page_count == 600
    perform(estimate, "submit", actor=lan)
    basis = basis_of(estimate)
    assert (basis.a4_page_count, basis.left_pages) == (1_000, 500)


def test_a_file_appraised_again_counts_once(lan, plan, agencies, catalogue_of, hoa):
    made = catalogue_of(a4=600)
    first = made.appraisals.get()
    again = {"decided_by": hoa, "decided_on": date(2025, 6, 12), "document": first.document, "file_count": 10}
    Appraisal.objects.filter(pk=first.pk).update(is_tranche=True)
    Appraisal.objects.create(
        catalogue=made,
        a4_page_count=700,
        page_count=700,
        replaced_pages=600,
        replaced_files=10,
        is_tranche=True,
        **again,
    )
    estimate = services.draft_estimate(agencies["SYT"], plan=plan, actor=lan, pages_by_size={"a4": 700})
    assert [row.a4_page_count for row in estimate.basis.all()] == [600, 100]


def test_a_communes_estimate_that_rests_on_its_review_is_marked(as_user, plan, agencies, thu):
    VolumeReview.objects.create(
        plan=plan,
        agency=agencies["20335"],
        submitted_by=thu,
        submitted_on=date(2025, 4, 18),
        page_count=2_000,
        a4_page_count=2_000,
    )
    estimate = services.draft_estimate(agencies["20335"], plan=plan, actor=thu)
    perform(estimate, "decide", actor=thu, document=DOCUMENT)
    assert basis_of(estimate).is_reviewed_only and EstimateBasis.objects.get().appraisal is None
    assert "theo rà soát, Mục lục chưa thẩm định" in as_user(thu).get(f"/du-toan/{estimate.pk}/").content.decode()


def test_nothing_to_rest_on_is_said(as_user, thu, agencies, plan):
    estimate = services.draft_estimate(agencies["20335"], plan=plan, actor=thu, pages_by_size={"a4": 5})
    assert basis_of(estimate).rows == []
    assert "Dự toán chưa ghi căn cứ" in as_user(thu).get(f"/du-toan/{estimate.pk}/").content.decode()
