"""What the pages of an estimate send, and the document that Sở Tài chính appraises by."""

from datetime import date

from budgets.estimates.line_decisions import LineDecision, asked_amount

DOCUMENT = ("12/STC-NS", date(2025, 6, 20))


def edit_fields(estimate, **changes):
    """What the edit page sends."""
    data = {
        "name": estimate.name,
        "note": "",
        "pages_a4": "1.000",
        "pages_a3": "50",
        "pages_a2": "",
        "pages_a1": "",
        "pages_a0": "",
        "extra-TOTAL_FORMS": "2",
        "extra-INITIAL_FORMS": "0",
        "version": estimate.version,
    }
    return data | changes


def decision_fields(estimate, **changes):
    """What the page of a decision sends: every line as it was asked for, but for the changes."""
    lines = {f"amount_{line.position}": str(asked_amount(line)) for line in estimate.lines.all()}
    return {"document_number": "12/STC-NS", "document_date": "20/6/2025", "reason": ""} | lines | changes


def granted(*amounts, reason="Giảm"):
    """What is granted of the first lines (trang, or đồng of an extra line), and why."""
    return {position: LineDecision(amount, reason) for position, amount in enumerate(amounts, 1)}
