"""What makes somebody decide takes two: one asks, another administrator or the agency's head confirms."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies.account_changes import ask, confirm, hold, may_confirm
from agencies.models import AccountChange, Duty, DutyOffice, Event, User
from tests.helpers import factories as make
from tests.helpers.reading import SqueezingClient

pytestmark = pytest.mark.django_db
LIST, ANSWER = "/thay-doi-tai-khoan/", "/thay-doi-tai-khoan/tra-loi/"
W = AccountChange.State.WAITING


@pytest.fixture
def yen(agencies):
    """The second administrator."""
    return make.a_user(agencies["SNV"], Duty.ADMINISTRATOR)


def at_work(user):
    browser = SqueezingClient()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def edit(actor, user, **changes):
    """Save the account in the admin as the actor does, with these values."""
    fields = {"username": user.username, "full_name": user.full_name, "email": user.email, "position": user.position}
    fields |= {"agency": user.agency_id, "duty": user.duty, "is_active": "on"} | changes
    fields = {name: value for name, value in fields.items() if value}
    return at_work(actor).submit(reverse("admin:agencies_user_change", args=[user.pk]), fields, follow=True)


def answer(actor, change, word="xac-nhan"):
    return at_work(actor).submit(ANSWER, {"chon": [change.pk], "tra-loi": word}, follow=True)


def test_a_deciding_duty_waits_for_the_second_administrator(quy, yen, lan):
    page = edit(quy, lan, duty=Duty.SIGNS, position="Trưởng phòng").content.decode()
    assert "Có hiệu lực sau khi" in page
    lan.refresh_from_db()
    assert (lan.duty, lan.position) == (Duty.PREPARES, "Trưởng phòng")
    change = AccountChange.objects.get(user=lan, state=W)
    page = at_work(yen).get(LIST).content.decode()
    assert "từ “Cán bộ chuẩn bị hồ sơ” thành “Thủ trưởng ký”" in page and quy.full_name in page
    answer(yen, change)
    lan.refresh_from_db()
    assert lan.duty == Duty.SIGNS
    event = Event.objects.about(lan).filter(action="confirm_change").get()
    assert event.actor == yen and "Bùi Ngọc Quý đề nghị" in event.sentence and event.before == {"duty": "prepares"}


def test_who_asked_does_not_confirm_and_may_take_back(quy, yen, hoa):
    edit(quy, hoa, duty=Duty.ADMINISTRATOR)
    change = AccountChange.objects.get(user=hoa)
    answer(quy, change)
    hoa.refresh_from_db()
    assert hoa.duty == Duty.APPRAISES_CATALOGUES
    answer(quy, change, "bo")
    change.refresh_from_db()
    assert change.state == AccountChange.State.TAKEN_BACK
    answer(yen, change)
    hoa.refresh_from_db()
    assert hoa.duty == Duty.APPRAISES_CATALOGUES


def test_the_head_of_the_agency_confirms_and_another_head_does_not(quy, nam, lan, agencies):
    other = make.a_user(agencies["SXD"], Duty.SIGNS)
    edit(quy, lan, duty=Duty.SIGNS)
    change = AccountChange.objects.get(user=lan)
    assert "Lan" not in at_work(other).get(LIST).content.decode()
    answer(other, change)
    lan.refresh_from_db()
    assert lan.duty == Duty.PREPARES
    assert "xem và xác nhận" in at_work(nam).get("/tai-khoan/").content.decode()
    answer(nam, change)
    lan.refresh_from_db()
    assert lan.duty == Duty.SIGNS


def test_nobody_grants_to_themselves(quy, yen):
    page = edit(quy, quy, duty=Duty.APPRAISES_CATALOGUES).content.decode()
    assert "Không ai tự đổi nhiệm vụ" in page
    quy.refresh_from_db()
    assert quy.duty == Duty.ADMINISTRATOR and not AccountChange.objects.exists()


def test_what_does_not_decide_takes_effect_at_once(quy, yen, lan, agencies):
    edit(quy, lan, agency=agencies["SXD"].pk)
    lan.refresh_from_db()
    assert lan.agency.code == "SXD" and not AccountChange.objects.exists()


def test_an_account_is_stopped_at_once_and_comes_back_by_two(quy, yen, hoa):
    edit(quy, hoa, is_active="")
    hoa.refresh_from_db()
    assert not hoa.is_active and not AccountChange.objects.exists()
    edit(quy, hoa)
    hoa.refresh_from_db()
    assert not hoa.is_active
    answer(yen, AccountChange.objects.get(user=hoa))
    hoa.refresh_from_db()
    assert hoa.is_active


def test_a_new_appraiser_comes_into_use_by_two(quy, yen, agencies):
    words = {"password1": "cay-bang-so-42", "password2": "cay-bang-so-42", "username": "vy", "full_name": "Vy"}
    words |= {"agency": agencies["SNV"].pk, "duty": Duty.APPRAISES_CATALOGUES}
    at_work(quy).submit(reverse("admin:agencies_user_add"), words)
    vy = User.objects.get(username="vy")
    assert not vy.is_active and vy.must_change_password
    answer(yen, AccountChange.objects.get(user=vy))
    vy.refresh_from_db()
    assert vy.is_active


def test_the_first_administrator_makes_the_second_and_is_told_to(quy, lan, agencies):
    page = edit(quy, lan, duty=Duty.SIGNS).content.decode()
    assert "thêm người quản trị thứ hai trước" in page
    second = User(username="yen", agency=agencies["SNV"], duty=Duty.ADMINISTRATOR)
    assert hold(None, second, actor=quy) == {} and second.is_active
    second.save()
    third = User(username="vy", agency=agencies["SNV"], duty=Duty.ADMINISTRATOR)
    assert hold(None, third, actor=quy) == {"is_active": (False, True)} and not third.is_active
    User.objects.filter(pk=second.pk).update(is_active=False)
    assert hold(None, User(username="x", duty=Duty.ADMINISTRATOR), actor=quy)


def test_a_password_of_who_decides_is_handed_over_by_whoever_confirms(quy, yen, hoa, lan):
    listed = {"action": "issue", "_selected_action": [hoa.pk, lan.pk]}
    file = at_work(quy).submit(reverse("admin:agencies_user_changelist"), listed).content.decode()
    assert "lan," in file and "hoa," not in file
    hoa.refresh_from_db()
    assert hoa.check_password("ho-so-luu-tru-2025")
    file = at_work(yen).submit(ANSWER, {"chon": AccountChange.objects.get(user=hoa).pk, "tra-loi": "xac-nhan"})
    hoa.refresh_from_db()
    assert hoa.check_password(file.content.decode().strip().split(",")[-1]) and hoa.must_change_password


def test_no_other_way_to_the_password_of_who_decides(quy, yen, hoa):
    words = {"password1": "cay-bang-so-42", "password2": "cay-bang-so-42"}
    at_work(quy).post(reverse("admin:auth_user_password_change", args=[hoa.pk]), words)
    at_work(quy).submit(f"{reverse('invitation_issue')}?nguoi={hoa.pk}", {"nguoi": hoa.pk, "way": "print"})
    hoa.refresh_from_db()
    assert hoa.check_password("ho-so-luu-tru-2025") and not hoa.invitations.exists()


def test_people_of_a_table_who_decide_wait_too(quy, yen, hoa, lan):
    rows = [["Tên đăng nhập", "Họ và tên", "Thư điện tử", "Mã cơ quan", "Nhiệm vụ", "Chức vụ", "Đang dùng"]]
    rows += [["vy", "Vy", "", "SNV", "Thẩm định Mục lục (Sở Nội vụ)", "", "Có"]]
    rows += [["lan", "Trần Thị Lan", "lan@example.vn", "SYT", "Thủ trưởng ký", "", "Có"]]
    rows += [["an", "An", "", "SYT", "Cán bộ chuẩn bị hồ sơ", "", "Có"]]
    text, admin = io.StringIO(), at_work(quy)
    csv.writer(text).writerows(rows)
    file = SimpleUploadedFile("nguoi.csv", text.getvalue().encode())
    page = admin.post(reverse("admin:agencies_user_import"), {"import_file": file, "format": "1"})
    said = page.content.decode()
    assert said.count("chỉ sau khi người thứ hai xác nhận") == 2 and not AccountChange.objects.exists()
    admin.post(reverse("admin:agencies_user_process_import"), page.context["confirm_form"].initial)
    lan.refresh_from_db()
    assert lan.duty == Duty.PREPARES and not User.objects.get(username="vy").is_active
    assert User.objects.get(username="an").is_active
    waiting = AccountChange.objects.filter(state=W)
    assert {each.user.username for each in waiting} == {"vy", "lan"}
    at_work(yen).submit(ANSWER, {"chon": [each.pk for each in waiting], "tra-loi": "xac-nhan"})
    assert User.objects.get(username="vy").is_active


@pytest.mark.parametrize(("name", "duty"), [("trom", "Thẩm định Mục lục"), ("lan", "Thẩm định dự toán")])
def test_a_table_gives_nobody_the_duty_of_another_office(quy, yen, lan, plan, agencies, name, duty):
    """Not even for a second person to confirm: neither somebody new nor somebody known."""
    DutyOffice.objects.get_or_create(duty=Duty.APPRAISES_CATALOGUES, defaults={"agency": agencies["SNV"]})
    DutyOffice.objects.get_or_create(duty=Duty.APPRAISES_ESTIMATES, defaults={"agency": agencies["STC"]})
    label = next(each.label for each in Duty if each.label.startswith(duty))
    heads = ["Tên đăng nhập", "Họ và tên", "Thư điện tử", "Mã cơ quan", "Nhiệm vụ", "Chức vụ", "Đang dùng"]
    text = io.StringIO()
    csv.writer(text).writerows([heads, [name, "Kẻ Trộm", "", "SYT", label, "", "Có"]])
    file = SimpleUploadedFile("nguoi.csv", text.getvalue().encode())
    page = at_work(quy).post(reverse("admin:agencies_user_import"), {"import_file": file, "format": "1"})
    [row] = page.context["result"].invalid_rows
    assert f"“{label}” là việc của Sở" in str(row.error) and "không phải của Sở Y tế" in str(row.error)


def test_what_has_changed_since_is_not_confirmed(quy, yen, lan):
    change = ask(lan, {"duty": (Duty.PREPARES, Duty.SIGNS)}, actor=quy)
    User.objects.filter(pk=lan.pk).update(duty=Duty.READS)
    assert "đã đổi khác" in answer(yen, change).content.decode()
    lan.refresh_from_db()
    assert lan.duty == Duty.READS


def test_what_two_ask_for_one_account_is_one_change(quy, yen, lan, agencies):
    ask(lan, {"duty": (Duty.PREPARES, Duty.SIGNS)}, actor=quy)
    change = ask(lan, {"agency": (lan.agency_id, agencies["SXD"].pk)}, actor=yen)
    assert set(change.after) == {"duty", "agency"}
    confirm(change, actor=quy)
    lan.refresh_from_db()
    assert lan.duty == Duty.SIGNS and lan.agency.code == "SXD"


def test_who_stopped_working_confirms_nothing(quy, yen, lan):
    change = ask(lan, {"duty": (Duty.PREPARES, Duty.SIGNS)}, actor=quy)
    yen.is_active = False
    assert not may_confirm(yen, change) and not may_confirm(lan, change)


def test_the_admin_lists_what_waits(quy, yen, lan):
    ask(lan, {"duty": (Duty.PREPARES, Duty.SIGNS)}, actor=quy)
    page = at_work(yen).get(reverse("admin:agencies_accountchange_changelist")).content.decode()
    assert "Xác nhận hoặc rút" in page and "Thủ trưởng ký" in page
