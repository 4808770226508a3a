"""An office's database of earlier versions comes forward with its rows, on either database.

One walk for all: back to the oldest version, then forward, and at each version somebody writes what it knew.
"""

from datetime import date, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils.timezone import now

from agencies.chain import triggers
from agencies.history import record
from agencies.models import Agency, Duty, IssuedDocument, User
from budgets.models import EstimateAppraisal
from plans.appraisal.likeness import likeness
from plans.models import (
    Appraisal,
    ArchivalFile,
    CatalogueChange,
    DuplicateGroup,
    FileBefore,
    LeftOutDuplicate,
    Plan,
    SizeFactor,
)
from reports.models import Report
from tests.helpers.catalogues import row

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
BEFORE_THE_REGISTER = {
    "agencies": "0001_initial",
    "plans": "0012_number_of_the_archive",
    "budgets": "0002_name_the_states_of_estimates",
    "reports": "0002_write_long_papers_in_a_job",
}
BEFORE_FILES_WERE_LOOKED_AT = {"plans": "0019_changes_own_their_copies"}
BEFORE_OPEN_FACTORS_WERE_KEPT = {"plans": "0031_keep_what_was_handed_in"}
BEFORE_COPIES_WERE_BOUND = {"plans": "0033_keep_unconfirmed_factors"}
DAY = date(2025, 6, 10)


class EachStep(MigrationLoader):
    """The migrations of an older portal, without those that make a new one's tables at once."""

    def load_disk(self):
        super().load_disk()
        self.disk_migrations = {key: one for key, one in self.disk_migrations.items() if not one.replaces}


class Office:
    """Lan and Hoa, and `model`, which gives the models of the version at which they write."""

    def __init__(self):
        self.plan = Plan.objects.get()
        self.lan = self.person("lan", "SYT", Duty.PREPARES)
        self.hoa = self.person("hoa", "SNV", Duty.APPRAISES_CATALOGUES)

    def person(self, name, code, duty):
        return User.objects.create(username=name, full_name=name, agency=Agency.objects.get(code=code), duty=duty)

    def migrate(self, **versions):
        """Step by step to these migrations, of every other app to its newest one."""
        executor = MigrationExecutor(connection)
        executor.loader = EachStep(connection)
        days = list((dict(executor.loader.graph.leaf_nodes()) | versions).items())
        executor.migrate(days)
        self.model = executor.loader.project_state(days).apps.get_model

    def catalogue(self, name):
        """A catalogue of Sở Y tế with three files left out."""
        fonds, _ = self.model("plans", "Fonds").objects.get_or_create(agency_id=self.lan.agency_id, name="Phông chính")
        given = {"plan_id": self.plan.pk, "agency_id": self.lan.agency_id, "fonds": fonds}
        made = self.model("plans", "Catalogue").objects.create(name=name, **given)
        for position, reason in enumerate(("duplicate", "duplicate", ""), start=1):
            self.file(made, position, decision="left_out", left_out_reason=reason)
        return made

    def file(self, catalogue, position, **given):
        values = row_of_then(str(position)) | {"page_count": 10, "page_count_a3": 0} | given
        return self.model("plans", "ArchivalFile").objects.create(catalogue=catalogue, position=position, **values)


def row_of_then(number="01"):
    """A row without what no file had at the oldest versions."""
    return {name: value for name, value in row(number).items() if name != "catalogue_number"}


