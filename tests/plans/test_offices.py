"""A task of the plan belongs to an office: whoever has the duty elsewhere neither acts nor oversees (Kế hoạch III)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from agencies.models import Duty, DutyOffice, User
from agencies.permissions import has_duty
from tests.helpers.factories import a_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def fresh(user):
    return User.objects.get(pk=user.pk)


def test_an_appraiser_of_another_office_is_refused_by_form_act_and_page(agencies, as_user):
    impostor = a_user(agencies["SYT"], Duty.APPRAISES_CATALOGUES)
    with pytest.raises(ValidationError) as refused:
        impostor.full_clean(exclude=["password"])
    assert refused.value.message_dict == {
        "duty": ["“Thẩm định Mục lục (Sở Nội vụ)” là việc của Sở Nội vụ, không phải của Sở Y tế."]
    }
    assert has_duty(Duty.APPRAISES_CATALOGUES)(fresh(impostor), None)[0] is False
    assert not fresh(impostor).oversees and not fresh(impostor).may_enter_admin
    client = as_user(impostor)
    assert client.get(reverse("admin:plans_catalogue_changelist")).status_code in (302, 403)
    assert client.get("/co-quan/STC/").status_code in (403, 404)
    assert client.get("/").status_code == 200


def test_the_office_changes_from_a_day_on(agencies, hoa, tuan, day):
    row = DutyOffice(duty=Duty.APPRAISES_CATALOGUES, agency=agencies["STC"], valid_from=date(2025, 7, 1))
    row.full_clean()
    row.save()
    assert fresh(hoa).holds(Duty.APPRAISES_CATALOGUES) and fresh(hoa).oversees
    day("2025-07-01")
    assert not fresh(hoa).holds(Duty.APPRAISES_CATALOGUES) and not fresh(hoa).oversees
    tuan.duty = Duty.APPRAISES_CATALOGUES
    tuan.full_clean()


def test_where_no_office_is_entered_yet_the_duty_is_free(agencies):
    DutyOffice.objects.all().delete()
    a_user(agencies["SYT"], Duty.OPERATES_ARCHIVE).full_clean(exclude=["password"])


def test_an_administrator_is_told_who_loses_the_task(as_user, quy, hoa, agencies):
    data = {"duty": Duty.APPRAISES_CATALOGUES, "agency": agencies["STC"].pk, "valid_from": "01/7/2025"}
    url = reverse("admin:agencies_dutyoffice_add")
    asked = as_user(quy).submit(url, data).content.decode()
    assert "Từ ngày 01/7/2025, “Thẩm định Mục lục (Sở Nội vụ)” là việc của người thuộc Sở Tài chính." in asked
    assert f"{hoa} (Sở Nội vụ)" in asked and DutyOffice.objects.count() == 3
    as_user(quy).submit(url, data | {"_agreed": "1"})
    assert DutyOffice.objects.count() == 4
