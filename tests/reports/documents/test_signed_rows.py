"""Signed stays signed: what an appraisal decided on is listed and counted as it was, whatever happens to the files."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from agencies.calendar import portal_today
from agencies.workflow import WorkflowError, perform
from budgets.estimates.limits import appraised_pages
from plans.appraisal.decisions import decide
from plans.appraisal.signed import approved_rows
from plans.catalogues import queue
from plans.catalogues.bulk import change_files
from plans.catalogues.files import write_files
from plans.catalogues.services import rename_catalogue
from plans.catalogues.undoing import undo_change
from plans.models import Appraisal, Catalogue, CatalogueChange
from plans.progress.services import limits_of
from reports.documents.appraisal import appraisal_document
from reports.documents.joint_appraisal import joint_document
from reports.figures import province_figures
from tests.helpers.catalogues import appraise, exact, fresh, hand_in, numbered, reopen, row

pytestmark = pytest.mark.django_db
DOCUMENT_777 = ("777/SNV-QLVTLT", date(2025, 6, 20))
UNSHRUNK = {"derandomize": True, "database": None, "phases": [Phase.generate]}
SEQUENCES = settings(max_examples=6, suppress_health_check=list(HealthCheck), **UNSHRUNK)
NUMBERS = st.sampled_from(range(100))
STEPS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=30, max_size=50)


def listed(appraisal):
    """(lines of Phụ lục I, lines of Phụ lục II, lines of Phụ lục III) as the paper has them."""
    first, *lists = appraisal_document(appraisal).annexes
    approved, left_out = [list(annex.lines()) for annex in lists] + [[]] * (2 - len(lists))
    return sums_in(first), approved, left_out


def pages_in(lines):
    return sum(int(line[5].replace(".", "")) for line in lines)


def sums_in(annex):
    return [(line.cells["name"], line.cells["files"], line.cells["pages"]) for line in annex.rows]


class Story:
    """One catalogue on its way, and beside it what its appraisals signed."""

    def __init__(self, lan, hoa, plan):
        self.lan, self.hoa, self.plan = lan, hoa, plan
        self.catalogue = hand_in(lan.agency, lan)
        self.signed, self.counted, self.number = {}, {}, 5

    def take(self, step, pick):
        """The step that this number means in the catalogue's state; one that is refused changes nothing."""
        self.catalogue = fresh(self.catalogue)
        steps = self.steps()
        try:
            with transaction.atomic():
                steps[step % len(steps)](pick)
        except WorkflowError:
            pass
        self.check()

    def steps(self):
        if self.catalogue.is_changeable:
            return [self.edit, self.edit, self.bulk, self.delete, self.add, self.undo, *[self.submit] * 3]
        if self.catalogue.state == Catalogue.State.APPRAISED:
            return [self.reopen]
        back, withdrawn, received = map(self.move, ("return", "withdraw", "receive"), (self.hoa, self.lan, self.hoa))
        decisions = [*[self.leave_out] * 4, self.clear, *[self.accept] * 7, *[self.tranche] * 8, self.whole]
        return [*decisions, *[back] * 6, withdrawn, received]

    def chosen(self, pick):
        files = list(self.catalogue.files.by_position())
        if not files:
            raise WorkflowError("Mục lục không còn hồ sơ nào.")
        return files[pick % len(files)]

    def edit(self, pick):
        file = self.chosen(pick)
        changed = row(file.file_number, page_count=pick * 10 + 1, title=f"Sửa lần {pick}")
        write_files(self.catalogue, actor=self.lan, changed=[(file, changed)])

    def bulk(self, pick):
        files = self.catalogue.files.filter(pk__gte=self.chosen(pick).pk)
        change_files(self.catalogue, files, {"retention_years": pick}, actor=self.lan)

    def delete(self, pick):
        write_files(self.catalogue, actor=self.lan, removed=[self.chosen(pick)])

    def add(self, pick):
        self.number += 1
        write_files(self.catalogue, actor=self.lan, added=[row(f"{self.number:02}", page_count=pick)])

    def undo(self, pick):
        change = CatalogueChange.objects.undoable(self.catalogue).first()
        if change:
            undo_change(change, actor=self.lan)

    def submit(self, pick):
        perform(self.catalogue, "submit", actor=self.lan, secrecy_declared=True)

    def move(self, name, actor):
        return lambda pick: perform(self.catalogue, name, actor=actor, reason="Xem lại.")

    def reopen(self, pick):
        reopen(self.catalogue, self.lan, self.hoa)

    def decide(self, name, pick, **details):
        files = self.catalogue.files.filter(pk__gte=self.chosen(pick).pk)
        decide(self.catalogue, name, files, actor=self.hoa, **details)

    def accept(self, pick):
        self.decide("accept", pick)

    def leave_out(self, pick):
        self.decide("leave_out", pick, reason="other" if pick % 2 else "duplicate", text=f"Không quét lần {pick}")

    def clear(self, pick):
        self.decide("undo", pick)

    def tranche(self, pick):
        appraise(self.catalogue, self.hoa, "tranche")
        self.sign(self.counted)

    def whole(self, pick):
        appraise(self.catalogue, self.hoa, "appraise")
        self.sign({})

    def sign(self, before):
        made = self.catalogue.appraisals.order_by("pk").last()
        files, _ = approved_rows(made)
        self.counted = before | {file.pk: (file.page_count, file.page_count_a3) for file in files}
        self.signed[made.pk] = listed(made)
        [found] = [one for one in province_figures(self.plan, portal_today()).agencies if one.code == "SYT"]
        assert (found.appraised_files, found.appraised_pages) == self.expected()

    def check(self):
        for made in self.catalogue.appraisals.all():
            known, approved, left_out = listed(made)
            assert (known, approved, left_out) == self.signed[made.pk]
            assert (len(approved), pages_in(approved)) == (made.file_count, made.a4_page_count)
            assert (len(left_out), pages_in(left_out)) == (made.left_out_files, made.left_out_pages)
        self.check_figures()

    def pages(self):
        """(A4, A3) of what counts: each file as the latest appraisal that holds it signed it."""
        return tuple(sum(pages[place] for pages in self.counted.values()) for place in (0, 1))

    def expected(self):
        a4, a3 = self.pages()
        return len(self.counted), a4 + 2 * a3

    def check_figures(self):
        limits, money = limits_of(self.lan.agency, self.plan), appraised_pages(self.lan.agency)
        assert (limits.appraised_files or 0, limits.appraised_pages or 0) == self.expected()
        assert (money["a4"], money["a3"]) == self.pages()
        assert exact(self.catalogue)


