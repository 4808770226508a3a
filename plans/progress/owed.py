"""Các kỳ còn thiếu: an agency declares several periods in one go, the oldest first, all of them or none."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from agencies.acting import agency_to_write_for
from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int
from agencies.models import Agency
from agencies.requests import SignedInRequest
from agencies.seen import refuse
from agencies.typed import Typed, version_of
from agencies.workflow import WorkflowError
from plans.declarations.joint import Unready, status_of_all
from plans.declarations.pasting import PasteForm, take, unjudged
from plans.declarations.validators import Figures, broken_order
from plans.letters.forms import LetterFields
from plans.models import Plan, ProgressReceipt, ProgressReport
from plans.scanning.counting import counted, counts_by_files
from plans.shortcuts import plan_or_404

from . import habits, pasting, receipts
from .entry import examine
from .forms import LineForm, way_of
from .services import figures_of, hand_in, owed_periods, report_before

NOTHING = "Chưa có số liệu ở kỳ nào: ghi ít nhất một kỳ rồi gửi."
NONE_OWED = "Không còn kỳ nào chưa gửi số liệu."


def unsent(agency: Agency, plan: Plan) -> list[date]:
    """The periods that have begun, are owed and have no report, the oldest first."""
    sent = ProgressReport.objects.filter(plan=plan, agency=agency).values_list("period_end", flat=True)
    return [end for end in owed_periods(agency, plan, portal_today()) if end not in set(sent)]


def progress_owed(request: SignedInRequest) -> HttpResponseBase:
    """A line for each period without a report; empty lines are not sent."""
    agency, plan = agency_to_write_for(request), plan_or_404()
    ends = unsent(agency, plan)
    if not ends:
        messages.info(request, NONE_OWED)
        return redirect("progress")
    names = {end.isoformat(): (format_date(end), f"{end:%d/%m/%Y}", f"Kỳ đến {format_date(end)}") for end in ends}
    was_filled = take(request, lambda data, text: pasting.filled_lines(data, text, names))
    typed = Typed(request, key=f"progress-owed/{agency.code}", seen=version_of(*names))
    in_period = way_of(typed.data, request.user)
    lines = lines_of(agency, plan, ends, typed.data, in_period)
    letter = LetterFields(typed.data, typed.files)
    if request.method == "POST" and not was_filled and (receipt := sent(request, lines, letter, plan)):
        typed.drop()
        if not lines[0].by_files:
            habits.remember(request.user, in_period)
        return redirect("progress_receipt", receipt.pk)
    return draw(request, agency, lines, letter, typed, was_filled)


def lines_of(agency: Agency, plan: Plan, ends: list[date], data: Any, in_period: bool) -> list[LineForm]:
    """The lines; each stands on the figures of the one above it where that says something."""
    found: list[LineForm] = []
    above: Figures | None = None
    by_files = counts_by_files(agency, plan)
    for end in ends:
        before = above or figures_of(report_before(agency, plan, end))
        own = {"prefix": end.isoformat(), "title": f"Kỳ đến {format_date(end)}"}
        figures = counted(agency, plan, end) if by_files else None
        line = LineForm(agency, None, data, before=before, in_period=in_period, by_files=figures, **own)
        line.period_end = end
        if line.says_something and line.is_valid():
            above = line.figures()
        found.append(line)
    return found


def sent(request: SignedInRequest, lines: list[LineForm], letter: LetterFields, plan: Plan) -> ProgressReceipt | None:
    """The receipt; None with what is wrong in the forms, and then nothing was written."""
    to_send = [line for line in lines if line.says_something]
    if not to_send:
        letter.add_error(None, NOTHING)
    for line in to_send:
        line.check_counted(line.data)
        if not line.is_valid():
            line.add_errors(broken_order(line.figures()))
    if not (letter.is_valid() and to_send and all(line.is_valid() for line in to_send)):
        return None
    try:
        return written(request, to_send, letter, plan)
    except Unready:
        return None
    except WorkflowError as error:
        refuse(letter, error)
        return None


@transaction.atomic
def written(request: SignedInRequest, to_send: list[LineForm], letter: LetterFields, plan: Plan) -> ProgressReceipt:
    """One report after the other, so that each is judged beside the one before it. Raises Unready, WorkflowError."""
    made = []
    for line in to_send:
        end = line.period_end
        line.warnings = examine(line, line.agency, plan, end, None)
        if not line.is_valid():
            raise Unready
        said = {"figures": line.figures(), "reason": line.cleaned_data["reason"], "letter": letter.letter}
        made.append(hand_in(line.agency, plan=plan, actor=request.user, period_end=end, seen=0, **said))
    receipt = receipts.give(made, actor=request.user, way=ProgressReceipt.Way.OWED)
    messages.success(request, f"Đã gửi số liệu {format_int(len(made))} kỳ. {receipt}.")
    return receipt


def draw(
    request: SignedInRequest,
    agency: Agency,
    lines: list[LineForm],
    letter: LetterFields,
    typed: Typed,
    was_filled: bool,
) -> HttpResponse:
    context = {
        "agency": agency,
        "lines": lines,
        "form": letter,
        "in_period": lines[0].in_period,
        "all_counted": lines[0].by_files,
        "paste": PasteForm(pasting.OF_LINES),
    }
    context |= typed.context(letter, *lines)
    to_send = [line for line in lines if line.says_something]
    if was_filled:
        unjudged(letter, *lines)
    return render(request, "plans/progress_owed.html", context, status=status_of_all(letter, *to_send))
