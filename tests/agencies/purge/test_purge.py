"""A secret that was stored before the rule is asked to be purged by Hoa, and taken out by Quý."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.http import Http404
from django.urls import reverse
from openpyxl import Workbook

from agencies import files as private
from agencies.chain.verifying import findings
from agencies.formats.text import fold
from agencies.history import record
from agencies.models import Event, FormDraft, KeptFile, Purge, PurgedPlace
from agencies.purge import services
from agencies.secrecy.finding import Place, find_marks
from agencies.workflow import Overtaken, WorkflowError, perform
from budgets.models import Estimate
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.models import ArchivalFile, CatalogueUpload, FileNote, ReturnedFile, SignedFile, StagedFile
from reports.models import Paper, Report
from tests.helpers.catalogues import appraise, exact, fresh, numbered, row
from tests.helpers.factories import a_progress_report, a_user, an_estimate

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = "Sơ đồ hầm ngầm Zêta-17 ở Hòn Kẽm"
DOCUMENT = ("12/BC-SNV", date(2025, 6, 19))
NOTE = "(đã xóa theo văn bản số 12/BC-SNV ngày 19/6/2025)"
REASON = "Nội dung thuộc bí mật nhà nước, đã báo cáo"


def dumped():
    """Every value of every table, as JSON escapes it too, folded."""
    texts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            texts += [str(value) for values in cursor.fetchall() for value in values if isinstance(value, str | dict)]
    return fold("\n".join(text.encode().decode("unicode_escape", "ignore") + text for text in texts))


def stored_files():
    return {path.name for path in Path(default_storage.location).rglob("*") if path.is_file()}


def workbook_with(text):
    book = Workbook()
    book.active.append([text])
    path = Path(default_storage.location) / "book.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    content = path.read_bytes()
    path.unlink()
    return ContentFile(content, name="book.xlsx")


@pytest.fixture
def secret(plan, lan, hoa, agencies):
    """An appraised catalogue; the title of file 02 is wherever the portal repeats one."""
    catalogue = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Hồ sơ", fonds_name="Sở Y tế")
    write_files(catalogue, actor=lan, added=[row("01"), row("02", title=SECRET), row("03")])
    perform(catalogue, "submit", actor=lan, secrecy_declared=True)
    appraise(catalogue, hoa)
    file = numbered(catalogue, "02").get()
    values = {field.name: getattr(file, field.name) for field in SignedFile._meta.fields if hasattr(file, field.name)}
    keys = {"id", "appraisal"}
    shared = {name: value for name, value in values.items() if name not in keys}
    signed = SignedFile(appraisal=catalogue.appraisals.get(), file_id=file.pk, why=f"xem {SECRET}", **shared)
    signed.save()
    upload = CatalogueUpload.objects.create(kind="catalogue_upload", catalogue=catalogue, requester=lan, file_name="a")
    upload.workbook.save("a.xlsx", workbook_with(SECRET))
    staged = {field.name for field in StagedFile._meta.fields} & set(values)
    StagedFile.objects.create(upload=upload, sheet=1, row=2, broken=False, **{name: values[name] for name in staged})
    ReturnedFile.objects.create(
        catalogue=catalogue, file_id=file.pk, position=2, file_number="02", title=SECRET, text="Sửa", named_by=hoa
    )
    FileNote.objects.create(catalogue=catalogue, file=file, author=hoa, audience="agency", text=f"Rõ “{SECRET}”?")
    FormDraft.objects.create(user=lan, key="muc-luc/1", fields={"title": [SECRET]})
    KeptFile(user=lan, key="k", field="f", name="b.xlsx", size_bytes=1).content.save("b.xlsx", workbook_with(SECRET))
    paper = Paper.objects.create(kind="paper", requester=lan, catalogue=catalogue, form="official", extension="pdf")
    paper.file.save("p.pdf", ContentFile(SECRET.encode()))
    report = Report.objects.create(
        kind="report", requester=hoa, plan=plan, as_of=DOCUMENT[1], figures={"rows": [{"say": SECRET, "pages": 5}]}
    )
    report.docx.save("r.docx", workbook_with("khác"))
    record(file, actor=lan, action="files", sentence=f"sửa {SECRET}", before={"title": SECRET}, after={"title": "x"})
    record(catalogue, actor=lan, action="files", sentence="sửa hồ sơ", after={"files": [{"title": SECRET}]})
    return file


def asked_by(hoa, *places):
    return services.ask(places, actor=hoa, document=DOCUMENT, reason=REASON)


def row_of(file):
    return Place("plans_archivalfile", str(file.pk), "")


def test_nothing_of_the_text_is_left_and_sums_stay(secret, hoa, quy, as_user):
    before = fresh(secret.catalogue)
    assert fold(SECRET) in dumped() and len(stored_files()) == 4
    page = {
        "places": f"plans_archivalfile\t{secret.pk}\ttitle",
        "everywhere": "on",
        "document_number": DOCUMENT[0],
        "document_date": "19/6/2025",
        "reason": REASON,
    }
    answer = as_user(hoa).submit("/xoa-noi-dung/de-nghi/", page)
    address = answer["Location"]
    assert SECRET not in as_user(quy).get(address).content.decode()
    assert as_user(quy).submit(address, {"carry_out": "1"}).status_code == 302

    assert fold(SECRET) not in dumped() and "zeta-17" not in dumped()
    assert stored_files() == set()
    now = ArchivalFile.objects.get(pk=secret.pk)
    assert (now.title, now.page_count, now.file_number) == (NOTE, secret.page_count, "02")
    assert SignedFile.objects.get().title == NOTE and "zeta" not in now.search_text
    assert Report.objects.get().figures == {"rows": [{"say": NOTE, "pages": 5}]}
    after = fresh(secret.catalogue)
    assert exact(after) and after.page_count == before.page_count and after.frozen_hash == before.frozen_hash
    assert list(findings()) == []
    event = Event.objects.get(action="purge")
    assert (event.actor, event.document_number) == (quy, DOCUMENT[0]) and len(event.after["events"]) >= 2
    assert "hồ sơ" in as_user(hoa).get(address).content.decode()
    assert NOTE in as_user(hoa).get(reverse("catalogue_file", args=[secret.pk])).content.decode()


def test_a_whole_row_loses_its_numbers_and_notes_but_not_its_counts(secret, hoa, quy):
    services.carry_out(asked_by(hoa, row_of(secret)), actor=quy, version=1)
    now = ArchivalFile.objects.get(pk=secret.pk)
    assert (now.title, now.file_number, now.page_count) == (NOTE, f"(đã xóa {now.pk})", secret.page_count)
    assert exact(secret.catalogue) and fold(SECRET) not in dumped()


def test_a_second_person_must_carry_it_out(secret, hoa, as_user):
    purge = asked_by(hoa, row_of(secret))
    page = as_user(hoa).get(f"/xoa-noi-dung/{purge.pk}/").content.decode()
    assert "người thứ hai" in page and "carry_out" not in page
    with pytest.raises(WorkflowError, match="không được tự xóa"):
        services.carry_out(purge, actor=hoa, version=1)
    answer = as_user(hoa).submit(f"/xoa-noi-dung/{purge.pk}/", {"carry_out": "1"})
    assert answer.status_code == 409 and ArchivalFile.objects.get(pk=secret.pk).title == SECRET


@pytest.mark.parametrize("left_out", ["document_number", "document_date", "reason"])
def test_refused_without_document_or_reason(left_out, secret, hoa, as_user):
    page = {"document_number": "1", "document_date": "19/6/2025", "reason": "x", "places": f"plans_note {secret.pk}"}
    answer = as_user(hoa).submit("/xoa-noi-dung/de-nghi/", page | {left_out: ""})
    assert answer.status_code == 200 and not Purge.objects.exists()


def test_the_reason_does_not_repeat_what_is_purged(secret, hoa):
    with pytest.raises(WorkflowError, match="nhắc lại"):
        services.ask([row_of(secret)], actor=hoa, document=DOCUMENT, reason=f"vì {SECRET.upper()}")
    assert not Purge.objects.exists()


def test_what_came_after_the_request_is_seen_first(secret, hoa, quy, lan):
    purge = asked_by(hoa, row_of(secret))
    record(secret.catalogue, actor=lan, action="files", sentence=f"chuyển {SECRET}")
    with pytest.raises(Overtaken):
        services.carry_out(purge, actor=quy, version=1)
    assert services.has_changed(purge)
    services.carry_out(purge, actor=quy, version=2)
    assert fold(SECRET) not in dumped() and list(findings()) == []


def test_who_neither_administers_nor_appraises_finds_no_door(lan, mai, tuan, as_user):
    for person in (lan, mai, tuan):
        assert as_user(person).get("/xoa-noi-dung/").status_code == 403
        assert "/xoa-noi-dung/" not in as_user(person).get("/quan-tri/").content.decode()


def test_a_common_text_may_stay_elsewhere(plan, lan, hoa, quy, agencies):
    catalogue = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="A", fonds_name="Sở Y tế")
    write_files(catalogue, actor=lan, added=[row("01", title=SECRET), row("02", title=SECRET)])
    [first, other] = catalogue.files.by_position()
    named = [Place("plans_archivalfile", str(first.pk), "title")]
    purge = services.ask(named, actor=hoa, document=DOCUMENT, reason=REASON, everywhere=False)
    services.carry_out(purge, actor=quy, version=1)
    assert [ArchivalFile.objects.get(pk=one.pk).title for one in (first, other)] == [NOTE, SECRET]


@pytest.mark.parametrize("before", ["", "Mục lục số 1 của phông "])
def test_names_of_downloads_tell_nothing_of_a_purged_name(plan, lan, hoa, quy, as_user, before):
    name = f"{before}{SECRET}"  # a long one is cut in the middle
    catalogue = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name=name, fonds_name="Sở Y tế")
    write_files(catalogue, actor=lan, added=[row("01")])
    b"".join(as_user(lan).get(f"/muc-luc/{catalogue.pk}/tep/").streaming_content)
    assert "ham-ngam" in dumped_of_exports() or before
    services.carry_out(asked_by(hoa, Place("plans_catalogue", str(catalogue.pk), "name")), actor=quy, version=1)
    assert not re.search("so-do-ham|muc-luc-so-1-cua", dumped_of_exports())


def dumped_of_exports():
    return str(list(Event.objects.filter(action="export").values_list("sentence", "after")))


def test_a_file_that_could_not_be_deleted_is_tried_again(secret, hoa, quy, monkeypatch):
    def fails(name):
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(services.default_storage._wrapped, "delete", fails)
        services.carry_out(asked_by(hoa, row_of(secret)), actor=quy, version=1)
    assert PurgedPlace.objects.exclude(file_name="").count() == len(stored_files()) > 0
    services.delete_purged_files()
    services.delete_purged_files()
    assert stored_files() == set() and not PurgedPlace.objects.exclude(file_name="").exists()


def test_a_purged_file_says_why_it_is_gone(secret, hoa, quy):
    services.carry_out(asked_by(hoa, row_of(secret)), actor=quy, version=1)
    with pytest.raises(Http404, match="theo văn bản"):
        private.opened(CatalogueUpload.objects.get().workbook)


def stored_before_the_rule(row, **values):
    """Written past the gate, as it was before there was one."""
    with connection.cursor() as cursor:
        for column, value in values.items():
            cursor.execute(
                f'UPDATE "{row._meta.db_table}" SET "{column}" = %s WHERE "{row._meta.pk.column}" = %s', [value, row.pk]
            )


def test_what_find_marks_lists_is_emptied_line_by_line(agencies, cast, plan, hoa, quy, as_user, marked):
    listed = list(find_marks())
    assert {place.table for place in listed} >= {each._meta.db_table for each in marked}
    lines = "\n".join("\t".join(place) for place in listed)
    page = {"places": lines, "document_number": DOCUMENT[0], "document_date": "19/6/2025", "reason": REASON}
    answer = as_user(hoa).submit("/xoa-noi-dung/de-nghi/", page | {"everywhere": "on"})
    assert as_user(quy).submit(answer["Location"], {"carry_out": "1"}).status_code == 302
    assert list(find_marks()) == [] and fold("Kho đạn") not in dumped()
    assert Estimate.objects.get().name == NOTE and Report.objects.get().figures == {"a": [{"b": NOTE}], "pages": 7}


@pytest.fixture
def marked(agencies, plan, lan, hoa):
    """Rows of several kinds with a mark in them."""
    text = "Kho đạn ở Zeta (Mật)"
    estimate = an_estimate(agencies["SYT"], 4_406_400, DOCUMENT[1])
    progress = a_progress_report(agencies["SYT"], DOCUMENT[1], 100)
    report = Report.objects.create(kind="report", requester=hoa, plan=plan, as_of=DOCUMENT[1])
    person = a_user(agencies["SXD"])
    stored_before_the_rule(estimate, name=text)
    stored_before_the_rule(progress, difficulties=f"Vướng mắc:\n{text}")
    stored_before_the_rule(report, figures=json.dumps({"a": [{"b": text}], "pages": 7}))
    stored_before_the_rule(person, username=f"{text} 1", full_name=text)
    return [estimate, progress, report, person]


def test_no_address_and_no_line_of_the_log_holds_the_text(secret, hoa, quy, as_user, caplog):
    """Places are named by table, row and column; what is there is searched for in the database alone."""
    caplog.set_level("DEBUG")
    page = {"places": f"plans_archivalfile {secret.pk} title", "everywhere": "on", "reason": REASON}
    page |= {"document_number": DOCUMENT[0], "document_date": "19/6/2025"}
    asked = as_user(hoa).submit("/xoa-noi-dung/de-nghi/", page, follow=True)
    address = asked.redirect_chain[-1][0]
    done = as_user(quy).submit(address, {"carry_out": "1"}, follow=True)
    addresses = [way for answer in (asked, done) for way, _ in answer.redirect_chain]
    lines = [str(vars(line)) for line in caplog.records]
    assert len(addresses) >= 2 and len(lines) >= 4
    assert not [text for text in (*addresses, *lines) if fold(SECRET) in fold(text) or "zeta-17" in fold(text)]
