"""Bảng xác định giá trị khối lượng công việc hoàn thành: the State Treasury's form, its layout in treasury_form.json.

[practice: form 08a of NĐ 11/2020, domain §7] It is drawn for minutes of acceptance, where nobody has asked for money
yet, and for a payment, with what was asked. All sums are those that were recorded by then, so it reads the same later.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import QuerySet, Sum

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong
from agencies.formats.words import amount_in_words
from budgets.contracts.services import name_of
from budgets.contracts.sums import PLACES, ContractSums
from budgets.models import Acceptance, AcceptanceLine, Contract, ContractChange, ContractLine, Payment, TreasuryForm
from budgets.models.legal_basis import UNCHECKED
from plans.models.pages import SIZES

from ..documents.content import (
    ILLUSTRATIVE,
    UNKNOWN,
    Annex,
    AnnexColumn,
    Block,
    Cells,
    Document,
    Letterhead,
    plain_rows,
)
from .parties import DOTS, full_name, head_lines, letterhead

LAYOUT = Path(__file__).with_name("treasury_form.json")
SHORT_DOTS = "……………"
Terms = tuple[str, int]  # size, đồng a page
Pages = dict[Terms, int]


@dataclass(frozen=True)
class Turn:
    """One turn of a contract, of the day of its document: pages by size and price, money before it, and what is asked
    for (đồng; None: not yet)."""

    contract: Contract
    dated_on: date
    acceptances: list[Acceptance]
    agreed: Pages
    before: Pages
    now: Pages
    value_dong: int
    paid_before: ContractSums
    recovered_dong: int | None = None
    asked_dong: int | None = None


def of_acceptance(acceptance: Acceptance) -> Turn:
    """The turn of these minutes: what comes before them, and nothing asked yet."""
    contract, moment = acceptance.contract, acceptance.recorded_at
    lines = AcceptanceLine.objects.filter(acceptance__contract=contract)
    return Turn(
        contract=contract,
        dated_on=acceptance.dated_on,
        acceptances=[acceptance],
        agreed=agreed_by(contract, moment),
        before=pages_of(lines.filter(acceptance__pk__lt=acceptance.pk)),
        now=pages_of(lines.filter(acceptance=acceptance)),
        value_dong=value_by(contract, moment),
        paid_before=sums_of(Payment.objects.filter(contract=contract, recorded_at__lte=moment)),
    )


def of_payment(payment: Payment) -> Turn:
    """The turn that the payment closes: what was accepted since the payment before it, and what its day took back of
    the advance."""
    contract, moment = payment.contract, payment.recorded_at
    earlier = Payment.objects.filter(contract=contract, pk__lt=payment.pk)
    since = last_payment(earlier, moment)
    recovered = recoveries_beside(payment)
    accepted = Acceptance.objects.filter(contract=contract, recorded_at__lte=moment)
    lines = AcceptanceLine.objects.filter(acceptance__in=accepted)
    old = lines.filter(acceptance__recorded_at__lte=since) if since else lines.none()
    new = accepted.filter(recorded_at__gt=since) if since else accepted
    return Turn(
        contract=contract,
        dated_on=payment.dated_on,
        acceptances=standing_by(new, moment),
        agreed=agreed_by(contract, moment),
        before=pages_of(old),
        now=pages_of(AcceptanceLine.objects.filter(acceptance__in=new)),
        value_dong=value_by(contract, moment),
        paid_before=sums_of(earlier.exclude(pk__in=[one.pk for one in recovered])),
        recovered_dong=sum(one.amount_dong for one in recovered),
        asked_dong=payment.amount_dong,
    )


def standing_by(acceptances: QuerySet[Acceptance], moment: datetime) -> list[Acceptance]:
    """Those that nothing had taken back by then."""
    found = acceptances.filter(reverses=None).exclude(reversed_by__recorded_at__lte=moment)
    return list(found.order_by("pk"))


def last_payment(earlier: QuerySet[Payment], moment: datetime) -> datetime | None:
    """When the payment before was recorded, without those that were taken back by the moment."""
    paid = earlier.filter(kind=Payment.Kind.PAYMENT, reverses=None).exclude(reversed_by__recorded_at__lte=moment)
    return paid.order_by("-pk").values_list("recorded_at", flat=True).first()


def recoveries_beside(payment: Payment) -> list[Payment]:
    """Recoveries of the advance on the payment's day: they belong to the same request."""
    same = Payment.objects.filter(contract=payment.contract, kind=Payment.Kind.RECOVERY, dated_on=payment.dated_on)
    return list(same.standing())


def agreed_by(contract: Contract, moment: datetime) -> Pages:
    """{(size, price): trang} of the contract with the amendments recorded by then."""
    return pages_of(ContractLine.objects.filter(change__contract=contract, change__recorded_at__lte=moment))


