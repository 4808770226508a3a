"""Two administrators at the same moment on the reference data: one saves, the other reads why not."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import Agency, Duty, User
from plans.models import UnitPrice
from tests.helpers.racing import together
from tests.helpers.reading import guards_of

pytestmark = pytest.mark.django_db(transaction=True)
TRIES = 2
AGREED = {"_agreed": "1"}
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def both(quy, agencies):
    """Two administrators at their desks."""
    other = User.objects.create(username="quy2", full_name="Quý Hai", agency=quy.agency, duty=Duty.ADMINISTRATOR)
    desks = Client(), Client()
    for desk, user in zip(desks, (quy, other), strict=True):
        desk.force_login(user, backend=BACKEND)
    return desks


def sent_at_once(desks, urls, forms):
    """What each desk is answered when both send at the same moment: the number, and the errors of the form."""
    forms = [
        form | guards_of(desk.get(url).content.decode(), url, url)
        for desk, url, form in zip(desks, urls, forms, strict=True)
    ]
    pairs = zip(desks, urls, forms, strict=True)
    answers = together(
        *(lambda desk=desk, url=url, form=form: desk.post(url, form | AGREED) for desk, url, form in pairs)
    )
    return sorted(each.status_code for each in answers), " ".join(
        sentence
        for each in answers
        if each.status_code == 200
        for sentences in each.context["adminform"].form.errors.values()
        for sentence in sentences
    )


def test_one_code_in_two_cases(both):
    url = reverse("admin:agencies_agency_add")
    for number in range(TRIES):
        forms = [
            {"code": code, "name": "Ban", "kind": "board", "official_order": "1"}
            for code in (f"ban{number}", f"BAN{number}")
        ]
        assert sent_at_once(both, [url, url], forms) == ([200, 302], "Mã này đã có cơ quan dùng.")
        assert Agency.objects.filter(code__iexact=f"ban{number}").count() == 1


def test_one_name_of_an_account_in_two_cases(both, agencies):
    url, words = reverse("admin:agencies_user_add"), {"password1": "cay-bang-so-42", "password2": "cay-bang-so-42"}
    person = {"full_name": "An", "agency": agencies["SYT"].pk, "duty": Duty.READS, "email": "an@example.vn"} | words
    for number in range(TRIES):
        forms = [person | {"username": name} for name in (f"an{number}", f"AN{number}")]
        codes, errors = sent_at_once(both, [url, url], forms)
        assert codes == [200, 302] and errors in (
            "Tên đăng nhập này đã có người dùng.",
            "Tên đăng nhập đã được sử dụng",
        )
        assert User.objects.filter(username__iexact=f"an{number}").count() == 1


def test_two_prices_of_one_day(both, plan):
    url = reverse("admin:plans_unitprice_add")
    for day in range(1, TRIES + 1):
        forms = [
            {"amount_dong": amount, "valid_from": f"{day:02}/9/2025", "source": "x"} for amount in ("5.000", "6.000")
        ]
        codes, errors = sent_at_once(both, [url, url], forms)
        assert codes == [200, 302] and errors == "Đã có đơn giá áp dụng từ ngày này: chọn ngày khác."
        assert UnitPrice.objects.filter(valid_from=date(2025, 9, day)).count() == 1


def test_two_milestones_of_one_kind(both, plan, agencies):
    url = reverse("admin:plans_milestone_add")
    form = {"key": "review", "group": "", "agency": agencies["SYT"].pk, "valid_from": "21/6/2025", "source": "x"}
    form |= {"printed_date": "30/9/2025", "last_day_on_time": "29/9/2025"}
    codes, errors = sent_at_once(both, [url, url], [form, form])
    assert codes == [200, 302] and "Đã có mốc này" in errors
    assert plan.milestones.filter(agency=agencies["SYT"]).count() == 1


def test_the_last_two_administrators_do_not_end_each_other(both, quy):
    for _ in range(TRIES):
        pair = list(User.objects.filter(username__in=("quy", "quy2")).order_by("-username"))  # each ends the other
        urls = [reverse("admin:agencies_user_change", args=[each.pk]) for each in pair]
        forms = [
            {"username": each.username, "full_name": each.full_name, "agency": each.agency_id, "duty": each.duty}
            for each in pair
        ]
        _, errors = sent_at_once(both, urls, [form | {"email": "a@example.vn"} for form in forms])
        assert errors in ("", User.LAST_ADMINISTRATOR)  # who is ended before the own form comes in must log in anew
        assert User.objects.administrators().count() == 1
        User.objects.filter(username__in=("quy", "quy2")).update(is_active=True)


def test_two_agencies_do_not_become_each_others_heirs(both, agencies):
    pair = agencies["SYT"], agencies["SXD"]
    urls = [reverse("admin:agencies_agency_change", args=[each.pk]) for each in pair]
    forms = [
        {"code": each.code, "name": each.name, "kind": each.kind, "official_order": each.official_order}
        | {"successor": heir.pk}
        for each, heir in zip(pair, reversed(pair), strict=True)
    ]
    for _ in range(TRIES):
        codes, errors = sent_at_once(both, urls, forms)
        assert codes == [200, 302] and errors.endswith("chọn đơn vị kế thừa khác.")
        Agency.objects.filter(code__in=("SYT", "SXD")).update(successor=None)
