"""Nam, who signs for Sở Y tế, states what a sheet holds: pages are worked out, marked, undone, and later replaced."""

import pytest

from agencies.models import Event, User
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, perform
from plans.catalogues.bulk import change_files
from plans.catalogues.files import counted, totals_of, write_files
from plans.catalogues.page_estimates import estimate_pages
from plans.catalogues.undoing import undo_change
from plans.models import Catalogue, CatalogueChange, PageEstimate, Plan
from plans.uploads.services import confirm_upload, request_upload
from reports.documents.appraisal import body
from reports.documents.catalogue import lines, official_form
from reports.figures import province_figures
from tests.helpers.catalogues import appraise, exact, fresh, hand_in, row
from tests.helpers.workbooks import xlsx

NO_PAGES = {"page_count": 0, "page_count_a3": 0}


@pytest.fixture
def uncounted(catalogue, lan):
    """Four files: 01 to 03 know sheets only, 04 knows its pages, 05 neither."""
    rows = [
        row("01", sheet_count=50, **NO_PAGES),
        row("02", sheet_count=51, **NO_PAGES),
        row("03", sheet_count=1, **NO_PAGES),
    ]
    write_files(catalogue, actor=lan, added=[*rows, row("04", page_count_a3=0), row("05", sheet_count=0, **NO_PAGES)])
    return fresh(catalogue)


def pages(catalogue):
    return list(catalogue.files.order_by("position").values_list("page_count", "page_basis"))


def address(catalogue, query=""):
    return f"/muc-luc/{catalogue.pk}/uoc-tinh-so-trang/{query}"


def test_the_head_states_it_and_pages_are_rounded_up_and_marked(uncounted, nam):
    made = estimate_pages(uncounted, 180, actor=nam, document_number="12/TB-SYT")
    assert pages(uncounted) == [(90, "estimated"), (92, "estimated"), (2, "estimated"), (100, ""), (0, "unknown")]
    one = fresh(uncounted)
    assert (one.estimated_files, one.estimated_pages, one.unknown_pages, one.page_count) == (3, 184, 1, 284)
    assert exact(uncounted) and (made.file_count, made.page_count, made.factor) == (3, 184, "1,8")
    event = Event.objects.about(uncounted).filter(action="estimate_pages").get()
    assert "1,8 trang mỗi tờ theo văn bản số 12/TB-SYT" in event.sentence and event.actor == nam


def test_another_factor_takes_the_place_of_the_first_and_the_same_changes_nothing(uncounted, nam):
    estimate_pages(uncounted, 180, actor=nam)
    with pytest.raises(WorkflowError, match="đã được ước tính"):
        estimate_pages(uncounted, 180, actor=nam)
    estimate_pages(uncounted, 150, actor=nam)
    assert [count for count, _ in pages(uncounted)] == [75, 77, 2, 100, 0] and exact(uncounted)


def test_a_clerk_does_not_state_it_where_a_head_signs_and_does_where_none_is(uncounted, lan, nam):
    with pytest.raises(NotAllowed, match="thủ trưởng"):
        estimate_pages(uncounted, 180, actor=lan)
    User.objects.filter(pk=nam.pk).update(is_active=False)
    assert estimate_pages(uncounted, 180, actor=lan).stated_by == lan


def test_binh_of_another_agency_sees_no_such_page(as_user, binh, uncounted):
    assert as_user(binh).get(address(uncounted)).status_code == 404
    with pytest.raises(NotAllowed):
        estimate_pages(uncounted, 180, actor=binh)


def test_it_is_taken_back_as_a_whole(uncounted, nam):
    estimate_pages(uncounted, 180, actor=nam)
    undo_change(CatalogueChange.objects.latest("pk"), actor=nam)
    assert fresh(uncounted).unknown_pages == 4 and fresh(uncounted).estimated_files == 0 and exact(uncounted)
    assert not PageEstimate.objects.standing(uncounted).exists()


def test_nam_looks_before_he_confirms(as_user, nam, uncounted):
    client = as_user(nam)
    assert "3 hồ sơ" in client.get(address(uncounted)).content.decode()
    assert "từ 1 đến 2" in client.get(address(uncounted, "?factor=3")).content.decode()
    page = client.get(address(uncounted, "?factor=1,8&document_number=12/TB")).content.decode()
    assert "184" in page and "1 hồ sơ chưa ghi số tờ" in page
    sent = {"factor": "1,8", "document_number": "12/TB"}
    done = client.submit(
        address(uncounted), sent, page=address(uncounted, "?factor=1,8&document_number=12/TB"), follow=True
    )
    assert "Đã ước tính số trang của 3 hồ sơ" in done.content.decode()
    seen = client.get(f"/muc-luc/{uncounted.pk}/").content.decode()
    assert "số trang ước tính từ số tờ" in seen and "1,8 trang mỗi tờ" in seen and "văn bản số 12/TB" in seen
    only = client.get(f"/muc-luc/{uncounted.pk}/?check=estimated").content.decode()
    assert "bệnh số 02" in only and "bệnh số 04" not in only


