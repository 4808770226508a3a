"""No column of text takes a mark of secrecy, whoever writes it; a column or form that forgets the gate fails here."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.forms import ReadOnlyPasswordHashField
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.forms import CharField, Form
from django.test import RequestFactory
from django.urls import get_resolver

from agencies.drafts import load_draft, save_draft, save_what_may_be
from agencies.history import of, record
from agencies.models import Agency, Event, IssuedDocument, User
from agencies.open_text import NO_SECRETS, OpenText
from agencies.requests import as_querydict
from agencies.secrecy.finding import find_marks
from agencies.secrecy.model_fields import WITHHELD, holds_mark
from agencies.secrecy.refusals import ControlCharacter, StateSecret
from agencies.views import LoginForm
from plans.catalogues.file_forms import CellField
from plans.models import Catalogue, ProgressReport
from tests.helpers.catalogues import DECISION_DOCUMENT, appraise, fresh, hand_in
from tests.helpers.factories import a_catalogue, a_progress_report
from tests.helpers.grids import shown
from tests.helpers.imports import APPS

SECRET = "Kho đạn ở Zeta (Mật)"
TEXTS = (models.CharField, models.TextField, models.JSONField)
# Columns without the gate, and why no person writes a text of their own into them.
WITHOUT_GATE = {
    "a code of the program's own": "Workflowed.state Catalogue.state Estimate.state Event.action Job.kind",
    "a key or a hash worked out": "IssuedDocument.number_key Contract.number_key Invitation.code_hash "
    "Invitation.password_hash DuplicateGroup.fingerprint LeftOutDuplicate.likeness Catalogue.frozen_hash "
    "ProgressBook.content_hash "
    "Catalogue.agreed_hash Appraisal.frozen_hash Appraisal.agreed_hash Catalogue.sample_seed SampleDraw.seed "
    "HeaderMapping.shape SentForm.key SentForm.content ArchiveItem.content ArchiveReceipt.fingerprint "
    "ScanLine.sha256 EvidenceSample.seed MoneyFile.fingerprint",
    "the request's id, the client's address, and the chain of the history": "Event.request_id Event.address Event.salt "
    "Event.sealed Job.request_id ChainHead.commitment EventLink.commitment HistoryCode.code HistoryCode.heads",
    "addresses of the portal's own pages": "SentForm.form SentForm.answer SavedView.route MoneyFile.back",
    "the place of a value, never the value": "PurgedPlace.table PurgedPlace.key PurgedPlace.column "
    "PurgedPlace.file_name",
    "keys of the portal's own lists and columns": "ListView.hidden_columns",
    "keys and sums of rows": "SampleDraw.file_keys SampleDraw.seen Appraisal.left_out_by_reason",
    "where a search looked": "DuplicateSearch.scope DuplicateGroup.scope",
    "worked out of columns that have the gate": "ArchivalFile.search_text StagedFile.search_text "
    "FileBefore.search_text SignedFile.search_text DifficultyReply.search_text Difficulty.text_key",
    "heads of columns of a screened workbook, among which “Độ mật” may stand": "CatalogueUpload.sheets "
    "CatalogueUpload.mapping HeaderMapping.columns HeaderMapping.heads",
    "one of a list": "UploadProblem.level UploadProblem.column UploadProblem.field FileBefore.left_out_reason "
    "ProposedValue.field Paper.form Paper.extension MoneyFile.noun MoneyFile.extension MetadataField.source",
    "Django's, refused in User.save": "User.username User.email User.password",
    "what is counted, and for which number or address": "Usage.what Usage.who LoginPlace.address",
    "a session's own: a random key, forms that were screened, a device of a list": "PortalSession.session_key "
    "PortalSession.session_data PortalSession.device",
    "the account's address, which has the gate": "Invitation.mailed_to OutgoingMail.address",
    "the name of a day or an event": "OutgoingMail.key",
    "what a program measured of a PDF, a few letters long": "ScanLine.pdf_version ScanLine.pdfa ScanLine.colour",
    "a version, 1.4 and the like": "TechnicalMinimum.least_version",
    "the hash of a random word": "CalendarFeed.token_hash",
    "the identity server's own name and key of a person": "ExternalIdentity.issuer ExternalIdentity.subject",
}
# Fields of forms without the gate: what is typed there is not stored, or judged together with its row.
FORMS_WITHOUT_GATE = {
    "what one looks for": {"q", "box", "nguoi"},
    "a code": {"ma"},
    "a password": {"password", "password1", "password2", "old_password", "new_password1", "new_password2"},
}


def our_models():
    return [model for model in apps.get_models() if model.__module__.split(".")[0] in APPS]


def own_texts(model):
    found = [field for field in model._meta.concrete_fields if isinstance(field, TEXTS) and not field.choices]
    return [field for field in found if field.model is model]


def open_columns():
    return [field for model in our_models() for field in own_texts(model) if getattr(field, "is_open", False)]


def test_every_column_of_text_has_the_gate_or_a_reason():
    known = {name for names in WITHOUT_GATE.values() for name in names.split()}
    lacking = {
        f"{model.__name__}.{field.name}"
        for model in our_models()
        for field in own_texts(model)
        if not getattr(field, "is_open", False)
    }
    assert lacking - known == set()
    assert len(open_columns()) > 80


@pytest.mark.parametrize("field", open_columns(), ids=str)
def test_a_column_refuses_a_mark_or_withholds_it(field):
    value = {"name": [SECRET]} if isinstance(field, models.JSONField) else SECRET
    if field.composed:
        assert not holds_mark(field.admitted(value)) and "Zeta" not in str(field.admitted(value))
    else:
        with pytest.raises(StateSecret) as caught:
            field.get_db_prep_save(value, connection)
        assert "Zeta" not in str(caught.value)


@pytest.mark.parametrize(
    "field", [field for field in open_columns() if not isinstance(field, models.JSONField)], ids=str
)
@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\x7f", "\x9f", "\uffff"])
def test_a_column_refuses_a_control_character_or_leaves_it_out(field, sign):
    if field.composed:
        assert field.admitted(f"12{sign}/SNV") == "12 /SNV"
        return
    with pytest.raises(ControlCharacter):
        field.get_db_prep_save(f"12{sign}/SNV", connection)
    with pytest.raises(ValidationError):
        field.validate(f"12{sign}/SNV", None)


@pytest.mark.parametrize("sign", ["\x0b", "\x1b", "\x7f", "\x9f"])
def test_a_form_takes_a_control_character_for_a_space(sign):
    assert OpenText().clean(f"12{sign}/SNV") == "12 /SNV"


def all_forms(base=Form):
    for form in base.__subclasses__():
        yield form
        yield from all_forms(form)


def forms_of_the_admin():
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_active=True)
    for model, model_admin in admin.site._registry.items():
        if model in our_models() and model_admin.has_change_permission(request):
            yield model_admin.get_form(request)


def lacks_gate(form, name, field):
    """True where the field takes a mark, and neither its row nor its column refuses it afterwards."""
    if "style" in form.__module__ or isinstance(field, CellField | ReadOnlyPasswordHashField):
        return False
    try:
        field.clean("(Mật)")
    except ValidationError:
        return False
    model = getattr(getattr(form, "_meta", None), "model", None)
    return not (model and (model is User or getattr(model._meta.get_field(name), "is_open", False)))


def test_every_field_of_every_form_has_the_gate(db):
    assert get_resolver().url_patterns  # with the addresses every form is there
    ours = [form for form in all_forms() if form.__module__.split(".")[0] in APPS]
    texts = [
        (form, name, field)
        for form in [*ours, *forms_of_the_admin()]
        for name, field in form.base_fields.items()
        if isinstance(field, CharField)
    ]
    passing = {name for names in FORMS_WITHOUT_GATE.values() for name in names}
    # The log-in stores nothing, and its view refuses a marked request as a whole.
    texts = [each for each in texts if each[1] not in passing and each[0] is not LoginForm]
    assert len(texts) > 40
    assert [(form.__name__, name) for form, name, field in texts if lacks_gate(form, name, field)] == []


@pytest.fixture
def report(lan, plan):
    return a_progress_report(lan.agency, plan.starts_on, 0)


WRITES = {
    "save": lambda report: ProgressReport(difficulties=SECRET, **copied(report)).save(),
    "bulk_create": lambda report: ProgressReport.objects.bulk_create(
        [ProgressReport(difficulties=SECRET, **copied(report))]
    ),
    "update": lambda report: ProgressReport.objects.filter(pk=report.pk).update(difficulties=SECRET),
    "bulk_update": lambda report: ProgressReport.objects.bulk_update([marked(report)], ["difficulties"]),
    "update_or_create": lambda report: ProgressReport.objects.update_or_create(
        pk=report.pk, defaults={"difficulties": SECRET}
    ),
}


def marked(report):
    report.difficulties = SECRET
    return report


def copied(report):
    names = [field.attname for field in report._meta.concrete_fields if field.name not in ("id", "difficulties")]
    return {name: getattr(report, name) for name in names} | {"version": report.version + 1}


@pytest.mark.engine
@pytest.mark.parametrize("way", WRITES)
def test_no_way_of_writing_goes_past_the_gate(way, report):
    with pytest.raises(StateSecret), transaction.atomic():
        WRITES[way](report)
    assert not ProgressReport.objects.filter(difficulties__contains="Zeta").exists()


def put_behind_the_gate(model, obj, column, text):
    """Stored before the rule: written by SQL, as an older version of the portal wrote it."""
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(model._meta.db_table)
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [text, obj.pk])
    obj.refresh_from_db()


@pytest.fixture
def old_catalogue(lan, plan):
    made = a_catalogue(lan.agency)
    put_behind_the_gate(Catalogue, made, "name", SECRET)
    return made


def test_what_was_stored_before_the_rule_is_listed_without_its_text(old_catalogue):
    assert [tuple(place) for place in find_marks()] == [("plans_catalogue", str(old_catalogue.pk), "name")]


def test_history_does_not_repeat_what_was_stored_before_the_rule(old_catalogue, lan):
    record(old_catalogue, actor=lan, action="rename", sentence=f"đổi tên {old_catalogue}", before={"name": SECRET})
    event = of(old_catalogue).first()
    assert event.sentence == WITHHELD and event.before == {"name": WITHHELD}


def test_what_was_stored_before_the_rule_can_be_renamed(old_catalogue, as_user, lan):
    address = f"/muc-luc/{old_catalogue.pk}/sua/"
    as_user(lan).submit(address, {"name": "Mục lục đợt 1", "fonds": old_catalogue.fonds_id})
    assert Catalogue.objects.get().name == "Mục lục đợt 1"
    assert not any("Zeta" in str(vars(event)) for event in Event.objects.all())


def test_a_draft_loses_the_marked_field_and_keeps_the_rest(lan):
    typed = as_querydict({"difficulties": [SECRET], "proposals": ["Thêm máy quét"]})
    assert save_what_may_be(lan, "tien-do", typed)
    assert dict(load_draft(lan, "tien-do").lists()) == {"proposals": ["Thêm máy quét"]}


def test_a_form_sent_after_the_log_in_expired_loses_the_marked_field_only(as_user, client, lan, plan):
    address = "/tien-do/ky/2025-06-20/"
    owner = as_user(lan).get(address).content.decode().split('name="_owner" value="')[1].split('"')[0]
    client.logout()
    client.post(address, {"_owner": owner, "difficulties": SECRET, "proposals": "Thêm máy quét"})
    kept = client.session["stashed_form"]["fields"]
    assert kept["proposals"] == ["Thêm máy quét"] and "Zeta" not in str(kept)


def test_a_log_in_that_brings_a_mark_is_not_kept_among_the_failures(client, db):
    answer = client.post("/dang-nhap/", {"username": SECRET, "password": "x"})
    assert answer.status_code == 422 and NO_SECRETS in answer.content.decode()
    assert "Zeta" not in answer.content.decode() and list(find_marks()) == []


def test_where_a_form_forgets_the_rule_a_page_says_why(as_user, lan, report, monkeypatch):
    monkeypatch.setattr(OpenText, "validate", CharField.validate)
    browser, address = as_user(lan), f"/muc-luc/{a_catalogue(lan.agency).pk}/sua/"
    answer = browser.submit(address, {"name": SECRET, "fonds": Catalogue.objects.get().fonds_id})
    assert answer.status_code == 422 and NO_SECRETS in answer.content.decode()
    assert list(find_marks()) == [] and "Zeta" not in answer.content.decode()


def test_what_else_was_typed_is_kept_where_a_form_forgets_the_rule(as_user, lan, plan, monkeypatch):
    monkeypatch.setattr(OpenText, "validate", CharField.validate)
    browser, address = as_user(lan), f"/muc-luc/{a_catalogue(lan.agency).pk}/sua/"
    typed = {name: values[0] for name, values in shown(browser, address).items()}
    answer = browser.post(address, typed | {"name": SECRET, "fonds": "", "new_fonds": "Phông B"})
    page, draft = answer.content.decode(), load_draft(lan, address.strip("/"))
    assert answer.status_code == 422 and "được giữ trong bản nháp" in page and "Zeta" not in page
    assert draft["new_fonds"] == "Phông B" and "name" not in draft


@pytest.mark.engine
@pytest.mark.parametrize("name", ["username", "email"])
def test_an_account_refuses_a_mark_in_djangos_own_columns(name, minh):
    setattr(minh, name, "toi-mat@snv.vn")
    with pytest.raises(StateSecret):
        minh.save()
    minh.save(update_fields=["last_login"])


def test_an_administrator_is_refused_too(as_user, quy, agencies):
    agency = agencies["SYT"]
    page = as_user(quy).post(f"/quan-tri/agencies/agency/{agency.pk}/change/", {"name": SECRET, "code": "ToiMat"})
    assert NO_SECRETS in page.content.decode() and Agency.objects.get(pk=agency.pk).name == agency.name


def test_the_draft_gate_holds_at_the_column_too(lan):
    with pytest.raises(Exception, match="không được"):
        save_draft(lan, "x", as_querydict({"name": [SECRET]}))


def test_no_document_gets_a_number_that_cannot_be_printed(plan, lan, hoa):
    waiting = hand_in(lan.agency, lan)
    with pytest.raises(ControlCharacter), transaction.atomic():
        appraise(waiting, hoa, document=("12\x0b/SNV", DECISION_DOCUMENT[1]))
    assert fresh(waiting).state == "submitted" and not IssuedDocument.objects.exists()
