"""One random history: catalogues of two agencies, the people at their desks, and what must hold after each step."""

from typing import NamedTuple

from django.db import transaction

from agencies.models import User
from agencies.workflow import WorkflowError
from plans.catalogues.files import as_totals, sums_of_rows, totals_of, write_files
from plans.catalogues.services import create_catalogue
from plans.models import Appraisal, ArchivalFile, Catalogue

from ..documents.appraisal import appraisal_document
from .catalogue_steps import CatalogueSteps
from .duplicate_steps import DuplicateSteps, copies_stay

State = Catalogue.State
FILES = 4  # of a new catalogue
ABOUT_DUPLICATES = 0.35  # of the steps
ON_THE_OWN_DESK = (
    *("edit", "edit", "bulk", "delete", "add", "rename", "undo", "undo", "answer", "submit", "submit", "submit"),
    "submit",
)
AT_SNV = (
    *("accept", "accept", "accept", "leave_out", "leave_out", "clear", "ask", "ask", "answer", "answer", "take_over"),
    *("take_over", "take_back", "decline", "name", "name_no_more", "tranche", "tranche", "tranche", "appraise"),
    *("return", "return", "withdraw", "receive"),
)
STEPS = {
    State.DRAFT: (*ON_THE_OWN_DESK, "close_again", "delete_whole"),
    State.RETURNED: ON_THE_OWN_DESK,
    State.SUBMITTED: AT_SNV,
    State.RECEIVED: AT_SNV,
    State.APPRAISED: ("ask_reopen",),
    State.REOPENING: ("reopen", "reopen", "drop_reopen", "refuse_reopen"),
}
BETWEEN_CATALOGUES = (
    *("search", "search", "search_own", "leave_out_group", "leave_out_group", "leave_out_group", "judge", "judge"),
    *("judge_no_more", "give_opinion", "give_opinion", "take_opinion_back", "begin", "put_back"),
)


class People(NamedTuple):
    lan: User
    binh: User
    hoa: User


def said_by(document):
    """The whole content of a paper: letterhead, sentences, lines of every annex, who signs."""
    lines = [(annex.title, [str(row.cells) for row in annex.rows]) for annex in document.annexes]
    listed = [list(annex.lines()) for annex in document.annexes[1:]]
    return document.letterhead, [block.text for block in document.blocks], lines, listed, document.signer_name


class History(CatalogueSteps, DuplicateSteps):
    """What was done so far (`taken`), and what each appraisal signed."""

    def __init__(self, plan, people, random):
        self.plan, self.people, self.random = plan, people, random
        self.clerks = {people.lan.agency_id: people.lan, people.binh.agency_id: people.binh}
        self.taken, self.signed, self.number, self.begun = [], {}, 0, 0
        for clerk in (people.lan, people.lan, people.binh):
            self.make(clerk)

    def make(self, clerk):
        """A new draft of the clerk's, with files that others have too."""
        self.begun += 1
        fonds = f"Phông {clerk.agency}"
        made = create_catalogue(
            plan=self.plan, agency=clerk.agency, actor=clerk, name=f"Mục lục {self.begun}", fonds_name=fonds
        )
        write_files(made, actor=clerk, added=[self.row() for _ in range(FILES)])

    def catalogues(self):
        return list(Catalogue.objects.select_related("agency", "fonds", "plan").order_by("pk"))

    def go_on(self):
        """Take a step that is possible; one that is refused changes nothing."""
        catalogues = self.catalogues()
        if not catalogues or self.random.random() < ABOUT_DUPLICATES:
            name, given = self.random.choice(BETWEEN_CATALOGUES), ()
        else:
            given = (self.random.choice(catalogues),)
            name = self.random.choice(STEPS[given[0].state])
        try:
            with transaction.atomic():
                getattr(self, name, lambda found: self.move(found, name))(*given)
        except WorkflowError:
            return
        self.taken.append(name)
        if name in ("tranche", "appraise"):
            self.read_papers()
        self.check_sums()
        copies_stay()

    def check_sums(self):
        """The totals of each catalogue are those of its rows; one query for all."""
        rows = ArchivalFile.objects.order_by().values("catalogue").annotate(**sums_of_rows())
        by_catalogue = {row["catalogue"]: row for row in rows}
        for catalogue in self.catalogues():
            expected = as_totals(by_catalogue.get(catalogue.pk, {}))
            assert totals_of(catalogue) == expected, f"{catalogue}: {totals_of(catalogue)}, its rows: {expected}"

    def read_papers(self):
        """Every paper says what it said when it was signed, and counts the rows that it lists."""
        for made in Appraisal.objects.select_related("document", "catalogue__agency", "catalogue__fonds").order_by(
            "pk"
        ):
            content = said_by(appraisal_document(made))
            assert content == self.signed.setdefault(made.pk, content), f"{made} says something else"
            approved, left_out = [*content[3], []][:2]
            assert (len(approved), len(left_out)) == (made.file_count, made.left_out_files), f"{made}: files"
            for lines, pages in ((approved, made.a4_page_count), (left_out, made.left_out_pages)):
                assert sum(int(line[5].replace(".", "")) for line in lines) == pages, f"{made}: pages"
