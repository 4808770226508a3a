"""Tiến độ chung: who goes on with the work of several agencies declares a period for all of them in one form."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from agencies.acting import address, written_for
from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int
from agencies.models import Agency, User
from agencies.requests import SignedInRequest
from agencies.seen import refuse
from agencies.typed import Typed, version_of
from agencies.workflow import WorkflowError
from plans.declarations.joint import naming, status_of_all, version_seen
from plans.declarations.pasting import PasteForm, take, unjudged
from plans.declarations.validators import broken_order
from plans.declarations.versions import latest_of
from plans.letters.forms import LetterFields
from plans.letters.services import Letter
from plans.models import Plan, ProgressReceipt, ProgressReport
from plans.models.progress import FIGURES
from plans.scanning.counting import figures_by_files
from plans.shortcuts import plan_or_404

from . import habits, pasting, receipts
from .entry import examine, values_of
from .forms import LineForm, way_of
from .services import figures_of, hand_in, periods_of, report_before

NOTHING = "Chưa có số liệu mới ở dòng nào: ghi ít nhất một dòng rồi gửi."


def reporting_for(user: User, plan: Plan, end: date) -> list[Agency]:
    """The agencies for which the person declares the period, in the official order."""
    today = portal_today()
    return [one for one in written_for(user) if end in periods_of(one, plan, today)]


def progress_together(request: SignedInRequest, period: str) -> HttpResponse:
    """One line for each agency; only lines that say something new are sent, all of them or none."""
    plan, end = plan_or_404(), day_or_404(period)
    agencies = reporting_for(request.user, plan, end)
    if not agencies:
        raise Http404
    if len(agencies) == 1:
        return redirect(address(request.user, agencies[0], "progress_edit", period))
    known = {one.pk: latest_of(ProgressReport, one, plan, period_end=end) for one in agencies}
    seen = version_of([known_version(report) for report in known.values()])
    names = {one.code: (one.code, one.name, one.short_name) for one in agencies}
    was_filled = take(request, lambda data, text: pasting.filled_lines(data, text, names))
    typed = Typed(request, key=f"progress-together/{end.isoformat()}", seen=seen)
    in_period = way_of(typed.data, request.user)
    lines = [line_of(one, known[one.pk], plan, end, typed.data, in_period) for one in agencies]
    letter = LetterFields(typed.data, typed.files)
    is_sent = request.method == "POST" and not was_filled
    if is_sent and judged(lines, letter, plan, end) and (receipt := sent(request, lines, letter, plan, end)):
        typed.drop()
        if not all(line.by_files for line in lines):
            habits.remember(request.user, in_period)
        return redirect("progress_receipt", receipt.pk)
    return draw(request, lines, letter, end, typed, was_filled, in_period)


def line_of(
    agency: Agency, current: ProgressReport | None, plan: Plan, end: date, data: Any, in_period: bool
) -> LineForm:
    """The agency's line, beside the figures of the period before."""
    before = figures_of(report_before(agency, plan, end))
    by_files = figures_by_files(agency, plan, end)
    return LineForm(agency, current, data, before=before, in_period=in_period, by_files=by_files)


def day_or_404(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


def known_version(report: ProgressReport | None) -> int:
    return report.version if report else 0


def judged(lines: list[LineForm], letter: LetterFields, plan: Plan, end: date) -> bool:
    """True where the lines to send and the letter are right; what is wrong stands in their forms."""
    to_send = [line for line in lines if line.says_something]
    if not to_send:
        letter.add_error(None, NOTHING)
    for line in to_send:
        line.check_before(line.data, f"{line.prefix}-")
        line.check_counted(line.data)
        if line.is_valid():
            line.warnings = examine(line, line.agency, plan, end, line.current)
        else:
            line.add_errors(broken_order(line.figures()))
    return letter.is_valid() and all(line.is_valid() for line in to_send) and bool(to_send)


def sent(
    request: SignedInRequest, lines: list[LineForm], letter: LetterFields, plan: Plan, end: date
) -> ProgressReceipt | None:
    """The receipt where everything was written; otherwise the refusal stands above the form, and nothing was."""
    to_send = [line for line in lines if line.says_something]
    try:
        with transaction.atomic():
            made = [send_line(request, line, letter.letter, plan, end) for line in to_send]
            receipt = receipts.give(made, actor=request.user, way=ProgressReceipt.Way.TOGETHER)
    except WorkflowError as error:
        refuse(letter, error)
        return None
    messages.success(request, f"Đã gửi số liệu kỳ đến {format_date(end)} của {format_int(len(to_send))} cơ quan.")
    return receipt


def send_line(request: SignedInRequest, line: LineForm, letter: Letter | None, plan: Plan, end: date) -> ProgressReport:
    """Hand the line in; what was written of difficulties before stays. Raises WorkflowError that names the agency."""
    words = {name: value for name, value in values_of(line.current).items() if name not in FIGURES}
    said: dict[str, Any] = {"figures": line.figures(), "reason": line.cleaned_data["reason"], "letter": letter}
    said |= {"period_end": end, "seen": version_seen(request.POST, line.agency)}
    with naming(line.agency):
        return hand_in(line.agency, plan=plan, actor=request.user, **said, **words)


def draw(
    request: SignedInRequest,
    lines: list[LineForm],
    letter: LetterFields,
    end: date,
    typed: Typed,
    was_filled: bool,
    in_period: bool,
) -> HttpResponse:
    typed_lines = [line for line in lines if not line.by_files]
    context = {
        "in_period": in_period,
        "all_counted": not typed_lines,
        "some_counted": len(typed_lines) < len(lines),
        "paste": PasteForm(pasting.OF_LINES),
        "period_end": end,
        "lines": lines,
        "sums": [(name, label_of(name), sum(line.written(name) for line in typed_lines)) for name in FIGURES],
        "form": letter,
    }
    context |= typed.context(letter, *lines)
    if was_filled:
        unjudged(letter, *lines)
    to_send = [line for line in lines if line.says_something]
    return render(request, "plans/progress_together.html", context, status=status_of_all(letter, *to_send))


def label_of(name: str) -> str:
    return str(LineForm.base_fields[name].label)