@SEQUENCES
@given(steps=STEPS)
def test_signed_stays_signed_and_nothing_counts_twice(plan, lan, hoa, steps):
    with transaction.atomic():
        story = Story(lan, hoa, plan)
        for step, pick in steps:
            story.take(step, pick)
        transaction.set_rollback(True)


@pytest.fixture
def tranche(plan, lan, hoa):
    """Document 777 let all five files through; then the catalogue came back."""
    catalogue = hand_in(lan.agency, lan)
    decide(catalogue, "accept", catalogue.files.all(), actor=hoa)
    appraise(fresh(catalogue), hoa, "tranche", document=DOCUMENT_777)
    perform(fresh(catalogue), "return", actor=hoa, reason="Xem lại hồ sơ 01.")
    return catalogue.appraisals.get()


def edit(catalogue, lan, number, **changes):
    write_files(catalogue, actor=lan, changed=[(numbered(catalogue, number).get(), row(number, **changes))])


def test_a_tranche_lists_the_files_that_it_signed(tranche, lan):
    before, catalogue = listed(tranche), tranche.catalogue
    edit(catalogue, lan, "01", page_count=600)
    with pytest.raises(WorkflowError, match="thẩm định theo đợt"):
        write_files(catalogue, actor=lan, removed=list(numbered(catalogue, "01")))
    change_files(catalogue, numbered(catalogue, "02", "03"), {"retention_years": 20}, actor=lan)
    assert listed(tranche) == before and len(before[1]) == 5
    assert list(tranche.signed_files.values_list("file_number", "page_count", "replaced_by")) == [
        ("01", 100, None),
        ("02", 100, None),
        ("03", 100, None),
    ]
    assert list(tranche.files.order_by("position").values_list("file_number", flat=True)) == ["04", "05"]


