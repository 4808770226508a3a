"""From 1/7/2025 a new commune's clerk goes on with what the old communes left open (domain §2)."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from agencies.models import Duty, FormDraft, User
from agencies.workflow import NotAllowed
from budgets.models import Estimate
from plans.catalogues.services import create_catalogue
from plans.models import Catalogue, ProgressReport, VolumeReview
from plans.models.progress import FIGURES
from tests.conftest import PASSWORD
from tests.helpers.factories import a_catalogue, a_progress_report, a_review, a_target
from tests.helpers.reading import guards_of

PERIOD = "2025-07-04"
TAN_THANH, TAM_THANG, HOA_HUONG = "UBND phường Tân Thạnh", "UBND xã Tam Thăng", "UBND phường Hòa Hương"
SWITCH = "Chuyển sang"
GOES_ON = "việc còn lại do UBND phường Bàn Thạch tiếp tục"
ENDED = f"UBND phường Tân Thạnh đã kết thúc hoạt động ngày 30/6/2025; {GOES_ON}."
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def after_the_merger(day):
    day("2025-07-02")


@pytest.fixture
def vy(agencies):
    """Vy prepares at the new commune that went on from 20335, 20362 and others."""
    return person("vy", agencies["20335-M"])


@pytest.fixture
def desk(vy, as_user):
    return as_user(vy)


def person(name, agency, duty=Duty.PREPARES):
    made = User(username=name, full_name="Phan Thị Vy", agency=agency, duty=duty, email=f"{name}@example.vn")
    made.set_password(PASSWORD)
    made.save()
    return made


def text(response):
    return response.content.decode()


def heading(response):
    return re.search(r"<h1>(.*?)</h1>", text(response), re.S).group(1).strip()


def figures(pages=1_000):
    return {name: pages if name.endswith("pages") else 10 for name in FIGURES} | {
        "difficulties": "",
        "proposals": "",
        "reason": "Số hóa trước khi Mục lục được thẩm định.",
        "version": "0",
    }


def choose(client, code, back="/tien-do/"):
    return client.post(reverse("acting_for"), {"co_quan": code, "next": back})


def test_vy_begins_with_the_first_old_commune_since_the_new_one_has_no_part_in_the_plan(desk):
    for address in ("/ra-soat/", "/ke-hoach-chi-tiet/", "/tien-do/"):
        page = desk.get(address)
        assert heading(page).endswith(TAN_THANH)
        assert "Đang làm cho: <b>UBND phường Tân Thạnh</b>, đã kết thúc hoạt động ngày 30/6/2025" in text(page)
        assert f'<option value="20362">{TAM_THANG}</option>' in text(page)


def test_vy_sees_what_the_old_communes_made(desk, agencies):
    review = a_review(agencies["20335"], 900)
    catalogue = a_catalogue(agencies["20362"], 700, name="Mục lục Tam Thăng")
    hidden = a_catalogue(agencies["20344"], 500, name="Mục lục Hòa Hương")
    assert heading(desk.get(f"/ra-soat/{review.pk}/")).startswith("Rà soát khối lượng của UBND phường Tân Thạnh")
    assert f"/ra-soat/{review.pk}/" in text(desk.get("/ra-soat/"))
    listed = text(desk.get("/muc-luc/"))
    assert catalogue.name in listed and hidden.name not in listed
    assert desk.get(f"/muc-luc/{hidden.pk}/").status_code == 404


def test_vy_sends_the_last_period_of_the_old_commune(desk, vy, agencies):
    a_target(agencies["20335"], 90_000)
    answer = desk.submit(f"/tien-do/ky/{PERIOD}/", figures() | {"co_quan": "20335"})
    report = ProgressReport.objects.get()
    assert answer["Location"] == f"/tien-do/{report.pk}/"
    assert (report.agency, report.submitted_by) == (agencies["20335"], vy)
    assert f"/tien-do/ky/{PERIOD}/?co_quan=20335" in text(desk.get(f"/tien-do/{report.pk}/"))


def test_the_work_goes_on_in_later_periods_too(desk, day, agencies):
    day("2025-07-16")
    page = f"/tien-do/ky/2025-07-18/?co_quan={agencies['20335'].code}"
    assert desk.get(page).status_code == 200
    desk.submit(page, figures() | {"co_quan": "20335"})
    assert ProgressReport.objects.get(agency=agencies["20335"]).period_end == date(2025, 7, 18)


def test_the_choice_stays_until_another_is_made(desk):
    assert choose(desk, "20362")["Location"] == "/tien-do/"
    assert heading(desk.get("/tien-do/")).endswith(TAM_THANG)
    assert heading(desk.get("/ra-soat/")).endswith(TAM_THANG)
    choose(desk, "20335")
    assert heading(desk.get("/ra-soat/")).endswith(TAN_THANH)


def test_a_form_goes_where_it_was_drawn_for_whatever_was_chosen_since(desk, agencies):
    drawn = text(desk.get(f"/tien-do/ky/{PERIOD}/?co_quan=20335"))
    assert '<input type="hidden" name="co_quan" value="20335">' in drawn
    choose(desk, "20362")
    desk.submit(f"/tien-do/ky/{PERIOD}/", figures() | {"co_quan": "20335"})
    assert ProgressReport.objects.get().agency == agencies["20335"]


@pytest.mark.parametrize("code", ["20344", "20350-M", "SYT", "502", "no-such", "20335-M", ""])
def test_vy_cannot_choose_anybody_else(desk, agencies, code):
    assert choose(desk, code).status_code == 404
    if code:
        assert desk.get(f"/tien-do/?co_quan={code}").status_code == 404
        answer = desk.submit(f"/tien-do/ky/{PERIOD}/", figures() | {"co_quan": code})
        assert answer.status_code == 404 and HOA_HUONG not in text(answer)
    assert not ProgressReport.objects.exists()
    assert heading(desk.get("/tien-do/")).endswith(TAN_THANH)


def test_a_choice_lapses_when_the_person_moves(desk, vy, agencies):
    choose(desk, "20362")
    User.objects.filter(pk=vy.pk).update(agency=agencies["20350-M"])
    page = desk.get("/tien-do/")
    assert page.status_code == 200 and TAM_THANG not in text(page)


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com/", "javascript:alert(1)", ""])
def test_the_switcher_leads_nowhere_outside(desk, elsewhere):
    assert choose(desk, "20362", back=elsewhere)["Location"] == "/"


def test_the_switcher_comes_back_without_the_old_choice(desk):
    page = text(desk.get("/tien-do/?co_quan=20362&ky=2025-06-27"))
    assert '<input type="hidden" name="next" value="/tien-do/?ky=2025-06-27">' in page


def test_home_leads_to_the_right_page_of_the_right_commune(desk, agencies):
    for code in ("20335", "20362"):
        a_target(agencies[code], 90_000)
    page = text(desk.get("/"))
    for address in ("/ra-soat/", "/ke-hoach-chi-tiet/", f"/tien-do/ky/{PERIOD}/", "/muc-luc/lap/"):
        assert f'href="{address}?co_quan=20362"' in page
        assert desk.get(f"{address}?co_quan=20362").status_code == 200
        assert TAM_THANG in text(desk.get(address))


def test_after_the_last_period_home_asks_for_no_period_that_does_not_exist(desk, day, agencies):
    a_target(agencies["20335"], 90_000)
    day("2025-07-25")
    wanted = re.findall(r'href="(/tien-do/ky/[^"]+)"', text(desk.get("/")))
    assert wanted and all(desk.get(address).status_code == 200 for address in wanted)


def test_drafts_are_kept_apart(desk, vy):
    for code in ("20335", "20362"):
        desk.submit(f"/ra-soat/do-mat/?co_quan={code}", {"secret_files": code[-2:], "save": "1", "co_quan": code})
    kept = {draft.key: draft.fields for draft in FormDraft.objects.filter(user=vy)}
    assert kept["review-secrecy/20335"]["secret_files"] == ["35"]
    assert kept["review-secrecy/20362"]["secret_files"] == ["62"]
    assert "co_quan" not in kept["review-secrecy/20335"]
    page = text(desk.get("/"))
    assert "Làm tiếp bản nháp: Rà soát khối lượng · Xã Tam Thăng" in page
    assert "Làm tiếp bản nháp: Rà soát khối lượng · Phường Tân Thạnh" in page


def test_a_new_catalogue_and_a_new_estimate_are_the_chosen_communes(desk, agencies):
    a_review(agencies["20362"], 900)
    choose(desk, "20362")
    desk.submit("/muc-luc/lap/", {"name": "Mục lục cũ", "new_fonds": "Phông UBND xã", "co_quan": "20362"})
    desk.submit("/du-toan/lap-moi/", {"name": "Dự toán xã", "agency": "20362", "co_quan": "20362"})
    assert Catalogue.objects.get().agency == Estimate.objects.get().agency == agencies["20362"]


def test_an_estimate_drawn_for_one_commune_is_not_made_for_another(desk, agencies):
    for code in ("20335", "20362"):
        a_review(agencies[code], 900)
    choose(desk, "20362")
    desk.submit("/du-toan/lap-moi/", {"name": "Dự toán xã", "agency": "20335"})
    assert not Estimate.objects.exists()


def test_a_form_kept_over_an_expired_login_returns_to_its_commune(desk, vy):
    owner = re.search(r'name="_owner" value="([^"]+)"', text(desk.get("/ra-soat/do-mat/?co_quan=20362"))).group(1)
    later = Client()
    later.post("/ra-soat/do-mat/", {"_owner": owner, "co_quan": "20362", "secret_files": "62"})
    later.post(f"{reverse(settings.LOGIN_URL)}?next=/ra-soat/do-mat/", {"username": "vy", "password": PASSWORD})
    page = later.get("/ra-soat/do-mat/")
    assert 'value="62"' in text(page) and "Phiên đăng nhập đã hết" in text(page)
    assert FormDraft.objects.get(user=vy).key == "review-secrecy/20362"


def test_a_reader_of_the_new_commune_may_choose_but_not_write(as_user, agencies):
    client = as_user(person("xem", agencies["20335-M"], Duty.READS))
    choose(client, "20362")
    page = client.get("/ra-soat/")
    assert heading(page).endswith(TAM_THANG) and "/ra-soat/khoi-luong/" not in text(page)
    assert client.post(f"/tien-do/ky/{PERIOD}/", figures() | {"co_quan": "20362"}).status_code == 403
    assert not VolumeReview.objects.exists()


def test_thu_reads_on_for_the_commune_that_has_ended_and_learns_who_goes_on(as_user, thu, agencies):
    a_target(agencies["20335"], 90_000)
    page = text(as_user(thu).get("/tien-do/"))
    assert "<b>UBND phường Tân Thạnh</b> đã kết thúc hoạt động ngày 30/6/2025" in page
    assert f"{GOES_ON}. Tài khoản này xem lại, không gửi thêm." in page
    assert SWITCH not in page and f"/tien-do/ky/{PERIOD}/" not in page


def test_what_thu_sends_after_the_end_is_refused_with_the_reason(as_user, thu, plan, agencies):
    a_target(agencies["20335"], 90_000)
    client, agency = as_user(thu), agencies["20335"]
    for address in (f"/tien-do/ky/{PERIOD}/", "/ra-soat/khoi-luong/", "/muc-luc/lap/", "/du-toan/lap-moi/"):
        typed = figures() | {"name": "Mục lục", "new_fonds": "Phông", "agency": "20335"}
        assert ENDED in text(client.submit(address, typed, follow=True)), address
    with pytest.raises(NotAllowed, match=ENDED):
        create_catalogue(agency=agency, plan=plan, actor=thu, name="Mục lục", fonds_name="Phông")
    assert not (ProgressReport.objects.exists() or Catalogue.objects.exists() or Estimate.objects.exists())


def test_no_draft_is_offered_that_thu_could_not_send(as_user, thu, day, agencies):
    day("2025-06-30")
    client = as_user(thu)
    client.submit("/ra-soat/do-mat/", {"secret_files": "35", "save": "1"})
    catalogue = a_catalogue(agencies["20335"])
    FormDraft.objects.create(user=thu, key=f"muc-luc/{catalogue.pk}/sua", address=f"/muc-luc/{catalogue.pk}/sua/")
    assert text(client.get("/")).count("Làm tiếp bản nháp") == 2
    day("2025-07-01")
    assert "Làm tiếp bản nháp" not in text(client.get("/"))
    assert FormDraft.objects.filter(user=thu).count() == 2


def test_where_no_successor_is_recorded_the_district_reads_so_and_sends_nothing(as_user, hai, agencies):
    a_target(agencies["502"], 90_000)
    page = text(as_user(hai).get("/tien-do/"))
    assert "<b>UBND thành phố Tam Kỳ</b> đã kết thúc hoạt động ngày 30/6/2025; chưa ghi đơn vị kế thừa." in page
    assert re.findall(r'<th scope="row"[^>]*>\s*([\d/]+)\s*</th>', page)[0] == "27/6/2025"
    assert as_user(hai).get(f"/tien-do/ky/{PERIOD}/").status_code == 403


def test_the_successor_that_is_recorded_later_goes_on_for_the_district_too(desk, agencies):
    agencies["502"].successor = agencies["20335-M"]
    agencies["502"].save()
    a_target(agencies["502"], 90_000)
    page = desk.get(f"/tien-do/ky/{PERIOD}/?co_quan=502")
    assert page.status_code == 200
    desk.submit(f"/tien-do/ky/{PERIOD}/", figures() | {"co_quan": "502"})
    assert ProgressReport.objects.get().agency == agencies["502"]


def test_nothing_is_said_before_the_day(as_user, thu, day):
    day("2025-06-30")
    assert "đã kết thúc hoạt động" not in text(as_user(thu).get("/tien-do/"))


def test_districts_departments_and_overseers_go_on_for_nobody(as_user, hai, lan, hoa):
    for user in (hai, lan, hoa):
        page = text(as_user(user).get("/"))
        assert SWITCH not in page
        assert ('class="acting"' in page) == ("đã kết thúc hoạt động" in page) == (user == hai)
    assert choose(as_user(hoa), "20335").status_code == 403
    assert choose(as_user(hai), "20335").status_code == 404


def test_two_clerks_of_the_successor_do_not_overwrite_each_other(desk, agencies):
    a_target(agencies["20335"], 90_000)
    path = f"/tien-do/ky/{PERIOD}/"
    guards = guards_of(desk.get(f"{path}?co_quan=20335").content.decode(), path, path)
    a_progress_report(agencies["20335"], date.fromisoformat(PERIOD), 500)
    page = desk.post(path, guards | figures() | {"co_quan": "20335"})
    assert "vừa gửi một bản khác" in text(page)
    assert ProgressReport.objects.count() == 1


def test_a_draft_stays_with_its_writer_and_goes_on_where_the_writer_works_for_the_successor(vy, as_user, cast, day):
    day("2025-06-30")
    thu, page = cast("thu"), "/tien-do/ky/2025-06-27/?co_quan=20335"
    a_target(thu.agency, 90_000)
    typed = {"difficulties": "Thiếu máy quét khổ A3", "_address": "/tien-do/ky/2025-06-27/"}
    as_user(thu).post("/nhap/progress/20335/2025-06-27", typed)
    assert "Làm tiếp bản nháp: Báo cáo tiến độ" in text(as_user(thu).get("/"))
    day("2025-07-02")
    assert "Làm tiếp bản nháp" not in text(as_user(thu).get("/"))
    assert "Thiếu máy quét" not in text(as_user(vy).get(page))
    User.objects.filter(pk=thu.pk).update(agency=vy.agency)
    assert "Làm tiếp bản nháp: Báo cáo tiến độ · " in text(as_user(thu).get("/"))
    assert "Thiếu máy quét khổ A3" in text(as_user(thu).get(page))
    assert "Thiếu máy quét" not in text(as_user(vy).get(page))
