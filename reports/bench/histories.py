"""Random histories of a catalogue: whatever people do in whatever order, what was signed stays as it was signed."""

from collections import Counter
from random import Random
from time import perf_counter

from django.db import transaction

from agencies.calendar import portal_today
from agencies.models import Agency, Duty
from agencies.workflow import WorkflowError, perform
from plans.appraisal import returns
from plans.appraisal.conversation import answer
from plans.appraisal.decisions import decide
from plans.appraisal.proposals import proposed
from plans.catalogues import proposals
from plans.catalogues.bulk import change_files
from plans.catalogues.files import recount, totals_of, write_files
from plans.catalogues.services import create_catalogue, rename_catalogue
from plans.catalogues.undoing import undo_change
from plans.intake.columns import COLUMNS
from plans.models import Catalogue, CatalogueChange, Plan, ProposedValue
from plans.targets.setup import load_plan

from ..documents.appraisal import appraisal_document
from .province import person

State = Catalogue.State
REPEATED = 100  # histories between two lines of progress
READ_EVERY = 10  # steps; each paper is also read when it is signed
TRANCHES_FIRST = 0.7  # after an appraisal of the whole there are no tranches any more
GIVEN = {"secrecy_declared": True, "leaves_questions": True}
GATE = {"unarranged": "accept", "unarranged_reason": "Chỉnh lý xong trước khi quét", "unseen_reason": "Đã đối chiếu"}
ON_THE_OWN_DESK = (
    *("edit", "edit", "bulk", "delete", "add", "rename", "undo", "undo", "answer", "submit", "submit", "submit"),
    *("submit", "close_again"),
)
AT_SNV = (
    *("accept", "accept", "accept", "leave_out", "leave_out", "clear", "ask", "ask", "answer", "answer", "take_over"),
    *("take_over", "take_back", "decline", "name", "tranche", "tranche", "tranche", "appraise", "return", "return"),
    *("withdraw", "receive"),
)
STEPS = {
    State.DRAFT: ON_THE_OWN_DESK,
    State.RETURNED: ON_THE_OWN_DESK,
    State.SUBMITTED: AT_SNV,
    State.RECEIVED: AT_SNV,
    State.APPRAISED: ("ask_reopen",),
    State.REOPENING: ("reopen", "reopen", "drop_reopen", "refuse_reopen"),
}


def measure_histories(say, histories=2000, steps=60, seed=1):
    """Draw the histories and live through each; True where nothing that was signed changed and every sum is its rows'.

    Raises AssertionError or whatever went wrong, with the seed of the history that shows it again.
    """
    plan = Plan.current() or load_plan()
    clerk = person("lan", Agency.objects.get(code="SYT"), Duty.PREPARES)
    appraiser = person("hoa", Agency.objects.get(code="SNV"), Duty.APPRAISES_CATALOGUES)
    start, done = perf_counter(), Counter()
    for number in range(histories):
        done += lived(plan, clerk, appraiser, f"{seed}-{number}", steps)
        if (number + 1) % REPEATED == 0:
            say(f"  {number + 1} histories in {perf_counter() - start:.0f} s")
    say(f"  histories: {histories} of {steps} steps in {perf_counter() - start:.1f} s, seed {seed}")
    say(f"  done: {', '.join(f'{name} {count}' for name, count in sorted(done.items()))}")
    return True


def lived(plan, clerk, appraiser, seed, steps):
    """How often each step was done in one history, which leaves nothing behind."""
    with transaction.atomic():
        history = History(plan, clerk, appraiser, Random(seed))
        try:
            for number in range(1, steps + 1):
                history.go_on()
                if number % READ_EVERY == 0 or number == steps:
                    history.read_papers()
        except Exception as error:
            error.add_note(f"history {seed}: {' '.join(history.taken)}")
            raise
        transaction.set_rollback(True)
    return Counter(history.taken)


def said_by(document):
    """The whole content of a paper: letterhead, sentences, lines of every annex, who signs."""
    lines = [(annex.title, [str(row.cells) for row in annex.rows]) for annex in document.annexes]
    listed = [list(annex.lines()) for annex in document.annexes[1:]]
    return document.letterhead, [block.text for block in document.blocks], lines, listed, document.signer_name


