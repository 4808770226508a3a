"""Decisions that allocate money, as tests make them: by the service, by the form of the grid, by workbook."""

import io
from datetime import date

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from budgets.allocations import queries
from budgets.allocations.permissions import charge_of
from budgets.allocations.services import Facts, Line, mark_of, record_allocation
from plans.models import Plan
from tests.helpers import factories as make

DAY = date(2025, 6, 10)
HEAD = ("STT", "Mã", "Cơ quan, đơn vị", "Số giao lần này (đồng)", "Lý do vượt số thẩm định", "Ghi chú")


def facts(number="12/QĐ-UBND", kind="given", day=DAY, source="province"):
    return Facts(kind=kind, number=number, day=day, signer="Phó Chủ tịch Hồ Quang", budget_year=2025, source=source)


def allocate(actor, amounts, number="12/QĐ-UBND", *, kind="given", reason="Theo nghị quyết", **more):
    """`allocate(tuan, {syt: 100})`: the decision, with a reason wherever one is needed."""
    lines = [Line(agency, dong, reason) for agency, dong in amounts.items()]
    return record_allocation(Plan.current(), actor=actor, facts=facts(number, kind), lines=lines, **more)


def standings(actor):
    return queries.standings(Plan.current(), charge_of(actor).agencies)


def mark(actor):
    """What the page of the actor shows now."""
    return mark_of(standings(actor))


def allocated(agency):
    """What the agency has now (đồng)."""
    return queries.allocated_by_agency(Plan.current()).get(agency.pk, 0)


def appraised(agency, dong, by, day=DAY):
    """An estimate of the agency that was decided on."""
    estimate = make.an_estimate(agency, dong, submitted_on=day)
    return make.an_estimate_appraisal(estimate, by, day, own_decision=agency.decides_on_money)


def typed(actor, amounts, reasons=None, **fields):
    """The fields of the grid as the actor sends them: {code: đồng}."""
    agencies = charge_of(actor).agencies
    sent = {"line-TOTAL_FORMS": str(len(agencies)), "line-INITIAL_FORMS": str(len(agencies))}
    for number, agency in enumerate(agencies):
        sent[f"line-{number}-amount"] = str(amounts.get(agency.code, ""))
        sent[f"line-{number}-excess_reason"] = (reasons or {}).get(agency.code, "")
    facts = {"kind": "given", "number": "12/QĐ-UBND", "day": "10/6/2025", "signer": "Hồ Quang Bửu"}
    return sent | facts | {"budget_year": "2025", "source": "province"} | fields


def workbook(*rows, head=HEAD, above=(("GIAO DỰ TOÁN",), ()), name="Giao du toan.xlsx"):
    """An uploaded .xlsx with some lines above its header."""
    book = openpyxl.Workbook()
    for row in (*above, head, *rows):
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())
