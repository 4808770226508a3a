"""Quý keeps agencies and people in the admin; nobody else changes them, and nobody makes a superuser there."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies import drafts, jobs
from agencies.history import record
from agencies.models import Agency, Duty, Event, Job, User
from agencies.paging import BoundedPaginator
from plans.models import Target
from tests.helpers.grids import shown

pytestmark = pytest.mark.django_db
AGREED = {"_agreed": "1"}

AGENCIES, PEOPLE = "admin:agencies_agency_changelist", "admin:agencies_user_changelist"


def test_the_first_account_of_an_empty_portal_administers_it():
    assert (
        User.objects.create_superuser("dau-tien", "", "Mật khẩu dài 2025", full_name="Bùi Ngọc Quý").duty
        == "administrator"
    )


@pytest.fixture
def quy_at_work(as_user, quy):
    return as_user(quy)


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query).content.decode()


def person_form(agency, **changes):
    return {
        "username": "an",
        "full_name": "Nguyễn Văn An",
        "agency": agency.pk,
        "duty": Duty.PREPARES,
        "position": "Văn thư",
        "email": "an@example.vn",
        "is_active": "on",
        **changes,
    }


@pytest.mark.engine
@pytest.mark.parametrize("words", ["tan thanh", "TÂN THẠNH", "20335", "thạnh tân"])
def test_an_agency_is_found_without_diacritics(quy_at_work, agencies, words):
    text = page(quy_at_work, AGENCIES, q=words)
    assert "UBND phường Tân Thạnh" in text
    assert "UBND xã Tam Thanh" not in text


def test_agencies_stand_in_the_official_order_and_can_be_narrowed(quy_at_work, agencies):
    text = page(quy_at_work, AGENCIES, kind__exact="department").split('id="result_list"')[1]
    assert text.index("Văn phòng UBND tỉnh") < text.index("Sở Nội vụ") < text.index("Thanh tra tỉnh")
    assert "UBND huyện Đại Lộc" not in text
    assert "30/6/2025" in page(quy_at_work, AGENCIES, huyen="502")


def test_the_list_of_people_asks_the_database_the_same_however_long(
    quy_at_work, agencies, django_assert_max_num_queries
):
    for number in range(12):
        User.objects.create(username=f"u{number}", full_name=f"Người {number}", agency=agencies["SYT"])
    with django_assert_max_num_queries(9):
        quy_at_work.get(reverse(PEOPLE))


@pytest.mark.parametrize("name", ["lan", "nam", "minh", "tuan", "son", "mai", "binh", "thu"])
def test_others_do_not_enter(as_user, cast, name):
    assert as_user(cast(name)).get(reverse(PEOPLE)).status_code in (302, 403)


@pytest.mark.parametrize("model", ["agency", "user"])
@pytest.mark.parametrize("way", ["changelist", "add", "import", "export", "process_import"])
def test_who_appraises_catalogues_neither_keeps_nor_imports(as_user, hoa, model, way):
    url = reverse(f"admin:agencies_{model}_{way}")
    assert as_user(hoa).get(url).status_code in (403, 405)
    assert as_user(hoa).submit(url, {"format": "0"}).status_code == 403


def test_a_new_person_can_log_in(quy_at_work, agencies):
    words = {"password1": "cay-bang-so-42", "password2": "cay-bang-so-42"}
    form = person_form(agencies["SYT"], **words, is_superuser="on", is_staff="on")
    assert quy_at_work.submit(reverse("admin:agencies_user_add"), form).status_code == 302
    an = User.objects.get(username="an")
    assert an.check_password("cay-bang-so-42") and an.agency.code == "SYT" and an.duty == Duty.PREPARES
    assert not an.is_superuser and not an.is_staff
    assert Event.objects.about(an).get().sentence == "thêm người dùng Nguyễn Văn An"


def test_an_expired_login_loses_no_form_of_the_admin(client, as_user, quy, agencies):
    url = reverse("admin:agencies_agency_change", args=[agencies["SYT"].pk])
    typed = {"_owner": drafts.owner_token(quy), "short_name": "Sở Y tế mới", "active_from": "01/4/2025"}
    assert client.submit(url, typed).status_code == 302
    page = as_user(quy).get(url).content.decode()
    assert 'value="Sở Y tế mới"' in page
    assert 'value="01/4/2025"' in page
    assert 'name="_owner"' in page
    agencies["SYT"].refresh_from_db()
    assert agencies["SYT"].short_name != "Sở Y tế mới"
    assert "Đã đưa lại nội dung bạn nhập dở" in as_user(quy).get(url).content.decode()
    as_user(quy).post(f"/bo-nhap/{url.strip('/')}", {"next": url})
    assert "Sở Y tế mới" not in as_user(quy).get(url).content.decode()


def test_an_expired_login_loses_no_new_person(client, as_user, quy, agencies):
    url = reverse("admin:agencies_user_add")
    client.submit(url, person_form(agencies["SYT"], _owner=drafts.owner_token(quy)))
    page = as_user(quy).get(url).content.decode()
    assert 'value="Nguyễn Văn An"' in page
    assert "Sở Y tế</option>" in page


def test_a_change_of_duty_stands_in_the_history(quy_at_work, lan):
    form = person_form(lan.agency, username="lan", full_name=lan.full_name, duty=Duty.READS, is_superuser="on")
    quy_at_work.submit(reverse("admin:agencies_user_change", args=[lan.pk]), form)
    lan.refresh_from_db()
    assert lan.duty == Duty.READS and not lan.is_superuser
    event = Event.objects.about(lan).get(action="change")
    assert (event.before["duty"], event.after["duty"]) == ("prepares", "reads")
    assert "sửa người dùng" in page(quy_at_work, "admin:agencies_user_history", lan.pk)


def test_an_administrator_cannot_touch_a_superuser(quy_at_work, agencies):
    root = User.objects.create_superuser("goc", "goc@example.vn", "mat-khau-goc-2025", full_name="Gốc")
    change = reverse("admin:agencies_user_change", args=[root.pk])
    assert quy_at_work.submit(change, person_form(agencies["SYT"], username="goc")).status_code == 403
    words = {"password1": "chiem-quyen-2025", "password2": "chiem-quyen-2025"}
    assert quy_at_work.submit(reverse("admin:auth_user_password_change", args=[root.pk]), words).status_code == 403
    action = {"action": "issue", "_selected_action": [root.pk]}
    assert "text/csv" not in quy_at_work.submit(reverse(PEOPLE), action)["Content-Type"]
    root.refresh_from_db()
    assert root.check_password("mat-khau-goc-2025") and root.email == "goc@example.vn"


def test_accounts_are_not_deleted(quy_at_work, lan):
    assert quy_at_work.submit(reverse("admin:agencies_user_delete", args=[lan.pk]), {"post": "yes"}).status_code == 403


def test_quy_sets_a_password(quy_at_work, lan):
    words = {"password1": "mua-rao-moi-2025", "password2": "mua-rao-moi-2025"}
    url = reverse("admin:auth_user_password_change", args=[lan.pk])
    assert "Đặt mật khẩu cho Trần Thị Lan" in quy_at_work.get(url).content.decode()
    assert quy_at_work.submit(url, words).status_code == 302
    lan.refresh_from_db()
    assert lan.check_password("mua-rao-moi-2025")
    assert Event.objects.about(lan).filter(action="password").exists()


def test_new_passwords_come_as_a_list_once(quy_at_work, lan, binh, quy):
    action = {"action": "issue", "_selected_action": [lan.pk, binh.pk, quy.pk]}
    response = quy_at_work.submit(reverse(PEOPLE), action)
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Tên đăng nhập,Họ và tên,Cơ quan,Mật khẩu" and len(lines) == 3
    assert "no-store" in response["Cache-Control"]
    lan.refresh_from_db()
    assert lan.check_password(next(line for line in lines if line.startswith("lan,")).split(",")[-1])


def test_a_locked_name_is_unlocked(quy_at_work, lan):
    stranger, login = Client(), reverse("login")
    for _ in range(8):
        stranger.post(login, {"username": "lan", "password": "sai"})
    assert stranger.post(login, {"username": "lan", "password": "ho-so-luu-tru-2025"}).status_code == 429
    answer = quy_at_work.submit(reverse(PEOPLE), {"action": "unlock", "_selected_action": [lan.pk]}, follow=True)
    assert "Đã mở khóa 1 trong 1 tài khoản." in answer.content.decode()
    assert stranger.post(login, {"username": "lan", "password": "ho-so-luu-tru-2025"}).status_code == 302


def test_an_agency_with_figures_stays(quy_at_work, plan, agencies, lan):
    Target.objects.create(plan=plan, agency=agencies["SYT"], file_count=10, page_count=700)
    url = reverse("admin:agencies_agency_delete", args=[agencies["SYT"].pk])
    text = quy_at_work.get(url).content.decode()
    assert "Không xóa được “Sở Y tế”" in text and "1 chỉ tiêu" in text and "1 người dùng" in text
    quy_at_work.submit(url, {"post": "yes"})
    assert Agency.objects.filter(code="SYT").exists()


def test_an_agency_nothing_hangs_on_can_go(quy_at_work, agencies):
    spare = Agency.objects.create(code="THU", name="Cơ quan thử", kind=Agency.Kind.BOARD)
    quy_at_work.submit(reverse("admin:agencies_agency_delete", args=[spare.pk]), {"post": "yes"})
    assert not Agency.objects.filter(code="THU").exists()


def test_dates_and_numbers_are_read_as_vietnam_writes_them(quy_at_work, agencies):
    form = {"code": "BQL2", "name": "Ban thử", "kind": "board", "official_order": "1.250", "active_from": "01/4/2025"}
    form |= AGREED
    assert quy_at_work.submit(reverse("admin:agencies_agency_add"), form).status_code == 302
    made = Agency.objects.get(code="BQL2")
    assert made.official_order == 1250 and made.active_from.isoformat() == "2025-04-01"


def test_history_is_read_and_never_changed(quy_at_work, lan):
    event = record(lan, actor=lan, action="test", sentence="gửi rà soát khối lượng lần 1")
    assert "gửi rà soát khối lượng lần 1" in page(
        quy_at_work, "admin:agencies_event_changelist", q="rà soát", trong="7"
    )
    url = reverse("admin:agencies_event_change", args=[event.pk])
    assert quy_at_work.get(url).status_code == 200
    assert quy_at_work.submit(url, {"sentence": "khác"}).status_code == 403
    assert (
        quy_at_work.submit(reverse("admin:agencies_event_delete", args=[event.pk]), {"post": "yes"}).status_code == 403
    )


@pytest.mark.engine
@pytest.mark.parametrize("name", ["event", "job"])
def test_what_grows_for_ever_is_counted_within_bounds(quy_at_work, hoa, monkeypatch, name):
    monkeypatch.setattr(BoundedPaginator, "MOST", 2)
    for number in range(4):
        record(hoa, actor=hoa, action="test", sentence=f"việc {number}")
        Job.objects.create(kind="test", requester=hoa, state=Job.State.DONE)
    with CaptureQueriesContext(connection) as asked:
        text = page(quy_at_work, f"admin:agencies_{name}_changelist")
    assert "Danh sách dừng ở 2 dòng đầu" in text
    counts = [query["sql"] for query in asked if "COUNT(*)" in query["sql"]]
    assert counts and all("LIMIT 2" in sql for sql in counts)


def test_a_failed_job_is_run_again(quy_at_work, hoa, monkeypatch):
    enqueued = []
    monkeypatch.setattr(jobs, "enqueue", enqueued.append)
    failed = Job.objects.create(kind="test", requester=hoa, state=Job.State.FAILED, message="Thiếu phông chữ")
    done = Job.objects.create(kind="test", requester=hoa, state=Job.State.DONE)
    url = reverse("admin:agencies_job_changelist")
    assert "Thiếu phông chữ" in quy_at_work.get(url, {"state__exact": "failed"}).content.decode()
    chosen = {"action": "run_again", "_selected_action": [failed.pk, done.pk]}
    text = quy_at_work.submit(url, chosen, follow=True).content.decode()
    assert "Đã xếp 1 việc vào hàng chờ" in text and "1 việc không ở trạng thái" in text
    assert enqueued == [failed]
    failed.refresh_from_db()
    assert failed.state == Job.State.QUEUED


def test_the_admin_shows_only_what_the_portal_uses(quy_at_work):
    assert not admin.site.is_registered(Group)
    text = page(quy_at_work, "admin:index")
    assert "Axes" not in text and "Nhóm" not in text
    assert "Người dùng" in text and "Lịch sử" in text


def drawn(client, url):
    return {name: values[0] for name, values in shown(client, url).items()}


def test_what_is_typed_in_the_admin_is_kept_as_a_draft_until_it_is_saved(quy_at_work, agencies):
    url = reverse("admin:agencies_agency_change", args=[agencies["SYT"].pk])
    quy_at_work.post(f"/nhap/{url.strip('/')}", drawn(quy_at_work, url) | {"short_name": "Sở Y tế mới"})
    again = quy_at_work.get(url).content.decode()
    assert "Đã đưa lại nội dung bạn nhập dở" in again and 'value="Sở Y tế mới"' in again and "errornote" not in again
    assert quy_at_work.submit(url, drawn(quy_at_work, url)).status_code == 302
    assert Agency.objects.get(code="SYT").short_name == "Sở Y tế mới" and not drafts.FormDraft.objects.exists()


def test_what_a_colleague_saved_in_the_admin_meanwhile_is_not_overwritten_unseen(quy_at_work, agencies):
    url = reverse("admin:agencies_agency_change", args=[agencies["SYT"].pk])
    typed = drawn(quy_at_work, url) | {"short_name": "Sở Y tế mới"}
    Agency.objects.filter(code="SYT").update(short_name="Của đồng nghiệp")
    answer = quy_at_work.submit(url, typed).content.decode()
    assert "Trong lúc bạn nhập, nội dung này đã được thay đổi" in answer and "Của đồng nghiệp" in answer
    assert Agency.objects.get(code="SYT").short_name == "Của đồng nghiệp"
    quy_at_work.submit(url, drawn(quy_at_work, url) | {"short_name": "Sở Y tế mới"})
    assert Agency.objects.get(code="SYT").short_name == "Sở Y tế mới"


def test_who_only_looks_has_no_draft(as_user, hoa, plan):
    url = reverse("admin:plans_plan_change", args=[plan.pk])
    assert "data-autosave" not in as_user(hoa).get(url).content.decode()