def test_lan_sees_who_has_to_state_it(as_user, lan, nam, uncounted):
    page = as_user(lan).get(address(uncounted, "?factor=1,8")).content.decode()
    assert "do thủ trưởng" in page and "Ghi số trang ước tính" not in page


def test_of_two_heads_at_once_one_wins(uncounted, nam):
    version = uncounted.version
    estimate_pages(uncounted, 180, actor=nam, expected_version=version)
    with pytest.raises(Overtaken):
        estimate_pages(uncounted, 150, actor=nam, expected_version=version)
    assert pages(uncounted)[0] == (90, "estimated")


def test_typed_pages_replace_the_estimate_and_the_mark_goes(uncounted, nam, lan):
    estimate_pages(uncounted, 180, actor=nam)
    first = uncounted.files.get(file_number="01")
    write_files(uncounted, actor=lan, changed=[(first, row("01", sheet_count=50, page_count=88, page_count_a3=0))])
    second = uncounted.files.filter(file_number="02")
    change_files(uncounted, second, {"page_count": 92, "page_basis": ""}, actor=lan)  # counted, and just as many
    third = uncounted.files.get(file_number="03")
    write_files(
        uncounted, actor=lan, changed=[(third, row("03", sheet_count=1, note="Mỏng", **NO_PAGES | {"page_count": 2}))]
    )
    assert pages(uncounted)[:3] == [(88, ""), (92, ""), (2, "estimated")] and exact(uncounted)


def test_a_file_of_pages_confirms_an_estimate_and_a_copy_of_the_catalogue_does_not(as_user, uncounted, nam, lan):
    estimate_pages(uncounted, 180, actor=nam)
    working = as_user(lan).get(f"/muc-luc/{uncounted.pk}/tep/")
    data = b"".join(working.streaming_content) if working.streaming else working.content
    same = request_upload(fresh(uncounted), actor=lan, data=data, file_name="ban-lam-viec.xlsx")
    assert same.changes_nothing
    counted_pages = xlsx(("Hộp số", "Hồ sơ số", "Số trang"), ("1", "01", 90), ("1", "02", 95))
    sent = request_upload(fresh(uncounted), actor=lan, data=counted_pages, file_name="so-trang.xlsx")
    confirm_upload(sent, actor=lan)
    assert pages(uncounted)[:3] == [(90, ""), (95, ""), (2, "estimated")] and exact(uncounted)


def test_what_was_estimated_is_told_where_it_is_decided_on_in_figures_and_on_papers(uncounted, nam, lan, hoa, as_user):
    estimate_pages(uncounted, 180, actor=nam)
    write_files(uncounted, actor=lan, removed=[uncounted.files.get(file_number="05")])
    perform(fresh(uncounted), "submit", actor=lan, secrecy_declared=True)
    desk = as_user(hoa).get(f"/quan-tri/plans/catalogue/{uncounted.pk}/change/?loc=1").content.decode()
    assert "Số trang ước tính từ số tờ" in desk
    appraise(fresh(uncounted), hoa)
    made = uncounted.appraisals.get()
    assert (made.estimated_files, made.estimated_pages, made.a4_page_count) == (3, 184, 284)
    total = province_figures(Plan.current(), made.decided_on).total
    assert (total.appraised_pages, total.estimated_files, total.estimated_pages) == (284, 3, 184)
    said = " ".join(str(block) for block in body(made, "Sở Nội vụ", 4896))
    assert "03 hồ sơ có số trang ước tính từ số tờ: 184 trang A4" in said
    form = official_form(fresh(uncounted))
    assert any("ước tính từ số tờ, 1,8 trang mỗi tờ (Phạm Văn Nam)" in note for note in form.notes)
    assert [line[5] for line in lines(fresh(uncounted))] == ["50/90*", "51/92*", "1/2*", "60/100"]


def test_a_draft_on_paper_says_what_it_does_not_know(uncounted):
    form = official_form(uncounted)
    assert any(note == "Chưa rõ số trang của 04 hồ sơ." for note in form.notes)
    assert [line[5] for line in lines(uncounted)] == ["50/…", "51/…", "1/…", "60/100", "…/…"]


def test_what_was_handed_in_keeps_its_code_without_estimates(plan, lan):
    made = hand_in(lan.agency, lan)
    assert Catalogue.objects.get(pk=made.pk).frozen_hash and totals_of(fresh(made)) == counted(fresh(made))
