"""Invitations are downloaded as one file; then the page goes on by itself to the list, which says so."""

import pytest

from agencies.models import Invitation
from tests.helpers.browsing import needs_chromium


@pytest.mark.browser
@pytest.mark.once
@needs_chromium
@pytest.mark.django_db(transaction=True)
def test_after_the_download_the_list_says_whom_it_invited(visitor, quy, lan, plan):
    one = visitor(quy)
    one.follow("Giấy mời đăng nhập")  # on the home page
    one.follow("Mời những người chưa đăng nhập")
    with one.page.expect_download() as waiting:
        one.push("Tải giấy mời để in (PDF)")
    assert waiting.value.suggested_filename == "giay-moi-2025-06-20.pdf"
    assert waiting.value.path().read_bytes().startswith(b"%PDF")
    one.page.wait_for_url("**/giay-moi/")
    one.sees("Đã cấp giấy mời cho 1 người, trong tệp PDF đã tải lúc")
    assert Invitation.objects.get().user == lan