class History:
    """One catalogue, the two people at its desks, and what every appraisal of it signed."""

    def __init__(self, plan, clerk, appraiser, random):
        self.clerk, self.appraiser, self.random, self.taken, self.number = clerk, appraiser, random, [], 0
        made = create_catalogue(plan=plan, agency=clerk.agency, actor=clerk, name="Đợt 1", fonds_name="Sở Y tế")
        self.pk, self.signed = made.pk, {}
        write_files(made, actor=clerk, added=[self.row() for _ in range(5)])

    @property
    def catalogue(self):
        return Catalogue.objects.select_related("agency", "fonds", "plan").get(pk=self.pk)

    def go_on(self):
        """Take a step that is possible; one that is refused changes nothing."""
        catalogue = self.catalogue
        name = self.random.choice(STEPS[catalogue.state])
        try:
            with transaction.atomic():
                getattr(self, name, lambda found: self.move(found, name))(catalogue)
        except WorkflowError:
            return
        self.taken.append(name)
        if name in ("tranche", "appraise"):
            self.read_papers()
        current = self.catalogue
        before = totals_of(current)
        assert not recount(current), f"{before} is not what the rows say"

    def read_papers(self):
        """Every paper says what it said when it was signed, and counts the rows that it lists."""
        for made in self.catalogue.appraisals.select_related("document", "catalogue__agency", "catalogue__fonds"):
            content = said_by(appraisal_document(made))
            assert content == self.signed.setdefault(made.pk, content), f"{made} says something else"
            approved, left_out = [*content[3], []][:2]
            assert (len(approved), len(left_out)) == (made.file_count, made.left_out_files), f"{made}: files"
            for lines, pages in ((approved, made.a4_page_count), (left_out, made.left_out_pages)):
                assert sum(int(line[5].replace(".", "")) for line in lines) == pages, f"{made}: pages"

    def row(self, number=None):
        if number is None:
            self.number += 1
            number = f"{self.number:02}"
        given = {"file_number": number, "title": f"Hồ sơ khám chữa bệnh số {number}", "start_date": "2008"}
        given |= {"page_count": self.random.randint(1, 300), "page_count_a3": self.random.randint(0, 3)}
        return {column.field: column.default for column in COLUMNS} | given

    def one(self, files):
        found = list(files.order_by("position", "pk"))
        if not found:
            raise WorkflowError("Không có hồ sơ nào.")
        return self.random.choice(found)

    def some(self, catalogue):
        return catalogue.files.filter(pk__gte=self.one(catalogue.files).pk)

    def move(self, catalogue, name, **details):
        mine = name in ("submit", "withdraw", "ask_reopen", "drop_reopen")
        perform(catalogue, name, actor=self.clerk if mine else self.appraiser, reason="Xem lại.", **details)

    def submit(self, catalogue):
        self.move(catalogue, "submit", **GIVEN)

    def edit(self, catalogue):
        file = self.one(catalogue.files)
        write_files(catalogue, actor=self.clerk, changed=[(file, self.row(file.file_number))])

    def bulk(self, catalogue):
        change_files(catalogue, self.some(catalogue), {"retention_years": self.random.randint(1, 70)}, actor=self.clerk)

    def delete(self, catalogue):
        write_files(catalogue, actor=self.clerk, removed=[self.one(catalogue.files)])

    def add(self, catalogue):
        write_files(catalogue, actor=self.clerk, added=[self.row()])

    def rename(self, catalogue):
        number = self.random.randint(1, 9)
        rename_catalogue(catalogue, actor=self.clerk, name=f"Đợt {number}", fonds_name=f"Phông số {number}")

    def undo(self, catalogue):
        change = CatalogueChange.objects.undoable(catalogue).first()
        if change is None:
            raise WorkflowError("Không có gì để hoàn tác.")
        undo_change(change, actor=self.clerk)

    def decide(self, catalogue, name, **details):
        outcome = decide(catalogue, name, self.some(catalogue), actor=self.appraiser, **details)
        if not outcome.done:
            raise WorkflowError("Không có hồ sơ nào phù hợp.")

    def accept(self, catalogue):
        self.decide(catalogue, "accept")

    def leave_out(self, catalogue):
        text = f"Không quét, lần {self.random.randint(1, 9)}"
        self.decide(catalogue, "leave_out", reason=self.random.choice(("duplicate", "other")), text=text)

    def clear(self, catalogue):
        self.decide(catalogue, "undo")

    def ask(self, catalogue):
        self.decide(catalogue, "ask", text="Có bản gốc không?")

    def answer(self, catalogue):
        file = self.one(catalogue.files.asked())
        value = proposed(file, "page_count", str(file.page_count + self.random.randint(1, 9)))
        answer(catalogue, {file.pk: "Đã đếm lại."}, actor=self.clerk, proposals={file.pk: value})

    def proposal(self, catalogue, outcome):
        found = ProposedValue.objects.filter(note__catalogue=catalogue, outcome=outcome).order_by("pk")
        if not found:
            raise WorkflowError("Không có đề nghị nào.")
        return self.random.choice(list(found))

    def take_over(self, catalogue):
        proposals.take_over(self.proposal(catalogue, ""), actor=self.appraiser)

    def take_back(self, catalogue):
        proposals.take_back(self.proposal(catalogue, "taken"), actor=self.appraiser)

    def decline(self, catalogue):
        proposals.decline(self.proposal(catalogue, ""), actor=self.appraiser)

    def name(self, catalogue):
        returns.name_files(catalogue, self.some(catalogue), actor=self.appraiser, text="Đếm lại số trang.")

    def signing(self, catalogue, name):
        document = f"{len(self.signed) + 1}/SNV", portal_today()
        self.move(catalogue, name, document=document, same_document=True, **GATE)

    def tranche(self, catalogue):
        self.signing(catalogue, "tranche")

    def appraise(self, catalogue):
        if self.random.random() < TRANCHES_FIRST:
            raise WorkflowError("Thẩm định từng đợt trước.")
        self.signing(catalogue, "appraise")
