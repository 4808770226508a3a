"""An office's database of an earlier version comes forward with its rows, on either database."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils.timezone import now

from agencies.chain import triggers
from agencies.history import record
from agencies.models import IssuedDocument
from budgets.models import EstimateAppraisal
from plans.appraisal.likeness import likeness
from plans.models import (
    Appraisal,
    ArchivalFile,
    CatalogueChange,
    DuplicateGroup,
    FileBefore,
    LeftOutDuplicate,
    SizeFactor,
)
from reports.models import Report
from tests.helpers.catalogues import row

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE_THE_REGISTER = [
    ("agencies", "0001_initial"),
    ("plans", "0012_number_of_the_archive"),
    ("budgets", "0002_name_the_states_of_estimates"),
    ("reports", "0002_write_long_papers_in_a_job"),
]
BEFORE_FILES_WERE_LOOKED_AT = [("plans", "0019_changes_own_their_copies")]
BEFORE_OPEN_FACTORS_WERE_KEPT = [("plans", "0031_keep_what_was_handed_in")]
BEFORE_COPIES_WERE_BOUND = [("plans", "0033_keep_unconfirmed_factors")]
DAY = date(2025, 6, 10)


class EachStep(MigrationLoader):
    """The migrations of an older portal, without those that make a new one's tables at once."""

    def load_disk(self):
        super().load_disk()
        self.disk_migrations = {key: one for key, one in self.disk_migrations.items() if not one.replaces}


def step_by_step():
    executor = MigrationExecutor(connection)
    executor.loader = EachStep(connection)
    return executor


def columns():
    """Name, type and emptiness of every column, by table."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        described = {table: connection.introspection.get_table_description(cursor, table) for table in tables}
    return {
        table: sorted((one.name, one.type_code, one.null_ok) for one in found) for table, found in described.items()
    }


@pytest.fixture
def older(request):
    """Models as they were, on a database taken back to that day; it ends as it is now, with a new portal's tables."""
    day, executor, at_once = getattr(request, "param", BEFORE_THE_REGISTER), step_by_step(), columns()
    triggers.take_down("default")  # as `migrate` does
    executor.migrate(day)
    yield executor.loader.project_state(day).apps.get_model
    come_forward()
    assert columns() == at_once


def come_forward():
    executor = step_by_step()
    executor.migrate(executor.loader.graph.leaf_nodes())
    triggers.set_up("default")


@pytest.fixture
def catalogue(lan, plan, older):
    """A catalogue of Sở Y tế, as it was, with three files left out."""
    fonds = older("plans", "Fonds").objects.create(agency_id=lan.agency_id, name="Phông chính")
    given = {"plan_id": plan.pk, "agency_id": lan.agency_id, "fonds": fonds}
    made = older("plans", "Catalogue").objects.create(name="Đợt 1", **given)
    for position, reason in enumerate(("duplicate", "duplicate", ""), start=1):
        values = row(str(position), page_count=10, page_count_a3=0)
        left_out = {"decision": "left_out", "left_out_reason": reason}
        older("plans", "ArchivalFile").objects.create(catalogue=made, position=position, **left_out, **values)
    return made


def decided(older, catalogue, hoa):
    """Three appraisals by two documents, and a decision on an estimate."""
    given = {"decided_by_id": hoa.pk, "decided_on": DAY, "document_date": DAY}
    for number, left_out in (("5/SNV", 3), ("05/snv", 2), ("6/SNV", 0)):
        sums = {"left_out_files": left_out, "left_out_pages": left_out * 10, "file_count": 0, "a4_page_count": 0}
        older("plans", "Appraisal").objects.create(
            catalogue=catalogue, document_number=number, capacity="deputy", sample={"size": 9}, **given, **sums
        )
    asked = {"plan_id": catalogue.plan_id, "agency_id": catalogue.agency_id, "name": "Đợt 1", "unit_price_dong": 1}
    estimate = older("budgets", "Estimate").objects.create(**asked)
    older("budgets", "EstimateAppraisal").objects.create(
        estimate=estimate, document_number="5/SNV", requested_dong=2, appraised_dong=1, **given
    )


def uploaded(older, catalogue, lan):
    """An upload that was written and one that was taken back, each with a copy of what it overwrote."""
    for phase in ("written", "undone"):
        given = {"requester_id": lan.pk, "file_name": "a.xlsx", "written_at": now(), "first_added": 7}
        upload = older("plans", "CatalogueUpload").objects.create(catalogue=catalogue, phase=phase, **given)
        rest = {"removed": False, "position": 1, "revision": 1, "search_text": "", "title_key": 0}
        older("plans", "UploadChange").objects.create(upload=upload, file_id=3, **row(), **rest)


