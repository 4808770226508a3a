"""The demo from the cast to the last progress report, in one transaction; the same every time."""

from django.db import transaction

from agencies.chain.codes import make_code
from agencies.demo import DEMO_EMAIL
from agencies.models import Agency, User
from plans.models import Plan, Target

from . import (
    allocations,
    archive,
    cast,
    catalogues,
    contracts,
    difficulties,
    editions,
    estimates,
    extensions,
    letters,
    mails,
    open_requests,
    progress,
    reviews,
    rows,
    scans,
    signing,
    simulations,
    targets,
    urging,
)
from .holdings import holdings_of
from .province import Province

# Invented, as all figures of the demo; the unit is that of its document numbers.
PHONES = {"SNV": "0235 000 0101", "STC": "0235 000 0102", "SKHCN": "0235 000 0103"}
OFFICE = {"drafting_unit": "QLVTLT", "report_signer_name": "Lê Quang Minh"}

CHAPTERS = (
    *(reviews, catalogues, open_requests, estimates, editions, letters),
    *(allocations, progress, contracts, scans, extensions, difficulties, signing, simulations, archive, urging),
)


def is_loaded() -> bool:
    return User.objects.filter(email__endswith=DEMO_EMAIL).exists()


def holds_other_data() -> bool:
    """True where targets or people of a real portal are present: the demo never mixes with them."""
    return Target.objects.exists() or User.objects.exists()


@transaction.atomic
def load_demo(plan: Plan) -> Province:
    """Fill an empty portal; `plan` and its agencies are loaded already. Returns the Province."""
    rows.prepare_connection()
    agencies = Agency.objects.in_bulk(field_name="code")
    province = Province(plan, agencies, people=cast.hire_cast(agencies))
    province.holdings = holdings_of(province)
    province.clerks = cast.hire_clerks([one.agency for one in province.holdings], province.people, province.dice)
    targets.write_targets(plan, province.holdings)
    for chapter in CHAPTERS:
        chapter.write(province)
    for code, phone in PHONES.items():
        Agency.objects.filter(code=code).update(phone=phone)
    province.history.write()
    mails.write(province)
    transaction.on_commit(make_code)
    Plan.objects.filter(pk=plan.pk).update(figures_are_illustrative=True, **OFFICE)
    return province
