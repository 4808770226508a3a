"""Bảng đối chiếu quyết toán: allocated, accepted, paid of a budget year by contract, and what goes back."""

from django.db.models import Q, QuerySet, Sum

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong
from agencies.formats.words import amount_in_words
from budgets.models import Acceptance, AllocationLine, Contract, ContractChange, Payment, Settlement

from ..documents.content import ILLUSTRATIVE, Annex, AnnexColumn, Block, Cells, Document, plain_rows
from .parties import head_lines, letterhead

LINES = [
    AnnexColumn("serial", "TT", 10, "serial"),
    AnnexColumn("name", "Hợp đồng, quyết định", 60),
    AnnexColumn("contractor", "Đơn vị thực hiện", 60),
    AnnexColumn("value", "Giá trị hợp đồng", 36, "int", summed=True),
    AnnexColumn("accepted", "Nghiệm thu trong năm", 36, "int", summed=True),
    AnnexColumn("paid", "Giải ngân trong năm", 36, "int", summed=True),
    AnnexColumn("left", "Nghiệm thu chưa thanh toán", 36, "int", ("−", "accepted", "paid"), summed=True),
]
DECISIONS = [
    AnnexColumn("serial", "TT", 10, "serial"),
    AnnexColumn("name", "Quyết định", 80),
    AnnexColumn("kind", "Loại", 45),
    AnnexColumn("source", "Nguồn kinh phí", 60),
    AnnexColumn("amount", "Số tiền", 45, "int", summed=True),
]
DISAGREE = "Chưa lập được bảng: cộng các hợp đồng không bằng số đã quyết toán. Báo quản trị hệ thống."


class PaperDisagrees(Exception):
    """A table does not add up to what was recorded; the message says so in Vietnamese."""


def comparison_document(settlement: Settlement) -> Document:
    """The table with its annex of decisions. Raises PaperDisagrees where it does not add up to the settlement."""
    agency, plan, year = settlement.agency, settlement.plan, settlement.budget_year
    table, decisions = contracts_table(settlement), decisions_annex(settlement)
    reconcile(settlement, table, decisions)
    return Document(
        as_of=settlement.dated_on,
        letterhead=letterhead(
            agency,
            plan,
            kind="BẢNG ĐỐI CHIẾU QUYẾT TOÁN",
            subject=f"Kinh phí số hóa hồ sơ, tài liệu lưu trữ năm {year}",
            sign="QT",
            number=settlement.number,
            day=settlement.dated_on,
        ),
        blocks=[],
        summary=None,
        annexes=[decisions],
        signer_title="",
        signer_name="",
        recipients=[],
        remark=ILLUSTRATIVE if plan.figures_are_illustrative else "",
        table=table,
        below=[Block("line", text) for text in sums(settlement)],
        parties=[("KẾ TOÁN", ""), ("XÁC NHẬN CỦA\nKHO BẠC NHÀ NƯỚC", ""), (head_lines(agency, plan), "")],
        across=True,
    )


def sums(settlement: Settlement) -> list[str]:
    """The five sums of the settlement, the settled one in words."""
    settled = settlement.amount_dong
    found = [
        f"1. Dự toán được giao trong năm: {format_dong(settlement.allocated_dong)} (các quyết định tại Phụ lục).",
        f"2. Giá trị nghiệm thu trong năm: {format_dong(settlement.accepted_dong)}.",
        f"3. Giải ngân trong năm: {format_dong(settlement.paid_dong)}.",
        f"4. Đề nghị quyết toán: {format_dong(settled)} (bằng chữ: {amount_in_words(settled)}).",
        f"5. Kinh phí còn lại nộp trả nguồn: {format_dong(settlement.returned_dong)}.",
    ]
    return [*found, f"Ghi chú: {settlement.reason}"] if settlement.reason.strip() else found


def contracts_table(settlement: Settlement) -> Annex:
    """A line for each contract with money in the year, as it was recorded by the settlement (đồng)."""
    known = {"contract__agency": settlement.agency, "recorded_at__lte": settlement.recorded_at}
    year = {"dated_on__year": settlement.budget_year}
    accepted = by_contract(Acceptance.objects.filter(**known, **year))
    paid = by_contract(Payment.objects.filter(**known, **year, kind__in=Payment.CASH))
    value = by_contract(ContractChange.objects.filter(**known))
    signed = Q(signed_on__year=settlement.budget_year, agency=settlement.agency, pk__in=value)
    contracts = Contract.objects.filter(signed | Q(pk__in=[*accepted, *paid])).select_related("contractor")
    lines = [
        {
            "name": f"{contract.named} ngày {format_date(contract.signed_on)}",
            "contractor": contract.contractor.name if contract.contractor else "Tự thực hiện",
            "value": value.get(contract.pk, 0),
            "accepted": accepted.get(contract.pk, 0),
            "paid": paid.get(contract.pk, 0),
        }
        for contract in contracts.order_by("signed_on", "pk")
    ]
    return Annex("", "ĐỐI CHIẾU", LINES, plain_rows(LINES, lines), unit="đồng")


def by_contract(entries: QuerySet) -> dict[int, int]:
    """{key of the contract: đồng} of the entries."""
    return dict(entries.order_by().values_list("contract").annotate(Sum("amount_dong")))


def decisions_annex(settlement: Settlement) -> Annex:
    """The decisions that gave the agency the year's money; cuts with their minus."""
    lines = AllocationLine.objects.filter(
        agency=settlement.agency,
        allocation__budget_year=settlement.budget_year,
        allocation__recorded_at__lte=settlement.recorded_at,
    )
    found = lines.select_related("allocation").order_by("allocation__dated_on", "pk")
    return Annex(
        "", "CÁC QUYẾT ĐỊNH GIAO DỰ TOÁN", DECISIONS, plain_rows(DECISIONS, list(map(decision, found))), "đồng"
    )


def decision(line: AllocationLine) -> Cells:
    one = line.allocation
    note = f" ({one.source_note})" if one.source_note else ""
    return {
        "name": f"Số {one.number} ngày {format_date(one.dated_on)}",
        "kind": f"Ghi đảo {one.get_kind_display().lower()}" if one.is_reversal else one.get_kind_display(),
        "source": f"{one.get_source_display()}{note}",
        "amount": line.amount_dong,
    }


def reconcile(settlement: Settlement, table: Annex, decisions: Annex) -> None:
    """Raises PaperDisagrees where the lines do not add up to what the settlement says (domain §8)."""
    said = (settlement.accepted_dong, settlement.paid_dong, settlement.allocated_dong)
    if (table.total["accepted"], table.total["paid"], decisions.total["amount"]) != said:
        raise PaperDisagrees(DISAGREE)
