"""Giấy mời: a code opens one account, once, for a while; nobody else learns it, and guessing leads nowhere."""

from datetime import date

import pytest
from axes.models import AccessAttempt
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from agencies import invitations
from agencies.accounts import issue_passwords
from agencies.invitations import accept, find_open, invite
from agencies.models import Event, Invitation, InvitationTerm, User
from tests.helpers.browsing import needs_chromium

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CODE_PAGE, PASSWORD_PAGE = "/moi/", "/moi/mat-khau/"
NEW = "Mưa rào tháng sáu"


@pytest.fixture
def invited(lan, quy):
    [made] = invite([lan], actor=quy)
    return made


def chosen(password=NEW, again=None):
    return {"new_password1": password, "new_password2": again or password}


def enter(client, code, **options):
    return client.post(CODE_PAGE, {"ma": code}, **options)


def test_a_link_leads_to_the_password_and_in(client, invited):
    answer = enter(client, invited.code)
    assert answer.headers["Location"] == PASSWORD_PAGE
    assert "no-store" in answer["Cache-Control"]
    page = client.get(PASSWORD_PAGE).content.decode()
    assert "<b>Trần Thị Lan</b>, Sở Y tế" in page and invited.code not in page
    assert client.submit(PASSWORD_PAGE, chosen()).headers["Location"] == "/"
    assert client.get("/").context["user"] == invited.user
    assert User.objects.get(pk=invited.user.pk).check_password(NEW)
    assert Invitation.objects.get().state == Invitation.State.USED


def test_a_code_in_an_address_opens_nothing_and_leaves_it(client, invited):
    assert client.get(CODE_PAGE, {"ma": invited.code}).headers["Location"] == CODE_PAGE
    assert client.get(PASSWORD_PAGE).headers["Location"] == CODE_PAGE


@pytest.mark.browser
@needs_chromium
@pytest.mark.django_db(transaction=True)
def test_a_link_sends_its_code_to_no_server_but_in_the_form(visitor, invited):
    one, asked = visitor(), []
    one.page.on("request", lambda request: asked.append(request.url))
    one.open(invited.link("/moi/"))
    one.page.wait_for_url(f"**{PASSWORD_PAGE}")
    one.sees("Trần Thị Lan")
    assert not [url for url in asked if invited.code in url]


def test_the_code_may_be_typed_as_it_is_printed(client, invited):
    assert client.submit(CODE_PAGE, {"ma": f" {invited.spelled.upper()} "}).headers["Location"] == PASSWORD_PAGE


def test_a_weak_or_mistyped_password_is_refused_in_vietnamese_and_spends_nothing(client, invited):
    enter(client, invited.code)
    assert "quá ngắn" in client.submit(PASSWORD_PAGE, chosen("ngan")).content.decode()
    assert "không giống nhau" in client.submit(PASSWORD_PAGE, chosen(NEW, NEW + "6")).content.decode()
    assert Invitation.objects.get().state == Invitation.State.OPEN


def deactivated(invited, day):
    User.objects.filter(pk=invited.user.pk).update(is_active=False)


def used(invited, day):
    accept(invited.invitation, NEW)


def expired(invited, day):
    day("2025-07-05")


def replaced(invited, day):
    invite([invited.user], actor=invited.invitation.issued_by)


def overtaken_by_another_password(invited, day):
    issue_passwords([invited.user], actor=invited.invitation.issued_by)


DEAD = [deactivated, used, expired, replaced, overtaken_by_another_password]


@pytest.mark.parametrize("kill", DEAD, ids=lambda kill: kill.__name__)
def test_a_dead_code_and_a_guess_are_answered_alike(client, invited, day, kill):
    kill(invited, day)
    for code in (invited.code, "abcdefghjkmnpqrstuvw"):
        page = client.post(CODE_PAGE, {"ma": code}, follow=True)
        assert page.redirect_chain == [(CODE_PAGE, 302)]
        assert invitations.REFUSED in page.content.decode() and "Lan" not in page.content.decode()


@pytest.mark.parametrize("kill", DEAD, ids=lambda kill: kill.__name__)
def test_a_code_that_dies_while_the_page_is_open_sets_nothing(client, invited, day, kill):
    enter(client, invited.code)
    kill(invited, day)
    before = User.objects.get(pk=invited.user.pk).password
    assert client.submit(PASSWORD_PAGE, chosen("Một mật khẩu khác")).headers["Location"] == CODE_PAGE
    assert client.get(PASSWORD_PAGE).headers["Location"] == CODE_PAGE
    assert User.objects.get(pk=invited.user.pk).password == before


def test_who_spends_a_code_second_is_refused(invited):
    accept(invited.invitation, NEW)
    with pytest.raises(ValidationError):
        accept(invited.invitation, "Một mật khẩu khác")
    assert User.objects.get(pk=invited.user.pk).check_password(NEW)


def test_the_code_stands_nowhere_but_in_the_answer(client, invited, caplog):
    with caplog.at_level("DEBUG"):
        enter(client, invited.code)
        invite([invited.user], actor=invited.invitation.issued_by)
        enter(client, invited.code)
    kept = [*Event.objects.values(), *Invitation.objects.values(), *AccessAttempt.objects.values()]
    assert len(kept) == 5 and invited.code not in f"{kept} {dict(client.session)} {caplog.text}"


