"""Free texts of every form are screened: what names a state secret stays out of reasons, notes and difficulties too."""

import pytest
from django.forms import CharField, Form, Textarea
from django.urls import get_resolver

from agencies.models import Event, FormDraft
from agencies.open_text import NO_SECRETS, OpenText
from plans.appraisal.decisions import decide
from plans.models import Catalogue, ProgressReport
from tests.helpers.catalogues import fresh, hand_in, numbered
from tests.helpers.factories import a_progress_report, an_estimate
from tests.helpers.grids import shown
from tests.helpers.imports import APPS

SECRET = "Kho đạn ở Zeta (Mật)"


def page_of(answer):
    return answer.content.decode()


def all_forms(base=Form):
    for form in base.__subclasses__():
        yield form
        yield from all_forms(form)


def test_every_long_text_of_a_form_is_screened():
    assert get_resolver().url_patterns  # with the addresses every form is there
    ours = [form for form in all_forms() if form.__module__.split(".")[0] in APPS and "style" not in form.__module__]
    fields = [(form, name, field) for form in ours for name, field in form.base_fields.items()]
    texts = [each for each in fields if isinstance(each[2], CharField) and isinstance(each[2].widget, Textarea)]
    assert len(texts) > 9
    assert [(form.__name__, name) for form, name, field in texts if not isinstance(field, OpenText)] == []


@pytest.fixture
def kept_nowhere():
    """No secret is in the history or in a draft."""
    yield
    assert not any("Zeta" in str(vars(each)) for model in (Event, FormDraft) for each in model.objects.all())


def test_a_reason_that_names_a_secret_is_refused(as_user, hoa, lan, plan, kept_nowhere):
    made = hand_in(lan.agency, lan)
    address = f"/quan-tri/plans/catalogue/{made.pk}/thao-tac/return/"
    page = page_of(as_user(hoa).post(address, {"version": fresh(made).version, "reason": SECRET}))
    assert NO_SECRETS in page and fresh(made).state == Catalogue.State.SUBMITTED


def test_a_question_about_files_that_names_a_secret_is_refused(as_user, hoa, lan, plan, kept_nowhere):
    made = hand_in(lan.agency, lan)
    ticked = {"verdict": "ask", "asked": "ask", "scope": "selected", "file": [made.files.first().pk], "text": SECRET}
    assert NO_SECRETS in page_of(as_user(hoa).post(f"/quan-tri/plans/catalogue/{made.pk}/xem-xet/", ticked))
    assert not made.files.asked().exists()


@pytest.mark.parametrize("name", ["difficulties", "proposals", "reason"])
def test_words_of_a_progress_report_that_name_a_secret_are_refused(name, as_user, lan, plan, kept_nowhere):
    browser, address = as_user(lan), "/tien-do/ky/2025-06-20/"
    a_progress_report(lan.agency, plan.starts_on, 0)
    typed = {field: values[0] for field, values in shown(browser, address).items()} | {name: SECRET}
    count = ProgressReport.objects.count()
    assert NO_SECRETS in page_of(browser.post(address, typed)) and ProgressReport.objects.count() == count


@pytest.mark.parametrize("name", ["name", "note", "extra-0-title"])
def test_words_of_an_estimate_that_name_a_secret_are_refused(name, as_user, lan, plan, kept_nowhere):
    made = an_estimate(lan.agency, 0)
    browser, address = as_user(lan), f"/du-toan/{made.pk}/sua/"
    typed = {field: values[0] for field, values in shown(browser, address).items()}
    assert NO_SECRETS in page_of(browser.post(address, typed | {name: SECRET, "extra-0-extra": "5"}))


def test_ordinary_words_pass(as_user, hoa, lan, plan):
    made = hand_in(lan.agency, lan)
    decide(made, "ask", numbered(made, "01"), actor=hoa, text="Bảo vệ bí mật nhà nước: gồm những gì?")
    address = f"/quan-tri/plans/catalogue/{made.pk}/thao-tac/return/"
    as_user(hoa).post(address, {"version": fresh(made).version, "reason": "Ghi rõ mật độ dân số"})
    assert fresh(made).state == Catalogue.State.RETURNED
