"""A file is chosen in Vietnamese, whatever the browser speaks: by mouse, by keyboard, without JavaScript."""

import re

import pytest

from tests.helpers.attachments import PDF
from tests.helpers.browsing import needs_chromium
from tests.helpers.factories import a_catalogue

PLAN = "/ke-hoach-chi-tiet/ghi-nhan/"
PAPER = {"name": "KH 12.pdf", "mimeType": "application/pdf", "buffer": PDF}


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("lan", PLAN),
        ("lan", "/muc-luc/{pk}/tai-len/"),
        ("hoa", "/chi-tieu/nap/"),
        ("quy", "/quan-tri/agencies/agency/import/"),
        ("quy", "/quan-tri/agencies/user/import/"),
    ],
)
def test_every_file_is_chosen_with_the_one_component(who, address, as_user, cast, plan):
    made = a_catalogue(cast("lan").agency)
    page = as_user(cast(who)).get(address.format(pk=made.pk)).content.decode()
    parts = re.findall(r'<span class="file-pick">\s*<input type="file"', page)
    assert len(parts) == page.count('type="file"') == 1 and "Chọn tệp</span>" in page and "file-pick.css" in page


@pytest.mark.browser
@pytest.mark.once
@needs_chromium
@pytest.mark.django_db(transaction=True)
def test_the_name_of_the_chosen_file_is_shown_and_the_keyboard_reaches_it(visitor, lan, plan):
    clerk = visitor(lan)
    clerk.open(PLAN)
    page = clerk.page
    assert page.locator(".file-pick").inner_text().split("\n")[-1].endswith("Chưa chọn tệp")
    page.locator("[name=document]").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "document"
    assert page.evaluate("getComputedStyle(document.querySelector('.file-pick')).outlineStyle") == "solid"
    with page.expect_file_chooser() as chooser:
        page.locator(".file-pick").click()
    chooser.value.set_files(PAPER)
    page.locator(".file-name:text-is('KH 12.pdf')").wait_for()


@pytest.mark.browser
@pytest.mark.once
@needs_chromium
@pytest.mark.django_db(transaction=True)
def test_without_javascript_the_browsers_own_control_stands_there(chromium, live_server, lan, plan, client):
    client.force_login(lan, backend="django.contrib.auth.backends.ModelBackend")
    context = chromium.new_context(java_script_enabled=False)
    [cookie] = [{"name": one.key, "value": one.value, "url": live_server.url} for one in client.cookies.values()]
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(f"{live_server.url}{PLAN}")
    assert not page.locator(".file-name").is_visible() and page.locator("[name=document]").is_visible()
    page.locator("[name=document]").set_input_files(PAPER)
    with page.expect_navigation():
        page.locator("form:has([name=document]) button.primary").click()
    assert "KH 12.pdf" in page.locator("main").inner_text()
    context.close()