def test_an_older_database_comes_forward_with_its_rows(hoa, lan, plan, older, catalogue):
    decided(older, catalogue, hoa)
    uploaded(older, catalogue, lan)
    for _ in range(2):
        older("reports", "Report").objects.create(plan_id=plan.pk, requester_id=hoa.pk, as_of=DAY)
    come_forward()
    same, again, other = Appraisal.objects.order_by("pk")
    assert same.document == again.document != other.document and same.document.reference == ("5/SNV", DAY)
    assert same.document.capacity == "deputy" and same.document.issuer == hoa.agency
    assert EstimateAppraisal.objects.get().document.number == "5/SNV" and IssuedDocument.objects.count() == 3
    # By reason only where the rows still add up; of samples nothing was recorded.
    assert same.left_out_by_reason == {"duplicate": [2, 20], "other": [1, 10]} and same.sample == {}
    assert again.left_out_by_reason == {"other": [2, 20]} and other.left_out_by_reason == {}
    change, copy = CatalogueChange.objects.get(), FileBefore.objects.get()
    assert copy.change == change and change.upload.phase == "written"
    assert (change.sentence, change.first_added, change.actor) == ("ghi từ tệp a.xlsx", 7, lan)
    assert list(Report.objects.order_by("pk").values_list("number", flat=True)) == [1, 2]


@pytest.mark.parametrize("older", [BEFORE_FILES_WERE_LOOKED_AT], indirect=True)
def test_what_a_sample_says_was_looked_at_stays_looked_at(hoa, lan, plan, older, catalogue):
    """Of what was accepted before nobody knows how, so it counts as not looked at one by one."""
    sampled, changed, accepted = catalogue.files.order_by("position")
    catalogue.files.filter(pk=changed.pk).update(revision=2)
    catalogue.files.filter(pk=accepted.pk).update(decision="accepted", left_out_reason="")
    seen = {str(each.pk): {"by": hoa.pk, "at": "2025-06-10T09:00:00+07:00"} for each in (sampled, changed)}
    given = {"revision": 1, "size": 30, "file_count": 3, "seed": "1-1", "drawn_by_id": hoa.pk}
    older("plans", "SampleDraw").objects.create(catalogue=catalogue, seen=seen, **given)
    come_forward()
    (file,) = ArchivalFile.objects.looked_at()
    assert (file.pk, file.looked_at) == (sampled.pk, datetime.fromisoformat("2025-06-10T09:00:00+07:00"))


@pytest.mark.parametrize("older", [BEFORE_OPEN_FACTORS_WERE_KEPT], indirect=True)
def test_letters_keep_saying_which_factors_are_not_confirmed(hoa, lan, plan, older, catalogue):
    """One was confirmed before, one after the signing, as the history of the factors tells."""
    SizeFactor.objects.filter(size__in=("a2", "a1")).update(confirmed=True)
    change = {"actor": hoa, "action": "change", "sentence": "sửa", "before": {"confirmed": "False"}}
    record(SizeFactor.objects.get(size="a1"), **change)
    document = older("agencies", "IssuedDocument").objects.create(
        issuer_id=hoa.agency_id,
        kind="catalogue_appraisal",
        number="5/SNV",
        issued_on=DAY,
        year=DAY.year,
        registered_by_id=hoa.pk,
    )
    given = {"decided_by_id": hoa.pk, "decided_on": DAY, "document": document, "file_count": 3, "a4_page_count": 9}
    for pages in (dict.fromkeys(("page_count_a3", "page_count_a2", "page_count_a1"), 1), {"page_count": 9}):
        older("plans", "Appraisal").objects.create(catalogue=catalogue, **given, **pages)
    come_forward()
    assert list(Appraisal.objects.order_by("pk").values_list("unconfirmed_sizes", flat=True)) == [["a3", "a1"], []]


def grouped(older, *files):
    """A group, dealt with, of these files."""
    given = {"scope": "province", "kind": "exact", "reach": "catalogue", "file_count": len(files), "extra_pages": 9}
    given |= {"fingerprint": "-".join(str(file.pk) for file in files), "verdict": "handled"}
    group = older("plans", "DuplicateGroup").objects.create(**given)
    for file in files:
        member = {"file_id": file.pk, "agency_id": file.catalogue.agency_id, "a4_pages": 9, "is_extra": False}
        older("plans", "DuplicateMember").objects.create(group=group, **member)
    return group.pk


@pytest.mark.parametrize("older", [BEFORE_COPIES_WERE_BOUND], indirect=True)
def test_what_was_left_out_before_is_bound_to_the_one_that_stays_or_is_decided_again(plan, older, catalogue):
    made = [*catalogue.files.order_by("position")]
    for position in range(4, 8):
        values = row(str(position), page_count=10, page_count_a3=3 if position == 6 else 0)
        made.append(older("plans", "ArchivalFile").objects.create(catalogue=catalogue, position=position, **values))
    first, second, third, *there = made
    catalogue.files.filter(pk=third.pk).update(left_out_reason="duplicate")
    one, none = grouped(older, first, there[0]), grouped(older, second)
    several = grouped(older, third, *there[1:])
    come_forward()
    bound, best = LeftOutDuplicate.objects.order_by("pk")
    assert (bound.file_id, bound.kept_id, bound.group_id) == (first.pk, there[0].pk, one)
    assert (best.file_id, best.kept_id, best.group_id) == (third.pk, there[2].pk, several)
    assert bound.kept_name == "hồ sơ số 4 trong Mục lục “Đợt 1”" and bound.likeness == likeness(bound.kept)
    groups = DuplicateGroup.objects.in_bulk()
    assert {key: group.verdict for key, group in groups.items()} == {one: "handled", none: "", several: "handled"}
    assert groups[one].reopened_at is None and groups[none].why_reopened.startswith("không còn hồ sơ nào")
    assert groups[several].reopened_at is None
