"""Steps of a random history between catalogues: searches, opinions, decisions, leaving out, deleted catalogues."""

from django.db.models import Exists, OuterRef

from agencies.jobs import run_here
from agencies.models import Job
from agencies.workflow import WorkflowError
from plans.appraisal.likeness import members_to_digitize
from plans.catalogues.deleting import deletions
from plans.catalogues.undoing import undo_change
from plans.duplicates.leaving_out import leave_out_duplicates
from plans.duplicates.search import Scope
from plans.duplicates.services import give_verdict, request_search
from plans.models import ArchivalFile, DuplicateGroup, LeftOutDuplicate

Verdict = DuplicateGroup.Verdict
GIVEN = (Verdict.HANDLED, Verdict.HANDLED, Verdict.DIFFERENT, Verdict.EACH)
MOST_CATALOGUES = 4


class DuplicateSteps:
    def search(self):
        self.searched(Scope(), self.people.hoa)

    def search_own(self):
        clerk = self.one(self.clerks.values())
        self.searched(Scope(agency=clerk.agency), clerk)

    def searched(self, scope, actor):
        job = request_search(scope, actor=actor)
        run_here(job.pk)
        job.refresh_from_db()
        assert job.state == Job.State.DONE, job.message

    def group(self, scope, **filters):
        """A group that the scope's last search found. Raises WorkflowError where there is none."""
        return self.one(DuplicateGroup.objects.current().filter(scope=scope.key, **filters).order_by("pk"))

    def leave_out_group(self):
        group = self.group(Scope())
        files = [member.file_id for member in group.members.all()]
        ticked = self.random.sample(files, self.random.randint(1, len(files)))
        leave_out_duplicates(group, ticked, actor=self.people.hoa, scope=Scope())

    def judge(self):
        give_verdict(self.group(Scope()), actor=self.people.hoa, scope=Scope(), verdict=self.random.choice(GIVEN))

    def judge_no_more(self):
        given = DuplicateGroup.objects.current().filter(scope=Scope().key).exclude(verdict="").order_by("pk")
        give_verdict(self.one(given), actor=self.people.hoa, scope=Scope(), verdict="")

    def give_opinion(self, verdicts=(Verdict.HANDLED, Verdict.DIFFERENT), **filters):
        clerk = self.one(self.clerks.values())
        scope = Scope(agency=clerk.agency)
        group = self.group(scope, **filters)
        give_verdict(group, actor=clerk, scope=scope, verdict=self.random.choice(verdicts))

    def take_opinion_back(self):
        self.give_opinion(("",), opinion__in=(Verdict.HANDLED, Verdict.DIFFERENT))

    def begin(self):
        if len(self.catalogues()) >= MOST_CATALOGUES:
            raise WorkflowError("Đủ Mục lục.")
        self.make(self.one(self.clerks.values()))

    def put_back(self):
        clerk = self.one(self.clerks.values())
        undo_change(self.one(deletions(clerk).order_by("pk")), actor=clerk)


def copies_stay():
    """Of each group of duplicates a copy stays, or the group is open; what is left out names a copy that stays."""
    there = ArchivalFile.objects.to_digitize().filter(pk=OuterRef("kept"))
    in_force = LeftOutDuplicate.objects.in_force()
    assert not in_force.filter(lost_at=None).exclude(Exists(there)).exists(), "left out for a copy that is gone"
    assert not in_force.filter(group=None).exists(), "left out, and the group is forgotten"
    assert not in_force.owed().filter(group__verdict=Verdict.HANDLED).exists(), "the copy is gone, the group is closed"
    closed = DuplicateGroup.objects.filter(verdict__in=(Verdict.HANDLED, Verdict.EACH))
    lost = closed.exclude(Exists(members_to_digitize().filter(group=OuterRef("pk"))))
    assert not lost.filter(verdict=Verdict.HANDLED).exists(), "no copy stays, and the group is closed"
    assert not lost.filter(bound__in=in_force).exists(), "no fonds has a copy, and the group is closed"
