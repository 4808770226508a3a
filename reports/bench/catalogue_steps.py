"""Steps of a random history on one catalogue, at its agency's desk and at Sở Nội vụ's."""

from agencies.calendar import portal_today
from agencies.workflow import WorkflowError, perform
from plans.appraisal import returns
from plans.appraisal.conversation import answer
from plans.appraisal.decisions import decide
from plans.appraisal.proposals import proposed
from plans.catalogues import proposals
from plans.catalogues.bulk import change_files
from plans.catalogues.deleting import delete_catalogue
from plans.catalogues.files import write_files
from plans.catalogues.services import rename_catalogue
from plans.catalogues.undoing import undo_change
from plans.intake.columns import COLUMNS
from plans.models import CatalogueChange, ProposedValue

TITLES = ("Thông tư số 04/2014/TT-BNV về chế độ báo cáo", "Hồ sơ xây dựng Bệnh viện Hòa Vang", "Hồ sơ khám chữa bệnh")
SHARED = 0.7  # of the rows have one of these titles, and about as many pages
TRANCHES_FIRST = 0.7  # after an appraisal of the whole there are no tranches any more
DELETED_WHOLE = 0.3
THE_CLERKS = ("submit", "withdraw", "ask_reopen", "drop_reopen")
GIVEN = {"secrecy_declared": True, "leaves_questions": True}
GATE = {"unarranged": "accept", "unarranged_reason": "Chỉnh lý xong trước khi quét", "unseen_reason": "Đã đối chiếu"}


class CatalogueSteps:
    def row(self, number=None):
        """Values of a file: often the same document as others, sometimes with pages that make it another one."""
        if number is None:
            self.number += 1
            number = f"{self.number:02}"
        given = {"file_number": number, "title": f"Hồ sơ số {number}", "start_date": "2008", "retention_years": 0}
        given |= {"page_count": self.random.randint(1, 300), "page_count_a3": self.random.randint(0, 3)}
        if self.random.random() < SHARED:
            pages = self.random.choice((100, 100, 96, 104, 200))
            given |= {"title": self.random.choice(TITLES), "page_count": pages, "page_count_a3": 0}
        return {column.field: column.default for column in COLUMNS} | given

    def one(self, rows, none="Không có hồ sơ nào."):
        """One of the rows. Raises WorkflowError where there is none."""
        found = list(rows)
        if not found:
            raise WorkflowError(none)
        return self.random.choice(found)

    def some(self, catalogue):
        files = catalogue.files.by_position()
        return (
            files.filter(pk__gte=self.one(files).pk)
            if self.random.random() < 0.5
            else files.filter(pk=self.one(files).pk)
        )

    def clerk(self, catalogue):
        return self.clerks[catalogue.agency_id]

    def move(self, catalogue, name, **details):
        actor = self.clerk(catalogue) if name in THE_CLERKS else self.people.hoa
        perform(catalogue, name, actor=actor, reason="Xem lại.", **details)

    def submit(self, catalogue):
        self.move(catalogue, "submit", **GIVEN)

    def edit(self, catalogue):
        file = self.one(catalogue.files.by_position())
        write_files(catalogue, actor=self.clerk(catalogue), changed=[(file, self.row(file.file_number))])

    def bulk(self, catalogue):
        years = {"retention_years": self.random.randint(1, 70)}
        change_files(catalogue, self.some(catalogue), years, actor=self.clerk(catalogue))

    def delete(self, catalogue):
        write_files(catalogue, actor=self.clerk(catalogue), removed=[self.one(catalogue.files.by_position())])

    def delete_whole(self, catalogue):
        if self.random.random() > DELETED_WHOLE:
            raise WorkflowError("Giữ lại Mục lục.")
        delete_catalogue(catalogue, actor=self.clerk(catalogue))

    def add(self, catalogue):
        write_files(catalogue, actor=self.clerk(catalogue), added=[self.row()])

    def rename(self, catalogue):
        number = self.random.randint(1, 9)
        names = {"name": f"Đợt {number}", "fonds_name": f"Phông số {number}"}
        rename_catalogue(catalogue, actor=self.clerk(catalogue), **names)

    def undo(self, catalogue):
        change = CatalogueChange.objects.undoable(catalogue).first()
        if change is None:
            raise WorkflowError("Không có gì để hoàn tác.")
        undo_change(change, actor=self.clerk(catalogue))

    def decide(self, catalogue, name, **details):
        outcome = decide(catalogue, name, self.some(catalogue), actor=self.people.hoa, **details)
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
        file = self.one(catalogue.files.asked().by_position())
        value = proposed(file, "page_count", str(file.page_count + self.random.randint(1, 9)))
        answer(catalogue, {file.pk: "Đã đếm lại."}, actor=self.clerk(catalogue), proposals={file.pk: value})

    def proposal(self, catalogue, outcome):
        return self.one(ProposedValue.objects.filter(note__catalogue=catalogue, outcome=outcome).order_by("pk"))

    def take_over(self, catalogue):
        proposals.take_over(self.proposal(catalogue, ""), actor=self.people.hoa)

    def take_back(self, catalogue):
        proposals.take_back(self.proposal(catalogue, "taken"), actor=self.people.hoa)

    def decline(self, catalogue):
        proposals.decline(self.proposal(catalogue, ""), actor=self.people.hoa)

    def name(self, catalogue):
        returns.name_files(catalogue, self.some(catalogue), actor=self.people.hoa, text="Đếm lại số trang.")

    def name_no_more(self, catalogue):
        if not returns.name_no_more(catalogue, catalogue.files.all(), actor=self.people.hoa):
            raise WorkflowError("Chưa nêu hồ sơ nào.")

    def signing(self, catalogue, name):
        document = f"{len(self.signed) + 1}/SNV", portal_today()
        self.move(catalogue, name, document=document, same_document=True, **GATE)

    def tranche(self, catalogue):
        self.signing(catalogue, "tranche")

    def appraise(self, catalogue):
        if self.random.random() < TRANCHES_FIRST:
            raise WorkflowError("Thẩm định từng đợt trước.")
        self.signing(catalogue, "appraise")
