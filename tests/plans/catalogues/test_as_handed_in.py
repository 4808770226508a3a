"""Those who oversee the plan read a catalogue as it was handed in, also while its agency writes something else."""

from importlib import import_module

import pytest
from django.apps import apps

from agencies.workflow import perform
from plans.appraisal.handed_in import BEING_CHANGED
from plans.catalogues.files import write_files
from plans.catalogues.services import rename_catalogue
from plans.catalogues.undoing import undo_change
from plans.duplicates.search import Scope
from plans.models import Catalogue, CatalogueChange, DuplicateGroup
from reports.catalogue_documents import requested_document
from reports.document_jobs import seen_by
from tests.helpers.catalogues import appraise, fresh, hand_in, reopen, row
from tests.helpers.duplicate_files import search

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NEW, NEW_NAME = "Bệnh án chưa trình", "Tên chưa trình"
ROWS = ("/muc-luc/{pk}/tep/", "/muc-luc/{pk}/bieu-mau/xlsx/", "/muc-luc/{pk}/bieu-mau/docx/")
PAPERS = ("/muc-luc/{pk}/ban-in/official/xlsx/", "/muc-luc/{pk}/ban-in/working/xlsx/tep/")
PAGES = (
    "/",
    "/toan-tinh/",
    "/muc-luc/",
    "/co-quan/SYT/",
    "/ho-so/?agency=SYT",
    "/ho-so/?q=chưa trình",
    "/muc-luc/{pk}/",
)
DESK = (
    "/quan-tri/plans/catalogue/",
    "/quan-tri/plans/catalogue/{pk}/change/",
    "/quan-tri/plans/catalogue/{pk}/history/",
)
WAYS = {
    "withdrawn": lambda made, lan, hoa: perform(made, "withdraw", actor=lan),
    "returned": lambda made, lan, hoa: perform(made, "return", actor=hoa, reason="Thiếu."),
    "reopened": lambda made, lan, hoa: reopen(appraise(made, hoa), lan, hoa),
}


@pytest.fixture(params=WAYS)
def back(request, plan, lan, hoa):
    """Handed in with five files, and on Lan's desk again."""
    return fresh(WAYS[request.param](hand_in(lan.agency, lan), lan, hoa))


@pytest.fixture
def written(back, lan):
    """Renamed, with a sixth file and another title in the first one."""
    changed = [(back.files.get(file_number="01"), row("01", title=NEW))]
    write_files(back, actor=lan, changed=changed, added=[row("06", title=f"{NEW} sáu", page_count=9_999_999)])
    return rename_catalogue(fresh(back), actor=lan, name=NEW_NAME, fonds=back.fonds)


def text_of(client, address):
    return client.get(address, follow=True).content.decode()


def test_no_page_shows_what_is_written_on_the_agencys_desk(written, as_user, lan, hoa, mai, tuan):
    for user, addresses in ((hoa, PAGES + DESK), (mai, PAGES), (tuan, PAGES)):
        for address in addresses:
            shown = text_of(as_user(user), address.format(pk=written.pk))
            assert NEW not in shown and NEW_NAME not in shown and "9.999.999" not in shown, (user, address)
    own = text_of(as_user(lan), f"/muc-luc/{written.pk}/")
    assert NEW in own and NEW_NAME in own and BEING_CHANGED not in own


def test_name_and_sums_are_those_that_were_handed_in(written, as_user, hoa):
    shown = text_of(as_user(hoa), f"/muc-luc/{written.pk}/")
    assert BEING_CHANGED in shown and "Giai đoạn 2001–2010" in shown and "5 hồ sơ" in shown
    assert "Giai đoạn 2001–2010" in text_of(as_user(hoa), "/muc-luc/")
    assert "Không có hồ sơ của Mục lục mà cơ quan đang sửa" in text_of(as_user(hoa), "/ho-so/?agency=SYT")


def test_no_file_leaves_the_portal(written, as_user, lan, hoa, mai):
    for address in ROWS + PAPERS:
        assert as_user(mai).get(address.format(pk=written.pk)).status_code == 404, address
    own = as_user(lan).get(ROWS[0].format(pk=written.pk))
    assert own.status_code == 200 and b"".join(own.streaming_content)
    assert requested_document(hoa, seen_by(hoa, written.pk), "working", "xlsx") is None


def test_the_page_of_one_file_is_the_agencys(written, as_user, lan, mai):
    for file in written.files.all():
        assert as_user(mai).get(f"/muc-luc/ho-so/{file.pk}/").status_code == 404
        assert as_user(lan).get(f"/muc-luc/ho-so/{file.pk}/").status_code == 200


def test_rows_are_shown_until_one_is_changed_and_again_when_that_is_undone(back, as_user, lan, hoa):
    address = f"/muc-luc/{back.pk}/"
    assert "số 01" in text_of(as_user(hoa), address) and BEING_CHANGED not in text_of(as_user(hoa), address)
    write_files(back, actor=lan, added=[row("06")])
    assert "số 01" not in text_of(as_user(hoa), address)
    undo_change(CatalogueChange.objects.standing().first(), actor=lan)
    assert "số 01" in text_of(as_user(hoa), address)


def test_what_is_handed_in_again_is_shown(written, as_user, lan, hoa):
    perform(fresh(written), "submit", actor=lan, secrecy_declared=True)
    shown = text_of(as_user(hoa), f"/muc-luc/{written.pk}/")
    assert NEW in shown and NEW_NAME in shown and BEING_CHANGED not in shown


def test_what_lay_on_a_desk_before_is_kept_as_history_has_it(written):
    kept = fresh(written).as_handed_in
    Catalogue.objects.update(as_handed_in={})
    import_module("plans.migrations.0040_keep_what_overseers_saw").keep_what_goes_back(apps, None)
    assert fresh(written).as_handed_in == kept


def test_groups_of_duplicates_hide_it(plan, as_user, lan, hoa):
    made = hand_in(lan.agency, lan)
    twins = [row(number, title="Hồ sơ trùng nhau") for number in ("07", "08")]
    perform(made, "withdraw", actor=lan)
    write_files(fresh(made), actor=lan, added=twins)
    perform(fresh(made), "submit", actor=lan, secrecy_declared=True)
    search(Scope(), hoa)
    group = DuplicateGroup.objects.current().get()
    addresses = ("/trung-lap/", f"/trung-lap/{group.pk}/", f"/trung-lap/?muc-luc={made.pk}")
    assert "Hồ sơ trùng nhau" in text_of(as_user(hoa), addresses[0])
    perform(fresh(made), "withdraw", actor=lan)
    write_files(fresh(made), actor=lan, changed=[(made.files.get(file_number="07"), row("07", title=NEW))])
    for address in addresses:
        shown = text_of(as_user(hoa), address)
        assert NEW not in shown and "Hồ sơ trùng nhau" not in shown, address
