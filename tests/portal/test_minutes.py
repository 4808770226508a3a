"""Small things that cost minutes each day: what comes next, the fonds one works in, names of downloads, old drafts."""

from datetime import date

import pytest

from agencies.drafts import draft_time
from agencies.models import FormDraft
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.declarations.reviews import lines_draft_key, secrecy_draft_key
from plans.models import Catalogue, Fonds
from tests.helpers import factories as make
from tests.helpers.catalogues import row

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DAY = date(2025, 6, 2)


def test_after_a_decision_the_next_catalogue_is_one_link_away(as_user, hoa, mai, agencies):
    done = make.an_appraised_catalogue(agencies["SYT"], hoa, 500, DAY, name="Xong")
    later = make.a_catalogue(agencies["SXD"], 5, state="submitted", submitted_on=date(2025, 6, 10), name="Sau")
    first = make.a_catalogue(agencies["STC"], 5, state="received", submitted_on=DAY, name="Trước")
    page = as_user(hoa).get(f"/quan-tri/plans/catalogue/{done.pk}/change/").content.decode()
    assert "Tiếp theo: Trước" in page and f"/quan-tri/plans/catalogue/{first.pk}/change/" in page
    page = as_user(hoa).get(f"/quan-tri/plans/catalogue/{later.pk}/change/").content.decode()
    assert "Tiếp theo:" not in page  # this one waits itself
    Catalogue.objects.exclude(pk=done.pk).update(state="draft")
    page = as_user(hoa).get(f"/quan-tri/plans/catalogue/{done.pk}/change/").content.decode()
    assert "Tiếp theo:" not in page


def test_after_a_decision_the_next_estimate_is_one_link_away(as_user, tuan, lan, agencies):
    done = make.an_estimate(agencies["SYT"], 4_896, submitted_on=DAY)
    make.an_estimate_appraisal(done, tuan, DAY)
    waiting = make.an_estimate(agencies["SXD"], 4_896, submitted_on=DAY, name="Chờ")
    page = as_user(tuan).get(f"/du-toan/{done.pk}/").content.decode()
    assert "Tiếp theo chờ thẩm định" in page and f'href="/du-toan/{waiting.pk}/"' in page
    assert "Tiếp theo chờ thẩm định" not in as_user(lan).get(f"/du-toan/{done.pk}/").content.decode()


def test_a_new_catalogue_begins_in_the_fonds_one_works_in(as_user, lan, agencies):
    Fonds.objects.create(agency=agencies["SYT"], name="Chi cục cũ")
    made = make.a_catalogue(agencies["SYT"])
    page = as_user(lan).get("/muc-luc/lap/").content.decode()
    assert f'<option value="{made.fonds_id}" selected>' in page


def test_downloads_are_named_after_agency_catalogue_and_day(as_user, lan, agencies):
    made = make.a_catalogue(agencies["SYT"], 40, name="Hồ sơ bổ sung đợt 5")
    answer = as_user(lan).get(f"/muc-luc/{made.pk}/tep/")
    assert b"".join(answer.streaming_content)
    name = answer["Content-Disposition"]
    assert 'filename="muc-luc-SYT-ho-so-bo-sung-dot-5-2025-06-20.xlsx"' in name
    name = as_user(lan).get(f"/muc-luc/{made.pk}/mau/")["Content-Disposition"]
    assert 'filename="mau-muc-luc-SYT-ho-so-bo-sung-dot-5.xlsx"' in name


def test_a_review_draft_is_dropped_whole_and_only_the_own_one(as_user, lan, binh, agencies):
    keys = [lines_draft_key(agencies["SYT"]), secrecy_draft_key(agencies["SYT"])]
    for user, key in ((lan, keys[0]), (lan, keys[1]), (binh, lines_draft_key(agencies["SXD"]))):
        FormDraft.objects.create(user=user, key=key, fields={"form-0-files": ["5"]})
    page = as_user(lan).get("/ra-soat/").content.decode()
    assert "Bỏ bản nháp" in page
    answer = as_user(lan).submit("/ra-soat/bo-nhap/", {}, page="/ra-soat/", follow=True).content.decode()
    assert "Đã bỏ bản nháp rà soát" in answer and "Bỏ bản nháp" not in answer
    assert not any(draft_time(lan, key) for key in keys) and FormDraft.objects.filter(user=binh).exists()


def test_before_handing_in_doubtful_files_are_counted_and_one_link_away(as_user, lan, plan):
    made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="M", fonds_name="Sở Y tế")
    rows = [row("01"), row("02", sheet_count=300, page_count=100, page_count_a3=0), row("03", sheet_count=10)]
    write_files(made, actor=lan, added=[*rows, row("04", title="Hồ sơ khám chữa bệnh số 01")])
    page = as_user(lan).get(f"/muc-luc/{made.pk}/thao-tac/submit/").content.decode()
    for label, key in (("Số trang ít hơn số tờ", "thin"), ("Số trang nhiều hơn hai lần số tờ", "sheets")):
        assert f"Nên xem lại: {label}" in page and f'href="/muc-luc/{made.pk}/?check={key}#ho-so"' in page
        shown = as_user(lan).get(f"/muc-luc/{made.pk}/?check={key}").content.decode()
        assert "<b>1</b> hồ sơ" in shown
    assert "Nên xem lại: Trùng tiêu đề" in page
    other = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="N", fonds_name="Sở Y tế")
    write_files(other, actor=lan, added=[row("01")])
    page = as_user(lan).get(f"/muc-luc/{other.pk}/thao-tac/submit/").content.decode()
    assert "không có điều gì đáng ngờ" in page
