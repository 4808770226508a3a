"""Catalogues with files, handed in and decided on as the services do it; and what their counters say."""

from datetime import date

from agencies.workflow import perform
from plans.appraisal.conversation import answer
from plans.appraisal.decisions import decide
from plans.appraisal.proposals import proposed
from plans.catalogues.files import recount, totals_of, write_files
from plans.catalogues.services import create_catalogue
from plans.models import Catalogue, Plan, ProposedValue

DECISION_DOCUMENT = ("123/SNV-QLVTLT", date(2025, 6, 20))
# What whoever appraises says of files that are not arranged, or that nobody has looked at.
GATE_ANSWERS = {
    "unarranged": "accept",
    "unarranged_reason": "Chỉnh lý xong trước khi quét",
    "unseen_reason": "Đã đối chiếu với Mục lục nộp lưu",
}


def row(number="01", **changes):
    """A row as the services take it."""
    return {
        "box_number": "1",
        "file_number": number,
        "reference_code": "",
        "title": f"Hồ sơ khám chữa bệnh số {number}",
        "start_date": "2008",
        "end_date": "2009-03",
        "retention_years": 0,
        "sheet_count": 60,
        "page_count": 100,
        "page_count_a3": 2,
        "page_count_a2": 0,
        "page_count_a1": 0,
        "page_count_a0": 0,
        "arranged": True,
        "priority": "",
        "digitized_before": False,
        "condition": "fair",
        "archive_number": "",
        "catalogue_number": "",
        "note": "",
    } | changes


def four_different_files(plan, lan):
    """A catalogue of Lan's whose files differ in everything a filter asks for."""
    made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Giai đoạn 2001–2010", fonds_name="Sở Y tế")
    rows = [
        row("01", title="Quy hoạch mạng lưới y tế Hoà Vang", box_number="1", retention_years=0, page_count=500),
        row("02", title="Công văn đi", retention_years=20, page_count=40, sheet_count=30, start_date="1999"),
        row("03", title="Bệnh án nội trú", box_number="2", retention_years=15, page_count=90, arranged=False),
        row("04", title="Ảnh tư liệu", box_number="2", retention_years=0, digitized_before=True, priority="at_risk"),
    ]
    write_files(made, actor=lan, added=rows)
    return Catalogue.objects.get(pk=made.pk)


def hand_in(agency, actor, rows=5, name="Giai đoạn 2001–2010"):
    made = create_catalogue(plan=Plan.current(), agency=agency, actor=actor, name=name, fonds_name="Sở Y tế")
    write_files(made, actor=actor, added=[row(f"{number:02}") for number in range(1, rows + 1)])
    return perform(made, "submit", actor=actor, secrecy_declared=True)


def numbered(catalogue, *numbers):
    return catalogue.files.filter(file_number__in=numbers)


def one_by_one(catalogue, hoa, *numbers, name="accept", **details):
    """Hoa ticks these files, each by itself, and decides on them."""
    files = numbered(catalogue, *numbers)
    return decide(catalogue, name, files, actor=hoa, looked_at=files.values_list("pk", flat=True), **details)


def proposed_by(clerk, hoa, catalogue, number, field, value):
    """Hoa asks about a file, and the clerk answers with the right value of a cell."""
    file = numbered(catalogue, number).get()
    decide(catalogue, "ask", numbered(catalogue, number), actor=hoa, text="Đúng chưa?")
    answer(catalogue, {}, actor=clerk, proposals={file.pk: proposed(file, field, value)})
    return ProposedValue.objects.get(note__file=file)


def fresh(catalogue):
    return Catalogue.objects.get(pk=catalogue.pk)


def counters(catalogue):
    now = fresh(catalogue)
    return now.accepted_files, now.asked_files, now.left_out_files, now.left_out_pages


def exact(catalogue):
    """True where the totals equal what the rows say."""
    now = fresh(catalogue)
    before = totals_of(now)
    return not recount(now) and totals_of(now) == before


def reopen(catalogue, actor, hoa, reason="Bổ sung."):
    """The actor asks to open the appraised catalogue again, and Hoa grants it."""
    return perform(perform(fresh(catalogue), "ask_reopen", actor=actor, reason=reason), "reopen", actor=hoa)


def appraise(catalogue, hoa, name="appraise", **details):
    details = {"document": DECISION_DOCUMENT, "same_document": True} | GATE_ANSWERS | details
    return perform(catalogue, name, actor=hoa, **details)