def test_guessing_is_stopped_for_codes_and_leaves_passwords_alone(client, invited, settings):
    settings.CODE_FAILURES = 3
    answers = [enter(client, f"abcdefgh{number}").status_code for number in range(4)]
    assert answers == [302, 302, 429, 429]
    locked = enter(client, invited.code)
    assert locked.status_code == 429 and "Mã mời đã bị gõ sai nhiều lần" in locked.content.decode()
    assert enter(client, invited.code, REMOTE_ADDR="10.1.1.10").status_code == 302
    assert client.get("/dang-nhap/").status_code == 200


def test_nobody_slips_into_an_account_from_anothers_desk(as_user, binh, invited):
    page = enter(as_user(binh), invited.code).content.decode()
    assert "đang đăng nhập bằng tài khoản của <b>Ngô Thanh Bình</b>" in page
    assert as_user(binh).get(PASSWORD_PAGE).headers["Location"] == CODE_PAGE


def test_how_long_it_holds_is_a_dated_setting(lan, quy, day):
    InvitationTerm.objects.create(days=3)
    InvitationTerm.objects.create(days=30, valid_from=date(2025, 7, 1))
    [before] = invite([lan], actor=quy)
    day("2025-06-23")
    assert find_open(before.code)
    day("2025-06-24")
    assert not find_open(before.code)
    day("2025-07-01")
    [after] = invite([lan], actor=quy)
    day("2025-07-31")
    assert find_open(after.code)


def test_a_superuser_oneself_and_closed_accounts_are_invited_by_nobody(quy, lan, minh):
    User.objects.filter(pk=lan.pk).update(is_active=False)
    User.objects.filter(pk=minh.pk).update(is_superuser=True)
    for person in (quy, lan, minh):
        with pytest.raises(ValidationError):
            invite([person], actor=quy)
    assert not Invitation.objects.exists()


def test_the_list_says_who_came_how_far(as_user, quy, lan, minh, binh, thu):
    _, came, late = invite([minh, binh, thu], actor=quy)
    accept(came.invitation, NEW)
    Invitation.objects.filter(pk=late.invitation.pk).update(expires_at=late.invitation.issued_at)
    client = as_user(quy)
    rows = {guest.user.username: guest.word for guest in client.get("/giay-moi/").context["page"]}
    assert rows == {"lan": "chưa mời", "minh": "còn hạn", "binh": "đã dùng", "thu": "hết hạn"}
    assert "04/7/2025" in client.get("/giay-moi/").content.decode()  # the day that the sheet prints
    found = client.get("/giay-moi/", {"trang_thai": "expired", "q": "ubnd ho"}).context["page"]
    assert [guest.user.username for guest in found] == ["thu"]


def test_the_list_costs_the_same_for_three_as_for_one(as_user, quy, lan, minh, binh, django_assert_num_queries):
    client = as_user(quy)
    invite([lan], actor=quy)
    with CaptureQueriesContext(connection) as one:
        client.get("/giay-moi/")
    invite([lan, minh, binh], actor=quy)
    with django_assert_num_queries(len(one)):
        client.get("/giay-moi/")


def test_only_an_administrator_invites(as_user, hoa, lan):
    for person in (hoa, lan):
        assert as_user(person).get("/giay-moi/cap/").status_code == 403
        assert as_user(person).submit("/giay-moi/cap/", {"nguoi": lan.pk}).status_code == 403
    assert not Invitation.objects.exists()


def test_the_admin_leads_the_chosen_to_the_page_that_asks(as_user, quy, lan, minh):
    answer = as_user(quy).submit(
        reverse("admin:agencies_user_changelist"), {"action": "ask_in", "_selected_action": [lan.pk, minh.pk]}
    )
    page = as_user(quy).get(answer.headers["Location"]).content.decode()
    assert "Cấp giấy mời cho 2 người" in page and "đến hết ngày 04/7/2025" in page
    assert "chưa đặt thư điện tử" in page and 'name="mail"' not in page


def test_who_holds_a_paper_gets_another_only_after_being_asked(as_user, quy, lan, invited):
    client, form = as_user(quy), {"nguoi": lan.pk, "pdf": "1"}
    page = client.submit("/giay-moi/cap/", form, follow=True).content.decode()
    assert "Chưa cấp giấy nào: 1 người đang có giấy còn hạn" in page and 'name="replace"' in page
    assert find_open(invited.code)
    assert client.submit("/giay-moi/cap/", form | {"replace": "1"})["Content-Type"] == "application/pdf"
    assert not find_open(invited.code)
    assert "Đã cấp giấy mời cho 1 người, trong tệp PDF đã tải lúc" in client.get("/giay-moi/").content.decode()


def test_a_paper_with_the_address_of_this_machine_is_warned_of(as_user, quy, lan):
    warned = "Địa chỉ công khai của cổng chưa đặt"
    client, path = as_user(quy), f"/giay-moi/cap/?nguoi={lan.pk}"
    assert warned not in client.get(path).content.decode()
    page = client.get(path, headers={"host": "localhost:8141"}).content.decode()
    assert warned in page and "http://localhost:8141/moi/" in page and "DJANGO_ALLOWED_HOSTS" in page


def test_the_last_login_is_of_the_portals_day(client, invited):
    enter(client, invited.code)
    client.submit(PASSWORD_PAGE, chosen())
    assert localdate(User.objects.get(pk=invited.user.pk).last_login) == date(2025, 6, 20)


def test_the_list_says_whom_it_leaves_out(as_user, quy, lan):
    assert "người, không kể bạn" in as_user(quy).get("/giay-moi/").content.decode()
