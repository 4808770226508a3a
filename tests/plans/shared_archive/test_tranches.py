"""Files of a tranche go into the archive before their catalogue is appraised as a whole; one may choose a tranche."""

import pytest

from agencies import jobs
from agencies.calendar import portal_today
from agencies.models import Event
from agencies.workflow import Overtaken, WorkflowError, perform
from plans.models import ArchiveExport
from plans.shared_archive import desk, exports
from plans.shared_archive.mapping import mapping_on
from plans.shared_archive.records import prepare
from plans.shared_archive.tranches import parts_of
from tests.helpers import factories as make
from tests.helpers.catalogues import appraise, fresh, hand_in, one_by_one

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NEW, AGENCY = "/kho-dung-chung/co-quan/SYT/xuat/", "/kho-dung-chung/co-quan/SYT/"


@pytest.fixture
def catalogue(agencies, lan, hoa):
    """Five files of Sở Y tế under appraisal: 01 and 02 let through as a tranche, then 03 (104 pages as A4 each)."""
    made = perform(hand_in(agencies["SYT"], lan, rows=5), "receive", actor=hoa)
    for numbers in (("01", "02"), ("03",)):
        one_by_one(made, hoa, *numbers)
        appraise(fresh(made), hoa, "tranche")
    make.a_progress_report(agencies["SYT"], make.FIRST_DAY, 10_000, checked_pages=10_000)
    return fresh(made)


@pytest.fixture
def export(plan, son, agencies):
    """`export(only)`: Sơn exports what is due of one appraisal, or of all."""

    def make_one(only=None):
        due = prepare(agencies["SYT"], plan, mapping_on(portal_today()), only=only)
        given = {"seen": due.mark(), "seen_doubts": True, "only": only}
        made = exports.request_export(agencies["SYT"], plan, actor=son, **given)
        jobs.run_here(made.pk)
        return ArchiveExport.objects.get(pk=made.pk)

    return make_one


def numbers(export):
    return sorted(item.code.rsplit(".", 1)[1] for item in export.items.all())


def shown(agency, plan):
    return [(part.name, part.files, part.pages, part.ready, part.sent) for part in parts_of(agency, plan)]


def test_the_desk_counts_tranches_and_names_them(catalogue, plan, agencies, son, as_user):
    counted = desk.row_of(agencies["SYT"], son, plan).counted
    assert (counted.appraised_files, counted.appraised_pages, counted.ready_files) == (3, 312, 3)
    assert [row.counted for row in desk.rows_for(son, plan) if row.agency.code == "SYT"] == [counted]
    assert shown(agencies["SYT"], plan) == [("Đợt thẩm định 1", 2, 208, 2, 0), ("Đợt thẩm định 2", 1, 104, 1, 0)]
    page = as_user(son).get(AGENCY).content.decode()
    assert "Đợt thẩm định 2" in page and f"?dot={parts_of(agencies['SYT'], plan)[1].appraisal.pk}" in page


def test_a_chosen_tranche_goes_alone(catalogue, export, plan, agencies):
    first, second = parts_of(agencies["SYT"], plan)
    made = export(second.appraisal.pk)
    assert (made.state, numbers(made)) == ("done", ["03"])
    assert made.manifest["tranche"]["name"] == "Đợt thẩm định 2" and made.manifest["records"] == 1
    assert "của Giai đoạn 2001–2010, đợt thẩm định 2" in Event.objects.get(action="export_archive").sentence
    assert [part[-2:] for part in shown(agencies["SYT"], plan)] == [(2, 0), (0, 1)]
    assert numbers(export()) == ["01", "02"]


def test_the_rest_is_a_part_of_its_own_once_the_whole_is_appraised(catalogue, export, hoa, plan, agencies):
    appraise(fresh(catalogue), hoa)
    assert [part[:2] for part in shown(agencies["SYT"], plan)] == [
        ("Đợt thẩm định 1", 2),
        ("Đợt thẩm định 2", 1),
        ("Phần còn lại", 2),
    ]
    assert numbers(export(parts_of(agencies["SYT"], plan)[-1].appraisal.pk)) == ["04", "05"]


def test_what_its_agency_may_change_is_not_exported(catalogue, hoa, plan, agencies, son):
    perform(fresh(catalogue), "return", actor=hoa, reason="Bổ sung trang.")
    assert desk.row_of(agencies["SYT"], son, plan).counted.appraised_files == 0 and shown(agencies["SYT"], plan) == []
    assert prepare(agencies["SYT"], plan, mapping_on(portal_today())).records == []


def test_a_catalogue_without_tranches_offers_none(plan, agencies, lan, hoa, son, as_user):
    appraise(hand_in(agencies["SYT"], lan, rows=2), hoa)
    assert parts_of(agencies["SYT"], plan) == []
    assert "Phạm vi xuất" not in as_user(son).get(NEW).content.decode()
    assert "theo đợt</h2>" not in as_user(son).get(AGENCY).content.decode()


def test_the_page_shows_and_sends_the_chosen_tranche(catalogue, as_user, son, plan, agencies):
    browser, part = as_user(son), parts_of(agencies["SYT"], plan)[1]
    address = f"{NEW}?dot={part.appraisal.pk}"
    page = browser.get(address).content.decode()
    assert "có <b>1</b> hồ sơ" in page and f'value="{part.appraisal.pk}" selected' in page
    mark = page.split('name="seen" value="')[1].split('"')[0]
    browser.submit(address, {"seen": mark, "seen_doubts": "on"})
    assert ArchiveExport.objects.get().manifest["tranche"]["appraisal"] == part.appraisal.pk


def test_what_was_seen_is_what_is_chosen(catalogue, plan, agencies, son):
    everything = prepare(agencies["SYT"], plan, mapping_on(portal_today())).mark()
    known = {"actor": son, "seen": everything, "seen_doubts": True}
    with pytest.raises(Overtaken):
        exports.request_export(agencies["SYT"], plan, **known, only=parts_of(agencies["SYT"], plan)[0].appraisal.pk)
    with pytest.raises(WorkflowError, match="chọn lại phạm vi"):
        exports.request_export(agencies["SYT"], plan, **known, only=10**6)


def test_the_page_of_parts_asks_as_often_for_two_as_for_one(catalogue, plan, agencies, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert len(parts_of(agencies["SYT"], plan)) == 2
