"""What Hoa ticked in a group and has not sent comes back: after a refusal, an expired login, in a new window."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies import drafts
from agencies.models import FormDraft
from plans.duplicates.search import Scope
from tests.helpers.duplicate_files import a_file, search, waiting

CAME_BACK = "Đã đưa lại nội dung bạn nhập dở"


@pytest.fixture
def group(hoa, agencies):
    waiting(agencies["SYT"], "Sổ 1", files=3)
    return search(Scope(), hoa)[0]


def ticked(browser, group, address=None):
    page = browser.get(address or f"/trung-lap/{group.pk}/").content.decode()
    return [member.file_id for member in group.members.all() if f'value="{member.file_id}" checked' in page]


def keep(browser, group, *files):
    """What js/autosave.js sends."""
    return browser.post(f"/nhap/trung-lap/{group.pk}/loai", {"seen": "", "_seen": "", "file": files})


def test_ticks_come_back_on_both_pages_and_go_once_they_are_sent(as_user, hoa, group):
    browser, [first, second, third] = as_user(hoa), [member.file_id for member in group.members.all()]
    assert ticked(browser, group) == [second, third]
    keep(browser, group, first)
    assert ticked(browser, group) == ticked(browser, group, "/trung-lap/") == [first]
    assert CAME_BACK in browser.get(f"/trung-lap/{group.pk}/").content.decode()
    browser.submit(f"/trung-lap/{group.pk}/loai/", {"file": first})
    assert list(FormDraft.objects.values("key", "fields")) == [] and ticked(browser, group) == [third]


def test_a_refusal_keeps_the_ticks(as_user, hoa, group):
    browser, files = as_user(hoa), [member.file_id for member in group.members.all()]
    page = browser.submit(f"/trung-lap/{group.pk}/loai/", {"file": files}, follow=True).content.decode()
    assert "Giữ lại ít nhất một hồ sơ" in page and ticked(browser, group) == files


def test_an_expired_login_keeps_the_ticks(client, as_user, hoa, group):
    first = group.members.first().file_id
    address = f"/trung-lap/{group.pk}/loai/"
    assert client.submit(address, {"_owner": drafts.owner_token(hoa), "file": first}).status_code == 302
    answer = as_user(hoa).get(address)
    assert answer["Location"] == f"/trung-lap/{group.pk}/" and ticked(as_user(hoa), group) == [first]


def test_a_group_more_costs_no_query_more(as_user, hoa, agencies, group):
    browser = as_user(hoa)
    browser.get("/trung-lap/")
    with CaptureQueriesContext(connection) as one:
        assert browser.get("/trung-lap/").content.decode().count("data-autosave") == 1
    other = waiting(agencies["SYT"], "Sổ 2", files=0)
    for pages in (50, 49):
        a_file(other, title="Công văn đi của Sở năm 2008", pages=pages)
    search(Scope(), hoa)
    with CaptureQueriesContext(connection) as two:
        assert browser.get("/trung-lap/").content.decode().count("data-autosave") == 2
    assert len(two) == len(one)