def test_a_file_that_is_appraised_again_counts_once(tranche, lan, hoa):
    catalogue = tranche.catalogue
    edit(catalogue, lan, "01", page_count=600)
    write_files(catalogue, actor=lan, added=[row("06")])
    again = perform(fresh(catalogue), "submit", actor=lan, secrecy_declared=True)
    decide(again, "accept", numbered(again, "01"), actor=hoa)
    appraise(fresh(again), hoa, "tranche")
    second = again.appraisals.get(file_count=1)
    assert (second.replaced_files, second.replaced_pages) == (1, 104)
    assert listed(second)[0] == [
        ("Đã thẩm định các đợt trước", 5, 520),
        ("Trừ hồ sơ đã sửa, thẩm định lại đợt này", -1, -104),
        ("Thẩm định đợt này", 1, 604),
        ("Lũy kế đã thẩm định", 5, 1020),
    ]
    assert appraised_pages(lan.agency)["a4"] == 1000
    appraise(fresh(again), hoa)
    whole = again.appraisals.get(is_tranche=False)
    assert [line[1:] for line in listed(whole)[0]] == [(6, 1124), (5, 520), (1, 604), (-1, -104), (1, 104), (6, 1124)]


def test_a_changed_file_waits_with_all_its_pages(tranche, lan, plan):
    edit(tranche.catalogue, lan, "01", page_count=600)
    again = perform(fresh(tranche.catalogue), "submit", actor=lan, secrecy_declared=True)
    [row] = queue.with_waiting(Catalogue.objects.filter(pk=again.pk))
    assert queue.waiting_pages(row) == 604
    [found] = [one for one in province_figures(plan, portal_today()).agencies if one.code == "SYT"]
    assert found.awaiting_pages == 604


def test_an_undo_brings_back_what_was_signed(tranche, lan):
    catalogue, before = tranche.catalogue, listed(tranche)
    edit(catalogue, lan, "01", page_count=600)
    undo_change(CatalogueChange.objects.first(), actor=lan)
    assert listed(tranche) == before and not tranche.signed_files.exists() and tranche.files.count() == 5


def test_what_the_whole_left_out_is_listed_as_it_was_signed(plan, lan, hoa):
    catalogue = hand_in(lan.agency, lan)
    decide(catalogue, "leave_out", numbered(catalogue, "04"), actor=hoa, reason="other", text="Sách in sẵn")
    decide(catalogue, "leave_out", numbered(catalogue, "05"), actor=hoa, reason="unarranged")
    appraise(fresh(catalogue), hoa)
    whole = catalogue.appraisals.get()
    before, draft = listed(whole), reopen(catalogue, lan, hoa)
    edit(draft, lan, "05", arranged=True, title="Đã chỉnh lý")
    write_files(draft, actor=lan, removed=list(numbered(draft, "04", "01")))
    assert listed(whole) == before
    assert [(line[2], line[6]) for line in before[2]] == [("04", "Sách in sẵn"), ("05", "Chưa chỉnh lý")]
    again = perform(fresh(draft), "submit", actor=lan, secrecy_declared=True)
    appraise(fresh(again), hoa)
    second = catalogue.appraisals.get(revision=2)
    assert listed(whole) == before and [line[2] for line in listed(second)[1]] == ["02", "03", "05"]


def test_papers_name_what_was_signed_as_it_was_called(tranche, lan):
    catalogue, before = tranche.catalogue, sentences(appraisal_document(tranche))
    rename_catalogue(catalogue, actor=lan, name="Tên mới", fonds_name="Phông mới")
    again = Appraisal.objects.get(pk=tranche.pk)
    assert sentences(appraisal_document(again)) == before
    assert "“Giai đoạn 2001–2010”, phông Sở Y tế, của" in before[0]
    names = [line.cells["name"] for line in joint_document(again.document).annex("I").rows]
    assert names[0].startswith("Giai đoạn 2001–2010, phông Sở Y tế (lần trình 1")
    assert catalogue.returns.get().name_as_signed == "Giai đoạn 2001–2010"


def sentences(document):
    return [block.text for block in document.blocks]


def test_older_decisions_get_the_names_that_history_knows(tranche, lan):
    rename_catalogue(tranche.catalogue, actor=lan, name="Tên mới", fonds_name="Phông mới")
    Appraisal.objects.update(catalogue_name="", fonds_name="")
    tranche.catalogue.returns.update(catalogue_name="")
    import_module("plans.migrations.0027_keep_words_and_names_of_decisions").name_decisions(apps, None)
    again = Appraisal.objects.get()
    assert (again.catalogue_name, again.fonds_name) == ("Giai đoạn 2001–2010", "Sở Y tế")
    assert again.catalogue.returns.get().catalogue_name == "Giai đoạn 2001–2010"
