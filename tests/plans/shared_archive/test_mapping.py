"""The mapping is data: shipped as TT 05/2025 has it, changed by a row from its day on."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from plans.models import MetadataField
from plans.shared_archive.mapping import make_usual_fields, mapping_on

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_row_changes_a_field_from_its_day_on(plan):
    make_usual_fields()
    make_usual_fields()
    stored = MetadataField.objects.count()
    given = {"part": "file", "code": "mode", "name": "Chế độ sử dụng", "position": 4, "constant": "01"}
    MetadataField.objects.create(**given, required=True, valid_from=date(2025, 7, 1))
    gone = {"part": "file", "code": "keyword", "name": "Từ khóa", "is_used": False}
    MetadataField.objects.create(**gone, valid_from=date(2025, 7, 1))
    before, after = mapping_on(date(2025, 6, 30))["file"], mapping_on(date(2025, 7, 1))["file"]
    assert {one.code: one.constant for one in before}["mode"] == "02"
    assert {one.code: one.constant for one in after}["mode"] == "01"
    assert "keyword" not in {one.code for one in after} and (len(before), len(after), stored) == (18, 17, 66)


def test_the_shipped_fields_hold_where_none_are_entered(plan):
    codes = [one.code for one in mapping_on(date(2025, 6, 20))["file"]]
    assert codes[:4] == ["fileCode", "title", "maintenance", "mode"] and len(codes) == 18


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "mã"},
        {"codes": "0:01"},
        {"source": "title", "constant": "x"},
        {"required": True},
        {"codes": "0=1; 0=2"},
    ],
)
def test_what_cannot_be_exported_is_refused(plan, wrong):
    with pytest.raises(ValidationError):
        MetadataField(**{"part": "file", "code": "note", "name": "Ghi chú"} | wrong).full_clean()


def test_retention_becomes_the_code_of_the_circular():
    field = MetadataField(codes="0=01; 70=02; *=07")
    assert [field.coded(value) for value in (0, 70, 15, "", None)] == ["01", "02", "07", "", None]