def pages_of(lines: QuerySet[Any]) -> Pages:
    """{(size, price): trang} of the lines."""
    rows = lines.order_by().values_list("size", "price_dong").annotate(Sum("page_count"))
    return {(size, price): pages for size, price, pages in rows}


def value_by(contract: Contract, moment: datetime) -> int:
    return ContractChange.objects.filter(contract=contract, recorded_at__lte=moment).total_dong()


def sums_of(payments: QuerySet[Payment]) -> ContractSums:
    """Advances, payments and recoveries of these entries."""
    found = dict.fromkeys(PLACES.values(), 0)
    for kind, dong in payments.order_by().values_list("kind").annotate(Sum("amount_dong")):
        found[PLACES[kind]] += dong
    return ContractSums(**found)


def form_document(turn: Turn) -> Document:
    """The form on a sheet laid across."""
    layout, contract = form_layout(), turn.contract
    agency, plan = contract.agency, contract.plan
    table = table_of(turn, layout)
    given = words_for(turn, table)
    return Document(
        as_of=turn.acceptances[-1].dated_on if turn.acceptances else contract.signed_on,
        letterhead=form_head(turn, layout),
        blocks=[Block("line", line.format(**given)) for line in layout["facts"]],
        summary=None,
        annexes=[],
        signer_title="",
        signer_name="",
        recipients=[],
        remark=ILLUSTRATIVE if plan.figures_are_illustrative else "",
        table=table,
        below=[Block("line", line.format(**given)) for line in layout["values"]],
        parties=[(title.format(head=head_lines(agency, plan)), "") for title in layout["parties"]],
        across=True,
    )


def form_head(turn: Turn, layout: dict[str, Any]) -> Letterhead:
    """The head of the form; it has no number of its own."""
    contract = turn.contract
    subject = f"Theo {contract.named} đề nghị thanh toán"
    head = letterhead(contract.agency, contract.plan, kind=layout["title"], subject=subject, sign="")
    return replace(head, form=form_line(turn.dated_on))


@cache
def form_layout() -> dict[str, Any]:
    """The layout as the file has it."""
    return json.loads(LAYOUT.read_text(encoding="utf-8"))


def form_line(day: date) -> str:
    """Which form it is on the day and by what, with a mark while nobody has compared it with the source."""
    form = TreasuryForm.objects.in_force_on(day)
    if form is None:
        return ""
    mark = "" if form.basis_checked else f" ({UNCHECKED})"
    return f"{form.name} – {form.source}{mark}"


def table_of(turn: Turn, layout: dict[str, Any]) -> Annex:
    """A line for each paper size and price of the contract."""
    columns = [AnnexColumn(**column | {"compute": tuple(column.get("compute", ()))}) for column in layout["columns"]]
    return Annex("", layout["title"], columns, plain_rows(columns, list(lines_of(turn))))


def lines_of(turn: Turn) -> Iterable[Cells]:
    """Cells of each size and price in their order; those that an amendment took away whole are left out."""
    terms = {*turn.agreed, *turn.before, *turn.now}
    for size, price in sorted(terms, key=lambda term: (SIZES.index(term[0]) if term[0] in SIZES else 99, term[1])):
        known = [pages.get((size, price), 0) for pages in (turn.agreed, turn.before, turn.now)]
        if any(known):
            cells = dict(zip(("agreed", "before", "now"), known, strict=True))
            yield {"name": name_of(size), "unit": "trang", "price": price, **cells}


def words_for(turn: Turn, table: Annex) -> dict[str, str]:
    """What the places of the layout are filled with; dots where nobody has said it."""
    contract, before = turn.contract, turn.paid_before
    named = [f"số {one.number} ngày {format_date(one.dated_on)}" for one in turn.acceptances]
    gone, asked = turn.recovered_dong, turn.asked_dong
    after = None if gone is None or asked is None else before.covered_dong + gone + asked
    return {
        "open": SHORT_DOTS,
        "agency": full_name(contract.agency, contract.plan),
        "contract": f"{contract.named} ngày {format_date(contract.signed_on)}",
        "contractor": contract.contractor.name if contract.contractor else "đơn vị tự thực hiện",
        "acceptances": f"Biên bản nghiệm thu {'; '.join(named) or DOTS}",
        "value": format_dong(turn.value_dong),
        "advance_left": format_dong(before.open_advance_dong),
        "covered": format_dong(before.covered_dong),
        "done": format_dong(table.total["done_dong"]),
        "recovered": shown(gone),
        "asked": shown(asked),
        "asked_in_words": DOTS if asked is None else amount_in_words(asked),
        "advance_after": shown(None if gone is None else before.open_advance_dong - gone),
        "covered_after": shown(after),
    }


def shown(amount_dong: int | None) -> str:
    return f"{UNKNOWN} đồng" if amount_dong is None else format_dong(amount_dong)
