"""Tờ trình, báo giá with an estimate: looked at, kept privately, dropped in a draft, kept where they went out."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Event
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, perform
from budgets.estimates import attachments, services
from budgets.models import Estimate, EstimateAttachment
from plans.intake.attachments import NO_SECRETS
from tests.helpers.attachments import PDF, pdf_of


def a_file(content=PDF, name="Báo giá số 1.pdf"):
    return SimpleUploadedFile(name, content)


def fresh(estimate):
    return Estimate.objects.get(pk=estimate.pk)


def add(estimate, actor, name="Báo giá số 1.pdf", kind="offer"):
    return attachments.attach(fresh(estimate), kind=kind, file=a_file(name=name), actor=actor)


def answer_of(client, address):
    answer = client.get(address)
    if answer.streaming:
        answer.getvalue()
    return answer.status_code


def stored(settings):
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_lan_adds_an_offer_and_tuan_reads_it_once_it_is_handed_in(as_user, lan, minh, binh, tuan, draft):
    address = f"/du-toan/{draft.pk}/tep/them/"
    sent = {"kind": "offer", "file": a_file(), "version": draft.version}
    page = as_user(lan).submit(address, sent, follow=True).content.decode()
    made = EstimateAttachment.objects.get()
    assert "Báo giá số 1.pdf" in page and (made.kind, made.size_bytes) == ("offer", len(PDF))
    assert "Báo" not in made.file.name and fresh(draft).version == draft.version + 1
    file = f"/du-toan/tep/{made.pk}/"
    for person, status in ((lan, 200), (minh, 200), (binh, 404), (tuan, 404)):
        assert answer_of(as_user(person), file) == status, person
    perform(fresh(draft), "submit", actor=lan)
    assert as_user(tuan).get(file).getvalue() == PDF
    assert file in as_user(tuan).get(f"/du-toan/{draft.pk}/").content.decode()
    assert as_user(lan).get(address).status_code == 302  # nothing is added to what went out
    told = Event.objects.about(draft).told_to(tuan).values_list("action", flat=True)
    assert "attach_to_estimate" not in told


@pytest.mark.parametrize(
    "name, content, sentence",
    [
        ("a.pdf", b"PK khong phai", "không phải PDF"),
        ("a.exe", PDF, "không phải PDF"),
        ("a.pdf", pdf_of("TUYỆT MẬT", "Kho đạn ở Zeta"), NO_SECRETS),
    ],
)
def test_a_file_is_looked_at_before_anything_is_kept(as_user, lan, draft, settings, name, content, sentence):
    sent = {"kind": "offer", "file": a_file(content, name), "version": draft.version}
    page = as_user(lan).submit(f"/du-toan/{draft.pk}/tep/them/", sent).content.decode()
    assert sentence in page and "Zeta" not in page
    assert not EstimateAttachment.objects.exists() and not stored(settings)


def test_too_large_and_too_many_are_refused(as_user, lan, draft, settings, monkeypatch):
    settings.UPLOAD_MAX_BYTES = 100
    sent = {"kind": "offer", "file": a_file(), "version": draft.version}
    assert "tách tệp" in as_user(lan).submit(f"/du-toan/{draft.pk}/tep/them/", sent).content.decode()
    monkeypatch.setattr(attachments, "MOST", 1)
    add(draft, lan)
    with pytest.raises(WorkflowError, match="tối đa"):
        add(draft, lan)


def test_one_that_never_went_out_leaves_nothing_behind(
    as_user, lan, draft, settings, django_capture_on_commit_callbacks
):
    made = add(draft, lan)
    assert len(stored(settings)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        sent = {"version": fresh(draft).version}
        as_user(lan).submit(f"/du-toan/tep/{made.pk}/bo/", sent, page=f"/du-toan/{draft.pk}/")
    assert not EstimateAttachment.objects.exists() and not stored(settings)
    with pytest.raises(Overtaken):
        attachments.detach(made, actor=lan)


def test_what_went_out_stays_with_its_version(as_user, lan, tuan, draft):
    first = add(draft, lan, "Tờ trình.pdf", "proposal")
    perform(fresh(draft), "submit", actor=lan)
    perform(fresh(draft), "return", actor=tuan, reason="Thiếu báo giá.")
    attachments.detach(EstimateAttachment.objects.get(), actor=lan)
    second = add(draft, lan, "Báo giá mới.pdf")
    page = as_user(lan).get(f"/du-toan/{draft.pk}/").content.decode()
    assert "Của lần trình trước, đã bỏ" in page and "Báo giá mới.pdf" in page
    page = as_user(tuan).get(f"/du-toan/{draft.pk}/").content.decode()
    assert "Tờ trình.pdf" in page and "Báo giá mới.pdf" not in page
    assert answer_of(as_user(tuan), f"/du-toan/tep/{first.pk}/") == 200
    assert answer_of(as_user(tuan), f"/du-toan/tep/{second.pk}/") == 404
    perform(fresh(draft), "submit", actor=lan)
    page = as_user(tuan).get(f"/du-toan/{draft.pk}/").content.decode()
    assert "Báo giá mới.pdf" in page and "Tờ trình.pdf" in page


@pytest.mark.parametrize("name", ["minh", "tuan", "hoa", "binh", "quy"])
def test_nobody_else_adds_or_drops(cast, lan, draft, name):
    made = add(draft, lan)
    with pytest.raises(NotAllowed):
        add(draft, cast(name))
    with pytest.raises(NotAllowed):
        attachments.detach(made, actor=cast(name))


def test_a_deleted_draft_takes_its_files_along(lan, draft, settings, django_capture_on_commit_callbacks):
    add(draft, lan)
    with django_capture_on_commit_callbacks(execute=True):
        services.delete_estimate(fresh(draft), actor=lan)
    assert not stored(settings)
