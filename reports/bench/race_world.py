"""Who races and about what: two people at each desk, and fresh objects in the state that a route changes."""

from copy import copy
from random import Random
from typing import Any, Self

from agencies.models import Agency, Duty, User
from agencies.workflow import perform
from budgets.estimates.services import draft_estimate, revise_estimate
from budgets.models import Estimate
from plans.appraisal.decisions import decide
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.intake.columns import COLUMNS
from plans.models import Catalogue, Plan, Target

from .catalogue_steps import GATE
from .visiting import DAY

SPOKEN = "Kho-luu-tru-2025"  # by which people log in who live as long as the measure
PAGES = 100
FEW = 11  # departments that race; their lists stay short enough
SETTLING = 1  # more, whose year is settled again and again: nothing else is written about them


class World:
    """The plan, the people, and numbers that nobody used yet."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.number = plan, 0
        held = Agency.objects.holding_records()
        departments = held.filter(kind=Agency.Kind.DEPARTMENT).order_by("official_order")
        self.departments, self.settling = list(departments[:FEW]), list(departments[FEW : FEW + SETTLING])
        self.district = held.filter(kind=Agency.Kind.DISTRICT).order_by("official_order")[0]
        self.people: dict[tuple[str, str, int], User] = {}
        Agency.objects.update(head_signs=False)  # but for `signing`, whose scenes race about the signature
        self.signing = departments[FEW + SETTLING]
        self.signing.head_signs = True
        self.signing.save(update_fields=["head_signs"])
        for agency in [*self.departments, self.signing]:
            Target.objects.get_or_create(plan=plan, agency=agency, defaults={"file_count": 10**6, "page_count": 10**8})

    def as_it_begins(self) -> Self:
        """For a copy of the database as it was when this world was made."""
        one = copy(self)
        one.people = dict(self.people)
        return one

    def next(self) -> int:
        self.number += 1
        return self.number

    def person(self, agency: Agency, duty: Duty, which: int = 1) -> User:
        """The first or second person of that duty at the agency."""
        key = (agency.code, duty, which)
        if key not in self.people:
            name = f"{agency.code}-{duty}-{which}".lower()
            person = User(username=name, full_name=f"Người {name}", agency=agency, duty=duty, email=f"{name}@e.vn")
            person.set_password(SPOKEN)
            person.save()
            self.people[key] = person
        return self.people[key]

    def clerks(self, agency: Agency) -> list[User]:
        return [self.person(agency, Duty.PREPARES, which) for which in (1, 2)]

    def office(self, code: str, duty: Duty) -> list[User]:
        """Two people of that duty at the agency of this code."""
        return [self.person(Agency.objects.get(code=code), duty, which) for which in (1, 2)]

    @property
    def appraisers(self) -> list[User]:
        return self.office("SNV", Duty.APPRAISES_CATALOGUES)

    @property
    def treasurers(self) -> list[User]:
        return self.office("STC", Duty.APPRAISES_ESTIMATES)

    @property
    def administrators(self) -> list[User]:
        return self.office("SNV", Duty.ADMINISTRATOR)

    def agency(self, random: Random) -> Agency:
        return random.choice(self.departments)

    @property
    def heads(self) -> list[User]:
        """Two who sign at the agency whose head signs first."""
        return [self.person(self.signing, Duty.SIGNS, which) for which in (1, 2)]

    def draft(self, agency: Agency, rows: int = 2) -> Catalogue:
        """A catalogue with some files on its agency's desk."""
        clerk = self.clerks(agency)[0]
        made = create_catalogue(
            plan=self.plan, agency=agency, actor=clerk, name=f"Mục lục {self.next()}", fonds_name="Phông chung"
        )
        write_files(made, actor=clerk, added=[row_of(f"{number:02}") for number in range(1, rows + 1)])
        return fresh(made)

    def handed_in(self, agency: Agency, rows: int = 2) -> Catalogue:
        sender = self.heads[0] if agency == self.signing else self.clerks(agency)[0]
        return perform(self.draft(agency, rows), "submit", actor=sender, secrecy_declared=True)

    def appraised(self, agency: Agency, rows: int = 2) -> Catalogue:
        given: dict[str, Any] = {"document": (f"{self.next()}/SNV", DAY), **GATE}
        return perform(self.handed_in(agency, rows), "appraise", actor=self.appraisers[0], **given)

    def asked_to_reopen(self, agency: Agency) -> Catalogue:
        return perform(self.appraised(agency), "ask_reopen", actor=self.clerks(agency)[0], reason="Bổ sung.")

    def asked(self, agency: Agency) -> Catalogue:
        """One with a question about its first file."""
        made = self.handed_in(agency)
        decide(made, "ask", made.files.filter(file_number="01"), actor=self.appraisers[0], text="Có bản gốc không?")
        return fresh(made)

    def estimate(self, agency: Agency) -> Estimate:
        """A draft for the pages of a catalogue that was appraised."""
        self.appraised(agency)
        clerk = self.clerks(agency)[0]
        made = draft_estimate(agency, plan=self.plan, actor=clerk, name=f"Dự toán {self.next()}")
        pages = {"a4": 1}
        return revise_estimate(
            made, actor=clerk, name=made.name, note="", pages_by_size=pages, expected_version=made.version
        )


def row_of(number: str, **changes: Any) -> dict[str, Any]:
    """Values of a file as the services take them."""
    given: dict[str, Any] = {"box_number": "1", "file_number": number, "title": f"Hồ sơ {number}", "start_date": "2008"}
    given |= {"page_count": PAGES, "sheet_count": PAGES // 2, "retention_years": 0, "arranged": True}
    return {column.field: column.default for column in COLUMNS} | given | changes


def fresh(one):
    """The row as it is in the database now."""
    return type(one)._default_manager.get(pk=one.pk)
