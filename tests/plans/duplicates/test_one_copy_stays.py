"""Whatever people do, in whatever order: of each group of duplicates one file at least stays, or the group is open."""

from random import Random

import pytest

from agencies.workflow import WorkflowError, perform
from plans.appraisal.decisions import decide
from plans.catalogues.file_history import values_of
from plans.catalogues.files import recount, write_files
from plans.catalogues.undoing import undo_change
from plans.duplicates.leaving_out import leave_out_duplicates
from plans.duplicates.search import Scope
from plans.duplicates.services import give_verdict
from plans.models import ArchivalFile, Catalogue, CatalogueChange, DuplicateGroup, LeftOutDuplicate
from tests.helpers.catalogues import appraise
from tests.helpers.duplicate_files import OLD, a_file, own, search, waiting

pytestmark = pytest.mark.once
STEPS = 20
MOVES = ("withdraw", "submit", "return", "appraise", "ask_reopen", "reopen", "reopen")


class Office:
    """Three catalogues with copies of one file, and the people who work on them in a drawn order."""

    def __init__(self, seed, agencies, lan, binh, hoa):
        self.draw, self.lan, self.hoa = Random(seed), lan, hoa
        self.clerks = {lan.agency_id: lan, binh.agency_id: binh}
        for code, name in (("SYT", "Một"), ("SYT", "Hai"), ("SXD", "Ba")):
            made = waiting(agencies[code], name, files=2)
            a_file(made, "Việc khác")
            recount(made)
        search(Scope(), hoa)

    def catalogue(self):
        return self.draw.choice(Catalogue.objects.order_by("pk"))

    def files(self, catalogue):
        found = list(catalogue.files.filter(title=OLD).order_by("pk"))
        return self.draw.sample(found, self.draw.randint(1, len(found))) if found else []

    def group(self, scope):
        found = list(DuplicateGroup.objects.current().filter(scope=scope.key).order_by("pk"))
        return self.draw.choice(found) if found else None

    def say(self, actor, scope):
        if group := self.group(scope):
            give_verdict(group, actor=actor, scope=scope, verdict=self.draw.choice(["", "handled", "different"]))

    def opinion(self):
        self.say(self.lan, own(self.lan))

    def decision(self):
        self.say(self.hoa, Scope())

    def leave_out(self):
        if group := self.group(Scope()):
            keys = list(group.members.values_list("file", flat=True))
            some = self.draw.sample(keys, self.draw.randint(1, len(keys)))
            leave_out_duplicates(group, some, actor=self.hoa, scope=Scope())

    def decide_on_rows(self):
        catalogue = self.catalogue()
        files = catalogue.files.filter(pk__in=[file.pk for file in self.files(catalogue)])
        name, reason = self.draw.choice([("leave_out", "duplicate"), ("leave_out", "worthless"), ("undo", "")])
        decide(catalogue, name, files, actor=self.hoa, reason=reason)

    def change(self):
        catalogue = self.catalogue()
        files, clerk = self.files(catalogue), self.clerks[catalogue.agency_id]
        if self.draw.random() < 0.5:
            write_files(catalogue, actor=clerk, removed=files)
        else:
            rows = [(file, values_of(file) | {"title": self.draw.choice([OLD, "Đổi tên"])}) for file in files]
            write_files(catalogue, actor=clerk, changed=rows)

    def undo(self):
        if change := CatalogueChange.objects.standing().order_by("-pk").first():
            undo_change(change, actor=self.clerks[change.catalogue.agency_id])

    def move(self):
        catalogue, name = self.catalogue(), self.draw.choice(MOVES)
        if name == "appraise":
            return appraise(catalogue, self.hoa)
        actor = self.hoa if name in ("return", "reopen") else self.clerks[catalogue.agency_id]
        details = {"secrecy_declared": True} if name == "submit" else {}
        return perform(catalogue, name, actor=actor, reason="Lý do", **details)

    def search(self):
        search(*self.draw.choice([(Scope(), self.hoa), (own(self.lan), self.lan)]))

    STEPS = (leave_out, leave_out, decide_on_rows, decision, opinion, change, change, undo, move, move, search)


def standing(keys):
    return ArchivalFile.objects.to_digitize().filter(pk__in=keys).exists()


def check(done):
    for group in DuplicateGroup.objects.filter(verdict="handled"):
        assert standing(group.members.values("file")), (done, group.pk)
    for row in LeftOutDuplicate.objects.in_force().select_related("group"):
        assert row.group.verdict != "different", (done, row)
        is_open = row.group.verdict == "" and row.group.is_current
        assert standing([row.kept_id]) if row.lost_at is None else is_open, (done, row)
    assert not LeftOutDuplicate.objects.owed().exclude(catalogue__state__in=Catalogue.SETTLED).exists(), done
    for catalogue in Catalogue.objects.all():
        assert not recount(catalogue), done


@pytest.mark.parametrize("seed", range(3))
def test_of_each_group_a_file_stays_or_the_group_is_open(seed, agencies, lan, binh, hoa):
    office, done = Office(seed, agencies, lan, binh, hoa), []
    for _ in range(STEPS):
        step = office.draw.choice(Office.STEPS)
        try:
            step(office)
            done.append(step.__name__)
        except WorkflowError as refusal:
            done.append(f"{step.__name__}: {refusal}")
        check(done)
    assert sum(": " not in each for each in done) > STEPS // 4