def columns():
    """Name, type and emptiness of every column, by table."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        described = {table: connection.introspection.get_table_description(cursor, table) for table in tables}
    return {
        table: sorted((one.name, one.type_code, one.null_ok) for one in found) for table, found in described.items()
    }


def decide(office):
    """Three appraisals by two documents, and a decision on an estimate; uploads and two reports of a day."""
    catalogue = office.catalogue("Đợt 1")
    given = {"decided_by_id": office.hoa.pk, "decided_on": DAY, "document_date": DAY}
    for number, left_out in (("5/SNV", 3), ("05/snv", 2), ("6/SNV", 0)):
        sums = {"left_out_files": left_out, "left_out_pages": left_out * 10, "file_count": 0, "a4_page_count": 0}
        office.model("plans", "Appraisal").objects.create(
            catalogue=catalogue, document_number=number, capacity="deputy", sample={"size": 9}, **given, **sums
        )
    asked = {"plan_id": catalogue.plan_id, "agency_id": catalogue.agency_id, "name": "Đợt 1", "unit_price_dong": 1}
    estimate = office.model("budgets", "Estimate").objects.create(**asked)
    office.model("budgets", "EstimateAppraisal").objects.create(
        estimate=estimate, document_number="5/SNV", requested_dong=2, appraised_dong=1, **given
    )
    upload(office, catalogue)
    for _ in range(2):
        office.model("reports", "Report").objects.create(plan_id=office.plan.pk, requester_id=office.hoa.pk, as_of=DAY)
    return catalogue.pk


def upload(office, catalogue):
    """An upload that was written and one that was taken back, each with a copy of what it overwrote."""
    for phase in ("written", "undone"):
        given = {"requester_id": office.lan.pk, "file_name": "a.xlsx", "written_at": now(), "first_added": 7}
        made = office.model("plans", "CatalogueUpload").objects.create(catalogue=catalogue, phase=phase, **given)
        rest = {"removed": False, "position": 1, "revision": 1, "search_text": "", "title_key": 0}
        office.model("plans", "UploadChange").objects.create(upload=made, file_id=3, **row_of_then(), **rest)


def look_at_samples(office):
    """One of a sample as it stayed, one that was changed after it; the third was accepted."""
    catalogue = office.catalogue("Đợt 2")
    sampled, changed, accepted = catalogue.files.order_by("position")
    catalogue.files.filter(pk=changed.pk).update(revision=2)
    catalogue.files.filter(pk=accepted.pk).update(decision="accepted", left_out_reason="")
    seen = {str(each.pk): {"by": office.hoa.pk, "at": "2025-06-10T09:00:00+07:00"} for each in (sampled, changed)}
    given = {"revision": 1, "size": 30, "file_count": 3, "seed": "1-1", "drawn_by_id": office.hoa.pk}
    office.model("plans", "SampleDraw").objects.create(catalogue=catalogue, seen=seen, **given)
    return catalogue.pk


def sign_with_open_factors(office):
    """One factor was confirmed before, one after the signing, as the history of the factors shows."""
    catalogue = office.catalogue("Đợt 3")
    SizeFactor.objects.filter(size__in=("a2", "a1")).update(confirmed=True)
    change = {"actor": office.hoa, "action": "change", "sentence": "sửa", "before": {"confirmed": "False"}}
    record(SizeFactor.objects.only("size").get(size="a1"), **change)
    document = office.model("agencies", "IssuedDocument").objects.create(
        issuer_id=office.hoa.agency_id,
        kind="catalogue_appraisal",
        number="7/SNV",
        issued_on=DAY,
        year=DAY.year,
        registered_by_id=office.hoa.pk,
    )
    given = {"decided_by_id": office.hoa.pk, "decided_on": DAY, "document": document}
    for pages in (dict.fromkeys(("page_count_a3", "page_count_a2", "page_count_a1"), 1), {"page_count": 9}):
        sums = {"file_count": 3, "a4_page_count": 9} | pages
        office.model("plans", "Appraisal").objects.create(catalogue=catalogue, **given, **sums)
    return catalogue.pk


def group_duplicates(office):
    """Groups that were dealt with: of one left out and one that stays, of one alone, and of one and three others."""
    catalogue = office.catalogue("Đợt 4")
    first, second, third = catalogue.files.order_by("position")
    there = [office.file(catalogue, position, page_count_a3=3 if position == 6 else 0) for position in range(4, 8)]
    catalogue.files.filter(pk=third.pk).update(left_out_reason="duplicate")
    groups = [grouped(office, *files) for files in ((first, there[0]), (second,), (third, *there[1:]))]
    return [file.pk for file in (first, third, there[0], there[2])], groups


def grouped(office, *files):
    """A group, dealt with, of these files."""
    given = {"scope": "province", "kind": "exact", "reach": "catalogue", "file_count": len(files), "extra_pages": 9}
    given |= {"fingerprint": "-".join(str(file.pk) for file in files), "verdict": "handled"}
    group = office.model("plans", "DuplicateGroup").objects.create(**given)
    for file in files:
        member = {"file_id": file.pk, "agency_id": file.catalogue.agency_id, "a4_pages": 9, "is_extra": False}
        office.model("plans", "DuplicateMember").objects.create(group=group, **member)
    return group.pk


STORIES = {
    decide: BEFORE_THE_REGISTER,
    look_at_samples: BEFORE_FILES_WERE_LOOKED_AT,
    sign_with_open_factors: BEFORE_OPEN_FACTORS_WERE_KEPT,
    group_duplicates: BEFORE_COPIES_WERE_BOUND,
}


@pytest.fixture(scope="module")
def came(django_db_setup, django_db_blocker):
    """What each story returned of its rows, which came forward; the tables are then those of a new portal."""
    with django_db_blocker.unblock():
        at_once, office = columns(), Office()
        triggers.take_down("default")  # as `migrate` does
        stories = {}
        for story, versions in STORIES.items():
            office.migrate(**versions)
            stories[story] = story(office)
        office.migrate()
        triggers.set_up("default")
        assert columns() == at_once
        yield stories
        django_db_setup.put_back()
        django_db_setup.count_on()


def test_decisions_come_forward_with_their_documents_and_changes_with_their_copies(came):
    same, again, other = Appraisal.objects.filter(catalogue=came[decide]).order_by("pk")
    assert same.document == again.document != other.document and same.document.reference == ("5/SNV", DAY)
    assert same.document.capacity == "deputy" and same.document.issuer.code == "SNV"
    assert EstimateAppraisal.objects.get().document.number == "5/SNV"
    assert IssuedDocument.objects.exclude(number="7/SNV").count() == 3
    # By reason only where the rows still add up; of samples nothing was recorded.
    assert same.left_out_by_reason == {"duplicate": [2, 20], "other": [1, 10]} and same.sample == {}
    assert again.left_out_by_reason == {"other": [2, 20]} and other.left_out_by_reason == {}
    change, copy = CatalogueChange.objects.get(), FileBefore.objects.get()
    assert copy.change == change and change.upload.phase == "written"
    assert (change.sentence, change.first_added, change.actor.username) == ("ghi từ tệp a.xlsx", 7, "lan")
    assert list(Report.objects.order_by("pk").values_list("number", flat=True)) == [1, 2]


def test_what_a_sample_says_was_looked_at_stays_looked_at(came):
    """Of what was accepted before nobody knows how, so it counts as not looked at one by one."""
    (file,) = ArchivalFile.objects.looked_at()
    assert (file.catalogue_id, file.position) == (came[look_at_samples], 1)
    assert file.looked_at == datetime.fromisoformat("2025-06-10T09:00:00+07:00")


def test_letters_keep_saying_which_factors_are_not_confirmed(came):
    signed = Appraisal.objects.filter(catalogue=came[sign_with_open_factors]).order_by("pk")
    assert list(signed.values_list("unconfirmed_sizes", flat=True)) == [["a3", "a1"], []]


def test_what_was_left_out_before_is_bound_to_the_one_that_stays_or_is_decided_again(came):
    (first, third, fourth, sixth), (one, none, several) = came[group_duplicates]
    bound, best = LeftOutDuplicate.objects.order_by("pk")
    assert (bound.file_id, bound.kept_id, bound.group_id) == (first, fourth, one)
    assert (best.file_id, best.kept_id, best.group_id) == (third, sixth, several)
    assert bound.kept_name == "hồ sơ số 4 trong Mục lục “Đợt 4”" and bound.likeness == likeness(bound.kept)
    groups = DuplicateGroup.objects.in_bulk()
    assert {key: group.verdict for key, group in groups.items()} == {one: "handled", none: "", several: "handled"}
    assert groups[one].reopened_at is None and groups[none].why_reopened.startswith("không còn hồ sơ nào")
    assert groups[several].reopened_at is None
