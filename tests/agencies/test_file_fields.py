"""A file that is too large is refused with what to do, in every form, also where it was dropped on its way."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import BaseForm, FileField
from django.forms.forms import DeclarativeFieldsMetaclass
from django.urls import get_resolver

from agencies.file_fields import UploadField
from plans.models import TargetUpload
from tests.helpers.catalogues import hand_in

MEGABYTE = 1024**2
FROM_ELSEWHERE = ("django.", "import_export.")


def forms_of_the_portal(form: type[BaseForm] = BaseForm):
    for each in form.__subclasses__():
        yield from forms_of_the_portal(each)
        if isinstance(each, DeclarativeFieldsMetaclass) and not each.__module__.startswith(FROM_ELSEWHERE):
            yield each


def test_every_file_of_a_form_has_the_limit():
    assert get_resolver().url_patterns  # all forms are imported
    fields = [(form, field) for form in forms_of_the_portal() for field in form.base_fields.values()]
    files = [(form, field) for form, field in fields if isinstance(field, FileField)]
    assert len(files) > 10
    assert [form for form, field in files if not isinstance(field, UploadField)] == []


@pytest.mark.parametrize("megabytes", [1.5, 4])
def test_a_workbook_that_was_dropped_on_its_way_is_not_asked_for_again(as_user, hoa, plan, settings, megabytes):
    settings.UPLOAD_MAX_BYTES = MEGABYTE
    sent = {"workbook": SimpleUploadedFile("a.xlsx", b"0" * int(megabytes * MEGABYTE))}
    page = as_user(hoa).submit("/chi-tieu/nap/", sent).content.decode()
    assert "Tệp lớn hơn 1 MB. Chỉ giữ trang tính Phụ lục rồi nạp lại." in page and "Chọn tệp .xlsx" not in page
    assert not TargetUpload.objects.exists()


def test_a_list_whose_workbook_was_dropped_is_not_taken_without_it(as_user, lan, plan, settings):
    settings.UPLOAD_MAX_BYTES = MEGABYTE
    catalogue = hand_in(lan.agency, lan, rows=1)
    sent = {"stage": "checked", "workbook": SimpleUploadedFile("a.xlsx", b"0" * 4 * MEGABYTE)}
    page = as_user(lan).submit(f"/danh-dau/{catalogue.pk}/danh-sach/", sent).content.decode()
    assert "Tệp lớn hơn 1 MB. Chia thành nhiều tệp." in page
