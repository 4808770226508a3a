"""Phụ lục VI: the register of difficulties, and what the latest progress reports say beside it, each text once."""

from collections.abc import Iterable

from agencies.formats.dates import format_date
from plans.difficulties.services import key_of
from plans.models import DifficultyReply

from ..figures.difficulties import Entry
from .content import Cells
from .facts import Difficulty


def register_lines(entries: Iterable[Entry], reports: Iterable[Difficulty]) -> list[Cells]:
    """A line for each difficulty of the register, and for each report with words that are not in it.

    They stand in the official order of the agencies, those of one agency by their number.
    """
    latest = {(report.code, key_of(report.difficulties)): report for report in reports}
    lines = []
    for entry in entries:
        one = entry.difficulty
        place = (one.agency.official_order, one.agency.code, one.pk)
        lines.append((place, entry_cells(entry, latest.pop((one.agency.code, one.text_key), None))))
    lines += [((*report.order, 0), report_cells(report)) for report in latest.values()]
    return [cells for _, cells in sorted(lines, key=lambda line: line[0])]


def report_cells(report: Difficulty) -> Cells:
    """What a progress report says: whose, of which period."""
    return {
        "name": report.name,
        "period_end": report.period_end,
        "difficulties": report.difficulties,
        "proposals": report.proposals,
    }


def entry_cells(entry: Entry, report: Difficulty | None) -> Cells:
    """One difficulty as it stood on the day, with the period of the report that says it, where one does."""
    one = entry.difficulty
    period = one.report.period_end if one.report and one.report.submitted_on <= entry.day else None
    own = {"name": one.agency.name, "period_end": period, "difficulties": one.text, "proposals": one.proposal}
    return (report_cells(report) if report else own) | {
        "number": str(one.pk),
        "kind": entry.kind,
        "answerer": entry.answerer,
        "state": entry.state,
        "answer": " ".join(answer_text(each) for each in entry.answers),
    }


def answer_text(reply: DifficultyReply) -> str:
    """What was answered, and by which document."""
    text = reply.text.strip()
    if not reply.document_number:
        return text
    day = f" ngày {format_date(reply.document_date)}" if reply.document_date else ""
    return f"{text} (Văn bản số {reply.document_number}{day})."
